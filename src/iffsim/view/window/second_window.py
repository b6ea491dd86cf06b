"""The class's own window: what the instructor shows it, and nothing that only they may see."""

from __future__ import annotations

import time

import pygame
from msgspec.structs import replace

from iffsim.recording import Recording
from iffsim.view.console import entry
from iffsim.view.console.act import At
from iffsim.view.drawing.layout import drawn_size
from iffsim.view.model.actions import apply
from iffsim.view.model.state import ViewState
from iffsim.view.window.classdesk import ClassDesk
from iffsim.view.window.frame import Stage
from iffsim.view.window.screens import for_class, framed, layout

SIZE = (1280, 720)
EVERY_S = 0.045
"""It is drawn no more often than this, s on the wall: the instructor's window comes first."""
_KEYS = (pygame.KEYDOWN, pygame.KEYUP, pygame.TEXTINPUT, pygame.TEXTEDITING)


class Classroom:
    """Owns the second window while there is one."""

    def __init__(self) -> None:
        self._window: pygame.Window | None = None
        self._stage: Stage | None = None
        self._drawn: object = None
        self._last_s = 0.0

    def owns(self, event: pygame.event.Event) -> bool:
        """Return whether an event is this window's; keys work wherever they are pressed."""
        mine = self._window is not None and getattr(event, "window", None) is self._window
        return mine and event.type not in _KEYS

    def heard(self, event: pygame.event.Event, state: ViewState, recording: Recording) -> ViewState:
        """Return the state after an event of this window: closing it closes only it, and while it
        is asked which track something is, a click on one is an answer."""
        self._drawn = None
        if state.console is None:
            return state
        if event.type == pygame.WINDOWCLOSE:
            return replace(state, console=replace(state.console, window=False))
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            return self._clicked(event.pos, state, recording)
        return state

    def _clicked(self, pos: tuple[int, int], state: ViewState, recording: Recording) -> ViewState:
        if self._window is None or state.console is None:
            return state
        size, times = drawn_size(self._window.get_surface().get_size())
        shown = framed(for_class(state))
        spot = (round(pos[0] * times), round(pos[1] * times))
        at = At(shown, state.console, recording)
        use = entry.answered(spot, at, layout(size, shown))
        return apply(state, use) if use else state

    def follow(self, state: ViewState, desk: ClassDesk) -> None:
        """Open, close or draw the window, as the state wants it."""
        wanted = state.console is not None and state.console.window
        if not wanted:
            self.close()
            return
        if self._window is None:
            self._window = pygame.Window("iffsim", SIZE, resizable=True)
            self._stage, self._drawn = Stage(desk.recording), None
        now_s = time.monotonic()
        shown = for_class(state)
        surface = self._window.get_surface()
        key = (shown, surface.get_size(), desk.recording)
        if self._stage is None or key == self._drawn or now_s - self._last_s < EVERY_S:
            return
        self._stage.use(desk.recording, desk.beside(state))
        self._stage.draw(surface, shown)
        self._window.flip()
        self._drawn, self._last_s = key, now_s

    def close(self) -> None:
        """Close the window, if it is open."""
        if self._window is not None:
            self._window.destroy()
        self._window = self._stage = None
