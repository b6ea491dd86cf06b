"""Recorded traffic made in each format's exact shape, from known flights; faults on demand."""

from __future__ import annotations

import gzip
import json
import math
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

START = 1_587_624_110
"""2020-04-23 06:41:50 UTC."""
FT = 0.3048
OPENSKY = (
    "time", "icao24", "lat", "lon", "velocity", "heading", "vertrate", "callsign", "onground",
    "alert", "spi", "squawk", "baroaltitude", "geoaltitude", "lastposupdate", "lastcontact",
)  # fmt: skip


@dataclass(frozen=True)
class Fix:
    """What a recorder wrote down: s since 1970, degrees, feet."""

    time_s: float
    icao: str
    callsign: str
    lat: float
    lon: float
    alt_ft: float


FLIGHTS = (("4ba946", "THY1920"), ("4b8212", "TUAF12"), ("ae1234", "RCH456"), ("3c6589", "DLH7"))
"""Turkish civil, Turkish state, US state, German civil."""


def flights(count: int = 4, each: int = 60, every_s: int = 10) -> list[Fix]:
    """Return fixes of flights that turn, climb and wobble over Anatolia, by time."""
    found = []
    for k in range(each):
        for n, (icao, callsign) in enumerate(FLIGHTS[:count]):
            t = k * every_s
            bend = 0.15 * math.sin(t / 150.0 + n)
            lat = round(38.0 + 0.6 * n + bend, 6)
            lon = round(31.0 + n + 0.0022 * t + 0.03 * math.cos(t / 97.0), 6)
            alt = 25.0 * round((12_000 + 4_000 * n + 60 * min(t, 300)) / 25.0)
            found.append(Fix(START + t, icao, callsign, lat, lon, alt))
    return found


def opensky_row(fix: Fix) -> list[str]:
    alt = f"{fix.alt_ft * FT:.2f}"
    return [
        f"{fix.time_s:.0f}", fix.icao, f"{fix.lat}", f"{fix.lon}", "230.1", "91.2", "0.0",
        f"{fix.callsign:8}", "False", "False", "False", "5163", alt, alt, f"{fix.time_s:.3f}",
        f"{fix.time_s:.3f}",
    ]  # fmt: skip


def opensky_csv(fixes: Sequence[Fix]) -> str:
    return "\n".join([",".join(OPENSKY), *(",".join(opensky_row(fix)) for fix in fixes)]) + "\n"


def snapshots(fixes: Sequence[Fix]) -> dict[float, list[Fix]]:
    found: dict[float, list[Fix]] = {}
    for fix in fixes:
        found.setdefault(fix.time_s, []).append(fix)
    return found


def opensky_states(fixes: Sequence[Fix]) -> str:
    """Return one snapshot a line, as somebody polls them."""
    lines = []
    for time_s, together in snapshots(fixes).items():
        states = [
            [
                fix.icao, f"{fix.callsign:8}", "Turkey", time_s, time_s, fix.lon, fix.lat,
                round(fix.alt_ft * FT, 2), False, 230.1, 91.2, 0.0, None, None, "5163", False, 0,
            ]
            for fix in together
        ]  # fmt: skip
        lines.append(json.dumps({"time": time_s, "states": states}))
    return "\n".join(lines) + "\n"


def trace_full(fixes: Sequence[Fix], icao: str) -> str:
    """Return one aircraft's readsb trace."""
    own = [fix for fix in fixes if fix.icao == icao]
    start = own[0].time_s
    trace = [
        [
            fix.time_s - start, fix.lat, fix.lon, fix.alt_ft, 440.0, 91.2, 0, 0,
            {"flight": f"{fix.callsign:8}", "squawk": "5163"} if n == 3 else None, "adsb_icao",
            fix.alt_ft + 300, 0, 280, 0.1,
        ]
        for n, fix in enumerate(own)
    ]  # fmt: skip
    return json.dumps(
        {"icao": icao, "r": "TC-JAA", "t": "A321", "timestamp": start, "trace": trace}
    )


def aircraft_json(fixes: Sequence[Fix]) -> str:
    """Return readsb's aircraft.json, one snapshot a line; keys left out when unknown."""
    lines = []
    for time_s, together in snapshots(fixes).items():
        rows = [
            {
                "hex": fix.icao, "flight": f"{fix.callsign:8}", "lat": fix.lat, "lon": fix.lon,
                "alt_baro": fix.alt_ft, "gs": 440.1, "seen_pos": 0.0, "messages": 7,
            }
            for fix in together
        ]  # fmt: skip
        lines.append(json.dumps({"now": time_s, "aircraft": [*rows, {"hex": "4bffff", "seen": 3}]}))
    return "\n".join(lines)


def sbs(fixes: Sequence[Fix]) -> str:
    """Return BaseStation lines: an identification before each position."""
    lines = []
    for fix in fixes:
        moment = datetime.fromtimestamp(fix.time_s, UTC)
        when = f"{moment:%Y/%m/%d},{moment:%H:%M:%S}.000"
        head = f"1,1,{fix.icao.upper()},1,{when},{when}"
        lines.append(f"MSG,1,{head},{fix.callsign},,,,,,,,,,,0")
        lines.append(f"MSG,3,{head},,{fix.alt_ft:.0f},,,{fix.lat},{fix.lon},,,0,0,0,0")
    return "\r\n".join(lines) + "\r\n"


def traffic_json(fixes: Sequence[Fix]) -> str:
    """Return records as the `traffic` library writes them through pandas."""
    return json.dumps(
        [
            {
                "timestamp": int(fix.time_s * 1000), "icao24": fix.icao, "latitude": fix.lat,
                "longitude": fix.lon, "groundspeed": 440.0, "track": 91.2, "vertical_rate": 0.0,
                "callsign": fix.callsign, "squawk": "5163", "altitude": fix.alt_ft,
            }
            for fix in fixes
        ]
    )  # fmt: skip


def traffic_csv(fixes: Sequence[Fix]) -> str:
    lines = [
        ",timestamp,icao24,latitude,longitude,altitude,callsign,onground"
    ]  # pandas' index first
    for n, fix in enumerate(fixes):
        moment = datetime.fromtimestamp(fix.time_s, UTC).isoformat(sep=" ")
        lines.append(
            f"{n},{moment},{fix.icao},{fix.lat},{fix.lon},{fix.alt_ft},{fix.callsign},False"
        )
    return "\n".join(lines) + "\n"


def parquet(fixes: Sequence[Fix], path: Path) -> None:
    """Write the `traffic` library's parquet."""
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(
        pyarrow.table(
            {
                "timestamp": pyarrow.array(
                    [int(fix.time_s * 1e9) for fix in fixes], pyarrow.timestamp("ns", "UTC")
                ),
                "icao24": [fix.icao for fix in fixes],
                "callsign": [fix.callsign for fix in fixes],
                "latitude": [fix.lat for fix in fixes],
                "longitude": [fix.lon for fix in fixes],
                "altitude": [fix.alt_ft for fix in fixes],
                "groundspeed": [440.0] * len(fixes),
                "onground": [False] * len(fixes),
            }
        ),
        path,
    )


def parquet_bytes(fixes: Sequence[Fix]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        parquet(fixes, Path(folder) / "traffic.parquet")
        return (Path(folder) / "traffic.parquet").read_bytes()


def write_all(folder: Path, fixes: Sequence[Fix]) -> dict[str, list[Path]]:
    """Write `fixes` in every format; return the files of each."""
    texts = {
        "opensky.csv": opensky_csv(fixes), "states.json": opensky_states(fixes),
        "aircraft.json": aircraft_json(fixes), "messages.sbs": sbs(fixes),
        "records.json": traffic_json(fixes), "traffic.csv": traffic_csv(fixes),
    }  # fmt: skip
    found: dict[str, list[Path]] = {}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
        found[name] = [folder / name]
    icaos = dict.fromkeys(fix.icao for fix in fixes)
    for icao in icaos:
        (folder / f"trace_full_{icao}.json").write_text(trace_full(fixes, icao), encoding="utf-8")
    found["traces"] = [folder / f"trace_full_{icao}.json" for icao in icaos]
    packed = folder / "opensky.csv.gz"
    packed.write_bytes(gzip.compress(texts["opensky.csv"].encode()))
    found["opensky.csv.gz"] = [packed]
    parquet(fixes, folder / "traffic.parquet")
    found["traffic.parquet"] = [folder / "traffic.parquet"]
    return found
