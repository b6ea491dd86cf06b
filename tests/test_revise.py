"""An edit keeps the past and bakes only what follows; the result is that of a whole run."""

from pathlib import Path

import numpy as np
import pytest

import iffsim
from iffsim.bake import revise, run
from iffsim.recording import Recording

TINY = (Path(__file__).parent / "data" / "tiny.toml").read_text(encoding="utf-8")

EDITS = {
    "a link goes down": '[[events]]\nat = "{at}"\ndo = "link_down"\nlink = "nato"\n',
    "a transponder fails": '[[events]]\nat = "{at}"\ndo = "transponder_off"\nflight = "OWN1"\n',
    "a site falls silent": '[[events]]\nat = "{at}"\ndo = "site_silent"\nsite = "battery"\n',
    "an aircraft appears": (
        '[[flights]]\nid = "ANEW"\ntype = "F-16"\nallegiance = "allied"\n'
        'start = "{at}"\nroute = ["Konya", "Samsun"]\n'
    ),
}


def same(one: Recording, other: Recording) -> None:
    assert one.world.fleet.ids == other.world.fleet.ids
    for mine, theirs in zip(one.pictures, other.pictures, strict=True):
        for name in ("row", "tick", "value"):
            assert np.array_equal(getattr(mine.state, name), getattr(theirs.state, name))
            assert np.array_equal(getattr(mine.track, name), getattr(theirs.track, name))
    for name in ("row", "tick", "value"):
        got = getattr(one.survey.in_area, name)
        assert np.array_equal(got, getattr(other.survey.in_area, name))
    for name in ("site", "aircraft", "first", "last", "every"):
        assert np.array_equal(getattr(one.survey.inside, name), getattr(other.survey.inside, name))


@pytest.mark.parametrize("at", ["00:00:00", "00:01:05", "00:07:00", "00:14:31", "00:19:59"])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_gives_what_a_whole_run_of_the_edited_scenario_gives(edit: str, at: str) -> None:
    recording = run(iffsim.loads(TINY, "tiny"))
    edited = iffsim.loads(TINY + "\n" + edit.format(at=at), "edited")
    minutes, seconds = at.split(":")[1:]
    time_s = int(minutes) * 60 + int(seconds)
    same(revise(recording, edited, time_s), run(edited))
