"""The instructor's column: what can be done, each with its key; the run sheet, or the log."""

from __future__ import annotations

import pygame

from iffsim.commands.command import Command
from iffsim.commands.listed import printed
from iffsim.commands.table import placed
from iffsim.view.console import roomcard, sheet
from iffsim.view.console.act import At
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import (
    CARD,
    EDGE,
    GREEN,
    INK,
    RAISED,
    TEXT,
    TEXT_2,
    TEXT_3,
    VIOLET,
    WARM,
)

_EDGE, _ROW, _HEAD, _TITLE = 8, 20, 62, 24
INJECTS, CLASS = placed("injects"), placed("column")


def places(layout: Layout) -> list[tuple[Command, pygame.Rect]]:
    """Return where each command is, in two columns: injects, then the others."""
    box, px = layout.column, layout.px
    if not box.width:
        return []
    found, top = [], box.y + px(_HEAD)
    wide = (box.width - px(3 * _EDGE)) // 2
    for commands in (INJECTS, CLASS):
        top += px(_TITLE)
        rows = -(-len(commands) // 2)
        for number, command in enumerate(commands):
            x = box.x + px(_EDGE) + (number // rows) * (wide + px(_EDGE))
            y = top + (number % rows) * px(_ROW)
            found.append((command, pygame.Rect(x, y, wide, px(_ROW))))
        top += rows * px(_ROW)
    return found


def command_at(spot: tuple[int, int], layout: Layout) -> str | None:
    """Return the command under a point of the column."""
    hit = (command.id for command, box in places(layout) if box.collidepoint(spot))
    return next(hit, None)


def draw_column(surface: pygame.Surface, kit: Kit, layout: Layout, at: At) -> None:
    """Draw the column, if it is there."""
    box = layout.column
    if not box.width:
        return
    pygame.draw.rect(surface, INK, box)
    pygame.draw.line(surface, EDGE, box.topleft, box.bottomleft)
    _head(surface, kit, box, at)
    found = places(layout)
    for commands, title, more in (
        (INJECTS, "lane.inject", "console.shift_key"),
        (CLASS, "console.class", ""),
    ):
        first = next(spot for command, spot in found if command is commands[0])
        style = Style("bold", 13, TEXT_3, 0.6)
        at_title = (first.x, first.y - kit.px(3))
        words = kit.say.upper(kit.say(title))
        end = kit.letters.write(surface, words, style, "bottomleft", at_title)
        quiet = Style("regular", 12.5, TEXT_3)
        beside = (end.right + kit.px(8), end.bottom)
        kit.letters.write(surface, kit.say.shown(more), quiet, "bottomleft", beside)
    for command, spot in found:
        _command(surface, kit, spot, command)
    bottom = max(spot.bottom for _, spot in found) + kit.px(10)
    rest = pygame.Rect(box.x + kit.px(_EDGE), bottom, box.width - 2 * kit.px(_EDGE), 0)
    rest.height = box.bottom - kit.px(_EDGE) - bottom
    top = roomcard.draw_room(surface, kit, rest, at)
    rest.height, rest.y = rest.bottom - top, top
    sheet.draw_sheet(surface, kit, rest, at)


def _head(surface: pygame.Surface, kit: Kit, box: pygame.Rect, at: At) -> None:
    """Draw whether all is saved, whether truth is hidden, and what was just done."""
    console, letters = at.console, kit.letters
    x, right, y = box.x + kit.px(_EDGE), box.right - kit.px(_EDGE), box.y + kit.px(8)
    title = kit.say.upper(kit.say("console.title"))
    end = letters.write(surface, title, Style("bold", 17, TEXT, 0.8), "topleft", (x, y)).right
    hidden = not console.truth
    words = kit.say("console.truth_hidden" if hidden else "console.truth_shown")
    style = Style("bold", 13, WARM if hidden else GREEN)
    middle = (right, y + kit.px(11))
    start = letters.write(surface, words, style, "midright", middle).left
    file = console.file.replace("\\", "/").rpartition("/")[2]
    state = kit.say("console.saved") if console.saved and file else kit.say("console.autosave_runs")
    words = f"{file}  {state}" if file else state
    if console.waiting:
        words = kit.say("saving.waiting", count=console.waiting)
    small = Style("regular", 12.5, WARM if console.waiting else TEXT_3)
    room = start - end - kit.px(20)
    short = letters.fit(words, small, room)
    letters.write(surface, short, small, "midleft", (end + kit.px(10), middle[1]))
    bar = pygame.Rect(x, box.y + kit.px(32), right - x, kit.px(26))
    card(surface, bar, RAISED if console.said else CARD, EDGE, kit.px(4))
    said = kit.say.shown(console.said) if console.said else kit.say("console.lists_keys")
    style = Style("medium", 13.5, TEXT if console.said else TEXT_3)
    short = letters.fit(said, style, bar.width - kit.px(16))
    letters.write(surface, short, style, "midleft", (bar.x + kit.px(8), bar.centery))


def _command(surface: pygame.Surface, kit: Kit, spot: pygame.Rect, command: Command) -> None:
    """Draw a command's key and name; of an inject without the Shift that all of them have."""
    inject = command in INJECTS
    chip = pygame.Rect(spot.x, spot.y + 1, kit.px(24 if inject else 46), spot.height - 3)
    pygame.draw.rect(surface, RAISED, chip, border_radius=kit.px(3))
    key = kit.say.keys(printed(command.keys[0].removeprefix("Shift+")))
    kit.letters.write(surface, key, Style("bold", 12.5, VIOLET), "center", chip.center)
    style = Style("regular", 13.5, TEXT_2)
    room = spot.right - chip.right - kit.px(7)
    short = kit.letters.fit(kit.say(command.label), style, room)
    kit.letters.write(surface, short, style, "midleft", (chip.right + kit.px(6), chip.centery))
