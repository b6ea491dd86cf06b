"""The instructor's column: what can be done, each with its key; the run sheet, or the log."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from iffsim.classroom.palette import PALETTE
from iffsim.view.console import act as consoleact
from iffsim.view.console import ask as asking
from iffsim.view.console import inject as injecting
from iffsim.view.console import sheet
from iffsim.view.console.act import At, Command
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
from iffsim.view.model.console import Purpose

_EDGE, _ROW, _HEAD, _TITLE = 8, 20, 62, 24


@dataclass(frozen=True)
class Line:
    """A command with its key and its words."""

    key: str
    words: str
    command: Command


COMMANDS = (
    Line("Ctrl →", "console.next_event", consoleact.event(1)),
    Line("Ctrl ←", "console.previous_event", consoleact.event(-1)),
    Line("Alt →", "console.track_next", consoleact.event(1, own=True)),
    Line("Alt ←", "console.track_previous", consoleact.event(-1, own=True)),
    Line("J", "console.jump", consoleact.typing(Purpose.JUMP)),
    Line("A", "console.ask_reveal", asking.ask),
    Line("Y", "console.bookmark", consoleact.bookmark),
    Line("W", "console.note", consoleact.typing(Purpose.NOTE)),
    Line("V", "console.snapshot", consoleact.snapshot),
    Line("R", "console.restore", consoleact.restore),
    Line("C", "console.fork", consoleact.compare),
    Line("T", "console.hide_truth", consoleact.truth),
    Line("S", "console.highlight", consoleact.highlight),
    Line("D", "console.pen", consoleact.pen),
    Line("Del", "console.wipe", consoleact.wipe),
    Line("O", "console.sheet", consoleact.sheet),
    Line("F2", "console.window", consoleact.window),
    Line("F12", "console.column", consoleact.column),
    Line("Ctrl S", "console.save", consoleact.save),
    Line("F5", "console.as_scenario", consoleact.typing(Purpose.SCENARIO, "class.toml")),
)
"""What the console can do besides injects."""


def _inject(number: int) -> Command:
    return lambda at: injecting.start(at, number)


INJECTS = tuple(
    Line(entry.key.upper(), entry.name, _inject(number)) for number, entry in enumerate(PALETTE)
)


def places(layout: Layout) -> list[tuple[Line, pygame.Rect]]:
    """Return where each command is, in two columns: injects, then the others."""
    box, px = layout.column, layout.px
    if not box.width:
        return []
    found, top = [], box.y + px(_HEAD)
    wide = (box.width - px(3 * _EDGE)) // 2
    for lines in (INJECTS, COMMANDS):
        top += px(_TITLE)
        rows = -(-len(lines) // 2)
        for number, line in enumerate(lines):
            x = box.x + px(_EDGE) + (number // rows) * (wide + px(_EDGE))
            y = top + (number % rows) * px(_ROW)
            found.append((line, pygame.Rect(x, y, wide, px(_ROW))))
        top += rows * px(_ROW)
    return found


def command_at(spot: tuple[int, int], at: At, layout: Layout) -> Command | None:
    """Return the command under a point; on the rest of the column, what does nothing."""
    if not layout.column.collidepoint(spot):
        return None
    hit = (line.command for line, box in places(layout) if box.collidepoint(spot))
    return next(hit, lambda now: consoleact.At.say(now, now.console.said))


def draw_column(surface: pygame.Surface, kit: Kit, layout: Layout, at: At) -> None:
    """Draw the column, if it is there."""
    box = layout.column
    if not box.width:
        return
    pygame.draw.rect(surface, INK, box)
    pygame.draw.line(surface, EDGE, box.topleft, box.bottomleft)
    _head(surface, kit, box, at)
    found = places(layout)
    for lines, title, more in (
        (INJECTS, "lane.inject", "console.shift_key"),
        (COMMANDS, "console.class", ""),
    ):
        first = next(spot for line, spot in found if line is lines[0])
        style = Style("bold", 13, TEXT_3, 0.6)
        at_title = (first.x, first.y - kit.px(3))
        words = kit.say.upper(kit.say(title))
        end = kit.letters.write(surface, words, style, "bottomleft", at_title)
        quiet = Style("regular", 12.5, TEXT_3)
        beside = (end.right + kit.px(8), end.bottom)
        kit.letters.write(surface, kit.say.shown(more), quiet, "bottomleft", beside)
    for line, spot in found:
        _command(surface, kit, spot, line)
    bottom = max(spot.bottom for _, spot in found) + kit.px(10)
    rest = pygame.Rect(box.x + kit.px(_EDGE), bottom, box.width - 2 * kit.px(_EDGE), 0)
    rest.height = box.bottom - kit.px(_EDGE) - bottom
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


def _command(surface: pygame.Surface, kit: Kit, spot: pygame.Rect, line: Line) -> None:
    words = kit.say(line.words)
    chip = pygame.Rect(spot.x, spot.y + 1, kit.px(24 if line in INJECTS else 46), spot.height - 3)
    pygame.draw.rect(surface, RAISED, chip, border_radius=kit.px(3))
    key = Style("bold", 12.5, VIOLET)
    kit.letters.write(surface, kit.say.keys(line.key), key, "center", chip.center)
    style = Style("regular", 13.5, TEXT_2)
    room = spot.right - chip.right - kit.px(7)
    short = kit.letters.fit(words, style, room)
    kit.letters.write(surface, short, style, "midleft", (chip.right + kit.px(6), chip.centery))
