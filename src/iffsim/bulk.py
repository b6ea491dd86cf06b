"""Truth in bulk: where many aircraft are at anchors, every `ANCHOR_TICKS`, and how far they can get
from there.

Positions at anchors are exact. Between two anchors nobody gets farther than its speed allows, so
that most questions ("inside this coverage?") are answered for the whole stretch at once; where not,
`Anchors.places` gives the exact positions of just those aircraft at just those ticks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from iffsim.steps import Ints
from iffsim.traffic import Traffic
from iffsim.units import EARTH_RADIUS_M

Floats = npt.NDArray[np.float64]
Array = npt.NDArray[Any]

ANCHOR_TICKS = 64


@dataclass(frozen=True)
class Anchors:
    """Every aircraft at N anchors: the first ticks of N stretches of `ANCHOR_TICKS`."""

    traffic: Traffic
    ticks: Ints
    """int64[N]"""
    leg: Ints
    """int64[N + 1, A], the leg at each anchor and at the one after the last."""
    xyz: Floats
    """float64[3, N, A]"""
    low_m: Floats
    """float64[N, A], no more than the lowest altitude in each stretch."""

    def jumped(self, traffic: Traffic) -> tuple[Ints, Ints]:
        """Return (stretch, aircraft of `traffic`) of each jump in these stretches, [J] each."""
        when = traffic.legs.t0_s[traffic.jumps]
        n = np.floor((when - self.ticks[0]) / ANCHOR_TICKS).astype(np.int64)
        here = (n >= 0) & (n < len(self.ticks))
        owner = np.searchsorted(traffic.first, traffic.jumps, side="right") - 1
        return n[here], owner[here]

    def places(self, n: Array, a: Array, ticks: Array) -> tuple[Floats, Floats]:
        """Return exact (xyz [3, K, M], alt_m [K, M]) of aircraft `a` [M], inside stretches `n` [M],
        at `ticks` [K, M]."""
        leg, last = self.leg[n, a], self.leg[n + 1, a]
        time_s = ticks.astype(float)
        xyz, alt_m = self.traffic.places(leg, time_s)
        turns = np.flatnonzero(leg != last)
        if len(turns):
            now = self._leg_in(leg[turns], last[turns], time_s[:, turns])
            xyz[:, :, turns], alt_m[:, turns] = self.traffic.places(now, time_s[:, turns])
        return xyz, alt_m

    def _leg_in(self, leg: Ints, last: Ints, time_s: Floats) -> Ints:
        """Return the leg, between `leg` and `last` [M], that is flown at each time [K, M]."""
        now = np.broadcast_to(leg, time_s.shape)
        for ahead in range(1, int((last - leg).max()) + 1):
            upcoming = np.minimum(leg + ahead, last)
            begun = time_s >= self.traffic.legs.t0_s[upcoming]
            now = np.where(begun, np.maximum(now, upcoming), now)
        return now


def anchors(traffic: Traffic, start: int, count: int) -> Anchors:
    """Return `count` anchors from tick `start` on. Before and after its life an aircraft waits at
    the ends of its route."""
    at = start + ANCHOR_TICKS * np.arange(count + 1)
    leg = _leg_at(traffic, at)
    now = leg[:1] if (leg[:-1] == leg[0]).all() else leg[:-1]
    begin = np.broadcast_to(at[:-1, None].astype(float), (count, len(traffic)))
    xyz, alt_m = traffic.places(now, begin)
    legs = traffic.legs
    rest = np.minimum(begin + ANCHOR_TICKS, legs.t1_s[now]) - np.maximum(begin, legs.t0_s[now])
    later = alt_m + legs.climb_mps[now] * np.maximum(rest, 0.0)
    low = np.where(leg[:-1] == leg[1:], np.minimum(alt_m, later), 0.0)
    return Anchors(traffic, at[:-1], leg, xyz, np.maximum(low, 0.0))


def swing_rad(traffic: Traffic) -> float:
    """Return how far anybody can get between two anchors, rad."""
    fastest = float(traffic.legs.speed_mps.max(initial=0.0))
    return fastest * ANCHOR_TICKS / EARTH_RADIUS_M * (1.0 + 1e-9) + 1e-9


def _leg_at(traffic: Traffic, times: Ints) -> Ints:
    """Return the leg of each aircraft at each of sorted `times` [N], int64[N, A]."""
    aircraft = len(traffic)
    first = traffic.first[:-1]
    if len(traffic.legs) == aircraft:
        return np.broadcast_to(first, (len(times), aircraft))
    owner = np.repeat(np.arange(aircraft), np.diff(traffic.first))
    later = np.ones(len(owner), bool)
    later[first] = False  # an aircraft's first leg is there from the beginning
    row = np.searchsorted(times, traffic.legs.t0_s[later], side="left")
    begun = np.bincount(row * aircraft + owner[later], minlength=(len(times) + 1) * aircraft)
    legs: Ints = first + np.cumsum(begun.reshape(-1, aircraft)[:-1], axis=0)
    return legs
