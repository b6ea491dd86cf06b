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
from iffsim.earth.regions import COARSE, Region, region_of
from iffsim.truth.bulk import ANCHOR_TICKS, Anchors, anchors, swing_rad
from iffsim.truth.stretch import (
    along,
    carried,
    fixed,
    from_afar,
    near,
    passing,
    reach_rad,
    sees,
)
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
    """When observers look, within N stretches: at ``first[n] + every * (0 .. count[n] - 1)``; in
    columns, one for each observer."""

    first: Ints
    count: Ints
    every: Ints

    @classmethod
    def of(cls, anchor_ticks: Ints, every: Ints, phase: Ints, last: int) -> Samples:
        """Return the ticks phase + k every (k >= 0), up to `last`, that fall into each stretch."""
        begin = anchor_ticks[:, None]
        first = np.maximum(begin + (phase - begin) % every, phase)
        end = np.minimum(begin + ANCHOR_TICKS, last + 1)
        count = np.maximum((end - first + every - 1) // every, 0)
        return cls(first, count, every)


class _Edges:
    """Collects where answers of one or several observers turn, from sample to sample: a row for
    each observer and aircraft."""

    def __init__(self, rows: int) -> None:
        self.state = np.zeros(rows, bool)
        self.row: list[Ints] = []
        self.tick: list[Ints] = []

    def add(
        self, samples: Samples, by: Ints, rows: Ints, sure: Bools, maybe: Bools, look: _Look
    ) -> None:
        """Take in N stretches of `rows` [B], in which observers `by` [B] look; those of other rows
        have nothing to tell. `sure` [N, B] is the answer where not `maybe`; `look` gives the
        rest."""
        begin, end, before = sure, sure, self.state[None, rows]
        seen = (samples.count > 0)[:, by]
        n, b = _marked(maybe & seen)
        if len(n):
            begin, end = sure.copy(), sure.copy()
            count = samples.count[n, by[b]]
            nth = np.arange(int(count.max()))[:, None]
            ticks = samples.first[n, by[b]] + nth * samples.every[by[b]]
            inside = look(n, b, ticks)
            begin[n, b] = inside[0]
            end[n, b] = inside[count - 1, np.arange(len(n))]
            turned = (inside[1:] != inside[:-1]) & (nth[1:] < count)
            k, m = _marked(turned)
            self._note(rows[b[m]], ticks[k + 1, m])
        if not seen.all():  # where nobody looks, all stays as it was
            last = np.where(seen, np.arange(1, len(seen) + 1)[:, None], 0)
            last = np.maximum.accumulate(last, axis=0)
            end = np.take_along_axis(np.concatenate([before, end]), last, axis=0)
            begin = np.where(seen, begin, end)
        n, b = _marked(begin != np.concatenate([before, end[:-1]]))
        self._note(rows[b], samples.first[n, by[b]])
        self.state[rows] = end[-1]

    def _note(self, row: Ints, tick: Ints) -> None:
        if len(row):
            self.row.append(row)
            self.tick.append(tick)

    def found(self) -> tuple[Ints, Ints]:
        """Return (row, tick) of all turns, [E] each."""
        empty = [np.zeros(0, np.int64)]
        return np.concatenate(self.row or empty), np.concatenate(self.tick or empty)


def _marked(mask: Bools) -> tuple[Ints, Ints]:
    """Return where a mask [N, A] is set, as `np.nonzero` does; faster where few are."""
    row, column = np.divmod(np.flatnonzero(mask), mask.shape[1])
    return row, column


_Look = Callable[[Ints, Ints, Ints], Bools]
"""(stretch [M], column [M], ticks [K, M]) -> bool[K, M], computed exactly."""


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
    scans = _Edges(len(world.sites.ids) * aircraft)
    members = [(_Edges(aircraft), np.array([every])) for every in region_ticks(world)]
    for share, at in _stretches(world, start):
        _scan(world, at, swing, scans)
        if regions:
            boxes = at.boxes_km(swing, world.projection)
            for region, (edges, every) in zip(regions, members, strict=True):
                samples = Samples.of(at.ticks, every, np.zeros(1, np.int64), world.ticks)
                _belong(region, samples, at, boxes, edges)
        if progress:
            progress(share)
    life = _life(world)
    return Survey(
        _runs(world, scans, life),
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


def _scan(world: World, at: Anchors, swing: float, edges: _Edges) -> None:
    """Let every site make its scans of a block of stretches."""
    sites, aircraft = world.sites, len(world.traffic)
    samples = Samples.of(at.ticks, sites.scan_ticks, sites.phase_ticks, world.ticks)
    site, who = near(world, at, swing, edges.state.reshape(len(sites.ids), aircraft))
    size = max(1, BLOCK // len(at.ticks))
    for start in range(0, len(site), size):
        s, a = site[start : start + size], who[start : start + size]
        _scan_fixed(world, s, a, at.only(a), swing, samples, edges)
    for one in np.flatnonzero(sites.carrier >= 0).tolist():
        _scan_carried(world, one, at, swing, samples, edges)


def _scan_fixed(
    world: World, s: Ints, who: Ints, at: Anchors, swing: float, samples: Samples, edges: _Edges
) -> None:
    """Let fixed sites `s` [P] look for aircraft `who` [P], each for one; `at` is of them."""
    reach = reach_rad(world, s, who)
    sure, maybe = passing(world, s, who, at, swing, reach)
    maybe &= ~sure

    def look(n: Ints, a: Ints, ticks: Ints) -> Bools:
        inside, doubt = along(world, s[a], who[a], at, n, a, reach[a], ticks)
        k, m = _marked(doubt)
        n, a = n[m], a[m]
        post = fixed(world, s[a], who[a])
        inside[k, m] = sees(world, s[a], post, at, n, a, who[a], ticks[k, m][None])[0]
        return inside

    edges.add(samples, s, s * len(world.traffic) + who, sure, maybe, look)


def _scan_carried(
    world: World, s: int, at: Anchors, swing: float, samples: Samples, edges: _Edges
) -> None:
    """Let a carried site look for everybody."""
    who = np.arange(len(world.traffic))
    by = np.full(len(who), s)
    sure, maybe = from_afar(world, s, at, swing, reach_rad(world, by, who))
    maybe &= ~sure

    def look(n: Ints, a: Ints, ticks: Ints) -> Bools:
        return sees(world, by[a], carried(world, s, ticks), at, n, a, a, ticks)

    edges.add(samples, by, s * len(who) + who, sure, maybe, look)


def _belong(
    region: Region, samples: Samples, at: Anchors, boxes: tuple[Floats, Floats], edges: _Edges
) -> None:
    """Look at `samples` who is in a region; everybody keeps to its box in each stretch."""
    inside, edge = region.whole_boxes(*boxes)
    edge[at.jumps] = True

    def look(n: Ints, a: Ints, ticks: Ints) -> Bools:
        return region.contains(at.places(n, a, ticks)[0])

    who = np.arange(inside.shape[1])
    edges.add(samples, np.zeros_like(who), who, inside, edge, look)


def _life(world: World) -> tuple[Ints, Ints]:
    """Return each aircraft's first and last tick, int64[A]; none if first > last."""
    first = np.ceil(world.traffic.start_s).astype(np.int64)
    last = np.ceil(world.traffic.end_s).astype(np.int64) - 1
    return np.maximum(first, 0), np.minimum(last, world.ticks)


def _runs(world: World, scans: _Edges, life: tuple[Ints, Ints]) -> Runs:
    """Return all sites' runs while each is there, inside the lives of the aircraft and of its
    carrier."""
    sites = world.sites
    row, entry, leave = runs_module.from_edges(*scans.found())
    if not len(row):
        return runs_module.NO_RUNS
    site, row = np.divmod(row, len(world.traffic))
    every, phase = sites.scan_ticks[site], sites.phase_ticks[site]
    last_scan = phase + (world.ticks - phase) // every * every
    last = np.where(leave == FOREVER, last_scan, leave - every)
    begin, end = np.array([_there(world, s) for s in range(len(sites.ids))], np.int64).T
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
