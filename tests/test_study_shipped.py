"""The intervals beside single numbers: made from the scenario as it is, and shown where it is."""

from __future__ import annotations

import msgspec
import pytest
from runs import run_of

import iffsim
from iffsim.base import assets
from iffsim.report.compute.case import of_recording
from iffsim.report.compute.facts import facts
from iffsim.report.html.opening import glance
from iffsim.scene.asked import TRUTH_HIDDEN, Asked
from iffsim.scene.scene import Scenes
from iffsim.studies.shipped import STUDIED, made, shipped
from iffsim.view.chrome.scores import cells
from iffsim.words.say import ENGLISH, TURKISH


@pytest.mark.parametrize("name", STUDIED)
def test_the_shipped_study_is_of_the_scenario_and_the_engine_as_they_are(name: str) -> None:
    there = shipped(iffsim.load(name))
    assert there is not None, "the scenario changed; run: python -m iffsim.studies.shipped"
    assert there == made(name, STUDIED[name]), "run: python -m iffsim.studies.shipped"
    assert assets.path("studies", f"{name}.json").stat().st_size < 40_000


def test_the_strip_says_the_interval_and_that_the_shown_place_is_unusual() -> None:
    recording = run_of()
    scenes = Scenes(recording)
    asked = Asked(780.0, ("standalone", "linked"))
    found = shipped(recording.scenario)
    assert found is not None
    low, _, high = found.needle_at("standalone", 780.0) or (0, 0, 0)
    assert low <= recording.score_at("standalone", 780.0).needle <= high
    assert found.unusual("standalone")
    notes = {cell.topic: cell.note for cell in cells(scenes.at(asked)) if cell.topic}
    said = " | ".join(notes.values())
    assert f"{low:.0f}–{high:.0f} / 1–1 in 200 skies" in said
    assert "of places" in said
    turkish = " | ".join(cell.note for cell in cells(scenes.at(asked), TURKISH))
    assert "200 gökyüzünde" in turkish
    hidden = cells(scenes.at(Asked(780.0, ("standalone", "linked"), shut=TRUTH_HIDDEN)))
    assert not any("skies" in cell.note or "places" in cell.note for cell in hidden)


def test_a_scenario_that_was_edited_has_no_interval() -> None:
    scenario = iffsim.load("local-bubble")
    fewer = msgspec.structs.replace(scenario, flights=scenario.flights[1:])
    assert shipped(scenario) is not None
    assert shipped(fewer) is None
    assert shipped(msgspec.structs.replace(scenario, title="Other")) is not None


def test_the_report_says_the_interval_and_that_the_run_is_unusual() -> None:
    recording = run_of()
    said = glance(facts(of_recording(recording), ENGLISH))
    assert "Over 200 skies at the same place" in said
    assert "of 100 other places of the battery" in said
