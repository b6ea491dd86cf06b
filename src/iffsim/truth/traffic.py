"""Truth: where every aircraft is, as a function of time.

A leg is a rotation, ``p(t) = k + cos(w (t - t0)) u + sin(w (t - t0)) v``: k = 0 is a great circle,
k != 0 a small circle, so that orbits and turns are the same primitive. Altitude is linear along a
leg. Closed form: any time, forward or back, at one cost, with no drift. An aircraft exists from its
first leg's start until its last leg's end.

Assumed: a sphere, no wind, instant turns between legs unless a leg says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

from iffsim.base import geo
from iffsim.base.arrays import Array, Bools, Floats, Ints
from iffsim.base.units import EARTH_RADIUS_M


@dataclass(frozen=True)
class Legs:
    """Stretches of flight, in columns: L legs."""

    t0_s: Floats
    t1_s: Floats
    k: Floats
    """float64[3, L]"""
    u: Floats
    """float64[3, L]"""
    v: Floats
    """float64[3, L]"""
    w_radps: Floats
    alt0_m: Floats
    climb_mps: Floats

    def __len__(self) -> int:
        return len(self.t0_s)

    @property
    def speed_mps(self) -> Floats:
        """Ground speed along each leg, float64[L]."""
        found: Floats = np.abs(self.w_radps) * np.sqrt((self.u**2).sum(axis=0)) * EARTH_RADIUS_M
        return found

    def take(self, index: Array | slice) -> Legs:
        """Return the legs at `index`."""
        return Legs(**{f.name: getattr(self, f.name)[..., index] for f in fields(self)})


def join(parts: Sequence[Legs]) -> Legs:
    """Return all legs of `parts`, in order."""
    return Legs(
        **{
            f.name: np.concatenate([getattr(p, f.name) for p in parts], axis=-1)
            for f in fields(Legs)
        }
    )


def great_circles(
    p: Floats, q: Floats, t0_s: Floats, speed_mps: Floats, alt0_m: Floats, alt1_m: Floats
) -> Legs:
    """Return legs from points `p` (3, L) straight to points `q` (3, L), which must differ and not
    be opposite."""
    turn = geo.angle(p, q)
    v = (q - (p * q).sum(axis=0) * p) / np.sin(turn)
    w = speed_mps / EARTH_RADIUS_M
    span = turn / w
    return Legs(t0_s, t0_s + span, np.zeros_like(p), p, v, w, alt0_m, (alt1_m - alt0_m) / span)


def circles(
    centre: Floats, start: Floats, t0_s: Floats, span_s: Floats, speed_mps: Floats, alt_m: Floats,
    clockwise: bool = True,
) -> Legs:  # fmt: skip
    """Return level legs that circle `centre` (3, L) at the distance of `start` (3, L) for
    `span_s`."""
    k = (start * centre).sum(axis=0) * centre
    u = start - k
    v = np.cross(start, centre, axis=0) if clockwise else np.cross(centre, start, axis=0)
    w = speed_mps / (np.sqrt((u**2).sum(axis=0)) * EARTH_RADIUS_M)
    return Legs(t0_s, t0_s + span_s, k, u, v, w, alt_m, np.zeros_like(alt_m))


@dataclass(frozen=True)
class Motion:
    """Where aircraft are and how they move, at some instant (shape [A], or [T, A])."""

    alive: Bools
    """Whether it flies."""
    xyz: Floats
    """float64[3, ...], unit vectors; where not alive, the nearest end of the route."""
    velocity: Floats
    """float64[3, ...], rad/s, tangent at `xyz`."""
    alt_m: Floats
    """Altitude above the sphere, m."""

    @property
    def speed_mps(self) -> Floats:
        """Ground speed, m/s."""
        found: Floats = np.sqrt((self.velocity**2).sum(axis=0)) * EARTH_RADIUS_M
        return found

    @property
    def course_rad(self) -> Floats:
        """Direction of motion over ground, rad clockwise from north."""
        return geo.course_rad(self.xyz, self.velocity)


@dataclass(frozen=True)
class Traffic:
    """All aircraft's legs: those of aircraft a are ``first[a]:first[a + 1]``, in time order,
    without gaps."""

    first: Ints
    """int64[A + 1]"""
    legs: Legs
    jumps: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    """Which legs begin elsewhere than the one before them ends: aircraft put somewhere else."""

    @classmethod
    def assemble(cls, routes: Sequence[Legs]) -> Traffic:
        """Return traffic of one aircraft for each of `routes`."""
        first = np.concatenate([[0], np.cumsum([len(route) for route in routes])]).astype(np.int64)
        return cls(first, join(routes))

    def __len__(self) -> int:
        return len(self.first) - 1

    def part(self, start: int, stop: int) -> Traffic:
        """Return aircraft `start` to `stop` (left out) as a view."""
        begin, end = self.first[start], self.first[stop]
        jumps = self.jumps[(self.jumps >= begin) & (self.jumps < end)] - begin
        first = self.first[start : stop + 1] - begin
        return Traffic(first, self.legs.take(slice(begin, end)), jumps)

    @cached_property
    def fastest_mps(self) -> float:
        """The greatest ground speed on any leg, m/s."""
        return float(self.legs.speed_mps.max(initial=0.0))

    @property
    def start_s(self) -> Floats:
        """When each aircraft appears, float64[A]."""
        return self.legs.t0_s[self.first[:-1]]

    @property
    def end_s(self) -> Floats:
        """When each aircraft's route ends, float64[A]."""
        return self.legs.t1_s[self.first[1:] - 1]

    def leg_at(self, time_s: npt.ArrayLike) -> Ints:
        """Return each aircraft's leg at `time_s` (scalar or [A]), int64[A]; the first or last
        outside its life."""
        times = np.broadcast_to(np.asarray(time_s, float), (len(self),))
        begun = self.legs.t0_s <= np.repeat(times, np.diff(self.first))
        count = np.add.reduceat(begun, self.first[:-1], dtype=np.int64)
        return self.first[:-1] + np.maximum(count, 1) - 1

    def at(self, time_s: npt.ArrayLike) -> Motion:
        """Return every aircraft's motion at `time_s` (scalar, or one time for each aircraft)."""
        times = np.broadcast_to(np.asarray(time_s, float), (len(self),))
        return self.on_legs(
            self.leg_at(times), times, (times >= self.start_s) & (times < self.end_s)
        )

    def follow(self, aircraft: int, time_s: Floats) -> Motion:
        """Return one aircraft's motion at many times, shapes [T]."""
        first, last = self.first[aircraft], self.first[aircraft + 1]
        leg = first + np.searchsorted(self.legs.t0_s[first + 1 : last], time_s, side="right")
        alive = (time_s >= self.start_s[aircraft]) & (time_s < self.end_s[aircraft])
        return self.on_legs(leg, time_s, alive)

    def on_legs(self, leg: Ints, time_s: Floats, alive: Bools) -> Motion:
        """Return motion on given legs at given times (shapes that broadcast to `time_s`), held
        inside each leg."""
        dt, cos, sin = self._turned(leg, time_s)
        w = self.legs.w_radps[leg]
        u, v = ([axis[leg] for axis in part] for part in (self.legs.u, self.legs.v))
        velocity = np.stack([w * (cos * v[i] - sin * u[i]) for i in range(3)])
        xyz, alt_m = self._placed(leg, dt, cos, sin)
        return Motion(alive, xyz, velocity, alt_m)

    def places(self, leg: Ints, time_s: Floats) -> tuple[Floats, Floats]:
        """Return the position and altitude of `on_legs`, to the bit: all that sensing asks for."""
        return self._placed(leg, *self._turned(leg, time_s))

    def _turned(self, leg: Ints, time_s: Floats) -> tuple[Floats, Floats, Floats]:
        """Return time on the leg, s, and the cosine and sine of the turn so far."""
        begin = self.legs.t0_s[leg]
        dt = np.clip(time_s, begin, self.legs.t1_s[leg])
        dt -= begin
        turn = self.legs.w_radps[leg] * dt
        return dt, np.cos(turn), np.sin(turn)

    def _placed(self, leg: Ints, dt: Floats, cos: Floats, sin: Floats) -> tuple[Floats, Floats]:
        legs = self.legs
        xyz = np.empty((3, *dt.shape))
        for i, place in enumerate(xyz):
            np.multiply(cos, legs.u[i][leg], out=place)
            place += sin * legs.v[i][leg]
            place += legs.k[i][leg]
        return xyz, legs.alt0_m[leg] + legs.climb_mps[leg] * dt
