"""Sensing: which site's scans have which aircraft inside their coverage. Geometry only.

An aircraft is inside a site's coverage when its ground range is at most the site's range times the
aircraft's signature, and at most the radar horizon, ``4.12 (sqrt(h_site) + sqrt(h_aircraft))`` km,
heights in metres (4/3 Earth), and, where terrain is on, no mountain is between (`terrain.py`). The
result is the runs of scans inside, and the ticks between which an aircraft is inside the area of
interest and each zone.

Time goes in stretches between anchors (`bulk.py`). An aircraft that is inside or outside at both
ends of a stretch, by more than its path bends, costs one comparison; only one that crosses an edge
is followed scan by scan, exactly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from iffsim.base import runs as runs_module
from iffsim.base import steps
from iffsim.base.arrays import Bools, Floats, Ints
from iffsim.base.progress import Tell
from iffsim.base.runs import Runs
from iffsim.base.steps import FOREVER, Steps
from iffsim.earth.coverage import horizon_m, limit_rad
from iffsim.earth.regions import COARSE, Region, region_of
from iffsim.truth.bulk import ANCHOR_TICKS, Anchors, anchors, swing_rad
from iffsim.truth.stretch import from_afar, passing, place, reach_m
from iffsim.truth.world import World

BLOCK = 1 << 16
"""Anchor positions worked on at once: enough that few calls do the work, and little memory."""
REGION_TICKS = 10
"""How often membership of the area and of protected zones is sampled, for scores."""
LINE_TICKS = 1
"""How often that of declared zones is: at every tick, so that each plot is judged by its own
position."""


@dataclass(frozen=True)
class Survey:
    """What geometry says of a whole run."""

    inside: Runs
    """Every site's scans with an aircraft in coverage, sorted by (site, aircraft, first)."""
    in_area: Steps
    """bool per aircraft."""
    in_zone: tuple[Steps, ...]
    """For each zone, bool per aircraft; true of every tick for declared ones, else sampled every
    `REGION_TICKS`."""


def revised(
    past: Survey, old: World, world: World, regions: Sequence[Region], start: int
) -> Survey:
    """Return the survey of `world`, which differs from `old` only from tick `start` on: what came
    before is taken from `past`, what follows is worked out anew."""
    aircraft = _places_of(old.fleet.ids, world.fleet.ids)
    sites = _places_of(old.sites.ids, world.sites.ids)
    new = survey(world, regions, None, start)
    begin = np.full(len(new.inside), start)
    after, _ = new.inside.within(begin, new.inside.last)
    moved = replace(
        past.inside, site=sites[past.inside.site], aircraft=aircraft[past.inside.aircraft]
    )
    moved = moved.take((moved.site >= 0) & (moved.aircraft >= 0))
    before, _ = moved.within(moved.first, np.full(len(moved), start - 1))
    zones = dict(zip((z.id for z in old.zones), past.in_zone, strict=True))
    area, *samples = (-(-start // every) * every for every in region_ticks(world))
    return Survey(
        runs_module.merged(runs_module.join([before, after])),
        _continued(past.in_area, aircraft, new.in_area, area),
        tuple(
            _continued(zones[zone.id], aircraft, inside, sample) if zone.id in zones else inside
            for zone, inside, sample in zip(world.zones, new.in_zone, samples, strict=True)
        ),
    )


def _places_of(names: Sequence[str], among: Sequence[str]) -> Ints:
    """Return the index of each name `among` others, -1 where it is missing."""
    index = {name: i for i, name in enumerate(among)}
    return np.array([index.get(name, -1) for name in names], np.int64)


def _continued(past: Steps, rows: Ints, new: Steps, start: int) -> Steps:
    """Return `new` from tick `start` on, and before it `past`, whose rows are `rows` of the new
    one."""
    begin = np.zeros(new.rows, np.int64)  # an aircraft that is new has no past
    begin[rows[rows >= 0]] = start
    kept = (past.tick < start) & (rows[past.row] >= 0)
    later = new.tick > begin[new.row]
    every = np.arange(new.rows)
    return Steps.build(
        np.zeros(new.rows, bool),
        np.concatenate([rows[past.row[kept]], every, new.row[later]]),
        np.concatenate([past.tick[kept], begin, new.tick[later]]),
        np.concatenate([past.value[kept], new.at(every, begin), new.value[later]]),
    )


def joined(parts: Sequence[Survey], offsets: Sequence[int]) -> Survey:
    """Return the survey of the whole from those of its parts, whose first aircraft are
    `offsets`."""
    runs = runs_module.join([p.inside.shifted(o) for p, o in zip(parts, offsets, strict=True)])
    return Survey(
        runs.take(runs.order()),
        steps.joined([part.in_area for part in parts]),
        tuple(steps.joined(zone) for zone in zip(*(p.in_zone for p in parts), strict=True)),
    )


@dataclass(frozen=True)
class Samples:
    """When an observer looks, within N stretches: at ``first[n] + every * (0 .. count[n] - 1)``."""

    first: Ints
    count: Ints
    every: int

    @classmethod
    def of(cls, anchor_ticks: Ints, every: int, phase: int) -> Samples:
        """Return the ticks phase + k every (k >= 0) that fall into each stretch."""
        first = np.maximum(anchor_ticks + (phase - anchor_ticks) % every, phase)
        count = np.maximum((anchor_ticks + ANCHOR_TICKS - first + every - 1) // every, 0)
        return cls(first, count, every)


class _Edges:
    """Collects where one observer's answers turn, from sample to sample, for every aircraft."""

    def __init__(self, aircraft: int) -> None:
        self.state = np.zeros(aircraft, bool)
        self.aircraft: list[Ints] = []
        self.tick: list[Ints] = []

    def add(self, samples: Samples, sure: Bools, maybe: Bools, look: _Look) -> None:
        """Take in N stretches: `sure` [N, A] is the answer where not `maybe`; `look` gives the
        rest."""
        begin, end = sure, sure
        seen = samples.count > 0
        n, a = _marked(maybe & seen[:, None])
        if len(n):
            begin, end = sure.copy(), sure.copy()
            nth = np.arange(int(samples.count[n].max()))[:, None]
            ticks = samples.first[n] + nth * samples.every
            inside = look(n, a, ticks)
            begin[n, a] = inside[0]
            end[n, a] = inside[samples.count[n] - 1, np.arange(len(n))]
            turned = (inside[1:] != inside[:-1]) & (nth[1:] < samples.count[n])
            k, m = _marked(turned)
            self._note(a[m], ticks[k + 1, m])
        begin, end = begin[seen], end[seen]
        if len(begin):
            before = np.concatenate([self.state[None], end[:-1]])
            n, a = _marked(begin != before)
            self._note(a, samples.first[seen][n])
            self.state = end[-1].copy()

    def _note(self, aircraft: Ints, tick: Ints) -> None:
        if len(aircraft):
            self.aircraft.append(aircraft)
            self.tick.append(tick)

    def found(self) -> tuple[Ints, Ints]:
        """Return (aircraft, tick) of all turns, [E] each."""
        empty = [np.zeros(0, np.int64)]
        return np.concatenate(self.aircraft or empty), np.concatenate(self.tick or empty)


def _marked(mask: Bools) -> tuple[Ints, Ints]:
    """Return where a mask [N, A] is set, as `np.nonzero` does; faster where few are."""
    row, column = np.divmod(np.flatnonzero(mask), mask.shape[1])
    return row, column


_Look = Callable[[Ints, Ints, Ints], Bools]
"""(stretch [M], aircraft [M], ticks [K, M]) -> bool[K, M], computed exactly."""


def regions_of(world: World, cells: int = COARSE) -> tuple[Region, ...]:
    """Return the area of interest and the zones, made ready with so many `cells` (`Region`)."""
    shapes = (world.area_km, *(zone.polygon_km for zone in world.zones))
    return tuple(region_of(shape, world.projection, cells) for shape in shapes)


def region_ticks(world: World) -> tuple[int, ...]:
    """Return how often membership of each of `regions_of` the world is looked at, ticks."""
    lines = [zone.kind == "declared" for zone in world.zones]
    return (REGION_TICKS, *(LINE_TICKS if line else REGION_TICKS for line in lines))


def survey(
    world: World,
    regions: Sequence[Region],
    progress: Tell | None = None,
    start: int = 0,
) -> Survey:
    """Return what every site's scans and `regions_of` the world hold, from tick `start` to the end.

    Without `regions` nobody is in any. `progress` is told the share done, 0..1.
    """
    aircraft = len(world.traffic)
    swing = swing_rad(world.everybody)
    sites = [_Edges(aircraft) for _ in world.sites.ids]
    members = [(_Edges(aircraft), every) for every in region_ticks(world)]
    for share, at in _stretches(world, start):
        for s, edges in enumerate(sites):
            _scan(world, s, at, swing, edges)
        if regions:
            boxes = at.boxes_km(swing, world.projection)
            for region, (edges, every) in zip(regions, members, strict=True):
                _belong(region, every, at, boxes, edges)
        if progress:
            progress(share)
    life = _life(world)
    return Survey(
        _runs(world, sites, life),
        _membership(members[0][0], life),
        tuple(_membership(edges, life) for edges, _ in members[1:]),
    )


def _stretches(world: World, start: int) -> Iterator[tuple[float, Anchors]]:
    """Yield (share done, anchors) from tick `start` on, and the samples just before it, a block at
    a time."""
    total = world.ticks // ANCHOR_TICKS + 1
    many = max(1, BLOCK // max(1, len(world.traffic)))
    for n in range(max(0, start - REGION_TICKS) // ANCHOR_TICKS, total, many):
        count = min(many, total - n)
        yield (n + count) / total, anchors(world.traffic, n * ANCHOR_TICKS, count)


def _scan(world: World, s: int, at: Anchors, swing: float, edges: _Edges) -> None:
    """Let site `s` make its scans of a block of stretches."""
    sites = world.sites
    samples = Samples.of(at.ticks, int(sites.scan_ticks[s]), int(sites.phase_ticks[s]))
    reach = limit_rad(reach_m(world, s))
    if sites.carrier[s] >= 0:
        sure, maybe = from_afar(world, s, at, swing, reach)
    else:
        sure, maybe = passing(world, s, at, swing, reach)
    maybe &= ~sure

    def look(n: Ints, a: Ints, ticks: Ints) -> Bools:
        return _sees(world, s, at, n, a, ticks)

    edges.add(samples, sure, maybe, look)


def _sees(world: World, s: int, at: Anchors, n: Ints, a: Ints, ticks: Ints) -> Bools:
    """Return whether site `s` has aircraft `a` [M] in coverage at `ticks` [K, M], exactly."""
    xyz, alt_m = at.places(n, a, ticks)
    site, height_m = place(world, s, ticks, a)
    toward = xyz[0] * site[0] + xyz[1] * site[1] + xyz[2] * site[2]
    limit = limit_rad(np.minimum(reach_m(world, s, a), horizon_m(height_m, alt_m)))
    inside: Bools = toward >= np.cos(limit)
    shadow = world.sites.shadow(s)
    if shadow is not None:
        low = np.nonzero(inside & (alt_m < shadow.highest_m))
        inside[low] = alt_m[low] >= shadow.over(xyz[:, low[0], low[1]])
    inside |= (
        a == world.sites.carrier[s] - world.offset
    )  # no distance, which rounding must not hide
    return inside


def _belong(
    region: Region, every: int, at: Anchors, boxes: tuple[Floats, Floats], edges: _Edges
) -> None:
    """Look `every` so many ticks who is in a region; everybody keeps to its box in each stretch."""
    inside, edge = region.whole_boxes(*boxes)
    edge[at.jumped(at.traffic)] = True

    def look(n: Ints, a: Ints, ticks: Ints) -> Bools:
        return region.contains(at.places(n, a, ticks)[0])

    edges.add(Samples.of(at.ticks, every, 0), inside, edge, look)


def _life(world: World) -> tuple[Ints, Ints]:
    """Return each aircraft's first and last tick, int64[A]; none if first > last."""
    first = np.ceil(world.traffic.start_s).astype(np.int64)
    last = np.ceil(world.traffic.end_s).astype(np.int64) - 1
    return np.maximum(first, 0), np.minimum(last, world.ticks)


def _runs(world: World, edges: Sequence[_Edges], life: tuple[Ints, Ints]) -> Runs:
    """Return all sites' runs while each is there, inside the lives of the aircraft and of its
    carrier."""
    if not edges:
        return runs_module.NO_RUNS
    sites, aircraft = world.sites, len(world.traffic)
    turns = [one.found() for one in edges]
    site = np.repeat(np.arange(len(turns)), [len(turned) for turned, _ in turns])
    row, tick = (np.concatenate(column) for column in zip(*turns, strict=True))
    row, entry, leave = runs_module.from_edges(site * aircraft + row, tick)
    site, row = np.divmod(row, aircraft)
    every = sites.scan_ticks[site]
    phase = sites.phase_ticks[site]
    last_scan = phase + (world.ticks - phase) // every * every
    last = np.where(leave == FOREVER, last_scan, leave - every)
    begin, end = np.array([_there(world, s) for s in range(len(turns))], np.int64).T
    first, stop = np.maximum(life[0][row], begin[site]), np.minimum(life[1][row], end[site])
    return Runs(site, row, entry, last, every).within(first, stop)[0]


def _there(world: World, s: int) -> tuple[int, int]:
    """Return the first and last tick at which a site, and its carrier, are there."""
    begin, end = world.sites.stay(s)
    if (carrier := int(world.sites.carrier[s])) >= 0:
        begin = max(begin, math.ceil(world.everybody.start_s[carrier]))
        end = min(end, math.ceil(world.everybody.end_s[carrier]) - 1)
    return begin, end


def _membership(edges: _Edges, life: tuple[Ints, Ints]) -> Steps:
    """Return bool per aircraft: inside the region, and existing."""
    row, entry, leave = runs_module.from_edges(*edges.found())
    start, stop = np.maximum(entry, life[0][row]), np.minimum(leave, life[1][row] + 1)
    some = start < stop
    return Steps.intervals(len(life[0]), row[some], start[some], stop[some])
