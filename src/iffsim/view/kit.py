"""What is drawn again and again, drawn once: letters and sprites at one scale.

A new scale takes a new kit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import numpy as np
import numpy.typing as npt
import pygame

from iffsim.view import paint, symbols
from iffsim.view.camera import Floats
from iffsim.view.lettering import Lettering
from iffsim.view.theme import Colour, look

SECTORS = 72
"""Directions in which course vectors are kept."""
_SPEEDS_MPS = (90.0, 190.0)
_LENGTHS = (24.0, 29.0, 34.0)


class Kit:
    """Owns the fonts and sprites of one scale."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.half = 11.0 * scale
        """Half the size of a track's frame, px."""
        self.letters = Lettering(scale)
        self._kept: dict[Hashable, pygame.Surface] = {}
        self._vectors: dict[int, tuple[pygame.Surface, tuple[int, int]]] = {}

    def px(self, length: float) -> int:
        """Return a length of the design in pixels, at least 1."""
        return max(1, round(length * self.scale))

    def kept(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """Return the sprite of `key`, made the first time."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def track(self, identity: int, category: str, dim: bool, half: float = 0.0) -> pygame.Surface:
        """Return the symbol of a track; a category is shown only for identities that tell it."""
        seen, size = look(identity), half or self.half
        icon = category if seen.typed else ""
        make = partial(symbols.symbol, seen, icon, size, self.letters, dim)
        return self.kept(("track", identity, icon, dim, size), make)

    def ghost(self) -> pygame.Surface:
        """Return the ring of an aircraft that is not held."""
        return self.kept("ghost", partial(symbols.ghost, 6.0 * self.scale))

    def ring(self, colour: Colour) -> pygame.Surface:
        """Return the ring of the selected aircraft."""
        return self.kept(("ring", colour), partial(symbols.ring, colour, 22.0 * self.scale))

    def vectors(
        self, identity: npt.NDArray[np.int64], course_rad: Floats, speed_mps: Floats
    ) -> tuple[list[pygame.Surface], Floats]:
        """Return each track's [N] line along its course, longer when faster, and its upper left corner.

        Corners are (2, N) px from the track: sprites are cut close, for most of a square is empty.
        """
        sector = np.rint(course_rad / (2 * np.pi) * SECTORS).astype(np.int64) % SECTORS
        code = (identity * 3 + np.digitize(speed_mps, _SPEEDS_MPS)) * SECTORS + sector
        codes, which = np.unique(code, return_inverse=True)
        table = [self._vector(int(c)) for c in codes]
        corners = np.array([corner for _, corner in table]).reshape(-1, 2).T
        sprites = [sprite for sprite, _ in table]
        return list(map(sprites.__getitem__, which.tolist())), corners[:, which]

    def _vector(self, code: int) -> tuple[pygame.Surface, tuple[int, int]]:
        if code not in self._vectors:
            identity, speed = divmod(code // SECTORS, 3)
            ends = (13.0 * self.scale, _LENGTHS[speed] * self.scale)
            degrees = code % SECTORS * 360.0 / SECTORS
            whole = symbols.vector(look(identity).colour, degrees, *ends)
            box = whole.get_bounding_rect()
            half = whole.get_width() // 2
            self._vectors[code] = (whole.subsurface(box).copy(), (box.x - half, box.y - half))
        return self._vectors[code]

    def pill(self, width: int, height: int, colour: Colour) -> pygame.Surface:
        """Return a rounded bar."""
        return self.kept(
            ("pill", width, height, colour), partial(paint.pill, width, height, colour)
        )
