"""The shape of a bubble that mountains cut into: where a site sees an altitude, as a polygon on the
map.

`contourpy` draws the lines on which visible turns to hidden over the polar grid of a
`terrain.Shadow`; shapely makes them into polygons. Holes are shadows in which nothing at that
altitude is seen.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.earth.terrain import Shadow

TURNS, RING_M = 360, 2_000.0
"""A finer grid is read so coarsely for drawing: 1 degree, 2 km."""
SPECK_KM2 = 2.0
"""Smaller pieces and holes are left out: nobody can see them on the map."""
_HIDDEN = -1e15


def visible(shadow: Shadow, reach_m: float, alt_m: float) -> Any | None:
    """Return what a site sees at `alt_m` within `reach_m`, a shapely geometry in projected km.

    None where nothing is hidden: the whole circle.
    """
    rings = min(int(reach_m // shadow.step_m) + 2, shadow.lowest_m.shape[1])
    if reach_m <= 0.0 or float(shadow.lowest_m[:, :rings].max()) <= alt_m:
        return None
    from contourpy import LineType, contour_generator

    range_m, seen_m = _field(shadow, reach_m, alt_m)
    around = np.concatenate([seen_m, seen_m[:1]])  # the first azimuth again: a ring closes there
    found: Any = contour_generator(z=around, line_type=LineType.ChunkCombinedOffset).lines(0.0)
    (points,), (starts,) = found
    if points is None:
        return None
    line = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    lines = shapely.linestrings(_on_the_map(shadow, range_m, len(seen_m), points), indices=line)
    return _cleaned(shapely.build_area(shapely.multilinestrings(lines)))


def _field(shadow: Shadow, reach_m: float, alt_m: float) -> tuple[Floats, Floats]:
    """Return ranges [R] and how far above the shadow `alt_m` is there [Z, R]; the last ring is
    hidden."""
    every_z = max(1, (len(shadow.lowest_m) - 1) // TURNS)
    every_r = max(1, round(RING_M / shadow.step_m))
    lowest = shadow.lowest_m[:-1:every_z].astype(float)
    grid = np.arange(lowest.shape[1]) * shadow.step_m
    inner = grid[grid < reach_m][::every_r]
    last = min(reach_m / shadow.step_m, lowest.shape[1] - 1.001)
    ring, part = int(last), last - int(last)
    edge = lowest[:, ring] * (1.0 - part) + lowest[:, ring + 1] * part
    seen = np.concatenate([lowest[:, : len(inner) * every_r : every_r], edge[:, None]], axis=1)
    outside = np.full((len(seen), 1), _HIDDEN)
    return np.append(inner, [reach_m, reach_m + 1.0]), np.append(alt_m - seen, outside, axis=1)


def _on_the_map(shadow: Shadow, range_m: Floats, turns: int, points: Floats) -> Floats:
    """Return points (ring, azimuth) of the grid, float64[N, 2], in projected km, float64[N, 2]."""
    far = np.interp(points[:, 0], np.arange(len(range_m)), range_m)
    turn = points[:, 1] % turns * (2.0 * np.pi / turns)
    site = np.repeat(shadow.xyz[:, None], len(points), axis=1)
    xyz = geo.step(site, geo.heading_vector(site, turn), np.minimum(far, np.pi * EARTH_RADIUS_M))
    km: Floats = geo.project_km(xyz).T
    return km


def _cleaned(shape: Any) -> Any:
    """Return a shape without its specks."""
    kept = []
    for part in shapely.get_parts(shape):
        if part.area >= SPECK_KM2:
            holes = [ring for ring in part.interiors if shapely.Polygon(ring).area >= SPECK_KM2]
            kept.append(shapely.Polygon(part.exterior, holes))
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)
