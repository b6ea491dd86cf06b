"""How fast the story goes by itself: a good ten times as fast as life, slower where there is much
to read, to choose or to watch arrive."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

Line = tuple[float, float]
"""When a caption begins, s, and how long it takes to read, s."""

FASTEST = 16.0
SLOWEST = 1.0
LONGEST_S, MOST = 16.0, 120.0
"""A caption that stays for longer than this, on the wall, is gone through faster; up to so fast."""
BETTING = 8.0
"""No faster than this while a bet is open."""
REVEALING = 6.0
"""No faster than this while the bet is answered."""
ARRIVING = 3.0
"""No faster than this while names arrive over a link that has just come up."""
ANSWERED_S = 150.0
"""The answer to a bet is shown no longer than this, s of the run."""


def paces(
    lines: Sequence[Line], answers: Sequence[tuple[float, float]], levers: Sequence[float],
    duration_s: float,
) -> tuple[tuple[float, float], ...]:  # fmt: skip
    """Return (from when, s; how fast) for captions, slower while bets are answered (from, until
    when, s) and while the captions stand with which a lever is pulled."""
    starts = [start for start, _ in lines] + [duration_s]
    found = []
    for (start, stop), (_, read_s) in zip(pairwise(starts), lines, strict=True):
        slow = [REVEALING for begin, end in answers if begin <= start < end]
        slow += [ARRIVING for at_s in levers if start <= at_s < stop]
        fastest = min((FASTEST, *slow))
        fits = (stop - start) / read_s
        empty = min((stop - start) / LONGEST_S, MOST)
        found.append((start, max(SLOWEST, min(fastest, fits), empty)))
    return tuple(found)


def pace_at(told: Sequence[tuple[float, float]], time_s: float) -> float:
    """Return how fast the story goes at a time, seconds of the run in one on the wall."""
    number = bisect_right(told, (time_s + 1e-6, float("inf"))) - 1
    return told[number][1] if number >= 0 else FASTEST
