"""Scores: Stone Soup's numbers hold plain counting, plain counting holds the engine.

Stone Soup itself is heavy and lives in its own environment: `python tests/stonesoup/remake.py` asks
it anew and writes the golden file; with `--check` it also compares the main scenario, live.
"""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from oracles import siap
from oracles.recorded import recorded
from oracles.worlds import SLOW, worlds
from runs import run_of

from iffsim.doctrine import Allegiance, Identity
from iffsim.pictures.score import CORRECT, NO_ID
from iffsim.recording import Recording
from iffsim.truth.world import World

GOLDEN = json.loads((Path(__file__).parent / "stonesoup" / "golden.json").read_text())
NAMES = [*GOLDEN[0]["stonesoup"]]
LABELS = [int(identity) for identity in Identity]


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["name"].replace(" ", "-"))
def test_plain_counting_gives_stone_soups_numbers(case: dict) -> None:
    ours, theirs = siap.siap(siap.from_data(case["run"])), case["stonesoup"]
    nothing = {name: 1 if name == "ambiguity" else 0 for name in NAMES}  # Stone Soup's "n/a"
    for name in NAMES:
        value = nothing[name] if ours[name] is None else ours[name]
        assert value == pytest.approx(theirs[name], abs=1e-12), (
            f"{name}; remake with: python tests/stonesoup/remake.py"
        )


def check(recording: Recording, picture: str) -> None:
    card = recording.scorecard(picture)
    for name, counted in siap.siap(siap.observed(recording, picture)).items():
        assert getattr(card, name) == pytest.approx(counted, abs=1e-12), name


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(worlds(max_aircraft=5))
def test_a_scorecard_is_what_plain_counting_finds(world: World) -> None:
    recording = recorded(world)
    for picture in recording.picture_ids:
        check(recording, picture)


def test_the_main_scenarios_scorecards_are_what_plain_counting_finds() -> None:
    recording = run_of()
    for picture in ("standalone", "linked"):
        check(recording, picture)


UNIDENTIFIED = {
    Allegiance.OWN: ["unidentified_friends"], Allegiance.ALLIED: ["unidentified_friends"],
    Allegiance.NEUTRAL: ["unidentified_airliners"], Allegiance.INTRUDER: [],
}  # fmt: skip


def standing(truth: Allegiance, name: Identity) -> list[str]:
    """Return as what one tracked aircraft counts."""
    if name in NO_ID:
        return ["tracked", "no_id", *UNIDENTIFIED[truth]]
    return ["tracked", "correct" if name in CORRECT[truth] else "wrong"]


def counted(recording: Recording, picture: str, tick: int) -> dict[str, int | None]:
    """Count one instant, aircraft by aircraft."""
    state, inside = recording.picture(picture, tick), recording.in_area(tick)
    found = dict.fromkeys(
        ["objects", "tracked", "no_id", "correct", "wrong", "unidentified_friends"], 0
    ) | {"unidentified_airliners": 0, "spurious": 0, "ambiguous": 0}
    worn: dict[int, int] = {}
    hunted: list[int] = []
    for a, truth in enumerate(map(Allegiance, recording.world.fleet.allegiance.tolist())):
        found["objects"] += int(inside[a])
        if state.held[a] and not inside[a]:
            found["spurious"] += siap.died_inside(recording, a, tick)
        if not (state.held[a] and inside[a]):
            continue
        name = Identity(int(state.identity[a]))
        label = -1 if name in NO_ID else int(name)
        worn[label] = worn.get(label, 0) + 1
        hunted += [label] if truth is Allegiance.INTRUDER else []
        for what in standing(truth, name):
            found[what] += 1
    return found | {"needle": min((worn[label] for label in hunted), default=None)}


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(worlds(max_aircraft=6))
def test_the_counts_of_an_instant_are_those_of_its_aircraft_one_by_one(world: World) -> None:
    recording = recorded(world)
    for picture in recording.picture_ids:
        for tick in range(0, world.ticks + 1, 5):
            instant = recording.score_at(picture, tick)
            for name, value in counted(recording, picture, tick).items():
                assert getattr(instant, name) == value, (name, tick)


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(worlds(max_aircraft=5))
def test_exposure_is_the_sum_of_every_second_unidentified(world: World) -> None:
    recording = recorded(world)
    for picture in recording.picture_ids:
        instants = [recording.score_at(picture, tick) for tick in range(world.ticks + 1)]
        card = recording.scorecard(picture)
        for name in ("unidentified_friend", "unidentified_airliner"):
            minutes = sum(getattr(instant, f"{name}s") for instant in instants) / 60
            assert math.isclose(getattr(card, f"{name}_min"), minutes)
        needles = [instant.needle for instant in instants if instant.needle is not None]
        assert card.needle_worst == max(needles, default=None)


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(worlds(max_aircraft=5))
def test_identities_over_tracks_add_up(world: World) -> None:
    recording = recorded(world)
    for picture in recording.picture_ids:
        card, series = recording.scorecard(picture), recording.series(picture)
        tracked = int(series.tracked.sum())
        if tracked == 0:
            assert card.id_completeness is card.id_correctness is card.id_ambiguity is None
            continue
        wrong = int(series.wrong.sum()) / tracked
        total = card.id_correctness + card.id_ambiguity + wrong
        assert math.isclose(card.id_completeness, total, abs_tol=1e-12)
        assert math.isclose(card.correct_share, card.completeness * card.id_correctness)


def first_times(recording: Recording, picture: str, a: int) -> tuple[int | None, int | None]:
    """Return when an aircraft was first in the area, and first named there."""
    entered = named = None
    for tick in range(recording.world.ticks + 1):
        if recording.in_area(tick)[a]:
            entered = tick if entered is None else entered
            state = recording.picture(picture, tick)
            if state.held[a] and Identity(int(state.identity[a])) not in NO_ID:
                named = tick if named is None else named
    return entered, named


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(worlds(max_aircraft=5))
def test_time_to_identify_is_from_entering_the_area_to_the_first_name(world: World) -> None:
    recording = recorded(world)
    for picture in recording.picture_ids:
        times = [first_times(recording, picture, a) for a in range(len(world.fleet.ids))]
        delays = sorted(named - entered for entered, named in times if named is not None)
        card = recording.scorecard(picture)
        assert card.identified == len(delays)
        assert card.seen_in_area == sum(entered is not None for entered, _ in times)
        middle = (len(delays) - 1) // 2, len(delays) // 2
        expected = (delays[middle[0]] + delays[middle[1]]) / 2 if delays else None
        assert card.time_to_identify_s == expected


def warning(recording: Recording, picture: str, zone: int) -> float | None:
    """Return the least time between an intruder's first track and a crossing into a zone."""
    world, found = recording.world, []
    everything = [recording.picture(picture, tick) for tick in range(world.ticks + 1)]
    for a in range(len(world.fleet.ids)):
        if world.fleet.allegiance[a] != Allegiance.INTRUDER:
            continue
        tracked = next((t for t, state in enumerate(everything) if state.held[a]), math.inf)
        inside = [bool(recording.survey.in_zone[zone].at(a, t)) for t in range(world.ticks + 1)]
        crossings = [t for t in range(1, world.ticks + 1) if inside[t] and not inside[t - 1]]
        found += [max(t - tracked, 0) for t in crossings]
    return min(found, default=None)


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(worlds(max_aircraft=4))
def test_warning_time_is_the_least_from_first_track_to_crossing(world: World) -> None:
    recording = recorded(world)
    for picture in recording.picture_ids:
        card = recording.scorecard(picture)
        expected = {
            zone.id: warning(recording, picture, z)
            for z, zone in enumerate(world.zones)
            if zone.kind == "protected"
        }
        assert card.warning_time_s == expected
