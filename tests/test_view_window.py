"""One real window, under Xvfb, driven from outside as a person would: keys, mouse, resizing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import needs
import pytest

HERE = Path(__file__).resolve().parent
PATIENCE_S = 20.0
PROGRAM = """
import json, sys
import pygame
from iffsim.view.window import loop as app
from view_demo import demo

seen = [None]

def tell(state):
    shown = pygame.display.get_surface()
    now = dict(playing=state.playing, time_s=round(state.time_s, 2), selected=state.selected,
               span_km=round(state.camera.span_km, 3), east_km=round(state.camera.east_km, 3),
               help=state.help, pictures=state.pictures, size=shown.get_size(),
               lit=pygame.transform.average_color(shown)[2] > 8)
    if now != seen[0]:
        seen[0] = now
        print(json.dumps(now), flush=True)
    return ()

last = app.play(demo(), size=(1280, 720), script=tell)
print(json.dumps(dict(quit=not last.running)), flush=True)
"""

pytestmark = needs.window


class Window:
    """The program in its own process: what it last said of its state, and hands to drive it."""

    def __init__(self, display: str, program: str = PROGRAM) -> None:
        self._env = {
            **os.environ,
            "DISPLAY": display,
            "SDL_VIDEODRIVER": "x11",
            "SDL_FRAMEBUFFER_ACCELERATION": "0",
            "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent / "src")]),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", program], env=self._env, stdout=subprocess.PIPE, text=True
        )
        self.said: list[dict[str, object]] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                self.said.append(json.loads(line))

    def until(self, what: Callable[[dict[str, object]], object], words: str) -> dict[str, object]:
        """Wait until the last thing said fits."""
        stop = time.monotonic() + PATIENCE_S
        while time.monotonic() < stop:
            if self.said and what(self.said[-1]):
                return self.said[-1]
            time.sleep(0.02)
        raise AssertionError(f"{words}: not within {PATIENCE_S} s; last: {self.said[-1:]}")

    def do(self, *command: object) -> str:
        """Run xdotool."""
        done = subprocess.run(
            ["xdotool", *map(str, command)],
            env=self._env,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def focus(self) -> str:
        """Give the window the keyboard; return its id."""
        found = self.do("search", "--sync", "--onlyvisible", "--pid", self.process.pid)
        window = found.splitlines()[-1]
        self.do("windowmove", window, 0, 0, "windowfocus", window)
        return window


@pytest.fixture
def display() -> Iterator[str]:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        yield f":{pipe.readline().strip()}"
    server.terminate()
    server.wait(timeout=10)


@pytest.fixture
def window(display: str) -> Iterator[Window]:
    shown = Window(display)
    yield shown
    shown.process.kill()
    shown.process.wait(timeout=10)
    assert shown.process.stdout is not None
    shown.process.stdout.close()


def test_a_real_window_plays_pauses_seeks_selects_zooms_resizes_and_quits(window):
    window.until(lambda now: now["playing"] and now["lit"] and now["time_s"] > 2.0, "plays")
    ident = window.focus()

    window.do("key", "space")
    paused = window.until(lambda now: not now["playing"], "pauses")
    window.do("key", "Right")
    window.until(lambda now: now["time_s"] > paused["time_s"], "steps on")

    window.do("mousemove", 640, 618, "click", 1)
    middle = window.until(lambda now: now["time_s"] > 400.0, "seeks where the timeline is clicked")
    assert middle["time_s"] == pytest.approx(450.0, abs=5.0)
    assert middle["pictures"] == ["isolated", "linked"]

    window.do("key", "Tab")
    window.until(lambda now: now["selected"] is not None, "selects")
    window.do("key", "Escape")
    window.until(lambda now: now["selected"] is None, "selects nothing")

    window.do("mousemove", 300, 300, "click", 4)
    near = window.until(lambda now: now["span_km"] < middle["span_km"], "zooms")
    window.do("mousemove", 300, 300, "mousedown", 1, "mousemove", 360, 320, "mouseup", 1)
    window.until(lambda now: now["east_km"] < near["east_km"], "is dragged")

    window.do("windowsize", "--sync", ident, 1600, 900)
    window.until(lambda now: now["size"] == [1600, 900], "resizes")
    window.do("key", "question")
    window.until(lambda now: now["help"], "helps")

    window.do("key", "q")
    window.until(lambda now: now.get("quit"), "quits")
    assert window.process.wait(timeout=10) == 0
