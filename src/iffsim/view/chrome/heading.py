"""What frames a map: its header with title and number, its edge; scale, north, and the words that
it is invented."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import pygame

from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import vertical_fade
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import EDGE, INK, SHADOW, TEXT, TEXT_2, TEXT_3, Colour
from iffsim.view.model.looks import View
from iffsim.view.model.state import ViewState

HEADER = 58
DISCLAIMER = "frame.disclaimer"
_SCALES_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_LOW, _SHORT = 40, 260
"""A map lower than the second has a header of the first height, at scale 1."""
_NARROW = 150
"""A strip of map narrower than this has no header."""


@dataclass(frozen=True)
class Heading:
    """What a header says."""

    title: str
    subtitle: str
    number: str
    rest: str
    """What the number counts."""


def draw_heading(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, said: Heading, colour: Colour
) -> None:
    """Draw title, subtitle, and a number at the right."""
    if box.width < kit.px(_NARROW):
        return
    high = header(kit, box)
    fade = kit.kept(("fade", high), partial(vertical_fade, 64, high, INK, 225))
    surface.blit(pygame.transform.scale(fade, (box.width, high)), box.topleft)
    letters, right = kit.letters, box.right - kit.px(16)
    of = letters.write(
        surface, said.rest, Style("regular", 13.5, TEXT_2), "bottomright",
        (right, box.y + kit.px(35)),
    )  # fmt: skip
    big = Style("bold", 26, colour)
    at = (of.left - kit.px(7), box.y + kit.px(39))
    number = letters.write(surface, said.number, big, "bottomright", at)
    room = number.left - box.x - kit.px(34)
    face = Style("bold", 18, TEXT, 0.8)
    left = box.x + kit.px(16)
    title = letters.fit(kit.say.upper(said.title), face, room)
    letters.write(surface, title, face, "topleft", (left, box.y + kit.px(10)))
    if high > kit.px(_LOW):
        small = Style("regular", 13.5, TEXT_2)
        short = letters.fit(said.subtitle, small, room)
        letters.write(surface, short, small, "topleft", (left, box.y + kit.px(34)))


def header(kit: Kit, box: pygame.Rect) -> int:
    """Return the height of a map's header, px: without its second line where the map is low."""
    return kit.px(_LOW if box.height < kit.px(_SHORT) else HEADER)


def draw_edge(surface: pygame.Surface, kit: Kit, box: pygame.Rect, colour: Colour) -> None:
    """Draw a thin edge, and a line in a picture's colour on top."""
    pygame.draw.rect(surface, EDGE, box, 1)
    pygame.draw.rect(surface, colour, (box.x, box.y, box.width, kit.px(2.4)))


def draw_footer(surface: pygame.Surface, kit: Kit, box: pygame.Rect, state: ViewState) -> None:
    """Draw the scale bar, north, the altitude that coverage is shown for, and the disclaimer."""
    high = kit.px(34)
    upward = partial(_fade_up, box.width, high)
    surface.blit(kit.kept(("fade up", box.width, high), upward), (box.x, box.bottom - high))
    scale = state.camera.px_per_km(box)
    km = max((k for k in _SCALES_KM if k * scale <= 150 * kit.scale), default=1)
    x, y, length, tip = box.x + kit.px(16), box.bottom - kit.px(16), round(km * scale), kit.px(4)
    points = [(x, y - tip), (x, y), (x + length, y), (x + length, y - tip)]
    pygame.draw.lines(surface, SHADOW, False, [(px + 1, py + 1) for px, py in points], 2)
    pygame.draw.lines(surface, TEXT_2, False, points)
    style = Style("regular", 12.5, TEXT_2, 0, SHADOW)
    end = kit.letters.write(
        surface, f"{km} km", style, "midleft", (x + length + kit.px(8), y - kit.px(2))
    )
    feet = round(state.coverage_alt_m / 0.3048, -2)
    metres = kit.say.number(state.coverage_alt_m)
    height = kit.say("frame.coverage_at_height", metres=metres, feet=kit.say.number(feet))
    words = f"{height}   ·   {kit.say(DISCLAIMER)}"
    quiet = Style("regular", 12.5, TEXT_3, 0, SHADOW)
    room = box.right - end.right - kit.px(60)
    if state.view is View.TRUTH or kit.letters.width(words, quiet) > room:
        words = kit.say(DISCLAIMER)
    at = (box.right - kit.px(14), y - kit.px(2))
    start = kit.letters.write(surface, words, quiet, "midright", at).left
    if start > end.right + kit.px(40):
        _north(surface, kit, (end.right + kit.px(16), y - kit.px(3)))


def _fade_up(width: int, height: int) -> pygame.Surface:
    return pygame.transform.flip(vertical_fade(width, height, INK, 248), False, True)


def _north(surface: pygame.Surface, kit: Kit, at: tuple[float, float]) -> None:
    """Draw a small arrow to the north of the map's middle."""
    x, y = at
    unit = kit.scale
    head = [
        (x, y - 9 * unit),
        (x + 4.5 * unit, y + 4 * unit),
        (x, y + 1 * unit),
        (x - 4.5 * unit, y + 4 * unit),
    ]
    pygame.draw.polygon(surface, TEXT_2, head)
    style = Style("bold", 11, TEXT_2, 0, SHADOW)
    at_right = (x + math.ceil(7 * unit), y - 2 * unit)
    kit.letters.write(surface, kit.say("frame.north"), style, "midleft", at_right)
