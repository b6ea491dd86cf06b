"""Mountains on and off by one key: relief under the map, and the shape of coverage."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pygame
import pytest
from msgspec.structs import replace as changed

import iffsim
from iffsim.recording import Recording
from iffsim.view import comfort, controls, mountains
from iffsim.view.actions import apply
from iffsim.view.camera import Camera
from iffsim.view.frame import Stage, offscreen
from iffsim.view.state import ViewState, opening
from iffsim.view.story import show

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
    once = apply(state, controls.KEYS[pygame.K_m])
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
