"""Sensing: which site's scans have which aircraft inside their coverage. Geometry only; chance comes later.

An aircraft is inside a site's coverage when its ground range is at most the site's range times the aircraft's signature, and
at most the radar horizon, ``4.12 (sqrt(h_site) + sqrt(h_aircraft))`` km, heights in metres (4/3 Earth). The result is the
runs of scans inside, and the ticks between which an aircraft is inside the area of interest and each zone.

The loop goes over blocks of aircraft and time: positions once, then every site's scans of those ticks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iffsim import runs as runs_module
from iffsim.bulk import ANCHOR_TICKS, Block, block
from iffsim.coverage import HORIZON_M, limit_rad
from iffsim.regions import Region
from iffsim.runs import Runs
from iffsim.steps import FOREVER, Steps
from iffsim.world import World

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

BLOCK = 1 << 14
"""Positions worked on at once: three coordinates of a block stay in the processor's cache."""
REGION_TICKS = 10
"""How often area and zone membership is sampled."""


@dataclass(frozen=True)
class Survey:
    """What geometry says of a whole run."""

    inside: Runs
    """Every site's scans with an aircraft in coverage, sorted by (site, aircraft, first)."""
    in_area: Steps
    """bool per aircraft."""
    in_zone: tuple[Steps, ...]
    """For each zone, bool per aircraft."""


class _Edges:
    """Collects where rows of booleans change from one sample to the next, one observer's samples."""

    def __init__(self, aircraft: int) -> None:
        self.state = np.zeros(aircraft, bool)
        self.aircraft: list[Ints] = []
        self.tick: list[Ints] = []

    def add(self, a0: int, ticks: Ints, inside: Bools) -> None:
        """Take in samples [T, A] of aircraft from `a0` on, at `ticks` that follow those before."""
        now = self.state[a0 : a0 + inside.shape[1]]
        turned = np.empty_like(inside)
        np.not_equal(inside[0], now, out=turned[0])
        np.not_equal(inside[1:], inside[:-1], out=turned[1:])
        now[:] = inside[-1]
        where = np.flatnonzero(turned)
        if len(where):
            row, column = np.divmod(where, inside.shape[1])
            self.aircraft.append(column + a0)
            self.tick.append(ticks[row])

    def found(self) -> tuple[Ints, Ints]:
        """Return (aircraft, tick) of all changes, [E] each."""
        empty = [np.zeros(0, np.int64)]
        return np.concatenate(self.aircraft or empty), np.concatenate(self.tick or empty)


def survey(world: World, progress: Callable[[float], None] | None = None) -> Survey:
    """Return what every site's scans and every region hold over the whole run."""
    aircraft = len(world.traffic)
    sites = [_Edges(aircraft) for _ in world.sites.ids]
    regions = [Region(shape) for shape in (world.area_km, *(z.polygon_km for z in world.zones))]
    members = [_Edges(aircraft) for _ in regions]
    for share, part in _blocks(world):
        for s, edges in enumerate(sites):
            _look(world, s, part, edges)
        _belong(regions, part, members)
        if progress:
            progress(share)
    life = _life(world)
    inside = [_runs(world, s, edges, life) for s, edges in enumerate(sites)]
    return Survey(
        runs_module.join(inside) if inside else runs_module.NO_RUNS,
        _membership(members[0], life),
        tuple(_membership(edges, life) for edges in members[1:]),
    )


def _blocks(world: World) -> Iterator[tuple[float, Block]]:
    """Yield (share done, block) over aircraft, and inside those over time, which edges rely on."""
    aircraft = len(world.traffic)
    wide = min(aircraft, BLOCK // ANCHOR_TICKS)
    long = max(1, BLOCK // (ANCHOR_TICKS * wide))
    anchors = world.ticks // ANCHOR_TICKS + 1
    for a0 in range(0, aircraft, wide):
        a1 = min(aircraft, a0 + wide)
        for n in range(0, anchors, long):
            count = min(long, anchors - n)
            share = (a0 + (a1 - a0) * (n + count) / anchors) / aircraft
            yield share, block(world.traffic, a0, a1, n * ANCHOR_TICKS, count)


def _look(world: World, s: int, part: Block, edges: _Edges) -> None:
    """Let site `s` make its scans of a block."""
    sites = world.sites
    every, phase = int(sites.scan_ticks[s]), int(sites.phase_ticks[s])
    rows = slice((phase - int(part.ticks[0])) % every, None, every)
    ticks = part.ticks[rows]
    if not len(ticks):
        return
    (sx, sy, sz), height_m = _place(world, s, ticks)
    x, y, z = part.x[rows], part.y[rows], part.z[rows]
    toward = x * sx
    toward += y * sy
    toward += z * sz
    reach = limit_rad(sites.range_m[s] * world.fleet.signature[part.a0 : part.a1])
    inside = toward >= np.cos(reach)
    _horizon(inside, toward, part.alt_m[rows], height_m, reach)
    if part.a0 <= (own := int(sites.carrier[s])) < part.a1:
        inside[:, own - part.a0] = True  # at no distance, which rounding must not hide
    edges.add(part.a0, ticks, inside)


def _horizon(
    inside: Bools, toward: npt.NDArray[np.float64], alt_m: npt.NDArray[np.float64],
    height_m: npt.NDArray[np.float64], reach: npt.NDArray[np.float64],
) -> None:  # fmt: skip
    """Take out of `inside` what is below the radar horizon, looking only where that can be."""
    lowest = np.maximum(alt_m.min(axis=0), 0.0)
    low = limit_rad(HORIZON_M * (np.sqrt(height_m.min()) + np.sqrt(lowest))) < reach
    columns = np.flatnonzero(low & inside.any(axis=0))
    if len(columns):
        heights = np.sqrt(height_m) + np.sqrt(np.maximum(alt_m[:, columns], 0.0))
        inside[:, columns] &= toward[:, columns] >= np.cos(limit_rad(HORIZON_M * heights))


def _place(
    world: World, s: int, ticks: Ints
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return a site's position (3, T or 1, 1) and height [T or 1, 1] at `ticks`."""
    carrier = int(world.sites.carrier[s])
    if carrier < 0:
        return world.sites.xyz[:, s, None, None], np.maximum(
            world.sites.height_m[s : s + 1, None], 0
        )
    flown = world.traffic.follow(carrier, ticks.astype(float))
    return flown.xyz[:, :, None], np.maximum(flown.alt_m[:, None], 0.0)


def _belong(regions: list[Region], part: Block, members: list[_Edges]) -> None:
    """Sample area and zone membership of a block."""
    rows = slice(-int(part.ticks[0]) % REGION_TICKS, None, REGION_TICKS)
    xyz = np.stack([part.x[rows], part.y[rows], part.z[rows]])
    for region, edges in zip(regions, members, strict=True):
        edges.add(part.a0, part.ticks[rows], region.contains(xyz))


def _life(world: World) -> tuple[Ints, Ints]:
    """Return the first and the last tick at which each aircraft exists, int64[A]; none if first > last."""
    first = np.ceil(world.traffic.start_s).astype(np.int64)
    last = np.ceil(world.traffic.end_s).astype(np.int64) - 1
    return np.maximum(first, 0), np.minimum(last, world.ticks)


def _runs(world: World, s: int, edges: _Edges, life: tuple[Ints, Ints]) -> Runs:
    """Return a site's runs, inside the lives of the aircraft and of its carrier."""
    every, phase = int(world.sites.scan_ticks[s]), int(world.sites.phase_ticks[s])
    last_scan = phase + (world.ticks - phase) // every * every
    found = runs_module.from_edges(s, every, *edges.found(), last_scan)
    first, last = life[0][found.aircraft], life[1][found.aircraft]
    if (carrier := int(world.sites.carrier[s])) >= 0:
        first, last = np.maximum(first, life[0][carrier]), np.minimum(last, life[1][carrier])
    return found.within(first, last)[0]


def _membership(edges: _Edges, life: tuple[Ints, Ints]) -> Steps:
    """Return bool per aircraft: inside the region, and existing."""
    found = runs_module.from_edges(0, 1, *edges.found(), FOREVER)
    row = found.aircraft
    start, stop = np.maximum(found.first, life[0][row]), np.minimum(found.last, life[1][row]) + 1
    some = start < stop
    return Steps.intervals(len(life[0]), row[some], start[some], stop[some])
