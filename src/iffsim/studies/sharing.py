"""What runs of a study have in common is surveyed once.

Geometry is nearly all that a run costs, and it is a matter between one site and one aircraft. So a
fleet goes in *crowds* (the flights as written, each background), each known by what flies in it,
and every site by where it stands and how far it sees: a crowd that a site has surveyed before is
looked up. What is new is surveyed for many runs in one go, as one large fleet.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from iffsim import sensing
from iffsim.base import runs as runs_module
from iffsim.base import steps
from iffsim.base.arrays import Ints
from iffsim.base.runs import NO_RUNS, Runs
from iffsim.earth.regions import Region
from iffsim.scenario.types import Scenario
from iffsim.sensing import Survey
from iffsim.studies.digest import digest
from iffsim.studies.stacking import columns, some_sites, traffic
from iffsim.truth.fleet import assemble
from iffsim.truth.traffic import Traffic
from iffsim.truth.world import Fleet, Sites, World

MOST_BYTES = 64_000_000
"""Memory for what is kept; the longest unused goes first."""
SEEN = frozenset({"xyz", "height_m", "range_m", "scan_ticks", "phase_ticks"})
"""Columns of sites that matter to a survey alone."""
UNSEEN = frozenset(
    {"ids", "names", "kinds", "asks", "accepts", "p_detect", "p_reply", "key", "active"}
)
"""Columns that matter after it alone; any other is taken to matter to both."""
_BY_ANOTHER_KEY = frozenset({"carrier", "present", "shadows"})
MOST_REGIONS = 64
"""Areas with zones that are kept made ready."""
Key = bytes


@dataclass(frozen=True)
class Crowd:
    """Some aircraft of a run, known by where they fly."""

    key: Key
    first: int
    """The first of them in the fleet."""
    traffic: Traffic
    fleet: Fleet

    def __len__(self) -> int:
        return len(self.traffic)


@dataclass(frozen=True)
class People:
    """A run's whole fleet, and the crowds in it."""

    traffic: Traffic
    fleet: Fleet
    crowds: tuple[Crowd, ...]

    def owner(self, aircraft: int) -> tuple[Crowd, int]:
        """Return the crowd of an aircraft, and which of it that is."""
        crowd = next(c for c in reversed(self.crowds) if c.first <= aircraft)
        return crowd, aircraft - crowd.first


@dataclass(frozen=True)
class Ground:
    """What of a world is not of an aircraft, known by what it is."""

    world: World
    """With anybody in it."""
    sites: tuple[Key, ...]
    regions: Key
    still: Key
    """All that matters after the survey, but the sites."""
    after: Key
    """All that matters after the survey: runs that have the same go in one stack."""


@dataclass(frozen=True)
class Cast:
    """A run's world, and what of it a survey can be known by."""

    world: World
    people: People
    sites: tuple[Key, ...]
    ground: Ground


def people(scenario: Scenario, seed: int) -> People:
    """Return the fleet of a scenario."""
    traffic, fleet = assemble(scenario, seed)
    ends = np.cumsum([0, len(scenario.flights), *(row.count for row in scenario.background)])
    bounds = [*ends.tolist(), len(traffic)]
    crowds = []
    for start, stop in pairwise(bounds):
        if start < stop:
            flown, who = traffic.part(start, stop), fleet.part(start, stop)
            key = digest(scenario.duration, flown, who.signature)
            crowds.append(Crowd(key, start, flown, who))
    return People(traffic, fleet, tuple(crowds))


def ground(world: World, like: Ground | None = None) -> Ground:
    """Return what of a world is not of an aircraft; `like` that of one that is the same but for its
    sites."""
    if like is None:
        zones = [(zone.kind, zone.polygon_km) for zone in world.zones]
        regions = digest(world.ticks, world.area_km, zones)
        still = digest(world.ticks, world.pictures, world.area_km, world.zones)
    else:
        regions, still = like.regions, like.still
    after = [getattr(world.sites, name) for name in _COLUMNS if name not in SEEN]
    return Ground(world, _site_keys(world), regions, still, digest(still, after))


def _site_keys(world: World) -> tuple[Key, ...]:
    sites = world.sites
    seen = np.vstack([getattr(sites, name) for name in _GEOMETRY]).T.copy()
    stay = np.array([(*sites.stay(s), sites.shadow(s) is not None) for s in range(len(seen))])
    return tuple(
        digest(world.ticks, row.data, when.data) for row, when in zip(seen, stay, strict=True)
    )


_COLUMNS = [field.name for field in fields(Sites) if field.name not in _BY_ANOTHER_KEY]
_GEOMETRY = [name for name in _COLUMNS if name not in UNSEEN]


def cast(on: Ground, who: People, seed: int) -> Cast:
    """Return a run's world."""
    world = replace(on.world, seed=seed, traffic=who.traffic, fleet=who.fleet)
    sites = [
        key if carrier < 0 else digest(key, who.owner(carrier)[0].key, who.owner(carrier)[1])
        for key, carrier in zip(on.sites, world.sites.carrier.tolist(), strict=True)
    ]
    return Cast(world, who, tuple(sites), on)


class Surveys:
    """Surveys that are kept: of each crowd by each site, and of each crowd by the regions."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._kept: OrderedDict[tuple[Key, Key], Any] = OrderedDict()
        self._regions: dict[Key, tuple[Region, ...]] = {}

    def of(self, casts: Sequence[Cast]) -> list[list[dict[Key, Any]]]:
        """Return for each of `casts` and each of its crowds what every site, and the regions, have
        of it, by their keys. What is not known yet is surveyed for all of them together."""
        missing: dict[Key, dict[Key, Crowd]] = {}
        who: dict[Key, tuple[Cast, int]] = {}
        for one in casts:
            for crowd in one.people.crowds:
                for s, key in enumerate((*one.sites, one.ground.regions)):
                    if (crowd.key, key) not in self._kept:
                        missing.setdefault(key, {})[crowd.key] = crowd
                        who.setdefault(key, (one, s))
        fresh: dict[tuple[Key, Key], Any] = {}
        for group in _groups(missing, who):
            fresh.update(self._survey(group))
        for pair, found in fresh.items():
            self._keep(pair, found)
        answer = [
            [
                {key: self._look(fresh, crowd.key, key) for key in (*one.sites, one.ground.regions)}
                for crowd in one.people.crowds
            ]
            for one in casts
        ]
        self._forget()
        return answer

    def _look(self, fresh: dict[tuple[Key, Key], Any], crowd: Key, observer: Key) -> Any:
        pair = (crowd, observer)
        if pair in fresh:
            return fresh[pair]
        self._kept.move_to_end(pair)
        return self._kept[pair]

    def _keep(self, pair: tuple[Key, Key], found: Any) -> None:
        self._kept[pair] = found
        self.bytes += _size(found)

    def _forget(self) -> None:
        while self.bytes > self.most_bytes:
            _, found = self._kept.popitem(last=False)
            self.bytes -= _size(found)

    def _survey(self, group: _Group) -> Iterator[tuple[tuple[Key, Key], Any]]:
        """Yield ((crowd, observer), what it has of it) of observers that lack the same crowds."""
        crowds = group.crowds
        first = np.cumsum([0, *map(len, crowds)])
        made = self._made(group.regions[1], group.regions[0]) if group.regions else (_nowhere(),)
        found = sensing.survey(_stage(group, first), made)
        bounds = np.searchsorted(found.inside.site, np.arange(len(group.sites) + 1))
        for s, (key, _) in enumerate(group.sites):
            aircraft = found.inside.aircraft[bounds[s] : bounds[s + 1]]
            cut = bounds[s] + np.searchsorted(aircraft, first)
            for crowd, start, i, j in zip(crowds, first, cut[:-1], cut[1:], strict=False):
                rows = found.inside.take(np.arange(i, j))
                yield (crowd.key, key), replace(rows, aircraft=rows.aircraft - start)
        if group.regions:
            for crowd, start, stop in zip(crowds, first[:-1], first[1:], strict=True):
                parts = (found.in_area, *found.in_zone)
                yield (
                    (crowd.key, group.regions[0]),
                    tuple(one.part(int(start), int(stop)) for one in parts),
                )

    def _made(self, one: Cast, key: Key) -> tuple[Region, ...]:
        if key not in self._regions:
            if len(self._regions) > MOST_REGIONS:
                self._regions.clear()
            self._regions[key] = sensing.regions_of(one.world)
        return self._regions[key]


@cache
def _nowhere() -> Region:
    """Return an area for a survey that is not asked about one."""
    return Region(shapely.box(0.0, 0.0, 1.0, 1.0))


@dataclass
class _Group:
    """Observers that lack the same crowds, and are asked about them together."""

    crowds: list[Crowd]
    sites: list[tuple[Key, tuple[Cast, int]]]
    regions: tuple[Key, Cast] | None = None
    carriers: Crowd | None = None
    """The crowd of the site's carrier, where it is not among `crowds`."""


def _groups(missing: dict[Key, dict[Key, Crowd]], who: dict[Key, tuple[Cast, int]]) -> list[_Group]:
    """Return the observers in groups."""
    groups: dict[Any, _Group] = {}
    for key, lacks in missing.items():
        one, s = who[key]
        name: tuple[Any, ...] = tuple(lacks)
        if s == len(one.sites):
            while name in groups and groups[name].regions:
                name = (*name, key)
            groups.setdefault(name, _Group([*lacks.values()], [])).regions = (key, one)
            continue
        carrier = int(one.world.sites.carrier[s])
        apart = None if carrier < 0 else one.people.owner(carrier)[0]
        if apart is not None and apart.key in lacks:
            apart = None
        if apart is not None:
            name = (*name, apart.key)
        group = groups.setdefault(name, _Group([*lacks.values()], [], None, apart))
        group.sites.append((key, (one, s)))
    return list(groups.values())


def _stage(group: _Group, first: Ints) -> World:
    """Return a world with the group's crowds and sites, and with its carriers."""
    world = group.regions[1].world if group.regions else group.sites[0][1][0].world
    start = {crowd.key: int(n) for crowd, n in zip(group.crowds, first, strict=False)}
    everybody = traffic([crowd.traffic for crowd in group.crowds])
    part = None
    if group.carriers is not None:
        before = group.carriers.traffic
        part = (traffic([before, everybody]), len(before))
        start = {group.carriers.key: 0}
    sites, carriers = [], []
    for _, (one, s) in group.sites:
        sites.append(some_sites(one.world.sites, s, s + 1))
        carrier = int(one.world.sites.carrier[s])
        crowd, nth = one.people.owner(max(carrier, 0))
        carriers.append(-1 if carrier < 0 else start[crowd.key] + nth)
    standing = columns(sites) if sites else some_sites(world.sites, 0, 0)
    return replace(
        world,
        fleet=columns([crowd.fleet for crowd in group.crowds]),
        traffic=everybody,
        sites=replace(standing, carrier=np.array(carriers, np.int64)),
        zones=world.zones if group.regions else (),
        part_of=part,
    )


def _size(found: Any) -> int:
    """Return about how many bytes a kept survey takes."""
    if isinstance(found, Runs):
        return 5 * found.site.nbytes + 400
    return sum(3 * part.row.nbytes + 300 for part in found)


def assembled(casts: Sequence[Cast], known: Sequence[Sequence[dict[Key, Any]]]) -> Survey:
    """Return the survey of a stack of worlds from what is known of their crowds."""
    offset, total = [], 0
    for one in casts:
        offset.append([total + crowd.first for crowd in one.people.crowds])
        total += len(one.world.traffic)
    pieces: list[tuple[int, int, Runs]] = []
    for s in range(len(casts[0].sites)):
        for one, starts, crowds in zip(casts, offset, known, strict=True):
            key = one.sites[s]
            pieces += [(s, n, c[key]) for n, c in zip(starts, crowds, strict=True)]
    pieces = [piece for piece in pieces if len(piece[2])]
    regions = [
        crowd[one.ground.regions]
        for one, crowds in zip(casts, known, strict=True)
        for crowd in crowds
    ]
    in_area, *in_zone = (steps.joined(same) for same in zip(*regions, strict=True))
    return Survey(_runs(pieces), in_area, tuple(in_zone))


def _runs(pieces: Sequence[tuple[int, int, Runs]]) -> Runs:
    """Return runs of (site, first aircraft, runs), sorted as a survey's are."""
    if not pieces:
        return NO_RUNS
    many = [len(found) for _, _, found in pieces]
    site, start = (np.repeat([piece[i] for piece in pieces], many) for i in (0, 1))
    whole = runs_module.join([found for _, _, found in pieces])
    return replace(whole, site=site.astype(np.int64), aircraft=whole.aircraft + start)
