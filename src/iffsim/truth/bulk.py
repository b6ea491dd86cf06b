"""Truth in bulk: where many aircraft are at anchors, every `ANCHOR_TICKS`, and how far from there
they can get.

Positions at anchors are exact. Between two anchors on one leg an aircraft keeps so close to the
straight line between them that most questions ("inside this coverage?") are answered for the whole
stretch at once, and elsewhere nobody gets farther than its speed allows. Where that does not tell,
`Anchors.places` gives the exact positions of just those aircraft at just those ticks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iffsim.base import geo
from iffsim.base.arrays import Array, Bools, Floats, Ints
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.truth.traffic import Legs, Traffic

ANCHOR_TICKS = 64
_STRETCH = 1.3
"""More than what the map adds, here, to a distance on the sphere or to the bend of a path."""


@dataclass(frozen=True)
class Anchors:
    """Every aircraft at N anchors: the first ticks of N stretches of `ANCHOR_TICKS`."""

    traffic: Traffic
    ticks: Ints
    """int64[N]"""
    leg: Ints
    """int64[N + 1, A], the leg at each anchor and at the one after the last."""
    xyz: Floats
    """float64[3, N + 1, A], there too."""
    alt_m: Floats
    """float64[N + 1, A]"""
    low_m: Floats
    """float64[N, A], no more than the lowest altitude in each stretch."""
    bend: Floats
    """float64[1 or N, A], how far off the line between its anchors an aircraft gets in a stretch on
    one leg, in radii of the Earth."""
    broken: tuple[Ints, Ints]
    """(stretch, aircraft) of the stretches that are not on one leg."""
    jumps: tuple[Ints, Ints]
    """(stretch, aircraft) of those in which somebody is put somewhere else."""

    @property
    def flown(self) -> Ints:
        """The leg of each aircraft in each stretch, int64[N, A]; [1, A] where nobody changes."""
        return self.leg[:-1] if len(self.broken[0]) else self.leg[:1]

    def boxes_km(self, swing_rad: float, on: geo.Projection) -> tuple[Floats, Floats]:
        """Return on the map the corners of a box for each stretch, which an aircraft does not leave
        unless it jumps: (west, south) and (east, north), float64[2, N, A] each."""
        xy = on.km(self.xyz)
        off_km = _STRETCH * geo.EARTH_RADIUS_KM * self.bend
        low = np.minimum(xy[:, :-1], xy[:, 1:]) - off_km
        high = np.maximum(xy[:, :-1], xy[:, 1:]) + off_km
        n, a = self.broken
        if len(n):  # from where it begins: at the next anchor it may have been put elsewhere
            begun, off = xy[:, n, a], _STRETCH * geo.EARTH_RADIUS_KM * swing_rad
            low[:, n, a], high[:, n, a] = begun - off, begun + off
        return low, high

    def only(self, some: Ints) -> Anchors:
        """Return the same of aircraft `some` [B] alone, in that order, counted from 0 on; `traffic`
        and the legs in it stay those of all."""

        def kept(where: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
            if not len(where[0]):
                return where
            mask = np.zeros(self.low_m.shape, bool)
            mask[where] = True
            n, a = np.nonzero(mask[:, some])
            return n, a

        return Anchors(
            self.traffic,
            self.ticks,
            self.leg.take(some, axis=1),
            self.xyz.take(some, axis=2),
            self.alt_m.take(some, axis=1),
            self.low_m.take(some, axis=1),
            self.bend.take(some, axis=1),
            kept(self.broken),
            kept(self.jumps),
        )

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
    changes = leg[1:] != leg[:-1]
    some = bool(changes.any())
    time_s = np.broadcast_to(at[:, None].astype(float), leg.shape)
    xyz, alt_m = traffic.places(leg if some else leg[:1], time_s)
    low_m = np.maximum(np.minimum(alt_m[:-1], alt_m[1:]), 0.0)
    if some:
        low_m[changes] = _lowest(traffic, leg[:-1][changes], leg[1:][changes], low_m[changes])
    bend = _bends(traffic.legs)[leg[:-1] if some else leg[:1]]
    broken = np.nonzero(changes) if some else (at[:0], at[:0])
    jumps = jumped(traffic, at[:-1])
    return Anchors(traffic, at[:-1], leg, xyz, alt_m, low_m, bend, (broken[0], broken[1]), jumps)


def jumped(traffic: Traffic, ticks: Ints) -> tuple[Ints, Ints]:
    """Return (stretch, aircraft) of each jump in the stretches that begin at `ticks` [N]."""
    when = traffic.legs.t0_s[traffic.jumps]
    n = np.floor((when - ticks[0]) / ANCHOR_TICKS).astype(np.int64)
    here = (n >= 0) & (n < len(ticks))
    owner = np.searchsorted(traffic.first, traffic.jumps, side="right") - 1
    return n[here], owner[here]


def _lowest(traffic: Traffic, before: Ints, after: Ints, ends_m: Floats) -> Floats:
    """Return no more than the lowest altitude of aircraft that go from leg `before` to `after`: of
    those that change once, that of both ends and where they change; of the others 0."""
    legs = traffic.legs
    left_m = legs.alt0_m[before] + legs.climb_mps[before] * (legs.t1_s - legs.t0_s)[before]
    turn_m = np.minimum(left_m, legs.alt0_m[after])
    found: Floats = np.where(after == before + 1, np.minimum(ends_m, turn_m), 0.0)
    return np.maximum(found, 0.0)


def steadiness(traffic: Traffic, aircraft: int, at: Ints) -> tuple[Bools, Floats]:
    """Return of one aircraft, for each stretch between anchors `at` [N + 1], whether it is on one
    leg, and how far off the line between its anchors it gets then, in radii of the Earth."""
    first, last = traffic.first[aircraft], traffic.first[aircraft + 1]
    leg = np.searchsorted(traffic.legs.t0_s[first + 1 : last], at, side="right")
    own = traffic.legs.take(slice(first, last))
    return leg[1:] == leg[:-1], _bends(own)[leg[:-1]]


def _bends(legs: Legs) -> Floats:
    """Return how far each leg gets off a chord of `ANCHOR_TICKS`, in Earth radii, float64[L].

    The second derivative of a rotation is w^2 |u|, and an arc keeps to T^2 / 8 of it.
    """
    radius = np.sqrt(legs.u[0] ** 2 + legs.u[1] ** 2 + legs.u[2] ** 2)
    found: Floats = (legs.w_radps * ANCHOR_TICKS) ** 2 * radius / 8.0 + 1e-12
    return found


def swing_rad(traffic: Traffic) -> float:
    """Return how far anybody can get between two anchors, rad."""
    return traffic.fastest_mps * ANCHOR_TICKS / EARTH_RADIUS_M * (1.0 + 1e-9) + 1e-9


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
