"""What a map shows that moves, held to the pictures and the truth one aircraft at a time."""

from __future__ import annotations

import json

import numpy as np
import pytest
from classroom import scenario

from iffsim.bake import run
from iffsim.base import assets
from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.recording import Recording
from iffsim.scene import tracks
from iffsim.scene.tracks import Differs

TIMES_S = (100.0, 360.0, 700.0, 1100.0)


@pytest.fixture(scope="module")
def recording() -> Recording:
    return run(scenario())


def test_what_matters_more_is_drawn_later(recording: Recording) -> None:
    on_top = [row["on_top"] for row in json.loads(
        assets.path("symbology.json").read_text(encoding="utf-8"))["identities"]]  # fmt: skip
    seen = set()
    for time_s in TIMES_S:
        shown = tracks.of_picture(recording, "linked", time_s)
        ranks = [on_top[identity] for identity in shown.identity.tolist()]
        assert ranks == sorted(ranks)
        seen |= set(ranks)
    assert len(seen) > 1


@pytest.mark.parametrize("time_s", TIMES_S)
def test_ghosts_are_those_that_fly_and_are_not_held(recording: Recording, time_s: float) -> None:
    shown = tracks.of_picture(recording, "standalone", time_s)
    held = recording.picture("standalone", time_s).held
    flying = recording.truth(time_s).alive
    for a in range(len(held)):
        assert (a in shown.ghost) == bool(flying[a] and not held[a])
        assert (a in shown.aircraft) == bool(held[a])
    assert not len(tracks.of_picture(recording, "standalone", time_s, ghosts=False).ghost)


def test_the_difference_says_who_lacks_what() -> None:
    left, right = np.array([3, 3, NOT_HELD, 1]), np.array([3, NOT_HELD, 4, 3])
    wanted = [Differs.SAME, Differs.ONLY_A, Differs.ONLY_B, Differs.OTHERWISE]
    assert tracks.differs(left, right).tolist() == wanted


def test_a_track_is_stale_after_two_and_a_half_of_the_longest_scan_periods(
    recording: Recording,
) -> None:
    found = set()
    for picture, spec in zip(recording.picture_ids, recording.world.pictures, strict=True):
        longest_s = max(int(recording.world.sites.scan_ticks[s]) for s in spec.hears)
        for time_s in np.arange(0.0, recording.duration_s, 7.0).tolist():
            state = recording.picture(picture, time_s)
            said = tracks.stale(recording, picture, time_s)[state.held]
            age_s = time_s - state.seen_tick[state.held]
            assert said.tolist() == (age_s > 2.5 * longest_s).tolist()
            found |= set(said.tolist())
    assert found == {False, True}


def test_the_truth_underlines_its_own_side_and_draws_the_intruder_last(
    recording: Recording,
) -> None:
    shown = tracks.of_truth(recording, 700.0)
    whose = recording.world.fleet.allegiance[shown.aircraft]
    assert shown.own is not None
    assert shown.own.tolist() == (whose == Allegiance.OWN).tolist()
    assert {Allegiance.OWN, Allegiance.ALLIED} <= set(whose.tolist())
    assert shown.identity.tolist()[-1] == Identity.HOSTILE
