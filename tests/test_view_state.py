"""The view's state: only actions change it, and each does what it says."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from view_demo import demo

from iffsim.view.drawing.layout import arrange, drawn_size, time_at, x_at
from iffsim.view.model import actions as act
from iffsim.view.model import story
from iffsim.view.model.actions import apply
from iffsim.view.model.camera import Camera, screen_to_world, world_to_screen
from iffsim.view.model.state import SPEEDS, Grip, ViewState, opening

SIZES = ((1280, 720), (1600, 900), (1920, 1080), (2560, 1440), (3440, 1440), (1280, 1024))
far = st.floats(-2000.0, 2000.0)
cameras = st.builds(Camera, far, far, st.floats(20.0, 6000.0))
panels = st.builds(
    pygame.Rect,
    st.integers(0, 900),
    st.integers(0, 400),
    st.integers(50, 1500),
    st.integers(50, 900),
)


@pytest.fixture
def state() -> ViewState:
    return opening(story.show(demo()))


@settings(max_examples=60)
@given(cameras, panels, st.lists(st.tuples(far, far), min_size=1, max_size=5))
def test_what_is_put_on_the_screen_is_found_again_in_the_world(camera, panel, points):
    km = np.array(points).T
    there = world_to_screen(camera, panel, km)
    assert np.allclose(screen_to_world(camera, panel, there), km, atol=1e-6)


@settings(max_examples=60)
@given(cameras, panels, st.floats(0.1, 10.0), far, far)
def test_a_zoom_leaves_the_point_under_the_pointer_where_it_is(camera, panel, factor, east, north):
    point = np.array([camera.east_km + east / 10, camera.north_km + north / 10])
    after = camera.zoomed(factor, *point.tolist())
    if max(abs(after.east_km), abs(after.north_km)) < 2499.0:
        before_px = world_to_screen(camera, panel, point)
        assert np.allclose(world_to_screen(after, panel, point), before_px, atol=1e-4)


def test_the_middle_of_a_panel_is_what_the_camera_looks_at():
    panel = pygame.Rect(100, 50, 800, 600)
    camera = Camera(120.0, -40.0, 1600.0)
    assert world_to_screen(camera, panel, np.array([120.0, -40.0])).tolist() == [500.0, 350.0]
    east, north = world_to_screen(camera, panel, np.array([[220.0, 120.0], [-40.0, 60.0]])).T
    assert east.tolist() == [550.0, 350.0]
    assert north.tolist() == [500.0, 300.0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("panels", [1, 2])
def test_no_panel_overlaps_another_or_leaves_the_window(size, panels):
    layout = arrange(size, panels)
    boxes = [layout.top, *layout.panels, layout.scores, layout.timeline, layout.caption,
             layout.transport]  # fmt: skip
    window = pygame.Rect(0, 0, *size)
    for n, box in enumerate(boxes):
        assert window.contains(box)
        assert box.width > 0
        assert box.height >= 40
        assert box.collidelist(boxes[n + 1 :]) < 0
    assert min(panel.height for panel in layout.panels) > 0.5 * size[1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("panels", [1, 2])
def test_the_whole_area_of_interest_is_in_view_when_a_recording_opens(state, size, panels):
    west, south, east, north = demo().world.area_km.bounds
    for panel in arrange(size, panels).panels:
        corners = np.array([[west, east], [south, north]])
        px = world_to_screen(state.camera, panel, corners)
        assert all(panel.inflate(2, 2).collidepoint(spot) for spot in px.T.tolist())


def test_a_window_below_the_smallest_is_drawn_larger_and_shrunk():
    assert drawn_size((1600, 900)) == ((1600, 900), 1.0)
    size, times = drawn_size((640, 480))
    assert size[0] >= 1280
    assert size[1] >= 720
    assert size[0] == round(640 * times)


@settings(max_examples=40)
@given(st.floats(0.0, 2700.0), st.sampled_from(SIZES))
def test_a_time_and_its_place_on_the_timeline_belong_together(time_s, size):
    layout = arrange(size)
    assert time_at(layout, x_at(layout, time_s, 2700.0), 2700.0) == pytest.approx(time_s, abs=1e-6)


def test_a_recording_opens_playing_at_its_start_with_the_linked_picture_on_the_right(state):
    assert state.playing
    assert state.time_s == 0.0
    assert state.pictures == ("standalone", "linked")


def test_time_goes_by_only_while_playing_and_stops_at_the_end(state):
    after = apply(replace(state, speed=8.0, paced=False), act.Pass(0.5))
    assert after.time_s == pytest.approx(4.0)
    paused = apply(after, act.PlayPause())
    assert apply(paused, act.Pass(10.0)) == paused
    ended = apply(replace(after, speed=60.0), act.Pass(1000.0))
    assert (ended.time_s, ended.playing) == (state.show.duration_s, False)
    assert apply(ended, act.PlayPause()).time_s == 0.0


@settings(max_examples=60)
@given(st.floats(20.0, 800.0))
def test_a_scan_back_undoes_a_scan_forward(time_s):
    start = apply(opening(story.show(demo())), act.Seek(time_s))
    on_grid = apply(start, act.StepScan(1))
    assert on_grid.time_s > time_s
    assert not on_grid.playing
    there_and_back = apply(apply(on_grid, act.StepScan(1)), act.StepScan(-1))
    assert there_and_back.time_s == pytest.approx(on_grid.time_s)
    assert apply(start, act.StepScan(-1)).time_s < time_s


def test_a_step_is_one_scan_of_the_fastest_of_the_pictures_own_sites(state):
    battery = demo().world.sites.scan_ticks[demo().world.sites.ids.index("battery")]
    first = apply(state, act.StepScan(1))
    assert apply(first, act.StepScan(1)).time_s - first.time_s == battery


def test_chapters_turn_and_bring_their_pictures_and_their_part_of_the_map(state):
    second = apply(state, act.TurnChapter(1))
    assert second.time_s == 300.0
    assert second.pictures == ("isolated", "linked")
    assert act.at_rest(second).camera.span_km == 900.0
    assert apply(second, act.TurnChapter(-1)).time_s == 0.0
    late = apply(second, act.Seek(480.0))
    assert apply(late, act.TurnChapter(-1)).time_s == 300.0
    last = apply(apply(second, act.TurnChapter(1)), act.TurnChapter(1))
    assert last.time_s == state.show.duration_s


def test_the_camera_glides_to_a_chapters_place_even_while_paused_and_then_rests(state):
    gliding = apply(apply(state, act.TurnChapter(1)), act.PlayPause())
    ways = [gliding]
    for _ in range(200):
        ways.append(apply(ways[-1], act.Pass(1 / 60)))
    spans = [one.camera.span_km for one in ways]
    assert spans == sorted(spans, reverse=True)
    assert spans[0] == state.camera.span_km
    assert spans[-1] == 900.0
    assert ways[-1].aim is None
    assert ways[-1] == ways[-2]


def test_a_hand_on_the_map_stops_the_glide(state):
    gliding = apply(apply(state, act.TurnChapter(1)), act.Pass(0.05))
    held = apply(gliding, act.Pan(1.0, 0.0))
    assert held.aim is None
    assert apply(held, act.Pass(1.0)).camera == held.camera


def test_a_drag_within_a_chapter_keeps_the_camera_that_the_person_chose(state):
    moved = apply(state, act.Pan(100.0, 50.0))
    assert apply(moved, act.Seek(120.0)).camera == moved.camera


def test_speed_climbs_its_ladder_and_stops_at_both_ends(state):
    fast = state
    for _ in range(len(SPEEDS) + 2):
        fast = apply(fast, act.ChangeSpeed(1))
    assert fast.speed == SPEEDS[-1]
    for _ in range(len(SPEEDS) + 2):
        fast = apply(fast, act.ChangeSpeed(-1))
    assert fast.speed == SPEEDS[0]


def test_a_picture_already_shown_beside_changes_places(state):
    swapped = apply(state, act.SwapPicture(0, 1))
    assert swapped.pictures == ("linked", "standalone")
    assert apply(state, act.SwapPicture(0, -1)).pictures == ("isolated", "linked")
    assert apply(state, act.SwapPicture(7, 1)) == state


def test_seeking_beyond_the_ends_stays_inside_the_run(state):
    assert apply(state, act.Seek(-5.0)).time_s == 0.0
    assert apply(state, act.Seek(float("inf"))).time_s == state.show.duration_s


def test_letting_go_ends_a_drag_and_may_select(state):
    held = apply(state, act.Grab(Grip.MAP))
    dragged = apply(held, act.Drag(act.Pan(1.0, 0.0), 12.0))
    assert dragged.dragged_px == 12.0
    free = apply(dragged, act.Release(act.Select(3)))
    assert (free.grip, free.dragged_px, free.selected) == (Grip.NOTHING, 0.0, 3)
