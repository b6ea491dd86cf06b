"""How long a frame takes, the view alone: 1,000 and 5,000 tracks in each picture at 1600x900."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import pytest
from view_demo import crowd

from iffsim.view import frame, story
from iffsim.view.actions import Pass, Seek, Zoom, apply
from iffsim.view.frame import Stage, offscreen
from iffsim.view.state import opening

SIZE = (1600, 900)


def started(tracks: int):
    """Return stage, surface and state of a run with about so many tracks held in each picture."""
    recording = crowd(round(tracks * 1.13))
    state = apply(opening(story.show(recording)), Seek(100.0))
    return recording, Stage(recording), offscreen(SIZE), state


@pytest.mark.parametrize("tracks", [100, 1000, 5000])
def test_a_frame_of_many_tracks_while_playing(benchmark, tracks):
    recording, stage, surface, state = started(tracks)
    moment = [state]

    def one() -> None:
        moment[0] = apply(moment[0], Pass(1 / 60))
        stage.draw(surface, moment[0])

    benchmark.pedantic(one, rounds=60, warmup_rounds=3)
    held = [recording.picture(picture, 100.0).held.sum() for picture in state.pictures]
    assert min(held) > 0.8 * tracks
    assert frame.pixels(surface).std() > 10


def test_the_first_frame(benchmark):
    recording, _, surface, state = started(100)
    benchmark.pedantic(lambda: Stage(recording).draw(surface, state), rounds=5)


def test_a_seek_to_anywhere(benchmark):
    recording, stage, surface, state = started(1000)
    moments = iter(range(10_000))

    def one() -> None:
        stage.draw(surface, replace(state, time_s=next(moments) * 61.7 % recording.duration_s))

    benchmark.pedantic(one, rounds=30, warmup_rounds=3)


def test_a_zoom_with_the_wheel(benchmark):
    _, stage, surface, state = started(100)
    moment = [state]

    def one() -> None:
        factor = 1.18 if moment[0].camera.span_km > 400 else 0.25
        moment[0] = apply(moment[0], Zoom(factor, 100.0, 50.0))
        stage.draw(surface, moment[0])

    benchmark.pedantic(one, rounds=30, warmup_rounds=3)
