"""Make `scenarios/real-day.iffsky`, a day of traffic rebuilt: ``python assets/build_real_day.py``.

No recording of a real day may be passed on freely, so this one is made up from what anybody knows:
which cities have flights between them, roughly how many a day, and at which hours. Numbers are
rounded from general knowledge, times are drawn, call signs are invented (RD001...). No flight in it
ever took place.

It goes the way that a real recording goes: rows as OpenSky writes them, then `iffsim import`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from iffsim.base import geo
from iffsim.base.units import FT, KT
from iffsim.earth import catalogue
from iffsim.importing import job, report
from iffsim.importing.who import rules
from iffsim.scenario.skyfile import encode

HERE = Path(__file__).resolve().parent.parent
TARGET = HERE / "scenarios" / "real-day.iffsky"
START = 946_684_800 + 3 * 86_400
"""A day in the year 2000, which stands for no date."""
DAY_S, EVERY_S = 86_400, 30

GATES = {
    "NW": (44.7, 25.0), "W": (41.6, 22.2), "SW": (35.0, 22.4), "S": (33.2, 33.4),
    "SE": (33.2, 44.8), "E": (36.2, 49.6), "NE": (40.6, 49.7), "N": (44.7, 38.5),
}  # fmt: skip
"""Where flights from and to far away cross the frame of the map."""
PAIRS = """
LTFM LTAC 14 | LTFM LTBJ 22 | LTFM LTAI 22 | LTFM LTFE 10 | LTFM LTBS 9 | LTFM LTAF 9 | LTFM LTCG 9
LTFM LTAJ 7 | LTFM LTCC 6 | LTFM LTCI 4 | LTFM LTCE 4 | LTFM LTAU 6 | LTFM LTAN 4 | LTFM LTCS 4
LTFM LTCN 2 | LTFM LTAT 3 | LTFM LTCD 3 | LTFM LTFH 5 | LTFM LTDA 4 | LTFM LTCJ 2 | LTFM LTAR 3
LTFJ LTAC 9 | LTFJ LTBJ 14 | LTFJ LTAI 13 | LTFJ LTAF 9 | LTFJ LTCG 6 | LTFJ LTAJ 6 | LTFJ LTFE 5
LTFJ LTCC 5 | LTFJ LTAU 4 | LTFJ LTFH 4 | LTFJ LTBS 5 | LTFJ LTCI 3 | LTFJ LTCE 2 | LTFJ LTDA 2
LTAC LTBJ 8 | LTAC LTAI 7 | LTAC LTAF 4 | LTAC LTCG 5 | LTAC LTCC 4 | LTAC LTCI 3 | LTAC LTCE 3
LTAC LTFE 3 | LTAC LTAJ 1 | LTBJ LTAI 3 | LTBJ LTAF 4 | LTBJ LTCC 2 | LTAI LTAF 3 | LTAI LTCC 2
LTFM LGAV 5 | LTFM LGTS 3 | LTFM LBSF 3 | LTFM LROP 4 | LTFM LRCK 1 | LTFM LCRA 4 | LTFJ LCRA 3
LTFM OLBA 4 | LTFM ORBI 3 | LTFM ORER 4 | LTFM OITT 2 | LTFM UGTB 4 | LTFM UGSB 2 | LTFM URSS 3
LTFM E 6 | LTFM NE 6 | LTFM SE 20 | LTFM S 18 | LTFM NW 60 | LTFM W 55 | LTFM N 12 | LTFM SW 12
LTFJ NW 25 | LTFJ W 20 | LTFJ SE 6 | LTFJ NE 3 | LTAI NW 60 | LTAI N 22 | LTAI W 25 | LTFE W 8
LTFE NW 10 | LTBS NW 14 | LTBS W 7 | LTBJ W 9 | LTBJ NW 8 | LTAC NW 8 | LTAC W 7 | LTAC SE 3
LTAF NW 4 | LTCG SE 4 | LCLK NW 16 | LCLK W 12 | LCLK S 6 | LGAV S 12 | LGAV SE 8 | OLBA W 8
LGRP NW 14 | LGIR NW 12 | LGKO NW 9 | LGAV LCLK 5 | LGAV LGRP 7 | LGAV LGIR 8 | UGTB W 5 | UGTB S 2
ORBI NW 5 | ORER NW 4 | NW SE 75 | NW E 22 | W SE 40 | W NE 14 | NW NE 18 | N S 10 | W E 12
NW S 30
"""
"""Two ends and how many flights a day there are each way; an end is an aerodrome or a gate."""
HOURS = np.array([3, 2, 2, 3, 6, 8, 9, 9, 9, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 8, 7, 6, 5, 4], float)
"""How likely a departure is in each hour of the day, in parts; more by day than by night."""
LONG = ("B77W", "B789", "A333")
SHORT = ("A320", "A321", "B738")


def place(name: str) -> tuple[float, float, float | None]:
    """Return (latitude, longitude, elevation in m) of an aerodrome, or of a gate without
    elevation."""
    if name in GATES:
        return (*GATES[name], None)
    one = catalogue.airports()[name]
    return one.lat_deg, one.lon_deg, one.elevation_m


def flights(rng: np.random.Generator) -> Iterator[tuple[str, str, float]]:
    """Yield (from, to, departure in s) of every flight of the day."""
    for text in PAIRS.replace("\n", "|").split("|"):
        if not text.strip():
            continue
        one, other, count = text.split()
        for ends in ((one, other), (other, one)):
            hours = rng.choice(24, int(count), p=HOURS / HOURS.sum())
            for hour in sorted(hours):
                yield (*ends, 3600.0 * hour + 300.0 * rng.integers(12))


def fixes(start: str, end: str, leaves_s: float, rng: np.random.Generator) -> np.ndarray:
    """Return a flight's (time, lat, lon, alt) rows, one each `EVERY_S`: a gently bent way."""
    kind = catalogue.aircraft_types()[
        str(rng.choice(LONG if start in GATES and end in GATES else SHORT))
    ]
    (lat0, lon0, low0), (lat1, lon1, low1) = place(start), place(end)
    p, q = geo.xyz(lat0, lon0), geo.xyz(lat1, lon1)
    far = float(geo.distance_m(p[:, None], q[:, None])[0])
    speed = (kind.speed_kt + 5.0 * rng.integers(-3, 4)) * KT
    time_s = np.arange(0.0, far / speed, EVERY_S)
    share = time_s * speed / far
    aside = 25_000.0 * min(1.0, far / 600_000.0) * rng.uniform(-1, 1) * np.sin(np.pi * share)
    turn = far / geo.EARTH_RADIUS_KM / 1000.0
    way = (np.sin((1 - share) * turn) * p[:, None] + np.sin(share * turn) * q[:, None]) / np.sin(
        turn
    )
    left = np.cross(p, q) / np.linalg.norm(np.cross(p, q))
    way = way + left[:, None] * aside / (geo.EARTH_RADIUS_KM * 1000.0)
    lat, lon = geo.lat_lon(way)
    level = (kind.level_ft + 1000.0 * rng.integers(-3, 2)) * FT
    rate = 1_800.0 * FT / 60.0
    alt = np.full_like(time_s, level)
    if low0 is not None:
        alt = np.minimum(alt, low0 + rate * time_s)
    if low1 is not None:
        alt = np.minimum(alt, low1 + rate * (far / speed - time_s))
    return np.stack([leaves_s + time_s, lat, lon, alt])


def rows(rng: np.random.Generator) -> Iterator[str]:
    """Yield the day as OpenSky rows; its flights repeat each day."""
    yield "time,icao24,lat,lon,callsign,onground,baroaltitude\n"
    for number, (start, end, leaves_s) in enumerate(sorted(flights(rng), key=lambda one: one[2])):
        address, name = 0x4B9000 + number, f"RD{number + 1:04d}"
        for time_s, lat, lon, alt in fixes(start, end, leaves_s, rng).T:
            before = int(time_s // DAY_S)  # what is still on its way at the end opens the day
            stamp = START + time_s - before * DAY_S
            whose = f"{address + before * 0x4000:06x}"
            yield f"{stamp:.0f},{whose},{lat:.5f},{lon:.5f},{name},0,{alt:.1f}\n"


def main() -> None:
    """Write the data file, and say what is in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rebuilt.csv"
        with path.open("w", encoding="ascii") as file:
            file.writelines(rows(np.random.default_rng(2019)))
        sky, found = job.gather([path], job.Options(tolerance_m=300.0), rules())
    content = encode(sky)
    if "--check" in sys.argv:
        same = TARGET.read_bytes() == content
        print("the same, byte for byte" if same else "DIFFERS")
        sys.exit(not same)
    TARGET.write_bytes(content)
    print("\n".join(report.sentences(found)), f"\n{len(content):,} bytes")


if __name__ == "__main__":
    main()
