"""Symbols as outlines: open-bottomed air frames like those of APP-6, icons, marks of sites.

Coordinates are in units of a symbol's half-size, x right, y down. Shape carries identity; colour
repeats it.
"""

from __future__ import annotations

import itertools
import math

import pygame

from iffsim.scene.symbology import FRAMES, ICONS, TABLE, Points, arc
from iffsim.view.drawing.paint import smooth
from iffsim.view.drawing.text import Lettering
from iffsim.view.drawing.theme import INK, SHADOW, Colour, Look, mix

Surface = pygame.Surface


def symbol(look: Look, icon: str, half: float, lettering: Lettering, dim: bool = False) -> Surface:
    """Return the sprite of a track: frame by identity, `icon` (a category) inside, "?" when not
    known."""
    bold = lettering.contrast
    colour = mix(look.colour, INK, 0.25 if bold else 0.5) if dim else look.colour
    width = (2.7 if bold else 1.9) / 11
    size = 2 * sprite_half(half)

    def draw(big: Surface, times: float) -> None:
        unit, centre = half * times, size * times / 2
        outline = [(centre + x * unit, centre + y * unit) for x, y in FRAMES[look.shape]]
        _stroke(big, (*SHADOW, 210), outline, (width + 2.9 / 11) * unit)
        pygame.draw.polygon(big, (*mix(SHADOW, colour, 0.27), 235), outline)
        _stroke(big, colour, outline, width * unit, look.dashed)
        bright = mix(colour, (255, 255, 255), 0.25 if dim else 0.62)
        if icon in ICONS and look.typed:
            points = [(centre + x * unit * 0.82, centre + y * unit * 0.82) for x, y in ICONS[icon]]
            pygame.draw.polygon(big, bright, points)
        if not look.typed or look.dashed:
            _letter(big, "?", bright, lettering, look.typed, (centre, unit))

    return smooth((size, size), draw, 6)


def sprite_half(half: float) -> int:
    """Return half the side of the sprite of a symbol of half-size `half`, px."""
    return math.ceil(half * 1.5 + 3)


def _letter(
    big: Surface, text: str, colour: Colour, lettering: Lettering, aside: bool,
    at: tuple[float, float],
) -> None:  # fmt: skip
    """Draw a letter in the middle, or at the upper right as a mark."""
    centre, unit = at
    face = lettering.font("bold", unit * (0.95 if aside else 1.35) / lettering.scale)
    mark = face.render(text, True, colour)
    x, y = (centre + 0.95 * unit, centre - 0.95 * unit) if aside else (centre, centre - 0.02 * unit)
    big.blit(mark, mark.get_rect(center=(round(x), round(y))))


def _stroke(
    big: Surface, colour: Colour | tuple[int, int, int, int], points: Points, width: float,
    dashed: bool = False,
) -> None:  # fmt: skip
    """Draw a line of round joints; dashed, with a gap after each stretch of equal length."""
    pieces = _cut(points, width * 2.2) if dashed else [points]
    for piece in pieces:
        pygame.draw.lines(big, colour, False, piece, max(1, round(width)))
        for point in piece:
            pygame.draw.circle(big, colour, point, width / 2)


def _cut(points: Points, length: float) -> list[Points]:
    """Return every other stretch of a line, each `length` long."""
    fine: Points = []
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        count = max(1, int(math.hypot(x1 - x0, y1 - y0)))
        fine += [(x0 + (x1 - x0) * k / count, y0 + (y1 - y0) * k / count) for k in range(count)]
    step = max(2, int(length))
    return [fine[n : n + step] for n in range(0, len(fine) - 1, 2 * step)]


def ghost(radius: float) -> Surface:
    """Return the broken ring that stands for an aircraft which a picture does not hold."""
    size = math.ceil(radius + 2) * 2

    def draw(big: Surface, times: float) -> None:
        ring = TABLE["ghost"]
        ink = (*ring["colour"], ring["alpha"])
        _broken_ring(big, ink, size * times / 2, radius * times, ring["gaps"], 1.1 * times)

    return smooth((size, size), draw, 6)


def _broken_ring(
    big: Surface, colour: tuple[int, int, int, int], centre: float, radius: float, gaps: int,
    width: float,
) -> None:  # fmt: skip
    for n in range(gaps):
        piece = arc(centre, centre, radius, n * 360 / gaps, (n + 0.56) * 360 / gaps, 8)
        _stroke(big, colour, piece, width)


def ring(colour: Colour, radius: float) -> Surface:
    """Return the ring around the selected aircraft, dark inside, so that neighbours step back."""
    size = math.ceil(radius * 1.3 + 2) * 2

    def draw(big: Surface, times: float) -> None:
        centre = size * times / 2
        pygame.draw.circle(big, (*INK, 165), (centre, centre), radius * times)
        for share, alpha in ((1.24, 34), (1.14, 60)):
            place = (centre, centre)
            pygame.draw.circle(
                big, (*colour, alpha), place, radius * share * times, round(2 * times)
            )
        for quarter in range(4):
            start = quarter * 90 + 22
            piece = arc(centre, centre, radius * times, start, start + 46, 14)
            _stroke(big, (255, 255, 255, 245), piece, 1.7 * times)

    return smooth((size, size), draw, 5)


def circle(colour: Colour, radius: float) -> Surface:
    """Return the plain ring around a track that a word means."""
    size = math.ceil(radius + 3) * 2

    def draw(big: Surface, times: float) -> None:
        centre = (size * times / 2, size * times / 2)
        pygame.draw.circle(big, (*SHADOW, 200), centre, (radius + 1.2) * times, round(4 * times))
        pygame.draw.circle(big, colour, centre, radius * times, round(1.8 * times))

    return smooth((size, size), draw, 4)


def vector(colour: Colour, course_deg: float, start: float, stop: float) -> Surface:
    """Return a line from `start` to `stop` px from the middle, towards a course."""
    half = math.ceil(stop + 2)
    east, north = math.sin(math.radians(course_deg)), math.cos(math.radians(course_deg))

    def draw(big: Surface, times: float) -> None:
        ends = [(half + east * d, half - north * d) for d in (start, stop)]
        points = [(x * times, y * times) for x, y in ends]
        _stroke(big, (*SHADOW, 130), points, 3.0 * times)
        _stroke(big, (*colour, 235), points, 1.5 * times)

    return smooth((2 * half, 2 * half), draw, 4)


def battery(colour: Colour, unit: float) -> Surface:
    """Return the mark of a battery: a box with a launcher's arc and an upward arrow, `unit` px
    to one."""

    def draw(big: Surface, times: float) -> None:
        k = times * unit
        pygame.draw.rect(
            big, (*SHADOW, 220), (1 * k, 5 * k, 34 * k, 24 * k), border_radius=round(2 * k)
        )
        pygame.draw.rect(big, (*mix(SHADOW, colour, 0.3), 245), (3 * k, 7 * k, 30 * k, 20 * k))
        width = max(1, round(1.8 * k))
        pygame.draw.rect(big, colour, (3 * k, 7 * k, 30 * k, 20 * k), width)
        _stroke(big, colour, arc(18 * k, 27 * k, 11 * k, 4, 176), 1.7 * k)
        _stroke(big, colour, [(18 * k, 25 * k), (18 * k, 12 * k)], 1.7 * k)
        _stroke(big, colour, [(14 * k, 15.5 * k), (18 * k, 11.5 * k), (22 * k, 15.5 * k)], 1.7 * k)

    return smooth((math.ceil(36 * unit), math.ceil(34 * unit)), draw, 6)


def radar(colour: Colour, unit: float) -> Surface:
    """Return the mark of a radar: a ring with a dot."""

    def draw(big: Surface, times: float) -> None:
        k = times * unit
        centre = (9 * k, 9 * k)
        pygame.draw.circle(big, (*SHADOW, 220), centre, 7.4 * k)
        pygame.draw.circle(big, mix(SHADOW, colour, 0.35), centre, 5.4 * k)
        pygame.draw.circle(big, colour, centre, 5.4 * k, max(1, round(1.5 * k)))
        pygame.draw.circle(big, colour, centre, 1.9 * k)

    return smooth((math.ceil(18 * unit), math.ceil(18 * unit)), draw, 6)


def airborne(colour: Colour, unit: float) -> Surface:
    """Return the mark laid around an aircraft that carries a radar: two arcs."""

    def draw(big: Surface, times: float) -> None:
        k = times * unit
        for start in (35, 215):
            _stroke(big, (*colour, 235), arc(20 * k, 20 * k, 18 * k, start, start + 110), 1.5 * k)

    return smooth((math.ceil(40 * unit), math.ceil(40 * unit)), draw, 5)


def knob(colour: Colour, radius: float) -> Surface:
    """Return the timeline's handle."""
    size = math.ceil(radius * 1.5) * 2

    def draw(big: Surface, times: float) -> None:
        centre = (size * times / 2, size * times / 2)
        pygame.draw.circle(big, INK, centre, radius * 1.42 * times)
        pygame.draw.circle(big, colour, centre, radius * times)

    return smooth((size, size), draw, 5)


def diamond(colour: Colour, past: bool, unit: float) -> Surface:
    """Return the timeline's mark of something that the scenario does, dim while it lies ahead."""
    ink = colour if past else mix(colour, INK, 0.5)
    size = math.ceil(unit * 2.4)

    def draw(big: Surface, times: float) -> None:
        centre, k = size * times / 2, unit * times
        corners = [(0.0, -1.0), (0.8, 0.0), (0.0, 1.0), (-0.8, 0.0)]
        pygame.draw.polygon(big, ink, [(centre + x * k, centre + y * k) for x, y in corners])

    return smooth((size, size), draw, 6)


def tick(look: Look, past: bool, unit: float) -> Surface:
    """Return a small filled frame for the timeline, dim while it lies ahead."""
    colour = look.colour if past else mix(look.colour, INK, 0.58)
    size = math.ceil(unit * 2.8)

    def draw(big: Surface, times: float) -> None:
        centre, k = size * times / 2, unit * times
        points = [(centre + x * k, centre + y * k) for x, y in FRAMES[look.shape]]
        pygame.draw.polygon(big, colour, points)

    return smooth((size, size), draw, 6)
