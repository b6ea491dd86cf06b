"""The sphere and its one projection.

Positions are unit vectors (n-vectors): no singularities, a dot product for a range test. The sphere
has the IUGG mean radius. Arrays of points have shape (3, ...). Course is the direction of motion
over ground, clockwise from north, radians in [0, 2 pi).

The projection is Lambert's azimuthal equal-area, on the middle of Türkiye or of where else a
scenario is (`World.projection`): km east and km north, and shapely areas come out in km2 as they
are (Snyder, *Map Projections: A Working Manual*, USGS 1395,
eq. 24-2..24-4).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from iffsim.base.arrays import Array, Floats
from iffsim.base.units import EARTH_RADIUS_M

EARTH_RADIUS_KM = EARTH_RADIUS_M / 1000.0
CENTRE_DEG = (39.0, 35.0)
"""Latitude and longitude of the projection's middle."""


def xyz(lat_deg: npt.ArrayLike, lon_deg: npt.ArrayLike) -> Floats:
    """Return unit vectors (3, ...) of latitudes and longitudes in degrees."""
    lat, lon = np.radians(np.asarray(lat_deg, float)), np.radians(np.asarray(lon_deg, float))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def lat_lon(p: Array) -> tuple[Floats, Floats]:
    """Return (latitude, longitude) in degrees of vectors (3, ...) of any length."""
    lat = np.arctan2(p[2], np.hypot(p[0], p[1]))
    return np.degrees(lat), np.degrees(np.arctan2(p[1], p[0]))


def angle(p: Floats, q: Floats) -> Floats:
    """Return the central angle between unit vectors, rad; exact for small and large angles
    alike."""
    chord = np.sqrt(((p - q) ** 2).sum(axis=0))
    found: Floats = 2.0 * np.arcsin(np.clip(chord / 2.0, 0.0, 1.0))
    return found


def distance_m(p: Floats, q: Floats) -> Floats:
    """Return the great-circle distance between unit vectors, m."""
    return angle(p, q) * EARTH_RADIUS_M


def course_rad(p: Floats, v: Floats) -> Floats:
    """Return the course of motion `v` (3, ...) at position `p` (3, ...), rad; 0 where `v` is 0."""
    east = p[0] * v[1] - p[1] * v[0]
    north = v[2] * (p[0] ** 2 + p[1] ** 2) - p[2] * (p[0] * v[0] + p[1] * v[1])
    found: Floats = np.arctan2(east, north) % (2.0 * np.pi)
    return found


def heading_vector(p: Floats, course: npt.ArrayLike) -> Floats:
    """Return the unit tangent (3, ...) at `p` that points along `course` (rad)."""
    flat = np.hypot(p[0], p[1])
    east = np.stack([-p[1] / flat, p[0] / flat, np.zeros_like(flat)])
    north = np.cross(p, east, axis=0)
    tangent: Floats = np.cos(course) * north + np.sin(course) * east
    return tangent


def step(p: Floats, direction: Floats, distance: npt.ArrayLike) -> Floats:
    """Return the point `distance` (m) from `p` along the great circle that leaves in
    `direction`."""
    turn = np.asarray(distance, float) / EARTH_RADIUS_M
    moved: Floats = np.cos(turn) * p + np.sin(turn) * direction
    return moved


@dataclass(frozen=True)
class Projection:
    """Lambert's azimuthal equal-area projection on a middle, degrees."""

    lat_deg: float = CENTRE_DEG[0]
    lon_deg: float = CENTRE_DEG[1]

    @cached_property
    def middle(self) -> Floats:
        """The middle, float64[3]."""
        return xyz(self.lat_deg, self.lon_deg)

    @cached_property
    def _frame(self) -> tuple[Floats, Floats, Floats]:
        """The middle, east and north there."""
        c = self.middle
        return c, heading_vector(c, np.pi / 2), heading_vector(c, 0.0)

    def km(self, p: Array) -> Floats:
        """Return (2, ...) km east and north of the middle, of unit vectors (3, ...)."""
        c, e, n = self._frame
        towards = p[0] * c[0] + p[1] * c[1] + p[2] * c[2]
        east = p[0] * e[0] + p[1] * e[1] + p[2] * e[2]
        north = p[0] * n[0] + p[1] * n[1] + p[2] * n[2]
        away = np.maximum(1.0 + towards, _ANTIPODE)
        scale = EARTH_RADIUS_KM * np.sqrt(2.0 / away)
        return np.stack([scale * east, scale * north])

    def xyz(self, xy: Array) -> Floats:
        """Return unit vectors (3, ...) of projected points (2, ...) in km: the inverse of `km`."""
        rho = np.hypot(xy[0], xy[1]) / EARTH_RADIUS_KM
        towards = 1.0 - rho**2 / 2.0
        stretch = np.sqrt(np.maximum(0.0, 1.0 - rho**2 / 4.0)) / EARTH_RADIUS_KM
        frame = [np.reshape(a, (3,) + (1,) * (np.ndim(xy) - 1)) for a in self._frame]
        points: Floats = (
            towards * frame[0] + stretch * xy[0] * frame[1] + stretch * xy[1] * frame[2]
        )
        return points


_ANTIPODE = 1e-12
"""Keeps the point opposite the middle, which has no place on the map, from being infinitely far."""
TURKEY = Projection()
"""The projection of the shipped map."""
project_km, unproject_km = TURKEY.km, TURKEY.xyz


def circle(centre: Floats, radius_m: npt.ArrayLike, points: int = 180) -> Floats:
    """Return (3, points) of the small circle `radius_m` (scalar or [points]) around `centre`."""
    courses = np.linspace(0.0, 2.0 * np.pi, points, endpoint=False)
    at = np.repeat(centre[:, None], points, axis=1)
    return step(at, heading_vector(at, courses), radius_m)
