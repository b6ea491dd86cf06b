"""CSV with a header: OpenSky's history (SI units), and what the `traffic` library writes (feet)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from iffsim.base.errors import bad
from iffsim.base.units import FT
from iffsim.importing.batch import Batch, Book, numbers
from iffsim.importing.streams import Watched, lines

Floats = npt.NDArray[np.float64]
Columns = dict[str, Sequence[str]]


@dataclass(frozen=True)
class Dialect:
    """What the columns that matter are called, and their units."""

    time: str
    lat: str
    lon: str
    altitudes: tuple[str, ...]
    """The first that has a value counts."""
    alt_unit_m: float
    ground: str = "onground"
    measured: str = ""
    """When the position was measured, which may be well before the row's own time."""


OPENSKY = Dialect(
    "time", "lat", "lon", ("baroaltitude", "geoaltitude"), 1.0, measured="lastposupdate"
)
TRAFFIC = Dialect("timestamp", "latitude", "longitude", ("altitude", "geoaltitude"), FT)
OLDEST_S = 3600.0
"""A position measured longer before its row says so is not believed: the row's time counts."""
_TRUE = frozenset(("true", "1", "t", "yes", "1.0"))


def header_of(line: str) -> list[str]:
    """Return the names of a header line, in small letters; empty where a name is missing."""
    return [name.strip().strip('"').strip().lower() for name in line.split(",")]


def dialect_of(names: Sequence[str]) -> Dialect | None:
    """Return how a table with these columns is to be read, None if it is no table of ours."""
    if "icao24" not in names:
        return None
    return TRAFFIC if "timestamp" in names or "latitude" in names else OPENSKY


def read(file: Watched, book: Book) -> Iterator[Batch]:
    """Yield the rows of a CSV file. Raises `BadInput` when its header lacks what is needed."""
    names: list[str] = []
    dialect = OPENSKY
    for _, block in lines(file):
        if not names:
            names = header_of(block[0])
            dialect = dialect_of(names) or OPENSKY
            needed(file, names, dialect)
            block = block[1:]
        columns = _columns(block, len(names), book)
        if columns:
            yield batch(dict(zip(names, columns, strict=True)), dialect, book)


def needed(file: Watched, names: Sequence[str], dialect: Dialect) -> None:
    """Raise `BadInput` for columns that are missing or named twice."""
    wanted = (dialect.time, "icao24", dialect.lat, dialect.lon)
    where = f"{file.path}: line 1"
    for name in wanted:
        if name not in names:
            nameless = [str(i + 1) for i, one in enumerate(names) if not one]
            hint = f"; column {', '.join(nameless)} has no name" if nameless else ""
            raise bad(
                where, f'the header has no column "{name}"{hint}; expected {", ".join(wanted)}'
            )
    twice = [name for name in {*wanted, *dialect.altitudes} if names.count(name) > 1]
    if twice:
        raise bad(where, f'the header names column "{min(twice)}" twice')


def _columns(block: Sequence[str], width: int, book: Book) -> list[list[str]]:
    """Return the fields of lines as long as the header, by column; count the others."""
    plain, commas = [line for line in block if line], width - 1
    good = [line for line in plain if line.count(",") == commas and '"' not in line]
    fields = ",".join(good).split(",") if good else []
    if len(good) < len(plain):
        for line in plain:
            if line.count(",") != commas or '"' in line:
                fields += _odd(line, width, book)
    return [fields[column::width] for column in range(width)] if fields else []


def _odd(line: str, width: int, book: Book) -> list[str]:
    """Return the fields of a line with quotes; nothing (counted) if too few or too many."""
    fields = _quoted(line) if '"' in line else line.split(",")
    if len(fields) == width:
        return fields
    book.tally["rows"] += 1
    book.tally["row too short" if len(fields) < width else "row too long"] += 1
    return []


def _quoted(line: str) -> list[str]:
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return []


def batch(columns: Columns, dialect: Dialect, book: Book) -> Batch:
    """Return some rows as a batch, from columns of text by name."""
    count = len(columns["icao24"])
    time_s = times(columns[dialect.time], book)
    if dialect.measured in columns:
        time_s = measured(time_s, numbers(columns[dialect.measured], book.tally, "stamp"))
    return Batch(
        time_s=time_s,
        address=book.addresses(columns["icao24"]),
        lat_deg=numbers(columns[dialect.lat], book.tally, "latitude"),
        lon_deg=numbers(columns[dialect.lon], book.tally, "longitude"),
        alt_m=_altitude(columns, dialect, book, count),
        on_ground=truths(columns.get(dialect.ground, ()), count),
        callsign=columns.get("callsign", ("",) * count),
    )


def measured(time_s: Floats, at_s: Floats) -> Floats:
    """Return when positions were measured, the row's own time where that is not told or not
    likely."""
    age_s = time_s - at_s
    likely = (age_s >= -1.0) & (age_s <= OLDEST_S)
    return np.where(likely, at_s, time_s)


def _altitude(columns: Columns, dialect: Dialect, book: Book, count: int) -> Floats:
    found = np.full(count, np.nan)
    for name in dialect.altitudes:
        texts, missing = columns.get(name, ()), np.flatnonzero(np.isnan(found))
        if len(missing) == count:
            found = numbers(texts, book.tally, "altitude") * dialect.alt_unit_m if texts else found
        elif texts and len(missing):
            told = numbers([texts[i] for i in missing.tolist()], book.tally, "altitude")
            found[missing] = told * dialect.alt_unit_m
    return found


def truths(texts: Sequence[Any], count: int) -> npt.NDArray[np.bool_]:
    """Return which of `texts` say yes; all False where the column is missing."""
    if not texts:
        return np.zeros(count, bool)
    plain = [str(text) for text in texts]
    yes = {text for text in set(plain) if text.strip().lower() in _TRUE}
    return np.fromiter((text in yes for text in plain), bool, count)


def times(texts: Sequence[str], book: Book) -> Floats:
    """Return stamps as numbers, from numbers or from ISO dates ("2020-04-23 06:41:50+00:00")."""
    try:
        found = np.array(list(map(float, texts)))
    except ValueError:
        found = np.array([stamp(text, book) for text in texts])
    found[~np.isfinite(found)] = np.nan
    return found


def stamp(text: str, book: Book) -> float:
    """Return one time in s, a number or an ISO date; nan (counted) for what is neither."""
    from datetime import UTC, datetime

    try:
        return float(text)
    except ValueError:
        pass
    try:
        found = datetime.fromisoformat(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        book.tally["time is not a number nor a date"] += bool(text.strip())
        return float("nan")
