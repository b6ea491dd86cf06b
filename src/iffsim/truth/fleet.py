"""All aircraft of a scenario: who they are, where they fly, what they reply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain
from typing import Any

import numpy as np
import numpy.typing as npt

from iffsim.base.arrays import Bools, Ints
from iffsim.base.random import name_key
from iffsim.doctrine import Allegiance
from iffsim.earth import catalogue
from iffsim.scenario.draft import background_id
from iffsim.scenario.recorded import sky
from iffsim.scenario.rules_flights import LARGE
from iffsim.scenario.types import (
    Background,
    Flight,
    Recorded,
    Scenario,
)
from iffsim.truth.background import LEGS, generate, keys
from iffsim.truth.changes import credential_bits, plans, replies, reply_bits
from iffsim.truth.jitter import jittered, jitters
from iffsim.truth.reroutes import rerouted
from iffsim.truth.routes import flight_legs, tracks_legs
from iffsim.truth.traffic import Legs, Traffic, join
from iffsim.truth.world import Fleet

Keys = npt.NDArray[np.uint64]

_CREDENTIALS: dict[str, tuple[str, ...]] = {
    "own": ("national", "allied"),
    "allied": ("allied",),
    "neutral": ("civil",),
    "intruder": (),
}
"""In which credentials an aircraft answers unless the scenario says otherwise."""


@dataclass(frozen=True)
class Part:
    """Some of the aircraft, in columns: the flights as written, or one background."""

    ids: Sequence[str]
    types: Sequence[str]
    key: Keys
    allegiance: npt.NDArray[np.uint8]
    credentials: npt.NDArray[np.uint8]
    on: Bools
    plan: Bools
    legs: Legs
    legs_each: Ints


_legs = lru_cache(maxsize=4096)(flight_legs)
_crowd = lru_cache(maxsize=16)(generate)
"""Kept, because an edit leaves most of a scenario as it was; nobody writes into these arrays."""


def assemble(scenario: Scenario, seed: int) -> tuple[Traffic, Fleet]:
    """Return where all aircraft fly and who they are: flights as written, then generated ones,
    then recorded ones."""
    return Roster(scenario).under(seed)


class Roster:
    """All aircraft of a scenario under one seed after another: what no seed moves is made once."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._known: tuple[list[Part], Fleet] | None = None

    def under(self, seed: int) -> tuple[Traffic, Fleet]:
        """Return where all aircraft fly and who they are under one seed."""
        scenario = self.scenario
        if self._known is None:
            parts = self._parts(seed)
            aircraft = _fleet(parts, scenario)
            self._known = parts, aircraft
        else:
            parts = self._moved(self._known[0], seed)
            aircraft = replace(self._known[1], **_typed(parts))
        each = np.concatenate([part.legs_each for part in parts])
        first = np.concatenate([[0], np.cumsum(each)]).astype(np.int64)
        kinds = catalogue.aircraft_types()
        traffic = rerouted(
            Traffic(first, join([part.legs for part in parts])),
            scenario.events,
            _rows(scenario),
            lambda one: kinds[aircraft.types[one]],
        )
        return traffic, aircraft

    def _parts(self, seed: int) -> list[Part]:
        scenario = self.scenario
        parts = [_written(scenario.flights, self._until_s, seed)] if scenario.flights else []
        parts += [_generated(row, seed, scenario.duration_s) for row in scenario.background]
        return parts + [_recorded(row) for row in scenario.recorded]

    @property
    def _until_s(self) -> float:
        # an orbit without an end lasts through the last tick, not only up to it
        return self.scenario.duration_s + 1.0

    def _moved(self, parts: list[Part], seed: int) -> list[Part]:
        """Return `parts` as they are under another seed."""
        flights = self.scenario.flights
        found = parts[:]
        if any(map(jitters, flights)):
            found[0] = _written(flights, self._until_s, seed)
        for n, row in enumerate(self.scenario.background, start=1 if flights else 0):
            if row.seed is None:
                legs, types = _drawn(row, seed, self.scenario.duration_s)
                found[n] = replace(parts[n], legs=legs, types=types)
        return found


def _typed(parts: Sequence[Part]) -> dict[str, Any]:
    """Return what of a fleet its types say."""
    types = tuple(chain.from_iterable(part.types for part in parts))
    kinds = catalogue.aircraft_types()
    category = {name: kind.category for name, kind in kinds.items()}
    signature = {name: kind.signature for name, kind in kinds.items()}
    return {
        "types": types,
        "categories": tuple(map(category.__getitem__, types)),
        "signature": np.array([*map(signature.__getitem__, types)]),
    }


def _fleet(parts: Sequence[Part], scenario: Scenario) -> Fleet:
    ids = tuple(chain.from_iterable(part.ids for part in parts))
    key = np.concatenate([part.key for part in parts])
    bits = np.concatenate([part.credentials for part in parts])
    on = np.concatenate([part.on for part in parts])
    plan = np.concatenate([part.plan for part in parts])
    row = _rows(scenario)
    return Fleet(
        ids=ids,
        allegiance=np.concatenate([part.allegiance for part in parts]),
        key=key,
        number=numbers(key, len(scenario.flights)),
        replies=replies(bits, on, scenario.events, row),
        plans=plans(plan, scenario.events, row),
        **_typed(parts),
    )


def _written(flights: Sequence[Flight], end_s: float, seed: int) -> Part:
    kinds = catalogue.aircraft_types()
    routes = [_legs(jittered(flight, seed), kinds[flight.type], end_s) for flight in flights]
    return Part(
        ids=[flight.id for flight in flights],
        types=[flight.type for flight in flights],
        key=np.array([name_key(flight.id) for flight in flights], np.uint64),
        allegiance=np.array([_allegiance(flight) for flight in flights], np.uint8),
        credentials=np.array([credentials_of(flight) for flight in flights], np.uint8),
        on=np.array([flight.transponder == "on" for flight in flights], bool),
        plan=np.array([_plan(flight) for flight in flights], bool),
        legs=join(routes),
        legs_each=np.array([len(route) for route in routes], np.int64),
    )


def _generated(row: Background, seed: int, duration_s: float) -> Part:
    legs, types = _drawn(row, seed, duration_s)
    return Part(
        ids=[background_id(row.id, index) for index in range(row.count)],
        types=types,
        key=keys(row),
        allegiance=np.full(row.count, _allegiance(row), np.uint8),
        credentials=np.full(row.count, credentials_of(row), np.uint8),
        on=np.ones(row.count, bool),
        plan=np.full(row.count, _plan(row), bool),
        legs=legs,
        legs_each=np.full(row.count, LEGS, np.int64),
    )


def _drawn(row: Background, seed: int, duration_s: float) -> tuple[Legs, list[str]]:
    """Return what is left to chance of a background: where its aircraft fly, and their types."""
    legs, kind = (_crowd if row.count <= LARGE else generate)(row, seed, duration_s)
    return legs, np.array(row.types, object)[kind].tolist()


def _recorded(row: Recorded) -> Part:
    """Return recorded tracks: great circles from fix to fix, even in speed and in climb."""
    found = sky(row.content, row.file)
    legs, each = tracks_legs(found, row.start_s)
    return Part(
        ids=found.ids,
        types=found.types,
        key=np.array([name_key(f"{row.id}/{name}") for name in found.ids], np.uint64),
        allegiance=found.allegiance,
        credentials=found.credentials,
        on=np.ones(len(found), bool),
        plan=found.plan,
        legs=legs,
        legs_each=each,
    )


def _allegiance(of: Flight | Background) -> int:
    return Allegiance[of.allegiance.upper()]


def credentials_of(of: Flight | Background) -> int:
    """Return the `Credential` bits in which an aircraft answers while its transponder is on."""
    usual = _CREDENTIALS[of.allegiance]
    names = usual if of.credentials is None else of.credentials
    return reply_bits(names, credential_bits(usual))


def _plan(of: Flight | Background) -> bool:
    return of.allegiance != "intruder" if of.plan is None else of.plan


def _rows(scenario: Scenario) -> Callable[[str], int]:
    """Return the look-up from an aircraft's id to its index, without a table of all of them."""
    skies = [sky(row.content, row.file) for row in scenario.recorded]
    recorded = accumulate(map(len, skies), initial=sum(row.count for row in scenario.background))
    before = [len(scenario.flights) + count for count in recorded]
    written = {flight.id: index for index, flight in enumerate(scenario.flights)}
    counts = [row.count for row in scenario.background]
    start = dict(
        zip(
            (row.id for row in scenario.background),
            accumulate(counts, initial=len(written)),
            strict=False,  # the last is the end of all
        )
    )

    def row(name: str) -> int:
        if name in written:
            return written[name]
        for one, others in zip(skies, before, strict=False):
            if name in one.index:
                return others + one.index[name]
        background, _, number = name.rpartition("-")
        return start[background] + int(number) - 1

    return row


def numbers(key: Keys, written: int) -> npt.NDArray[np.int32]:
    """Return distinct track numbers of four digits (or more if needed), drawn by key.

    Whose number is taken gets the next free one. All others come before the first `written`, and
    those in their order: a flight that is added at the end leaves everybody's number as it was.
    """
    count, low = len(key), 1000
    while 9 * low < 2 * count:
        low *= 10
    turn = np.roll(np.arange(count), -written)
    spot = (key[turn] % np.uint64(9 * low)).astype(np.int64)
    holder = np.full(9 * low, count, np.int64)
    waiting = np.arange(count)
    while len(waiting):
        asked, first = np.unique(spot[waiting], return_index=True)
        before, best = holder[asked], waiting[first]  # `waiting` is sorted: the first is the best
        holder[asked] = np.minimum(before, best)
        displaced = before[(before < count) & (best < before)]
        lost = waiting[holder[spot[waiting]] != waiting]
        waiting = np.sort(np.concatenate([lost, displaced]))
        spot[waiting] = (spot[waiting] + 1) % (9 * low)
    found = np.empty(count, np.int32)
    found[turn] = low + spot
    return found
