"""The window killed in the middle of a class: nothing that was done is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from iffsim.classroom.journal import recover

HERE = Path(__file__).resolve().parent
PROGRAM = """
import pygame
from console import SCENARIO, SHIFT
from iffsim.classroom.live import Live
from iffsim.classroom.session import begin
from iffsim.view.window import loop as app
from iffsim.view.window.classdesk import ClassDesk

desk, frames, told = ClassDesk(Live(begin(SCENARIO))), [0], [-1]

def script(state):
    frames[0] += 1
    if (done := len(desk.live.session.done)) != told[0]:
        told[0] = done
        print(done, flush=True)
    key = (pygame.K_d, pygame.K_u)[frames[0] % 2]
    return [pygame.event.Event(pygame.KEYDOWN, key=key, mod=SHIFT, unicode="")]

app.teach(desk, size=(1280, 720), script=script)
"""


@pytest.mark.parametrize("injects", [1, 4, 9])
def test_a_killed_window_leaves_an_autosave_with_everything_that_was_done(tmp_path, injects):
    env = {
        **os.environ, "SDL_VIDEODRIVER": "dummy", "XDG_STATE_HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent / "src")]),
    }  # fmt: skip
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=env, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    with child.stdout as lines:
        told = next(int(line) for line in lines if line.strip().isdigit() and int(line) >= injects)
        child.kill()
    child.wait()
    (autosave,) = (tmp_path / "iffsim").glob("*.autosave")
    kept = recover(autosave)
    assert len(kept.done) >= told
    assert {type(edit).__name__ for edit in kept.done} <= {"LinkDown", "LinkUp"}
