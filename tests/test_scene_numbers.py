"""Numbers agree with the map: every number is as many as the symbols that it lights, or says how
many are drawn and not counted; the scores are an outside oracle."""

from __future__ import annotations

import numpy as np
import pytest
from runs import run_of
from scenes import asked
from test_scenarios import NAMES

from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.recording import Recording
from iffsim.scene.asked import NOTHING_SHUT, TRUTH_HIDDEN, Asked, Kind, Shut, View
from iffsim.scene.card import Card
from iffsim.scene.scene import Scene, Scenes
from iffsim.scene.topics import DIFFERENCES, TRUTHS, Columns, Topic, meant
from iffsim.scene.tracks import of_picture

SCORED = {
    Topic.HELD: "tracked", Topic.CORRECT: "correct", Topic.LEFT_UNKNOWN: "no_id",
    Topic.NEEDLE: "needle", Topic.LOST_FRIENDS: "unidentified_friends",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_number_counts_the_symbols_that_it_lights(name: str) -> None:
    made = run_of(name)
    scenes = Scenes(made)
    for one in asked(made, seed=7 * len(name), count=30):
        scene = scenes.at(one)
        scored(made, scene)
        for pane in scene.panes:
            drawn = np.concatenate([pane.tracks.aircraft, pane.tracks.ghost])
            assert len(set(drawn.tolist())) == len(drawn)
            for topic in Topic:
                lit = np.flatnonzero(scene.lit(pane, topic))
                assert set(lit.tolist()) <= set(drawn.tolist()), (one, topic)
            headed(scene)


def scored(made: Recording, scene: Scene) -> None:
    """Assert that what is counted is what the scores count, and what is not is said."""
    one = scene.asked
    for number in scene.numbers:
        picture = one.pictures[number.slot]
        score = made.score_at(picture, one.time_s)
        state = made.picture(picture, one.time_s)
        if number.nothing == "shut":
            assert not number.lit.any()
            continue
        said = getattr(score, SCORED[number.topic])
        assert number.count == (said or 0)
        if number.of is not None:
            assert number.of == score.objects
        if number.topic is Topic.HELD and not number.nothing:
            held = int((state.held & (state.identity != NOT_HELD)).sum())
            assert number.count + number.outside == held
            assert number.gone >= score.spurious
    for number, straws in zip(scene.numbers[3::5], scene.straws, strict=True):
        assert sorted(straws) == np.flatnonzero(number.lit).tolist()


def headed(scene: Scene) -> None:
    """Assert that the numbers of truth and difference add up to what is drawn."""
    pane = scene.panes[0]
    many = {topic: int(scene.lit(pane, topic).sum()) for topic in Topic}
    if pane.kind is Kind.TRUTH:
        assert sum(many[topic] for topic in TRUTHS) == many[Topic.FLYING] == len(pane.tracks)
    if pane.kind is Kind.DIFFERENCE:
        parts = sum(many[topic] for topic in DIFFERENCES[:3])
        assert parts == many[Topic.DIFFER]
        assert parts + many[Topic.SAME] == len(pane.tracks)


def test_a_track_unseen_for_two_and_a_half_scans_is_drawn_as_coasting() -> None:
    made, ages = run_of("link-lost"), []
    for time_s in np.arange(0.5, made.duration_s, 7.0).tolist():
        for picture in made.picture_ids:
            spec = made.folded(picture).spec
            found = of_picture(made, picture, time_s)
            age_s = time_s - made.picture(picture, time_s).seen_tick[found.aircraft]
            scans = age_s / made.world.sites.scan_ticks[spec.hears].max()
            assert np.array_equal(found.stale, scans > 2.5)
            ages += scans[found.stale].tolist()
    assert ages
    assert max(ages) < 20.0


def test_of_several_intruders_the_needle_is_the_easiest_to_find() -> None:
    named = np.array([Identity.UNKNOWN] * 4 + [Identity.FRIEND] * 2 + [NOT_HELD], np.uint8)
    held = named != NOT_HELD
    whose = np.array([Allegiance.NEUTRAL] * 7, np.uint8)
    whose[[0, 4, 6]] = Allegiance.INTRUDER
    found = Columns(held, named, held, held, whose)
    assert np.flatnonzero(meant(found, Topic.NEEDLE)).tolist() == [4, 5]


def test_four_bubbles_counts_its_low_flyers_at_half_past_nine() -> None:
    made = run_of("four-bubbles")
    scene = Scenes(made).at(Asked(570.0, ("four", "linked")))
    low = [made.aircraft("LOW1"), made.aircraft("LOW2")]
    for slot, pane in enumerate(scene.panes):
        assert set(low) <= set(pane.tracks.aircraft.tolist())
        for topic in (Topic.HELD, Topic.LEFT_UNKNOWN, Topic.NEEDLE):
            assert scene.number(slot, topic).lit[low].all(), topic


def test_where_there_is_no_intruder_the_needle_is_no_number() -> None:
    for name in NAMES:
        made = run_of(name)
        hunted = bool((made.world.fleet.allegiance == Allegiance.INTRUDER).any())
        scene = Scenes(made).at(Asked(60.0, made.picture_ids[:2]))
        assert scene.hunted == hunted
        for number in scene.numbers[3::5]:
            assert (number.nothing == "none") == (not hunted or number.of == 0)


def bubble(view: View, shut: frozenset[Shut]) -> Scene:
    made = run_of("local-bubble")
    asked = Asked(900.0, ("standalone", "linked"), view, selected=made.aircraft("KC1"), shut=shut)
    return Scenes(made).at(asked)


@pytest.mark.parametrize("view", View)
def test_what_is_shut_for_a_class_is_in_no_scene(view: View) -> None:
    scene = bubble(view, TRUTH_HIDDEN)
    assert all(pane.kind is Kind.PICTURE for pane in scene.panes)
    assert all(not len(pane.tracks.ghost) for pane in scene.panes)
    hidden = (Topic.NOT_HELD, Topic.CORRECT, Topic.NEEDLE, Topic.LOST_FRIENDS, *TRUTHS)
    for pane in scene.panes:
        assert not any(scene.lit(pane, topic).any() for topic in hidden)
    assert {one.nothing for one in scene.numbers if one.topic in hidden} == {"shut"}
    assert all(one.of is None for one in scene.numbers)
    assert not any(scene.straws)
    assert not scene.revealed.any()
    assert all(minutes is None for minutes in scene.exposure_min)


def test_what_is_shut_is_there_when_it_is_not() -> None:
    """Else the test above could not fail."""
    scene = bubble(View.SIDE, NOTHING_SHUT)
    assert len(scene.panes[0].tracks.ghost)
    assert scene.revealed.sum() == 1
    assert all(scene.straws)
    assert isinstance(scene.panes[0].cards[0], Card)
    shut = bubble(View.SIDE, frozenset({Shut.CARDS, Shut.CAPTION}))
    assert shut.panes[0].cards == ()
    assert shut.caption is None
    assert bubble(View.TRUTH, NOTHING_SHUT).panes[0].kind is Kind.TRUTH
