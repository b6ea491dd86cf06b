"""What the window keeps: recordings that edits replace go at once, hidden maps keep nothing."""

from __future__ import annotations

import gc
import itertools
import weakref

import pygame
from msgspec.structs import replace
from sessions import SCENARIO
from view_demo import demo

from iffsim.base import geo
from iffsim.base.remembered import Remembered
from iffsim.classroom.live import Live
from iffsim.classroom.session import begin
from iffsim.earth import terrain
from iffsim.recording import Recording
from iffsim.scene.asked import View
from iffsim.view.model import sandbox, story
from iffsim.view.model.state import Hold, opening
from iffsim.view.window.frame import Stage, offscreen

SIZE = (1280, 720)


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


def surfaces(thing: object) -> dict[int, int]:
    """Return the bytes of every surface that is reachable from a thing, each once, by its id."""
    found: dict[int, int] = {}
    seen: set[int] = set()
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type | Recording):
            continue
        seen.add(id(one))
        if isinstance(one, pygame.Surface):
            found[id(one)] = one.get_pitch() * one.get_height()
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list | tuple):
            waiting += one
        else:
            waiting += getattr(one, "__dict__", {}).values()
    return found


def test_maps_that_are_not_shown_keep_no_surfaces():
    """However the window was used, what it keeps is what it shows, and one map more."""
    stage, surface = Stage(demo()), offscreen(SIZE)
    state = replace(opening(story.show(demo())), playing=False, time_s=500.0)
    pictures = itertools.permutations(state.show.picture_ids[:2])
    most = 0
    for view, two, span in itertools.product(View, list(pictures), (900.0, 400.0)):
        camera = replace(state.camera, span_km=span, east_km=span / 10)
        stage.draw(surface, replace(state, view=view, pictures=two, camera=camera))
        most = max(most, sum(surfaces(stage).values()))
    assert most < 8 * SIZE[0] * SIZE[1] * 4


def test_shadows_of_places_that_a_site_was_carried_over_are_let_go():
    """Each is one and a half megabytes, and twelve are made a second."""
    place = geo.xyz(38.0, 37.0)
    first = weakref.ref(terrain.shadow(place, 20.0, 20_000.0))
    first().most_near(place[:, None], 0.01)
    for step in range(40):
        terrain.shadow(geo.xyz(38.0, 37.1 + 0.01 * step), 20.0, 20_000.0)
    gc.collect()
    assert first() is None
