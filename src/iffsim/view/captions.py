"""The caption bar: whose word it is, then a sentence or two in at most two lines.

Words of identity wear its colour.

``**words**`` are set bold.
"""

from __future__ import annotations

import re

import pygame

from iffsim.scenario.types import Caption
from iffsim.view.kit import Kit
from iffsim.view.lettering import Lettering, Run, Style
from iffsim.view.paint import card
from iffsim.view.theme import (
    BLUE,
    EDGE,
    GREEN,
    RAISED,
    RED,
    SAND,
    TEXT,
    TEXT_2,
    VIOLET,
    WARM,
    YELLOW,
    Colour,
    mix,
)  # fmt: skip

TAGS: dict[str, Colour] = {"article": SAND, "model": (150, 176, 196), "record": VIOLET}
_WORDS: dict[str, Colour] = {
    "FRIEND": BLUE, "FRIENDS": BLUE, "HOSTILE": RED, "SUSPECT": RED, "NEUTRAL": GREEN,
    "UNKNOWN": YELLOW, "UNKNOWNS": YELLOW, "PENDING": YELLOW,
}  # fmt: skip
_PIECE = re.compile(r"\*\*(.+?)\*\*|\b(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b")
SIZES = (21.0, 19.0, 17.0, 15.5, 14.0)
"""Sizes to try, largest first, until a caption fits into two lines."""
MOST_LINES = 2


def runs(text: str, size: float) -> list[Run]:
    """Return a caption's pieces in their styles."""
    plain = Style("regular", size)
    found: list[Run] = []
    place = 0
    for match in _PIECE.finditer(text):
        if match.start() > place:
            found.append(Run(text[place : match.start()], plain))
        bold, word = match.groups()
        colour = _WORDS[word] if word else WARM
        found.append(Run(bold or word, Style("bold", size, colour)))
        place = match.end()
    if place < len(text):
        found.append(Run(text[place:], plain))
    return found


def set_lines(letters: Lettering, text: str, width: float) -> list[list[Run]]:
    """Return at most two lines, in the largest size that fits; too much text ends in an
    ellipsis."""
    for size in SIZES:
        lines = letters.wrap(runs(text, size), width)
        if len(lines) <= MOST_LINES:
            return lines
    last = lines[1]
    words = "".join(run.text for row in lines[1:] for run in row)
    style = last[0].style
    return [lines[0], [Run(letters.fit(words, style, width), style)]]


def draw_caption(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, said: Caption | None, fallback: str
) -> None:
    """Draw the bar; without a caption, `fallback` in grey."""
    card(surface, box, RAISED, EDGE, kit.px(6))
    colour = TAGS[said.tag] if said else mix(TEXT_2, RAISED, 0.5)
    pygame.draw.rect(
        surface, colour, (box.x, box.y + kit.px(9), kit.px(3), box.height - kit.px(18))
    )
    left = box.x + kit.px(20)
    if said:
        left = _chip(surface, kit, (left, box.centery), said, colour) + kit.px(16)
    lines = set_lines(kit.letters, said.text if said else fallback, box.right - left - kit.px(16))
    heights = [max((kit.letters.height(run.style) for run in line), default=0) for line in lines]
    y = box.centery - sum(heights) / 2
    for line, height in zip(lines, heights, strict=True):
        x = float(left)
        for run in line:
            style = run.style if said or run.style.colour != TEXT else Style("regular", 17, TEXT_2)
            kit.letters.write(surface, run.text, style, "midleft", (x, y + height / 2))
            x += kit.letters.width(run.text, style)
        y += height


def _chip(
    surface: pygame.Surface, kit: Kit, at: tuple[float, float], said: Caption, colour: Colour
) -> int:
    """Draw the tag, with the article's claim if it has one; return where it ends."""
    words = f"{said.tag} {said.claim}" if said.claim else said.tag
    style = Style("bold", 13, colour, 0.5)
    line = kit.letters.line(words, style)
    box = line.get_rect(midleft=(at[0] + kit.px(9), at[1])).inflate(kit.px(18), kit.px(8))
    pygame.draw.rect(surface, mix(RAISED, colour, 0.14), box, border_radius=box.height // 2)
    pygame.draw.rect(surface, mix(RAISED, colour, 0.5), box, 1, border_radius=box.height // 2)
    surface.blit(line, line.get_rect(center=box.center))
    return box.right
