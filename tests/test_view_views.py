"""The ways of looking: side by side, curtain, single, truth, difference; all in step."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from runs import run_of
from test_view_story import SIZE, after, clicked, key
from view_demo import scene_of

from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.scene.asked import Asked, View
from iffsim.scene.scene import Scenes
from iffsim.scene.topics import DIFFERENCES, TRUTHS, Topic
from iffsim.scene.tracks import of_truth
from iffsim.view.chrome import viewswitch
from iffsim.view.map import panes as views
from iffsim.view.map.hit_test import nearest
from iffsim.view.map.sight import see, sight_of
from iffsim.view.model import looking, story
from iffsim.view.model.actions import Seek, apply
from iffsim.view.model.state import ViewState, opening
from iffsim.view.window import reel
from iffsim.view.window.frame import pixels, render
from iffsim.view.window.loop import layout_of

TIME_S = 1300.0


@pytest.fixture
def state() -> ViewState:
    return apply(opening(story.show(run_of())), Seek(TIME_S))


def drawn(state: ViewState) -> np.ndarray:
    return pixels(render(run_of(), state, SIZE)).astype(int)


def different(one: np.ndarray, other: np.ndarray, box: pygame.Rect) -> float:
    """Return the share of pixels that differ inside a box."""
    part = np.s_[box.top : box.bottom, box.left : box.right]
    return float((np.abs(one[part] - other[part]).max(axis=2) > 12).mean())


@pytest.mark.parametrize("view", View)
def test_panes_cover_the_map_and_do_not_overlap(state, view):
    seen = replace(state, view=view)
    layout = layout_of(SIZE, seen)[0]
    panes = views.panes(seen, layout)
    assert sum(pane.clip.width for pane in panes) == sum(box.width for box in layout.panels)
    for n, pane in enumerate(panes):
        assert pane.box.contains(pane.clip)
        assert pane.clip.collidelist([other.clip for other in panes[:n]]) < 0


@pytest.mark.parametrize(
    ("code", "view"), list(zip(range(pygame.K_1, pygame.K_6), View, strict=True)), ids=str
)
def test_each_way_of_looking_has_a_key_and_a_button(state, code, view):
    assert after(state, key(code)).view is view
    spot = viewswitch.buttons(layout_of(SIZE, state)[0])[f"view.{view.value}"].center
    assert clicked(state, spot).view is view


def test_another_way_of_looking_keeps_time_camera_and_selection(state):
    chosen = replace(state, selected=5)
    for view in View:
        other = apply(chosen, looking.ShowView(view))
        same = ("time_s", "camera", "selected", "pictures", "coverage_alt_m", "playing")
        assert all(getattr(other, name) == getattr(chosen, name) for name in same)


def test_the_curtain_shows_one_picture_on_the_left_and_the_other_on_the_right(state):
    alone = [drawn(replace(state, view=View.SINGLE, single=slot)) for slot in (0, 1)]
    curtain = replace(state, view=View.CURTAIN, curtain=0.4)
    both = drawn(curtain)
    layout = layout_of(SIZE, curtain)[0]
    left, right = (pane.clip for pane in views.panes(curtain, layout))
    inner = [box.inflate(-60, -150) for box in (left, right)]
    for slot in (0, 1):
        assert different(both, alone[slot], inner[slot]) < 0.01
        assert different(both, alone[1 - slot], inner[slot]) > 0.05


def test_the_curtain_is_dragged_by_its_edge_and_the_map_stays(state):
    curtain = after(state, key(pygame.K_2))
    box = layout_of(SIZE, curtain)[0].panels[0]
    edge = (views.divider(curtain, box), box.centery)
    moved = after(
        curtain,
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=edge, button=1),
        pygame.event.Event(
            pygame.MOUSEMOTION, pos=(300, 200), rel=(300 - edge[0], -99), buttons=(1, 0, 0)
        ),
        pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(300, 200), button=1),
    )
    assert views.divider(moved, box) == 300
    assert moved.camera == state.camera
    stepped = after(moved, key(pygame.K_RIGHT, pygame.KMOD_SHIFT))
    assert stepped.curtain > moved.curtain
    assert stepped.time_s == moved.time_s


@settings(max_examples=40)
@given(st.floats(-3.0, 3.0))
def test_the_curtain_never_leaves_the_map(share):
    moved = apply(opening(story.show(run_of())), looking.MoveCurtain(share))
    assert 0.0 <= moved.curtain <= 1.0


def test_a_click_finds_the_track_of_the_picture_that_is_seen_there(state):
    curtain = replace(state, view=View.CURTAIN, curtain=0.6)
    layout = layout_of(SIZE, curtain)[0]
    for pane in views.panes(curtain, layout):
        sight = sight_of(run_of(), curtain, pane)
        for spot in sight.px.T.tolist():
            if pane.clip.collidepoint(spot):
                found = nearest(run_of(), curtain, layout, spot)
                row = np.flatnonzero(sight.aircraft == found)
                place = sight.px[:, row[0]] if len(row) else None
                assert place is None or np.hypot(*(place - spot)) < 3.0


def test_asked_for_again_a_single_picture_gives_way_to_the_other(state):
    once = after(state, key(pygame.K_3))
    assert (once.view, once.single) == (View.SINGLE, 0)
    assert after(once, key(pygame.K_3)).single == 1


def test_the_truth_shows_every_aircraft_in_the_frame_of_its_allegiance(state):
    box = layout_of(SIZE, replace(state, view=View.TRUTH))[0].panels[0]
    sight = see(of_truth(run_of(), TIME_S), replace(state.camera, span_km=6000.0), box)
    alive = np.flatnonzero(run_of().truth(TIME_S).alive)
    assert sorted(sight.aircraft.tolist()) == alive.tolist()
    allegiance = run_of().world.fleet.allegiance[sight.aircraft]
    assert ((sight.identity == Identity.HOSTILE) == (allegiance == Allegiance.INTRUDER)).all()
    assert ((sight.identity == Identity.NEUTRAL) == (allegiance == Allegiance.NEUTRAL)).all()
    scene = scene_of(run_of(), replace(state, view=View.TRUTH))
    counted = [int(scene.lit(scene.panes[0], topic).sum()) for topic in TRUTHS]
    assert sum(counted) == scene.lit(scene.panes[0], Topic.FLYING).sum() == len(alive)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.0, 2700.0), st.permutations(["isolated", "standalone", "linked"]))
def test_the_difference_is_what_a_reader_would_count(time_s, order):
    a, b = order[:2]
    left, right = (run_of().picture(name, time_s).identity for name in (a, b))
    pairs = [(x, y) for x, y in zip(left.tolist(), right.tolist(), strict=True)]
    held = [(x, y) for x, y in pairs if (x, y) != (NOT_HELD, NOT_HELD)]
    counted = differing((a, b), time_s)
    assert counted[Topic.SAME] == sum(x == y for x, y in held)
    assert counted[Topic.ONLY_A] == sum(y == NOT_HELD for _, y in held)
    assert counted[Topic.ONLY_B] == sum(x == NOT_HELD for x, _ in held)
    assert sum(counted.values()) == len(held) + counted[Topic.DIFFER]
    back = differing((b, a), time_s)
    assert back[Topic.ONLY_A] == counted[Topic.ONLY_B]
    assert back[Topic.OTHERWISE] == counted[Topic.OTHERWISE]


def differing(pictures, time_s):
    scene = Scenes(run_of()).at(Asked(time_s, pictures, View.DIFFERENCE))
    return {topic: int(scene.lit(scene.panes[0], topic).sum()) for topic in DIFFERENCES}


def test_every_way_of_looking_draws_something_else(state):
    seen = [drawn(replace(state, view=view)) for view in View]
    box = pygame.Rect(20, 120, SIZE[0] - 40, 300)
    for n, one in enumerate(seen):
        for other in seen[:n]:
            assert different(one, other, box) > 0.02


def test_a_run_with_one_picture_can_be_looked_at_in_every_way(state):
    one = replace(state, pictures=("linked",))
    for view in View:
        assert drawn(replace(one, view=view)).std() > 10.0


def test_a_recorded_frame_keeps_the_pictures_that_were_named(state):
    first = reel.first(run_of(), "curtain", ("isolated", "linked"), "tr")
    later = apply(first, Seek(1300.0))
    assert later.pictures == ("isolated", "linked")
    assert later.view is View.CURTAIN
    assert later.comfort.language == "tr"


def test_small_frames_of_a_gif_are_calm_and_without_labels_that_nobody_could_read(state):
    small, large = (reel.calm(state, size) for size in ((800, 450), (1280, 720)))
    assert not small.labels
    assert large.labels
    assert small.comfort.calm
    assert different(drawn(small), drawn(large), pygame.Rect(20, 120, SIZE[0] - 40, 300)) > 0.01
