"""From pygame's events to actions: here alone keys are read.

A key event becomes chords of portable names, the table of commands says which command a chord
gives now, and `does` says what that does. Only what an event itself carries is read, never the
device.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pygame
from msgspec.structs import replace

from iffsim.commands.command import command_for
from iffsim.commands.table import COMMANDS, GOES_ON
from iffsim.recording import Recording
from iffsim.view.console import entry
from iffsim.view.drawing.layout import Layout
from iffsim.view.input import pointer
from iffsim.view.input.does import push
from iffsim.view.input.given import Given, Rows
from iffsim.view.model import actions, pointing
from iffsim.view.model.actions import Action
from iffsim.view.model.context import context
from iffsim.view.model.state import ViewState

NAMES = {
    pygame.K_SPACE: "Space", pygame.K_RETURN: "Enter", pygame.K_KP_ENTER: "Enter",
    pygame.K_ESCAPE: "Escape", pygame.K_TAB: "Tab", pygame.K_BACKSPACE: "Backspace",
    pygame.K_DELETE: "Delete", pygame.K_LEFT: "Left", pygame.K_RIGHT: "Right", pygame.K_UP: "Up",
    pygame.K_DOWN: "Down", pygame.K_HOME: "Home", pygame.K_END: "End", pygame.K_PAGEUP: "PageUp",
    pygame.K_PAGEDOWN: "PageDown", pygame.K_PLUS: "Plus", pygame.K_EQUALS: "Plus",
    pygame.K_KP_PLUS: "Plus", pygame.K_MINUS: "Minus", pygame.K_KP_MINUS: "Minus",
    pygame.K_KP_0: "0",
    **{pygame.K_KP_1 + n: str(n + 1) for n in range(9)},
    **{getattr(pygame, f"K_F{n}"): f"F{n}" for n in range(1, 13)},
}  # fmt: skip
"""The keys that do not type their own name."""
_TYPED = {"+": "Plus", "-": "Minus", "−": "Minus"}
_TURKISH = {"ı": "I", "İ": "I", "i": "I"}
"""A Turkish keyboard's dotted and dotless i are one key to the table."""
_AGAIN = "again"
FORGOTTEN_S = 1.0
"""A key that is held repeats far more often."""
_CONTROL = pygame.KMOD_CTRL | pygame.KMOD_META


class Held:
    """The keys that are down, as events tell it: of a key's events all but the first are marked.

    A held key repeats, and so does one that was let go while a frame took long: only commands that
    go on take what comes again, or a switch would be put back. A key of which nothing was heard for
    `FORGOTTEN_S` was let go elsewhere.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells seconds."""
        self._down: dict[int, float] = {}
        self._clock = clock

    def marked(self, event: pygame.event.Event) -> pygame.event.Event:
        """Return the event, marked if its key was down already."""
        if event.type in (pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED):
            self._down.clear()  # whoever has the keyboard hears of keys let go
        elif event.type == pygame.KEYUP:
            self._down.pop(event.key, None)
        elif event.type == pygame.KEYDOWN:
            now = self._clock()
            again = now - self._down.get(event.key, -FORGOTTEN_S) < FORGOTTEN_S
            self._down[event.key] = now
            if again:
                return pygame.event.Event(event.type, {**event.dict, _AGAIN: True})
        return event


def read(
    event: pygame.event.Event, state: ViewState, layout: Layout, recording: Recording,
    rows: Rows = (),
) -> Action | None:  # fmt: skip
    """Return what an event asks for, None if nothing. Positions are in the layout's pixels; `rows`
    are those of the cards, as they were drawn last."""
    given = Given(state, layout, recording, rows=rows)
    match event.type:
        case pygame.QUIT | pygame.WINDOWCLOSE:
            return actions.Quit()
        case pygame.KEYDOWN:
            return _key(event, given)
        case pygame.TEXTINPUT if state.console is not None:
            return entry.letters(event.text, given.at)
        case pygame.MOUSEBUTTONDOWN if event.button == 1:
            return pointer.pressed(event.pos, given)
        case pygame.MOUSEBUTTONUP if event.button == 1:
            return pointer.released(event.pos, given)
        case pygame.MOUSEMOTION:
            return pointer.moved(event.pos, event.rel, bool(event.buttons[0]), given)
        case pygame.WINDOWLEAVE:
            return pointing.Point(None)
    return None


def wheel(
    spot: tuple[float, float], notches: float, state: ViewState, layout: Layout,
    recording: Recording,
) -> Action | None:  # fmt: skip
    """Return what a turn of the wheel asks for, the pointer being at `spot`."""
    return pointer.wheel(spot, notches, Given(state, layout, recording))


def _key(event: pygame.event.Event, given: Given) -> Action | None:
    now = context(given.state)
    for chord in chords(event):
        found = command_for(COMMANDS, chord, now)
        if found is not None:
            if hasattr(event, _AGAIN) and found.id not in GOES_ON:
                return None
            return push(found.id, replace(given, chord=chord))
    return entry.opened(given.at) if now.focus in ("line", "place") else None


def chords(event: pygame.event.Event) -> Iterator[str]:
    """Yield what a key is called in the table, by its place on the keyboard, then by what it types
    here: "?" and "[" are elsewhere on each keyboard."""
    held, name = int(getattr(event, "mod", 0)), _name(event.key)
    shift = "Shift+" if held & pygame.KMOD_SHIFT else ""
    more = ("Ctrl+" if held & _CONTROL else "") + ("Alt+" if held & pygame.KMOD_ALT else "")
    if name:
        yield more + shift + name
    if name in ("Plus", "Minus"):
        yield more + name
    text = str(getattr(event, "unicode", ""))
    if len(text) == 1 and text.isprintable() and not text.isalpha() and not text.isspace():
        yield _TYPED.get(text, text)


def _name(code: int) -> str:
    """Return the portable name of a key, "" if it has none."""
    if code in NAMES:
        return NAMES[code]
    if not 32 < code < 0x10000:
        return ""
    return _TURKISH.get(chr(code), chr(code).upper())
