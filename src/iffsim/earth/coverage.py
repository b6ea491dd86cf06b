"""Where a site can see, as a number and as a shape on the map.

Ranges are round or invented: nothing here is real performance data.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.base.units import EARTH_RADIUS_M

HORIZON_M = 4120.0
"""Radar horizon over a 4/3 Earth, metres of range per square root of metre of height."""


def limit_rad(range_m: npt.ArrayLike) -> Floats:
    """Return ground ranges as central angles, at most half round the sphere."""
    found: Floats = np.minimum(np.asarray(range_m, float) / EARTH_RADIUS_M, np.pi)
    return found


def horizon_m(height_m: npt.ArrayLike, alt_m: npt.ArrayLike) -> Floats:
    """Return how far a site at `height_m` sees an aircraft at `alt_m` over a smooth Earth, m."""
    root = np.sqrt(np.maximum(height_m, 0.0)) + np.sqrt(np.maximum(alt_m, 0.0))
    found: Floats = HORIZON_M * root
    return found


def lowest_m(height_m: npt.ArrayLike, away_m: npt.ArrayLike) -> Floats:
    """Return how high an aircraft must fly at ground range `away_m` to be over the horizon of a
    site at `height_m`, m: the inverse of `horizon_m`."""
    root = np.asarray(away_m, float) / HORIZON_M - np.sqrt(np.maximum(height_m, 0.0))
    found: Floats = np.maximum(root, 0.0) ** 2
    return found


def reach_m(range_m: float, height_m: float, alt_m: float) -> float:
    """Return how far a site sees an ordinary aircraft at `alt_m`, m: its range or the horizon."""
    return float(min(range_m, float(horizon_m(height_m, alt_m))))


def polygon(centre: Floats, radius_m: float, projection: geo.Projection = geo.TURKEY) -> Any:
    """Return the shapely polygon, in projected km, of all within `radius_m` of `centre` (3,)."""
    if radius_m <= 0.0:
        return shapely.Polygon()
    return shapely.polygons(projection.km(geo.circle(centre, radius_m)).T)


def share(covered: Any, area: Any) -> float:
    """Return the share of `area` that `covered` covers, 0..1 (shapely geometries, projected km)."""
    return float(covered.intersection(area).area / area.area)
