"""The caption bar: whose word it is, then a sentence or two in at most two lines.

Words of identity wear its colour.

``**words**`` are set bold.
"""

from __future__ import annotations

import pygame
from msgspec import Struct
from msgspec.structs import replace

from iffsim.scenario.telling import Caption
from iffsim.scene.caption import pieces
from iffsim.scene.symbology import TAGS
from iffsim.scene.topics import NONE, Topic
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import card, under
from iffsim.view.drawing.text import Lettering, Run, Style
from iffsim.view.drawing.theme import (
    BLUE,
    EDGE,
    GREEN,
    RAISED,
    RED,
    TEXT,
    TEXT_2,
    WARM,
    YELLOW,
    Colour,
    mix,
)  # fmt: skip

_COLOURS: dict[Topic, Colour] = {
    Topic.FRIEND: BLUE, Topic.HOSTILE: RED, Topic.NEUTRAL: GREEN, Topic.UNKNOWN: YELLOW,
}  # fmt: skip
SIZES = (21.0, 19.0, 17.0, 15.5, 14.0)
"""Sizes to try, largest first, until a caption fits into two lines."""
MOST_LINES = 2
_CHIP = Style("bold", 13, TEXT, 0.5)


def runs(text: str, size: float) -> list[Run]:
    """Return a caption's pieces in their styles; words that mean tracks say which."""
    plain, found = Style("regular", size), []
    for one in pieces(text):
        colour = WARM if one.bold else _COLOURS.get(one.topic, TEXT) if one.topic else TEXT
        style = Style("bold", size, colour) if one.bold or one.topic else plain
        found.append(Run(one.text, style, one.topic.name if one.topic else ""))
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


class Placed(Struct, frozen=True):
    """A piece of the caption with where it lies."""

    run: Run
    box: pygame.Rect

    @property
    def topic(self) -> Topic | None:
        """Which tracks it means, if any."""
        return Topic[self.run.meaning] if self.run.meaning else None


def placed(kit: Kit, box: pygame.Rect, said: Caption | None, fallback: str) -> tuple[Placed, ...]:
    """Return where each piece of a caption lies in the bar."""
    left = box.x + kit.px(20)
    if said:
        left = _chip_box(kit, (left, box.centery), said).right + kit.px(16)
    text = kit.say.written(said.text, said.text_tr) if said else fallback
    lines = set_lines(kit.letters, text, box.right - left - kit.px(16))
    heights = [max((kit.letters.height(run.style) for run in line), default=0) for line in lines]
    y = box.centery - sum(heights) / 2
    found = []
    for line, height in zip(lines, heights, strict=True):
        x = float(left)
        for run in line:
            wide, high = kit.letters.width(run.text, run.style), kit.letters.height(run.style)
            place = pygame.Rect(round(x), round(y + (height - high) / 2), wide, high)
            found.append(Placed(run, place))
            x += wide
        y += height
    return tuple(found)


def draw_caption(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, said: Caption | None, fallback: str,
    lit: frozenset[Topic] = NONE,
) -> None:  # fmt: skip
    """Draw the bar; without a caption, `fallback` in grey. Words that are `lit` are underlined."""
    card(surface, box, RAISED, EDGE, kit.px(6))
    colour = TAGS[said.tag] if said else mix(TEXT_2, RAISED, 0.5)
    pygame.draw.rect(
        surface, colour, (box.x, box.y + kit.px(9), kit.px(3), box.height - kit.px(18))
    )
    if said:
        _chip(surface, kit, (box.x + kit.px(20), box.centery), said, colour)
    for piece in placed(kit, box, said, fallback):
        style = piece.run.style
        if not said and style.colour == TEXT:
            style = replace(style, colour=TEXT_2)
        kit.letters.write(surface, piece.run.text, style, "topleft", piece.box.topleft)
        if piece.topic in lit:
            under(surface, kit, piece.box)


def _chip_words(kit: Kit, said: Caption) -> str:
    tag = kit.say(f"tag.{said.tag}")
    return f"{tag} {said.claim}" if said.claim else tag


def _chip_box(kit: Kit, at: tuple[float, float], said: Caption) -> pygame.Rect:
    """Return where the tag lies, its left edge's middle at a point."""
    line = kit.letters.line(_chip_words(kit, said), _CHIP)
    inner = line.get_rect(midleft=(round(at[0] + kit.px(9)), round(at[1])))
    return inner.inflate(kit.px(18), kit.px(8))


def _chip(
    surface: pygame.Surface, kit: Kit, at: tuple[float, float], said: Caption, colour: Colour
) -> None:
    """Draw the tag, with the article's claim if it has one."""
    box = _chip_box(kit, at, said)
    line = kit.letters.line(_chip_words(kit, said), replace(_CHIP, colour=colour))
    pygame.draw.rect(surface, mix(RAISED, colour, 0.14), box, border_radius=box.height // 2)
    pygame.draw.rect(surface, mix(RAISED, colour, 0.5), box, 1, border_radius=box.height // 2)
    surface.blit(line, line.get_rect(center=box.center))
