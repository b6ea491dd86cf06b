"""The slider for the height at which coverage is shown, on the left of the first map."""

from __future__ import annotations

from functools import partial

import pygame

from iffsim.base.units import FT
from iffsim.scene.coverage import ALTITUDES_M
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import put
from iffsim.view.drawing.sprites import knob
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import EDGE, GROOVE, INK, SHADOW, TEXT, TEXT_2, TEXT_3
from iffsim.view.model import heights
from iffsim.view.model.state import Grip, ViewState

_LOW = 310
"""On a map lower than this, at scale 1, there is no room for words above the slider."""
_WIDTH, _HEIGHT, _BOTTOM = 26, 180, 62
_MARGIN, _WORDS = 14, 52


def bar(layout: Layout) -> pygame.Rect:
    """Return the slider's groove."""
    first = layout.panels[0]
    high = min(layout.px(_HEIGHT), first.height // 2)
    wide = layout.px(4)
    x = first.x + layout.px(_MARGIN + _WIDTH / 2)
    return pygame.Rect(x - wide // 2, first.bottom - layout.px(_BOTTOM) - high, wide, high)


def grip(layout: Layout) -> pygame.Rect:
    """Return where a press takes hold of the slider."""
    return bar(layout).inflate(layout.px(_WIDTH), layout.px(20))


def zone(kit: Kit, box: pygame.Rect) -> pygame.Rect:
    """Return what must stay clear of labels on the first map, whose panel is `box`."""
    high = kit.px(_HEIGHT + _BOTTOM + _WORDS + 24)
    return pygame.Rect(box.x, box.bottom - high, kit.px(84), high)


def height_at(layout: Layout, y: float) -> float:
    """Return the height under a pixel of the slider, m."""
    groove = bar(layout)
    return heights.height((groove.bottom - y) / groove.height)


def y_at(layout: Layout, alt_m: float) -> float:
    """Return the pixel of a height on the slider: the inverse of `height_at`."""
    groove = bar(layout)
    return groove.bottom - groove.height * heights.share(alt_m)


def draw_slider(surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState) -> None:
    """Draw groove, rungs, knob, and the height in metres and feet."""
    groove = bar(layout)
    plate = groove.inflate(kit.px(_WIDTH - 4), kit.px(26))
    make = partial(_plate, plate.size, kit.px(9))
    surface.blit(kit.kept(("slider", plate.size), make), plate)
    low = layout.panels[0].height < kit.px(_LOW)
    if not low:
        above = pygame.Rect(0, 0, kit.px(74), kit.px(_WORDS))
        above.bottomleft = (plate.left - kit.px(4), plate.top - kit.px(1))
        surface.blit(kit.kept("height", partial(_shade, above.size, kit.px(6))), above)
    pygame.draw.rect(surface, GROOVE, groove, border_radius=groove.width // 2)
    y = y_at(layout, state.coverage_alt_m)
    filled = pygame.Rect(groove.x, round(y), groove.width, groove.bottom - round(y))
    pygame.draw.rect(surface, TEXT_2, filled, border_radius=groove.width // 2)
    for alt_m in ALTITUDES_M:
        rung = round(y_at(layout, alt_m))
        left = groove.right + kit.px(3)
        pygame.draw.line(surface, TEXT_3, (left, rung), (left + kit.px(3), rung))
    held = state.grip is Grip.ALTITUDE
    sprite = kit.kept(("knob", held), partial(knob, TEXT, (8.0 if held else 6.5) * kit.scale))
    put(surface, sprite, (groove.centerx, y))
    if low and state.selected is not None:
        return
    if low:
        metres = f"{kit.say.number(state.coverage_alt_m)} m"
        at = (plate.right + kit.px(5), y)
        kit.letters.write(surface, metres, Style("bold", 13, TEXT, 0, SHADOW), "midleft", at)
        return
    _words(surface, kit, (plate.left, plate.top - kit.px(4)), state.coverage_alt_m)


def _words(surface: pygame.Surface, kit: Kit, at: tuple[float, float], alt_m: float) -> None:
    metres, feet = kit.say.number(alt_m), kit.say.number(round(alt_m / FT, -2))
    big, small = Style("bold", 14, TEXT, 0, SHADOW), Style("regular", 12, TEXT_2, 0, SHADOW)
    below = kit.letters.write(surface, f"{feet} ft", small, "bottomleft", at)
    value = kit.letters.write(surface, f"{metres} m", big, "bottomleft", below.topleft)
    kit.letters.write(surface, kit.say("frame.coverage_at"), small, "bottomleft", value.topleft)


def _shade(size: tuple[int, int], radius: int) -> pygame.Surface:
    shade = pygame.Surface(size, pygame.SRCALPHA)
    pygame.draw.rect(shade, (*INK, 150), shade.get_rect(), border_radius=radius)
    return shade


def _plate(size: tuple[int, int], radius: int) -> pygame.Surface:
    plate = pygame.Surface(size, pygame.SRCALPHA)
    pygame.draw.rect(plate, (*INK, 190), plate.get_rect(), border_radius=radius)
    pygame.draw.rect(plate, EDGE, plate.get_rect(), 1, border_radius=radius)
    return plate
