"""How fast the story goes by itself: about ten times as fast as life, slower where there is much
to read or to choose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from iffsim.view.model.state import Bet, ViewState

FASTEST = 10.0
SLOWEST = 1.0
LONGEST_S, MOST = 25.0, 120.0
"""A caption that stays for longer than this, on the wall, is gone through faster; up to so fast."""
READ_PER_S = 15.0
"""Characters that a person reads in a second."""
SETTLE_S = 1.2
"""Before reading, the eye finds the new caption."""
BETTING = 5.5
"""No faster than this while a bet is open."""
REVEALING = 5.0
"""No faster than this while the bet is answered."""


def paces(
    lines: Sequence[tuple[float, int]], bets: Sequence[Bet], duration_s: float
) -> tuple[tuple[float, float], ...]:
    """Return (from when, s; how fast) for captions (when, s; how many characters)."""
    starts = [start for start, _ in lines] + [duration_s]
    found = []
    for (start, stop), (_, length) in zip(pairwise(starts), lines, strict=True):
        fastest = min((FASTEST, *(REVEALING for bet in bets if _answers(bet, start))))
        fits = (stop - start) / (SETTLE_S + length / READ_PER_S)
        empty = min((stop - start) / LONGEST_S, MOST)
        found.append((start, max(SLOWEST, min(fastest, fits), empty)))
    return tuple(found)


def _answers(bet: Bet, start_s: float) -> bool:
    return bet.reveal_s <= start_s < bet.close_s


def speed(state: ViewState) -> float:
    """Return how many seconds of the run go by in one on the wall, if it plays."""
    told = state.show.paces
    if not state.paced or not told:
        return state.speed
    number = bisect_right(told, (state.time_s + 1e-6, float("inf"))) - 1
    fast = told[number][1] if number >= 0 else FASTEST
    return min(fast, BETTING) if choosing(state) and state.bet is None else fast


def open_bet(state: ViewState) -> Bet | None:
    """Return the bet that can be placed now."""
    bets = state.show.bets
    return next((bet for bet in bets if bet.open_s <= state.time_s + 1e-6 < bet.reveal_s), None)


def choosing(state: ViewState) -> bool:
    """Return whether a bet can be placed now."""
    return open_bet(state) is not None


def answered_bet(state: ViewState) -> Bet | None:
    """Return the bet whose answer is shown now."""
    bets = state.show.bets
    return next((bet for bet in bets if bet.reveal_s <= state.time_s + 1e-6 < bet.close_s), None)
