"""Where a command is given: what a key or a button acts on."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from pygame import Rect

from iffsim.recording import Recording
from iffsim.view.console import act
from iffsim.view.drawing.layout import Layout
from iffsim.view.model.actions import Action
from iffsim.view.model.state import ViewState

Rows = tuple[tuple[Rect, int], ...]
"""Where the changes are that cards offer, by number, as they were drawn last."""


class Given(Struct, frozen=True):
    """Where a command is given: what the window shows, and by which key, if by one."""

    state: ViewState
    layout: Layout
    recording: Recording
    chord: str = ""
    rows: Rows = ()

    @property
    def key(self) -> str:
        """The key without those held with it."""
        return self.chord.rpartition("+")[2]

    @property
    def at(self) -> act.At:
        """The same for the console, which is on."""
        assert self.state.console is not None
        return act.At(self.state, self.state.console, self.recording)


Does = Action | Callable[[Given], Action | None]
