"""A study ready to run: its runs by number, in chunks, each the same whoever asks."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from iffsim.base.errors import BadInput, bad
from iffsim.base.version import VERSION
from iffsim.scenario import load
from iffsim.scenario.check import Known
from iffsim.scenario.near import shown
from iffsim.scenario.places import projection, spot
from iffsim.scenario.plain import files, plain, restored
from iffsim.scenario.points import Point
from iffsim.scenario.types import Scenario
from iffsim.scenario.words import seconds
from iffsim.studies import sampling
from iffsim.studies.design import MANY, MOST, Design
from iffsim.studies.digest import digest
from iffsim.studies.factors import Factor, factors
from iffsim.studies.paths import changed, fits, targets
from iffsim.studies.sampling import AS_IS, Setting
from iffsim.studies.work import Chunk, Job, Run
from iffsim.truth.build import build

RUN = frozenset({
    "format", "title", "title_tr", "summary", "summary_tr", "duration", "area", "sites", "pictures",
    "seed", "allow_large", "terrain", "utc", "zones", "links", "doctrines", "flights", "background",
    "recorded", "events",
})  # fmt: skip
"""What of a scenario runs depend on, or reports name; the story is left out, unless it varies."""
LEAST, MOST_IN_CHUNK = 16, 64
LOOKED_AT = 2000
"""So many values are tried before anything runs; a run with another one has its sentence then."""


@dataclass(frozen=True)
class Plan:
    """A design over a scenario."""

    design: Design
    name: str
    """What faults call the design."""
    scenario: Scenario
    job: Job
    factors: tuple[Factor, ...]
    seeds: Sequence[int]

    @cached_property
    def settings(self) -> int:
        """How many settings there are."""
        return sampling.count(self.design, self.factors)

    @property
    def total(self) -> int:
        """How many runs there are."""
        return self.settings * len(self.seeds)

    @property
    def chunk(self) -> int:
        """How many runs go together: enough to share, few enough to lose little."""
        return min(MOST_IN_CHUNK, max(LEAST, -(-self.total // 64)))

    def each_setting(self) -> Iterator[Setting]:
        """Yield every setting, in order."""
        return sampling.settings(self.design, self.factors, self.name)

    def runs(self) -> Iterator[Run]:
        """Yield every run: setting by setting, and in each seed by seed."""
        number = 0
        for setting in self.each_setting():
            for repetition, seed in enumerate(self.seeds, start=1):
                number += 1
                yield Run(number, repetition, seed, setting)

    def chunks(self, done: Container[int] = ()) -> Iterator[Chunk]:
        """Yield the runs in chunks, but those whose number is in `done`."""
        runs = self.runs()
        for number in range(-(-self.total // self.chunk)):
            some = tuple(islice(runs, self.chunk))
            if number not in done:
                yield Chunk(number, some)

    def parameters(self, setting: Setting) -> dict[str, Any]:
        """Return a setting as columns: a place as latitude and longitude, a list as text."""
        found: dict[str, Any] = {}
        for factor, value, own in zip(self.factors, setting, self.own, strict=True):
            found |= tidy(factor, own if value is AS_IS else value)
        return found

    @cached_property
    def own(self) -> tuple[Any, ...]:
        """What the scenario itself has of each factor; None where it says nothing."""
        return tuple(_own(self.job.data, factor) for factor in self.factors)

    @cached_property
    def pictures(self) -> tuple[str, ...]:
        """The ids of the pictures."""
        return tuple(picture.id for picture in self.scenario.pictures)


def _own(data: dict[str, Any], factor: Factor) -> Any:
    target = factor.targets[0]
    if target.kind == "present":
        return True
    value: Any = data
    for step in target.place:
        value = value.get(step) if isinstance(value, dict) else value[step]
        if value is None:
            return None
    return len(value) if target.kind == "count" else value


def tidy(factor: Factor, value: Any) -> dict[str, Any]:
    """Return one factor's value as columns."""
    if factor.targets[0].kind == "place":
        if value is None:
            return {f"{factor.path}.lat_deg": None, f"{factor.path}.lon_deg": None}
        at = spot(msgspec.convert(value, str | Point))
        return {f"{factor.path}.lat_deg": at.lat_deg, f"{factor.path}.lon_deg": at.lon_deg}
    if isinstance(value, list):
        return {factor.path: " ".join(map(str, value))}
    if isinstance(value, dict):
        return {factor.path: msgspec.json.encode(value).decode()}
    return {factor.path: value}


def planned(
    design: Design, name: str, beside: Path | None = None, scenario: Scenario | None = None
) -> Plan:
    """Return the plan of a design; `name` is what faults call it, `beside` the folder in which its
    scenario may be, `scenario` what is studied if it is at hand already.

    Raises `BadInput`: for an unknown path, a value that the scenario refuses, too many runs.
    """
    scenario = _scenario(design, beside) if scenario is None else scenario
    data = plain(scenario)
    paths = [*(one.path for one in design.vary), *design.set]
    touched = {path.split(".")[0] for path in paths}
    if touched <= RUN:
        data = {key: value for key, value in data.items() if key in RUN}
    data, scenario = _with(design, data, files(scenario), name)
    on = projection(scenario.area)
    found = tuple(factors(design, data, lambda: build(scenario).area_km, on, name))
    seeds = _seeds(design, scenario)
    job = Job(
        _key(design, data, files(scenario)),
        design.scenario,
        data,
        files(scenario),
        tuple(factor.path for factor in found),
        tuple(factor.targets for factor in found),
        None if design.series is None else seconds(design.series),
    )
    plan = Plan(design, name, scenario, job, found, seeds)
    _not_too_many(plan)
    if job.every_s is not None and job.every_s < 1.0:
        raise bad(f"{name}: series", f"is {shown(design.series)}; expected 1s or longer")
    _tried(plan)
    return plan


def _scenario(design: Design, beside: Path | None) -> Scenario:
    if beside is not None and (beside / design.scenario).is_file():
        return load(beside / design.scenario)
    return load(design.scenario)


def _with(
    design: Design, data: dict[str, Any], beside: dict[str, bytes], name: str
) -> tuple[dict[str, Any], Scenario]:
    """Return the scenario with all that is set in every run, plain and checked."""
    scenario = restored(data, beside, design.scenario)
    for path, value in design.set.items():
        known = Known(data, scenario)
        for target in targets(data, path, f"{name}: set"):
            fits(target.kind, value, f"{name}: set: {path}")
            data = changed(data, target, value)
        try:
            scenario = restored(data, beside, design.scenario, known)
        except BadInput as error:
            raise bad(f"{name}: set: {path}", f"is {shown(value)}: {error.faults[0]}") from None
    return data, scenario


def _seeds(design: Design, scenario: Scenario) -> Sequence[int]:
    if isinstance(design.seeds, int):
        return range(scenario.seed, scenario.seed + design.seeds)
    if len(set(design.seeds)) < len(design.seeds):
        raise bad("seeds", "has a seed twice")
    return design.seeds


def _key(design: Design, data: dict[str, Any], beside: dict[str, bytes]) -> str:
    """Return what results are known by: the content of scenario and design, and the version."""
    asked = msgspec.structs.replace(design, title="", scenario="", allow_large=False)
    return digest(VERSION, asked, data, beside).hex()


def _not_too_many(plan: Plan) -> None:
    if plan.total > MOST:
        raise bad(plan.name, f"has {plan.total:,} runs; expected at most {MOST:,}")
    if plan.total > MANY and not plan.design.allow_large:
        raise bad(
            plan.name,
            f"has {plan.total:,} runs; more than {MANY:,} need leave (allow_large = true, or "
            "--allow-large)",
        )


def _tried(plan: Plan) -> None:
    """Raise `BadInput` for the first value that the scenario refuses by itself."""
    job = plan.job
    known = Known(job.data, plan.scenario)
    left = LOOKED_AT
    for number, factor in enumerate(plan.factors):
        ends = [(0.0,) * factor.dimensions, (1.0 - 1e-12,) * factor.dimensions]
        for value in (factor.levels or [factor.at(end) for end in ends])[: max(left, 0)]:
            left -= 1
            data = job.data
            for target in factor.targets:
                data = changed(data, target, value)
            try:
                restored(data, job.files, job.name, known)
            except BadInput as error:
                where = f"{plan.name}: vary[{number}] ({factor.path})"
                first = _first_with(plan, number, value)
                said = f"value {shown(value)}{first}: {error.faults[0]}"
                raise bad(where, said) from None


def _first_with(plan: Plan, number: int, value: Any) -> str:
    """Return which run is the first to have `value`, in words, if one of the first many has."""
    for at, setting in enumerate(islice(plan.each_setting(), MANY)):
        if setting[number] == value:
            return f" (run {at * len(plan.seeds) + 1})"
    return ""
