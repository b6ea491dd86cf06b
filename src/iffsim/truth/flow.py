"""Every aircraft's position at every tick, in bulk: for those who need them all (a profiler).

Sensing does not (`bulk.py`): it asks for positions only where an edge is near. Here they are all
worked out, by forward differences. From its anchor on, an aircraft on a great circle keeps to
``p + v t + a t^2 / 2`` within centimetres for `ANCHOR_TICKS`, so that a tick costs two additions an
axis, in place. Where that would not do (a leg begins or ends, or the circle is small) the positions
are those of `Traffic`, to the bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from iffsim.base.arrays import Array, Floats, Ints
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.truth.bulk import ANCHOR_TICKS, Anchors, anchors
from iffsim.truth.traffic import Traffic

BLOCK = 1 << 14
"""Positions worked on at once: all that a step touches stays in a core's own cache."""
_STRETCHES = 8
"""Stretches of a block, at least: the anchors between them are worked out once."""
MOST_ERROR_M = 1.0
"""A leg on which the differences would stray farther than this is worked out exactly."""


@dataclass(frozen=True)
class Places:
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
    steps = min(ANCHOR_TICKS, ticks - int(at.ticks[0]) + 1)
    for j in range(steps):
        if j:
            place.step()
        place.correct(j)
        now = at.ticks + j
        there = int(np.searchsorted(now, ticks, side="right"))
        yield Places(now[:there], first, place.xyz[:, :there], place.alt_m[:there])


class _Differences:
    """A block's positions, and what is added to them each tick. Every buffer is made here."""

    def __init__(self, at: Anchors) -> None:
        legs, leg = at.traffic.legs, at.leg[:-1]
        begin = at.ticks[:, None].astype(float)
        rests = (legs.t1_s[leg] <= begin) | (legs.t0_s[leg] >= begin + ANCHOR_TICKS)
        odd = self._odd(at, leg, begin) & ~rests
        straight = ~(rests | odd)
        self.xyz, self.alt_m = at.xyz[:, :-1].copy(), at.alt_m[:-1].copy()
        inward = self.xyz - legs.k[:, leg]
        self.bend = -(legs.w_radps[leg] ** 2) * inward * straight
        self.speed = self._velocity(at, leg, inward, straight) + 0.5 * self.bend
        self.climb = legs.climb_mps[leg] * straight
        self.odd = np.nonzero(odd)
        ticks = at.ticks[self.odd[0]] + np.arange(ANCHOR_TICKS)[:, None]
        self.exact = at.places(self.odd[0], self.odd[1], ticks) if len(self.odd[0]) else None

    @staticmethod
    def _velocity(at: Anchors, leg: Array, inward: Floats, straight: Array) -> Floats:
        """Return how fast aircraft set out along the arc from anchor to anchor, rad/s; 0 for those
        who do not."""
        legs = at.traffic.legs
        turned = legs.w_radps * ANCHOR_TICKS
        cos, sin = np.cos(turned), np.sin(turned)
        rate = np.divide(legs.w_radps, sin, out=np.zeros_like(sin), where=sin != 0.0)
        ahead = at.xyz[:, 1:] - legs.k[:, leg] - cos[leg] * inward
        found: Floats = ahead * (rate[leg] * straight)
        return found

    @staticmethod
    def _odd(at: Anchors, leg: Array, begin: Floats) -> Array:
        """Return where differences will not do, bool[N, A]."""
        legs = at.traffic.legs
        turned = legs.w_radps[leg] * ANCHOR_TICKS
        stray_m = legs.speed_mps[leg] * ANCHOR_TICKS * turned**2 / 6.0
        changes = (at.leg[1:] != leg) | (legs.t0_s[leg] > begin)
        changes |= legs.t1_s[leg] < begin + ANCHOR_TICKS
        odd: Array = changes | (stray_m > MOST_ERROR_M)
        return odd

    def step(self) -> None:
        """Go on by one tick."""
        self.xyz += self.speed
        self.speed += self.bend
        self.alt_m += self.climb

    def correct(self, j: int) -> None:
        """Put the odd ones where they are at tick `j` of the stretch."""
        if self.exact is not None:
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
