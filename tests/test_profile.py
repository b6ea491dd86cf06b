"""`iffsim profile`: a run that is timed gives what any run gives, and says where its time went."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from iffsim.bake import bake
from iffsim.cli import main
from iffsim.measure import synthetic
from iffsim.measure.compact import counts
from iffsim.measure.counting import Tally
from iffsim.measure.profiling import PHASES, Profile, copy_bandwidth, profile, touched
from iffsim.measure.speedscope import document

Capture = pytest.CaptureFixture[str]
SMALL = ["profile", "--aircraft", "200", "--sites", "4", "--pictures", "2", "--ticks", "120"]
TINY = str(Path(__file__).parent / "data" / "tiny.toml")


@pytest.fixture(scope="module")
def timed() -> Profile:
    return profile(synthetic.world(300, sites=5, ticks=200), threads=2, part=100)


def test_a_run_that_is_timed_gives_what_any_run_gives(timed: Profile) -> None:
    expected = counts(bake(synthetic.world(300, sites=5, ticks=200)))
    for mine, theirs in zip(timed.scores, expected, strict=True):
        assert mine.tracked.max() > 0
        for name in ("objects", "tracked", "correct", "needle", "spurious"):
            assert np.array_equal(getattr(mine, name), getattr(theirs, name))


def test_every_phase_was_timed_in_every_part(timed: Profile) -> None:
    assert (timed.aircraft, timed.sites, timed.pictures, timed.ticks) == (300, 5, 3, 200)
    spans = {phase: sum(s.phase == phase for s in timed.spans) for phase in PHASES}
    parts, pictures = 3, 3
    assert spans["truth"] == spans["replies"] == parts
    assert spans["coverage"] == parts + 1  # making the area ready counts too
    assert spans["evidence"] == spans["score"] == parts * pictures
    assert all(0.0 <= s.start_s <= s.stop_s <= timed.wall_s for s in timed.spans)


def test_the_rows_add_up(timed: Profile) -> None:
    rows = {row.phase: row for row in timed.rows(dict.fromkeys(PHASES, 10.0), 1e9)}
    phases = [rows[phase] for phase in PHASES]
    assert sum(row.share for row in phases) == pytest.approx(1.0)
    whole, bake_alone = rows["whole tick"], rows["bake alone"]
    assert whole.ns_per_aircraft == pytest.approx(sum(row.ns_per_aircraft for row in phases))
    assert whole.ns_per_aircraft > bake_alone.ns_per_aircraft > 0.0
    assert whole.ms_per_tick == pytest.approx(whole.ns_per_aircraft * timed.aircraft / 1e6)
    assert whole.bytes_per_aircraft == 10.0 * len(PHASES)
    gb_per_s = whole.bytes_per_aircraft / whole.ns_per_aircraft
    assert whole.copy_share == pytest.approx(gb_per_s)


def test_truth_for_all_touches_at_least_what_it_writes() -> None:
    found = touched(synthetic.world(500, ticks=256))
    assert list(found) == list(PHASES)
    assert found["truth"] > 4 * 8  # three axes and an altitude, float64
    assert found["truth"] < 1000
    assert all(count > 0 for count in found.values())


def test_counted_arrays_give_the_same_and_count_what_goes_in_and_out() -> None:
    tally = Tally()
    plain = np.arange(100.0)
    counted = tally.watch(plain)
    total = counted + 1.0
    assert tally.bytes == 2 * 800
    assert np.array_equal(np.asarray(total), plain + 1.0)
    counted[10:20]  # a view
    assert tally.bytes == 2 * 800
    total += counted
    assert tally.bytes == 5 * 800
    picked = counted[np.array([3, 4])]
    assert tally.bytes == 5 * 800 + 3 * 16
    assert picked.tolist() == [3.0, 4.0]
    np.concatenate([picked, picked])
    assert tally.bytes == 5 * 800 + 3 * 16 + 2 * 32


def test_the_machines_copy_speed_is_a_speed() -> None:
    assert 1e8 < copy_bandwidth(1 << 22) < 1e13


def test_speedscopes_file_opens_and_closes_every_phase_in_order(timed: Profile) -> None:
    made = document(timed, "a crowd")
    assert len(made["profiles"]) == len({span.thread for span in timed.spans})
    for track in made["profiles"]:
        events = track["events"]
        assert [event["type"] for event in events] == ["O", "C"] * (len(events) // 2)
        assert [event["at"] for event in events] == sorted(event["at"] for event in events)
        assert all(o["frame"] == c["frame"] for o, c in zip(events[::2], events[1::2], strict=True))


def test_the_command_prints_a_row_for_each_phase(capsys: Capture) -> None:
    assert main(SMALL) == 0
    said = capsys.readouterr().out
    assert "200 aircraft, 4 sites, 2 pictures, 120 ticks" in said
    assert all(phase in said for phase in (*PHASES, "whole tick", "bake alone", "GB/s"))


def test_the_command_says_the_same_as_json_and_for_speedscope(
    capsys: Capture, tmp_path: Path
) -> None:
    graph = tmp_path / "loop.json"
    assert main([*SMALL, "--threads", "2", "--json", "--speedscope", str(graph)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["aircraft"], said["threads"]) == (200, 2)
    assert [row["phase"] for row in said["phases"]] == [*PHASES, "whole tick", "bake alone"]
    assert json.loads(graph.read_text(encoding="utf-8"))["$schema"].startswith("https://")


def test_a_scenario_can_be_profiled_and_cut_short(capsys: Capture) -> None:
    assert main(["profile", TINY, "--ticks", "100", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ticks"] == 100


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--aircraft", "0"], "--aircraft: 0 is out of range; expected 1 to 10000000"),
        (["--threads", "1000"], "--threads: 1000 is out of range; expected 1 to 64"),
        ([TINY, "--sites", "3"], "has its own; leave out one or the other"),
        (["no-such-scenario"], "no-such-scenario"),
    ],
)
def test_sizes_that_make_no_sense_are_refused(words: list[str], said: str, capsys: Capture) -> None:
    assert main(["profile", *words]) == 2
    assert said in capsys.readouterr().err
