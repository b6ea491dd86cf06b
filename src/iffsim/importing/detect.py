"""Which format a file is in: told by its content, whatever it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iffsim.base.errors import bad
from iffsim.importing import columnar, delimited, documents, known, markup, own, sbs
from iffsim.importing.batch import Batch, Book
from iffsim.importing.streams import Watched, told_by

Reader = Callable[[Watched, Book], Iterator[Batch]]
EXPECTED = (
    "expected OpenSky CSV or JSON, readsb trace or aircraft JSON, SBS-1 lines, `traffic` parquet,"
    " a table (timestamp, icao24, lat, lon, altitude), KML or GPX; see docs/real-traffic.md"
)
_JSON = {
    '"states"': "OpenSky state vectors", '"path"': "OpenSky track", '"trace"': "readsb trace",
    '"features"': "GeoJSON", '"aircraft":': "aircraft JSON", '"ac"': "aircraft JSON",
    '"time_position"': "OpenSky state vectors", '"baroaltitude"': "OpenSky history",
    '"timestamp"': "traffic JSON", '"icao24"': "table in JSON",
}  # fmt: skip
_BEGINNING = 200
"""Lines in which the first one of a format may be."""


def detect(file: Watched) -> tuple[str, Reader]:
    """Return a file's format in words, and what reads it. Raises `BadInput` when it is none of
    ours."""
    head = file.head()
    where = str(file.path)
    if not head.strip(b"\0 \t\r\n"):
        raise bad(where, f"is empty; {EXPECTED}")
    if head[:4] == b"PAR1" or head[:6] == b"ARROW1" or head[:4] == b"FEA1":
        kind = "parquet" if head[:4] == b"PAR1" else "feather"
        return _unpacked(file, kind), columnar.read
    if head.startswith(b"PK\x03\x04") and b"header.json" in head[:64]:
        return _unpacked(file, "iffsim recording"), own.read
    if what := known.refusal_of_bytes(head):
        raise bad(where, what)
    text = head.decode(told_by(head)[0], "replace").lstrip("\ufeff\0")
    return _text(text.replace("\r\n", "\n").replace("\r", "\n"), where)


def _unpacked(file: Watched, kind: str) -> str:
    """Return the kind of a file that is read in any order. Raises `BadInput` if it is packed."""
    if file.packed:
        raise bad(str(file.path), f"is {kind} inside {file.packed}; unpack it first")
    return kind


def _text(text: str, where: str) -> tuple[str, Reader]:
    if what := known.refusal_of_text(text):
        raise bad(where, what)
    begins = text.lstrip()
    if begins.startswith("<"):
        return markup.kind(begins, where), markup.read
    lines = text.split("\n")[:_BEGINNING]
    if begins[:1] in ("{", "[") or _cut_json(lines):
        return next((name for key, name in _JSON.items() if key in text), "JSON"), documents.read
    if any(sbs.is_line(line) for line in lines):
        return "SBS-1 lines", sbs.read
    if header := delimited.header_in(lines):
        return f"{header.dialect.name}{header.told()}", delimited.read
    raise delimited.no_header(lines, where, EXPECTED)


def _cut_json(lines: list[str]) -> bool:
    """Return whether a document begins on a later line, after one whose beginning is missing."""
    later = [line.lstrip() for line in lines[1:] if line.strip()]
    if not later or later[0][:1] not in ("{", "["):
        return False
    return any(key in later[0] for key in _JSON) or '"hex"' in later[0]
