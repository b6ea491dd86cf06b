"""JSON: states and tracks of OpenSky, traces and aircraft of readsb and dump1090, GeoJSON, and
tables as pandas writes them. All become columns of a dialect, some ten thousand rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from iffsim.base.errors import BadInput, bad
from iffsim.importing import geojson, known
from iffsim.importing.batch import Batch, Book
from iffsim.importing.dialects import (
    AIRCRAFT,
    OPENSKY_STATES,
    OPENSKY_TRACK,
    TRACE,
    Dialect,
    dialect_of,
    nearest,
)
from iffsim.importing.jsonvalues import Values
from iffsim.importing.streams import Watched
from iffsim.importing.table import batch, missing

Document = dict[str, Any]
Row = dict[str, Any]
ROWS = 50_000
"""Rows handed on at once."""
MOST_BARE = 200_000
"""From so many documents on each must have a usable row, on the average."""
_NEED = {"states": 7, "path": 3, "trace": 4, "aircraft": 7}
"""The fewest values of a row without names that has a position."""


@dataclass
class Gathered:
    """Rows of documents, by dialect, until there are enough for a batch."""

    book: Book
    columns: dict[Dialect, dict[str, list[Any]]] = field(default_factory=dict)
    counts: dict[Dialect, int] = field(default_factory=dict)

    def add(self, dialect: Dialect, rows: list[Row], common: Mapping[str, Any]) -> None:
        """Take rows by name; `common` are values that all of them share."""
        if not rows:
            return
        own = self.columns.setdefault(dialect, {name: [] for name in sorted(dialect.used())})
        for name, values in own.items():
            if name in common:
                values += [common[name]] * len(rows)
            else:
                values += [row.get(name) for row in rows]
        self.counts[dialect] = self.counts.get(dialect, 0) + len(rows)

    def full(self) -> Iterator[Batch]:
        """Yield a batch of each dialect of which there are enough rows."""
        for dialect in [one for one, count in self.counts.items() if count >= ROWS]:
            yield self._batch(dialect)

    def rest(self) -> Iterator[Batch]:
        """Yield what is left."""
        for dialect in list(self.counts):
            yield self._batch(dialect)

    def _batch(self, dialect: Dialect) -> Batch:
        count = self.counts.pop(dialect)
        heard = {
            name: values
            for name, values in self.columns.pop(dialect).items()
            if any(value is not None for value in values)
        }
        return batch(heard, dialect, self.book, count)


Take = Callable[[Document, Gathered, str], None]
"""Takes the rows of a document, which is at the place named."""


def read(file: Watched, book: Book) -> Iterator[Batch]:
    """Yield the rows of every document of a file. Raises `BadInput` for one of no known kind."""
    values, gathered = Values(file), Gathered(book)
    records: list[Row] = []
    begun = ""
    for number, value in enumerate(values):
        where = f"{file.path}: line {values.line:,}"
        if isinstance(value, dict) and _is_record(value):
            begun = begun if records else where
            records.append(value)
            if len(records) < ROWS:
                continue
            value = None
        if records:
            _records_into(records, gathered, begun)
            records = []
        if value is not None:
            _take(value, gathered, where)
            if number > MOST_BARE and number > book.kept + sum(gathered.counts.values()):
                raise bad(
                    where, f"is document {number:,}, and {book.kept:,} rows so far were usable"
                )
        yield from gathered.full()
        book.hopeful(where)
    _records_into(records, gathered, begun)
    yield from gathered.rest()
    book.tally["line before the first document"] += values.cut_first
    book.tally["record cut short at the end of the file"] += values.cut_last


def _is_record(value: Document) -> bool:
    """Return whether an object is one row of a table: no document, and not of objects alone."""
    flat = any(not isinstance(one, dict | list) for one in value.values())
    return flat and _kind(value) is None and not known.refusal(value)


def _kind(value: Document) -> Take | None:
    """Return what takes a document of this kind, None if nothing does."""
    for key in _KINDS:
        if key in value and (key != "type" or value["type"] in geojson.TYPES):
            return _KINDS[key]
    return None


def _take(value: object, gathered: Gathered, where: str) -> None:
    """Take the rows of one document. Raises `BadInput` when it is of no known kind."""
    if isinstance(value, list):
        raise _nameless(value, where)
    if not isinstance(value, dict) or not value:
        _odd(gathered, 1)
        if not gathered.book.kept and not gathered.counts:
            raise _unknown(where)
        return
    if what := known.refusal(value):
        raise bad(where, what)
    if take := _kind(value):
        take(value, gathered, where)
    elif all(isinstance(one, dict) for one in value.values()):
        _by_column_or_row(value, gathered, where)
    else:
        raise _unknown(where)


def _unknown(where: str) -> BadInput:
    what = "is JSON, but neither states, a trace, aircraft nor records; see docs/real-traffic.md"
    return bad(where, what)


def _nameless(value: list[Any], where: str) -> BadInput:
    if any(isinstance(row, dict) and "hex" in row for row in value[:10]):
        return bad(where, known.DATA_JSON)
    return bad(
        where,
        "is a list of lists, without the columns' names (pandas writes it so with orient='values');"
        " write orient='records'",
    )


def _odd(gathered: Gathered, count: int, what: str = "not in this format") -> None:
    gathered.book.tally["rows"] += count
    gathered.book.tally[what] += count


def _rows(value: object, gathered: Gathered, dialect: Dialect, fewest: int) -> list[Row]:
    """Return rows by name, of objects or of lists in the dialect's order; count the others."""
    listed = value if isinstance(value, list) else []
    if not isinstance(value, list) and value is not None:
        _odd(gathered, 1)
    good: list[Row] = []
    short = 0
    for row in listed:
        if isinstance(row, dict):
            good.append(row)
        elif isinstance(row, list) and len(row) >= fewest:
            good.append(dict(zip(dialect.order, row, strict=False)))
        else:
            short += 1
    if short:
        _odd(gathered, short, "row too short")
    return good


def _states(value: Document, gathered: Gathered, where: str) -> None:
    rows = _rows(value["states"], gathered, OPENSKY_STATES, _NEED["states"])
    gathered.add(OPENSKY_STATES, rows, {"time": value.get("time")})


def _path(value: Document, gathered: Gathered, where: str) -> None:
    rows = _rows(value["path"], gathered, OPENSKY_TRACK, _NEED["path"])
    callsign = value.get("callsign", value.get("calllsign"))
    gathered.add(OPENSKY_TRACK, rows, {"icao24": value.get("icao24"), "callsign": callsign})


def _trace(value: Document, gathered: Gathered, where: str) -> None:
    rows = _rows(value["trace"], gathered, TRACE, _NEED["trace"])
    start = value.get("timestamp")
    begun = start if isinstance(start, int | float) else float("nan")
    now = next((name for name in map(_flight, rows) if name), "")
    for row in rows:
        now = row["flight"] = _flight(row) or now
        after = row.get("dt")
        row["dt"] = begun + after if isinstance(after, int | float) else None
    gathered.add(TRACE, rows, {"icao": value.get("icao"), "t": value.get("t")})


def _flight(row: Row) -> str:
    """Return the callsign that a row of a trace tells, "" for none."""
    details = row.get("details")
    name = details.get("flight") if isinstance(details, dict) else None
    return name if isinstance(name, str) else ""


def _aircraft(value: Document, gathered: Gathered, where: str) -> None:
    rows = _rows(value.get("aircraft", value.get("ac")), gathered, AIRCRAFT, _NEED["aircraft"])
    for row in rows:
        if what := known.refusal_of_aircraft(row):
            raise bad(where, what)
    now = next((value[key] for key in ("now", "ctime", "time") if key in value), None)
    if now is None and not any("now" in row or "time" in row for row in rows[:10]):
        raise bad(where, 'is aircraft JSON without "now", the time; record aircraft.json itself')
    gathered.add(AIRCRAFT, [_placed(row) for row in rows], {} if now is None else {"now": now})


def _placed(row: Row) -> Row:
    """Return a row with its last position, where it has no present one."""
    last = row.get("lastPosition")
    return {**row, **last} if isinstance(last, dict) and row.get("lat") is None else row


def _files(value: Document, gathered: Gathered, where: str) -> None:
    for one in value["files"] if isinstance(value["files"], list) else [value["files"]]:
        if not isinstance(one, dict) or "files" in one:
            raise _unknown(where)
        _take(one, gathered, where)


def _geojson(value: Document, gathered: Gathered, where: str) -> None:
    for rows in geojson.rows(value, gathered.book, where):
        _records_into(rows, gathered, where)


def _split(value: Document, gathered: Gathered, where: str) -> None:
    """Take a table that pandas wrote with orient="split" or orient="table"."""
    names, data = value.get("columns"), value.get("data")
    if not isinstance(data, list):
        raise _unknown(where)
    if isinstance(names, list):
        columns = [name for name in names if isinstance(name, str)]
        whole = [row for row in data if isinstance(row, list) and len(row) == len(names)]
        _odd(gathered, len(data) - len(whole), "row too short")
        rows = [dict(zip(columns, row, strict=False)) for row in whole]
    else:
        rows = [row for row in data if isinstance(row, dict)]
        _odd(gathered, len(data) - len(rows))
    _records_into(rows, gathered, where)


def _by_column_or_row(value: Document, gathered: Gathered, where: str) -> None:
    """Take a table that pandas wrote with orient="columns" or orient="index"."""
    if dialect_of([name.lower() for name in value]) or nearest([name.lower() for name in value]):
        count = max(map(len, value.values()))
        keys = max((list(one) for one in value.values()), key=len)
        columns = {name: list(map(one.get, keys)) for name, one in value.items()}
        rows = [{name: one[i] for name, one in columns.items()} for i in range(count)]
        _records_into(rows, gathered, where)
    else:
        _records_into(list(value.values()), gathered, where)


def _records_into(rows: list[Row], gathered: Gathered, where: str) -> None:
    """Take records of one aircraft each, by the names that they have."""
    if not rows:
        return
    lower = {name: name.lower() for name in {name for row in rows[:200] for name in row}}
    names = list(lower.values())
    dialect = dialect_of(names)
    if dialect is None:
        if what := known.refusal_of_record(rows[0]) or known.refusal_of_names(names):
            raise bad(where, what)
        near = nearest(names)
        raise missing(where, "a record", names, near) if near else _unknown(where)
    if any(name != plain for name, plain in lower.items()):
        rows = [{name.lower(): value for name, value in row.items()} for row in rows]
    gathered.add(dialect, rows, {})


_KINDS: dict[str, Take] = {
    "states": _states, "trace": _trace, "path": _path, "aircraft": _aircraft, "ac": _aircraft,
    "files": _files, "type": _geojson, "data": _split,
}  # fmt: skip
