"""SBS-1 BaseStation lines: 22 fields, no header; the times have no zone and are taken as UTC."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from iffsim.base.units import FT
from iffsim.importing.batch import Batch, Book, numbers
from iffsim.importing.streams import Watched, lines

FIELDS = 22
HEX, DAY, CLOCK, CALLSIGN, ALT, LAT, LON, GROUND = 4, 6, 7, 10, 11, 14, 15, 21
KINDS = ("MSG", "SEL", "ID", "AIR", "STA", "CLK")


def read(file: Watched, book: Book) -> Iterator[Batch]:
    """Yield the position messages of a file, each with the latest callsign of its address."""
    callsigns: dict[str, str] = {}
    for _, block in lines(file):
        rows = _rows(block, book)
        said = [row for row in rows if row[LAT] and row[LON]]
        for row in rows:
            if row[CALLSIGN]:
                callsigns[row[HEX]] = row[CALLSIGN]
        book.tally["rows"] += len(rows) - len(said)
        book.tally["no position"] += len(rows) - len(said)
        if said:
            yield _batch(said, callsigns, book)


def _rows(block: Sequence[str], book: Book) -> list[list[str]]:
    rows = [line.split(",") for line in block if line.strip()]
    good = []
    for row in rows:
        if row[0] != "MSG":
            book.tally["no message" if row[0] in KINDS else "not in this format"] += 1
        elif len(row) != FIELDS:
            book.tally["row too short" if len(row) < FIELDS else "row too long"] += 1
        else:
            good.append(row)
    book.tally["rows"] += len(rows) - len(good)
    return good


def _batch(rows: list[list[str]], callsigns: dict[str, str], book: Book) -> Batch:
    columns = list(zip(*rows, strict=True))
    return Batch(
        time_s=_times(columns[DAY], columns[CLOCK], book),
        address=book.addresses(columns[HEX]),
        lat_deg=numbers(columns[LAT], book.tally, "latitude"),
        lon_deg=numbers(columns[LON], book.tally, "longitude"),
        alt_m=numbers(columns[ALT], book.tally, "altitude") * FT,
        on_ground=np.fromiter((ground.strip() in ("-1", "1") for ground in columns[GROUND]), bool),
        callsign=[callsigns.get(address, "") for address in columns[HEX]],
    )


def _times(days: Sequence[str], clocks: Sequence[str], book: Book) -> npt.NDArray[np.float64]:
    """Return s since 1970 of "2020/04/23" and "06:41:50.123"; nan (counted) for what is none."""
    texts = [f"{day.replace('/', '-')}T{clock}" for day, clock in zip(days, clocks, strict=True)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # numpy only warns of what looks like a time zone
        try:
            found = np.array(texts, "datetime64[ms]")
        except (ValueError, Warning):
            found = np.array([_time(text, book) for text in texts], "datetime64[ms]")
    ms: npt.NDArray[np.float64] = found.astype(np.int64) / 1000.0
    return np.where(np.isnat(found), np.nan, ms)


def _time(text: str, book: Book) -> np.datetime64:
    try:
        return np.datetime64(text, "ms")
    except (ValueError, Warning):
        book.tally["time is not a number nor a date"] += 1
        return np.datetime64("NaT", "ms")
