"""How fast a window plays now, and which bet is on."""

from __future__ import annotations

from iffsim.story.pace import BETTING, pace_at
from iffsim.story.telling import Bet
from iffsim.view.model.state import ViewState


def speed(state: ViewState) -> float:
    """Return how many seconds of the run go by in one on the wall, if it plays."""
    told = state.show.story.paces
    if not state.paced or not told:
        return state.speed
    fast = pace_at(told, state.time_s)
    return min(fast, BETTING) if choosing(state) and state.bet is None else fast


def open_bet(state: ViewState) -> Bet | None:
    """Return the bet that can be placed now."""
    return state.show.story.open_bet(state.time_s)


def choosing(state: ViewState) -> bool:
    """Return whether a bet can be placed now."""
    return open_bet(state) is not None


def answered_bet(state: ViewState) -> Bet | None:
    """Return the bet whose answer is shown now."""
    return state.show.story.answered_bet(state.time_s)
