"""The selected aircraft: a ring, and a card that says why this picture calls it what it does."""

from __future__ import annotations

import pygame

from iffsim.scene.card import Card, Row
from iffsim.scene.symbology import look
from iffsim.view.chrome.heading import header
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import put
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import EDGE, INK, TEXT, TEXT_3, WARM, mix
from iffsim.view.model.supposing import Offered

WIDTH, HEADER, LINE, PAD, ROW, RULE, FOOT = 272, 31, 17, 3, 19, 9, 8
TOP, BOTTOM, TOOLS, SLIDER = 8, 44, 40, 66
"""What a card keeps free: below the map's header, above its foot, and there for the toolbar; at
the left for the slider."""
_INSIDE = 26
"""What its edges take of its width."""
_SENTENCE = Style("medium", 13.5, TEXT)
NO_OFFERS = Offered()


def box(
    kit: Kit, panel: pygame.Rect, keep: tuple[tuple[float, float], ...], found: Card, right: bool,
    taken: tuple[pygame.Rect, ...] = (),
) -> pygame.Rect:  # fmt: skip
    """Return where a card lies: in the first corner of the panel that hides none of the places to
    `keep` in sight, the aircraft first, and lies on nothing that is `taken` if it can.

    It is no higher than the room: `draw_card` then leaves rows out.
    """
    wide = min(kit.px(WIDTH), panel.width - kit.px(32))
    top = panel.top + header(kit, panel) + kit.px(TOP)
    foot = panel.bottom - kit.px(BOTTOM + TOOLS)
    high = kit.px(HEADER + PAD + FOOT) + _sentence_height(kit, found, wide)
    least = high + kit.px(ROW)
    rows = len(found.changes) + len(found.rows)
    high += kit.px(ROW) * rows + kit.px(RULE) * (1 + bool(found.changes))
    high = max(least, min(high, foot - top))
    # the height slider stands at the left edge of the window's first map
    slider = kit.px(SLIDER if panel.left < kit.px(SLIDER) else 16)
    edges = (panel.left + slider, panel.right - wide - kit.px(16))
    high = min(high, panel.bottom - top)
    places = [
        pygame.Rect(edges[side], y, wide, high)
        for side in (right, not right)
        for y in (top, max(top, foot - high))
    ]
    clear = [place for place in places if place.collidelist(taken) < 0]
    for spots, some in ((keep, clear), (keep[:1], clear), (keep, places), (keep[:1], places)):
        for place in some:
            if not any(place.inflate(kit.px(60), kit.px(60)).collidepoint(s) for s in spots):
                return place
    return (clear or places)[0]


def _lines(kit: Kit, found: Card, wide: int) -> list[list[Run]]:
    """Return the sentence, broken to the card's width."""
    words = kit.say.capital(found.sentence.words(kit.say))
    return kit.letters.wrap([Run(words, _SENTENCE)], wide - kit.px(_INSIDE))


def _sentence_height(kit: Kit, found: Card, wide: int) -> int:
    return kit.px(LINE) * len(_lines(kit, found, wide))


def kept(rows: tuple[Row, ...], count: int) -> tuple[Row, ...]:
    """Return the `count` weightiest rows, in their order."""
    order = sorted(range(len(rows)), key=lambda n: -rows[n].weight)[:count]
    return tuple(rows[n] for n in sorted(order))


def draw_ring(surface: pygame.Surface, kit: Kit, spot: tuple[float, float], identity: int) -> None:
    """Ring the selected aircraft, in the colour of what it is called."""
    put(surface, kit.ring(look(identity).colour), spot)


def draw_card(
    surface: pygame.Surface, kit: Kit, place: pygame.Rect, spot: tuple[float, float], found: Card,
    offered: Offered = NO_OFFERS,
) -> list[tuple[pygame.Rect, int]]:  # fmt: skip
    """Draw a card with its leader line from the aircraft: who it is, why in a sentence, what would
    change it, the table. Return where each of the changes is that are `offered`, by its number."""
    numbers = {one.change: number for number, one in enumerate(offered.offers)}
    taken = []
    colour = look(found.identity).colour
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
    outer = surface.get_clip()
    surface.set_clip(place.clip(outer))
    letters.write(surface, f"TK {found.number:04d}", Style("bold", 15), "topleft", (left, top))
    word = Style("bold", 15, colour, 0.8)
    said = kit.say.upper(found.word.words(kit.say))
    letters.write(surface, said, word, "topright", (right, top))
    y = place.y + kit.px(HEADER)
    for line in _lines(kit, found, place.width):
        letters.write(surface, "".join(run.text for run in line), _SENTENCE, "topleft", (left, y))
        y += kit.px(LINE)
    y += kit.px(PAD)
    rules = kit.px(RULE) * (1 + bool(found.changes))
    room = (place.bottom - kit.px(FOOT) // 2 - y - rules) // kit.px(ROW)
    shown = kept((*found.changes, *found.rows), max(0, room))
    for part in (found.changes, found.rows):
        rows = [row for row in shown if any(row is one for one in part)]
        if rows:
            middle = y + kit.px(RULE) // 2
            pygame.draw.line(surface, EDGE, (left, middle), (right, middle))
            y += kit.px(RULE)
        for row in rows:
            number, begins = numbers.get(row.change), left
            if number is not None:
                strip = pygame.Rect(place.x, y - kit.px(1), place.width, kit.px(ROW))
                begins = _choice(surface, kit, strip, number, number == offered.at)
                taken.append((strip, number))
            _row(surface, kit, (begins, right, y), row)
            y += kit.px(ROW)
    surface.set_clip(outer)
    return taken


def _choice(surface: pygame.Surface, kit: Kit, line: pygame.Rect, number: int, shown: bool) -> int:
    """Draw the number by which a change can be tried, marked while it is shown; return where its
    words begin."""
    if shown:
        pygame.draw.rect(surface, mix(INK, WARM, 0.22), line.inflate(-kit.px(8), 0))
    spot = (line.x + kit.px(21), line.centery)
    pygame.draw.aacircle(surface, WARM if shown else TEXT_3, spot, kit.px(7))
    if not shown:
        pygame.draw.aacircle(surface, INK, spot, kit.px(6))
    digit = kit.letters.line(str(number + 1), Style("bold", 11, INK if shown else TEXT))
    surface.blit(digit, digit.get_rect(center=spot))
    return line.x + kit.px(33)


def _row(surface: pygame.Surface, kit: Kit, at: tuple[int, int, int], row: Row) -> None:
    """Write what is asked at the left, and the answer at the right of what is left."""
    left, right, y = at
    letters, quiet = kit.letters, Style("regular", 13, TEXT_3)
    known = row.identity is not None
    ink = TEXT if row.identity is None else look(row.identity).colour
    style = Style("bold" if known else "medium", 13, ink)
    asked, answer = row.name.words(kit.say), row.value.words(kit.say)
    answer = kit.say.upper(answer) if known else answer
    most = (right - left) * 0.62
    name = letters.fit(asked, quiet, max(most, right - left - letters.width(answer, style)))
    end = letters.write(surface, name, quiet, "topleft", (left, y)).right
    short = letters.fit(answer, style, right - end - kit.px(8))
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
