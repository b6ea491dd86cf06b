"""Places drawn evenly over a region: any two numbers in 0..1 are one place of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from iffsim.base import geo
from iffsim.base.arrays import Floats

CELLS = 256
"""Cells along each side of a region's bounding box: a place is drawn from those inside."""
DIGITS = 4
"""Decimals of a place's degrees: some ten metres."""


class Ground:
    """A shapely geometry, in km of the map `on`, to draw places from."""

    def __init__(self, shape_km: Any, on: geo.Projection = geo.TURKEY) -> None:
        self.shape, self.on = shape_km, on
        west, south, east, north = shape_km.bounds
        self.x, self.wide = np.linspace(west, east, CELLS, endpoint=False), (east - west) / CELLS
        self.y, self.high = (
            np.linspace(south, north, CELLS, endpoint=False),
            (north - south) / CELLS,
        )
        x, y = np.meshgrid(self.x + self.wide / 2, self.y + self.high / 2, indexing="ij")
        inside = shapely.contains_xy(shape_km, x, y).astype(float)
        self.columns = np.cumsum(inside.sum(axis=1)) / inside.sum()
        rows = np.cumsum(inside, axis=1)
        self.rows = rows / np.maximum(rows[:, -1:], 1.0)

    def at(self, u: float, v: float) -> dict[str, float]:
        """Return the place that `u` and `v`, 0..1, mean: even numbers are even over the area, as
        the projection keeps areas (Rosenblatt's transform: `u` is the share of the area to the
        west, `v` the share to the south along that meridian of the map)."""
        column, along = _inverse(self.columns, u)
        row, up = _inverse(self.rows[column], v)
        return spot(self.x[column] + along * self.wide, self.y[row] + up * self.high, self.on)

    def lattice(self, rows: int, columns: int) -> list[dict[str, float]]:
        """Return the middles of `rows` x `columns` fields over the bounding box that lie inside,
        from north-west on."""
        west, south, east, north = self.shape.bounds
        xs = west + (np.arange(columns) + 0.5) * (east - west) / columns
        ys = north - (np.arange(rows) + 0.5) * (north - south) / rows
        y, x = (axis.ravel() for axis in np.meshgrid(ys, xs, indexing="ij"))
        inside = shapely.contains_xy(self.shape, x, y)
        return [spot(a, b, self.on) for a, b in zip(x[inside], y[inside], strict=True)]


def _inverse(rising: Floats, share: float) -> tuple[int, float]:
    """Return the cell in which a cumulative share is reached, and how far along it, 0..1."""
    cell = min(int(np.searchsorted(rising, share, side="right")), len(rising) - 1)
    before = float(rising[cell - 1]) if cell else 0.0
    span = float(rising[cell]) - before
    return cell, min(max((share - before) / span, 0.0), 1.0) if span > 0.0 else 0.5


def spot(x_km: float, y_km: float, on: geo.Projection) -> dict[str, float]:
    """Return a place of the map `on` as a scenario writes it."""
    lat, lon = geo.lat_lon(on.xyz(np.array([x_km, y_km])))
    return {"lat_deg": round(float(lat), DIGITS), "lon_deg": round(float(lon), DIGITS)}


def box_km(
    south: float, west: float, north: float, east: float, on: geo.Projection = geo.TURKEY
) -> Any:
    """Return a box in degrees as a shapely polygon, in km of the map `on`."""
    along = np.linspace(0.0, 1.0, 16, endpoint=False)
    lat = np.concatenate([0 * along, along, 0 * along + 1, 1 - along])
    lon = np.concatenate([along, 0 * along + 1, 1 - along, 0 * along])
    points = geo.xyz(south + lat * (north - south), west + lon * (east - west))
    return shapely.Polygon(on.km(points).T)
