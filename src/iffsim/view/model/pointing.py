"""What can be pointed at: the pointer's spot, or what the keyboard lights up; and focus."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from iffsim.scene.topics import Topic
from iffsim.view.model.asked import told
from iffsim.view.model.state import ViewState


class Point(Struct, frozen=True):
    """The pointer is at a spot, in drawn pixels; None: it has left."""

    spot: tuple[int, int] | None


class LightUp(Struct, frozen=True):
    """Light up the next (or last) thing that words can mean; 0: nothing."""

    steps: int


class Focus(Struct, frozen=True):
    """Put the keyboard on a button; None: back on the map."""

    button: str | None
    """The id of its command."""


Pointing = Point | LightUp | Focus


def pointed(state: ViewState, action: Pointing) -> ViewState:
    """Return the state after an action."""
    match action:
        case Point(spot):
            return replace(state, spot=spot)
        case LightUp(steps):
            return replace(state, topic=_next(state, steps))
        case Focus(button):
            return replace(state, focus=button)


def _next(state: ViewState, steps: int) -> Topic | None:
    """Return the next topic that may be shown; after the last comes none."""
    order = (None, *(topic for topic in Topic if told(state, topic)))
    now = order.index(state.topic) if state.topic in order else 0
    return order[(now + steps) % len(order)] if steps else None
