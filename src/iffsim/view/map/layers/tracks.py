"""The layer of tracks: course vectors, symbols, ghosts; thousands of tracks become dots.

No loop over aircraft.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pygame
from msgspec import Struct

from iffsim.base.arrays import Floats, Ints
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import put, put_many
from iffsim.view.drawing.sprites import sprite_half
from iffsim.view.drawing.theme import LOOKS
from iffsim.view.map.sight import Sight

MOST_SYMBOLS = 3000
"""With more tracks than this in a panel, each is a dot."""


class Kinds(Struct, frozen=True):
    """What each aircraft is; shown only where its identity tells it."""

    category: Ints
    """int64[A], index in `names`."""
    names: tuple[str, ...]


def draw_tracks(
    surface: pygame.Surface, panel: pygame.Rect, kit: Kit, sight: Sight, kinds: Kinds
) -> None:
    """Draw all that a picture holds, and rings for what it does not."""
    draw_ghosts(surface, panel, kit, sight)
    if len(sight) > MOST_SYMBOLS:
        _dots(surface, panel, sight, kit.px(2))
        return
    half = size(kit, sight)
    vectors, corner = kit.vectors(sight.identity, sight.course_rad, sight.speed_mps, half)
    put_many(surface, vectors, 0, sight.px + corner)
    code = (sight.identity * 2 + sight.stale) * len(kinds.names) + kinds.category[sight.aircraft]
    codes, which = np.unique(code, return_inverse=True)
    table = [_symbol(kit, int(c), kinds, half) for c in codes]
    sprites = map(table.__getitem__, which.tolist())
    put_many(surface, sprites, sprite_half(half), sight.px)


def draw_on_top(
    surface: pygame.Surface, kit: Kit, sight: Sight, aircraft: int | None, kinds: Kinds
) -> None:
    """Draw one aircraft's symbol once more, over its neighbours."""
    row = sight.row(aircraft)
    if row is not None:
        name = kinds.names[int(kinds.category[sight.aircraft[row]])]
        identity, stale = int(sight.identity[row]), bool(sight.stale[row])
        x, y = sight.px[:, row].tolist()
        put(surface, kit.track(identity, name, stale, size(kit, sight)), (x, y))


def size(kit: Kit, sight: Sight) -> float:
    """Return half the size of a frame, px, for as many aircraft as are in view."""
    return kit.half(len(sight) + len(sight.ghost))


def _symbol(kit: Kit, code: int, kinds: Kinds, half: float) -> pygame.Surface:
    rest, category = divmod(code, len(kinds.names))
    return kit.track(rest // 2, kinds.names[category], bool(rest % 2), half)


def draw_ghosts(surface: pygame.Surface, panel: pygame.Rect, kit: Kit, sight: Sight) -> None:
    """Draw a broken ring wherever an aircraft flies that the picture does not hold."""
    if len(sight.ghost) > MOST_SYMBOLS:
        stamp(surface, panel, sight.ghost_px, np.full((len(sight.ghost), 3), 90, np.uint8), 1)
        return
    ring = kit.ghost()
    put_many(surface, [ring] * len(sight.ghost), ring.get_width() // 2, sight.ghost_px)


def _dots(surface: pygame.Surface, panel: pygame.Rect, sight: Sight, side: int) -> None:
    colours = np.array([LOOKS[identity].colour for identity in sorted(LOOKS)], np.uint8)
    stamp(surface, panel, sight.px, colours[sight.identity], side)


def stamp(
    surface: pygame.Surface, panel: pygame.Rect, px: Floats,
    colour: npt.NDArray[np.uint8], side: int,
) -> None:  # fmt: skip
    """Set squares of `side` px around points (2, N) to colours uint8[N, 3]: many thousands at
    once."""
    pixels = pygame.surfarray.pixels3d(surface)
    corner = np.rint(px).astype(np.int64) - side // 2
    for dx in range(side):
        for dy in range(side):
            x, y = corner[0] + dx, corner[1] + dy
            ok = (x >= panel.left) & (x < panel.right) & (y >= panel.top) & (y < panel.bottom)
            pixels[x[ok], y[ok]] = colour[ok]
