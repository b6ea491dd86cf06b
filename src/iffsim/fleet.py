"""All aircraft of a scenario: who they are, where they fly, what they reply and when that changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

import numpy as np
import numpy.typing as npt

from iffsim import catalogue
from iffsim.background import LEGS, generate, keys
from iffsim.doctrine import Allegiance, Credential
from iffsim.random import name_key
from iffsim.routes import flight_legs
from iffsim.scenario.draft import background_id
from iffsim.scenario.types import (
    AnyEvent,
    Background,
    Flight,
    NewCredentials,
    PlanDropped,
    PlanFiled,
    Scenario,
    SwapReplies,
    TransponderOff,
    TransponderOn,
    UnswapReplies,
)
from iffsim.steps import Steps
from iffsim.traffic import Legs, Traffic, join
from iffsim.units import TICK_S
from iffsim.world import Fleet

Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

_CREDENTIALS: dict[str, tuple[str, ...]] = {
    "own": ("national", "allied"),
    "allied": ("allied",),
    "neutral": ("civil",),
    "intruder": (),
}
"""What an aircraft replies unless the scenario says otherwise."""


@dataclass(frozen=True)
class Part:
    """Some of the aircraft, in columns: the flights as written, or one background."""

    ids: Sequence[str]
    types: Sequence[str]
    key: Keys
    allegiance: npt.NDArray[np.uint8]
    credentials: npt.NDArray[np.uint8]
    on: npt.NDArray[np.bool_]
    plan: npt.NDArray[np.bool_]
    legs: Legs
    legs_each: Ints


def assemble(scenario: Scenario, seed: int) -> tuple[Traffic, Fleet]:
    """Return where all aircraft fly and who they are: flights as written, then generated ones."""
    parts = [_written(scenario.flights, scenario.duration_s)] if scenario.flights else []
    parts += [_generated(row, seed, scenario.duration_s) for row in scenario.background]
    each = np.concatenate([part.legs_each for part in parts])
    first = np.concatenate([[0], np.cumsum(each)]).astype(np.int64)
    return Traffic(first, join([part.legs for part in parts])), _fleet(parts, scenario)


def _fleet(parts: Sequence[Part], scenario: Scenario) -> Fleet:
    ids = tuple(chain.from_iterable(part.ids for part in parts))
    types = tuple(chain.from_iterable(part.types for part in parts))
    kinds = catalogue.aircraft_types()
    category = {name: kind.category for name, kind in kinds.items()}
    signature = {name: kind.signature for name, kind in kinds.items()}
    key = np.concatenate([part.key for part in parts])
    bits = np.concatenate([part.credentials for part in parts])
    on = np.concatenate([part.on for part in parts])
    plan = np.concatenate([part.plan for part in parts])
    row = _rows(scenario)
    return Fleet(
        ids=ids,
        types=types,
        categories=tuple(map(category.__getitem__, types)),
        allegiance=np.concatenate([part.allegiance for part in parts]),
        signature=np.array([*map(signature.__getitem__, types)]),
        key=key,
        number=numbers(key),
        replies=replies(bits, on, scenario.events, row),
        plans=plans(plan, scenario.events, row),
    )


def _written(flights: Sequence[Flight], end_s: float) -> Part:
    kinds = catalogue.aircraft_types()
    routes = [flight_legs(flight, kinds[flight.type], end_s) for flight in flights]
    return Part(
        ids=[flight.id for flight in flights],
        types=[flight.type for flight in flights],
        key=np.array([name_key(flight.id) for flight in flights], np.uint64),
        allegiance=np.array([_allegiance(flight) for flight in flights], np.uint8),
        credentials=np.array([_credentials(flight) for flight in flights], np.uint8),
        on=np.array([flight.transponder == "on" for flight in flights], bool),
        plan=np.array([_plan(flight) for flight in flights], bool),
        legs=join(routes),
        legs_each=np.array([len(route) for route in routes], np.int64),
    )


def _generated(row: Background, seed: int, duration_s: float) -> Part:
    legs, kind = generate(row, seed, duration_s)
    return Part(
        ids=[background_id(row.id, index) for index in range(row.count)],
        types=np.array(row.types, object)[kind].tolist(),
        key=keys(row),
        allegiance=np.full(row.count, _allegiance(row), np.uint8),
        credentials=np.full(row.count, _credentials(row), np.uint8),
        on=np.ones(row.count, bool),
        plan=np.full(row.count, _plan(row), bool),
        legs=legs,
        legs_each=np.full(row.count, LEGS, np.int64),
    )


def _allegiance(of: Flight | Background) -> int:
    return Allegiance[of.allegiance.upper()]


def _credentials(of: Flight | Background) -> int:
    names = _CREDENTIALS[of.allegiance] if of.credentials is None else of.credentials
    return credential_bits(names)


def credential_bits(names: Sequence[str]) -> int:
    """Return the `Credential` bits of names such as "national"."""
    return sum(Credential[name.upper()] for name in dict.fromkeys(names))


def _plan(of: Flight | Background) -> bool:
    return of.allegiance != "intruder" if of.plan is None else of.plan


def _rows(scenario: Scenario) -> Callable[[str], int]:
    """Return the look-up from an aircraft's id to its index, without a table of all generated ones."""
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
        background, _, number = name.rpartition("-")
        return start[background] + int(number) - 1

    return row


def numbers(key: Keys) -> npt.NDArray[np.int32]:
    """Return distinct track numbers by rank of the hashed key, spread over 1000..9999 or as many digits as needed."""
    count, low = len(key), 1000
    while 9 * low < count:
        low *= 10
    rank = np.empty(count, np.int64)
    rank[np.argsort(key, kind="stable")] = np.arange(count)
    width = 9 * low // count
    within = (key % np.uint64(width)).astype(np.int64)
    return (low + rank * width + within).astype(np.int32)


# What changes on the way


def replies(
    bits: npt.NDArray[np.uint8],
    on: npt.NDArray[np.bool_],
    events: Sequence[AnyEvent],
    row: Callable[[str], int],
) -> Steps:
    """Return the `Credential` bits received from each aircraft's position, uint8[A], over time.

    A swap makes each of two aircraft be heard with the other's replies: right reply, wrong track.
    """
    carried, working, partner = dict[int, int](), dict[int, bool](), dict[int, int]()
    changes: list[tuple[int, int, int]] = []

    def emitted(one: int) -> int:
        return carried.get(one, int(bits[one])) if working.get(one, bool(on[one])) else 0

    for event in sorted(events, key=lambda event: event.at_s):
        touched = _apply(event, row, carried, working, partner)
        for one in touched | {partner.get(one, one) for one in touched}:
            changes.append((one, whole_tick(event.at_s), emitted(partner.get(one, one))))
    return _steps(np.where(on, bits, 0).astype(np.uint8), changes)


def _apply(
    event: AnyEvent,
    row: Callable[[str], int],
    carried: dict[int, int],
    working: dict[int, bool],
    partner: dict[int, int],
) -> set[int]:
    """Put one event into the three tables and return the aircraft that it touches."""
    if isinstance(event, TransponderOff | TransponderOn):
        one = row(event.flight)
        working[one] = isinstance(event, TransponderOn)
        return {one}
    if isinstance(event, NewCredentials):
        one = row(event.flight)
        carried[one] = credential_bits(event.credentials)
        return {one}
    if isinstance(event, SwapReplies | UnswapReplies):
        a, b = (row(name) for name in event.flights)
        touched = {a, b, partner.get(a, a), partner.get(b, b)}
        for one in touched:
            partner.pop(one, None)
        if isinstance(event, SwapReplies):
            partner[a], partner[b] = b, a
        return touched
    return set()


def plans(
    plan: npt.NDArray[np.bool_], events: Sequence[AnyEvent], row: Callable[[str], int]
) -> Steps:
    """Return whether each aircraft flies a filed plan, bool[A], over time."""
    changes = [
        (row(event.flight), whole_tick(event.at_s), isinstance(event, PlanFiled))
        for event in sorted(events, key=lambda event: event.at_s)
        if isinstance(event, PlanFiled | PlanDropped)
    ]
    return _steps(plan, changes)


def whole_tick(time_s: float) -> int:
    """Return the whole tick nearest to `time_s`."""
    return round(time_s / TICK_S)


def _steps(initial: npt.NDArray[Any], changes: Sequence[tuple[int, int, int]]) -> Steps:
    row, tick, value = np.array(changes, np.int64).reshape(-1, 3).T
    return Steps.build(initial, row, tick, value)
