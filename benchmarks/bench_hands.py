"""How long a hand waits: a frame while a battery is dragged, a run baked anew, a word that lights.

Budget: coverage follows in the same frame (16 ms at 1600x900 with a hundred aircraft), the run that
is baked anew within 100 ms, a frame with a word lit among 1,000 tracks within 16 ms. Times are of
this process's own processor.
"""

from __future__ import annotations

import gc
import itertools
import os
import sys
import time
from functools import cache
from pathlib import Path

from msgspec.structs import replace

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import pytest
from view_demo import crowd

from iffsim.bake import run
from iffsim.recording import Recording
from iffsim.scenario import load
from iffsim.scene.topics import Topic
from iffsim.view.model import story
from iffsim.view.model.state import Hold, ViewState, opening
from iffsim.view.window import idle
from iffsim.view.window.desk import EVERY_S, Desk
from iffsim.view.window.frame import Stage, offscreen

SIZE = (1600, 900)
TIME_S = 1000.0


@cache
def bubble() -> Recording:
    """Return the main scenario's run, of a hundred aircraft."""
    return run(load("local-bubble"))


@pytest.fixture(scope="module", autouse=True)
def undisturbed():
    """As in the window: no collection of garbage falls into a frame."""
    with idle.quiet():
        yield
    gc.collect()


def held(step: int) -> Hold:
    return Hold("site", "battery", (-230.0 + 6.0 * (step % 60), 100.0), carried=True)


def dragging() -> ViewState:
    state = replace(opening(story.show(bubble())), time_s=TIME_S, playing=False, sandbox=True)
    return replace(state, pictures=("standalone", "linked"))


@pytest.mark.benchmark(timer=time.process_time)
def test_a_frame_while_a_battery_is_dragged(benchmark):
    stage, surface, state = Stage(bubble()), offscreen(SIZE), dragging()
    steps = itertools.count()
    benchmark.pedantic(
        lambda: stage.draw(surface, replace(state, hold=held(next(steps)))),
        rounds=80, warmup_rounds=3,
    )  # fmt: skip


@pytest.mark.benchmark(timer=time.process_time)
def test_a_run_baked_anew_while_a_battery_is_dragged_with_its_scores(benchmark):
    desk, state, steps = Desk.of(bubble()), dragging(), itertools.count()

    def bake() -> None:
        step = next(steps)
        desk.follow(replace(state, hold=held(step)), step * EVERY_S * 1.01)
        for picture in state.pictures:
            desk.recording.picture(picture, TIME_S)
            desk.recording.score_at(picture, TIME_S)

    benchmark.pedantic(bake, rounds=20, warmup_rounds=1)


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("lit", ["word", "track"])
def test_a_frame_of_a_thousand_tracks_with_something_lit(benchmark, lit):
    recording = crowd(1130)
    stage, surface = Stage(recording), offscreen(SIZE)
    state = replace(opening(story.show(recording)), time_s=100.0)
    changes = {"topic": Topic.UNKNOWN} if lit == "word" else {"spot": (400, 300)}
    moment = [replace(state, **changes)]

    def one() -> None:
        moment[0] = replace(moment[0], time_s=moment[0].time_s + 0.13)
        stage.draw(surface, moment[0])

    benchmark.pedantic(one, rounds=80, warmup_rounds=3)
