"""SBS-1 BaseStation lines: 22 fields, no header; the times have no zone and are taken as UTC.

A position takes its callsign, and where it has none its altitude, from other messages of the same
address.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from iffsim.base.arrays import Floats
from iffsim.base.units import FT
from iffsim.importing.batch import NO_TIME, Batch, Book, numbers
from iffsim.importing.streams import Watched, lines

FIELDS = 22
HEX, DAY, CLOCK, LOGGED_DAY, LOGGED_CLOCK, CALLSIGN, ALT, LAT, LON, GROUND = (
    4, 6, 7, 8, 9, 10, 11, 14, 15, 21,
)  # fmt: skip
KINDS = ("MSG", "SEL", "ID", "AIR", "STA", "CLK")
LASTS_S = 30.0
"""An altitude of another message is taken for so long."""


@dataclass
class _Heard:
    """What other messages of each address said last."""

    callsigns: dict[str, str] = field(default_factory=dict)
    altitudes: dict[str, tuple[float, str]] = field(default_factory=dict)


def is_line(line: str) -> bool:
    """Return whether a line is one of BaseStation's."""
    return line.split(",", 1)[0].strip() in KINDS and line.count(",") >= 9


def read(file: Watched, book: Book) -> Iterator[Batch]:
    """Yield the position messages of a file, each with the latest callsign of its address."""
    heard = _Heard()
    for _, block in lines(file):
        rows = _rows(block, book)
        if rows:
            yield from _positions(rows, heard, book)
        book.hopeful(str(file.path))


def _rows(block: Sequence[str], book: Book) -> list[list[str]]:
    rows = [line.split(",") for line in block if line.strip()]
    good = []
    for row in rows:
        if row[0].strip() != "MSG":
            book.tally["no message" if row[0] in KINDS else "not in this format"] += 1
        elif len(row) != FIELDS:
            book.tally["row too short" if len(row) < FIELDS else "row too long"] += 1
        else:
            good.append(row)
    book.tally["rows"] += len(rows) - len(good)
    return good


def _positions(rows: list[list[str]], heard: _Heard, book: Book) -> Iterator[Batch]:
    time_s = _times(rows, book)
    said, alts = [], []
    for number, (row, now) in enumerate(zip(rows, time_s.tolist(), strict=True)):
        address, alt = row[HEX], row[ALT].strip()
        if row[CALLSIGN]:
            heard.callsigns[address] = row[CALLSIGN]
        if alt:
            heard.altitudes[address] = now, alt
        if row[LAT].strip() and row[LON].strip():
            then, last = heard.altitudes.get(address, (np.nan, ""))
            said.append(number)
            alts.append(alt or (last if abs(now - then) <= LASTS_S else ""))
            book.tally["altitude of another message"] += not alt and bool(alts[-1])
    book.tally["rows"] += len(rows) - len(said)
    book.tally["no position"] += len(rows) - len(said)
    if said:
        yield _batch([rows[n] for n in said], time_s[said], alts, heard, book)


def _batch(
    rows: list[list[str]], time_s: Floats, alts: list[str], heard: _Heard, book: Book
) -> Batch:
    columns = list(zip(*rows, strict=True))
    geometric = np.array([alt.endswith(("H", "h")) for alt in alts])
    alt_m = numbers([alt.rstrip("Hh") for alt in alts], book.tally, "altitude") * FT
    return Batch(
        time_s=time_s,
        address=book.addresses(columns[HEX]),
        lat_deg=numbers(columns[LAT], book.tally, "latitude"),
        lon_deg=numbers(columns[LON], book.tally, "longitude"),
        baro_m=np.where(geometric, np.nan, alt_m),
        geom_m=np.where(geometric, alt_m, np.nan),
        on_ground=np.fromiter((ground.strip() in ("-1", "1") for ground in columns[GROUND]), bool),
        callsign=[heard.callsigns.get(address, "") for address in columns[HEX]],
    )


def _times(rows: list[list[str]], book: Book) -> Floats:
    """Return s since 1970, as generated, else as logged; nan (counted) where neither is a time."""
    made = _read([f"{row[DAY]}T{row[CLOCK]}" for row in rows])
    lost = np.flatnonzero(np.isnan(made))
    if len(lost):
        texts = [f"{rows[n][LOGGED_DAY]}T{rows[n][LOGGED_CLOCK]}" for n in lost.tolist()]
        made[lost] = _read(texts)
        none = np.isnan(made[lost])
        wrong = [text for text, bare in zip(texts, none.tolist(), strict=True) if bare]
        book.tally[NO_TIME] += sum(len(text) > 1 for text in wrong)
        if not none.all():
            book.tally["logged time for want of a generated one"] += int((~none).sum())
    return made


def _read(texts: list[str]) -> Floats:
    """Return s since 1970 of "2020/04/23T06:41:50.123"; nan for what is none."""
    plain = [text.replace("/", "-").replace(" ", "") for text in texts]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # numpy only warns of what looks like a time zone
        try:
            found = np.array(plain, "datetime64[ms]")
        except (ValueError, Warning):
            found = np.array([_time(text) for text in plain], "datetime64[ms]")
    return np.where(np.isnat(found), np.nan, found.astype(np.int64) / 1000.0)


def _time(text: str) -> np.datetime64:
    try:
        return np.datetime64(text, "ms")
    except (ValueError, Warning):
        return np.datetime64("NaT", "ms")
