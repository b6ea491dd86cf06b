"""The selected aircraft: a ring, and a card that says why this picture calls it what it does."""

from __future__ import annotations

import pygame

from iffsim.view.chrome.heading import header
from iffsim.view.chrome.whycard import Card, Row, card
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import put
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import INK, TEXT, TEXT_3

__all__ = ["Card", "Row", "box", "card", "draw_card", "draw_ring"]

WIDTH, HEADER, ROW, FOOT = 250, 31, 19, 8
TOP, BOTTOM, TOOLS, SLIDER = 8, 44, 40, 66
"""What a card keeps free: below the map's header, above its foot, and there for the toolbar; at
the left for the slider."""


def box(
    kit: Kit, panel: pygame.Rect, spot: tuple[float, float], rows: int, right: bool
) -> pygame.Rect:
    """Return where a card lies: at an edge, on the half that does not hide the aircraft.

    It is no higher than the room: `draw_card` then leaves rows out.
    """
    wide = min(kit.px(WIDTH), panel.width - kit.px(32))
    top = panel.top + header(kit, panel) + kit.px(TOP)
    foot = panel.bottom - kit.px(BOTTOM + TOOLS)
    high = kit.px(HEADER + ROW * rows + FOOT)
    least = kit.px(HEADER + ROW * 2 + FOOT)
    high = max(least, min(high, foot - top))
    # the height slider stands at the left edge of the window's first map
    slider = kit.px(SLIDER if panel.left < kit.px(SLIDER) else 16)
    edges = (panel.left + slider, panel.right - wide - kit.px(16))
    found = pygame.Rect(edges[right], top, wide, high)
    if found.inflate(kit.px(60), kit.px(60)).collidepoint(spot) and foot - high > top:
        found.bottom = foot
    if found.inflate(kit.px(40), kit.px(40)).collidepoint(spot):
        flipped = found.move(edges[not right] - found.x, 0)
        if not flipped.inflate(kit.px(40), kit.px(40)).collidepoint(spot):
            return flipped
    return found


def kept(rows: tuple[Row, ...], count: int) -> tuple[Row, ...]:
    """Return the `count` weightiest rows, in their order."""
    order = sorted(range(len(rows)), key=lambda n: -rows[n].weight)[:count]
    return tuple(rows[n] for n in sorted(order))


def draw_ring(surface: pygame.Surface, kit: Kit, spot: tuple[float, float], found: Card) -> None:
    """Ring the selected aircraft."""
    put(surface, kit.ring(found.look.colour), spot)


def draw_card(
    surface: pygame.Surface, kit: Kit, place: pygame.Rect, spot: tuple[float, float], found: Card
) -> None:
    """Draw a card with its leader line from the aircraft."""
    colour = found.look.colour
    _leader(surface, kit, place, spot, colour)
    shade = pygame.Surface(place.size, pygame.SRCALPHA)
    radius = kit.px(5)
    pygame.draw.rect(shade, (*INK, 238), shade.get_rect(), border_radius=radius)
    surface.blit(shade, place)
    pygame.draw.rect(surface, [round(c * 0.55) for c in colour], place, 1, border_radius=radius)
    stripe = (place.x, place.y + kit.px(6), kit.px(3), place.height - 2 * kit.px(6))
    pygame.draw.rect(surface, colour, stripe)
    left, right, top = place.x + kit.px(14), place.right - kit.px(12), place.y + kit.px(7)
    letters = kit.letters
    letters.write(surface, found.name, Style("bold", 15), "topleft", (left, top))
    word = Style("bold", 15, colour, 0.8)
    letters.write(surface, kit.say.upper(kit.say(found.look.word)), word, "topright", (right, top))
    room = (place.height - kit.px(HEADER) - kit.px(FOOT) // 2) // kit.px(ROW)
    rows = tuple(Row(*row) for row in found.rows)
    for n, row in enumerate(kept(rows, max(1, room))):
        _row(surface, kit, (left, right, place.y + kit.px(HEADER) + n * kit.px(ROW)), row)


def _row(surface: pygame.Surface, kit: Kit, at: tuple[int, int, int], row: Row) -> None:
    """Write what is asked at the left, and the answer at the right of what is left."""
    left, right, y = at
    letters, quiet = kit.letters, Style("regular", 13, TEXT_3)
    style = Style("bold" if row.ink else "medium", 13, row.ink or TEXT)
    most = (right - left) * 0.62
    name = letters.fit(row.name, quiet, max(most, right - left - letters.width(row.value, style)))
    end = letters.write(surface, name, quiet, "topleft", (left, y)).right
    short = letters.fit(row.value, style, right - end - kit.px(8))
    letters.write(surface, short, style, "topright", (right, y))


def _leader(
    surface: pygame.Surface, kit: Kit, place: pygame.Rect, spot: tuple[float, float],
    colour: tuple[int, int, int],
) -> None:  # fmt: skip
    """Draw a bent line from the ring to the card's nearer edge."""
    edge = place.left if spot[0] < place.centerx else place.right
    out = kit.px(12) * (-1 if edge == place.left else 1)
    end = (float(edge), float(place.y + kit.px(18)))
    bend = (edge + out, end[1])
    away = pygame.Vector2(bend) - spot
    if away.length() > 30 * kit.scale:
        start = pygame.Vector2(spot) + away.normalize() * 24 * kit.scale
        pygame.draw.aalines(surface, colour, False, [start, bend, end])
