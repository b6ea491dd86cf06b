"""What runs of a study have in common is surveyed once.

Geometry is nearly all that a run costs, and it is a matter between one site and one aircraft. So a
fleet goes in *crowds* (the flights as written, each background), each known by what flies in it,
and every site by where it stands and how far it sees: a crowd that a site has surveyed before is
looked up. What is new is surveyed for many runs in one go, as one large fleet.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any

import numpy as np

from iffsim import sensing
from iffsim.base import runs as runs_module
from iffsim.base import steps
from iffsim.base.arrays import Ints
from iffsim.base.runs import NO_RUNS, Runs
from iffsim.earth.regions import FINE, Region
from iffsim.sensing import Survey
from iffsim.studies.digest import digest
from iffsim.studies.stacking import columns, some_sites, traffic
from iffsim.truth.fleet import Roster
from iffsim.truth.traffic import Traffic
from iffsim.truth.world import Fleet, Sites, World

MOST_BYTES = 64_000_000
"""Memory for what is kept; the longest unused goes first."""
APART = ("xyz", "height_m", "range_m")
"""Columns of sites in which one survey can have another site for each aircraft."""
SEEN = frozenset({*APART, "scan_ticks", "phase_ticks"})
"""Columns of sites that matter to a survey alone."""
UNSEEN = frozenset(
    {"ids", "names", "kinds", "asks", "accepts", "p_detect", "p_reply", "key", "active"}
)
"""Columns that matter after it alone; any other is taken to matter to both."""
_BY_ANOTHER_KEY = frozenset({"carrier", "present", "shadows"})
AT_ONCE = 8
"""Sites of one kind that look at a crowd in one survey; more come in further rows."""
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
    kinds: tuple[Key, ...]
    """Sites that are of one kind can stand in for each other in a survey."""
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


Observer = tuple[Cast, int]
"""A site of a run, or, after the last of them, its regions."""
Row = tuple[Crowd, tuple[Observer, ...]]
"""A crowd, and who looks at it."""


def people(roster: Roster, seed: int) -> People:
    """Return the fleet of a scenario under a seed."""
    traffic, fleet = roster.under(seed)
    scenario = roster.scenario
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
    kinds, keys = _site_keys(world)
    return Ground(world, keys, kinds, regions, still, digest(still, after))


def _site_keys(world: World) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Return each site's kind and key; with mountains it is the only one of its kind."""
    sites = world.sites
    where, what = (np.vstack([getattr(sites, name) for name in names]).T for names in _GEOMETRY)
    when = [(*sites.stay(s), sites.shadow(s) is not None) for s in range(len(sites.ids))]
    kinds = [digest(world.ticks, *one) for one in zip(what, when, strict=True)]
    keys = [digest(*one) for one in zip(kinds, where, strict=True)]
    hilly = [shadow for *_, shadow in when]
    alike = [key if alone else kind for kind, key, alone in zip(kinds, keys, hilly, strict=True)]
    return tuple(alike), tuple(keys)


_COLUMNS = [field.name for field in fields(Sites) if field.name not in _BY_ANOTHER_KEY]
_GEOMETRY = (APART, tuple(name for name in _COLUMNS if name not in {*UNSEEN, *APART}))


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

    def of(self, casts: Sequence[Cast]) -> list[list[dict[Key, Any]]]:
        """Return for each of `casts` and each of its crowds what every site, and the regions, have
        of it, by their keys. What is not known yet is surveyed for all of them together."""
        missing: dict[Key, dict[Key, Observer]] = {}
        crowds: dict[Key, Crowd] = {}
        for one in casts:
            for crowd in one.people.crowds:
                crowds[crowd.key] = crowd
                for s, key in enumerate((*one.sites, one.ground.regions)):
                    if (crowd.key, key) not in self._kept:
                        missing.setdefault(crowd.key, {}).setdefault(key, (one, s))
        fresh: dict[tuple[Key, Key], Any] = {}
        for kinds, rows in _groups((crowds[key], lacks) for key, lacks in missing.items()):
            fresh.update(self._survey(kinds, rows))
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

    def _survey(
        self, kinds: Sequence[Key], rows: Sequence[Row]
    ) -> Iterator[tuple[tuple[Key, Key], Any]]:
        """Yield ((crowd, observer), what it has of it) of one group."""
        crowds = [crowd for crowd, _ in rows]
        first = np.cumsum([0, *map(len, crowds)])
        regions = [n for n, observer in enumerate(rows[0][1]) if _is_region(observer)]
        made: tuple[Region, ...] = ()
        if regions:
            made = sensing.regions_of(rows[0][1][regions[0]][0].world, FINE)
        found = sensing.survey(_stage(rows, first), made)
        bounds = np.searchsorted(found.inside.site, np.arange(len(kinds) - len(regions) + 1))
        for s, (i, j) in enumerate(pairwise(bounds)):
            cut = i + np.searchsorted(found.inside.aircraft[i:j], first)
            for (crowd, observers), start, k, m in zip(rows, first, cut, cut[1:], strict=False):
                some = found.inside.take(np.arange(k, m))
                yield (crowd.key, _key(observers[s])), some.shifted(-int(start))
        for n in regions:
            parts = (found.in_area, *found.in_zone)
            for (crowd, observers), start, stop in zip(rows, first, first[1:], strict=False):
                yield (
                    (crowd.key, _key(observers[n])),
                    tuple(one.part(int(start), int(stop)) for one in parts),
                )


def _is_region(observer: Observer) -> bool:
    one, s = observer
    return s == len(one.sites)


def _key(observer: Observer) -> Key:
    one, s = observer
    return one.ground.regions if _is_region(observer) else one.sites[s]


def _kind(observer: Observer) -> Key:
    """Return what observers have to have in common to look at a crowd each, in one survey."""
    one, s = observer
    if _is_region(observer) or one.world.sites.carrier[s] >= 0:
        return _key(observer)
    return one.ground.kinds[s]


def _groups(
    missing: Iterable[tuple[Crowd, Mapping[Key, Observer]]],
) -> Iterable[tuple[tuple[Key, ...], list[Row]]]:
    """Return what observers lack of crowds in groups, each for one survey: the kinds of observers,
    and rows of a crowd and an observer of each kind. Regions come last."""
    groups: dict[tuple[Key, ...], list[Row]] = {}
    for crowd, lacks in missing:
        for kinds, observers in _shifts([(_kind(one), one) for one in lacks.values()]):
            groups.setdefault(kinds, []).append((crowd, observers))
    return groups.items()


def _shifts(
    lacks: Sequence[tuple[Key, Observer]],
) -> Iterator[tuple[tuple[Key, ...], tuple[Observer, ...]]]:
    """Yield observers in turns in which not too many are of one kind: a run has few of a kind, and
    so what differs from run to run is spread over rows."""
    turns: list[list[tuple[Key, Observer]]] = []
    many: Counter[Key] = Counter()
    for kind, observer in sorted(lacks, key=lambda one: _is_region(one[1])):
        turn, many[kind] = many[kind] // AT_ONCE, many[kind] + 1
        if turn == len(turns):
            turns.append([])
        turns[turn].append((kind, observer))
    for some in turns:
        kinds, observers = zip(*some, strict=True)
        yield kinds, observers


def _stage(rows: Sequence[Row], first: Ints) -> World:
    """Return a world with the crowds of a group, `first` [rows + 1] of whose aircraft is of each,
    with its sites, and with its carriers."""
    crowds = [crowd for crowd, _ in rows]
    everybody = traffic([crowd.traffic for crowd in crowds])
    world = rows[0][1][-1][0].world
    posts = [*zip(*(observers for _, observers in rows), strict=True)]
    zones = world.zones if _is_region(posts[-1][0]) else ()
    posts = [column for column in posts if not _is_region(column[0])]
    sites = _standing(posts, np.diff(first)) if posts else some_sites(world.sites, 0, 0)
    carrier, absent = _carriers([column[0] for column in posts], crowds, first)
    return replace(
        world,
        fleet=columns([crowd.fleet for crowd in crowds]),
        traffic=everybody,
        sites=replace(sites, carrier=carrier),
        zones=zones,
        part_of=(traffic([*absent, everybody]), sum(map(len, absent))) if absent else None,
    )


def _carriers(
    observers: Sequence[Observer], crowds: Sequence[Crowd], first: Ints
) -> tuple[Ints, list[Traffic]]:
    """Return the carrier of each site, -1 for none, among everybody: those crowds of carriers that
    are not among `crowds` (returned too), and then `crowds`."""
    carried = [_carrier(observer) for observer in observers]
    here = {crowd.key for crowd in crowds}
    absent = {by.key: by for by, _ in filter(None, carried) if by.key not in here}
    before = np.cumsum([0, *map(len, absent.values())])
    start = dict(zip(absent, before, strict=False))
    start |= {crowd.key: n + before[-1] for crowd, n in zip(crowds, first, strict=False)}
    found = [-1 if by is None else int(start[by[0].key]) + by[1] for by in carried]
    return np.array(found, np.int64), [by.traffic for by in absent.values()]


def _carrier(observer: Observer) -> tuple[Crowd, int] | None:
    """Return whom a site is carried by: a crowd, and which of it."""
    one, s = observer
    carrier = int(one.world.sites.carrier[s])
    return None if carrier < 0 else one.people.owner(carrier)


def _standing(columns_of: Sequence[Sequence[Observer]], many: Ints) -> Sites:
    """Return the sites in columns, each of which stands for so `many` aircraft where it does in
    each row."""
    ones = [some_sites(one.world.sites, s, s + 1) for (one, s), *_ in columns_of]
    found = columns(ones)
    if all(len(set(map(_key, column))) == 1 for column in columns_of):
        return found
    where: dict[str, Any] = {
        name: np.stack(
            [
                np.stack([getattr(one.world.sites, name)[..., s] for one, s in column], axis=-1)
                for column in columns_of
            ],
            axis=-2,
        ).repeat(many, axis=-1)
        for name in APART
    }
    return replace(found, **where)


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
