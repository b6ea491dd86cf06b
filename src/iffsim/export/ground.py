"""The map for a page: outlines in projected km, rounded; names; the area of interest as cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.polygon import orient

from iffsim.base import geo
from iffsim.base.arrays import Bools, Floats
from iffsim.earth import catalogue, geography
from iffsim.export import pack
from iffsim.export.pack import Packed
from iffsim.truth.world import Zone

GRAIN_KM = 0.1
"""Points of the map are rounded to this: finer than a pixel at any zoom that the page allows."""
SHORE_KM = 3.0
"""How coarse the coast is that the shallow water is drawn along: wide, faint strokes."""
AREA_CELLS = 12_000
"""About how many cells the area is sampled by, to tell what share of it is watched."""


def ground(on: geo.Projection) -> Packed:
    """Return every layer of the map; they are empty where the scenario is elsewhere on Earth."""
    edge = shapely.buffer(shapely.boundary(geography.turkey()), 1.0, quad_segs=1)
    layers = {
        "land": geography.land(),
        "home": geography.turkey(),
        "lakes": geography.lakes(),
        "borders": geography.borders(),
        "home_borders": shapely.intersection(geography.borders(), edge),
        "coast": geography.coast(),
        "shore": shapely.simplify(geography.coast(), SHORE_KM),
    }
    here = geography.covers(on)
    return {
        name: pack.lines(_lines(shape) if here else [], GRAIN_KM) for name, shape in layers.items()
    }


def zones(found: Sequence[Zone]) -> list[Packed]:
    """Return the outlines of zones, and whether each is a declared line."""
    return [
        {"declared": zone.kind == "declared", **pack.lines(_lines(zone.polygon_km), GRAIN_KM)}
        for zone in found
    ]


def _lines(shape: Any) -> list[Any]:
    """Return every outline or line of a geometry, (N, 2) km each."""
    parts = shapely.get_parts(shape)
    kinds = shapely.get_type_id(parts)
    rings = shapely.get_rings(parts[kinds == shapely.GeometryType.POLYGON])
    single = np.isin(kinds, (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING))
    return [shapely.get_coordinates(line) for line in (*rings, *parts[single])]


def places(on: geo.Projection) -> list[Packed]:
    """Return the names on the map, weightiest first."""
    if not geography.covers(on):
        return []
    found = sorted(catalogue.places().values(), key=lambda place: (place.rank, place.name))
    spots = geo.project_km(geo.xyz([p.lat_deg for p in found], [p.lon_deg for p in found]))
    return [
        {
            "name": place.name,
            "kind": place.kind,
            "rank": place.rank,
            "km": np.round(spot, 1).tolist(),
        }
        for place, spot in zip(found, spots.T, strict=True)
    ]


@dataclass(frozen=True)
class Cells:
    """The area of interest as a grid of square cells."""

    size_km: float
    corner_km: tuple[float, float]
    """South-west."""
    x_km: Floats
    """float64[rows, columns], middles."""
    y_km: Floats
    inside: Bools

    @classmethod
    def of(cls, shape: Any) -> Cells:
        """Return the cells of an area (shapely geometry, km)."""
        west, south, east, north = shape.bounds
        size = max(float(np.sqrt(shape.area / AREA_CELLS)), 0.05)
        x, y = np.meshgrid(
            np.arange(west + size / 2, east, size), np.arange(south + size / 2, north, size)
        )
        corner = float(west), float(south)
        return cls(size, corner, x, y, shapely.contains_xy(shape, x, y))

    def packed(self) -> Packed:
        """Return what the page needs to make the same cells."""
        return {
            "size_km": self.size_km,
            "corner_km": self.corner_km,
            "runs": pack.column(pack.cells(self.inside), "i32"),
        }

    def within(self, shape: Any) -> Packed:
        """Return for each cell of the area whether a shape covers its middle, a bit each."""
        bits = shapely.contains_xy(shape, self.x_km[self.inside], self.y_km[self.inside])
        return pack.column(np.packbits(bits), "u8")


def shape(found: Any, cells: Cells) -> Packed:
    """Return a covered shape: its outlines, all clockwise but for holes, and its cells."""
    parts = [orient(part, -1.0) for part in shapely.get_parts(found)]
    return {"rings": pack.lines(_lines(parts), GRAIN_KM), "cells": cells.within(found)}
