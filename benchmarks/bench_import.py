"""Import of recorded traffic: OpenSky rows made in the exact format, some of them faulty.

As a benchmark 100,000 rows; the promise (5 million under 60 s and 1 GB) is measured by

    python benchmarks/bench_import.py 5000000
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from iffsim.importing import job
from iffsim.importing.who import rules
from iffsim.scenario import skyfile

HEADER = (
    "time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,"
    "baroaltitude,geoaltitude,lastposupdate,lastcontact\n"
)


def write(path: Path, rows: int, every_s: int = 10) -> None:
    """Write `rows` state vectors of aircraft that cross the map, one each `every_s`."""
    aircraft = max(4, min(600, rows // 100))
    rng = np.random.default_rng(5)
    south, west = rng.uniform(35, 42, aircraft), rng.uniform(24, 30, aircraft)
    north_mps, east_mps = rng.uniform(-60, 60, aircraft), rng.uniform(150, 240, aircraft)
    level = rng.choice([9_448.8, 10_058.4, 10_668.0, 11_277.6], aircraft)
    with path.open("w", encoding="ascii") as file:
        file.write(HEADER)
        for tick in range(rows // aircraft):
            now = tick * every_s
            turn = now % 7_200  # each flies two hours, again and again
            lat = south + north_mps * turn / 111_195.0 + 0.02 * np.sin(now / 300.0 + south)
            lon = west + east_mps * turn / (111_195.0 * np.cos(np.radians(south)))
            stamp = 1_650_000_000 + now
            file.writelines(
                f"{stamp},{0x4B8400 + n:06x},{lat[n]:.12f},{lon[n]:.12f},228.6,91.2,0.0,"
                f"THY{n:03d}  ,False,False,False,{1000 + n},{level[n]:.2f},{level[n] + 150:.2f},"
                f"{stamp - 0.37:.3f},{stamp - 0.1:.3f}\n"
                if (n + tick) % 97
                else f"{stamp},{0x4B8400 + n:06x},,,,,,,,,,,,,,\n"
                for n in range(aircraft)
            )


def test_import_of_100_000_rows(benchmark: Any, tmp_path: Path) -> None:
    write(tmp_path / "states.csv", 100_000)
    benchmark.extra_info["rows"] = 100_000
    sky, report = benchmark(job.gather, [tmp_path / "states.csv"], job.Options(), rules())
    assert report.tally["rows"] == 100_000 // 600 * 600
    assert len(sky) == 600


def test_data_file_of_a_day(benchmark: Any, tmp_path: Path) -> None:
    write(tmp_path / "states.csv", 100_000)
    sky, _ = job.gather([tmp_path / "states.csv"], job.Options(), rules())
    assert len(benchmark(skyfile.encode, sky)) > 1_000


def main(rows: int) -> None:
    """Measure one import of `rows` rows; memory is this process's largest."""
    import resource

    path = Path(sys.argv[2] if len(sys.argv) > 2 else "states.csv")
    if not path.exists():
        write(path, rows)
    begun, worked = time.perf_counter(), time.process_time()
    sky, report = job.gather([path], job.Options(), rules())
    content = skyfile.encode(sky)
    took, busy = time.perf_counter() - begun, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{report.tally['rows']:,} rows, {path.stat().st_size:,} bytes: {took:.1f} s"
        f" ({busy:.1f} s of processor), {peak:.0f} MB"
    )
    print(f"{report.cleaned:,} clean fixes, {report.written:,} written, {len(content):,} bytes")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
