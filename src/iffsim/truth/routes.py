"""A flight's route as legs: waypoints, levels, orbits.

Ground track and altitude are made apart and then cut together: first great circles and circles at
the speeds asked for, then one altitude profile over the whole flight, climbing and descending at
the type's rate. A route that starts or ends at an airport starts or ends at its elevation. Where a
route is too short to reach its level, it stays lower; where even that asks for more than the type's
rate, the rate gives way.

Assumed: speed over ground is that of the level flight asked for, also in climb and descent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from iffsim.base import geo
from iffsim.base.arrays import Floats, Ints
from iffsim.base.units import EARTH_RADIUS_M, FT, KT
from iffsim.earth.catalogue import AircraftType
from iffsim.scenario.places import Spot, spot
from iffsim.scenario.points import Waypoint
from iffsim.scenario.skyfile import Sky
from iffsim.scenario.types import Flight, Orbit
from iffsim.scenario.words import seconds
from iffsim.truth.traffic import Legs, circles, great_circles, join

FPM = FT / 60.0
"""One foot a minute, m/s."""
_SHORTEST_S = 1e-3
"""Shorter stretches are not worth a leg."""


@dataclass(frozen=True)
class Knots:
    """Altitude over time, linear between knots: `time_s` [K] rising, `alt_m` [K]."""

    time_s: Floats
    alt_m: Floats

    def at(self, time_s: Floats | float) -> Floats:
        """Return the altitude at `time_s`, m; held at both ends."""
        return np.asarray(np.interp(time_s, self.time_s, self.alt_m))


def flight_legs(flight: Flight, kind: AircraftType, end_s: float) -> Legs:
    """Return the legs of one flight; an orbit without an end lasts until `end_s`."""
    points = [spot(at) for at in flight.route]
    levels, speeds = _in_force(flight, kind)
    track = _track(flight, points, speeds, end_s)
    hops = max(len(points) - 1, 0)
    targets = np.append(levels[:hops], np.full(len(track) - hops, levels[-1]))
    first = points[0].elevation_m if points else None
    start = targets[0] if first is None else first
    bounds = np.append(track.t0_s, track.t1_s[-1])
    end = None if flight.orbit is not None else end_m(flight.route[-1])
    return along(track, profile(bounds, targets, start, end, kind.climb_fpm * FPM))


def end_m(last: str | Waypoint) -> float | None:
    """Return the altitude at which a route to its point `last` must end, m, or None where any will
    do."""
    level = last.level_ft if isinstance(last, Waypoint) else None
    elevation = spot(last).elevation_m
    return level * FT if elevation is None and level is not None else elevation


def profile(
    bounds: Floats, targets: Floats, start_m: float, last_m: float | None, rate_mps: float
) -> Knots:
    """Return the altitude over `bounds` [N + 1] s: in each stretch towards `targets` [N] m.

    It begins at `start_m` and, where `last_m` is given, leaves its level in time to end there.
    """
    span = bounds[-1] - bounds[0]
    if last_m is not None:
        rate_mps = max(rate_mps, abs(last_m - start_m) / span)
    times, alts = [float(bounds[0])], [float(start_m)]
    for t0, t1, target in zip(bounds[:-1], bounds[1:], targets, strict=True):
        needed = abs(target - alts[-1]) / rate_mps
        if 0.0 < needed < t1 - t0:
            times.append(t0 + needed)
            alts.append(target)
        elif needed > 0.0:
            alts.append(alts[-1] + np.sign(target - alts[-1]) * rate_mps * (t1 - t0))
            times.append(t1)
    if times[-1] < bounds[-1]:
        times.append(bounds[-1])
        alts.append(alts[-1])
    outward = Knots(np.array(times), np.array(alts))
    return outward if last_m is None else _ending(outward, last_m, rate_mps)


def _ending(knots: Knots, last_m: float, rate_mps: float) -> Knots:
    """Return `knots` left in time to end at `last_m`."""
    side = np.sign(knots.alt_m[-1] - last_m)
    slack = side * (knots.alt_m - last_m) - rate_mps * (knots.time_s[-1] - knots.time_s)
    late = int(np.argmax(slack >= 0.0))  # slack never falls, and ends at or above 0
    if late == 0:
        leave = knots.time_s[0]
    else:
        share = slack[late - 1] / (slack[late - 1] - slack[late])
        leave = knots.time_s[late - 1] + share * (knots.time_s[late] - knots.time_s[late - 1])
    keep = knots.time_s < leave
    return Knots(
        np.concatenate([knots.time_s[keep], [leave, knots.time_s[-1]]]),
        np.concatenate([knots.alt_m[keep], [float(knots.at(leave)), last_m]]),
    )


def along(track: Legs, knots: Knots) -> Legs:
    """Return `track` with the altitudes of `knots`, cut so that altitude is linear on each leg."""
    bounds = np.append(track.t0_s, track.t1_s[-1])
    near = np.abs(knots.time_s[:, None] - bounds).min(axis=1)
    cuts = np.sort(np.concatenate([bounds, knots.time_s[near > _SHORTEST_S]]))
    cuts = cuts[np.append(True, cuts[1:] > cuts[:-1])]  # `unique` imports all of numpy.ma for it
    begin, end = cuts[:-1], cuts[1:]
    leg = np.searchsorted(track.t0_s, begin, side="right") - 1
    return pieces(track, leg, begin, end, knots.at(begin), knots.at(end))


def pieces(
    legs: Legs, leg: Ints, t0_s: Floats, t1_s: Floats, alt0_m: Floats, alt1_m: Floats
) -> Legs:
    """Return stretches ``t0_s..t1_s`` [N] of legs `leg` [N], from `alt0_m` to `alt1_m`."""
    turn = legs.w_radps[leg] * (t0_s - legs.t0_s[leg])
    cos, sin = np.cos(turn), np.sin(turn)
    u, v = legs.u[:, leg], legs.v[:, leg]
    span = np.maximum(t1_s - t0_s, _SHORTEST_S)
    climb = (alt1_m - alt0_m) / span
    k, w = legs.k[:, leg], legs.w_radps[leg]
    return Legs(t0_s, t1_s, k, cos * u + sin * v, cos * v - sin * u, w, alt0_m, climb)


def _in_force(flight: Flight, kind: AircraftType) -> tuple[list[float], list[float]]:
    """Return level (m) and speed (m/s) from each point of the route on; at least one of each."""
    level = kind.level_ft if flight.level_ft is None else flight.level_ft
    speed = kind.speed_kt if flight.speed_kt is None else flight.speed_kt
    levels, speeds = [], []
    for at in flight.route:
        if isinstance(at, Waypoint):
            level = level if at.level_ft is None else at.level_ft
            speed = speed if at.speed_kt is None else at.speed_kt
        levels.append(level * FT)
        speeds.append(speed * KT)
    return levels or [level * FT], speeds or [speed * KT]


def _track(flight: Flight, points: Sequence[Spot], speeds: list[float], end_s: float) -> Legs:
    """Return the ground track, level at 0 m, in time order without gaps."""
    at = geo.xyz([p.lat_deg for p in points], [p.lon_deg for p in points])
    parts = []
    now = flight.start_s
    if len(points) > 1:
        parts.append(straights(at, np.array(speeds[:-1]), now))
        now = float(parts[-1].t1_s[-1])
    if flight.orbit is not None:
        until = end_s if flight.orbit.until is None else seconds(flight.orbit.until)
        came_from = at[:, -1:] if points else None
        parts += _holding(flight.orbit, came_from, now, until, speeds[-1])
    return join(parts)


def straights(points: Floats, speed_mps: Floats, start_s: float) -> Legs:
    """Return great circles through `points` (3, W) at `speed_mps` [W - 1], one after the other."""
    p, q = points[:, :-1], points[:, 1:]
    ends = start_s + np.cumsum(geo.distance_m(p, q) / speed_mps)
    flat = np.zeros_like(speed_mps)
    legs = great_circles(p, q, np.append(start_s, ends[:-1]), speed_mps, flat, flat)
    return replace(legs, t1_s=ends)  # exactly the next leg's start


def tracks_legs(sky: Sky, start_s: float) -> tuple[Legs, Ints]:
    """Return the legs of recorded tracks, which begin at `start_s`, and how many each has.

    From fix to fix a great circle, even in speed and in climb: exact at every fix. The last leg
    ends just after the last fix, so that an aircraft is there at it.
    """
    at = geo.xyz(sky.lat_deg, sky.lon_deg)
    begin = np.ones(len(sky.time_s), bool)
    begin[sky.first[1:] - 1] = False
    p = np.flatnonzero(begin)
    u, q = at[:, p], at[:, p + 1]
    turn = geo.angle(u, q)
    across = q - (u * q).sum(axis=0) * u
    length = np.sqrt((across**2).sum(axis=0))
    v = across / np.where(length > 0.0, length, 1.0)
    time_s = sky.time_s + start_s
    span = time_s[p + 1] - time_s[p]
    climb = (sky.alt_m[p + 1] - sky.alt_m[p]) / span
    until = time_s[p + 1]
    until[np.cumsum(np.diff(sky.first) - 1) - 1] += _SHORTEST_S
    legs = Legs(time_s[p], until, np.zeros_like(u), u, v, turn / span, sky.alt_m[p], climb)
    return legs, np.diff(sky.first) - 1


def _holding(
    orbit: Orbit, came_from: Floats | None, now: float, until: float, speed: float
) -> list[Legs]:
    """Return the way to the orbit and the orbit itself, at least one leg."""
    centre = _xyz(spot(orbit.place))
    other = None if orbit.to is None else _xyz(spot(orbit.to))
    radius = orbit.radius_km * 1000.0
    entry = _entry(centre, other, radius, came_from, orbit.clockwise)
    parts = []
    if came_from is not None and geo.distance_m(came_from, entry)[0] > 1.0:
        parts.append(straights(np.hstack([came_from, entry]), np.array([speed]), now))
        now = float(parts[-1].t1_s[-1])
    left = until - now
    if left <= 0.0 and parts:
        return parts
    left = max(left, 1.0)
    if other is None:
        parts.append(_circle(centre, entry, now, left, speed, orbit.clockwise))
    else:
        parts += _racetrack(centre, other, radius, now, left, speed, orbit.clockwise)
    return parts


def _xyz(at: Spot) -> Floats:
    return geo.xyz([at.lat_deg], [at.lon_deg])


def _beside(centre: Floats, course: npt.ArrayLike, radius_m: float) -> Floats:
    return geo.step(centre, geo.heading_vector(centre, course), radius_m)


def course_to(p: Floats, q: Floats) -> Floats:
    """Return the course from `p` to `q`, rad; 0 where they are one point."""
    return geo.course_rad(p, q - (p * q).sum(axis=0) * p)


def _entry(
    centre: Floats, other: Floats | None, radius_m: float, came_from: Floats | None, clockwise: bool
) -> Floats:
    """Return where the orbit begins: where a straight way in touches the circle, if it can."""
    side = 1.0 if clockwise else -1.0
    if other is not None:
        return _beside(centre, course_to(centre, other) - side * np.pi / 2, radius_m)
    if came_from is None:
        return _beside(centre, np.zeros(1), radius_m)
    away = geo.angle(centre, came_from)
    radius = radius_m / EARTH_RADIUS_M
    opening = np.arccos(np.clip(np.tan(radius) / np.tan(np.maximum(away, radius)), -1.0, 1.0))
    return _beside(centre, course_to(centre, came_from) + side * opening, radius_m)


def _circle(
    centre: Floats, start: Floats, now: float, span: float, speed: float, clockwise: bool
) -> Legs:
    one = np.array([now]), np.array([span]), np.array([speed]), np.zeros(1)
    return circles(centre, start, *one, clockwise)


def _racetrack(
    a: Floats, b: Floats, radius_m: float, now: float, left: float, speed: float, clockwise: bool
) -> list[Legs]:
    """Return laps of two straights and two half circles until `left` seconds have passed."""
    side = 1.0 if clockwise else -1.0
    to_b, to_a = course_to(a, b), course_to(b, a)
    quarter = side * np.pi / 2
    corners = [
        _beside(a, to_b - quarter, radius_m),
        _beside(b, to_a + quarter, radius_m),
        _beside(b, to_a - quarter, radius_m),
        _beside(a, to_b + quarter, radius_m),
    ]
    half = np.pi * np.sin(radius_m / EARTH_RADIUS_M) * EARTH_RADIUS_M
    parts: list[Legs] = []
    end = now + left
    while now < end:
        for centre, corner, after in ((None, 0, 1), (b, 1, 2), (None, 2, 3), (a, 3, 0)):
            if centre is None:
                way = np.hstack([corners[corner], corners[after]])
                leg = straights(way, np.array([speed]), now)
            else:
                leg = _circle(centre, corners[corner], now, half / speed, speed, clockwise)
            parts.append(replace(leg, t1_s=np.minimum(leg.t1_s, end)))
            now = float(leg.t1_s[0])
            if now >= end:
                break
    return parts
