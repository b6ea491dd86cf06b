"""Events that belong to the console: its keys, lines being typed, lists, clicks, the pen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pygame

from iffsim.classroom.palette import PALETTE
from iffsim.recording import Recording
from iffsim.view.console import act as consoleact
from iffsim.view.console import ask as asking
from iffsim.view.console import column
from iffsim.view.console import inject as injecting
from iffsim.view.console.act import At, Command
from iffsim.view.drawing.layout import Layout
from iffsim.view.input.editing import thing_at
from iffsim.view.input.hit_test import nearest
from iffsim.view.model.camera import screen_to_world
from iffsim.view.model.console import Console, Purpose, Typing, Use
from iffsim.view.model.looks import View
from iffsim.view.model.state import ViewState

CTRL, SHIFT, ALT = pygame.KMOD_CTRL | pygame.KMOD_META, pygame.KMOD_SHIFT, pygame.KMOD_ALT
LONGEST = 300
"""Letters of a typed line."""
_STROKE_PX = 3.0
ENTER = (pygame.K_RETURN, pygame.K_KP_ENTER)

PLAIN: dict[int, Command] = {
    pygame.K_j: consoleact.typing(Purpose.JUMP),
    pygame.K_y: consoleact.bookmark,
    pygame.K_w: consoleact.typing(Purpose.NOTE),
    pygame.K_v: consoleact.snapshot,
    pygame.K_r: consoleact.restore,
    pygame.K_c: consoleact.compare,
    pygame.K_a: asking.ask,
    pygame.K_t: consoleact.truth,
    pygame.K_o: consoleact.sheet,
    pygame.K_F12: consoleact.column,
    pygame.K_F5: consoleact.typing(Purpose.SCENARIO, "class.toml"),
    pygame.K_F2: consoleact.window,
    pygame.K_s: consoleact.highlight,
    pygame.K_d: consoleact.pen,
    pygame.K_DELETE: consoleact.wipe,
    pygame.K_F9: consoleact.off,
}
CONTROL: dict[int, Command] = {
    pygame.K_RIGHT: consoleact.event(1),
    pygame.K_LEFT: consoleact.event(-1),
    pygame.K_s: consoleact.save,
}
SHIFTED: dict[str, int] = {entry.key: number for number, entry in enumerate(PALETTE)}
"""Shift and a key of the palette: an inject."""
_HIDDEN = (pygame.K_4, pygame.K_5)
"""Ways of looking that tell the truth."""


def read(
    event: pygame.event.Event, state: ViewState, layout: Layout, recording: Recording
) -> Use | None:
    """Return what an event asks of the console, None if nothing."""
    console = state.console
    if console is None:
        on = event.type == pygame.KEYDOWN and event.key == pygame.K_F9
        return Use(Console(said="console.on")) if on else None
    at = At(state, console, recording)
    if event.type == pygame.TEXTINPUT and console.typing is not None:
        return _letters(event.text, at, console.typing)
    if event.type == pygame.KEYDOWN:
        return key(event, at)
    if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
        return _pressed(event.pos, at, layout)
    if event.type == pygame.MOUSEMOTION and console.pen and event.buttons[0] and console.strokes:
        return _drawn(event.pos, at, layout)
    return None


def key(event: pygame.event.Event, at: At) -> Use | None:
    """Return what a key asks for."""
    console = at.console
    if console.typing is not None:
        return _line(event, at, console.typing)
    if console.picking is not None:
        return _pick(event, at)
    if console.inject is not None:
        return _injecting(event, at)
    if at.state.help or at.state.hold is not None:
        return None
    command = _command(event, at)
    return command(at) if command else _quiz(event, at)


def _command(event: pygame.event.Event, at: At) -> Command | None:
    mod = getattr(event, "mod", 0)
    if mod & CTRL:
        return CONTROL.get(event.key)
    if mod & ALT:
        count = {pygame.K_RIGHT: 1, pygame.K_LEFT: -1}.get(event.key)
        return consoleact.event(count, own=True) if count else None
    if mod & SHIFT:
        number = SHIFTED.get(letter(event.key))
        return None if number is None else lambda at: injecting.start(at, number)
    if at.console.hides and event.key in _HIDDEN and asking.current(at) is None:
        return consoleact.view(View.TRUTH)
    return PLAIN.get(event.key)


def _quiz(event: pygame.event.Event, at: At) -> Use | None:
    """Count answers while a question is on the screen; Escape puts it away."""
    prompt = asking.current(at)
    if prompt is None:
        return None
    if event.key == pygame.K_ESCAPE:
        return Use(replace(at.console.idle(), quiz=None))
    if prompt.revealed:
        return None
    if event.key in ENTER:
        return Use(replace(at.console.idle(), typing=Typing(Purpose.TALLY)))
    return asking.vote(at, _digit(event))


def _digit(event: pygame.event.Event) -> int:
    """Return the number on a key less one, -1 for another key."""
    name = letter(event.key)
    return int(name) - 1 if name in "123456789" and name else -1


def letter(code: int) -> str:
    """Return the letter or digit on a key, "" if it has none; a Turkish keyboard's dotless i is an
    i."""
    if pygame.K_KP1 <= code <= pygame.K_KP9:
        return str(code - pygame.K_KP1 + 1)
    return chr(code).replace("ı", "i") if 32 < code < 0x10000 else ""


def _line(event: pygame.event.Event, at: At, typing: Typing) -> Use | None:
    """Keys while a line is typed: Backspace, Enter, Escape; letters come as text."""
    if event.key == pygame.K_ESCAPE:
        return Use(replace(at.console, typing=None))
    if event.key in ENTER:
        text = typing.text.strip()
        if not text:
            return Use(replace(at.console, typing=None))
        return _typed(replace(at, console=replace(at.console, typing=None)), typing.purpose, text)
    text = typing.text
    if event.key == pygame.K_BACKSPACE:
        text = "" if typing.fresh or getattr(event, "mod", 0) & CTRL else text[:-1]
        typing = replace(typing, text=text, fresh=False)
    return Use(replace(at.console, typing=replace(typing, open=True)))


def _letters(text: str, at: At, typing: Typing) -> Use:
    """Type letters, as the keyboard's layout makes them."""
    if not typing.open or not text.isprintable():
        return Use(at.console)
    line = text if typing.fresh else (typing.text + text)[:LONGEST]
    return Use(replace(at.console, typing=replace(typing, text=line, fresh=False)))


def _typed(at: At, purpose: Purpose, text: str) -> Use:
    if purpose is Purpose.PLACE and at.console.inject is not None:
        return injecting.typed(at, text)
    if purpose is Purpose.QUESTION:
        return asking.written(at, text)
    if purpose is Purpose.TALLY:
        return asking.tally(at, text)
    return consoleact.typed(at, purpose, text)


def _pick(event: pygame.event.Event, at: At) -> Use | None:
    picking = at.console.picking
    assert picking is not None
    if event.key == pygame.K_ESCAPE:
        return Use(at.console.idle())
    name = letter(event.key)
    return _picked(at, picking.keys.index(name)) if name in picking.keys else Use(at.console)


def _picked(at: At, number: int) -> Use:
    picking = at.console.picking
    assert picking is not None
    value = picking.options[number].value
    if picking.purpose is Purpose.INJECT:
        return injecting.chosen(at, value)
    if picking.purpose is Purpose.ASK:
        return asking.picked(at, value)
    return consoleact.picked(at, picking.purpose, value)


def _injecting(event: pygame.event.Event, at: At) -> Use | None:
    inject = at.console.inject
    assert inject is not None
    if event.key == pygame.K_ESCAPE:
        return Use(at.console.idle())
    if event.key in ENTER:
        return injecting.ended(at)
    if event.key == pygame.K_BACKSPACE:
        return Use(replace(at.console, inject=replace(inject, way=inject.way[:-1])))
    return None


# The mouse


def _pressed(spot: tuple[int, int], at: At, layout: Layout) -> Use | None:
    if (found := column.command_at(spot, at, layout)) is not None:
        return found(at)
    panel = layout.panel_at(spot)
    if panel is None or at.console.typing is not None:
        return None
    if at.console.inject is not None:
        return _clicked(spot, at, layout)
    if not at.console.pen and asking.current(at) is not None:
        row = nearest(at.recording, at.state, layout, spot)
        return asking.pointed(at, row) if row is not None else None
    if at.console.pen:
        km = _km(spot, at, layout)
        return Use(replace(at.console, strokes=(*at.console.strokes, (km,))))
    return None


def _clicked(spot: tuple[int, int], at: At, layout: Layout) -> Use | None:
    """Choose for an inject what is under a click."""
    inject = at.console.inject
    assert inject is not None
    want = injecting.wanted(inject)
    if want == "aircraft":
        row = nearest(at.recording, at.state, layout, spot)
        return injecting.chosen(at, at.recording.world.fleet.ids[row]) if row is not None else None
    if want == "site":
        held = thing_at(spot, replace(at.state, sandbox=False), layout, at.recording)
        return injecting.chosen(at, held.name) if held else None
    if want in ("point", "route"):
        return injecting.placed(at, _km(spot, at, layout))
    return None


def _drawn(spot: tuple[int, int], at: At, layout: Layout) -> Use | None:
    """Draw on, if the pen has moved."""
    if layout.panel_at(spot) is None:
        return None
    km, strokes = _km(spot, at, layout), at.console.strokes
    last = strokes[-1][-1]
    scale = at.state.camera.px_per_km(layout.panels[0])
    if np.hypot(km[0] - last[0], km[1] - last[1]) * scale < _STROKE_PX:
        return Use(at.console)
    return Use(replace(at.console, strokes=(*strokes[:-1], (*strokes[-1], km))))


def _km(spot: tuple[int, int], at: At, layout: Layout) -> tuple[float, float]:
    panel = layout.panels[layout.panel_at(spot) or 0]
    east, north = screen_to_world(at.state.camera, panel, np.array(spot, float))
    return float(east), float(north)
