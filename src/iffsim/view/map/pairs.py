"""Symbols of two pictures in one: what A calls it on the left, what B calls it on the right."""

from __future__ import annotations

from functools import partial

import numpy as np
import pygame

from iffsim.doctrine import NOT_HELD
from iffsim.scene.tracks import Differs, differs
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import put, put_many, smooth
from iffsim.view.drawing.theme import INK, Colour, mix
from iffsim.view.map.layers.tracks import MOST_SYMBOLS, Kinds, size, stamp
from iffsim.view.map.sight import Sight

_SMALL = 0.74
"""Size of tracks that both pictures call the same, against the usual."""
Colours = tuple[Colour, Colour]


def draw_difference(
    surface: pygame.Surface, panel: pygame.Rect, kit: Kit, sight: Sight, kinds: Kinds,
    colours: Colours,
) -> None:  # fmt: skip
    """Draw every track: faint where both agree, as a pair where they do not."""
    if sight.left is None or sight.right is None:
        return
    left, right = sight.left, sight.right
    how = differs(left, right)
    if len(sight) > MOST_SYMBOLS:
        inks = np.array([(96, 108, 120), *colours, (255, 255, 255)], np.uint8)
        stamp(surface, panel, sight.px, inks[how], kit.px(2))
        return
    half = size(kit, sight)
    loud_rows = how != Differs.SAME
    vectors, corner = kit.vectors(sight.identity, sight.course_rad, sight.speed_mps, half)
    loud = np.flatnonzero(loud_rows)
    put_many(surface, [vectors[n] for n in loud.tolist()], 0, (sight.px + corner)[:, loud])
    category = kinds.category[sight.aircraft]
    code = (left * 256 + right) * len(kinds.names) + category
    codes, which = np.unique(code, return_inverse=True)
    table = [_sprite(kit, int(c), kinds, half, colours) for c in codes]
    sprites = list(map(table.__getitem__, which.tolist()))
    halves = np.array([sprite.get_width() // 2 for sprite in table], float)[which]
    high = np.array([sprite.get_height() // 2 for sprite in table], float)[which]
    put_many(surface, sprites, 0, sight.px - np.stack([halves, high]))


def _sprite(kit: Kit, code: int, kinds: Kinds, half: float, colours: Colours) -> pygame.Surface:
    rest, category = divmod(code, len(kinds.names))
    left, right = divmod(rest, 256)
    name = kinds.names[category]
    if left == right:
        return kit.track(left, name, True, half * _SMALL)
    make = partial(_pair, kit, (left, right), name, half, colours)
    return kit.kept(("pair", left, right, name, half, colours), make)


def _pair(
    kit: Kit, called: tuple[int, int], category: str, half: float, colours: Colours
) -> pygame.Surface:
    """Return both pictures' symbols on one plate, edged in the pictures' colours; where a picture
    holds nothing, its broken ring."""
    wide, high = round(half * 5.2), round(half * 3.4)
    plate = smooth((wide, high), partial(_plate, colours), 4)
    for identity, x in zip(called, (0.27, 0.73), strict=True):
        held = identity != NOT_HELD
        sprite = kit.track(identity, category, False, half * 0.86) if held else kit.ghost()
        put(plate, sprite, (wide * x, high / 2))
    return plate


def _plate(colours: Colours, big: pygame.Surface, times: float) -> None:
    """Draw a plate: its left half's edge in A's colour, its right half's in B's."""
    box = big.get_rect().inflate(-4 * times, -4 * times)
    radius, width = box.height // 3, round(1.6 * times)
    for colour, half in zip(colours, (0, 1), strict=True):
        part = pygame.Rect(box.x + half * box.width // 2, 0, box.width // 2, big.get_height())
        big.set_clip(part)
        pygame.draw.rect(big, (*mix(INK, colour, 0.12), 225), box, border_radius=radius)
        pygame.draw.rect(big, colour, box, width, border_radius=radius)
    big.set_clip(None)
    x = box.centerx
    pygame.draw.line(big, (120, 132, 146), (x, box.top), (x, box.bottom), round(times))


def own_bar(kit: Kit, half: float) -> pygame.Surface:
    """Return the bar that closes the frame of the own side's aircraft, as a square sprite."""
    side = 2 * round(half * 1.5 + 3)

    def draw(big: pygame.Surface, times: float) -> None:
        centre, unit = side * times / 2, half * times
        bar = pygame.Rect(0, 0, 2.3 * unit, 0.34 * unit)
        bar.midtop = (round(centre), round(centre + 0.98 * unit))
        pygame.draw.rect(big, (235, 242, 250), bar, border_radius=bar.height // 2)

    return kit.kept(("own", half), partial(smooth, (side, side), draw, 5))
