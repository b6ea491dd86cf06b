"""Formats that are known and not read: the refusal names them and says how to convert."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_FEED = "feed it to readsb or dump1090 and record its port 30003 (SBS-1 lines)"
DATA_JSON = (
    "is dump1090's data.json: a list of aircraft without the time; record aircraft.json, or port"
    " 30003 (SBS-1 lines)"
)


@dataclass(frozen=True)
class Unread:
    """A format and what to do with it."""

    name: str
    how: str

    def __str__(self) -> str:
        return f"is {self.name}, which is not read here; {self.how}"


_BY_KEY: Mapping[str, Unread] = {
    "acList": Unread("Virtual Radar Server JSON", "record its port 30003 (SBS-1 lines) instead"),
    "fa_flight_id": Unread("FlightAware JSON", "download the flight's KML (Google Earth) instead"),
    "positions": Unread("FlightAware JSON", "download the flight's KML (Google Earth) instead"),
    "full_count": Unread(
        "Flightradar24's live JSON", "download a flight's CSV or KML from its page instead"
    ),
    "result": Unread(
        "Flightradar24's playback JSON", "download the flight's CSV or KML from its page instead"
    ),
    "jsonrpc": Unread("a JSON-RPC answer", "save the rows inside as CSV"),
}
"""Documents by a key that only they have."""
_ADSBX_1 = Unread(
    "ADS-B Exchange JSON of version 1", 'use its version 2, or readsb\'s aircraft.json ("now")'
)
_PICTURES = Unread("what pictures of iffsim held, not truth", "import truth.csv of the same folder")
_FLIGHTAWARE = Unread(
    "FlightAware's table of a flight, which has times of day without a date",
    "download the flight's KML (Google Earth) instead",
)
_EVENTS = Unread("events.csv of iffsim, which has no positions", "import truth.csv instead")

XLSX = Unread("an Excel workbook", "save the sheet as CSV")
ODS = Unread("an OpenDocument spreadsheet", "save the sheet as CSV")
KMZ = Unread("KMZ, a zip archive of KML", "unpack it (unzip) and import the .kml inside")
SKY = Unread("the data file of an imported scenario", "play the .toml beside it")
FEATHER = 'is an Arrow (feather) file: pip install "iffsim[parquet]" reads it'

_MAGIC: tuple[tuple[bytes, Unread], ...] = (
    (b"SQLite format 3", Unread("an SQLite database", "write its table as CSV")),
    (b"\x89HDF", Unread("HDF5", "write its table as CSV or parquet")),
    (b"\x80\x04", Unread("a Python pickle", "write it as parquet or CSV (pickles run code)")),
    (b"\x80\x05", Unread("a Python pickle", "write it as parquet or CSV (pickles run code)")),
    (b"%PDF", Unread("PDF", "get the data as CSV, KML or GPX")),
    (b"Obj\x01", Unread("Avro", "write it as CSV or parquet")),
    (b"ORC", Unread("ORC", "write it as CSV or parquet")),
    (b"PK\x05\x06", Unread("an empty zip archive", "get the file again")),
    (b"\xd4\xc3\xb2\xa1", Unread("a network capture (pcap)", _FEED)),
)
_ARCHIVES = {b"PK\x03\x04": "a zip", b"7z\xbc\xaf": "a 7z", b"BZh": "a bzip2", b"\xfd7zXZ": "an xz",
             b"\x28\xb5\x2f\xfd": "a zstd", b"Rar!": "a rar"}  # fmt: skip

_LINES: tuple[tuple[re.Pattern[str], Unread], ...] = (
    (
        re.compile(r"(?m)^(A[A-Z0-9]{3,}.*|HFDTE.*\d{6})\r?$(?s:.*)^B\d{6}\d{7}[NS]\d{8}[EW]"),
        Unread("an IGC flight log", "convert it: gpsbabel -i igc -f FILE -o gpx -F FILE.gpx"),
    ),
    (
        re.compile(r"\A\s*(?:[*@%<][0-9A-Fa-f]{14,42};\s*){1,}"),
        Unread("AVR, raw Mode S messages", _FEED),
    ),
    (
        re.compile(r"(?m)\A\s*\$G[A-Z]{4},"),
        Unread("NMEA sentences", "convert them: gpsbabel -i nmea -f FILE -o gpx -F FILE.gpx"),
    ),
    (
        re.compile(r"(?i)\A\s*(<!doctype html|<html)"),
        Unread("a web page (perhaps an error page)", "get the file again"),
    ),
)


def refusal(document: Mapping[str, Any]) -> str:
    """Return the sentence on a JSON document of a known, unread kind; "" for others."""
    keys = document.keys() & _BY_KEY.keys()
    for key in keys:
        if key != "result" or "response" in str(document[key])[:200]:
            return str(_BY_KEY[key])
    return ""


def refusal_of_aircraft(row: Mapping[str, Any]) -> str:
    """Return the sentence on an aircraft in a document of a known, unread kind; "" for others."""
    return str(_ADSBX_1) if "postime" in row and "icao" in row else ""


def refusal_of_record(row: Mapping[str, Any]) -> str:
    """Return the sentence on a record of a known, unread kind; "" for others."""
    if "hex" in row and "lat" in row and not {"now", "time", "timestamp"} & row.keys():
        return DATA_JSON if {"validposition", "flight", "altitude"} & row.keys() else ""
    return refusal_of_aircraft(row)


def refusal_of_names(names: Sequence[str]) -> str:
    """Return the sentence on a table with these columns, "" if it is not known."""
    given = {*names}
    if {"picture", "identity", "held"} <= given or {"picture", "evidence"} <= given:
        return str(_PICTURES)
    if "reporting_facility" in given:
        return str(_FLIGHTAWARE)
    return str(_EVENTS) if {"picture", "event", "reason"} <= given else ""


def refusal_of_bytes(head: bytes) -> str:
    """Return the sentence on a file that begins with these bytes, "" if it is not known."""
    if head.startswith(b"PK\x03\x04"):
        if b"[Content_Types].xml" in head or b"xl/" in head[:4096]:
            return str(XLSX)
        if b"mimetypeapplication/vnd.oasis" in head[:200]:
            return str(ODS)
        name = head[30 : 30 + int.from_bytes(head[26:28], "little")]
        if name.lower().endswith(b".kml"):
            return str(KMZ)
    for mark, unread in _MAGIC:
        if head.startswith(mark):
            return str(unread)
    for mark, name_of in _ARCHIVES.items():
        if head.startswith(mark):
            return f"is {name_of} archive; unpack it first"
    if head[257:262] == b"ustar":
        return "is a tar archive; unpack it first"
    if _is_beast(head):
        return str(Unread("Beast, raw Mode S messages", _FEED))
    if _is_asterix(head):
        how = "decode it and write a CSV with time,icao24,lat,lon,altitude_ft"
        return str(Unread("ASTERIX", how))
    return ""


def refusal_of_text(text: str) -> str:
    """Return the sentence on a text that begins so, "" if it is not known."""
    return next((str(unread) for mark, unread in _LINES if mark.search(text)), "")


def _is_beast(head: bytes) -> bool:
    """Return whether bytes are escaped frames: 0x1a, a kind, 6 of time, 1 of level, 2, 7 or 14."""
    start = head.find(b"\x1a")
    if not 0 <= start < 64:
        return False
    frames = re.findall(rb"\x1a[1234](?:[^\x1a]|\x1a\x1a){9,21}(?=\x1a[1234])", head[:4096])
    return len(frames) >= 2 or (start == 0 and head[1:2] in b"1234" and b"\0" in head[:64])


def _is_asterix(head: bytes) -> bool:
    """Return whether bytes are blocks of a category and a length that follow one another."""
    at = blocks = 0
    while at + 3 <= len(head) and blocks < 5:
        length = int.from_bytes(head[at + 1 : at + 3], "big")
        if head[at] not in _CATEGORIES or not 4 <= length <= 4096:
            return False
        at, blocks = at + length, blocks + 1
    return blocks >= 2 or (blocks == 1 and at == len(head))


_CATEGORIES = frozenset((1, 2, 8, 10, 11, 19, 20, 21, 23, 30, 34, 48, 62, 63, 65))
