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
    ("Space", "help.play"),
    ("← →", "help.scan"),
    ("↑ ↓   + −", "help.speed"),
    ("Home  End", "help.ends"),
    ("N  B   PgDn PgUp", "help.chapter"),
    ("Timeline", "help.any_time"),
    ("Wheel", "help.zoom_to"),
    ("Drag", "help.pan"),
    ("Alt arrows", "help.pan"),
    ("Alt PgUp PgDn", "help.zoom"),
    ("F   0", "help.fit"),
    ("Click   Tab", "help.select"),
    ("Esc", "help.close"),
    ("[   ]", "help.pictures"),
    (",   .", "help.coverage"),
    ("1 2 3 4 5", "help.views"),
    ("Shift ← →", "help.curtain"),
    ("Enter", "help.bet"),
    ("P", "help.pace"),
    ("E", "help.source"),
    ("I", "help.about"),
    ("X", "help.sandbox"),
    ("G   arrows Enter", "help.take_site"),
    ("F6  F7  F8", "help.switches"),
    ("F10", "help.toolbar"),
    ("Ctrl Z   Ctrl Y   Backspace", "help.undo"),
    ("K", "help.topic"),
    ("L", "help.language"),
    ("Ctrl + −   Ctrl 0", "help.text_size"),
    ("F3  F4", "help.comfort"),
    ("M", "help.mountains"),
    ("F11", "help.full_screen"),
    ("?   H", "help.help"),
    ("Q", "help.quit"),
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
    keys = max(letters.width(kit.say.keys(name), bold) for name, _ in listed)
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
    kit.letters.write(surface, kit.say("help.keys"), head, "topleft", (left, top))
    close = Style("regular", 13.5, TEXT_3)
    corner = (box.right - edge, top + kit.px(5))
    kit.letters.write(surface, kit.say("help.closes"), close, "topright", corner)
    for n, (keys, words) in enumerate(listed):
        column, row = divmod(n, found.rows)
        x, y = left + column * found.column_px, box.y + top_px + row * found.row_px
        bold, plain = Style("bold", found.size, VIOLET), Style("regular", found.size, TEXT_2)
        kit.letters.write(surface, kit.say.keys(keys), bold, "topleft", (x, y))
        at = (x + found.keys_px + found.row_px, y)
        kit.letters.write(surface, kit.say(words), plain, "topleft", at)
