"""What the window keeps: recordings that edits replace go at once, hidden maps keep nothing."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import gc
import weakref

from sessions import SCENARIO

from iffsim.base.remembered import Remembered
from iffsim.classroom.live import Live
from iffsim.classroom.session import begin
from iffsim.view.model import sandbox
from iffsim.view.model.state import Hold


def test_a_recording_that_a_drag_replaces_goes_at_once_without_the_collector_of_garbage():
    """Twelve of them are baked a second while something is dragged."""
    live = Live(begin(SCENARIO))
    site = live.recording.world.sites.ids[0]
    seen = []
    gc.collect()
    gc.disable()
    try:
        for step in range(4):
            live.preview(
                sandbox.move(live.recording, Hold("site", site, (30.0 * step, 0.0)), 300.0)
            )
            recording = live.recording
            for picture in recording.picture_ids:
                recording.score_at(picture, 300.0)
                recording.picture(picture, 300.0)
                recording.coverage(picture, 300.0, 6000.0)
            seen.append(weakref.ref(recording))
        del recording
        assert [one() is not None for one in seen] == [False, False, False, True]
    finally:
        gc.enable()


def test_only_the_latest_answers_are_remembered():
    kept, asked = Remembered[int](2), []

    def answer(question: int) -> int:
        asked.append(question)
        return question * question

    for question in (1, 2, 1, 3, 1, 2):
        assert kept.get(question, lambda question=question: answer(question)) == question**2
    assert asked == [1, 2, 3, 2]
    assert len(kept) == 2
