"""Lesson plans: what may be written, that the shipped ones are whole, how far one has come."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sessions import SCENARIO, TINY

from iffsim.base import assets
from iffsim.base.errors import BadInput
from iffsim.base.units import parse_time
from iffsim.classroom import acts, plan
from iffsim.classroom.live import Live
from iffsim.classroom.palette import BY_ID as INJECTS
from iffsim.classroom.session import begin, replay
from iffsim.commands.table import BY_ID as COMMANDS
from iffsim.scenario import Scenario, load, loads
from iffsim.scenario.teaching import ORDERS
from iffsim.words.say import ENGLISH, TURKISH

OWN = {"freeze", "speed", "select", "reveal", "fork", "compare.end"}
"""Commands of a plan that are a part of a key's, or need no choice where the key's does."""
KINDS = {"links": "link", "flights": "aircraft", "sites": "site", "pictures": "picture",
         "doctrines": "doctrine"}  # fmt: skip
LESSON = """
[[lessons]]
plan = 15
minute = 0
do = ["window", "truth hidden"]
say = "Look."
say_tr = "Bakın."

[[lessons]]
plan = 15
minute = 6.5
do = ["inject.link_down nato"]
ask = "What changed?"
ask_tr = "Ne değişti?"
"""


def test_a_plan_speaks_of_commands_by_the_ids_that_the_window_has() -> None:
    assert {name for name in ORDERS if name not in COMMANDS} == OWN
    for name, about in ORDERS.items():
        if name.startswith("inject."):
            entry = INJECTS[name.removeprefix("inject.")]
            assert entry.wants == tuple(KINDS[kind] for kind in about), name


def test_every_scenario_that_asks_teaches_a_lesson_of_fifteen_minutes_in_both_languages() -> None:
    for name in assets.scenario_names():
        scenario = load(name)
        lengths = plan.lengths(scenario)
        assert lengths == ((50, 15) if name == "local-bubble" else (15,)), name
        assert bool(scenario.questions)
        for minutes in lengths:
            steps = plan.steps(scenario, minutes)
            assert len(steps) >= 6
            assert steps[0].minute == 0
            asked = {one.first for step in steps for one in plan.orders(step)
                     if one.command == "ask"}  # fmt: skip
            assert asked or minutes == 15, name
        for step in scenario.lessons:
            assert step.say, "every step says something"
            assert bool(step.say) == bool(step.say_tr)
            assert bool(step.ask) == bool(step.ask_tr)
            for words in (plan.told(step, scenario, ENGLISH), plan.told(step, scenario, TURKISH)):
                assert len(words) < 400
                assert "{" not in words


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ('"truth hiden"', 'is about "hiden"; expected "hidden" or "shown"'),
        ('"truht hidden"', 'unknown command "truht"; did you mean "truth"?'),
        ('"jump noon"', 'is about "noon"; expected a time such as "00:12:30", or "c3"'),
        ('"ask bett"', 'unknown question "bett"'),
        ('"inject.link_down"', 'is "inject.link_down"; expected "inject.link_down LINKS"'),
        ('"inject.link_down natoo"', 'unknown link "natoo"; did you mean "nato"?'),
        ('"select RED9"', 'unknown flight "RED9"; did you mean "RED1"?'),
        ('"inject.doctrine linked nine"', 'unknown doctrine "nine"; did you mean "none"?'),
        ('"play now"', 'is "play now"; expected "play"'),
    ],
)
def test_a_command_that_cannot_be_done_is_found_by_check(wrong: str, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        loads(TINY + LESSON.replace('"inject.link_down nato"', wrong), "mine")
    (fault,) = caught.value.faults
    assert fault.where == "mine: lessons[1].do[0]"
    assert fault.what.startswith(sentence)


def clocked(scenario: Scenario, minutes: int) -> Iterator[tuple[plan.Order, float]]:
    """Yield a plan's orders, and where the scenario stands when each comes by the class's clock."""
    at_s, speed, minute, plays = 0.0, 1.0, 0.0, False
    instants = {one.id: one.at_s for one in scenario.questions}
    for step in plan.steps(scenario, minutes):
        past_s = 60.0 * (step.minute - minute) * speed if plays else 0.0
        at_s, minute = min(at_s + past_s, scenario.duration_s), step.minute
        for order in plan.orders(step):
            yield order, at_s
            if order.command == "jump":
                chapter = re.fullmatch(r"c(\d+)", order.first)
                there = scenario.chapters[int(chapter[1]) - 1].at_s if chapter else None
                at_s = parse_time(order.first) if there is None else there
                plays = False
            elif order.command in ("play", "freeze", "ask"):
                plays = order.command == "play"
                at_s = max(at_s, instants.get(order.first, 0.0))
            elif order.command == "speed":
                speed = float(order.first)


@pytest.mark.parametrize("name", assets.scenario_names())
def test_by_the_class_s_clock_no_question_comes_after_its_instant_and_no_inject_at_the_end(
    name: str,
) -> None:
    scenario = load(name)
    instants = {one.id: one.at_s for one in scenario.questions}
    for minutes in plan.lengths(scenario):
        asked: set[str] = set()
        for order, at_s in clocked(scenario, minutes):
            if order.command == "ask":
                late_s = at_s - instants[order.first]
                assert late_s <= 30.0 or order.first in asked, (minutes, order, at_s)
                asked.add(order.first)
            if order.command.startswith("inject"):
                assert at_s < scenario.duration_s - 60.0, (minutes, order, at_s)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("minute = 6.5", "minute = 16", "is 16; the plan has 15 minutes"),
        ("minute = 0", "minute = 7", "is 6.5, which is before the step above it (7)"),
    ],
)
def test_the_minutes_of_a_plan_are_in_order_and_within_it(
    old: str, new: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        loads(TINY + LESSON.replace(old, new), "mine")


def test_how_far_a_plan_has_come_goes_by_the_class_s_clock_and_survives_in_the_session() -> None:
    scenario = loads(TINY + LESSON, "mine")
    now = [0.0]
    live = Live(begin(scenario), clock=lambda: now[0])
    begun = plan.progress(live.session)
    assert (begun.minutes, begun.taken, begun.current) == (15, 0, None)
    assert begun.next == scenario.lessons[0]
    live.play(acts.Step(plan=15, step=0))
    now[0] = 400.0
    later = plan.progress(live.session, live.clock_s)
    assert (later.current, later.next) == (scenario.lessons[0], scenario.lessons[1])
    assert later.late_s == 10.0
    live.play(acts.Step(plan=15, step=1))
    ended = plan.progress(live.session, live.clock_s)
    assert (ended.next, ended.late_s) == (None, 0.0)
    again = replay(begin(scenario), live.session.history)
    assert plan.progress(again).taken == 2
    assert plan.progress(begin(SCENARIO)).minutes == 0
