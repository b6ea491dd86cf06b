"""The window itself: one loop that reads events, moves the state on and draws. No threads."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pygame
from msgspec import Struct
from msgspec.structs import replace

from iffsim.doctrine import Identity
from iffsim.recording import Recording
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout, drawn_size
from iffsim.view.input import dispatch
from iffsim.view.input.given import Rows
from iffsim.view.model import story
from iffsim.view.model.actions import Action, Pass, apply
from iffsim.view.model.comfort import USUAL, Comfort
from iffsim.view.model.state import ViewState, opening
from iffsim.view.window import idle, screens
from iffsim.view.window.classdesk import ClassDesk
from iffsim.view.window.frame import Stage
from iffsim.view.window.second_window import Classroom
from iffsim.view.window.takeaway import taken

FPS = 60
LONGEST_STEP_S = 0.1
"""After a stall (a dragged window, a suspended machine) time goes on by no more than this."""
_REPEAT_MS = (350, 60)
_SIZE = (1600, 900)
Script = Callable[[ViewState], Iterable[pygame.event.Event]]
"""Called once a frame; gives events as if a person made them. For tests and demonstrations."""


class Pointer(Struct, frozen=True):
    """Where the pointer was when an event last said so; a turned wheel does not say."""

    x: float = -1.0
    y: float = -1.0


def show(recording: Recording, comfort: Comfort = USUAL) -> Path | None:
    """Play a recording in a window, as its reader likes it, until it is closed; return where the
    autosave stays if the console was on and something was not saved."""
    state = replace(opening(story.show(recording)), comfort=comfort)
    return main(ClassDesk.of(recording), state, _SIZE, None)[1]


def play(
    recording: Recording, *, size: tuple[int, int] = _SIZE, script: Script | None = None,
    comfort: Comfort = USUAL,
) -> ViewState:  # fmt: skip
    """Play a recording in a window of `size` until it is closed; return the last state."""
    state = replace(opening(story.show(recording)), comfort=comfort)
    return main(ClassDesk.of(recording), state, size, script)[0]


def teach(
    desk: ClassDesk, *, size: tuple[int, int] = _SIZE, script: Script | None = None,
    comfort: Comfort = USUAL, plan: int = 0,
) -> tuple[ViewState, Path | None]:  # fmt: skip
    """Hold a class with the console on until the window is closed; return the last state, and
    where its autosave stays if something was not saved. `plan`: the lesson's length, minutes."""
    state = replace(screens.lesson(desk.live, plan), comfort=comfort)
    return main(desk, state, size, script)


def main(
    desk: ClassDesk, state: ViewState, size: tuple[int, int], script: Script | None
) -> tuple[ViewState, Path | None]:
    """Open the window, loop until the state says stop, close the window."""
    # every pixel of a fine screen is drawn, none is stretched
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
    pygame.display.init()
    try:
        window = _open(size, desk.recording.scenario.title)
        with idle.quiet():
            state, desk = _loop(desk, state, window, size, script)
    finally:
        pygame.display.quit()
    return state, desk.close(state)


def _open(size: tuple[int, int], title: str) -> pygame.Surface:
    """Open a window of `size`, or as large as the screen allows, or larger on a fine screen."""
    screens = pygame.display.get_desktop_sizes()
    if screens and pygame.display.get_driver() != "dummy":
        size = fitting(size, screens[0])
    pygame.display.set_caption(f"iffsim: {title}")
    pygame.key.set_repeat(*_REPEAT_MS)
    window = pygame.display.set_mode(size, pygame.RESIZABLE)
    pygame.display.set_icon(Kit(2.0).track(Identity.UNKNOWN, "", False, 20.0))
    return window


def fitting(size: tuple[int, int], screen: tuple[int, int]) -> tuple[int, int]:
    """Return the size of a window for a screen: no larger than it, and on one with more than twice
    as many pixels each way twice as large, since they are small."""
    times = 2 if screen[0] > 2 * size[0] and screen[1] > 2 * size[1] else 1
    return min(times * size[0], screen[0]), min(times * size[1], screen[1])


def _loop(
    desk: ClassDesk, state: ViewState, window: pygame.Surface, size: tuple[int, int],
    script: Script | None,
) -> tuple[ViewState, ClassDesk]:  # fmt: skip
    pointer, clock, stage, room = Pointer(), pygame.Clock(), Stage(desk.recording), Classroom()
    drawn, count, held = None, 0, dispatch.Held()
    while state.running:
        wall_s = min(clock.tick(FPS) / 1000.0, LONGEST_STEP_S)
        before, count = state, count + 1
        rest = script is None and drawn is not None and idle.resting(state)
        idle.sweep(count, rest)
        for event in [*idle.events(rest), *(script(state) if script else ())]:
            event = held.marked(event)
            if room.owns(event):
                state = room.heard(event, state, desk.recording)
                continue
            state, pointer = handled(
                event, state, pointer, window.get_size(), desk.recording, stage.rows
            )
            if event.type == pygame.WINDOWEXPOSED:
                drawn = None
        state = desk.follow(apply(state, Pass(0.0 if rest else wall_s)), time.monotonic())
        desk = desk.successor
        state = taken(state, desk.recording, Path.cwd())
        stage.use(desk.recording, desk.beside(state))
        room.follow(state, desk)
        if state.fullscreen != before.fullscreen:
            window = _switched(state.fullscreen, size)
        if drawn != (state, window.get_size()):
            stage.draw(window, state)
            pygame.display.flip()
            # after a camera's last move the map is drawn once more, and sharp
            drawn = (state, window.get_size()) if before.camera == state.camera else None
    room.close()
    return state, desk


def handled(
    event: pygame.event.Event, state: ViewState, pointer: Pointer, window: tuple[int, int],
    recording: Recording, rows: Rows = (),
) -> tuple[ViewState, Pointer]:  # fmt: skip
    """Return state and pointer after one event, in a window of the given size; `rows` are those of
    the cards, as they were drawn last."""
    layout, times = layout_of(window, state)
    event = _scaled(event, times)
    if event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        pointer = Pointer(*event.pos)
    action: Action | None
    if event.type == pygame.MOUSEWHEEL:
        notches = getattr(event, "precise_y", 0.0) or event.y
        spot, seen = (pointer.x, pointer.y), screens.framed(state)
        action = dispatch.wheel(spot, notches, seen, layout, recording)
    else:
        action = dispatch.read(event, screens.framed(state), layout, recording, rows)
    return (apply(state, action) if action else state), pointer


def layout_of(window: tuple[int, int], state: ViewState) -> tuple[Layout, float]:
    """Return the layout of a window, and how many of its pixels one of the window's is."""
    size, times = drawn_size(window)
    return screens.layout(size, screens.framed(state)), times


def _scaled(event: pygame.event.Event, times: float) -> pygame.event.Event:
    """Return an event whose positions are in drawn pixels."""
    moved = {
        name: tuple(round(value * times) for value in getattr(event, name))
        for name in ("pos", "rel")
        if times != 1.0 and hasattr(event, name)
    }
    return pygame.event.Event(event.type, {**event.dict, **moved}) if moved else event


def _switched(fullscreen: bool, size: tuple[int, int]) -> pygame.Surface:
    """Fill the screen, or go back to a window of `size`."""
    if fullscreen:
        return pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
    return pygame.display.set_mode(size, pygame.RESIZABLE)
