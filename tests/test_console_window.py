"""The console in a real window under Xvfb, driven by keys: two windows, a file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import needs
import pytest
from test_view_window import Window, display  # noqa: F401  (a fixture)

from iffsim.classroom.sessions import open_session

PROGRAM = """
import json
from console import SCENARIO
from iffsim.classroom.live import Live
from iffsim.classroom.session import begin
from iffsim.view.window import loop as app
from iffsim.view.window.classdesk import ClassDesk

seen = [None]

def tell(state):
    console, log = state.console, state.session
    now = dict(playing=state.playing, time_s=round(state.time_s, 2), truth=console.truth,
               window=console.window, file=console.file, saved=console.saved,
               typing=console.typing.text if console.typing else None,
               done=len(log.done) if log else 0, notes=len(log.notes) if log else 0)
    if now != seen[0]:
        seen[0] = now
        print(json.dumps(now), flush=True)
    return ()

app.teach(ClassDesk(Live(begin(SCENARIO))), size=(1280, 720), script=tell)
print(json.dumps(dict(quit=True)), flush=True)
"""

pytestmark = needs.window


@pytest.fixture
def window(
    display: str,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Window]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    shown = Window(display, PROGRAM)
    yield shown
    shown.process.kill()
    shown.process.wait(timeout=10)
    assert shown.process.stdout is not None
    shown.process.stdout.close()


def test_a_class_in_two_real_windows_is_saved(window, tmp_path):
    window.until(lambda now: not now["playing"], "opens frozen")
    window.focus()
    window.do("key", "space")
    window.until(lambda now: now["time_s"] > 0.5, "plays")
    window.do("key", "space")
    window.until(lambda now: not now["playing"], "freezes")
    window.do("key", "shift+d")
    window.until(lambda now: now["done"] == 1, "cuts the link")
    window.do("key", "F2")
    window.until(lambda now: now["window"], "opens the class's window")
    own = ("search", "--onlyvisible", "--pid", window.process.pid)
    deadline = time.monotonic() + 20.0  # the server shows a window some time after it was opened
    while len(window.do(*own).splitlines()) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(window.do(*own).splitlines()) == 2
    window.do("key", "t")
    window.until(lambda now: not now["truth"], "hides the truth")
    window.do("key", "w")
    window.until(lambda now: now["typing"] == "", "asks for a note")
    window.do("type", "late")
    window.until(lambda now: now["typing"] == "late", "is written")
    window.do("key", "Return", "ctrl+s", "Return")
    window.until(lambda now: now["saved"] and now["file"] == "class.iffses", "saves")
    window.do("key", "q")
    window.until(lambda now: now.get("quit"), "quits")
    kept = open_session(tmp_path / "class.iffses")
    assert [note.text for note in kept.notes] == ["late"]
    assert len(kept.done) == 1
