"""The overlay of keys: every command of the table by what a person wants."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pygame
from msgspec import Struct

from iffsim.commands.listed import lines
from iffsim.commands.table import GROUPS
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import CARD, EDGE, TEXT, TEXT_2, TEXT_3, VIOLET, WARM

SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0)
"""Sizes to try, largest first, until all keys fit into the window."""
_COLUMNS = (1, 2, 3, 4)


class Row(Struct, frozen=True):
    """A line of the overlay: keys and what they do; a heading has no keys, a gap nothing."""

    keys: str
    words: str


GAP = Row("", "")


def rows(kit: Kit, console: bool) -> list[list[Row]]:
    """Return the overlay in the reader's language, group by group, each with its heading."""
    found = []
    for group, heading in GROUPS.items():
        listed = lines(group, console)
        said = [Row(kit.say.keys("   ".join(one.keys)), kit.say(one.help)) for one in listed]
        if said:
            found.append([Row("", kit.say(heading)), *said])
    return found


class Column(Struct, frozen=True):
    """A column of rows, and how wide its keys and its words are, px."""

    rows: tuple[Row, ...]
    keys_px: int
    words_px: int


class Grid(Struct, frozen=True):
    """How the rows are laid out."""

    size: float
    row_px: int
    columns: tuple[Column, ...]

    @property
    def deep_px(self) -> int:
        """How high the longest column is."""
        return self.row_px * max(len(column.rows) for column in self.columns)

    @property
    def wide_px(self) -> int:
        """How wide all columns are, with gaps between them."""
        return sum(map(self.step_px, self.columns)) - self.row_px

    def step_px(self, column: Column) -> int:
        """Return how far to the right of a column the next begins."""
        return column.keys_px + self.row_px // 2 + column.words_px + self.row_px


def grid(kit: Kit, room: tuple[int, int], groups: list[list[Row]]) -> Grid:
    """Return the layout in the largest letters with which every row fits into `room` px."""
    for size in SIZES:
        row_px = round(kit.letters.height(_plain(size)) * 1.2)
        for columns in _COLUMNS:
            poured = tuple(_measured(kit, size, rows) for rows in _poured(groups, columns))
            found = Grid(size, row_px, poured)
            if found.wide_px <= room[0] and found.deep_px <= room[1]:
                return found
    return found


def _measured(kit: Kit, size: float, rows: tuple[Row, ...]) -> Column:
    width = kit.letters.width
    keys = max(width(row.keys, _bold(size)) for row in rows)
    words = max(width(row.words, _plain(size)) for row in rows if row.keys)
    return Column(rows, keys, words)


def _poured(groups: list[list[Row]], columns: int) -> list[tuple[Row, ...]]:
    """Return the groups in so many columns, about equally deep."""
    every = [row for group in groups for row in (*group, GAP)][:-1]
    deep = math.ceil(len(every) / columns)
    while len(found := list(_cut(every, deep))) > columns:
        deep += 1
    return found


def _cut(rows: list[Row], deep: int) -> Iterator[tuple[Row, ...]]:
    """Yield rows so many at a time: no heading last, no gap first."""
    while rows:
        cut = min(deep, len(rows))
        while 1 < cut < len(rows) and not rows[cut - 1].keys:
            cut -= 1
        yield tuple(rows[:cut])
        rows = rows[cut:]
        while rows and rows[0] == GAP:
            rows = rows[1:]


def _bold(size: float) -> Style:
    return Style("bold", size, VIOLET)


def _plain(size: float) -> Style:
    return Style("regular", size, TEXT_2)


def draw_help(surface: pygame.Surface, kit: Kit, console: bool) -> None:
    """Darken the window and list the keys, those of the console too if it is on."""
    shade = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    shade.fill((4, 7, 11, 190))
    surface.blit(shade, (0, 0))
    head = Style("bold", 20, TEXT)
    top_px = kit.letters.height(head) + kit.px(22)
    edge = kit.px(22)
    room = (surface.get_width() - 2 * edge, surface.get_height() - top_px - kit.px(16))
    found = grid(kit, room, rows(kit, console))
    box = pygame.Rect(0, 0, found.wide_px + 2 * edge, top_px + found.deep_px + kit.px(12))
    box.center = surface.get_rect().center
    card(surface, box, CARD, EDGE, kit.px(10))
    left, top = box.x + edge, box.y + kit.px(12)
    kit.letters.write(surface, kit.say("help.keys"), head, "topleft", (left, top))
    close = Style("regular", 13.5, TEXT_3)
    corner = (box.right - edge, top + kit.px(5))
    kit.letters.write(surface, kit.say("help.closes"), close, "topright", corner)
    for column in found.columns:
        _column(surface, kit, found, column, (left, box.y + top_px))
        left += found.step_px(column)


def _column(
    surface: pygame.Surface, kit: Kit, grid: Grid, column: Column, at: tuple[int, int]
) -> None:
    for number, row in enumerate(column.rows):
        y = at[1] + number * grid.row_px
        if not row.keys:
            heading = Style("bold", grid.size, WARM)
            kit.letters.write(surface, row.words, heading, "topleft", (at[0], y))
            continue
        kit.letters.write(surface, row.keys, _bold(grid.size), "topleft", (at[0], y))
        x = at[0] + column.keys_px + grid.row_px // 2
        kit.letters.write(surface, row.words, _plain(grid.size), "topleft", (x, y))
