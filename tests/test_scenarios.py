"""The shipped scenarios: they load, tell their story in two languages, and teach what they say."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from golden.remake import golden
from lessons import LESSONS
from runs import run_of

import iffsim
from iffsim.base import assets
from iffsim.doctrine import Allegiance, Identity

HERE = Path(__file__).resolve().parent.parent
GOLDEN = HERE / "tests" / "golden"
NAMES = assets.scenario_names()
SEEDS = range(1, 21)
LONGEST_CAPTION = 110
"""Characters that fit two lines in the smallest window."""
READING_S = 0.65
"""Seconds of the run for each character: about 15 a second when played ten times as fast."""


def test_every_lesson_belongs_to_a_shipped_scenario_and_the_other_way_round() -> None:
    assert set(LESSONS) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_reproduces_its_golden_scorecards(name: str) -> None:
    file = GOLDEN / f"{name}.json"
    assert golden(run_of(name)) == file.read_text(encoding="utf-8"), (
        "the scorecards changed; if they should have: "
        f"PYTHONPATH=src python tests/golden/remake.py {name}"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_lesson_is_stated_and_holds_for_twenty_seeds_of_background_traffic(name: str) -> None:
    scenario = iffsim.load(name)
    assert scenario.lesson
    LESSONS[name](run_of(name))
    for seed in SEEDS if scenario.background else ():
        LESSONS[name](iffsim.run(scenario, seed=seed))


@pytest.mark.parametrize("name", NAMES)
def test_every_story_is_told_in_english_and_turkish_from_its_first_second(name: str) -> None:
    chapters = iffsim.load(name).chapters
    captions = [caption for chapter in chapters for caption in chapter.captions]
    assert chapters[0].at_s == captions[0].at_s == 0.0
    assert captions[0].text.startswith("Watch"), "the first caption says what to watch for"
    assert all(chapter.captions and chapter.title_tr for chapter in chapters)
    assert all(caption.text_tr.strip() for caption in captions)


@pytest.mark.parametrize("name", NAMES)
def test_every_caption_is_short_and_stays_long_enough_to_be_read(name: str) -> None:
    scenario = iffsim.load(name)
    captions = [caption for chapter in scenario.chapters for caption in chapter.captions]
    ends = [caption.at_s for caption in captions[1:]] + [scenario.duration_s]
    for caption, end in zip(captions, ends, strict=True):
        longest = max(len(caption.text), len(caption.text_tr))
        assert longest <= LONGEST_CAPTION, caption.text
        assert end - caption.at_s >= READING_S * len(caption.text), caption.text


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_of_the_article_names_its_claim(name: str) -> None:
    captions = itertools.chain.from_iterable(c.captions for c in iffsim.load(name).chapters)
    assert all(caption.claim for caption in captions if caption.tag == "article")


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_has_an_information_page_in_both_languages(name: str) -> None:
    scenario = iffsim.load(name)
    info = scenario.info
    assert info is not None
    for part in ("what", "how", "notice", "tries", "origin"):
        assert getattr(info, part).strip()
        assert getattr(info, f"{part}_tr").strip()
    assert scenario.title_tr
    assert scenario.summary_tr
    assert scenario.lesson_tr
    assert len(scenario.objectives) == len(scenario.objectives_tr) >= 1
    assert scenario.tags


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_has_a_question_with_its_answer_and_a_run_sheet(name: str) -> None:
    scenario, found = iffsim.load(name), run_of(name)
    assert scenario.questions
    for question in scenario.questions:
        assert question.text_tr
        assert question.answer_tr
        if question.aircraft:
            row = found.aircraft(question.aircraft)
            held = [found.picture(p, question.at_s).held[row] for p in found.picture_ids]
            assert any(held), "nobody can be asked about a track that no picture holds"
    assert any(sheet.objective for sheet in scenario.runsheet)
    assert all(sheet.inject_tr and sheet.expect_tr for sheet in scenario.runsheet)


@pytest.mark.parametrize("name", NAMES)
def test_the_gallery_shows_every_scenario_with_its_lesson(name: str) -> None:
    page = (HERE / "docs" / "gallery.md").read_text(encoding="utf-8")
    assert f"(`{name}`)" in page, "make it anew: PYTHONPATH=src python docs/gallery.py"
    assert iffsim.load(name).lesson in page
    assert (HERE / "docs" / "img" / f"{name}.png").is_file()


def test_every_claim_of_the_article_is_cited_by_some_scenario() -> None:
    chapters = itertools.chain.from_iterable(iffsim.load(name).chapters for name in NAMES)
    cited = {caption.claim for chapter in chapters for caption in chapter.captions}
    assert {f"C{number}" for number in range(1, 18)} <= cited


# The main scenario


def test_local_bubble_has_the_size_that_it_promises() -> None:
    world = run_of().world
    assert 60 <= len(world.fleet.ids) <= 120
    assert len(world.sites.ids) >= 8
    assert {"isolated", "standalone", "linked"} <= set(run_of().picture_ids)


def test_standing_alone_exactly_national_jets_are_friends_and_all_else_is_unknown() -> None:
    found = run_of()
    own = found.world.fleet.allegiance == Allegiance.OWN
    right = np.where(own, Identity.FRIEND, Identity.UNKNOWN)
    ever = np.zeros(len(own), bool)
    for tick in range(found.world.ticks + 1):
        state = found.picture("standalone", tick)
        ever |= state.held
        assert np.array_equal(state.identity[state.held], right[state.held]), tick
    assert (ever & own).sum() >= 6
    assert (ever & ~own).sum() >= 40


def test_the_contrast_is_on_screen_in_the_first_ten_seconds_of_watching() -> None:
    ten_seconds_of_watching = 100.0
    found = run_of()
    alone = found.score_at("standalone", ten_seconds_of_watching)
    linked = found.score_at("linked", ten_seconds_of_watching)
    assert alone.no_id >= 20 >= 20 * linked.no_id
