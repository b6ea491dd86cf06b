"""The shape of a bubble that mountains cut into: where a site sees an altitude, as a polygon on the
map.

Marching squares (Lorensen and Cline 1987, in the plane) over the polar grid of a `terrain.Shadow`:
each grid edge on which visible turns to hidden gives one point, each grid cell joins its points;
shapely makes the rings into polygons. Holes are shadows in which nothing at that altitude is seen.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from iffsim.base import geo
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.earth.terrain import Shadow

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

TURNS, RING_M = 360, 2_000.0
"""A finer grid is read so coarsely for drawing: 1 degree, 2 km."""
SPECK_KM2 = 2.0
"""Smaller pieces and holes are left out: nobody can see them on the map."""
_HIDDEN = -1e15
_AB, _BC, _DC, _AD = range(4)
_JOINED: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((_AD, _AB),), 2: ((_AB, _BC),), 3: ((_AD, _BC),), 4: ((_BC, _DC),),
    5: ((_AD, _AB), (_BC, _DC)), 6: ((_AB, _DC),), 7: ((_AD, _DC),), 8: ((_DC, _AD),),
    9: ((_AB, _DC),), 10: ((_AB, _BC), (_DC, _AD)), 11: ((_BC, _DC),), 12: ((_BC, _AD),),
    13: ((_AB, _BC),), 14: ((_AD, _AB),),
}  # fmt: skip
"""Which edges of a cell a line joins, by which of its corners a b c d (bits 1 2 4 8) are
visible."""


def visible(shadow: Shadow, reach_m: float, alt_m: float) -> Any | None:
    """Return what a site sees at `alt_m` within `reach_m`, a shapely geometry in projected km.

    None where nothing is hidden: the whole circle.
    """
    rings = min(int(reach_m // shadow.step_m) + 2, shadow.lowest_m.shape[1])
    if reach_m <= 0.0 or float(shadow.lowest_m[:, :rings].max()) <= alt_m:
        return None
    range_m, seen_m = _field(shadow, reach_m, alt_m)
    ends = _lines(seen_m)
    if not len(ends):
        return None
    points, ends = _points(shadow, range_m, seen_m, ends)
    return _cleaned(shapely.build_area(shapely.multilinestrings(shapely.linestrings(points[ends]))))


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


def _lines(seen_m: Floats) -> Ints:
    """Return the two edges that each line joins, int64[N, 2]: edge e of cell n is ``4 n + e``."""
    a = seen_m >= 0.0
    b = np.roll(a, -1, axis=0)
    case = a[:, :-1] + 2 * b[:, :-1] + 4 * b[:, 1:] + 8 * a[:, 1:]
    found = []
    for number, joined in _JOINED.items():
        cell = np.flatnonzero(case == number)
        found += [np.stack([4 * cell + one, 4 * cell + other], axis=1) for one, other in joined]
    return np.concatenate(found)


def _points(shadow: Shadow, range_m: Floats, seen_m: Floats, ends: Ints) -> tuple[Floats, Ints]:
    """Return the crossing of each edge used, (N, 2) projected km, and `ends` as indices in them."""
    turns, rings = seen_m.shape
    cell, edge = np.divmod(ends, 4)
    z, r = np.divmod(cell, rings - 1)
    outward = (edge == _BC) | (edge == _AD)  # along the range, else along the azimuth
    z = np.where(edge == _BC, (z + 1) % turns, z)
    r = np.where(edge == _DC, r + 1, r)
    used, index = np.unique((z * rings + r) * 2 + outward, return_inverse=True)
    point, along = np.divmod(used, 2)
    z, r = np.divmod(point, rings)
    here = seen_m[z, r]
    there = np.where(
        along == 1, seen_m[z, np.minimum(r + 1, rings - 1)], seen_m[(z + 1) % turns, r]
    )
    share = here / (here - there)
    turn = (z + np.where(along == 1, 0.0, share)) * (2.0 * np.pi / turns)
    far = range_m[r] + np.where(along == 1, share, 0.0) * (
        range_m[np.minimum(r + 1, rings - 1)] - range_m[r]
    )
    site = np.repeat(shadow.xyz[:, None], len(used), axis=1)
    xyz = geo.step(site, geo.heading_vector(site, turn), np.minimum(far, np.pi * EARTH_RADIUS_M))
    return geo.project_km(xyz).T, index.reshape(ends.shape)


def _cleaned(shape: Any) -> Any:
    """Return a shape without its specks."""
    kept = []
    for part in shapely.get_parts(shape):
        if part.area >= SPECK_KM2:
            holes = [ring for ring in part.interiors if shapely.Polygon(ring).area >= SPECK_KM2]
            kept.append(shapely.Polygon(part.exterior, holes))
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)
