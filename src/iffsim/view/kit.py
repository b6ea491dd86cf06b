"""What is drawn again and again, drawn once: letters and sprites at one scale. A new scale takes a new kit."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import numpy as np
import numpy.typing as npt
import pygame

from iffsim.view import paint, symbols
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
        self, identity: npt.NDArray[np.int64], course_rad: npt.NDArray[np.float64],
        speed_mps: npt.NDArray[np.float64],
    ) -> list[pygame.Surface]:  # fmt: skip
        """Return for each track [N] a line along its course, longer when faster; all of one size."""
        sector = np.rint(course_rad / (2 * np.pi) * SECTORS).astype(np.int64) % SECTORS
        code = (identity * 3 + np.digitize(speed_mps, _SPEEDS_MPS)) * SECTORS + sector
        codes, which = np.unique(code, return_inverse=True)
        table = [self._vector(int(c)) for c in codes]
        return list(map(table.__getitem__, which.tolist()))

    def _vector(self, code: int) -> pygame.Surface:
        identity, speed = divmod(code // SECTORS, 3)
        colour = look(identity).colour
        ends = (13.0 * self.scale, _LENGTHS[speed] * self.scale)
        degrees = code % SECTORS * 360.0 / SECTORS
        box = (2 * self.vector_half, 2 * self.vector_half)

        def make() -> pygame.Surface:
            line = symbols.vector(colour, degrees, *ends)
            out = pygame.Surface(box, pygame.SRCALPHA)
            out.blit(line, line.get_rect(center=out.get_rect().center), None, paint.PREMULTIPLIED)
            return out

        return self.kept(("vector", colour, code % (3 * SECTORS)), make)

    @property
    def vector_half(self) -> int:
        """Half the size of a vector's sprite, px."""
        return round(_LENGTHS[-1] * self.scale) + 3

    def pill(self, width: int, height: int, colour: Colour) -> pygame.Surface:
        """Return a rounded bar."""
        return self.kept(("pill", width, height, colour), partial(paint.pill, width, height, colour))
