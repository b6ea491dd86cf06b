"""Every format that people hold, read back fix by fix: file, scenario, world."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import recordings
from recordings import FLIGHTS, FT, START, Fix

from iffsim.base import geo
from iffsim.cli import main
from iffsim.doctrine import Allegiance
from iffsim.scenario import load
from iffsim.truth.build import build
from iffsim.truth.world import World

FORMATS = (
    "opensky.csv", "opensky.csv.gz", "states.json", "aircraft.json", "messages.sbs",
    "records.json", "traffic.csv", "traces", "traffic.parquet",
)  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    return recordings.write_all(tmp_path_factory.mktemp("recorded"), recordings.flights())


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., World]:
    def run(paths: list[Path], *options: str) -> World:
        out = tmp_path / "out" / "day.toml"
        assert main(["import", *map(str, paths), "--out", str(out), *options]) == 0
        assert sorted(one.name for one in out.parent.iterdir()) == ["day.iffsky", "day.toml"]
        return build(load(out))

    return run


def off(world: World, fix: Fix, name: str) -> tuple[float, float]:
    """Return how far the truth at a fix's time is from the fix: m over ground, m in altitude."""
    motion = world.traffic.follow(world.fleet.ids.index(name), np.array([fix.time_s - START]))
    away = geo.distance_m(motion.xyz, geo.xyz(fix.lat, fix.lon)[:, None])
    return float(away[0]), abs(float(motion.alt_m[0]) - fix.alt_ft * FT)


@pytest.mark.parametrize("form", FORMATS)
def test_with_no_tolerance_the_truth_is_at_every_fix_of_the_file(
    form: str, files: dict[str, list[Path]], imported: Callable[..., World]
) -> None:
    world = imported(files[form], "--tolerance", "0")
    assert sorted(world.fleet.ids) == sorted(callsign for _, callsign in FLIGHTS)
    apart = np.array([off(world, fix, fix.callsign) for fix in recordings.flights()])
    assert apart.max(axis=0)[0] < 0.1
    assert apart.max(axis=0)[1] < 0.011  # OpenSky writes hundredths of a metre


@pytest.mark.parametrize("form", ["opensky.csv", "traces"])
def test_with_a_tolerance_the_truth_is_within_it_at_every_fix_of_the_file(
    form: str, files: dict[str, list[Path]], imported: Callable[..., World]
) -> None:
    world = imported(files[form])
    assert len(world.traffic.legs) < 4 * 59 / 2
    apart = np.array([off(world, fix, fix.callsign) for fix in recordings.flights()])
    assert (apart.max(axis=0) <= [100.1, 15.1]).all()


def test_between_fixes_the_way_is_a_great_circle_at_even_speed(
    files: dict[str, list[Path]], imported: Callable[..., World]
) -> None:
    world = imported(files["opensky.csv"], "--tolerance", "0")
    own = [fix for fix in recordings.flights() if fix.callsign == "THY1920"]
    here, there = (geo.xyz(fix.lat, fix.lon) for fix in own[4:6])
    middle = (here + there) / np.linalg.norm(here + there)
    aircraft = world.fleet.ids.index("THY1920")
    found = world.traffic.follow(aircraft, np.array([45.0]))
    assert float(geo.distance_m(found.xyz, middle[:, None])[0]) < 0.1


def test_address_blocks_say_whose_it_is(
    files: dict[str, list[Path]], imported: Callable[..., World]
) -> None:
    fleet = imported(files["opensky.csv"]).fleet
    found = {name: fleet.allegiance[i] for i, name in enumerate(fleet.ids)}
    assert found == {
        "THY1920": Allegiance.NEUTRAL, "TUAF12": Allegiance.OWN, "RCH456": Allegiance.ALLIED,
        "DLH7": Allegiance.NEUTRAL,
    }  # fmt: skip
    replies = dict(zip(fleet.ids, fleet.replies.all_at(0).tolist(), strict=True))
    assert replies == {"THY1920": 4, "TUAF12": 7, "RCH456": 6, "DLH7": 4}


def test_rules_of_ones_own_come_first(
    files: dict[str, list[Path]], imported: Callable[..., World], tmp_path: Path
) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(
        '[[rule]]\nname = "guests"\ncallsign = "DLH"\nallegiance = "allied"\n'
        'credentials = ["allied"]\nplan = false\ntype = "C-130"\n'
    )
    fleet = imported(files["opensky.csv"], "--rules", str(own)).fleet
    guest = fleet.ids.index("DLH7")
    assert fleet.allegiance[guest] == Allegiance.ALLIED
    assert fleet.types[guest] == "C-130"
    assert not fleet.plans.all_at(0)[guest]


def test_a_type_designator_becomes_the_catalogues_type(
    files: dict[str, list[Path]], imported: Callable[..., World]
) -> None:
    assert {*imported(files["traces"]).fleet.types} == {"A321"}


@pytest.mark.parametrize("form", ["opensky.csv", "traces"])
def test_anonymised_tracks_are_numbered_and_nothing_names_them(
    form: str, files: dict[str, list[Path]], imported: Callable[..., World], tmp_path: Path
) -> None:
    world = imported(files[form], "--anonymise")
    assert world.fleet.ids == ("rec-0001", "rec-0002", "rec-0003", "rec-0004")
    for file in (tmp_path / "out").iterdir():
        content = file.read_bytes().lower()
        for icao, callsign in FLIGHTS:
            assert icao.encode() not in content
            assert callsign.lower().encode() not in content


def test_utc_is_kept_and_the_scenario_begins_with_the_recording(
    files: dict[str, list[Path]], imported: Callable[..., World], tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    imported(files["opensky.csv"])
    scenario = load(tmp_path / "out" / "day.toml")
    assert scenario.utc == "2020-04-23T06:41:50Z"
    assert scenario.duration_s == 590.0
    assert "from 2020-04-23T06:41:50Z to 2020-04-23T06:51:40Z (UTC)" in capsys.readouterr().out


def test_box_times_and_most_narrow_what_is_kept(
    files: dict[str, list[Path]], imported: Callable[..., World]
) -> None:
    path = files["opensky.csv"]
    assert len(imported(path, "--box", "30.5,37,32.9,38.4").traffic) == 1
    assert len(imported(path, "--max", "2").traffic) == 2
    world = imported(path, "--from", "2020-04-23T06:43:00", "--to", "2020-04-23T06:45:00Z")
    assert world.ticks == 120


def test_several_files_of_several_formats_are_one_traffic(
    files: dict[str, list[Path]], imported: Callable[..., World],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    world = imported([*files["opensky.csv"], *files["traces"], *files["messages.sbs"]])
    assert len(world.traffic) == 4
    assert " 480  duplicate" in capsys.readouterr().out


def test_the_same_file_gives_the_same_bytes(
    files: dict[str, list[Path]], imported: Callable[..., World], tmp_path: Path
) -> None:
    contents = []
    for _ in range(2):
        imported(files["traces"])
        contents.append([path.read_bytes() for path in sorted((tmp_path / "out").iterdir())])
    assert contents[0] == contents[1]


def test_a_recording_of_recorded_traffic_travels_alone(
    files: dict[str, list[Path]], imported: Callable[..., World], tmp_path: Path
) -> None:
    import iffsim

    imported(files["opensky.csv"])
    made = iffsim.run(load(tmp_path / "out" / "day.toml"))
    iffsim.save(made, tmp_path / "alone" / "day.iffrec")
    again = iffsim.open_recording(tmp_path / "alone" / "day.iffrec")
    assert again.world.fleet.ids == made.world.fleet.ids
    assert again.scenario == made.scenario
    assert (again.truth(300.0).xyz == made.truth(300.0).xyz).all()


def test_a_files_name_cannot_write_into_the_scenario(
    files: dict[str, list[Path]], imported: Callable[..., World], tmp_path: Path
) -> None:
    odd = tmp_path / "a\n[[sites]]\nid = 7.csv"
    odd.write_bytes(files["opensky.csv"][0].read_bytes())
    assert len(imported([odd]).sites.ids) > 1
