"""The overlay of keys; `tests/test_view_controls.py` holds it to what `controls.py` reads."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pygame

from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import CARD, EDGE, TEXT, TEXT_2, TEXT_3, VIOLET

KEYS = (
    ("Space", "play, pause"),
    ("← →", "one scan back, forward"),
    ("↑ ↓   + −", "faster, slower"),
    ("Home  End", "start, end"),
    ("N  B   PgDn PgUp", "next, previous chapter"),
    ("Timeline", "click or drag to any time"),
    ("Wheel", "zoom to the pointer"),
    ("Drag", "move the map"),
    ("Alt arrows", "move the map"),
    ("Alt PgUp PgDn", "zoom"),
    ("F   0", "fit what is seen, whole area"),
    ("Click   Tab", "select an aircraft, the next one"),
    ("Esc", "select nothing, close this"),
    ("[   ]", "another picture on the left, on the right"),
    (",   .", "coverage lower, higher; or drag the slider"),
    ("1 2 3 4 5", "side by side, curtain, one (again: the other), truth, difference"),
    ("Shift ← →", "move the curtain; or drag its edge"),
    ("Enter", "bet on the selected track; close the answer"),
    ("P", "the story's own pace"),
    ("E", "whose word the caption is"),
    ("I", "about this scenario"),
    ("X", "try it: take hold of aircraft, too"),
    ("G   arrows Enter", "take the next site, carry it, put it down"),
    ("F6  F7  F8", "link, national codes, four batteries"),
    ("F10", "toolbar: arrows, Enter"),
    ("Ctrl Z   Ctrl Y   Backspace", "undo, redo, reset"),
    ("K", "light up what a word means, the next word"),
    ("L", "English, Türkçe"),
    ("Ctrl + −   Ctrl 0", "larger, smaller, usual text"),
    ("F3  F4", "more contrast, less motion"),
    ("M", "mountains off, on"),
    ("F11", "full screen"),
    ("?   H", "this help"),
    ("Q", "quit"),
)


Keys = tuple[tuple[str, str], ...]
SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0)
"""Sizes to try, largest first, until all keys fit into the window."""


@dataclass(frozen=True)
class Grid:
    """How the keys are laid out."""

    size: float
    columns: int
    rows: int
    row_px: int
    keys_px: int
    words_px: int

    @property
    def column_px(self) -> int:
        """How wide a column is, with the gap after it."""
        return self.keys_px + self.words_px + 2 * self.row_px


def grid(kit: Kit, room: tuple[int, int], keys: Keys = KEYS) -> Grid:
    """Return the layout in the largest letters with which every key fits into `room` px."""
    for size in SIZES:
        for found in _grids(kit, size, keys):
            if found.columns * found.column_px <= room[0] and found.rows * found.row_px <= room[1]:
                return found
    return found


def _grids(kit: Kit, size: float, listed: Keys) -> Iterator[Grid]:
    letters = kit.letters
    bold, plain = Style("bold", size, VIOLET), Style("regular", size, TEXT_2)
    keys = max(letters.width(kit.say(name), bold) for name, _ in listed)
    words = max(letters.width(kit.say(what), plain) for _, what in listed)
    row = round(letters.height(plain) * 1.28)
    for columns in (1, 2, 3):
        yield Grid(size, columns, math.ceil(len(listed) / columns), row, keys, words)


def draw_help(surface: pygame.Surface, kit: Kit, more: Keys = ()) -> None:
    """Darken the window and list the keys, `more` of them after the usual ones."""
    listed = (*KEYS, *more)
    shade = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    shade.fill((4, 7, 11, 190))
    surface.blit(shade, (0, 0))
    head = Style("bold", 20, TEXT)
    top_px = kit.letters.height(head) + kit.px(26)
    edge = kit.px(24)
    room = (surface.get_width() - 2 * edge, surface.get_height() - top_px - 2 * kit.px(14))
    found = grid(kit, room, listed)
    wide = found.columns * found.column_px - found.row_px + 2 * edge
    box = pygame.Rect(0, 0, wide, top_px + found.rows * found.row_px + kit.px(14))
    box.center = surface.get_rect().center
    card(surface, box, CARD, EDGE, kit.px(10))
    left, top = box.x + edge, box.y + kit.px(14)
    kit.letters.write(surface, kit.say("Keys"), head, "topleft", (left, top))
    close = Style("regular", 13.5, TEXT_3)
    corner = (box.right - edge, top + kit.px(5))
    kit.letters.write(surface, kit.say("? closes"), close, "topright", corner)
    for n, (keys, words) in enumerate(listed):
        column, row = divmod(n, found.rows)
        x, y = left + column * found.column_px, box.y + top_px + row * found.row_px
        bold, plain = Style("bold", found.size, VIOLET), Style("regular", found.size, TEXT_2)
        kit.letters.write(surface, kit.say(keys), bold, "topleft", (x, y))
        at = (x + found.keys_px + found.row_px, y)
        kit.letters.write(surface, kit.say(words), plain, "topleft", at)
