"""Ways of looking and the bet: actions, and what follows."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from iffsim.scene.asked import View
from iffsim.view.model import heights
from iffsim.view.model.pace import choosing
from iffsim.view.model.state import ViewState


class ShowView(Struct, frozen=True):
    """Look another way; asked for again, a single picture gives way to the other."""

    view: View


class MoveCurtain(Struct, frozen=True):
    """Draw the curtain's edge to `share` of the panel's width."""

    share: float


class SetAltitude(Struct, frozen=True):
    """Show coverage at a height, m."""

    alt_m: float


class PlaceBet(Struct, frozen=True):
    """Bet that an aircraft is the one asked for."""

    aircraft: int


class CloseAnswer(Struct, frozen=True):
    """Put the bet's answer away."""


class ToggleSource(Struct, frozen=True):
    """Show or hide whose word the caption is."""


class KeepPace(Struct, frozen=True):
    """Let the story set its own speed again."""


Move = ShowView | MoveCurtain | SetAltitude | PlaceBet | CloseAnswer | ToggleSource | KeepPace


def moved(state: ViewState, move: Move) -> ViewState:
    """Return the state after a move."""
    match move:
        case ShowView(view):
            return _looking(state, view)
        case MoveCurtain(share):
            return replace(state, curtain=min(max(share, 0.0), 1.0))
        case SetAltitude(alt_m):
            inside = min(max(alt_m, heights.LOWEST_M), heights.HIGHEST_M)
            return replace(state, coverage_alt_m=inside, height_aim_m=None)
        case PlaceBet(aircraft):
            if not choosing(state):
                return state
            return replace(state, bet=aircraft, selected=aircraft, answer_read=False)
        case CloseAnswer():
            return replace(state, answer_read=True)
        case ToggleSource():
            return replace(state, source=not state.source)
        case KeepPace():
            return replace(state, paced=bool(state.show.story.paces))


def _looking(state: ViewState, view: View) -> ViewState:
    again = view is View.SINGLE and state.view is View.SINGLE
    single = (state.single + 1) % max(len(state.pictures), 1) if again else state.single
    return replace(state, view=view, single=single)
