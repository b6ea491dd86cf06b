"""What is drawn again and again, drawn once: letters and sprites at one scale.

A new scale takes a new kit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import numpy as np
import pygame

from iffsim.base.arrays import Floats, Ints
from iffsim.scenario import Scenario
from iffsim.scenario.twins import words
from iffsim.scene.symbology import TABLE
from iffsim.view.drawing import paint
from iffsim.view.drawing import sprites as symbols
from iffsim.view.drawing.text import Lettering
from iffsim.view.drawing.theme import Colour, look
from iffsim.view.model.comfort import USUAL, Comfort
from iffsim.words.say import Words

SECTORS = 72
"""Directions in which course vectors are kept."""
_SIZES, _SMALLEST = TABLE["frame_half_px"]["up_to"], TABLE["frame_half_px"]["else"]
"""With at most so many tracks in view, half a frame is so many px at scale 1."""
_SPEEDS_MPS = TABLE["vector"]["speeds_mps"]
_START, _STOPS = TABLE["vector"]["start"], TABLE["vector"]["stops"]
"""Where course vectors begin and, by speed, end: in halves of a symbol."""


class Kit:
    """Owns the fonts and sprites of one scale, and the words of one language."""

    def __init__(
        self, scale: float, comfort: Comfort = USUAL, scenario: Scenario | None = None
    ) -> None:
        self.scale = scale
        self.comfort = comfort
        self.speak(scenario)
        self.letters = Lettering(scale, comfort.contrast)
        self._kept: dict[Hashable, pygame.Surface] = {}
        self._vectors: dict[tuple[int, float], tuple[pygame.Surface, tuple[int, int]]] = {}
        self._other: Kit | None = None

    def speak(self, scenario: Scenario | None) -> None:
        """Have the words at hand that go with a scenario."""
        language = self.comfort.language
        self.say = Words(language) if scenario is None else words(scenario, language)

    def px(self, length: float) -> int:
        """Return a length of the design in pixels, at least 1."""
        return max(1, round(length * self.scale))

    def half(self, tracks: int) -> float:
        """Return half the size of a track's frame, px: smaller where there are many."""
        size = next((size for most, size in _SIZES if tracks <= most), _SMALLEST)
        return float(size * self.scale)

    def kept(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """Return the sprite of `key`, made the first time."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def kept_at(self, scale: float) -> Kit:
        """Return a kit like this at another scale, kept while it is asked for."""
        if self._other is None or self._other.scale != scale:
            self._other = Kit(scale, self.comfort)
        return self._other

    def track(self, identity: int, category: str, dim: bool, half: float) -> pygame.Surface:
        """Return the symbol of a track; a category is shown only for identities that tell it."""
        seen = look(identity)
        icon = category if seen.typed else ""
        make = partial(symbols.symbol, seen, icon, half, self.letters, dim)
        return self.kept(("track", identity, icon, dim, half), make)

    def ghost(self) -> pygame.Surface:
        """Return the ring of an aircraft that is not held."""
        return self.kept("ghost", partial(symbols.ghost, TABLE["ghost"]["radius_px"] * self.scale))

    def ring(self, colour: Colour) -> pygame.Surface:
        """Return the ring of the selected aircraft."""
        return self.kept(("ring", colour), partial(symbols.ring, colour, 22.0 * self.scale))

    def vectors(
        self, identity: Ints, course_rad: Floats, speed_mps: Floats, half: float
    ) -> tuple[list[pygame.Surface], Floats]:
        """Return each track's [N] line along its course, longer when faster, and its corner.

        Upper left corners are (2, N) px from the track: sprites are cut close.
        """
        sector = np.rint(course_rad / (2 * np.pi) * SECTORS).astype(np.int64) % SECTORS
        code = (identity * 3 + np.digitize(speed_mps, _SPEEDS_MPS)) * SECTORS + sector
        codes, which = np.unique(code, return_inverse=True)
        table = [self._vector(int(c), half) for c in codes]
        corners = np.array([corner for _, corner in table]).reshape(-1, 2).T
        sprites = [sprite for sprite, _ in table]
        return list(map(sprites.__getitem__, which.tolist())), corners[:, which]

    def _vector(self, code: int, half: float) -> tuple[pygame.Surface, tuple[int, int]]:
        if (code, half) not in self._vectors:
            identity, speed = divmod(code // SECTORS, 3)
            degrees = code % SECTORS * 360.0 / SECTORS
            colour = look(identity).colour
            whole = symbols.vector(colour, degrees, _START * half, _STOPS[speed] * half)
            box = whole.get_bounding_rect()
            middle = whole.get_width() // 2
            corner = (box.x - middle, box.y - middle)
            self._vectors[code, half] = (whole.subsurface(box).copy(), corner)
        return self._vectors[code, half]

    def pill(self, width: int, height: int, colour: Colour) -> pygame.Surface:
        """Return a rounded bar."""
        return self.kept(
            ("pill", width, height, colour), partial(paint.pill, width, height, colour)
        )
