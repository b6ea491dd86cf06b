"""The page about the scenario, drawn over the window: headings, texts, a bar if it is long."""

from __future__ import annotations

from itertools import accumulate

import pygame
from msgspec import Struct

from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Lettering, Run, Style
from iffsim.view.drawing.theme import CARD, EDGE, TEXT, TEXT_2, TEXT_3, VIOLET
from iffsim.view.model.state import ViewState
from iffsim.words.say import Words

_WIDE, _EDGE, _HEAD, _FOOT = 760, 30, 22, 44
_TITLE, _HEADING, _PLAIN = Style("bold", 22, TEXT), Style("bold", 15, VIOLET), Style("regular", 16)
_SHADE = (4, 7, 11, 190)


class Row(Struct, frozen=True):
    """A line of the page and the room above it, px."""

    text: str
    style: Style
    above: int
    height: int

    @property
    def room(self) -> int:
        """How much of the page it takes, px."""
        return self.above + self.height


def rows(state: ViewState, layout: Layout, letters: Lettering) -> list[Row]:
    """Return every line of the page in the reader's language, broken to its width."""
    parts = dict(state.show.about)[state.comfort.language]
    wide, found = _width(layout) - 2 * layout.px(_EDGE), list[Row]()
    for number, (heading, text) in enumerate(parts):
        style, gap = (_HEADING, 12) if number else (_TITLE, 0)
        found += _broken(letters, heading, style, wide, layout.px(gap))
        for line in text.split("\n"):
            found += _broken(letters, line, _PLAIN, wide, layout.px(2))
    return found


def _broken(letters: Lettering, text: str, style: Style, wide: int, above: int) -> list[Row]:
    height = letters.height(style)
    lines = letters.wrap([Run(text, style)], wide)
    said = ["".join(run.text for run in line).rstrip() for line in lines]
    return [Row(line, style, 0 if number else above, height) for number, line in enumerate(said)]


def _width(layout: Layout) -> int:
    return min(layout.px(_WIDE), layout.size[0] - 2 * layout.px(16))


def _room(layout: Layout) -> int:
    """Return how high the lines of the page can be in all, px."""
    return layout.size[1] - layout.px(2 * 16 + _HEAD + _FOOT)


def fitting(found: list[Row], first: int, room: int) -> int:
    """Return how many lines fit from `first` on; at least 1."""
    heights = accumulate(row.room for row in found[first:])
    return max(1, sum(height <= room for height in heights))


def most(state: ViewState, layout: Layout) -> int:
    """Return the last line from which on the page can be shown: then its end is seen."""
    found = rows(state, layout, Lettering(layout.scale))
    room = _room(layout)
    return next((n for n in range(len(found)) if n + fitting(found, n, room) >= len(found)), 0)


def height_of_page(state: ViewState, layout: Layout) -> int:
    """Return how many lines are seen at once."""
    first = state.page.first if state.page else 0
    return fitting(rows(state, layout, Lettering(layout.scale)), first, _room(layout))


def draw_page(
    surface: pygame.Surface, letters: Lettering, layout: Layout, state: ViewState
) -> None:
    """Darken the window and draw the page, from its first line that is to be shown on."""
    if state.page is None:
        return
    found = rows(state, layout, letters)
    room = min(_room(layout), sum(row.room for row in found))
    first = min(state.page.first, max(0, len(found) - 1))
    count = fitting(found, first, room)
    shade = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    shade.fill(_SHADE)
    surface.blit(shade, (0, 0))
    box = pygame.Rect(0, 0, _width(layout), room + layout.px(_HEAD + _FOOT))
    box.center = (layout.size[0] // 2, layout.size[1] // 2)
    card(surface, box, CARD, EDGE, layout.px(10))
    y = box.y + layout.px(_HEAD)
    for row in found[first : first + count]:
        y += row.above
        letters.write(surface, row.text, row.style, "topleft", (box.x + layout.px(_EDGE), y))
        y += row.height
    long = count < len(found)
    _foot(surface, letters, layout, box, Words(state.comfort.language), long)
    if long:
        _bar(surface, layout, box, first / len(found), count / len(found))


def _foot(
    surface: pygame.Surface, letters: Lettering, layout: Layout, box: pygame.Rect, say: Words,
    long: bool,
) -> None:  # fmt: skip
    """Say how to close the page and, if it is long, how to see the rest."""
    style, y = Style("regular", 14, TEXT_3), box.bottom - layout.px(20)
    words = say("about.closes")
    letters.write(surface, words, style, "midright", (box.right - layout.px(_EDGE), y))
    if long:
        words = say("about.scrolls")
        letters.write(surface, words, style, "midleft", (box.x + layout.px(_EDGE), y))


def _bar(
    surface: pygame.Surface, layout: Layout, box: pygame.Rect, start: float, share: float
) -> None:
    """Draw where on the page the reader is."""
    track = pygame.Rect(0, box.y + layout.px(_HEAD), layout.px(4), _room(layout))
    track.right = box.right - layout.px(12)
    pygame.draw.rect(surface, EDGE, track, border_radius=layout.px(2))
    thumb = pygame.Rect(track.x, 0, track.width, max(layout.px(16), round(track.height * share)))
    thumb.y = min(track.y + round(track.height * start), track.bottom - thumb.height)
    pygame.draw.rect(surface, TEXT_2, thumb, border_radius=layout.px(2))
