"""A fair bet: the answer's evidence is many others' too, at every second of the question."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from runs import run_of
from view_demo import demo

import iffsim
from iffsim import Recording, fair
from iffsim.base import assets
from iffsim.lint import warnings
from iffsim.scenario import Scenario
from iffsim.scenario.teaching import Question

BETS = [
    name
    for name in assets.scenario_names()
    if any(q.answer == q.aircraft for q in iffsim.load(name).questions)
]


def asking(picture: str | None, at: str = "5min", aircraft: str = "tanker") -> Scenario:
    """Return the demo with a bet in it, open until the tenth minute."""
    question = Question(
        id="bet", at=at, aircraft=aircraft, answer=aircraft, text="Which?", picture=picture
    )
    return msgspec.structs.replace(demo().scenario, questions=(question,))


def told(scenario: Scenario) -> list[str]:
    return [str(fault) for fault in warnings(scenario, "x") if "questions" in str(fault)]


def brute(recording: Recording, bet: fair.Bet, tick: int) -> int:
    """Return how many others have the same words of evidence, -1 where the answer is not held."""
    whys = [recording.why(bet.picture, a, tick) for a in range(len(recording.world.fleet.ids))]
    if not whys[bet.aircraft].held:
        return -1
    words = [{bit for bit, _ in why.evidence} for why in whys if why.held]
    return words.count({bit for bit, _ in whys[bet.aircraft].evidence}) - 1


@pytest.mark.parametrize("name", BETS)
def test_every_shipped_bet_is_fair_and_hides_as_many_as_why_says(name: str) -> None:
    recording = run_of(name)
    found = fair.bets(recording)
    assert found
    for bet in found:
        others = fair.company(recording, bet)
        assert others.min() >= fair.COMPANY
        assert len(others) == bet.shut_s - bet.open_s
        for tick in np.linspace(bet.open_s, bet.shut_s - 1, 3).astype(int):
            assert others[tick - int(bet.open_s)] == brute(recording, bet, tick)
            alike = fair.alike(recording, bet.picture, bet.aircraft, tick)
            assert alike.sum() == brute(recording, bet, tick)
            assert not alike[bet.aircraft]


def test_a_bet_is_asked_in_its_own_picture_else_in_the_first_that_its_chapter_shows() -> None:
    def asked(at: str, picture: str | None = None) -> str:
        scenario = asking(picture, at)
        return fair.asked_picture(scenario, scenario.questions[0])

    assert asked("6min") == "isolated"
    assert asked("6min", "standalone") == "standalone"
    assert asked("4min") == "isolated", "its chapter names none: the scenario's first"


def test_check_warns_of_a_bet_whose_answer_stands_out() -> None:
    assert told(asking("isolated")) == []
    (line,) = told(asking("linked"))
    assert 'in picture "linked" only' in line
    assert "have the evidence of tanker at 05:00" in line
    (line,) = told(asking("standalone", "0s", "intruder"))
    assert 'picture "standalone" does not hold intruder at 00:00' in line
    assert "a fair bet hides it among 10 or more all the time" in line


def test_a_question_of_a_track_that_is_no_bet_needs_no_company() -> None:
    scenario = asking("linked")
    question = msgspec.structs.replace(scenario.questions[0], answer="a tanker")
    assert told(msgspec.structs.replace(scenario, questions=(question,))) == []
