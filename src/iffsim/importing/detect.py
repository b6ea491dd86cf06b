"""Which format a file is in: told by its content, whatever it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iffsim.base.errors import bad
from iffsim.importing import delimited, documents, parquet, sbs
from iffsim.importing.batch import Batch, Book
from iffsim.importing.streams import Watched

Reader = Callable[[Watched, Book], Iterator[Batch]]
EXPECTED = (
    "expected OpenSky CSV or JSON, readsb trace or aircraft JSON, SBS-1 lines, or `traffic` parquet"
)
_JSON = {
    "states": "OpenSky JSON",
    "trace": "readsb trace",
    "aircraft": "aircraft JSON",
    "ac": "aircraft JSON",
    "icao24": "traffic JSON",
}
_ARCHIVES = {b"PK\x03\x04": "zip", b"7z\xbc\xaf": "7z", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_ARCHIVES |= {b"\x28\xb5\x2f\xfd": "zstd"}


def detect(file: Watched) -> tuple[str, Reader]:
    """Return a file's format in words, and what reads it. Raises `BadInput` when it is none of
    ours."""
    head = file.head()
    where = str(file.path)
    if not head.strip():
        raise bad(where, f"is empty; {EXPECTED}")
    if head[:4] == b"PAR1":
        with file.path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        if packed:
            raise bad(where, "is parquet inside gzip; unpack it first")
        return "parquet", parquet.read
    for mark, name in _ARCHIVES.items():
        if head.startswith(mark):
            raise bad(where, f"is a {name} archive; unpack it first")
    if head[257:262] == b"ustar":
        raise bad(where, "is a tar archive; unpack it first")
    text = head.decode("utf-8", "replace").removeprefix("\ufeff")
    return _text(text, where)


def _text(text: str, where: str) -> tuple[str, Reader]:
    if text.lstrip()[:1] in ("{", "["):
        told = [name for key, name in _JSON.items() if f'"{key}"' in text]
        return (told or ["JSON"])[0], documents.read
    first = text.split("\n", 1)[0]
    if first.split(",", 1)[0] in sbs.KINDS and first.count(",") >= 3:
        return "SBS-1 lines", sbs.read
    names = delimited.header_of(first)
    if dialect := delimited.dialect_of(names):
        return ("traffic CSV" if dialect is delimited.TRAFFIC else "OpenSky CSV"), delimited.read
    if "," in first and {"lat", "latitude", "lon", "longitude", "time"} & {*names}:
        raise bad(f"{where}: line 1", 'the header has no column "icao24"')
    shown = "".join(c if c.isprintable() else "\ufffd" for c in first[:60])
    raise bad(f"{where}: line 1", f'begins with "{shown}", which is no format known; {EXPECTED}')
