"""Aircraft that are sent another way on the way: what they have flown stays, what follows is new.

A reroute with a route flies on from where the aircraft is, or from a given point, through the new
points and ends there. One with a point alone moves the aircraft and the rest of its way as one
piece: a rotation of the sphere, so that courses turn, but speeds, levels and times stay. Whoever is
not flying at the time is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.base.units import FT, KT
from iffsim.earth.catalogue import AircraftType
from iffsim.scenario.events import AnyEvent, Reroute
from iffsim.scenario.places import OPPOSITE_M, SAME_M, Spot, spot
from iffsim.scenario.points import Waypoint
from iffsim.truth.changes import in_order, whole_tick
from iffsim.truth.routes import FPM, along, end_m, profile, straights
from iffsim.truth.traffic import Legs, Traffic, join

_SLOWEST = 20.0 * KT
"""Speed of one that stood still, unless another is asked for, m/s."""


@dataclass(frozen=True)
class Way:
    """One aircraft's legs, and at which of them it jumps."""

    legs: Legs
    jumps: tuple[int, ...] = ()


def rerouted(
    traffic: Traffic,
    events: Sequence[AnyEvent],
    row: Callable[[str], int],
    kind: Callable[[int], AircraftType],
) -> Traffic:
    """Return `traffic` after all reroutes among `events`; `row` finds an aircraft's index, `kind`
    its type."""
    ways: dict[int, Way] = {}
    for event in in_order(events):
        if isinstance(event, Reroute):
            one = row(event.flight)
            flown = slice(traffic.first[one], traffic.first[one + 1])
            way = ways.get(one) or Way(traffic.legs.take(flown))
            ways[one] = turned(way, event, float(whole_tick(event.at_s)), kind(one))
    return _with(traffic, ways) if ways else traffic


def turned(way: Way, event: Reroute, now: float, kind: AircraftType) -> Way:
    """Return a way that another one follows from time `now` on, s; the same if nobody flies then,
    or if there is nowhere to go."""
    legs = way.legs
    if not legs.t0_s[0] <= now < legs.t1_s[-1]:
        return way
    here = Traffic(np.array([0, len(legs)]), legs).follow(0, np.array([now]))
    at = here.xyz if event.origin is None else _xyz([spot(event.origin)])
    if event.route:
        onward = _onward(event, at, float(here.alt_m[0]), float(here.speed_mps[0]), legs, kind, now)
    else:
        onward = _moved(_rest(legs, now), here.xyz[:, 0], at[:, 0])
    if onward is None:
        return way
    past = legs.take(legs.t0_s < now)
    past = replace(past, t1_s=np.minimum(past.t1_s, now))
    kept = tuple(jump for jump in way.jumps if jump < len(past))
    put = event.origin is not None or len(past) in way.jumps
    jumps = (len(past),) if put and len(past) else ()
    return Way(join([past, onward]), kept + jumps)


def _onward(
    event: Reroute,
    at: Floats,
    alt_m: float,
    speed: float,
    legs: Legs,
    kind: AircraftType,
    now: float,
) -> Legs | None:
    """Return the legs from `at` (3, 1) through the new points; None where there is no way."""
    spots = [spot(point) for point in event.route]
    points = _xyz(spots)
    far = geo.distance_m(at, points[:, :1])[0] >= SAME_M
    begin = 0 if far else 1
    points = points[:, begin:]
    if points.shape[1] == 0 or geo.distance_m(at, -points[:, :1])[0] < OPPOSITE_M:
        return None
    levels, speeds = _asked(event, _cruise_m(legs, now), max(speed, _SLOWEST))
    way = straights(np.hstack([at, points]), np.array(speeds[begin:-1]), now)
    bounds = np.append(way.t0_s, way.t1_s[-1])
    end = end_m(event.route[-1])
    return along(way, profile(bounds, np.array(levels[begin:-1]), alt_m, end, kind.climb_fpm * FPM))


def _asked(event: Reroute, level_m: float, speed: float) -> tuple[list[float], list[float]]:
    """Return level (m) and speed (m/s) from where it is, and from each new point, on."""
    level_m = level_m if event.level_ft is None else event.level_ft * FT
    speed = speed if event.speed_kt is None else event.speed_kt * KT
    levels, speeds = [level_m], [speed]
    for point in event.route:
        if isinstance(point, Waypoint):
            level_m = level_m if point.level_ft is None else point.level_ft * FT
            speed = speed if point.speed_kt is None else point.speed_kt * KT
        levels.append(level_m)
        speeds.append(speed)
    return levels, speeds


def _cruise_m(legs: Legs, now: float) -> float:
    """Return the highest altitude that was still to come: one that climbs out goes on climbing."""
    rest = _rest(legs, now)
    tops = rest.alt0_m + rest.climb_mps * (rest.t1_s - rest.t0_s)
    return float(max(rest.alt0_m.max(), tops.max()))


def _rest(legs: Legs, now: float) -> Legs:
    """Return what is left of a way from `now` on; its first leg begins then."""
    legs = legs.take(legs.t1_s > now)
    late = np.maximum(legs.t0_s, now)
    turn = legs.w_radps * (late - legs.t0_s)
    cos, sin = np.cos(turn), np.sin(turn)
    return replace(
        legs,
        t0_s=late,
        u=cos * legs.u + sin * legs.v,
        v=cos * legs.v - sin * legs.u,
        alt0_m=legs.alt0_m + legs.climb_mps * (late - legs.t0_s),
    )


def _moved(legs: Legs, was: Floats, now: Floats) -> Legs:
    """Return legs under the rotation that takes the point `was` to the point `now`, by the shortest
    way."""
    axis = np.cross(was, now)
    sine, cosine = float(np.linalg.norm(axis)), float(was @ now)
    if sine < 1e-9:  # the same point, or the opposite one: any axis across will do
        axis = np.cross(was, np.eye(3)[int(np.argmin(np.abs(was)))])
        sine = 0.0
    axis /= np.linalg.norm(axis)
    x, y, z = axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    turn = np.eye(3) + sine * cross + (1.0 - cosine) * (cross @ cross)
    return replace(legs, k=turn @ legs.k, u=turn @ legs.u, v=turn @ legs.v)


def _xyz(spots: Sequence[Spot]) -> Floats:
    return geo.xyz([at.lat_deg for at in spots], [at.lon_deg for at in spots])


def _with(traffic: Traffic, ways: dict[int, Way]) -> Traffic:
    """Return `traffic` with other ways for some aircraft."""
    parts, jumps, done, length = [], list[int](), 0, 0
    each = np.diff(traffic.first)
    for one in sorted(ways):
        before = slice(traffic.first[done], traffic.first[one])
        parts += [traffic.legs.take(before), ways[one].legs]
        start = length + int(traffic.first[one] - traffic.first[done])
        jumps += [start + jump for jump in ways[one].jumps]
        length = start + len(ways[one].legs)
        each[one] = len(ways[one].legs)
        done = one + 1
    parts.append(traffic.legs.take(slice(traffic.first[done], None)))
    first = np.concatenate([[0], np.cumsum(each)]).astype(np.int64)
    return Traffic(first, join(parts), np.array(jumps, np.int64))
