"""The scenario of recorded traffic: a TOML to read and change, and its data file beside it."""

from __future__ import annotations

import hashlib
import math
from pathlib import Path
from typing import Any

import numpy as np
import tomli_w

from iffsim.base import geo
from iffsim.base.errors import BadInput, bad
from iffsim.base.files import whole
from iffsim.base.units import clock_hms
from iffsim.earth import catalogue
from iffsim.importing.report import Report, sentences
from iffsim.scenario.load import MAX_BYTES as MOST_TEXT
from iffsim.scenario.load import loads
from iffsim.scenario.skyfile import MAX_BYTES, SUFFIX, Sky, decode, encode

TURKEY_BOX = (25.5, 35.8, 45.0, 42.2)
"""West, south, east, north: traffic that touches it is shown over Türkiye."""
MOST_KM, MARGIN = 2000.0, 1.1
"""The largest area of interest, and how much larger it is than the traffic."""
FIRST_LINE = "# Recorded traffic, imported by iffsim: as real as its file. Sites are invented."
MARK = "# unchanged since the import: "
"""Begins the line with a checksum of all the rest: who changes the file by hand breaks it."""

Table = dict[str, Any]


def _site(name: str, title: str, lat: float, lon: float, phase: str = "") -> Table:
    kind = "battery" if name == "battery" else "radar"
    place = {"lat_deg": lat, "lon_deg": lon}
    row: Table = {"id": name, "kind": kind, "name": title, "place": place}
    return {**row, "phase": phase} if phase else row


_SITES = [
    _site("battery", "Battery, Ankara", 39.9, 32.3),
    _site("marmara", "Radar, Marmara", 40.9, 27.6, "1s"),
    _site("southwest", "Radar, south-west", 37.0, 30.3, "7s"),
    _site("aegean", "Radar, Aegean", 38.3, 27.6, "4s"),
    _site("centre", "Radar, central plain", 38.6, 33.4, "2s"),
    _site("southeast", "Radar, south-east", 37.8, 40.3, "3s"),
    _site("north", "Radar, Black Sea coast", 41.3, 35.0, "5s"),
    _site("south", "Radar, south", 36.9, 36.0, "8s"),
    _site("east", "Radar, east", 39.7, 42.2, "6s"),
]
_LINKS = [{"id": "link", "name": "Data link", "sites": ["*"], "latency": "2s"}]
_PICTURES: list[Table] = [
    {
        "id": "standalone", "title": "Battery alone", "subtitle": "own radar, national codes only",
        "own": ["battery"], "doctrine": "national", "accepts": ["national"],
    },
    {
        "id": "linked", "title": "Linked", "subtitle": "all radars, allied codes and civil plans",
        "own": ["battery"], "links": ["link"], "doctrine": "nato",
        "accepts": ["national", "allied", "civil"], "plans": True,
    },
]  # fmt: skip


def text(sky: Sky, report: Report, name: str) -> str:
    """Return the scenario's TOML, for a data file called `name`."""
    facts = "".join(f"# {line}\n" for line in sentences(report))
    body = f"{FIRST_LINE}\n{facts}{tomli_w.dumps(tables(sky, name))}"
    return f"{body}\n{MARK}{_checksum(body)}\n"


def _checksum(body: str) -> str:
    return hashlib.sha256(body.strip().encode()).hexdigest()[:16]


def tables(sky: Sky, name: str) -> Table:
    """Return the scenario as plain data."""
    span_s = max(60.0, min(86_400.0, math.ceil(float(sky.time_s.max()))))
    day = sky.utc.replace("T", " ").replace("Z", " UTC")
    over = _touches(sky)
    lat, lon, radius_km = around(sky)
    tracks = "1 recorded track" if len(sky) == 1 else f"{len(sky):,} recorded tracks"
    place = {"lat_deg": lat, "lon_deg": lon}
    elsewhere: Table = {"name": "Recorded area", "place": place, "radius_km": radius_km}
    return {
        "format": 1,
        "title": f"Recorded traffic from {day}",
        "summary": f"{tracks}, seen by a battery alone and by a linked network.",
        "duration": clock_hms(span_s),
        "utc": sky.utc,
        "terrain": over,
        "area": {"name": "Türkiye", "country": "Türkiye"} if over else elsewhere,
        "recorded": [{"id": "recorded", "file": name}],
        "sites": _SITES if over else [
            _site("battery", "Battery", lat, lon), _site("radar", "Radar", lat, lon, "3s"),
        ],
        "links": _LINKS,
        "pictures": _PICTURES,
    }  # fmt: skip


def around(sky: Sky) -> tuple[float, float, float]:
    """Return latitude, longitude and radius (km) of a circle around the traffic, anywhere on Earth.

    Where all of it would be larger than a scenario takes, the circle is around its fullest part.
    """
    at = geo.xyz(sky.lat_deg, sky.lon_deg)
    middle = at.mean(axis=1)
    for _ in range(8):
        middle /= max(float(np.linalg.norm(middle)), 1e-9)
        away = geo.distance_m(at, middle[:, None])
        near = away <= max(float(np.median(away)), MOST_KM * 1000.0 / MARGIN)
        middle = at[:, near].mean(axis=1)
    lat, lon = (float(part) for part in geo.lat_lon(middle))
    lat, lon = round(lat, 2), round(lon, 2)
    away_km = geo.distance_m(at, geo.xyz(lat, lon)[:, None]) / 1000.0
    inside = away_km[away_km <= MOST_KM / MARGIN]
    radius = MARGIN * float(inside.max(initial=0.0)) + 10.0
    return lat, lon, float(math.ceil(min(MOST_KM, radius)))


def _touches(sky: Sky) -> bool:
    west, south, east, north = TURKEY_BOX
    lat, lon = sky.lat_deg, sky.lon_deg
    return bool(((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)).any())


def free(out: Path, force: bool = False) -> None:
    """Raise `BadInput` for a name that is no scenario's, or of a file that is not the importer's
    own, as it wrote it (unless `force`)."""
    if out.suffix != ".toml":
        raise bad("--out", f"{out} is no scenario file; expected a name that ends in .toml")
    if force or not out.exists():
        return
    if not _own(out):
        what = f"{out} is there and was written or changed by hand; --force writes over it"
        raise bad("--out", f"{what}, or choose another name")


def _own(path: Path) -> bool:
    """Return whether a file is as an import wrote it."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_TEXT:
            return False
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    body, mark, last = written.rpartition(MARK)
    return bool(mark) and written.startswith(FIRST_LINE) and last.strip() == _checksum(body)


def write(sky: Sky, report: Report, out: Path, force: bool = False) -> tuple[Path, Path]:
    """Write the scenario and its data file, both or neither; return both paths.

    The pair is loaded as any scenario before it takes its place. Raises `BadInput`.
    """
    free(out, force)
    content = encode(sky)
    if len(content) > MAX_BYTES:
        raise bad(str(out), f"needs {len(content):,} bytes of traffic; at most {MAX_BYTES:,}")
    beside = out.with_name(_data_name(out.stem))
    written = text(sky, report, beside.name)
    decode(content, beside.name, tuple(catalogue.aircraft_types()))
    _try(written, out.name, content)
    with whole(out) as scenario, whole(beside) as data:  # the data file is in place first
        data.write_bytes(content)
        scenario.write_text(written, encoding="utf-8", newline="\n")
    return out, beside


def _data_name(stem: str) -> str:
    """Return the data file's name: letters, digits and a few signs, as scenarios may refer to."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "_-.") else "-" for c in stem)
    return f"{plain.lstrip('.-')[:80] or 'traffic'}{SUFFIX}"


def _try(written: str, name: str, content: bytes) -> None:
    try:
        loads(written, name, lambda _: content)
    except BadInput as error:
        raise bad(name, f"the scenario made of this traffic does not load: {error}") from None
