"""The scenario of recorded traffic: a TOML to read and change, and its data file beside it."""

from __future__ import annotations

import math
from pathlib import Path

from iffsim.base.errors import BadInput, bad
from iffsim.base.files import whole
from iffsim.earth import catalogue
from iffsim.importing.report import Report, sentences
from iffsim.scenario.load import loads
from iffsim.scenario.skyfile import MAX_BYTES, SUFFIX, Sky, decode, encode

TURKEY_BOX = (25.5, 35.8, 45.0, 42.2)
"""West, south, east, north: traffic that touches it is shown over Türkiye."""

_SITES = """
[[sites]]
id = "battery"
kind = "battery"
name = "Battery, Ankara"
place = { lat_deg = 39.90, lon_deg = 32.30 }

[[sites]]
id = "marmara"
kind = "radar"
name = "Radar, Marmara"
place = { lat_deg = 40.9, lon_deg = 27.6 }
phase = "1s"

[[sites]]
id = "southwest"
kind = "radar"
name = "Radar, south-west"
place = { lat_deg = 37.0, lon_deg = 30.3 }
phase = "7s"

[[sites]]
id = "aegean"
kind = "radar"
name = "Radar, Aegean"
place = { lat_deg = 38.3, lon_deg = 27.6 }
phase = "4s"

[[sites]]
id = "centre"
kind = "radar"
name = "Radar, central plain"
place = { lat_deg = 38.6, lon_deg = 33.4 }
phase = "2s"

[[sites]]
id = "southeast"
kind = "radar"
name = "Radar, south-east"
place = { lat_deg = 37.8, lon_deg = 40.3 }
phase = "3s"

[[sites]]
id = "north"
kind = "radar"
name = "Radar, Black Sea coast"
place = { lat_deg = 41.3, lon_deg = 35.0 }
phase = "5s"

[[sites]]
id = "south"
kind = "radar"
name = "Radar, south"
place = { lat_deg = 36.9, lon_deg = 36.0 }
phase = "8s"

[[sites]]
id = "east"
kind = "radar"
name = "Radar, east"
place = { lat_deg = 39.7, lon_deg = 42.2 }
phase = "6s"
"""

_TWO_SITES = """
[[sites]]
id = "battery"
kind = "battery"
name = "Battery"
place = {{ lat_deg = {lat:.2f}, lon_deg = {lon:.2f} }}

[[sites]]
id = "radar"
kind = "radar"
name = "Radar"
place = {{ lat_deg = {lat:.2f}, lon_deg = {lon:.2f} }}
phase = "3s"
"""

_PICTURES = """
[[links]]
id = "link"
name = "Data link"
sites = ["*"]
latency = "2s"

[[pictures]]
id = "standalone"
title = "Battery alone"
subtitle = "own radar, national codes only"
own = ["battery"]
doctrine = "national"
accepts = ["national"]

[[pictures]]
id = "linked"
title = "Linked"
subtitle = "all radars, allied codes and civil plans"
own = ["battery"]
links = ["link"]
doctrine = "nato"
accepts = ["national", "allied", "civil"]
plans = true
"""


def text(sky: Sky, report: Report, name: str) -> str:
    """Return the scenario's TOML, for a data file called `name`."""
    span_s = max(60.0, min(86_400.0, math.ceil(float(sky.time_s.max()))))
    day = sky.utc.replace("T", " ").replace("Z", " UTC")
    facts = "\n".join(f"# {line}" for line in sentences(report))
    over = _touches(sky)
    tracks = "1 recorded track" if len(sky) == 1 else f"{len(sky):,} recorded tracks"
    return f"""# Recorded traffic, imported by iffsim: as real as its file. Sites are invented.
{facts}
format = 1
title = "Recorded traffic from {day}"
summary = "{tracks}, seen by a battery alone and by a linked network."
duration = "{_duration(span_s)}"
utc = "{sky.utc}"
terrain = {"true" if over else "false"}

{_AREA if over else _area(report)}
[[recorded]]
id = "recorded"
file = "{name}"
{_SITES if over else _two_sites(report)}{_PICTURES}"""


_AREA = """[area]
name = "Türkiye"
country = "Türkiye"
"""


def _duration(span_s: float) -> str:
    hours, rest = divmod(int(span_s), 3600)
    return f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"


def _touches(sky: Sky) -> bool:
    west, south, east, north = TURKEY_BOX
    lat, lon = sky.lat_deg, sky.lon_deg
    return bool(((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)).any())


def _area(report: Report) -> str:
    west, south, east, north = report.box
    corners = [[south, west], [south, east], [north, east], [north, west]]
    corners = [[lat + 0.1 * (1 if lat == north else -1), lon + 0.1 * (1 if lon == east else -1)]
               for lat, lon in corners]  # fmt: skip
    shown = ", ".join(f"[{min(90.0, max(-90.0, lat)):.2f}, {min(180.0, max(-180.0, lon)):.2f}]"
                      for lat, lon in corners)  # fmt: skip
    return f'[area]\nname = "Where it flew"\npolygon = [{shown}]\n'


def _two_sites(report: Report) -> str:
    west, south, east, north = report.box
    return _TWO_SITES.format(lat=(south + north) / 2.0, lon=(west + east) / 2.0)


def write(sky: Sky, report: Report, out: Path) -> tuple[Path, Path]:
    """Write the scenario and its data file, both or neither; return both paths.

    The pair is loaded as any scenario before it takes its place. Raises `BadInput`.
    """
    if out.suffix != ".toml":
        raise bad("--out", f"{out} is no scenario file; expected a name that ends in .toml")
    content = encode(sky)
    if len(content) > MAX_BYTES:
        raise bad(str(out), f"needs {len(content):,} bytes of traffic; at most {MAX_BYTES:,}")
    beside = out.with_name(_data_name(out.stem))
    written = text(sky, report, beside.name)
    decode(content, beside.name, tuple(catalogue.aircraft_types()))
    _try(written, out.name, content)
    with whole(out) as scenario, whole(beside) as data:  # the data file is in place first
        data.write_bytes(content)
        scenario.write_text(written, encoding="utf-8")
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
