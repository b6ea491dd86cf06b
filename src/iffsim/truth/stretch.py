"""Whom a site has in coverage for a whole stretch between two anchors, and whom it may have at some
time of it: what is neither is outside, and what is not sure has to be looked at scan by scan."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from iffsim.base.arrays import Bools, Floats, Ints
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.earth.coverage import horizon_m, limit_rad, lowest_m
from iffsim.earth.terrain import Shadow
from iffsim.truth.bulk import ANCHOR_TICKS, Anchors, jumped, steadiness
from iffsim.truth.world import World

_ROUNDING, _ROUNDING_M = 1e-12, 1e-6
"""Far more than what rounding does to a cosine, and to an altitude."""


def near(world: World, at: Anchors, swing: float, held: Bools) -> tuple[Ints, Ints]:
    """Return (site, aircraft) of every fixed site and whom it may come to have within reach at some
    time of these stretches, or has until then (`held` [S, A]); sorted, [P] each."""
    sites, found = world.sites, held.copy()
    count = len(at.ticks)
    rows = np.minimum(np.arange(2, count + 2, 4), count)  # each is two stretches from all at most
    x, y, z = at.xyz[:, rows]
    farthest = limit_rad(sites.range_m * world.fleet.signature.max(initial=0.0)) + 2.0 * swing
    limit = np.cos(np.minimum(farthest, np.pi))
    for s in np.flatnonzero(sites.carrier < 0).tolist():
        sx, sy, sz = sites.xyz[:, s]
        toward = x * sx
        toward += y * sy
        toward += z * sz
        found[s] |= (toward >= limit[s]).any(axis=0)
    found[:, at.jumps[1]] = True
    found[sites.carrier >= 0] = False
    return np.divmod(np.flatnonzero(found), found.shape[1])


def passing(
    world: World, s: Ints, who: Ints, at: Anchors, swing: float, reach: Floats
) -> tuple[Bools, Bools]:
    """Return for pairs of fixed sites `s` and aircraft `who` [P], those of `at`, whether the one
    has the other in coverage for a whole stretch, and whether it may at some time of it, bool[N, P]
    each; its range, `reach` [P], is in rad."""
    (sx, sy, sz), height_m = fixed(world, s, who)
    toward = at.xyz[0] * sx
    toward += at.xyz[1] * sy
    toward += at.xyz[2] * sz
    limit = np.cos(reach)
    sure = np.minimum(toward[:-1], toward[1:]) >= limit + at.bend
    maybe = np.maximum(toward[:-1], toward[1:]) >= limit - at.bend
    if len(at.broken[0]):
        n, a = at.broken
        far, close = reach[a] - swing, reach[a] + swing
        sure[n, a] = (toward[n, a] >= np.cos(np.maximum(far, 0.0))) & (far > 0.0)
        maybe[n, a] = toward[n, a] >= np.cos(np.minimum(close, np.pi))
        sure[at.jumps], maybe[at.jumps] = False, True
    sure &= at.low_m > lowest_m(height_m, reach * EARTH_RADIUS_M)
    unsure = maybe & ~sure
    _settle(at, toward, reach, (height_m, height_m), at.bend, unsure, sure, maybe)
    for one, shadow in _shadows(world, s):
        pair = np.flatnonzero(s == one)
        n, a = np.nonzero(sure[:, pair] & (at.low_m[:, pair] <= shadow.highest_m))
        a = pair[a]
        sure[n, a] = at.low_m[n, a] > shadow.most_near(at.xyz[:, n, a], swing)
    return sure, maybe


def _shadows(world: World, s: Ints) -> Iterator[tuple[int, Shadow]]:
    """Yield each of sites `s` [M] from which mountains hide something, and what."""
    for one in np.unique(s).tolist() if world.sites.shadows else ():
        if (shadow := world.sites.shadow(one)) is not None:
            yield one, shadow


def _settle(
    at: Anchors, toward: Floats, reach: Floats, heights_m: tuple[Floats, Floats], bend: Floats,
    unsure: Bools, sure: Bools, maybe: Bools,
) -> None:  # fmt: skip
    """Settle in `sure` and `maybe` [N, A] what can be told of whole stretches that are `unsure`, on
    one leg. `heights_m` are the site's least and greatest in each stretch (what broadcasts to
    [N, A]); `bend` is how far from its line `toward` gets."""
    unsure[at.broken] = False
    n, a = np.divmod(np.flatnonzero(unsure), unsure.shape[1])
    low_m, high_m = (np.broadcast_to(height_m, unsure.shape)[n, a] for height_m in heights_m)
    least, most = _cosines(at, n, a, reach[a], low_m, high_m)
    off = np.broadcast_to(bend, unsure.shape)[n, a] + _ROUNDING
    one, other = toward[n, a], toward[n + 1, a]
    sure[n, a] = np.minimum(one, other) >= least + off
    maybe[n, a] = np.maximum(one, other) >= most - off


def _cosines(
    at: Anchors, n: Ints, a: Ints, reach: Floats, low_m: Floats, high_m: Floats
) -> tuple[Floats, Floats]:
    """Return the cosines of how far a site between two heights sees aircraft `a` [M] in stretches
    `n` [M], on one leg, at least and at most. Altitude is linear there, so that the horizon is
    nearest and farthest at the ends."""
    under_m = at.low_m[n, a] - _ROUNDING_M
    over_m = np.maximum(at.alt_m[n, a], at.alt_m[n + 1, a]) + _ROUNDING_M
    least = np.minimum(reach, limit_rad(horizon_m(low_m, under_m)))
    most = np.minimum(reach, limit_rad(horizon_m(high_m, over_m)))
    return np.cos(least), np.cos(most)


def along(
    world: World, s: Ints, who: Ints, at: Anchors, n: Ints, a: Ints, reach: Floats, ticks: Ints
) -> tuple[Bools, Bools]:
    """Return whether fixed sites `s` have aircraft `who`, which are `a` of `at`, in coverage at
    `ticks` [K, M] of stretches `n`, and where that is in doubt, bool[K, M] each; the others, with
    `reach` (rad), are [M].

    On one leg, flown all the time, the cosine of the angle to a site strays from a line in time by
    no more than the leg bends.
    """
    site, height_m = fixed(world, s, who)
    one, other = ((at.xyz[:, end, a] * site).sum(axis=0) for end in (n, n + 1))
    least, most = _cosines(at, n, a, reach, height_m, height_m)
    off = np.broadcast_to(at.bend, at.low_m.shape)[n, a] + _ROUNDING
    begin = at.ticks[n]
    line = one + (other - one) * ((ticks - begin) / ANCHOR_TICKS)
    inside = line >= least + off
    doubt = (line >= most - off) & ~inside
    legs, leg = at.traffic.legs, at.leg[n, a]
    doubt |= (at.leg[n + 1, a] != leg) | (legs.t0_s[leg] > begin)
    doubt |= legs.t1_s[leg] < begin + ANCHOR_TICKS
    for hidden, shadow in _shadows(world, s):
        doubt |= inside & (s == hidden) & (at.low_m[n, a] <= shadow.highest_m)
    return inside, doubt


def sees(
    world: World, s: Ints, post: tuple[Floats, Floats], at: Anchors, n: Ints, a: Ints, who: Ints,
    ticks: Ints,
) -> Bools:  # fmt: skip
    """Return whether sites `s` [M] have aircraft `who` [M], which are `a` of `at`, in coverage at
    `ticks` [K, M] of stretches `n` [M], exactly. `post` is where the sites are then (3, ...) and
    how high."""
    xyz, alt_m = at.places(n, a, ticks)
    site, height_m = post
    toward = xyz[0] * site[0] + xyz[1] * site[1] + xyz[2] * site[2]
    limit = np.minimum(reach_rad(world, s, who), limit_rad(horizon_m(height_m, alt_m)))
    inside: Bools = toward >= np.cos(limit)
    for hidden, shadow in _shadows(world, s):
        low = np.nonzero(inside & (s == hidden) & (alt_m < shadow.highest_m))
        inside[low] = alt_m[low] >= shadow.over(xyz[:, low[0], low[1]])
    inside |= who == world.sites.carrier[s] - world.offset  # no distance: rounding must not hide it
    return inside


def from_afar(
    world: World, s: int, at: Anchors, swing: float, reach: Floats
) -> tuple[Bools, Bools]:
    """Return the same of a carried site and all aircraft, bool[N, A] each; `reach` is [A]."""
    ticks = np.append(at.ticks, at.ticks[-1] + ANCHOR_TICKS)
    (sx, sy, sz), height_m = carried(world, s, ticks[:, None])
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
    heights_m = np.minimum(height_m[:-1], height_m[1:]), np.maximum(height_m[:-1], height_m[1:])
    off = at.bend + bend[:, None] + 0.25 * swing**2
    _settle(at, toward, reach, heights_m, off, unsure, sure, maybe)
    sure[at.jumps], maybe[at.jumps] = False, True
    n, a = jumped(world.everybody, at.ticks)
    sure[n[a == carrier]], maybe[n[a == carrier]] = False, True
    return sure, maybe


def _waits(start_s: Floats, end_s: Floats, ticks: Ints) -> Bools:
    """Return in which stretches between `ticks` [N + 1, ...] one waits at an end of its route for a
    while and flies for the rest: on its line, but not as fast along it as whom it is seen from."""
    found: Bools = (start_s > ticks[:-1]) & (start_s < ticks[1:])
    found |= (end_s > ticks[:-1]) & (end_s < ticks[1:])
    return found


def reach_rad(world: World, s: Ints, a: Ints) -> Floats:
    """Return the ranges of sites `s` against aircraft `a`, rad; [M] each."""
    return limit_rad(_of(world.sites.range_m, s, a, 1) * world.fleet.signature[a])


def fixed(world: World, s: Ints, a: Ints) -> tuple[Floats, Floats]:
    """Return the positions (3, M) and heights [M] of fixed sites `s` as aircraft `a` have them."""
    height_m = np.maximum(_of(world.sites.height_m, s, a, 1), 0.0)
    return _of(world.sites.xyz, s, a, 2), height_m


def _of(column: Floats, s: Ints, a: Ints, common: int) -> Floats:
    """Return what `column` says of sites `s` [M]: with `common` axes the same to all, with one more
    what each of aircraft `a` [M] has."""
    found: Floats = column[..., s] if column.ndim == common else column[..., s, a]
    return found


def carried(world: World, s: int, ticks: Ints) -> tuple[Floats, Floats]:
    """Return a carried site's position (3, ...) and height (...) at `ticks`."""
    when, back = np.unique(ticks, return_inverse=True)
    flown = world.everybody.follow(int(world.sites.carrier[s]), when.astype(float))
    shape = (*ticks.shape,)
    height = np.maximum(flown.alt_m, 0.0)[back].reshape(shape)
    return flown.xyz[:, back].reshape(3, *shape), height
