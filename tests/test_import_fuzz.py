"""Files of every dialect, damaged as files are: only whole imports and sentences come of it.

Three hundred here; ten thousand by ``PYTHONPATH=src:tests python tests/test_import_fuzz.py 10000``.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest
import recordings
from dialects import DIALECTS, UNREAD, kml_points, truth_csv

from iffsim.base.errors import BadInput
from iffsim.importing import job
from iffsim.importing.job import Options
from iffsim.importing.who import rules
from iffsim.scenario.skyfile import encode

ODD = (
    None, True, False, 0, -1, 1, 90.5, -181, 1e9, 1e308, -1e308, float("nan"), float("inf"),
    10**400, "", " ", "ground", "NaN", "1e400", "\u2028", "\x00", "~", "39,0", "12:00",
    "2024-05-01T10:00:00Z", [], {}, [[]], [1, 2], {"a": 1}, [{"lat": 1}], "x" * 300, "4ba946",
    "\ud800",
)  # fmt: skip
JUNK = (
    b"", b"\xff\xfe", b"\x00", b"NaN", b"null", b"[", b"]", b"{}", b'"', b",", b";", b"\n", b"\r",
    b"\t", b"<", b">", b"</", b"&lt;", b"&x;", b"<!DOCTYPE a>", b"-", b"1e400", b"\x1f\x8b",
    b"PK\x03\x04", b"MSG,3,",
)  # fmt: skip


@cache
def seeds() -> tuple[bytes, ...]:
    fixes = recordings.flights(count=2, each=8)
    own = [fix for fix in fixes if fix.callsign == "THY1920"]
    texts = (
        recordings.opensky_csv(fixes), recordings.opensky_states(fixes), recordings.sbs(fixes),
        recordings.trace_full(fixes, fixes[0].icao), recordings.aircraft_json(fixes),
        recordings.traffic_json(fixes), recordings.traffic_csv(fixes),
    )  # fmt: skip
    cases = sorted((Path(__file__).parent / "data" / "recordings").iterdir())
    return (
        *(text.encode() for text in texts), *(make(fixes) for make in DIALECTS.values()),
        *(content for content, _ in UNREAD.values()), truth_csv(fixes), kml_points(own),
        recordings.parquet_bytes(fixes), gzip.compress(texts[0].encode()),
        *(path.read_bytes() for path in cases),
    )  # fmt: skip


def _values(draw: random.Random, value: object) -> object:
    """Return a JSON value with one of its values, keys or elements changed somewhere inside."""
    if isinstance(value, dict) and value and draw.random() < 0.9:
        key = draw.choice(sorted(value))
        changed = dict(value)
        if draw.random() < 0.2:
            del changed[key]
        else:
            changed[key] = _values(draw, value[key])
        return changed
    if isinstance(value, list) and value and draw.random() < 0.9:
        changed_list = list(value)
        at = draw.randrange(len(value))
        changed_list[at : at + draw.choice((1, 1, 1, 0, 3))] = [_values(draw, value[at])]
        return changed_list
    return draw.choice(ODD)


def _json(draw: random.Random, content: bytes) -> bytes:
    lines = content.decode().split("\n")
    at = draw.randrange(len(lines))
    value = json.loads(lines[at])
    for _ in range(draw.randint(1, 4)):
        value = _values(draw, value)
    lines[at] = json.dumps(value)
    return "\n".join(lines).encode("utf-8", "replace")


def _cells(draw: random.Random, content: bytes) -> bytes:
    cells = re.split(rb"([,;\t\n<>= ])", content)
    for _ in range(draw.randint(1, 6)):
        odd = draw.choice(ODD)
        cells[draw.randrange(len(cells))] = str(odd).encode("utf-8", "replace")
    return b"".join(cells)


def _bytes(draw: random.Random, content: bytes) -> bytes:
    for _ in range(draw.randint(1, 5)):
        at = draw.randint(0, len(content))
        gone = draw.choice((0, 1, 5, 80, 2000))
        content = content[:at] + draw.choice(JUNK) + content[at + gone :]
    return content if draw.random() < 0.7 else content[: draw.randint(0, len(content))]


def damaged(seed: int) -> bytes:
    """Return a file of some dialect, damaged in its structure, its cells or its bytes."""
    draw = random.Random(seed)
    content = draw.choice(seeds())
    try:
        content = draw.choice((_json, _cells, _bytes))(draw, content)
    except (ValueError, UnicodeDecodeError, RecursionError):
        content = _bytes(draw, content)
    return gzip.compress(content) if draw.random() < 0.05 else content


def taken(content: bytes, path: Path) -> bool:
    """Import a file; return whether something came of it. Nothing but `BadInput` is refused."""
    path.write_bytes(content)
    sky, said = None, ""
    try:
        sky, _ = job.gather([path], Options(box=None, tolerance_m=0.0), rules())
    except BadInput as error:
        said = str(error)
    assert said.isprintable()
    assert len(said) < 2000
    return sky is not None and len(encode(sky)) > 100


@pytest.mark.parametrize("tens", range(10))
def test_a_damaged_file_of_any_dialect_is_imported_or_refused_in_a_sentence(
    tens: int, tmp_path: Path
) -> None:
    came = sum(taken(damaged(n), tmp_path / "recorded") for n in range(30 * tens, 30 * tens + 30))
    assert 0 < came < 30


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        count = int(sys.argv[1])
        came = sum(taken(damaged(n), Path(folder) / "recorded") for n in range(count))
        print(f"{count:,} files: {came:,} imported, {count - came:,} refused")
