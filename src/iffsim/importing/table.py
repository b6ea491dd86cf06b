"""Columns by name, in any dialect, as a batch of rows: CSV, JSON and parquet alike end here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from iffsim.base.arrays import Array, Bools, Floats, Ints
from iffsim.base.errors import BadInput, bad
from iffsim.importing.batch import (
    EARLIEST_S,
    NO_ADDRESS,
    NO_TIME,
    Batch,
    Book,
    numbers,
    seconds,
    unknown,
)
from iffsim.importing.dialects import Dialect, Heights

Column = Sequence[Any] | Array
Columns = Mapping[str, Column]
"""Columns by name in small letters: texts, JSON values, or numbers."""

OLDEST_S = 3600.0
"""A position measured longer before its row says so is not believed: the row's time counts."""
_TRUE = frozenset(("true", "1", "t", "yes", "1.0"))
_OF_DAY = re.compile(r"\d{1,2}:\d\d(:\d\d(\.\d+)?)?Z?")
_DOTTED = re.compile(r"\A(?:(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})/(\d{1,2})/(\d{1,2}))(?=\D|\Z)")
"""The dates of other lands that can be meant in one way alone."""
_GROUND = frozenset(("ground", "grnd"))


def missing(where: str, what: str, names: Sequence[str], dialect: Dialect) -> BadInput:
    """Return the sentence on `what` ("the header"), which lacks a column of its dialect."""
    nameless = [str(number) for number, name in enumerate(names, start=1) if not name]
    hint = f"; column {', '.join(nameless)} has no name" if nameless else ""
    lacks = f'has no column "{dialect.lacks(names)}"{hint}; expected {", ".join(dialect.needs())}'
    return bad(where, f"{what} {lacks} ({dialect.name})")


def batch(columns: Columns, dialect: Dialect, book: Book, count: int) -> Batch:
    """Return `count` rows as a batch."""
    lat, lon = _places(columns, dialect, book, count)
    on_ground, columns = _on_ground(columns, dialect, count)
    time_s, age_s = _times(columns, dialect, book, count)
    names = texts(_first(columns, dialect.callsign), count)
    return Batch(
        time_s=time_s,
        address=_addresses(columns, dialect, book, names, count),
        lat_deg=lat,
        lon_deg=lon,
        baro_m=_heights(columns, dialect.baro, book, count),
        geom_m=_heights(columns, dialect.geom, book, count),
        on_ground=on_ground,
        callsign=names,
        age_s=age_s,
    )


def _first(columns: Columns, names: Iterable[str]) -> Column | None:
    return next((columns[name] for name in names if name in columns), None)


def texts(column: Column | None, count: int) -> Sequence[str]:
    """Return a column as texts, "" for what is none."""
    if column is None:
        return ("",) * count
    plain = column.tolist() if isinstance(column, np.ndarray) else column
    if set(map(type, plain)) == {str}:
        return plain
    return [text if isinstance(text, str) else "" for text in plain]


def _numbers(column: Column | None, book: Book, what: str, count: int) -> Floats:
    if column is None:
        return unknown(count)
    if isinstance(column, np.ndarray) and column.dtype.kind in "fiu":
        found = column.astype(float)
        return np.where(np.isfinite(found), found, np.nan)
    return numbers(list(column), book.tally, what)


def _addresses(
    columns: Columns, dialect: Dialect, book: Book, names: Sequence[str], count: int
) -> Ints:
    column = _first(columns, dialect.address)
    if column is None:
        return book.named(names)
    found = book.addresses(texts(column, count))
    kinds = _first(columns, dialect.kind)
    for address, kind in zip(found.tolist(), kinds, strict=True) if kinds is not None else ():
        if address != NO_ADDRESS and isinstance(kind, str) and kind:
            book.kinds[address] = kind[:8]
    return found


def _places(columns: Columns, dialect: Dialect, book: Book, count: int) -> tuple[Floats, Floats]:
    both = _first(columns, dialect.position)
    if both is not None:
        pairs = [text.partition(",") for text in texts(both, count)]
        return (
            numbers([pair[0] for pair in pairs], book.tally, "latitude"),
            numbers([pair[2] for pair in pairs], book.tally, "longitude"),
        )
    return (
        _numbers(_first(columns, dialect.lat), book, "latitude", count),
        _numbers(_first(columns, dialect.lon), book, "longitude", count),
    )


def _heights(columns: Columns, named: Heights, book: Book, count: int) -> Floats:
    """Return heights of one datum, m: of its columns the first that has a value counts."""
    found = unknown(count)
    for name, unit_m in named.items():
        if name not in columns:
            continue
        column, lacking = columns[name], np.flatnonzero(np.isnan(found))
        if len(lacking) == count:
            found = _numbers(column, book, "altitude", count) * unit_m
        elif len(lacking):
            some = [column[i] for i in lacking.tolist()]
            found[lacking] = numbers(some, book.tally, "altitude") * unit_m
    return found


def _on_ground(columns: Columns, dialect: Dialect, count: int) -> tuple[Bools, Columns]:
    """Return who is on the ground, and columns without the heights that say so in a word."""
    column = _first(columns, dialect.ground)
    found = truths(column, count)
    if not dialect.spoken:
        return found, columns
    plain: dict[str, Column] = dict(columns)
    for name in {*dialect.baro, *dialect.geom} & columns.keys():
        if isinstance(columns[name], np.ndarray):
            continue
        said = [isinstance(v, str) and v.strip().lower() in _GROUND for v in columns[name]]
        if any(said):
            found |= np.array(said)
            plain[name] = [None if s else v for s, v in zip(said, columns[name], strict=True)]
    return found, plain


def truths(column: Column | None, count: int) -> Bools:
    """Return which values say yes; all False where the column is missing."""
    if column is None or not len(column):
        return np.zeros(count, bool)
    if isinstance(column, np.ndarray) and column.dtype == bool:
        return column
    plain = column if set(map(type, column)) == {str} else list(map(str, column))
    yes = {text for text in set(plain) if text.strip().lower() in _TRUE}
    return np.fromiter((text in yes for text in plain), bool, count)


def _times(
    columns: Columns, dialect: Dialect, book: Book, count: int
) -> tuple[Floats, Floats | float]:
    """Return when positions were measured, s, and how old they were when they were written down."""
    column = _first(columns, dialect.time)
    day = _first(columns, dialect.date)
    if column is not None and day is not None:
        column = _dated(day, column)
    time_s = unknown(count) if column is None else seconds(times(column, book))
    time_s = time_s + dialect.epoch_s
    at = _first(columns, dialect.measured)
    if at is not None:
        return measured(time_s, seconds(times(at, book)))
    age = _first(columns, dialect.age)
    if age is None:
        return time_s, 0.0
    age_s = _numbers(age, book, "time", count)
    return time_s - np.nan_to_num(age_s), age_s


def _dated(day: Column, column: Column) -> Column:
    """Return times of day ("10:00:15") behind their days ("2024-05-01", "2024/05/01"); what is a
    stamp of its own stays."""
    return [
        f"{_DOTTED.sub(_iso, str(date).strip())} {str(time).strip()}"
        if _OF_DAY.fullmatch(str(time).strip())
        else time
        for date, time in zip(day, column, strict=True)
    ]


def measured(time_s: Floats, at_s: Floats) -> tuple[Floats, Floats]:
    """Return when positions were measured, and how old they were (nan unknown).

    The row's own time counts where that is not told or not likely.
    """
    age_s = time_s - at_s
    likely = ((age_s >= -1.0) & (age_s <= OLDEST_S)) | ~(time_s >= EARLIEST_S)
    return np.where(likely, at_s, time_s), np.where(likely, age_s, np.nan)


def times(column: Column, book: Book) -> Floats:
    """Return stamps as numbers, from numbers or from ISO dates ("2020-04-23 06:41:50+00:00")."""
    if isinstance(column, np.ndarray) and column.dtype.kind in "fiu":
        return _numbers(column, book, "time", len(column))
    try:
        found = np.array([float(value) if value != "" else np.nan for value in column])
    except (ValueError, TypeError, OverflowError):
        found = np.array([stamp(text, book) for text in column], float)
    found[~np.isfinite(found)] = np.nan
    return found


def stamp(value: object, book: Book) -> float:
    """Return one time in s, a number or an ISO date; nan (counted) for what is neither."""
    if value is None or value == "":
        return float("nan")
    try:
        return float(value)  # type: ignore[arg-type]
    except (ValueError, TypeError, OverflowError):
        pass
    text = str(value).strip()
    for date in (text, _DOTTED.sub(_iso, text)):
        try:
            found = datetime.fromisoformat(date)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            continue
    book.tally[NO_TIME] += bool(text)
    return float("nan")


def _iso(found: re.Match[str]) -> str:
    """Return a date with dots, day first, or with slashes, year first, as ISO writes it."""
    year, month, day = found.group(3, 2, 1) if found[3] else found.group(4, 5, 6)
    return f"{year}-{int(month):02d}-{int(day):02d}"
