"""The board in the corner of the last map: rows, struck through or not, and counters."""

from __future__ import annotations

import pygame

from iffsim.scene.board import Board, Row
from iffsim.scene.scene import Scene
from iffsim.view.chrome.heading import header
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import EDGE, INK, TEXT, TEXT_3

_LINE, _HEAD, _PAD, _FOOT, _GAP = 16, 24, 9, 34, 16
_TITLE = Style("bold", 13, TEXT)


def box(kit: Kit, layout: Layout, scene: Scene) -> pygame.Rect | None:
    """Return where the board lies: at the foot of the last map, at the right; None without one, or
    where there is no room."""
    found, panel = scene.board, layout.panels[-1]
    if found is None:
        return None
    rows = [sum(kit.letters.width(run.text, run.style) for run in _left(kit, one) + right)
            + (kit.px(_GAP) if right else 0)
            for one in found.rows for right in [_right(kit, scene, one)]]  # fmt: skip
    inside = max(*rows, kit.letters.width(_title(kit, found), _TITLE))
    high = kit.px(_HEAD) + len(found.rows) * kit.px(_LINE) + kit.px(_PAD) // 2
    place = pygame.Rect(0, 0, round(inside) + 2 * kit.px(_PAD), high)
    place.bottomright = (panel.right - kit.px(10), panel.bottom - kit.px(_FOOT))
    free = place.left > panel.left and place.top > panel.top + header(kit, panel)
    return place if free else None


def draw_board(surface: pygame.Surface, kit: Kit, place: pygame.Rect, scene: Scene) -> None:
    """Draw the board where `box` says."""
    found = scene.board
    assert found is not None
    shade = pygame.Surface(place.size, pygame.SRCALPHA)
    pygame.draw.rect(shade, (*INK, 225), shade.get_rect(), border_radius=kit.px(5))
    surface.blit(shade, place)
    pygame.draw.rect(surface, EDGE, place, 1, border_radius=kit.px(5))
    left, right, y = place.x + kit.px(_PAD), place.right - kit.px(_PAD), place.y + kit.px(6)
    kit.letters.write(surface, _title(kit, found), _TITLE, "topleft", (left, y))
    y = place.y + kit.px(_HEAD)
    for one in found.rows:
        _write(surface, kit, _left(kit, one), left, y, one.struck)
        runs = _right(kit, scene, one)
        wide = sum(kit.letters.width(run.text, run.style) for run in runs)
        _write(surface, kit, runs, round(right - wide), y, False)
        y += kit.px(_LINE)


def row_at(kit: Kit, layout: Layout, scene: Scene, spot: tuple[int, int]) -> int | None:
    """Return which row that counts tracks a spot is on."""
    place = box(kit, layout, scene)
    if place is None or scene.board is None or not place.collidepoint(spot):
        return None
    row = (spot[1] - place.y - kit.px(_HEAD)) // kit.px(_LINE)
    rows = scene.board.rows
    return row if 0 <= row < len(rows) and rows[row].lit is not None else None


def _title(kit: Kit, found: Board) -> str:
    return found.title.words(kit.say)


def _left(kit: Kit, row: Row) -> list[Run]:
    return [Run(row.words.words(kit.say), Style("medium", 12.5, TEXT_3 if row.struck else TEXT))]


def _right(kit: Kit, scene: Scene, row: Row) -> list[Run]:
    """Return how a row is meant, or its counters, each in its picture's colour."""
    quiet = Style("regular", 12, TEXT_3)
    if row.how is not None:
        return [Run(row.how.words(kit.say), quiet)]
    if row.count is not None:
        return [Run(kit.say.number(row.count), Style("bold", 13, TEXT))]
    found = []
    for slot, minutes in row.minutes:
        number = kit.say.number(minutes, 1)
        found.append(Run(f"{'AB'[slot]} {number}", Style("bold", 13, scene.colours[slot])))
        found.append(Run("  ", quiet))
    return [*found[:-1], Run(" " + kit.say("board.minutes"), quiet)] if found else []


def _write(
    surface: pygame.Surface, kit: Kit, runs: list[Run], x: int, y: int, struck: bool
) -> None:
    for run in runs:
        written = kit.letters.write(surface, run.text, run.style, "topleft", (x, y))
        if struck:
            line = pygame.Rect(written.x, written.centery, written.width, kit.px(1.5))
            pygame.draw.rect(surface, TEXT, line)
        x += round(kit.letters.width(run.text, run.style))
