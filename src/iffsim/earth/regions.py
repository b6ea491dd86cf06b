"""Is a point inside a region: a raster answers for whole cells, shapely where the outline is
near."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from iffsim.base import geo
from iffsim.base.arrays import Bools, Floats

_CELLS = 64
"""Cells along each side of a region's bounding box."""
_SAMPLES = 8
"""Samples of a region's outline along a cell."""
_OUT, _IN, _EDGE = 0, 1, 2


class Region:
    """A shapely geometry in projected km, made ready for many points."""

    def __init__(self, shape_km: Any, projection: geo.Projection = geo.TURKEY) -> None:
        self.shape, self.projection = shape_km, projection
        west, south, east, north = shape_km.bounds
        self.corner = np.array([west, south])
        self.cell = np.array([(east - west) / _CELLS, (north - south) / _CELLS])
        self.kind = np.pad(self._raster(west, south), 1, constant_values=_OUT)
        edges = np.cumsum(np.cumsum(self.kind == _EDGE, axis=0), axis=1)
        self.edges_before = np.pad(edges, ((1, 0), (1, 0)))
        """How many edge cells there are in all columns and rows before."""

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
        """Return column and row of points; what lies outside is in the margin of one cell."""
        column, row = (
            np.clip((xy[i] - self.corner[i]) / self.cell[i] + 1.0, 0.0, _CELLS + 1.0).astype(
                np.intp
            )
            for i in (0, 1)
        )
        return column, row

    def whole_boxes(self, low: Floats, high: Floats) -> tuple[Bools, Bools]:
        """Return, for boxes with corners `low` and `high` (2, ...), km: (wholly inside, maybe
        neither inside nor outside)."""
        west, south, east, north = self.shape.bounds
        near = (low[0] <= east) & (high[0] >= west) & (low[1] <= north) & (high[1] >= south)
        inside, neither = np.zeros(near.shape, bool), np.zeros(near.shape, bool)
        inside[near], neither[near] = self._boxes(low[:, near], high[:, near])
        return inside, neither

    def _boxes(self, low: Floats, high: Floats) -> tuple[Bools, Bools]:
        """Return the same of boxes (2, N) of which none is far away."""
        west, south = self._cell_of(low)
        east, north = self._cell_of(high)
        before = self.edges_before
        edges = before[east + 1, north + 1] - before[west, north + 1]
        edges -= before[east + 1, south] - before[west, south]
        neither = edges > 0
        return (self.kind[west, south] == _IN) & ~neither, neither

    def contains(self, xyz: Floats) -> Bools:
        """Return whether unit vectors (3, ...) lie inside."""
        xy = self.projection.km(xyz)
        kind = self.kind[self._cell_of(xy)]
        inside: Bools = kind == _IN
        edge = kind == _EDGE
        if edge.any():
            inside[edge] = shapely.contains_xy(self.shape, xy[0][edge], xy[1][edge])
        return inside


@lru_cache(maxsize=64)
def region_of(shape_km: Any, projection: geo.Projection) -> Region:
    """Return the region of a shape, kept: runs over the same map, and edits of one, share it."""
    return Region(shape_km, projection)
