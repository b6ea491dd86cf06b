"""From pygame's events to actions, in one place.

Only what an event itself carries is read, never the device.
"""

from __future__ import annotations

import numpy as np
import pygame

from iffsim.base import geo
from iffsim.recording import Recording
from iffsim.view.drawing.layout import Layout, time_at
from iffsim.view.input import console_keys as consolekeys
from iffsim.view.input import editing as handwork
from iffsim.view.input import hands, reading, steering
from iffsim.view.input.hit_test import nearest
from iffsim.view.map.sights import shown
from iffsim.view.model import actions, comfort, pointing
from iffsim.view.model.actions import Action
from iffsim.view.model.camera import Camera, fitted, screen_to_world
from iffsim.view.model.sandbox import CLICK_PX
from iffsim.view.model.state import Grip, ViewState

_WHEEL = 1.18

KEYS: dict[int, Action] = {
    pygame.K_SPACE: actions.PlayPause(),
    pygame.K_RIGHT: actions.StepScan(1),
    pygame.K_LEFT: actions.StepScan(-1),
    pygame.K_UP: actions.ChangeSpeed(1),
    pygame.K_PLUS: actions.ChangeSpeed(1),
    pygame.K_EQUALS: actions.ChangeSpeed(1),
    pygame.K_KP_PLUS: actions.ChangeSpeed(1),
    pygame.K_DOWN: actions.ChangeSpeed(-1),
    pygame.K_MINUS: actions.ChangeSpeed(-1),
    pygame.K_KP_MINUS: actions.ChangeSpeed(-1),
    pygame.K_HOME: actions.Seek(0.0),
    pygame.K_END: actions.Seek(float("inf")),
    pygame.K_n: actions.TurnChapter(1),
    pygame.K_PAGEDOWN: actions.TurnChapter(1),
    pygame.K_b: actions.TurnChapter(-1),
    pygame.K_PAGEUP: actions.TurnChapter(-1),
    pygame.K_LEFTBRACKET: actions.SwapPicture(0, 1),
    pygame.K_RIGHTBRACKET: actions.SwapPicture(1, 1),
    pygame.K_PERIOD: actions.ChangeAltitude(1),
    pygame.K_COMMA: actions.ChangeAltitude(-1),
    pygame.K_F11: actions.ToggleFullscreen(),
    pygame.K_h: actions.ToggleHelp(),
    pygame.K_F1: actions.ToggleHelp(),
    pygame.K_l: comfort.NextLanguage(),
    pygame.K_F3: comfort.ToggleContrast(),
    pygame.K_F4: comfort.ToggleMotion(),
    pygame.K_m: comfort.ToggleMountains(),
    pygame.K_q: actions.Quit(),
}
"""Keys whose action depends on nothing else."""
CONTROL: dict[int, Action] = {
    pygame.K_PLUS: comfort.ScaleText(1),
    pygame.K_EQUALS: comfort.ScaleText(1),
    pygame.K_KP_PLUS: comfort.ScaleText(1),
    pygame.K_MINUS: comfort.ScaleText(-1),
    pygame.K_KP_MINUS: comfort.ScaleText(-1),
    pygame.K_0: comfort.ScaleText(0),
    pygame.K_KP0: comfort.ScaleText(0),
}
"""The same, with Ctrl held (on a Mac, Command)."""


def read(
    event: pygame.event.Event, state: ViewState, layout: Layout, recording: Recording
) -> Action | None:
    """Return what an event asks for, None if nothing. Positions are in the layout's pixels."""
    if event.type in (pygame.QUIT, pygame.WINDOWCLOSE):
        return actions.Quit()
    if found := consolekeys.read(event, state, layout, recording):
        return found
    if event.type == pygame.KEYDOWN:
        return _key(event, state, layout, recording)
    if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
        return _pressed(event.pos, state, layout, recording)
    if event.type == pygame.MOUSEMOTION:
        return _moved(event, state, layout)
    if event.type == pygame.WINDOWLEAVE:
        return pointing.Point(None)
    if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
        return _released(event.pos, state, layout, recording)
    return None


def wheel(
    spot: tuple[float, float], notches: float, state: ViewState, layout: Layout
) -> Action | None:
    """Return the zoom that a turn of the wheel asks for, the pointer being at `spot`."""
    if state.page:
        return reading.wheel(notches, state, layout)
    panel = layout.panel_at(spot)
    if panel is None:
        return None
    east, north = screen_to_world(state.camera, layout.panels[panel], np.array(spot))
    return actions.Zoom(_WHEEL**notches, float(east), float(north))


def _key(
    event: pygame.event.Event, state: ViewState, layout: Layout, recording: Recording
) -> Action | None:
    if found := steering.key(event, state) or reading.key(event, state, layout):
        return found
    if found := handwork.key(event, state, recording):
        return found
    if getattr(event, "mod", 0) & (pygame.KMOD_CTRL | pygame.KMOD_META):
        return CONTROL.get(event.key)
    if found := hands.key(event, state, layout, recording):
        return found
    if event.key == pygame.K_ESCAPE:
        return actions.ToggleHelp() if state.help else actions.Select(None)
    if getattr(event, "unicode", "") == "?":
        return actions.ToggleHelp()
    if event.key == pygame.K_TAB:
        back = bool(getattr(event, "mod", 0) & pygame.KMOD_SHIFT)
        return actions.Select(following(recording, state, layout, -1 if back else 1))
    if event.key in (pygame.K_0, pygame.K_KP0):
        return actions.Look(state.show.home)
    if event.key == pygame.K_f:
        return actions.Look(fit(recording, state))
    return KEYS.get(event.key)


def _pressed(
    spot: tuple[int, int], state: ViewState, layout: Layout, recording: Recording
) -> Action | None:
    if state.help:
        return actions.ToggleHelp()
    if state.page:
        return reading.TogglePage()
    if found := hands.pressed(spot, state, layout):
        return found
    if found := handwork.pressed(spot, state, layout, recording):
        return found
    if layout.timeline.collidepoint(spot):
        return actions.Grab(Grip.TIMELINE)
    return actions.Grab(Grip.MAP) if layout.panel_at(spot) is not None else None


def _moved(event: pygame.event.Event, state: ViewState, layout: Layout) -> Action | None:
    if not event.buttons[0]:
        return pointing.Point(event.pos)
    moved = float(np.hypot(*event.rel))
    if found := hands.dragged(event.pos, moved, state, layout):
        return found
    if found := handwork.dragged(event.pos, moved, state, layout):
        return found
    if state.grip is Grip.TIMELINE:
        seek = actions.Seek(time_at(layout, event.pos[0], state.show.duration_s))
        return actions.Drag(seek, moved)
    if state.grip is Grip.MAP:
        scale = state.camera.px_per_km(layout.panels[0])
        return actions.Drag(actions.Pan(-event.rel[0] / scale, event.rel[1] / scale), moved)
    return None


def _released(
    spot: tuple[int, int], state: ViewState, layout: Layout, recording: Recording
) -> Action | None:
    """Let go: a click selects, or seeks."""
    if found := hands.released(spot, state, layout):
        return found
    if found := handwork.released(state, recording):
        return found
    if state.grip is Grip.TIMELINE:
        return actions.Release(actions.Seek(time_at(layout, spot[0], state.show.duration_s)))
    if state.grip is Grip.MAP and state.dragged_px < CLICK_PX:
        aircraft = nearest(recording, state, layout, spot)
        return actions.Release(hands.chosen(aircraft, state, layout, recording))
    return actions.Release(None)


def following(recording: Recording, state: ViewState, layout: Layout, steps: int) -> int | None:
    """Return the next aircraft, by track number, among those that any shown picture holds in
    view."""
    aircraft = np.unique(
        np.concatenate([sight.aircraft for sight in shown(recording, state, layout)])
    )
    if not len(aircraft):
        return None
    order = aircraft[np.argsort(recording.world.fleet.number[aircraft], kind="stable")].tolist()
    if state.selected not in order:
        return int(order[0] if steps > 0 else order[-1])
    return int(order[(order.index(state.selected) + steps) % len(order)])


def fit(recording: Recording, state: ViewState) -> Camera:
    """Return the camera that shows all that the shown pictures hold; the area of interest if
    nothing."""
    places = [np.empty((2, 0))]
    for picture in state.pictures:
        known = recording.known(picture, state.time_s)
        places.append(geo.project_km(known.xyz[:, known.alive]))
    km = np.concatenate(places, axis=1)
    km = km[:, np.isfinite(km).all(axis=0)]
    if not km.size:
        return state.show.home
    bounds = (*(km.min(axis=1) - 60.0).tolist(), *(km.max(axis=1) + 60.0).tolist())
    west, south, east, north = bounds
    return fitted((west, south, east, north), 1.12)
