"""JSON: OpenSky's REST states, readsb and tar1090 traces and `aircraft.json`, records of
`traffic`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from iffsim.base.errors import bad
from iffsim.base.units import FT
from iffsim.importing.batch import NO_ADDRESS, Batch, Book, numbers
from iffsim.importing.delimited import TRAFFIC, batch, measured
from iffsim.importing.streams import Watched, documents

Document = dict[str, Any]
_STATE_FIELDS, _TRACE_FIELDS = 12, 4
"""The fewest values of a state and of a trace's row that have a position."""


def read(file: Watched, book: Book) -> Iterator[Batch]:
    """Yield the rows of every document of a file. Raises `BadInput` for a document of no known
    kind."""
    for line, value in documents(file):
        yield from _of(value, f"{file.path}: line {line:,}", book)


def _of(value: object, where: str, book: Book) -> Iterator[Batch]:
    if isinstance(value, list):
        yield from _listed(value, where, book)
        return
    reader = kind_of(value)
    if reader is None or not isinstance(value, dict):
        what = (
            "is JSON, but neither states, a trace, aircraft nor records; see docs/real-traffic.md"
        )
        raise bad(where, what)
    yield from reader(value, book)


def _listed(values: list[Any], where: str, book: Book) -> Iterator[Batch]:
    """Yield what a list holds: records of one aircraft each, or whole documents."""
    records = [row for row in values if isinstance(row, dict) and "icao24" in row]
    if records or not values:
        _odd(book, len(values) - len(records))
        for start in range(0, len(records), 50_000):
            yield _records(records[start : start + 50_000], book)
        return
    for value in values:
        if isinstance(value, list):
            raise bad(where, "is a list of lists, which is no recorded traffic that is known here")
        yield from _of(value, where, book)


def kind_of(value: object) -> Callable[[Document, Book], Iterator[Batch]] | None:
    """Return what reads a document of this kind, None if nothing does."""
    if not isinstance(value, dict):
        return None
    if "states" in value:
        return _states
    if "trace" in value:
        return _trace
    return _aircraft if "aircraft" in value or "ac" in value else None


def _odd(book: Book, count: int) -> None:
    book.tally["rows"] += count
    book.tally["not in this format"] += count


def _rows(value: object, fewest: int, book: Book) -> list[list[Any]]:
    """Return the rows of a list that are lists and long enough; the others are counted."""
    rows = value if isinstance(value, list) else []
    good = [row for row in rows if isinstance(row, list) and len(row) >= fewest]
    book.tally["rows"] += len(rows) - len(good)
    book.tally["row too short"] += len(rows) - len(good)
    return good


def _texts(values: Sequence[Any]) -> list[str]:
    return [value if isinstance(value, str) else "" for value in values]


def _time(value: object, book: Book) -> float:
    return float(numbers([value], book.tally, "time")[0])


def _either(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.where(np.isnan(first), second, first)


def _states(value: Document, book: Book) -> Iterator[Batch]:
    rows = _rows(value.get("states"), _STATE_FIELDS, book)
    if not rows:
        return
    columns = list(zip(*(row[:14] + [None] * (14 - len(row)) for row in rows), strict=True))
    tally = book.tally
    now = np.full(len(rows), _time(value.get("time"), book))
    at = numbers(columns[3], tally, "time")
    yield Batch(
        time_s=_either(measured(now, at), at),
        address=book.addresses(_texts(columns[0])),
        lat_deg=numbers(columns[6], tally, "latitude"),
        lon_deg=numbers(columns[5], tally, "longitude"),
        alt_m=_either(
            numbers(columns[7], tally, "altitude"), numbers(columns[13], tally, "altitude")
        ),
        on_ground=np.array([ground is True for ground in columns[8]]),
        callsign=_texts(columns[1]),
    )


def _trace(value: Document, book: Book) -> Iterator[Batch]:
    rows = _rows(value.get("trace"), _TRACE_FIELDS, book)
    address = book.addresses(_texts([value.get("icao")]))
    if not rows:
        return
    if address[0] != NO_ADDRESS and isinstance(value.get("t"), str):
        book.kinds[int(address[0])] = value["t"][:8]
    columns = list(zip(*(row[:4] for row in rows), strict=True))
    ground = np.array([alt == "ground" for alt in columns[3]])
    alts = [None if alt == "ground" else alt for alt in columns[3]]
    higher = [row[10] if len(row) > 10 else None for row in rows]
    tally = book.tally
    yield Batch(
        time_s=_time(value.get("timestamp"), book) + numbers(columns[0], tally, "time"),
        address=np.full(len(rows), address[0]),
        lat_deg=numbers(columns[1], tally, "latitude"),
        lon_deg=numbers(columns[2], tally, "longitude"),
        alt_m=_either(numbers(alts, tally, "altitude"), numbers(higher, tally, "altitude")) * FT,
        on_ground=ground,
        callsign=_callsigns(rows),
    )


def _callsigns(rows: list[list[Any]]) -> list[str]:
    """Return the callsign at each row of a trace: the latest told, before that the first."""
    told = [
        row[8].get("flight") if len(row) > 8 and isinstance(row[8], dict) else None for row in rows
    ]
    now = next((name for name in told if isinstance(name, str)), "")
    found = []
    for name in told:
        now = name if isinstance(name, str) else now
        found.append(now)
    return found


def _aircraft(value: Document, book: Book) -> Iterator[Batch]:
    listed = value.get("aircraft", value.get("ac"))
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    _odd(book, len(listed) - len(rows) if isinstance(listed, list) else 1)
    if not rows:
        return
    tally = book.tally

    def column(name: str) -> list[Any]:
        return [row.get(name) for row in rows]

    alts = column("alt_baro")
    age = np.nan_to_num(numbers(column("seen_pos"), tally, "time"))
    address = book.addresses(_texts(column("hex")))
    for one, kind in zip(address.tolist(), column("t"), strict=True):
        if one != NO_ADDRESS and isinstance(kind, str):
            book.kinds[one] = kind[:8]
    barometric = numbers([None if alt == "ground" else alt for alt in alts], tally, "altitude")
    yield Batch(
        time_s=_seconds(_time(value.get("now"), book)) - age,
        address=address,
        lat_deg=numbers(column("lat"), tally, "latitude"),
        lon_deg=numbers(column("lon"), tally, "longitude"),
        alt_m=_either(barometric, numbers(column("alt_geom"), tally, "altitude")) * FT,
        on_ground=np.array([alt == "ground" for alt in alts]),
        callsign=_texts(column("flight")),
    )


def _seconds(now: float) -> float:
    return now / 1000.0 if now > 1e11 else now


def _records(rows: list[Document], book: Book) -> Batch:
    """Return records as pandas writes them, one object a row, in the columns of `traffic`."""
    names = {name for row in rows[:100] for name in row}
    columns: dict[str, Any] = {name: [row.get(name) for row in rows] for name in names}
    stamps = [
        str("" if stamp is None else stamp)
        for stamp in columns.get("timestamp", [None] * len(rows))
    ]
    columns |= {"timestamp": stamps, "icao24": _texts(columns["icao24"])}
    columns["callsign"] = _texts(columns.get("callsign", [None] * len(rows)))
    for name in (TRAFFIC.lat, TRAFFIC.lon):
        columns.setdefault(name, [None] * len(rows))
    return batch(columns, TRAFFIC, book)
