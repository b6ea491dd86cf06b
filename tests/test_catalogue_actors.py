"""Whom the article names: in one list, without a word of praise or blame, and used where shown."""

from __future__ import annotations

import re
from functools import cache

import pytest

import iffsim
from iffsim import Scenario
from iffsim.base import assets
from iffsim.earth.catalogue import Actor, actors, find_place
from iffsim.earth.claims import article
from iffsim.scenario.about import named, page
from iffsim.words.say import TURKISH

WORDS = """
    a state organisation the article says that counts count it among does not expect sees no has
    have partners allies and in of from threat threats to come comes what will see batteries by an
    intervention means air s-300 war with trade industry years russia türkiye
"""
"""All words that a note may be made of; none of them judges."""
KINDS = ("State. The article ", "Organisation. The article ")
KINDS_TR = ("Devlet. Makale", "Örgüt. Makale")
ROWS = list(actors().values())
C7 = {"Russia", "Armenia", "Iran", "Syria"}


@cache
def from_whom() -> Scenario:
    return iffsim.load("from-whom")


def test_the_actors_are_those_of_the_articles_two_claims() -> None:
    assert len(ROWS) == 16
    assert {actor.name for actor in ROWS if actor.claims == ("C7",)} == C7
    assert all(actor.claims == ("C8",) for actor in ROWS if actor.name not in C7)
    assert {claim for actor in ROWS for claim in actor.claims} <= set(article().claims)


@pytest.mark.parametrize("actor", ROWS, ids=lambda actor: actor.name)
def test_a_note_says_whose_word_it_is_and_does_not_judge(actor: Actor) -> None:
    assert actor.source == article().author
    assert actor.note.startswith(KINDS)
    assert actor.note_tr.startswith(KINDS_TR)
    assert set(re.findall(r"[\wüÜ-]+", actor.note.lower())) <= set(WORDS.split())


def test_actors_of_one_row_of_the_article_are_noted_in_the_same_words() -> None:
    rows = [
        {"Armenia", "Iran", "Syria"},
        {"Bulgaria", "Greece"},
        {"Azerbaijan", "Georgia"},
        {"Germany", "France"},
        {"ISIS", "HTS", "PKK"},
    ]
    for row in rows:
        assert len({(actors()[name].note, actors()[name].note_tr) for name in row}) == 1


def test_from_whom_names_every_actor_in_both_languages_where_it_cites_its_claim() -> None:
    assert named(from_whom()) == ROWS
    for actor in ROWS:
        said = " ".join(
            f"{chapter.title_tr} {line.text_tr}"
            for chapter in from_whom().chapters
            for line in chapter.captions
            if line.claim in actor.claims and line.tag == "article"
        )
        assert actor.name_tr in said, actor.name


def test_no_other_scenario_argues_about_actors() -> None:
    others = [name for name in assets.scenario_names() if name != "from-whom"]
    assert [name for name in others if named(iffsim.load(name))] == []


def test_every_airliner_of_from_whom_comes_from_the_direction_of_an_actor() -> None:
    start = "Airliner from the direction of "
    flown = [flight.name for flight in from_whom().flights if flight.allegiance == "neutral"]
    assert len(flown) > 5
    assert [name for name in flown if name.removeprefix(start) not in actors()] == []


def test_the_page_about_from_whom_lists_them() -> None:
    text = dict(page(from_whom()))["Whom the article names"]
    assert text.count("\n") == len(ROWS) - 1
    assert "Georgia (C8): State." in text
    assert "Gürcistan (C8): Devlet." in dict(page(from_whom(), TURKISH))["Makalenin andıkları"]


def test_states_on_the_map_have_the_maps_names() -> None:
    far = {"Germany", "France", "United States"}
    states = {actor.name for actor in ROWS if actor.note.startswith("State")} - far
    assert [name for name in states if find_place(name) is None] == []
