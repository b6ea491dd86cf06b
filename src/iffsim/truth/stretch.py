"""Whom a site has in coverage for a whole stretch between two anchors, and whom it may have at some
time of it: what is neither is outside, and what is not sure has to be looked at scan by scan."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from iffsim.base.arrays import Bools, Floats, Ints
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.earth.coverage import horizon_m, limit_rad, lowest_m
from iffsim.truth.bulk import ANCHOR_TICKS, Anchors, steadiness
from iffsim.truth.world import World

_ROUNDING_M = 1e-6
"""Far more than what rounding does to an altitude."""


def passing(world: World, s: int, at: Anchors, swing: float, reach: Floats) -> tuple[Bools, Bools]:
    """Return who is in a fixed site's coverage for a whole stretch, and who may be at some time of
    it, bool[N, A] each."""
    (sx, sy, sz), height_m = place(world, s, at.ticks[:, None])
    toward = at.xyz[0] * sx
    toward += at.xyz[1] * sy
    toward += at.xyz[2] * sz
    limit = np.cos(reach)
    sure = np.minimum(toward[:-1], toward[1:]) >= limit + at.bend
    maybe = np.maximum(toward[:-1], toward[1:]) >= limit - at.bend
    if len(at.broken[0]):
        n, a = at.broken
        far, near = (np.broadcast_to(reach + d, maybe.shape)[n, a] for d in (-swing, swing))
        sure[n, a] = (toward[n, a] >= np.cos(np.maximum(far, 0.0))) & (far > 0.0)
        maybe[n, a] = toward[n, a] >= np.cos(np.minimum(near, np.pi))
        n, a = at.jumped(at.traffic)
        sure[n, a], maybe[n, a] = False, True
    sure &= at.low_m > lowest_m(height_m, reach.max() * EARTH_RADIUS_M)
    unsure = maybe & ~sure
    _settle(at, toward, reach, height_m, at.bend, unsure, sure, maybe)
    _above_mountains(world, s, at, swing, sure)
    return sure, maybe


def _settle(
    at: Anchors, toward: Floats, reach: Floats, height_m: npt.ArrayLike, bend: Floats,
    unsure: Bools, sure: Bools, maybe: Bools,
) -> None:  # fmt: skip
    """Settle in `sure` and `maybe` [N, A] what can be told of whole stretches that are `unsure`, on
    one leg: altitude is linear there, so that the horizon is nearest and farthest at the ends.

    `height_m` of the site broadcasts to [N + 1, A]; `bend` is how far from its line `toward` gets.
    """
    unsure[at.broken] = False
    across = unsure.shape[1]
    some = np.flatnonzero(unsure)  # of `toward` and heights: a row on is the stretch's other end
    n, a = np.divmod(some, across)
    site_m = np.broadcast_to(height_m, toward.shape)
    one_m, other_m = site_m[n, a], site_m[n + 1, a]
    most = np.broadcast_to(reach, across)[a] * EARTH_RADIUS_M
    off = (bend[0].take(a) if len(bend) == 1 else bend.take(some)) + 1e-12
    one, other = toward.take(some), toward.take(some + across)

    def limit(post_m: Floats, edge_m: Floats, which: Ints | slice) -> Floats:
        horizon = horizon_m(post_m[which], edge_m)
        return np.cos(limit_rad(np.minimum(most[which], horizon)))

    low_m = at.low_m.take(some) - _ROUNDING_M
    near = limit(np.minimum(one_m, other_m), low_m, slice(None))
    inside = np.minimum(one, other) >= near + off
    sure.reshape(-1)[some] = inside
    left = np.flatnonzero(~inside)
    high_m = np.maximum(at.alt_m.take(some[left]), at.alt_m.take(some[left] + across)) + _ROUNDING_M
    far = limit(np.maximum(one_m, other_m), high_m, left)
    maybe.reshape(-1)[some[left]] = np.maximum(one[left], other[left]) >= far - off[left]


def from_afar(
    world: World, s: int, at: Anchors, swing: float, reach: Floats
) -> tuple[Bools, Bools]:
    """Return the same of a carried site."""
    ticks = np.append(at.ticks, at.ticks[-1] + ANCHOR_TICKS)
    (sx, sy, sz), height_m = place(world, s, ticks[:, None])
    toward = at.xyz[0] * sx + at.xyz[1] * sy + at.xyz[2] * sz
    maybe = toward[:-1] >= np.cos(np.minimum(reach + 2.0 * swing, np.pi))
    sure = np.zeros_like(maybe)
    carrier = int(world.sites.carrier[s])
    steady, bend = steadiness(world.everybody, carrier, ticks)
    life = world.everybody.start_s[carrier], world.everybody.end_s[carrier]
    steady &= ~_waits(*life, ticks)
    unsure = maybe & steady[:, None]
    unsure &= ~_waits(at.traffic.start_s, at.traffic.end_s, ticks[:, None])
    off_guard = np.flatnonzero(~steady)
    near_m = horizon_m(0.0, at.low_m[off_guard]), reach * EARTH_RADIUS_M
    close = np.maximum(limit_rad(np.minimum(*near_m)) - 2.0 * swing, 0.0)
    sure[off_guard] = (toward[off_guard] >= np.cos(close)) & (close > 0.0)
    # two points that move on lines: what lies between is off by a quarter of both ways at most
    _settle(
        at, toward, reach, height_m, at.bend + bend[:, None] + 0.25 * swing**2, unsure, sure, maybe
    )
    n, a = at.jumped(at.traffic)
    sure[n, a], maybe[n, a] = False, True
    n, a = at.jumped(world.everybody)
    sure[n[a == carrier]], maybe[n[a == carrier]] = False, True
    return sure, maybe


def _waits(start_s: Floats, end_s: Floats, ticks: Ints) -> Bools:
    """Return in which stretches between `ticks` [N + 1, ...] one waits at an end of its route for a
    while and flies for the rest: on its line, but not as fast along it as whom it is seen from."""
    found: Bools = (start_s > ticks[:-1]) & (start_s < ticks[1:])
    found |= (end_s > ticks[:-1]) & (end_s < ticks[1:])
    return found


def _above_mountains(world: World, s: int, at: Anchors, swing: float, sure: Bools) -> None:
    """Take out of `sure` [N, A] whom mountains may hide at some time of the stretch."""
    shadow = world.sites.shadow(s)
    if shadow is not None and sure.any():
        n, a = np.nonzero(sure & (at.low_m <= shadow.highest_m))
        sure[n, a] = at.low_m[n, a] > shadow.most_near(at.xyz[:, n, a], swing)


def reach_m(world: World, s: int, a: Ints | slice = slice(None)) -> Floats:
    """Return a site's range against each of aircraft `a`, m: [1] where it has one against all of
    everybody, else [M]."""
    signature, range_m = world.fleet.signature[a], world.sites.range_m[s]
    if np.ndim(range_m):
        range_m = range_m[a]
    ordinary = isinstance(a, slice) and bool((signature == 1.0).all())
    reach: Floats = range_m * (signature[:1] if ordinary else signature)
    return reach


def place(
    world: World, s: int, ticks: Ints, a: Ints | slice = slice(None)
) -> tuple[Floats, Floats]:
    """Return a site's position (3, ...) and height (...) at `ticks` [..., M], or what broadcasts to
    that; `a` [M] are the aircraft that it is seen from."""
    carrier = int(world.sites.carrier[s])
    if carrier < 0:
        xyz, height_m = world.sites.xyz[:, s], world.sites.height_m[s]
        if xyz.ndim > 1:
            xyz, height_m = xyz[:, a], height_m[a]
        across = (1,) * (ticks.ndim - 1)
        return xyz.reshape(3, *across, -1), np.maximum(height_m, 0.0)
    when, back = np.unique(ticks, return_inverse=True)
    flown = world.everybody.follow(carrier, when.astype(float))
    shape = (*ticks.shape,)
    height = np.maximum(flown.alt_m, 0.0)[back].reshape(shape)
    return flown.xyz[:, back].reshape(3, *shape), height
