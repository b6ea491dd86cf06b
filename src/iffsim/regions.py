"""Is a point inside a region: a raster answers for whole cells, shapely for the cells that the outline crosses."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from iffsim import geo

_CELLS = 96
"""Cells along each side of a region's bounding box."""


class Region:
    """A shapely geometry in projected km, made ready for many points."""

    def __init__(self, shape_km: Any) -> None:
        self.shape = shape_km
        shapely.prepare(shape_km)
        west, south, east, north = shape_km.bounds
        self.corner = np.array([west, south])
        self.cell = np.array([(east - west) / _CELLS, (north - south) / _CELLS])
        x0, y0 = np.meshgrid(west + np.arange(_CELLS) * self.cell[0],
                             south + np.arange(_CELLS) * self.cell[1], indexing="ij")  # fmt: skip
        boxes = shapely.box(x0, y0, x0 + self.cell[0], y0 + self.cell[1])
        kind = shapely.contains_properly(shape_km, boxes).astype(np.uint8)
        kind[shapely.intersects(shape_km.boundary, boxes)] = 2
        self.kind = np.zeros((_CELLS + 2, _CELLS + 2), np.uint8)  # a rim of cells outside
        self.kind[1:-1, 1:-1] = kind

    def contains(self, xyz: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Return whether unit vectors (3, ...) lie inside."""
        xy = geo.project_km(xyz)
        column, row = (
            np.clip((xy[i] - self.corner[i]) / self.cell[i] + 1.0, 0, _CELLS + 1).astype(np.int64)
            for i in (0, 1)
        )
        kind = self.kind[column, row]
        inside: npt.NDArray[np.bool_] = kind == 1
        edge = kind == 2
        if edge.any():
            inside[edge] = shapely.contains_xy(self.shape, xy[0][edge], xy[1][edge])
        return inside
