"""A scenario on its way to being checked: tables of the right shape, and every id written.

A table with a fault of shape is left out, but its id still counts, so that one fault does not cause
others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from iffsim.scenario import types
from iffsim.scenario.events import AnyEvent
from iffsim.scenario.near import unknown
from iffsim.scenario.shape import Found, Place
from iffsim.scenario.skyfile import Sky
from iffsim.scenario.teaching import LessonStep, Question, SheetRow
from iffsim.scenario.telling import Board, Chapter
from iffsim.scenario.words import seconds

T = TypeVar("T")
Rows = Mapping[int, T]
"""Well-shaped tables of a section by their place in the file."""


@dataclass(frozen=True)
class Draft:
    """What could be read. `ids` has every id of a section, of faulty tables too."""

    duration_s: float | None
    area: types.Area | None
    allow_large: bool
    follow: str | None
    board: Board | None
    zones: Rows[types.Zone]
    sites: Rows[types.Site]
    links: Rows[types.Link]
    pictures: Rows[types.Picture]
    flights: Rows[types.Flight]
    background: Rows[types.Background]
    events: Rows[AnyEvent]
    chapters: Rows[Chapter]
    questions: Rows[Question]
    runsheet: Rows[SheetRow]
    lessons: Rows[LessonStep]
    recorded: Rows[types.Recorded]
    skies: Mapping[int, Sky]
    """The traffic of each recorded table whose file could be read."""
    doctrines: Mapping[str, types.DoctrineTable]
    ids: Mapping[str, tuple[str, ...]]
    faulty: frozenset[str]
    """Top-level keys with a fault of shape somewhere inside."""

    def complete(self, *keys: str) -> bool:
        """Return whether all of these top-level `keys` have the right shape in all their parts."""
        return not self.faulty & {*keys}

    def refer(self, section: str, word: str, kind: str, place: Place) -> Iterator[Found]:
        """Yield a fault if no table of `section` has the id `word`."""
        if word not in self.ids[section]:
            yield place, unknown(kind, word, self.ids[section])

    def generated(self, word: str) -> bool:
        """Return whether `word` is the id of an aircraft that is generated or recorded."""
        return self.is_background(word) or any(word in sky.index for sky in self.skies.values())

    def is_background(self, word: str) -> bool:
        """Return whether `word` is the id of an aircraft that some background generates."""
        head, _, digits = word.rpartition("-")
        rows = [row for row in self.background.values() if row.id == head]
        return bool(rows) and digits.isascii() and digits.isdigit() and is_of(rows[0], word)


def is_of(background: types.Background, word: str) -> bool:
    """Return whether `word` is one of the ids of `background`."""
    index = int(word.rpartition("-")[2][:9]) - 1
    return 0 <= index < background.count and background_id(background.id, index) == word


def background_id(background: str, index: int) -> str:
    """Return the id of one generated aircraft, e.g. "civil-007" for index 6."""
    return f"{background}-{index + 1:03d}"


SECTIONS = (
    "zones", "sites", "links", "pictures", "flights", "background", "recorded", "events",
    "chapters", "questions", "runsheet", "lessons",
)  # fmt: skip


def draft(
    data: Mapping[str, object], found: Iterable[Found], known: Mapping[int, msgspec.Struct]
) -> Draft:
    """Return what of `data` has the right shape; `found` are its faults of shape, `known` what is
    converted already, by the `id` of its table."""
    faulty = {place[:2] for place, _ in found} | {
        place[:1] for place, _ in found if len(place) == 1
    }

    def rows(section: str, kind: type[T]) -> dict[int, T]:
        tables = data.get(section)
        if not isinstance(tables, list) or (section,) in faulty:
            return {}
        good = [index for index in range(len(tables)) if (section, index) not in faulty]
        return {index: _struct(tables[index], kind, known) for index in good}

    def one(key: str, kind: type[T]) -> T | None:
        wrong = any(place[:1] == (key,) for place in faulty)
        return msgspec.convert(data[key], kind) if key in data and not wrong else None

    duration = one("duration", str)
    return Draft(
        duration_s=usable(duration),
        area=one("area", types.Area),
        allow_large=one("allow_large", bool) or False,
        follow=one("follow", str),
        board=one("board", Board),
        zones=rows("zones", types.Zone),
        sites=rows("sites", types.Site),
        links=rows("links", types.Link),
        pictures=rows("pictures", types.Picture),
        flights=rows("flights", types.Flight),
        background=rows("background", types.Background),
        events=rows("events", AnyEvent),  # type: ignore[arg-type]
        chapters=rows("chapters", Chapter),
        questions=rows("questions", Question),
        runsheet=rows("runsheet", SheetRow),
        lessons=rows("lessons", LessonStep),
        recorded=rows("recorded", types.Recorded),
        skies={},
        doctrines=_doctrines(data.get("doctrines"), faulty),
        ids={section: _ids(data.get(section)) for section in (*SECTIONS, "doctrines")},
        faulty=frozenset(str(place[0]) for place in faulty if place),
    )


def _struct(table: object, kind: type[T], known: Mapping[int, msgspec.Struct]) -> T:
    found = known.get(id(table))
    return msgspec.convert(table, kind) if found is None else found  # type: ignore[return-value]


def usable(duration: str | None) -> float | None:
    """Return a duration in seconds, or None where nothing can be held against it."""
    found = seconds(duration) if duration else 0.0
    return found if found > 0.0 else None


def _doctrines(
    tables: object, faulty: Iterable[Place]
) -> dict[str, types.DoctrineTable]:  # a table of tables, not a list
    if not isinstance(tables, dict):
        return {}
    return {
        name: msgspec.convert(table, types.DoctrineTable)
        for name, table in tables.items()
        if ("doctrines", name) not in faulty
    }


def _ids(tables: object) -> tuple[str, ...]:
    if isinstance(tables, dict):
        return tuple(tables)
    if not isinstance(tables, list):
        return ()
    ids = [table.get("id") for table in tables if isinstance(table, dict)]
    return tuple(one for one in ids if isinstance(one, str))
