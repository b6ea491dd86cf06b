"""Every aircraft's position at every tick, in bulk: for those who need them all (a profiler).

Sensing does not (`bulk.py`): it asks for positions only where an edge is near. Here they are all
worked out, by differences. From anchor to anchor an aircraft on a great circle keeps to
``p + v t + a t^2 / 2`` within millimetres, and to chords of that, `CHORD_TICKS` long, within
centimetres; so a tick costs one addition an axis, in place, and a chord one more. Where that would
not do (a leg begins or ends, or the circle is small) the positions are those of `Traffic`, to the
bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from iffsim.base.arrays import Array, Floats, Ints
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.truth.bulk import ANCHOR_TICKS, Anchors, anchors
from iffsim.truth.traffic import Legs, Traffic

BLOCK = 1 << 15
"""Positions worked on at once: all that a step touches stays in a core's own cache."""
CHORD_TICKS = 4
"""For how long a speed is kept; `ANCHOR_TICKS` is a multiple of it."""
_STRETCHES = 8
"""Stretches of a block, at least: the anchors between them are worked out once."""
MOST_ERROR_M = 1.0
"""A leg on which the differences would stray farther than this is worked out exactly."""


class Places(NamedTuple):
    """Where N x A aircraft are at one tick of N stretches; overwritten by the next."""

    ticks: Ints
    """int64[N]"""
    first: int
    """Index of the first of the A aircraft."""
    xyz: Floats
    """float64[3, N, A]; outside its life an aircraft waits at the ends of its route."""
    alt_m: Floats
    """float64[N, A]"""


def flow(traffic: Traffic, ticks: int, block: int = BLOCK) -> Iterator[Places]:
    """Yield the places of all aircraft at all of ticks 0 .. `ticks`, each once.

    Blocks run over aircraft or, where there are few, over stretches of time: tick j of every
    stretch of a block comes at once.
    """
    total = ticks // ANCHOR_TICKS + 1
    many = min(total, max(_STRETCHES, block // max(1, len(traffic))))
    wide = max(1, block // many)
    for start in range(0, len(traffic), wide):
        part = traffic.part(start, min(len(traffic), start + wide))
        for n in range(0, total, many):
            at = anchors(part, n * ANCHOR_TICKS, min(many, total - n))
            yield from _stretch(at, start, ticks)


def _stretch(at: Anchors, first: int, ticks: int) -> Iterator[Places]:
    """Yield the places at each tick of a block of stretches, none after `ticks`."""
    place = _Differences(at)
    over = ticks - int(at.ticks[-1]) + 1  # the first tick that the last stretch does not have
    for j in range(min(ANCHOR_TICKS, ticks - int(at.ticks[0]) + 1)):
        if j == over:
            place.leave_out_the_last()
        place.step(j)
        yield Places(place.ticks + j, first, place.xyz, place.alt_m)


class _Differences:
    """A block's positions, and what is added to them each tick. Every buffer is made here."""

    def __init__(self, at: Anchors) -> None:
        legs, leg = at.traffic.legs, at.flown
        begin = at.ticks[:, None].astype(float)
        end = begin + ANCHOR_TICKS
        t0_s, t1_s, w_radps = legs.t0_s[leg], legs.t1_s[leg], legs.w_radps[leg]
        rests = (t1_s <= begin) | (t0_s >= end)
        odd = ((t0_s > begin) | (t1_s < end) | self._strays(legs)[leg]) & ~rests
        odd[at.broken] = True
        self.ticks = at.ticks
        here, ahead = at.xyz[:, :-1], at.xyz[:, 1:]
        bend = 0.5 * (here + ahead) - legs.k[:, leg]
        bend *= np.where(rests, 0.0, -(w_radps**2))
        along = (ahead - here) / ANCHOR_TICKS  # the whole stretch; then along its first chord
        self.speed = along - (ANCHOR_TICKS - CHORD_TICKS) / 2.0 * bend
        self.xyz = here - CHORD_TICKS**2 / 16.0 * bend  # chords cut the corner: half of it back
        self.turn = CHORD_TICKS * bend
        self.alt_m = at.alt_m[:-1].copy()
        self.climb = np.where(rests, 0.0, legs.climb_mps[leg])
        self.level = not self.climb.any()
        n, a = self.odd = np.nonzero(odd)
        self.exact = at.places(n, a, at.ticks[n] + np.arange(ANCHOR_TICKS)[:, None])

    @staticmethod
    def _strays(legs: Legs) -> Array:
        """Return on which legs differences and chords would not do, bool[L]."""
        turned = legs.w_radps * ANCHOR_TICKS
        stray_m = legs.speed_mps * ANCHOR_TICKS * turned**2 / 6.0
        stray_m += legs.speed_mps * np.abs(legs.w_radps) * CHORD_TICKS**2 / 16.0
        found: Array = stray_m > MOST_ERROR_M
        return found

    def leave_out_the_last(self) -> None:
        """Go on without the last stretch."""
        self.ticks, self.alt_m, self.climb = self.ticks[:-1], self.alt_m[:-1], self.climb[:-1]
        self.xyz, self.speed, self.turn = (
            part[:, :-1] for part in (self.xyz, self.speed, self.turn)
        )
        some = self.odd[0] < len(self.ticks)
        self.odd = self.odd[0][some], self.odd[1][some]
        self.exact = self.exact[0][..., some], self.exact[1][..., some]

    def step(self, j: int) -> None:
        """Go on to tick `j` of the stretch; at 0 all are where they begin."""
        if j:
            self.xyz += self.speed
            if j % CHORD_TICKS == 0:
                self.speed += self.turn
            if not self.level:
                self.alt_m += self.climb
        if self.odd[0].size:
            n, a = self.odd
            self.xyz[:, n, a] = self.exact[0][:, j]
            self.alt_m[n, a] = self.exact[1][j]


def greatest_error_m(traffic: Traffic, ticks: int) -> float:
    """Return how far `flow` strays from `Traffic.at`, m, at worst over all aircraft and ticks."""
    worst = 0.0
    for places in flow(traffic, ticks):
        some = traffic.part(places.first, places.first + places.xyz.shape[2])
        for n, tick in enumerate(places.ticks.tolist()):
            true = some.at(tick)
            off_m = np.sqrt(((places.xyz[:, n] - true.xyz) ** 2).sum(axis=0)) * EARTH_RADIUS_M
            up_m = np.abs(places.alt_m[n] - true.alt_m)
            worst = max(worst, float(np.hypot(off_m, up_m).max(initial=0.0)))
    return worst
