"""What the names of a scenario are in Turkish: those that it gives a twin, and the built-in ones.

Names travel far from where they are written (into worlds, recordings, tables); so they are looked
up by what was written, among the names of one scenario.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from iffsim.scenario.types import Scenario
from iffsim.words.say import Words, topic


class _Titled(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...


def words(scenario: Scenario, language: str) -> Words:
    """Return what to say of a scenario in one language."""
    return Words(language, twins(scenario) if language == "tr" else {})


def titles(pictures: Iterable[_Titled], say: Words) -> dict[str, str]:
    """Return what each picture is called, by its id; those that are called alike are told apart
    by their ids."""
    found = {one.id: say.written(one.title) for one in pictures}
    often = Counter(found.values())
    return {id: f"{title} ({id})" if often[title] > 1 else title for id, title in found.items()}


def unplaced(name: str) -> str:
    """Return what a site is called wherever it stands: "Battery" of "Battery, Ankara"."""
    return name.partition(", ")[0]


def twins(scenario: Scenario) -> Mapping[str, str]:
    """Return the Turkish of each name that a scenario writes and has a twin of."""
    rules = {str(said["en"]): str(said["tr"]) for said in topic("rule").values()}
    return {**rules, **{name: twin for name, twin in _pairs(scenario) if name and twin}}


def _pairs(scenario: Scenario) -> Iterator[tuple[str, str]]:
    yield scenario.area.name, scenario.area.name_tr
    yield from ((unplaced(one.name), unplaced(one.name_tr)) for one in scenario.sites)
    for named in (scenario.sites, scenario.zones, scenario.links, scenario.flights):
        yield from ((one.name, one.name_tr) for one in named)
    for picture in scenario.pictures:
        yield picture.title, picture.title_tr
        yield picture.subtitle, picture.subtitle_tr
    for doctrine in scenario.doctrines.values():
        yield from ((rule.name, rule.name_tr) for rule in doctrine.rules)
    for chapter in scenario.chapters:
        yield from ((line.source, line.source_tr) for line in chapter.captions)
