"""Cleaning as practitioners do it: each fault is mended or left out, and counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import recordings
from hypothesis import given, settings
from hypothesis import strategies as st
from recordings import FT, Fix, opensky_csv, opensky_row

from iffsim.base import geo
from iffsim.importing import job
from iffsim.importing.clean import FASTEST_MPS, SLACK_M
from iffsim.importing.job import Options
from iffsim.importing.report import Report, sentences
from iffsim.importing.who import rules
from iffsim.scenario.skyfile import Sky

Import = Callable[..., tuple[Sky, Report]]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    def run(content: Sequence[Fix] | str, **options: object) -> tuple[Sky, Report]:
        path = tmp_path / "states.csv"
        path.write_text(content if isinstance(content, str) else opensky_csv(content))
        wanted = Options(**{"tolerance_m": 0.0, **options})  # type: ignore[arg-type]
        return job.gather([path], wanted, rules())

    return run


def good() -> list[Fix]:
    return recordings.flights(count=2)


def fixes_of(sky: Sky) -> set[tuple[float, float, float]]:
    return set(
        zip(
            sky.time_s.round(3).tolist(), sky.lat_deg.round(6).tolist(),
            sky.lon_deg.round(6).tolist(), strict=True,
        )
    )  # fmt: skip


def expected(fixes: Sequence[Fix]) -> set[tuple[float, float, float]]:
    return {(fix.time_s - recordings.START, fix.lat, fix.lon) for fix in fixes}


def test_a_clean_file_loses_nothing(imported: Import) -> None:
    sky, report = imported(good())
    assert fixes_of(sky) == expected(good())
    assert {what for what, count in report.tally.items() if count} == {"rows"}


def test_duplicates_go(imported: Import) -> None:
    fixes = good()
    sky, report = imported([*fixes[:40], *fixes[30:]])
    assert fixes_of(sky) == expected(fixes)
    assert report.tally["duplicate"] == 10


def test_rows_that_repeat_an_old_position_are_duplicates_of_it(imported: Import) -> None:
    fixes = good()
    stale = [
        ",".join([f"{float(row[0]) + age:.0f}", *row[1:]])
        for row in map(opensky_row, fixes)
        for age in (1, 2)
    ]
    sky, report = imported(opensky_csv(fixes) + "\n".join(stale) + "\n")
    assert fixes_of(sky) == expected(fixes)
    assert report.tally["duplicate"] == 2 * len(fixes)


def test_stamps_out_of_order_are_sorted_and_counted(imported: Import) -> None:
    fixes = good()
    fixes[20], fixes[40] = fixes[40], fixes[20]
    sky, report = imported(fixes)
    assert fixes_of(sky) == expected(good())
    assert report.tally["out of order"] > 0


def test_position_jumps_go(imported: Import) -> None:
    fixes = good()
    wrong = {17: 4.0, 50: -3.0, 51: -3.0}
    jumped = [replace(f, lat=f.lat + wrong[i]) if i in wrong else f for i, f in enumerate(fixes)]
    sky, report = imported(jumped)
    assert fixes_of(sky) == expected([f for i, f in enumerate(fixes) if i not in wrong])
    assert report.tally["position jump"] == 3


def test_impossible_speeds_go(imported: Import) -> None:
    fixes = good()
    off = [replace(f, lon=f.lon + 0.2) if i == 30 else f for i, f in enumerate(fixes)]
    sky, report = imported(off)
    assert fixes_of(sky) == expected([f for i, f in enumerate(fixes) if i != 30])
    assert report.tally["impossible speed"] == 1


def test_two_long_stretches_far_apart_are_two_tracks(imported: Import) -> None:
    own = [fix for fix in good() if fix.icao == "4ba946"]
    moved = [replace(fix, lat=fix.lat + 3.0) if i >= 30 else fix for i, fix in enumerate(own)]
    sky, report = imported(moved)
    assert len(sky) == 2
    assert sky.ids == ("THY1920", "THY1920-2")
    assert report.tally["jump between long stretches, split in two"] == 1


def test_impossible_altitudes_are_filled_from_their_neighbours(imported: Import) -> None:
    fixes = good()
    high = [replace(f, alt_ft=100_000.0) if i in (24, 25) else f for i, f in enumerate(fixes)]
    sky, report = imported(high)
    assert fixes_of(sky) == expected(fixes)
    assert sky.alt_m.max() < 40_000 * FT
    assert report.tally["impossible altitude"] == 2
    assert report.tally["missing altitude, filled in"] == 2


def test_an_altitude_that_leaps_and_comes_back_is_filled_in(imported: Import) -> None:
    fixes = good()
    leaping = [replace(f, alt_ft=1_000.0) if i == 60 else f for i, f in enumerate(fixes)]
    sky, report = imported(leaping)
    assert sky.alt_m.min() > 10_000 * FT
    assert report.tally["altitude jump, filled in"] == 1


def test_missing_altitudes_are_interpolated_in_time(imported: Import) -> None:
    lines = opensky_csv(good()).splitlines()
    for n in (41, 43):  # both of one aircraft
        row = lines[n].split(",")
        row[12] = row[13] = ""
        lines[n] = ",".join(row)
    sky, report = imported("\n".join(lines))
    assert report.tally["missing altitude, filled in"] == 2
    whole, _ = imported(good())
    assert np.abs(np.sort(sky.alt_m) - np.sort(whole.alt_m)).max() < 0.5


def test_a_track_that_never_tells_its_altitude_is_left_out(imported: Import) -> None:
    lines = opensky_csv(good()).splitlines()
    bare = [line.split(",") for line in lines]
    for row in bare[1:]:
        if row[1] == "4ba946":
            row[12] = row[13] = ""
    sky, report = imported("\n".join(",".join(row) for row in bare))
    assert sky.ids == ("TUAF12",)
    assert report.tally["no altitude in the whole track"] == 60


def test_a_long_gap_makes_two_tracks_a_short_one_none(imported: Import) -> None:
    fixes = [fix for fix in good() if not 200 <= fix.time_s - recordings.START < 400]
    sky, report = imported(fixes, gap_s=120.0)
    assert len(sky) == 4
    assert report.tally["gap, split in two"] == 2
    assert len(imported(fixes, gap_s=300.0)[0]) == 2


def test_what_is_on_the_ground_is_left_out(imported: Import) -> None:
    lines = opensky_csv(good()).splitlines()
    text = [
        line.replace(",False,", ",True,", 1) if n > 100 else line for n, line in enumerate(lines)
    ]
    _, report = imported("\n".join(text))
    assert report.tally["on the ground"] == 20


def test_a_lonely_fix_is_no_track(imported: Import) -> None:
    sky, report = imported([*good(), Fix(recordings.START, "abcdef", "ONCE", 39.0, 33.0, 9_000)])
    assert len(sky) == 2
    assert report.tally["alone in its track"] == 1


def test_a_row_without_a_callsign_goes_by_its_address(imported: Import) -> None:
    sky, _ = imported([replace(fix, callsign="") for fix in good()])
    assert sky.ids == ("4b8212", "4ba946")


def test_more_than_a_day_keeps_the_fullest_day_and_says_so(imported: Import) -> None:
    stray = replace(good()[0], time_s=1_000_000_000.0)
    sky, report = imported([stray, *good()])
    assert fixes_of(sky) == expected(good())
    assert report.tally["outside the fullest 24 hours"] == 1
    assert any("a scenario lasts at most 24 h" in line for line in sentences(report))


def test_every_row_is_accounted_for(imported: Import) -> None:
    lines = opensky_csv(good()).splitlines()
    lines[5] = lines[5].replace("4ba946", "")
    lines[8] = lines[8] + ",extra"
    lines[11] = "1587624110,4ba946"
    lines[14] = lines[14].replace("38.", "nan38.", 1)
    lines[20] = lines[20].replace("158762", "1")  # that of its position too
    _, report = imported("\n".join(lines))
    tally = report.tally
    lost = (
        "no address", "no position", "impossible time", "row too short", "row too long",
        "outside the box",
    )  # fmt: skip
    assert tally["rows"] == 120
    assert all(tally[what] for what in lost[:5])
    assert tally["rows"] - sum(tally[what] for what in lost) == report.usable == report.cleaned


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 59), st.floats(-60, 60), st.floats(-60, 60)), max_size=25))
def test_no_track_ever_moves_impossibly(moves: list[tuple[int, float, float]]) -> None:
    from collections import Counter

    from iffsim.importing import clean
    from iffsim.importing.batch import FIX

    fixes = np.zeros(60, FIX)
    fixes["time_s"] = 1.6e9 + 10.0 * np.arange(60)
    fixes["lon"], fixes["lat"] = (30.0 + 0.02 * np.arange(60)) * 1e7, 39.0 * 1e7
    for index, lat, lon in moves:
        fixes["lat"][index], fixes["lon"][index] = lat * 1e7, lon * 1e7
    tally = Counter[str]()
    tracks = clean.clean(clean.in_order(fixes, tally), 600.0, tally)
    for t in range(len(tracks)):
        own = tracks.fixes[tracks.first[t] : tracks.first[t + 1]]
        xyz = clean.places(own)
        apart = geo.distance_m(xyz[:, 1:], xyz[:, :-1])
        assert (apart <= np.diff(own["time_s"]) * FASTEST_MPS + SLACK_M).all()
    removed = tally["position jump"] + tally["impossible speed"] + tally["alone in its track"]
    assert len(tracks.fixes) + removed + tally["no altitude in the whole track"] == 60


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(10, 5_000), st.integers(2, 300))
def test_every_fix_left_out_is_within_the_tolerance(seed: int, far_m: float, count: int) -> None:
    from iffsim.importing import simplify
    from iffsim.importing.batch import FIX, UNIT_DEG
    from iffsim.importing.clean import Tracks

    rng = np.random.default_rng(seed)
    fixes = np.zeros(count, FIX)
    fixes["time_s"] = 1.6e9 + np.cumsum(rng.uniform(1, 30, count))
    fixes["lat"] = (38.0 + np.cumsum(rng.normal(0, 0.004, count))) * 1e7
    fixes["lon"] = (33.0 + np.cumsum(rng.normal(0.02, 0.004, count))) * 1e7
    fixes["alt_m"] = 9_000.0 + np.cumsum(rng.normal(0, 20, count))
    kept = simplify.simplify(Tracks(fixes, np.array([0, count])), far_m).fixes
    sky = Sky(
        "2020-01-01T00:00:00Z", ("a",), ("A320",), *(np.zeros(1, np.uint8),) * 2,
        np.zeros(1, bool), np.array([0, len(kept)]), kept["time_s"] - 1.6e9,
        kept["lat"] * UNIT_DEG, kept["lon"] * UNIT_DEG, kept["alt_m"].astype(float),
    )  # fmt: skip
    from iffsim.truth.routes import tracks_legs
    from iffsim.truth.traffic import Traffic

    legs, each = tracks_legs(sky, 0.0)
    flown = Traffic(np.append(0, np.cumsum(each)), legs).follow(0, fixes["time_s"] - 1.6e9)
    there = geo.xyz(fixes["lat"] * UNIT_DEG, fixes["lon"] * UNIT_DEG)
    assert geo.distance_m(flown.xyz, there).max() <= far_m + 0.1
    assert np.abs(flown.alt_m - fixes["alt_m"]).max() <= 0.15 * far_m + 0.1
