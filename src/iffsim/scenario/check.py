"""From plain data to a scenario in which everything fits, or every fault at once.

First the shape of each table (`shape.py`), then what the tables say of each other (`rules_*.py`),
over those tables that have the right shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice

import msgspec

from iffsim.base.errors import BadInput, Fault
from iffsim.scenario import (
    recorded,
    rules_flights,
    rules_moves,
    rules_network,
    rules_story,
    rules_teaching,
    shape,
)
from iffsim.scenario.draft import SECTIONS, Draft, draft
from iffsim.scenario.near import shown
from iffsim.scenario.recorded import Reader, nowhere
from iffsim.scenario.shape import GOOD, Found, Place
from iffsim.scenario.types import Scenario

MAX_FAULTS = 100
"""More than these help nobody."""

_Rule = Callable[[Draft], Iterator[Found]]
RULES: tuple[_Rule, ...] = (
    rules_story.duration,
    rules_network.area_and_zones,
    rules_network.sites,
    rules_moves.appears,
    rules_network.links,
    rules_network.pictures,
    rules_network.doctrines,
    rules_flights.flights,
    rules_flights.background,
    rules_flights.recorded,
    rules_flights.something_flies,
    rules_story.events,
    rules_story.chapters,
    rules_story.board,
    rules_teaching.questions,
    rules_teaching.runsheet,
    rules_teaching.lessons,
)


_LOOKS_AT: dict[_Rule, set[str]] = {
    rules_flights.flights: {"flights", "duration", "background", "recorded"},
    rules_network.area_and_zones: {"area", "zones"},
    rules_network.doctrines: {"doctrines"},
}
"""All that some rules look at."""


@dataclass(frozen=True)
class Known:
    """Plain data that was checked before and found good, and the scenario that it is."""

    data: Mapping[str, object]
    scenario: Scenario

    @cached_property
    def tables(self) -> dict[int, msgspec.Struct]:
        """What each table of the data is, by its `id`."""
        return {
            id(table): found
            for section in SECTIONS
            for table, found in zip(
                self.data.get(section, ()),  # type: ignore[call-overload]
                getattr(self.scenario, section),
                strict=True,
            )
        }

    def same(self, data: Mapping[str, object]) -> set[str]:
        """Return the keys that are the same object in `data`, or in neither."""
        keys = {*data, *self.data, *SECTIONS, *chain.from_iterable(_LOOKS_AT.values())}
        return {key for key in keys if data.get(key) is self.data.get(key)}


def checked(
    data: Mapping[str, object], name: str, read: Reader = nowhere,
    known: Known | None = None,
) -> Scenario:  # fmt: skip
    """Return the scenario that plain `data` holds; `name` is what faults call the file, `read` gets
    the data files beside it.

    What is the same object in `known` data is not looked at again, unless what it says together
    with the rest may be wrong now, and is the same object in the scenario.

    Raises `BadInput` with every fault found.
    """
    same, tables = (set(), {}) if known is None else (known.same(data), known.tables)
    new = {key: _unknown(value, tables) for key, value in data.items() if key not in same}
    shapes = shape.check(new, shape.type_of(Scenario))
    found = _first((place, what) for place, what in shapes if place[:1] not in {(k,) for k in same})
    contents: dict[int, bytes] = {}
    if len(found) < MAX_FAULTS:
        rough = draft(data, found, tables)
        contents, missing = recorded.opened(rough.recorded, read)
        rough = replace(rough, skies=recorded.skies(rough.recorded, contents))
        rules = [rule for rule in RULES if not same.issuperset(_LOOKS_AT.get(rule, {""}))]
        more = chain(_duplicates(data), missing, *(rule(rough) for rule in rules))
        found = _first(chain(found, more))
    if found:
        raise BadInput(Fault(_where(place, data, name), what) for place, what in found)
    if known is None or not {*data, *known.data} - same <= {*SECTIONS}:
        return recorded.filled(msgspec.convert(data, Scenario), contents)
    changed = {key: tuple(getattr(rough, key).values()) for key in SECTIONS if key not in same}
    return recorded.filled(msgspec.structs.replace(known.scenario, **changed), contents)


def _unknown(value: object, known: Mapping[int, object]) -> object:
    """Return `value` without the tables in it that are known."""
    if not isinstance(value, list):
        return value
    return [GOOD if id(table) in known else table for table in value]


def _first(found: Iterator[Found]) -> list[Found]:
    return list(dict.fromkeys(islice(found, MAX_FAULTS)))


def _where(place: Place, data: Mapping[str, object], name: str) -> str:
    """Return e.g. ``local.toml: flights[3].route[1] (EAGLE1)``."""
    if not place:
        return name
    return f"{name}: {shape.path(place)}{_owner(place, data)}"


def _owner(place: Place, data: Mapping[str, object]) -> str:
    tables = data.get(str(place[0]))
    if len(place) < 2 or not isinstance(place[1], int) or not isinstance(tables, list):
        return ""
    table = tables[place[1]]
    owner = table.get("id", table.get("title")) if isinstance(table, dict) else None
    return f" ({shown(owner)[1:-1]})" if isinstance(owner, str) else ""


def _duplicates(data: Mapping[str, object]) -> Iterator[Found]:
    for section in SECTIONS:
        tables = data.get(section)
        first: dict[str, int] = {}
        for index, table in enumerate(tables if isinstance(tables, list) else []):
            name = table.get("id") if isinstance(table, dict) else None
            if isinstance(name, str) and first.setdefault(name, index) != index:
                what = f"duplicate id {shown(name)}; {section}[{first[name]}] has it too"
                yield (section, index, "id"), what
