"""Lessons taught by the next-step key alone; docs/teaching.md is made of the plan."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pygame
import pytest
from console import Class
from msgspec.structs import replace

import iffsim
from iffsim.base import assets
from iffsim.classroom import acts, plan
from iffsim.classroom.live import Live
from iffsim.classroom.session import begin
from iffsim.classroom.sessions import open_session
from iffsim.view.window.classdesk import ClassDesk
from iffsim.words.say import messages

DOCS = Path(__file__).parent.parent / "docs"
REFUSALS = {text["en"] for id_, text in messages().items() if id_ in (
    "said.nothing_kept", "said.no_such_time", "said.select_first", "said.t_reveals",
    "said.reveal_first", "said.no_event_after", "said.no_event_before", "said.plan_ended",
)}  # fmt: skip


def taught(room: Class, minutes: int) -> None:
    """Take every step of the plan by its key; nothing is refused."""
    steps = plan.steps(room.session.scenario, minutes)
    for number in range(len(steps)):
        room.key(pygame.K_PAGEDOWN)
        room.tick(0.1)
        said = room.console.said
        assert room.session.step == number + 1
        assert said not in REFUSALS, (steps[number], said)
        assert said not in messages() or messages()[said]["en"] not in REFUSALS, (number, said)
        assert room.console.orders == ()
    before = room.session
    room.key(pygame.K_PAGEDOWN)
    assert room.console.said == "said.plan_ended"
    assert room.session == before


def test_the_fifty_minutes_are_taught_by_the_next_step_key_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    room = Class(ClassDesk(Live(begin(iffsim.load("local-bubble")))))
    taught(room, 50)
    room.key(pygame.K_q)
    assert room.desk.close(room.state) is None
    kept = open_session(Path("class.iffses"))
    asked = {question.id for question in kept.scenario.questions}
    assert {prompt.id for prompt in kept.prompts if prompt.revealed} == asked
    assert [mark.name for mark in kept.bookmarks] == ["bets"]
    assert len(kept.notes) == 1
    assert [line.kind for line in kept.lines] == ["fork"]
    assert (kept.done, len(kept.undone)) == ((), 1)
    assert kept.truth
    assert (kept.plan, kept.step) == (50, sum(isinstance(a, acts.Step) for a in kept.history))


@pytest.mark.parametrize("name", [
    name for name in assets.scenario_names() if name not in ("real-day", "stress")
])  # fmt: skip
def test_every_scenario_s_fifteen_minutes_are_taught_by_the_key(name, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    room = Class(ClassDesk(Live(begin(iffsim.load(name)))))
    room.state = replace(room.state, console=replace(room.console, plan=15))
    taught(room, 15)
    assert room.console.truth
    assert {prompt.id for prompt in room.session.prompts if not prompt.revealed} <= {"predict"}
    room.desk.close(room.state)


def test_the_document_is_made_of_the_plan():
    made = importlib.util.spec_from_file_location("lesson", DOCS / "lesson.py")
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    text = (DOCS / "teaching.md").read_text(encoding="utf-8")
    assert module.made(text) == text, "run: python docs/lesson.py"
