"""The map for a page: outlines in projected km, rounded; names; the area of interest as a grid."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from iffsim import catalogue, geo, geography
from iffsim.export import pack
from iffsim.export.pack import Packed

GRAIN_KM = 0.1
"""Points of the map are rounded to this: finer than a pixel at any zoom that the page allows."""
AREA_CELLS = 12_000
"""About how many cells the area is sampled by, to tell what share of it is watched."""


def ground() -> Packed:
    """Return every layer of the map."""
    edge = shapely.buffer(shapely.boundary(geography.turkey()), 1.0, quad_segs=1)
    layers = {
        "land": geography.land(),
        "home": geography.turkey(),
        "lakes": geography.lakes(),
        "borders": geography.borders(),
        "home_borders": shapely.intersection(geography.borders(), edge),
        "coast": geography.coast(),
    }
    return {name: pack.lines(_lines(shape), GRAIN_KM) for name, shape in layers.items()}


def _lines(shape: Any) -> list[Any]:
    """Return every outline or line of a geometry, (N, 2) km each."""
    parts = shapely.get_parts(shape)
    kinds = shapely.get_type_id(parts)
    rings = shapely.get_rings(parts[kinds == shapely.GeometryType.POLYGON])
    single = np.isin(
        kinds, (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING)
    )
    return [shapely.get_coordinates(line) for line in (*rings, *parts[single])]


def places() -> list[Packed]:
    """Return the names on the map, weightiest first."""
    found = sorted(catalogue.places().values(), key=lambda place: (place.rank, place.name))
    spots = geo.project_km(geo.xyz([p.lat_deg for p in found], [p.lon_deg for p in found]))
    return [
        {"name": place.name, "kind": place.kind, "rank": place.rank, "km": np.round(spot, 1).tolist()}
        for place, spot in zip(found, spots.T, strict=True)
    ]


def area(shape: Any, name: str) -> Packed:
    """Return the area of interest: its name and the cells (their middles) that it holds."""
    west, south, east, north = shape.bounds
    size = max(float(np.sqrt(shape.area / AREA_CELLS)), 0.05)
    x = np.arange(west + size / 2, east, size)
    y = np.arange(south + size / 2, north, size)
    inside = shapely.contains_xy(shape, *np.meshgrid(x, y))
    return {
        "name": name,
        "size_km": size,
        "corner_km": [float(west), float(south)],
        "runs": pack.column(pack.cells(inside), "i32"),
    }
