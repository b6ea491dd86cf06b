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

COARSE, FINE = 64, 256
"""Cells along each side of a region's bounding box: for one run, and for the many of a study."""
_SAMPLES = 8
"""Samples of a region's outline along a cell."""
_OUT, _IN, _EDGE = 0, 1, 2


class Region:
    """A shapely geometry in projected km, made ready for many points: `cells`, a power of two from
    `COARSE` on, take longer to make and less to ask, and answer the same."""

    def __init__(
        self, shape_km: Any, projection: geo.Projection = geo.TURKEY, cells: int = COARSE
    ) -> None:
        self.shape, self.projection, self.cells = shape_km, projection, cells
        west, south, east, north = shape_km.bounds
        self.corner = np.array([west, south])
        self.cell = np.array([(east - west) / cells, (north - south) / cells])
        shapely.prepare(shape_km)
        self.kind = np.pad(self._raster(cells), 1, constant_values=_OUT)
        edges = np.cumsum(np.cumsum(self.kind == _EDGE, axis=0), axis=1)
        self.edges_before = np.pad(edges, ((1, 0), (1, 0)))
        """How many edge cells there are in all columns and rows before."""

    def _raster(self, cells: int) -> npt.NDArray[np.uint8]:
        """Return of `cells` by `cells` whether each is inside, outside, or maybe crossed by the
        outline."""
        size = self.cell * (self.cells / cells)
        edge = self._crossed(cells, size)
        known = np.full(edge.shape, _EDGE, np.uint8)
        if cells > COARSE:
            known = self._raster(cells // 2).repeat(2, axis=0).repeat(2, axis=1)
        column, row = np.nonzero((known == _EDGE) & ~edge)
        x, y = self.corner[:, None] + (np.stack([column, row]) + 0.5) * size[:, None]
        known[column, row] = np.where(shapely.contains_xy(self.shape, x, y), _IN, _OUT)
        return known

    def _crossed(self, cells: int, size: Floats) -> Bools:
        """Return which of `cells` by `cells` of that `size` the outline may cross."""
        step = size.min() / _SAMPLES
        outline = shapely.get_coordinates(shapely.segmentize(self.shape.boundary, step))
        edge = np.zeros((cells, cells), bool)
        # Between two samples the outline keeps to within half a step of one of them.
        for corner in ((-0.5, -0.5), (-0.5, 0.5), (0.5, -0.5), (0.5, 0.5)):
            cell = (outline + step * np.array(corner) - self.corner) / size
            column, row = np.clip(cell, 0, cells - 1).astype(np.intp).T
            edge[column, row] = True
        return edge

    def _cell_of(self, xy: Floats) -> tuple[Any, Any]:
        """Return column and row of points; what lies outside is in the margin of one cell."""
        column, row = (
            np.clip((xy[i] - self.corner[i]) / self.cell[i] + 1.0, 0.0, self.cells + 1.0).astype(
                np.intp
            )
            for i in (0, 1)
        )
        return column, row

    def whole_boxes(self, low: Floats, high: Floats) -> tuple[Bools, Bools]:
        """Return, for boxes with corners `low` and `high` (2, ...), km: (wholly inside, maybe
        neither inside nor outside)."""
        west, south, east, north = self.shape.bounds
        near = np.flatnonzero(
            (low[0] <= east) & (high[0] >= west) & (low[1] <= north) & (high[1] >= south)
        )
        boxes = (corner.reshape(2, -1).take(near, axis=1) for corner in (low, high))
        inside, neither = np.zeros(low[0].shape, bool), np.zeros(low[0].shape, bool)
        inside.reshape(-1)[near], neither.reshape(-1)[near] = self._boxes(*boxes)
        return inside, neither

    def _boxes(self, low: Floats, high: Floats) -> tuple[Bools, Bools]:
        """Return the same of boxes (2, N) of which none is far away."""
        (west, south), (east, north) = self._cell_of(low), self._cell_of(high)
        before, rows = self.edges_before.ravel(), self.edges_before.shape[1]
        left, right, top = west * rows, (east + 1) * rows, north + 1
        edges = before.take(right + top) - before.take(left + top)
        edges -= before.take(right + south) - before.take(left + south)
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
def region_of(shape_km: Any, projection: geo.Projection, cells: int = COARSE) -> Region:
    """Return the region of a shape, kept: runs over the same map, and edits of one, share it."""
    return Region(shape_km, projection, cells)
