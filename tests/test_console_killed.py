"""The window killed in the middle of a class: nothing that was done is lost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from killing import mark

from iffsim.classroom.journal import recover, recovered
from iffsim.view.window.classdesk import tell
from iffsim.words.say import ENGLISH

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
    kinds = (pygame.KEYDOWN, pygame.KEYUP)
    return [pygame.event.Event(kind, key=key, mod=SHIFT, unicode="") for kind in kinds]

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


PATH = os.pathsep.join([str(HERE), str(HERE.parent / "src")])
KILLS = int(os.environ.get("IFFSIM_KILLS", "3"))


def started(source: str, seed: int, folder: Path, *more: str) -> subprocess.Popen[str]:
    env = {**os.environ, "SDL_VIDEODRIVER": "dummy", "PYTHONPATH": PATH,
           "XDG_STATE_HOME": str(folder / "state")}  # fmt: skip
    return subprocess.Popen(
        [sys.executable, str(HERE / "killing.py"), source, str(seed), *more],
        cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def killed(child: subprocess.Popen[str], lines: int, wait_s: float) -> list[list[str]]:
    """Return what a class told before it was killed."""
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(lines)]
    time.sleep(wait_s)
    child.kill()
    out, err = child.communicate()
    assert "Traceback" not in err, err
    return [line.split() for line in [*told, *out.splitlines(keepends=True)] if line[-1:] == "\n"]


def test_killed_at_random_with_forks_restores_saves_full_disk_and_two_windows_nothing_is_lost(
    tmp_path: Path,
) -> None:
    """Each time at most the act that was being written is lost, and the next one is told."""
    draw, source = random.Random(KILLS), "-"
    for number in range(KILLS):
        child = started(source, number, tmp_path)
        if number % 3 == 2:  # a second window takes over, and is killed instead
            assert child.stdout is not None
            child.stdout.readline()
            other = started("class.iffses", number + 1000, tmp_path, "--take-over")
            told = killed(other, draw.randint(1, 30), draw.random() / 20)
            noticed = (line.split()[3] == "1" for line in child.stdout)
            assert any(noticed), "the first window goes on elsewhere, and says so"
            killed(child, 0, 0.0)
        else:
            told = killed(child, draw.randint(1, 30), draw.random() / 20)
        found = recovered(tmp_path / "class.iffses.autosave")
        count, waiting, fingerprint, _ = told[-1]
        kept, wrote = len(found.session.history), int(count) - int(waiting)
        assert kept >= wrote
        assert mark(found.session, wrote) == fingerprint
        source = "class.iffses"
        assert "Recovered, not saved yet" in tell(found, ENGLISH)
    for aside in tmp_path.glob("*.old*"):  # what was cut short is kept, and can be read
        recovered(aside)
