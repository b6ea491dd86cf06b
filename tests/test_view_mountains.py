"""Mountains on and off by one key: relief under the map, and the shape of coverage."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
import shapely
from msgspec.structs import replace
from msgspec.structs import replace as changed

import iffsim
from iffsim.base import geo
from iffsim.earth import contour, terrain
from iffsim.recording import Recording
from iffsim.scene import coverage, sites
from iffsim.view.map.layers import relief as mountains
from iffsim.view.model import comfort
from iffsim.view.model.actions import apply
from iffsim.view.model.camera import Camera
from iffsim.view.model.state import Hold, ViewState, opening
from iffsim.view.model.story import show
from iffsim.view.window.frame import Stage, offscreen

SIZE = (960, 540)


@pytest.fixture(scope="module")
def recording() -> Recording:
    return iffsim.run(iffsim.load("mountains"))


def frame(recording: Recording, state: ViewState) -> np.ndarray:
    surface = offscreen(SIZE)
    Stage(recording).draw(surface, state)
    return pygame.surfarray.array3d(surface).astype(int)


def test_one_key_takes_the_mountains_away_and_puts_them_back(recording: Recording) -> None:
    state = opening(show(recording))
    once = apply(state, comfort.ToggleMountains())
    assert state.comfort.mountains
    assert not once.comfort.mountains
    assert apply(once, comfort.ToggleMountains()).comfort == state.comfort


def test_without_mountains_coverage_is_round_again(recording: Recording) -> None:
    battery = recording.world.sites.ids.index("battery")
    shaded, whole = (recording.site_coverage(battery, 60.0, 3_000.0, on) for on in (True, False))
    assert shaded.area < 0.6 * whole.area
    state = replace(opening(show(recording)), time_s=60.0, coverage_alt_m=3_000.0)
    flat = replace(state, comfort=replace(state.comfort, mountains=False))
    changed_px = (frame(recording, state) != frame(recording, flat)).any(axis=2)
    assert changed_px.mean() > 0.1


def test_a_scenario_without_terrain_is_drawn_alike_with_the_key_on_and_off() -> None:
    scenario = changed(iffsim.load("mountains"), terrain=False)
    recording = iffsim.run(scenario)
    state = replace(opening(show(recording)), time_s=60.0)
    flat = replace(state, comfort=replace(state.comfort, mountains=False))
    assert (frame(recording, state) == frame(recording, flat)).all()


def test_relief_changes_land_and_leaves_the_sea() -> None:
    sea, land = pygame.Surface((200, 200)), pygame.Surface((200, 200))
    for surface, east_km, north_km in ((sea, -80.0, 480.0), (land, 400.0, 0.0)):
        surface.fill((60, 60, 60))
        mountains.shade(surface, Camera(east_km, north_km, 60.0))
    assert (pygame.surfarray.array3d(sea) == 60).all()
    assert pygame.surfarray.array3d(land).std() > 4.0


def test_relief_beyond_the_data_is_no_fault() -> None:
    surface = pygame.Surface((100, 100))
    surface.fill((60, 60, 60))
    mountains.shade(surface, Camera(9_000.0, 9_000.0, 100.0))
    assert (pygame.surfarray.array3d(surface) == 60).all()


def test_a_site_in_the_hand_shows_what_mountains_leave_it_there(recording: Recording) -> None:
    on = replace(opening(show(recording)), time_s=60.0)
    hold = Hold("site", "battery", (300.0, -40.0), carried=True)
    shapes = {}
    for mountains_on in (True, False):
        found = sites.posts(recording, "standalone", on.time_s, (hold.name, hold.km))
        shapes[mountains_on] = coverage.watch(
            recording, "standalone", on.time_s, 3_000.0, found, None, mountains_on
        ).union
    assert shapes[True].area < 0.6 * shapes[False].area
    assert shapes[True].contains(shapely.Point(300.0, -40.0))


def test_a_rough_shadow_leaves_about_the_shape_that_the_fine_one_does() -> None:
    place = geo.xyz(39.75, 40.0)
    rough, fine = (
        contour.visible(cast(place, 1_500.0, 250_000.0), 250_000.0, 4_000.0)
        for cast in (terrain.rough_shadow, terrain.shadow)
    )
    assert rough.symmetric_difference(fine).area < 0.1 * fine.area
