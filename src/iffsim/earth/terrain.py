"""Mountains: the ground, what it hides from a site, and the shape that it leaves of a bubble.

Ground: NOAA GLOBE in cells of 0.05 degrees (`assets/README.md`), half way between a cell's mean and
its highest point, since a ridge that crosses a cell is higher than the one and lower than the
other; between cell centres bilinear. Outside the data there is sea.

A site sees an aircraft that stands above every ray over the ground between, on an Earth of 4/3
radius. For that each site has once and for all a polar grid: the lowest altitude that it sees, by
azimuth and range. Ground nearer than `CLEAR_M` hides nothing: sites are put where they can look
over their own hill. Nor does the sea: beyond it there is the radar horizon, which `coverage.py` has
already. So over the sea nothing changes. Invented sites on coarse ground: an illustration of
mountains, not of any place's radar.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from iffsim.base import assets, geo
from iffsim.base.arrays import Array, Floats, Ints
from iffsim.base.units import EARTH_RADIUS_M

CURVED_M = 2.0 * 4.0 / 3.0 * EARTH_RADIUS_M
"""A ray that starts level is ``r^2 / CURVED_M`` above the sphere at ground range r."""
CLEAR_M = 8_000.0
STEP_M = 1_000.0
AZIMUTHS = 1440
FLAT_M = np.float32(-1e6)
"""Stands for no shadow at all: an altitude below everything, finite so that it can be mixed."""


@dataclass(frozen=True)
class Ground:
    """Elevation on a grid of latitude and longitude: row 0 the northernmost, column 0 the
    westernmost."""

    north_deg: float
    west_deg: float
    cell_deg: float
    height_m: npt.NDArray[np.float32]
    """float32[rows, columns], at the middle of each cell, with a rim of sea."""

    def at(self, lat_deg: Array, lon_deg: Array) -> Floats:
        """Return elevations, m, bilinear between the middles of cells; 0 outside."""
        rows, columns = self.height_m.shape
        y = np.clip((self.north_deg - lat_deg) / self.cell_deg + 0.5, 0.0, rows - 1.001)
        x = np.clip((lon_deg - self.west_deg) / self.cell_deg + 0.5, 0.0, columns - 1.001)
        row, column = y.astype(np.int32), x.astype(np.int32)
        y -= row
        x -= column
        flat = self.height_m.ravel()
        corner = row * np.int32(columns) + column
        top = flat[corner] * (1.0 - x) + flat[corner + 1] * x
        low = flat[corner + columns] * (1.0 - x) + flat[corner + columns + 1] * x
        found: Floats = top + y * (low - top)
        return found


@cache
def ground() -> Ground:
    """Return the shipped ground."""
    with np.load(assets.path("terrain", "terrain.npz"), allow_pickle=False) as file:
        height = (file["mean_m"].astype(np.float32) + file["max_m"]) / 2.0
        north, west, cell = (float(file[n]) for n in ("lat_north", "lon_west", "cell_deg"))
    return Ground(north, west, cell, np.pad(height.astype(np.float32), 1))


@dataclass(frozen=True, eq=False)
class Shadow:
    """What the ground hides from one site: a polar grid around it.

    ``lowest_m[z, r]``, float32[Z + 1, R + 1]: the lowest visible altitude at azimuth ``z 2 pi / Z``
    (the last row is the first again) and ground range ``r step_m``; `FLAT_M` where nothing hides.
    """

    xyz: Floats
    height_m: float
    """The antenna's, above the sphere."""
    step_m: float
    lowest_m: npt.NDArray[np.float32]
    pools: dict[int, npt.NDArray[np.float32]] = field(default_factory=dict, repr=False)
    """What `_pooled` has said, by cells: it goes with the shadow."""

    @property
    def highest_m(self) -> float:
        """Above this altitude nothing is hidden anywhere."""
        return float(self.lowest_m.max(initial=-np.inf))

    def over(self, p: Floats) -> Floats:
        """Return the lowest visible altitude at unit vectors (3, N), m, [N], bilinear in the
        grid."""
        east, north = _axes(self.xyz)
        x = (east[:, None] * p).sum(axis=0)
        y = (north[:, None] * p).sum(axis=0)
        half = np.sqrt(((p - self.xyz[:, None]) ** 2).sum(axis=0)) / 2.0
        range_m = 2.0 * EARTH_RADIUS_M * np.arcsin(np.minimum(half, 1.0))
        turns, rings = self.lowest_m.shape[0] - 1, self.lowest_m.shape[1]
        z = np.arctan2(x, y) / (2.0 * np.pi) % 1.0 * turns
        r = np.minimum(range_m / self.step_m, rings - 1.001)
        row, column = np.minimum(z.astype(np.int64), turns - 1), r.astype(np.int64)
        z -= row
        r -= column
        flat, corner = self.lowest_m.ravel(), row * rings + column
        here = flat[corner] + r * (flat[corner + 1].astype(float) - flat[corner])
        beside = flat[corner + rings] + r * (
            flat[corner + rings + 1].astype(float) - flat[corner + rings]
        )
        found: Floats = here + z * (beside - here)
        return found

    def most_near(self, p: Floats, swing_rad: float) -> Floats:
        """Return no less than the lowest visible altitude anywhere within `swing_rad` of `p` (3,
        N), m.

        For points within the grid's range; coarse, and cheap: two products and a look-up.
        """
        margin_m = swing_rad * EARTH_RADIUS_M + _NODES_M
        cells = int(np.ceil(margin_m / CELL_M))
        if cells not in self.pools:
            self.pools[cells] = _pooled(self, cells)
        pooled = self.pools[cells]
        x, y = (_cell(axis[0] * p[0] + axis[1] * p[1] + axis[2] * p[2]) for axis in _axes(self.xyz))
        half = (len(pooled) - 1) // 2
        inside = (np.abs(x) <= half) & (np.abs(y) <= half)
        most = pooled[np.where(inside, x + half, 0), np.where(inside, y + half, 0)]
        return np.where(inside, most, np.inf)


CELL_M = 10_000.0
_NODES_M = 4_000.0
"""No point of the grid is farther from the nodes that it is mixed from."""


def _cell(part: Floats) -> Ints:
    return np.floor(part * (EARTH_RADIUS_M / CELL_M)).astype(np.int64)


def _pooled(shadow: Shadow, cells: int) -> npt.NDArray[np.float32]:
    """Return the highest node of the polar grid within `cells` cells each way, on a square grid.

    Seen from above the site, so that distances only shrink: what is near stays near.
    """
    turns, rings = shadow.lowest_m.shape[0] - 1, shadow.lowest_m.shape[1]
    away = np.sin(np.minimum(np.arange(rings) * shadow.step_m / EARTH_RADIUS_M, np.pi / 2.0))
    turn = np.arange(turns)[:, None] * (2.0 * np.pi / turns)
    x, y = _cell(np.sin(turn) * away), _cell(np.cos(turn) * away)
    half = int(np.ceil(EARTH_RADIUS_M / CELL_M * away[-1])) + 1 + min(cells, 700)
    grid = np.full((2 * half + 1, 2 * half + 1), FLAT_M)
    np.maximum.at(grid, (x + half, y + half), shadow.lowest_m[:-1])
    for axis in (0, 1):
        grid = _spread(grid, min(cells, 2 * half), axis)
    return grid


def _spread(grid: npt.NDArray[np.float32], cells: int, axis: int) -> npt.NDArray[np.float32]:
    """Return the highest value within `cells` along one axis; window doubled, not walked."""
    width, padded = 2 * cells + 1, np.moveaxis(grid, axis, 0)
    rim = np.full((cells, padded.shape[1]), FLAT_M)
    padded = np.concatenate([rim, padded, rim])
    done = 1
    while done < width:
        step = min(done, width - done)
        padded = np.maximum(padded[:-step], padded[step:])
        done += step
    return np.moveaxis(padded, 0, axis)


def _axes(p: Floats) -> tuple[Floats, Floats]:
    """Return unit vectors east and north at `p` (3,)."""
    return geo.heading_vector(p, np.pi / 2.0), geo.heading_vector(p, 0.0)


def shadow(xyz: Floats, height_m: float, range_m: float) -> Shadow:
    """Return the shadow around a site at `xyz` (3,), antenna at `height_m`, out to `range_m`.

    Computed once for each place, height and range.
    """
    return _shadow(*(float(x) for x in xyz), float(height_m), float(range_m))


_MOST = 32
"""Shadows kept: more than a scenario has sites on the ground, fewer than a drag passes over; each
has some one and a half megabytes."""


@lru_cache(maxsize=_MOST)
def _shadow(x: float, y: float, z: float, height_m: float, range_m: float) -> Shadow:
    return shadow_over(ground(), np.array([x, y, z]), height_m, range_m)


def rough_shadow(xyz: Floats, height_m: float, range_m: float) -> Shadow:
    """Return a shadow just fine enough to be drawn, in some 10 ms: for a site on the move."""
    return shadow_over(ground(), xyz, height_m, range_m, AZIMUTHS // 4, 2.0 * STEP_M)


def shadow_over(
    land: Ground, xyz: Floats, height_m: float, range_m: float, azimuths: int = AZIMUTHS,
    step_m: float = STEP_M,
) -> Shadow:  # fmt: skip
    """Return the shadow of a given ground: one pass over the polar grid, all azimuths at once."""
    rings = int(np.ceil(range_m / step_m)) + 1
    range_ = np.arange(rings) * step_m
    azimuth = np.linspace(0.0, 2.0 * np.pi, azimuths, endpoint=False)
    east, north = _axes(xyz)
    along = np.cos(azimuth) * north[:, None] + np.sin(azimuth) * east[:, None]
    turn = range_ / EARTH_RADIUS_M
    p = np.cos(turn) * xyz[:, None, None] + np.sin(turn) * along[:, :, None]
    height = land.at(*geo.lat_lon(p))
    near = range_ < CLEAR_M
    far = np.maximum(range_, step_m)
    slope = np.where((height > 0.0) & ~near, (height - height_m) / far - far / CURVED_M, -np.inf)
    steepest = np.maximum.accumulate(slope, axis=1)
    before = np.concatenate([np.full((azimuths, 1), -np.inf), steepest[:, :-1]], axis=1)
    with np.errstate(invalid="ignore"):
        lowest = height_m + range_ * before + range_**2 / CURVED_M
    lowest = np.where(np.isfinite(before), lowest, FLAT_M).astype(np.float32)
    return Shadow(xyz, height_m, step_m, np.concatenate([lowest, lowest[:1]]))
