"""A chunk of a study's runs: from settings to rows, in any process, on any machine, to the bit."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np

from iffsim import bake
from iffsim.base.errors import BadInput
from iffsim.pictures.score import COUNTS, Scorecard, Series, scorecards, series
from iffsim.pictures.stack import Stack
from iffsim.scenario.check import Known
from iffsim.scenario.plain import restored
from iffsim.scenario.types import Scenario
from iffsim.studies.paths import Target, changed
from iffsim.studies.sampling import AS_IS
from iffsim.studies.sharing import Cast, Ground, People, Surveys, assembled, cast, ground, people
from iffsim.studies.stacking import stack
from iffsim.truth.build import peopled, resited
from iffsim.truth.fleet import Roster

MOST_AIRCRAFT = 8192
"""In a stack: more cost memory and gain nothing."""


KEPT = 256
"""Settings and fleets that are kept for the runs to come."""


class Job(msgspec.Struct, frozen=True):
    """What every run of a study begins with."""

    key: str
    name: str
    """What faults call the scenario."""
    data: dict[str, Any]
    """The scenario as plain data, with all that is set in every run."""
    files: dict[str, bytes]
    """The data files beside it."""
    paths: tuple[str, ...]
    targets: tuple[tuple[Target, ...], ...]
    """Where each factor's value goes."""
    every_s: float | None = None
    """How often counts over time have a row; None: never."""


class Run(msgspec.Struct, frozen=True, array_like=True):
    """One run to do: its number from 1 on, which repetition of its setting, seed and values."""

    number: int
    repetition: int
    seed: int
    values: tuple[Any, ...]


class Chunk(msgspec.Struct, frozen=True):
    """Runs that are done together, and kept together."""

    number: int
    runs: tuple[Run, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What came of one run: for each picture its measures, or the sentence why there are none."""

    run: Run
    pictures: dict[str, dict[str, Any]]
    series: dict[str, dict[str, list[Any]]]
    error: str = ""


@dataclass
class _Setting:
    """A setting's scenario, and what is known of it once a run of it was begun."""

    scenario: Scenario
    flying: bytes
    """All that its fleet is made from, but the seed."""
    ground: Ground | None = None


class Bench:
    """Where the runs of one study are done, one chunk after another; keeps what they share."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.surveys = Surveys()
        self._known = Known(job.data, restored(job.data, job.files, job.name))
        self._settings = lru_cache(maxsize=KEPT)(self._setting_of)
        self._latest: tuple[Scenario, Ground] | None = None
        """The latest whole world, and the scenario that it is of."""
        self._rosters: dict[bytes, Roster] = {}
        self._people: OrderedDict[tuple[int, bytes], People] = OrderedDict()

    def scenario(self, values: Sequence[Any]) -> Scenario:
        """Return the scenario with a setting's values, checked. Raises `BadInput`."""
        return self._setting(values).scenario

    def _setting(self, values: Sequence[Any]) -> _Setting:
        found: _Setting = self._settings(msgspec.json.encode(values))
        return found

    def _setting_of(self, values: bytes) -> _Setting:
        data: Mapping[str, Any] = self.job.data
        for targets, value in zip(self.job.targets, msgspec.json.decode(values), strict=True):
            if value is not AS_IS:
                for target in targets:
                    data = changed(data, target, value)
        scenario = restored(data, self.job.files, self.job.name, self._known)
        flying = (
            scenario.duration, scenario.flights, scenario.background, scenario.events,
            [(row.id, row.file, row.start) for row in scenario.recorded],
        )  # fmt: skip
        return _Setting(scenario, msgspec.json.encode(flying))

    def outcomes(self, runs: Sequence[Run]) -> list[Outcome]:
        """Return what came of each of `runs`, in order."""
        found: dict[int, Outcome] = {}
        groups: dict[bytes, list[tuple[Run, Cast]]] = {}
        for run in runs:
            try:
                one = self._cast(self._setting(run.values), run.seed)
                groups.setdefault(one.ground.after, []).append((run, one))
            except BadInput as error:
                found[run.number] = Outcome(run, {}, {}, _sentence(error))
        for group in groups.values():
            for some in _stacks(group):
                found |= {one.run.number: one for one in self._together(some)}
        return [found[run.number] for run in runs]

    def _cast(self, setting: _Setting, seed: int) -> Cast:
        """Return a run's world; what earlier runs had of it is taken from there."""
        key = seed, setting.flying
        who = self._people.get(key)
        if who is None:
            if len(self._rosters) > KEPT:
                self._rosters.clear()
            roster = self._rosters.setdefault(setting.flying, Roster(setting.scenario))
            who = self._people[key] = people(roster, seed)
            if len(self._people) > KEPT:
                self._people.popitem(last=False)
        if setting.ground is None:
            setting.ground = self._ground_of(setting.scenario, seed, who)
        return cast(setting.ground, who, seed)

    def _ground_of(self, scenario: Scenario, seed: int, who: People) -> Ground:
        """Return what of a setting's world is not of an aircraft: most settings move a site."""
        if self._latest is not None:
            before, known = self._latest
            world = resited(scenario, before, known.world)
            if world is not None:
                return ground(world, known)
        found = ground(peopled(scenario, seed, who.traffic, who.fleet))
        self._latest = scenario, found
        return found

    def _together(self, some: Sequence[tuple[Run, Cast]]) -> Iterator[Outcome]:
        runs, casts = zip(*some, strict=True)
        many = [*map(_many, casts)]
        if sum(many) > MOST_AIRCRAFT:  # one run, large enough to fill the machine by itself
            return _scored(runs, bake.bake(casts[0].world), many, self.job.every_s)
        whole = stack([one.world for one in casts])
        baked = bake.folded(whole, assembled(casts, self.surveys.of(casts)))
        return _scored(runs, baked, many, self.job.every_s)


def _scored(
    runs: Sequence[Run], baked: bake.Baked, aircraft: Sequence[int], every_s: float | None
) -> Iterator[Outcome]:
    many = Stack.of(aircraft)
    world, survey = baked.world, baked.survey
    cards: dict[str, list[dict[str, Any]]] = {}
    times: dict[str, list[dict[str, list[Any]]]] = {}
    for picture in baked.pictures:
        counts = series(world, survey, picture, many)
        found = scorecards(world, survey, picture, counts, many)
        more = minutes(counts, many)
        cards[picture.spec.id] = [
            measures(card) | {name: value[n] for name, value in more.items()}
            for n, card in enumerate(found)
        ]
        if every_s is not None:
            times[picture.spec.id] = sampled(counts, many, every_s)
    for n, run in enumerate(runs):
        yield Outcome(
            run,
            {picture: rows[n] for picture, rows in cards.items()},
            {picture: rows[n] for picture, rows in times.items()},
        )


def measures(card: Scorecard) -> dict[str, Any]:
    """Return a scorecard's measures by name, zone by zone where it has zones; None is "n/a"."""
    found: dict[str, Any] = {}
    for name in card.__dataclass_fields__:
        value = getattr(card, name)
        if isinstance(value, dict):
            found |= {f"{name}.{zone}": one for zone, one in value.items()}
        else:
            found[name] = value
    return found


MINUTES = ("objects", "tracked", "no_id", "wrong", "spurious")


def minutes(counts: Series, many: Stack) -> dict[str, list[float]]:
    """Return aircraft-minutes of each run by what they are of, and for how long a track was the
    intruder's."""
    found = {f"{name}_min": _minutes(many, getattr(counts, name)) for name in MINUTES}
    return found | {"intruder_held_min": _minutes(many, counts.needle >= 0)}


def _minutes(many: Stack, each_tick: Any) -> list[float]:
    return [total / 60.0 for total in many.sums(each_tick)]


def sampled(counts: Series, many: Stack, every_s: float) -> list[dict[str, list[Any]]]:
    """Return each run's counts at 0, `every_s`, ... and at its end; -1 is a needle that there is
    not."""
    ticks = (counts.ticks + 1) // many.runs
    at = np.unique(np.append(np.arange(0, ticks, max(1, round(every_s))), ticks - 1))
    found: list[dict[str, list[Any]]] = [{"time_s": at.tolist()} for _ in range(many.runs)]
    for name in COUNTS:
        rows = getattr(counts, name).reshape(many.runs, ticks)[:, at].tolist()
        for one, row in zip(found, rows, strict=True):
            one[name] = row
    return found


def _many(one: Cast) -> int:
    return len(one.world.traffic)


def _stacks(group: Sequence[tuple[Run, Cast]]) -> Iterator[list[tuple[Run, Cast]]]:
    """Yield a group in stacks of not too many aircraft."""
    some: list[tuple[Run, Cast]] = []
    room = MOST_AIRCRAFT
    for one in group:
        many = _many(one[1])
        if some and many > room:
            yield some
            some, room = [], MOST_AIRCRAFT
        some.append(one)
        room -= many
    if some:
        yield some


def _sentence(error: BadInput) -> str:
    more = len(error.faults) - 1
    return str(error.faults[0]) + (f" (and {more} more)" if more else "")


_here = threading.local()  # workers of a Dask cluster have several threads


def outcomes(job: Job, chunk: Chunk) -> bytes:
    """Return what came of a chunk's runs, packed where it was done (`unpacked` undoes it); each
    thread keeps the bench of its latest study."""
    bench: Bench | None = getattr(_here, "bench", None)
    if bench is None or bench.job.key != job.key:
        bench = _here.bench = Bench(job)
    return msgspec.msgpack.encode(bench.outcomes(chunk.runs))


def unpacked(packed: bytes) -> list[Outcome]:
    """Return the outcomes of a chunk. Raises `msgspec.DecodeError`."""
    return msgspec.msgpack.decode(packed, type=list[Outcome])
