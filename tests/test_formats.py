"""What goes out is opened by the programs that people have: GDAL (QGIS), pyarrow (pandas), plain
XML."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pyarrow.parquet
import pyogrio
import pytest
import shapely

import iffsim
from iffsim import dated, formats, tables
from iffsim.base import geo
from iffsim.cli import main
from iffsim.doctrine import Allegiance
from iffsim.recording import Recording

TINY = Path(__file__).parent / "data" / "tiny.toml"
TIMES = [0.0, 60.0, 120.0, 240.0]


@pytest.fixture(scope="module")
def recording() -> Recording:
    return iffsim.run(iffsim.load(TINY))


@pytest.fixture
def written(recording: Recording, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    formats.write(recording, request.param, tmp_path, TIMES)
    return tmp_path


def truth(recording: Recording) -> list[tuple]:
    return list(tables.truth(recording, TIMES))


def held(recording: Recording, picture: str) -> int:
    return sum(int(recording.picture(picture, time_s).held.sum()) for time_s in TIMES)


@pytest.mark.parametrize("written", ["geojson"], indirect=True)
def test_gdal_reads_the_geojson_with_every_aircraft_where_it_was(
    recording: Recording, written: Path
) -> None:
    meta, _, shapes, columns = pyogrio.raw.read(written / "truth.geojson")
    rows = truth(recording)
    points = shapely.from_wkb(shapes)
    assert pyogrio.read_info(written / "truth.geojson")["driver"] == "GeoJSON"
    assert len(points) == len(rows)
    assert shapely.get_y(points).tolist() == [row[2] for row in rows]
    assert shapely.get_x(points).tolist() == [row[3] for row in rows]
    assert shapely.get_z(points).tolist() == [row[4] for row in rows]
    names = columns[meta["fields"].tolist().index("aircraft")]
    assert names.tolist() == [row[1] for row in rows]


@pytest.mark.parametrize("written", ["geojson"], indirect=True)
def test_a_picture_as_geojson_has_the_tracks_it_holds_and_no_truth(
    recording: Recording, written: Path
) -> None:
    for picture in recording.picture_ids:
        info = pyogrio.read_info(written / f"picture-{picture}.geojson")
        assert info["features"] == held(recording, picture)
        if info["features"]:
            assert "identity" in info["fields"]
        assert "allegiance" not in info["fields"]


@pytest.mark.parametrize("written", ["kml"], indirect=True)
def test_gdal_reads_the_kml_layer_by_layer(recording: Recording, written: Path) -> None:
    layers = [name for name, _ in pyogrio.list_layers(written / "recording.kml")]
    assert layers == ["truth", *recording.picture_ids]
    _, _, shapes, _ = pyogrio.raw.read(written / "recording.kml", layer="truth")
    points = shapely.get_coordinates(shapely.from_wkb(shapes), include_z=True)
    expected = np.array(
        [(row[3], row[2], row[4]) for row in sorted(truth(recording), key=lambda r: (r[1], r[0]))]
    )
    assert np.allclose(points, expected)


@pytest.mark.parametrize("written", ["kml"], indirect=True)
def test_every_track_in_the_kml_has_as_many_times_as_places(written: Path) -> None:
    tree = ElementTree.parse(written / "recording.kml")
    gx, kml = "{http://www.google.com/kml/ext/2.2}", "{http://www.opengis.net/kml/2.2}"
    styles = {f"#{style.get('id')}" for style in tree.iter(f"{kml}Style")}
    tracks = list(tree.iter(f"{gx}Track"))
    assert tracks
    assert all(len(t.findall(f"{kml}when")) == len(t.findall(f"{gx}coord")) for t in tracks)
    assert {url.text for url in tree.iter(f"{kml}styleUrl")} <= styles


@pytest.mark.parametrize("written", ["parquet"], indirect=True)
def test_parquet_has_the_rows_of_the_csv_with_proper_types(
    recording: Recording, written: Path, tmp_path: Path
) -> None:
    formats.write(recording, "csv", tmp_path, TIMES)
    for name in ("truth", "pictures", "events"):
        table = pyarrow.parquet.read_table(written / f"{name}.parquet")
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert table.num_rows == len(rows) > 0
        assert table.column_names == list(rows[0])
        assert [str(value) for value in table["time_s"].to_pylist()] == [r["time_s"] for r in rows]
    pictures = pyarrow.parquet.read_table(written / "pictures.parquet")
    assert str(pictures.schema.field("held").type) == "bool"
    assert pictures["lat_deg"].null_count == pictures.num_rows - sum(pictures["held"].to_pylist())


EXPORTS = (
    ("csv", "truth.csv"), ("parquet", "truth.parquet"), ("parquet", "traffic.parquet"),
    ("geojson", "truth.geojson"), ("kml", "recording.kml"), ("", "tiny.iffrec"),
)  # fmt: skip


@pytest.mark.parametrize(("form", "file"), EXPORTS)
def test_what_is_written_comes_back_fix_by_fix(
    recording: Recording, form: str, file: str, tmp_path: Path
) -> None:
    times = np.arange(0.0, recording.duration_s + 1.0, 60.0)
    if form:
        formats.write(recording, form, tmp_path, times.tolist())
    else:
        iffsim.save(recording, tmp_path / file)
    out = tmp_path / "again" / "day.toml"
    argv = ["import", str(tmp_path / file), "--out", str(out), "--tolerance", "0"]
    assert main([*argv, "--box", "all"]) == 0
    again = iffsim.run(iffsim.load(out))
    assert (again.world.fleet.allegiance == Allegiance.NEUTRAL).all()  # no address block is met
    back = {plain(name): n for n, name in enumerate(again.world.fleet.ids)}
    begun = datetime.fromisoformat(again.scenario.utc or "").timestamp() - 946_684_800
    compared = 0
    for a, name in enumerate(recording.world.fleet.ids):
        was = recording.world.traffic.follow(a, times)
        own = times[was.alive]
        if len(own) < 2 or plain(name) not in back:
            assert len(own) < 2
            continue
        now = again.world.traffic.follow(back[plain(name)], own - begun)
        assert now.alive.all()  # at the last fix, too
        assert geo.distance_m(now.xyz, was.xyz[:, was.alive]).max() < 0.3
        assert np.abs(now.alt_m - was.alt_m[was.alive]).max() < 0.3
        compared += len(own)
    assert compared > 100


def plain(name: str) -> str:
    """Return a name as a call sign has it."""
    return "".join(c for c in name.upper() if c.isalnum())[:8]


@pytest.mark.parametrize("written", ["parquet"], indirect=True)
def test_what_is_written_for_the_traffic_library_marks_its_addresses_as_made_up(
    written: Path,
) -> None:
    table = pyarrow.parquet.read_table(written / "traffic.parquet")
    wanted = {"timestamp", "icao24", "callsign", "latitude", "longitude", "altitude"}
    assert wanted | {"groundspeed", "track", "onground"} == {*table.column_names}
    assert {address[0] for address in table["icao24"].to_pylist()} == {"~"}


def test_a_scenario_without_a_date_gets_one_and_a_dated_one_keeps_its_own(
    recording: Recording,
) -> None:
    assert dated.stamp(dated.moment(recording), 90.0) == "2000-01-01T00:01:30Z"


@pytest.mark.parametrize("form", formats.FORMATS)
def test_run_writes_every_format_beside_the_scorecard_and_the_recording(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["run", str(TINY), "--out", str(out), "--format", form, "--every", "60s"]) == 0
    names = {path.name for path in out.iterdir()}
    assert {"scorecard.json", "tiny.iffrec"} < names
    assert any(name.endswith(f".{form}") for name in names)
    assert json.loads((out / "scorecard.json").read_text())


def test_an_unknown_format_is_refused_before_anything_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(TINY), "--out", str(tmp_path / "out"), "--format", "klm"]) == 2
    assert "kml" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_pyarrow_parquet_says_how_to_get_it_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    assert main(["run", str(TINY), "--out", str(tmp_path / "out"), "--format", "parquet"]) == 2
    assert 'pip install "iffsim[parquet]"' in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
