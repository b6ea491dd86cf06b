"""Is a point inside a region: a raster answers for whole cells, shapely where the outline is
near."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from iffsim import geo

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

_CELLS = 64
"""Cells along each side of a region's bounding box."""
_SAMPLES = 8
"""Samples of a region's outline along a cell."""
_OUT, _IN, _EDGE = 0, 1, 2


class Region:
    """A shapely geometry in projected km, made ready for many points that move by up to
    `swing_rad`."""

    def __init__(self, shape_km: Any, swing_rad: float = 0.0) -> None:
        self.shape = shape_km
        west, south, east, north = shape_km.bounds
        self.cell = np.array([(east - west) / _CELLS, (north - south) / _CELLS])
        # Distances on the map differ from those on the sphere by less than a tenth, here.
        rim = np.ceil(swing_rad * geo.EARTH_RADIUS_KM * 1.1 / self.cell).astype(int) + 1
        self.rim = np.minimum(rim, 4 * _CELLS)
        self.corner = np.array([west, south]) - self.rim * self.cell
        kind = np.full(_CELLS + 2 * self.rim, _OUT, np.uint8)
        inner = tuple(slice(r, r + _CELLS) for r in self.rim)
        kind[inner] = self._raster(west, south)
        self.kind = kind
        self.near = _grown(kind == _EDGE, self.rim)

    def _raster(self, west: float, south: float) -> npt.NDArray[np.uint8]:
        """Return whether each cell is inside, outside, or maybe crossed by the outline."""
        shapely.prepare(self.shape)
        step = self.cell.min() / _SAMPLES
        outline = shapely.get_coordinates(shapely.segmentize(self.shape.boundary, step))
        edge = np.zeros((_CELLS, _CELLS), bool)
        # Between two samples the outline keeps to within half a step of one of them.
        for corner in ((-0.5, -0.5), (-0.5, 0.5), (0.5, -0.5), (0.5, 0.5)):
            cell = (outline + step * np.array(corner) - (west, south)) / self.cell
            column, row = np.clip(cell, 0, _CELLS - 1).astype(np.intp).T
            edge[column, row] = True
        middles = np.arange(_CELLS) + 0.5
        x, y = np.meshgrid(
            west + middles * self.cell[0], south + middles * self.cell[1], indexing="ij"
        )
        inside = shapely.contains_xy(self.shape, x, y)
        return np.where(edge, _EDGE, np.where(inside, _IN, _OUT)).astype(np.uint8)

    def _cell_of(self, xy: Floats) -> tuple[Any, Any]:
        column, row = (
            np.clip((xy[i] - self.corner[i]) / self.cell[i], 0, self.kind.shape[i] - 1).astype(
                np.intp
            )
            for i in (0, 1)
        )
        return column, row

    def whole_stretch(self, xyz: Floats) -> tuple[Bools, Bools]:
        """Return, for points that may move by the swing: (inside all the time, maybe neither)."""
        where = self._cell_of(geo.project_km(xyz))
        near = self.near[where]
        return (self.kind[where] == _IN) & ~near, near

    def contains(self, xyz: Floats) -> Bools:
        """Return whether unit vectors (3, ...) lie inside."""
        xy = geo.project_km(xyz)
        kind = self.kind[self._cell_of(xy)]
        inside: Bools = kind == _IN
        edge = kind == _EDGE
        if edge.any():
            inside[edge] = shapely.contains_xy(self.shape, xy[0][edge], xy[1][edge])
        return inside


@lru_cache(maxsize=64)
def region_of(shape_km: Any, swing_rad: float) -> Region:
    """Return the region of a shape, kept: runs over the same map, and edits of one, share it."""
    return Region(shape_km, swing_rad)


def _grown(edge: Bools, by: npt.NDArray[np.int64]) -> Bools:
    """Return cells with an edge cell no more than `by` cells away along each axis."""
    for axis in (0, 1):
        total = np.cumsum(np.insert(edge.astype(np.int64), 0, 0, axis=axis), axis=axis)
        size = edge.shape[axis]
        high = np.minimum(np.arange(size) + int(by[axis]) + 1, size)
        low = np.maximum(np.arange(size) - int(by[axis]), 0)
        edge = np.take(total, high, axis=axis) > np.take(total, low, axis=axis)
    return edge
