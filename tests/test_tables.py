"""Tables say what the recording says: no more, no less, and in order."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

import iffsim
from iffsim import tables
from iffsim.base import geo
from iffsim.base.csvfile import write_csv
from iffsim.doctrine import NOT_HELD, Identity
from iffsim.recording import Recording

TINY = Path(__file__).parent / "data" / "tiny.toml"
TIMES = (0.0, 95.0, 600.0, 1200.0)


@pytest.fixture(scope="module")
def recording() -> Recording:
    return iffsim.run(iffsim.load(str(TINY)))


def records(header: tuple[str, ...], rows: tables.Table) -> list[dict[str, object]]:
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_samples_run_from_the_beginning_to_the_very_end(recording: Recording) -> None:
    assert tables.times_s(recording, 500.0).tolist() == [0.0, 500.0, 1000.0, 1200.0]
    assert tables.times_s(recording, 600.0).tolist() == [0.0, 600.0, 1200.0]


def test_truth_has_a_row_for_each_live_aircraft_and_no_other(recording: Recording) -> None:
    rows = records(tables.TRUTH, tables.truth(recording, TIMES))
    ids = np.array(recording.world.fleet.ids)
    for time_s in TIMES:
        live = [row["aircraft"] for row in rows if row["time_s"] == time_s]
        assert live == ids[recording.truth(time_s).alive].tolist()


def test_a_row_of_truth_says_where_the_aircraft_is_and_how_it_moves(recording: Recording) -> None:
    row = next(
        row
        for row in records(tables.TRUTH, tables.truth(recording, [300.0]))
        if row["aircraft"] == "RED1"
    )
    motion = recording.truth(300.0)
    lat, lon = geo.lat_lon(motion.xyz)
    a = recording.aircraft("RED1")
    assert row["lat_deg"] == pytest.approx(lat[a], abs=1e-6)
    assert row["lon_deg"] == pytest.approx(lon[a], abs=1e-6)
    assert row["alt_m"] == pytest.approx(15_000 * 0.3048, abs=0.1)
    assert row["speed_mps"] == pytest.approx(480 * 1852 / 3600, abs=0.01)
    assert row["course_deg"] == pytest.approx(np.degrees(motion.course_rad[a]), abs=1e-3)
    assert row["allegiance"] == "intruder"
    assert row["in_area"] == int(recording.in_area(300.0)[a])


def test_pictures_have_a_row_for_each_picture_and_live_or_held_aircraft(
    recording: Recording,
) -> None:
    rows = records(tables.PICTURES, tables.pictures(recording, TIMES))
    ids = np.array(recording.world.fleet.ids)
    for time_s in TIMES:
        for picture in recording.picture_ids:
            state = recording.picture(picture, time_s)
            mine = [r for r in rows if (r["time_s"], r["picture"]) == (time_s, picture)]
            wanted = recording.truth(time_s).alive | state.held
            assert [row["aircraft"] for row in mine] == ids[wanted].tolist()
            assert [row["held"] for row in mine] == state.held[wanted].astype(int).tolist()


def test_what_a_picture_does_not_hold_it_knows_nothing_of(recording: Recording) -> None:
    rows = records(tables.PICTURES, tables.pictures(recording, TIMES))
    unheld = [row for row in rows if not row["held"]]
    assert unheld
    for row in unheld:
        assert {row[name] for name in tables.PICTURES[4:]} == {""}


def test_a_held_aircraft_is_where_truth_was_when_it_was_last_seen(recording: Recording) -> None:
    rows = records(tables.PICTURES, tables.pictures(recording, TIMES))
    held = [row for row in rows if row["held"]]
    assert held
    for row in held:
        a = recording.aircraft(str(row["aircraft"]))
        seen_s = float(str(row["seen_s"]))
        lat, lon = geo.lat_lon(recording.truth(seen_s).xyz)
        assert (row["lat_deg"], row["lon_deg"]) == pytest.approx((lat[a], lon[a]), abs=1e-6)
        assert seen_s <= float(str(row["time_s"]))


def test_names_are_those_that_scenarios_use(recording: Recording) -> None:
    row = next(
        row
        for row in records(tables.PICTURES, tables.pictures(recording, [480.0]))
        if (row["picture"], row["aircraft"]) == ("linked", "ALLY1")
    )
    assert row["identity"] == "friend"
    assert row["rule"] == "valid allied reply"
    assert row["sites"] == "south"
    assert row["evidence"] == "allied_reply plan_match over_link"


@pytest.mark.parametrize("time_s", TIMES)
def test_events_told_again_give_the_identities_of_any_instant(
    recording: Recording, time_s: float
) -> None:
    called = {picture: dict[str, str]() for picture in recording.picture_ids}
    for event in records(tables.EVENTS, tables.events(recording)):
        if float(str(event["time_s"])) <= time_s:
            mine, aircraft = called[str(event["picture"])], str(event["aircraft"])
            assert mine.get(aircraft, "") == event["from"]
            mine[aircraft] = str(event["to"])
    for picture, names in called.items():
        identity = recording.picture(picture, time_s).identity.tolist()
        for aircraft, code in zip(recording.world.fleet.ids, identity, strict=True):
            name = "" if code == NOT_HELD else Identity(code).name.lower()
            assert names.get(aircraft, "") == name


def test_every_event_has_a_reason_and_they_come_in_order(recording: Recording) -> None:
    rows = records(tables.EVENTS, tables.events(recording))
    kinds = {row["event"] for row in rows}
    assert {"initiated", "dropped"} <= kinds <= {"initiated", "identified", "dropped"}
    assert all(row["reason"] for row in rows)
    times = [float(str(row["time_s"])) for row in rows]
    assert times == sorted(times)


def test_scorecards_are_plain_json_by_picture(recording: Recording) -> None:
    cards = json.loads(json.dumps(tables.scorecards(recording), allow_nan=False))
    assert tuple(cards) == recording.picture_ids
    assert cards["linked"]["completeness"] == recording.scorecard("linked").completeness


def test_a_written_table_reads_back_as_it_was(recording: Recording, tmp_path: Path) -> None:
    rows = list(tables.pictures(recording, TIMES))
    write_csv(tmp_path / "p.csv", tables.PICTURES, rows)
    with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as file:
        header, *read = csv.reader(file)
    assert tuple(header) == tables.PICTURES
    assert read == [[str(value) for value in row] for row in rows]
