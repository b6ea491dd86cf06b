"""The lesson plan in docs/teaching.md, typed from its own text; every key is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pygame
from console import ALT, CTRL, SHIFT, Class

import iffsim
from iffsim.classroom.live import Live
from iffsim.classroom.session import begin
from iffsim.classroom.sessions import open_session
from iffsim.view.window.classdesk import ClassDesk

TEXT = (Path(__file__).parent.parent / "docs" / "teaching.md").read_text(encoding="utf-8")
NAMED = {
    "Space": pygame.K_SPACE, "Enter": pygame.K_RETURN, "Esc": pygame.K_ESCAPE, "↑": pygame.K_UP,
    "↓": pygame.K_DOWN, "←": pygame.K_LEFT, "→": pygame.K_RIGHT, "F2": pygame.K_F2,
    "⏎": pygame.K_RETURN, "Del": pygame.K_DELETE,
}  # fmt: skip
HELD = {"Shift": SHIFT, "Ctrl": CTRL, "Alt": ALT}
REFUSALS = ("No ", "Select", "Nothing", "The truth is hidden:", "A number", "Two different")


def steps() -> list[str]:
    """Return the keys of the lesson plan, in order."""
    rows = re.findall(r"^\| \d+ \|[^|]*\|([^|]*)\|", TEXT, re.MULTILINE)
    return [token for row in rows for token in re.findall(r"`([^`]+)`", row)]


def strike(room: Class, token: str) -> None:
    """Type one token of the plan: a key, perhaps with another held, or a line ended by Enter."""
    if token.endswith("⏎") and len(token) > 1:
        room.write(token[:-1])
        return
    held, _, key = token.rpartition(" ")
    code = NAMED[key] if key in NAMED else ord(key.lower())
    room.key(code, mod=HELD[held] if held else 0)


def test_the_lesson_is_taught_from_its_own_text(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    room = Class(ClassDesk(Live(begin(iffsim.load("local-bubble")))))
    said = []
    for token in steps():
        strike(room, token)
        room.tick(0.1)
        said.append((token, room.console.said))
    assert [one for one in said if one[1].startswith(REFUSALS)] == []
    assert not room.state.running
    assert room.desk.close(room.state) is None
    kept = open_session(Path("class.iffses"))
    asked = {question.id for question in room.desk.recording.scenario.questions}
    assert {prompt.id for prompt in kept.prompts if prompt.revealed} == asked
    assert sum(one.count for one in kept.answers) == 12 + 5 + 3 + 8 + 9 + 9 + 6 + 14
    assert [mark.name for mark in kept.bookmarks] == ["bets"]
    assert len(kept.notes) == 1
    assert [line.kind for line in kept.lines] == ["fork"]
    assert (kept.done, len(kept.undone)) == ((), 1)
