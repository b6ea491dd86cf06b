"""The lower part of the column: the run sheet around now, or the log of the class."""

from __future__ import annotations

import pygame
from msgspec import Struct

from iffsim.classroom import palette, session
from iffsim.classroom.marks import Prompt
from iffsim.scenario.teaching import SheetRow
from iffsim.view.console import asking
from iffsim.view.console.act import At
from iffsim.view.console.planned import draw_plan
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import CARD, EDGE, TEXT, TEXT_2, TEXT_3, VIOLET, WARM, Colour

_PARTS = (
    ("console.do", "inject"),
    ("console.expect", "expect"),
    ("console.aim", "objective"),
    ("console.discuss", "discuss"),
)


class Item(Struct, frozen=True):
    """A line of the log."""

    time_s: float
    mark: str
    words: str
    colour: Colour


def draw_sheet(surface: pygame.Surface, kit: Kit, box: pygame.Rect, at: At) -> None:
    """Draw the run sheet from the row that is on, or the log up to the last line."""
    if box.height < kit.px(60):
        return
    card(surface, box, CARD, EDGE, kit.px(5))
    inner = box.inflate(-kit.px(20), -kit.px(14))
    rows = at.recording.scenario.runsheet
    title = "runsheet.run_sheet" if at.console.sheet else "console.log"
    head = kit.letters.write(
        surface, kit.say.upper(kit.say(title)), Style("bold", 13, TEXT_3, 0.6), "topleft",
        inner.topleft,
    )  # fmt: skip
    rest = pygame.Rect(inner.x, head.bottom + kit.px(4), inner.width, 0)
    rest.height = inner.bottom - rest.y
    old = surface.get_clip()
    surface.set_clip(rest)
    if at.console.sheet and at.state.has_lesson:
        rest.top = draw_plan(surface, kit, rest, at) + kit.px(8)
        rest.height = max(0, inner.bottom - rest.y)
    if at.console.sheet:
        _rows(surface, kit, rest, at, rows)
    else:
        _items(surface, kit, rest, at)
    surface.set_clip(old)


def _rows(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, at: At, rows: tuple[SheetRow, ...]
) -> None:
    """Write rows from the one that is on; whole ones only, but the first."""
    if not rows:
        style = Style("regular", 13.5, TEXT_3)
        words = kit.say("console.no_sheet")
        kit.letters.write(surface, words, style, "topleft", box.topleft)
        return
    now = sum(row.at_s <= at.state.time_s + 1e-6 for row in rows)
    y = box.y
    for number in range(max(0, now - 1), len(rows)):
        lines = _lines(kit, rows[number], number == now - 1, at.turkish, box.width)
        high = sum(height for height, _ in lines)
        if y > box.y and y + high > box.bottom:
            break
        for height, runs in lines:
            x = box.x
            for run in runs:
                x = kit.letters.write(surface, run.text, run.style, "topleft", (x, y)).right
            y += height
        y += kit.px(6)


def _lines(
    kit: Kit, row: SheetRow, on: bool, turkish: bool, width: float
) -> list[tuple[int, list[Run]]]:
    """Return the lines of a row with their heights."""
    clock = Run(row.at[3:] if row.at.startswith("00:") else row.at,
                Style("bold", 14.5, WARM if on else TEXT_3))  # fmt: skip
    found = [(kit.px(18), [clock])]
    for name, field in _PARTS:
        text = (turkish and getattr(row, f"{field}_tr")) or getattr(row, field)
        if not text:
            continue
        first = Run(f"{kit.say(name)}: ", Style("bold", 13, VIOLET if on else TEXT_3))
        words = Run(text, Style("regular", 13.5, TEXT if on else TEXT_2))
        found += [(kit.px(17), line) for line in kit.letters.wrap([first, words], width)]
    return found


def items(at: At) -> list[Item]:
    """Return the log in order of time: bookmarks, notes, edits, questions, kept lines."""
    log = at.session
    found = [Item(one.at_s, "Y", one.name, WARM) for one in log.bookmarks]
    found += [Item(one.at_s, "W", one.text, TEXT) for one in log.notes]
    found += [Item(one.at_s, "+", palette.words(one, at.words), VIOLET) for one in log.done]
    found += [Item(one.at_s, "A", _asked(at, one), TEXT_2) for one in log.prompts]
    found += [Item(one.at_s, "C" if one.kind == "fork" else "V", one.name, TEXT_2)
              for one in log.lines]  # fmt: skip
    return sorted(found, key=lambda one: one.time_s)


def _asked(at: At, prompt: Prompt) -> str:
    """Return a question with its score: how many were right, of how many."""
    text = (at.turkish and prompt.text_tr) or prompt.text
    right, count = session.right(at.session, prompt.id)
    scored = prompt.revealed and (prompt.options or asking.sought(at, prompt) is not None)
    return f"{right}/{count}  {text}" if scored else text


def _items(surface: pygame.Surface, kit: Kit, box: pygame.Rect, at: At) -> None:
    """Write as many lines of the log as fit, the last ones."""
    step = kit.px(18)
    found = items(at)[-max(1, box.height // step) :]
    if not found:
        words = kit.say("console.nothing_yet")
        kit.letters.write(surface, words, Style("regular", 13.5, TEXT_3), "topleft", box.topleft)
    for number, item in enumerate(found):
        y = box.y + number * step
        clock = f"{int(item.time_s) // 60:02d}:{int(item.time_s) % 60:02d}"
        end = kit.letters.write(
            surface, clock, Style("mono", 12.5, TEXT_3), "topleft", (box.x, y)
        ).right
        mark = Style("bold", 13, item.colour)
        end = kit.letters.write(surface, item.mark, mark, "topleft", (end + kit.px(6), y)).right
        style = Style("regular", 13.5, item.colour)
        short = kit.letters.fit(item.words, style, box.right - end - kit.px(6))
        kit.letters.write(surface, short, style, "topleft", (end + kit.px(6), y))
