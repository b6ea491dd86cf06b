"""Whose word each sentence is: the article's, the model's, or the record's; and no taking sides."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from runs import run_of

import iffsim
from iffsim import Scenario
from iffsim.base import assets
from iffsim.doctrine import NOT_HELD, Allegiance
from iffsim.earth.claims import article
from iffsim.pictures.score import CORRECT, NO_ID
from iffsim.scenario.about import claims_of, page
from iffsim.scenario.telling import Caption
from iffsim.words.say import ENGLISH, TURKISH

NAMES = assets.scenario_names()
EACH = pytest.mark.parametrize("name", NAMES)
IDENTITIES = {"unknown", "bilinmeyen", "friend", "dost"}
FORBIDDEN = r"\b(kill|destroy|shoot|warhead|lethal|jam|intercept|terror|regime|aggress|villain)\w*"
"""Nothing here is about weapons' effects, and nobody is called names."""


@cache
def scenario(name: str) -> Scenario:
    return iffsim.load(name)


def captions(name: str) -> list[Caption]:
    return [line for chapter in scenario(name).chapters for line in chapter.captions]


@EACH
def test_what_is_quoted_is_tagged_as_the_articles_or_the_records(name: str) -> None:
    for line in captions(name):
        for text in (line.text, line.text_tr):
            quoted = {one.strip(".,").lower() for one in re.findall("“(.+?)”", text)}
            assert line.tag != "model" or quoted <= IDENTITIES, text


def test_when_one_is_asked_to_count_the_wrong_names_each_is_marked_and_no_other() -> None:
    made = run_of("linked-and-wrong")
    line = next(one for one in captions("linked-and-wrong") if "three wrong names" in one.text)
    for time_s in np.arange(line.at_s, line.at_s + 60.0, 5.0).tolist():
        state, whose = made.picture("linked", time_s), made.world.fleet.allegiance
        called = zip(whose.tolist(), state.identity.tolist(), strict=True)
        right = np.array([name in CORRECT[Allegiance(who)] for who, name in called])
        nameless = np.isin(state.identity, [*NO_ID, NOT_HELD])
        wrong = np.flatnonzero(state.held & made.in_area(time_s) & ~right & ~nameless)
        assert {made.world.fleet.ids[one] for one in wrong} == {*line.marks}, time_s
        assert made.score_at("linked", time_s).wrong == len(line.marks) == 3
        assert made.score_at("standalone", time_s).wrong == 0


@EACH
def test_what_the_article_is_said_to_claim_is_tagged_as_its_word(name: str) -> None:
    for line in captions(name):
        if "article" in line.text.lower() or "makale" in line.text_tr.lower():
            assert line.tag == "article" or line.claim is None, line.text


@EACH
def test_every_sentence_on_the_record_names_a_source_with_its_year(name: str) -> None:
    for line in captions(name):
        assert (line.tag == "record") == bool(line.source), line.text
        assert not line.source or re.search(r"\b(19|20)\d\d\b", line.source), line.source


def test_what_lies_beyond_a_simulation_is_one_card_in_the_articles_name() -> None:
    cards = [line for name in NAMES for line in captions(name) if line.claim == "C17"]
    assert [card.tag for card in cards] == ["article"]


@EACH
@pytest.mark.parametrize("turkish", [False, True])
def test_the_page_about_a_scenario_says_whose_the_claims_are(name: str, turkish: bool) -> None:
    found = page(scenario(name), TURKISH if turkish else ENGLISH)
    cited = [text for heading, text in found if article().author in heading]
    expected = [
        f"{claim}: {article().claims[claim].said(turkish)}" for claim in claims_of(scenario(name))
    ]
    assert cited == (["\n".join(expected)] if expected else [])


@EACH
def test_no_text_is_about_what_weapons_do_or_calls_anybody_names(name: str) -> None:
    texts = [text for _, text in page(scenario(name))] + [line.text for line in captions(name)]
    texts += [f"{question.text} {question.answer}" for question in scenario(name).questions]
    found = [text for text in texts if re.search(FORBIDDEN, text, re.IGNORECASE)]
    assert found == []


@EACH
def test_every_line_of_the_article_names_the_paragraphs_that_it_renders(name: str) -> None:
    for line in captions(name):
        assert bool(line.paragraphs) == (line.tag == "article"), line.text
        if line.claim is not None and line.tag == "article":
            assert set(line.paragraphs) <= set(article().claims[line.claim].paragraphs), line.text


@EACH
def test_what_an_article_line_quotes_stands_word_for_word_in_those_paragraphs(name: str) -> None:
    for line in captions(name):
        stands = [q for n in line.paragraphs for q in article().quotations[n]]
        for quoted in re.findall("“(.+?)”", line.text) if line.tag == "article" else ():
            wanted = quoted.rstrip(".,").lower()
            assert any(wanted in one.lower() for one in stands), f"{quoted} {line.paragraphs}"
        assert line.text.count("“") == line.text_tr.count("“"), line.text_tr


def test_no_two_wordings_and_no_two_numbers_of_one_event_are_on_record() -> None:
    said = {line.text for name in NAMES for line in captions(name) if line.tag == "record"}
    for event in ("Iran Air 655", "F/A-18", "Tornado"):
        ends = {text.rstrip(".").rpartition(". ")[2] for text in said if event in text}
        assert len(ends) == 1, (event, ends)


def test_a_record_of_an_accident_says_plainly_that_people_died() -> None:
    said = [line for name in NAMES for line in captions(name) if line.tag == "record"]
    for event in ("Iran Air 655", "F/A-18", "Tornado", "Il-20"):
        lines = [line for line in said if event in line.text]
        assert lines, event
        assert all("died" in line.text and "öldü" in line.text_tr for line in lines), event
