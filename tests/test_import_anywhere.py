"""Recorded traffic anywhere on Earth is imported, computed and drawn: `--box all`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import recordings
from recordings import FT, START, Fix

import iffsim
from iffsim.base import geo
from iffsim.cli import main
from iffsim.recording import Recording
from iffsim.scenario.places import projection
from iffsim.scene import tracks

PLACES = {
    "New Zealand": (-41.0, 174.0),
    "the antimeridian": (-17.0, 179.7),
    "the North Pole": (89.6, 20.0),
    "the South Pole": (-89.9, 0.0),
    "opposite Türkiye": (-39.0, -145.0),
    "Germany": (50.0, 8.0),
}


def flight(lat: float, lon: float, course: float, name: str) -> list[Fix]:
    """Return fixes of a flight along a great circle from a place, every 15 s at 230 m/s."""
    start = geo.xyz(lat, lon)[:, None]
    ahead = geo.heading_vector(start, np.array([course]))
    found = []
    for n in range(30):
        at = geo.step(start, ahead, 230.0 * 15.0 * n)
        lat_deg, lon_deg = (round(float(part[0]), 6) for part in geo.lat_lon(at))
        icao = "c8a1b2" if course < 2.0 else "c8a1b3"
        found.append(Fix(START + 15 * n, icao, name, lat_deg, lon_deg, 33_000))
    return found


@pytest.fixture(params=PLACES)
def there(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Recording, list[Fix], Path]:
    lat, lon = PLACES[request.param]
    fixes = [*flight(lat, lon, 1.2, "ONE1"), *flight(lat, lon, 3.5, "TWO2")]
    (tmp_path / "a.csv").write_text(recordings.opensky_csv(fixes))
    out = tmp_path / "day.toml"
    argv = ["import", str(tmp_path / "a.csv"), "--out", str(out), "--box", "all"]
    assert main([*argv, "--tolerance", "0"]) == 0
    return iffsim.run(iffsim.load(out)), fixes, out


def test_traffic_anywhere_flies_is_seen_and_is_on_the_map(
    there: tuple[Recording, list[Fix], Path],
) -> None:
    recording, fixes, _ = there
    for fix in fixes:
        one = recording.aircraft(fix.callsign)
        truth = recording.truth(fix.time_s - START)
        assert truth.alive[one]
        assert geo.distance_m(truth.xyz[:, one], geo.xyz(fix.lat, fix.lon)) < 0.2
        assert abs(truth.alt_m[one] - 33_000 * FT) < 0.02
    assert recording.in_area(200.0).all()
    assert recording.scorecard("linked").completeness > 0.5
    west, south, east, north = recording.world.area_km.bounds
    shown = tracks.of_truth(recording, 200.0)
    assert len(shown) == 2
    assert (west < shown.km[0]).all()
    assert (shown.km[0] < east).all()
    assert (south < shown.km[1]).all()
    assert (shown.km[1] < north).all()


def test_the_places_in_the_report_are_a_box_that_may_cross_the_antimeridian(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fixes = flight(*PLACES["the antimeridian"], 1.2, "ONE1")
    (tmp_path / "a.csv").write_text(recordings.opensky_csv(fixes))
    argv = ["import", str(tmp_path / "a.csv"), "--out", str(tmp_path / "day.toml"), "--box"]
    assert main([*argv, "179,-20,-179,-10"]) == 0
    said = capsys.readouterr().out
    box = said.split("west,south,east,north ")[1].split()[0]
    west, south, east, north = map(float, box.split(","))
    assert west == 179.70
    assert -179.5 < east < -179.3
    assert -17.01 < south < north < -16.5
    assert main([*argv, "-179,-20,179,-10"]) == 2
    assert "30 outside the box" in capsys.readouterr().err


def test_turkish_scenarios_keep_the_shipped_maps_projection() -> None:
    for name in ("local-bubble", "real-day"):
        assert projection(iffsim.load(name).area) is geo.TURKEY


def test_a_still_from_abroad_is_drawn_without_türkiye(tmp_path: Path) -> None:
    fixes = [*flight(-41.0, 174.0, 1.2, "ONE1"), *flight(-41.0, 174.0, 3.5, "TWO2")]
    (tmp_path / "a.csv").write_text(recordings.opensky_csv(fixes))
    out = tmp_path / "day.toml"
    assert main(["import", str(tmp_path / "a.csv"), "--out", str(out), "--box", "all"]) == 0
    still = tmp_path / "still.png"
    argv = ["record", str(out), "--at", "200s", "--out", str(still), "--size", "1280x720"]
    assert main(argv) == 0
    assert still.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("lat", "lon", "said"), [(50.0, 8.0, True), (39.0, 33.0, False), (-41.0, 174.0, True)]
)
def test_where_the_map_has_no_land_it_is_said(
    lat: float, lon: float, said: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(recordings.opensky_csv(flight(lat, lon, 1.2, "ONE1")))
    argv = ["import", str(tmp_path / "a.csv"), "--out", str(tmp_path / "day.toml"), "--box", "all"]
    assert main(argv) == 0
    assert ("the map has land from 18 to 54 E" in capsys.readouterr().out) == said
    assert ("the map has land" in (tmp_path / "day.toml").read_text(encoding="utf-8")) == said
