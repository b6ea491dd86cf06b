"""What the pointer does: presses, drags, releases, the wheel. Positions are in drawn pixels."""

from __future__ import annotations

import numpy as np
from pygame import Rect

from iffsim.scene.asked import View
from iffsim.view.chrome import (
    challenge,
    haystack,
    lever,
    ready,
    slider,
    toolbar,
    topbar,
    transport,
    viewswitch,
)
from iffsim.view.chrome.source import chip_zone
from iffsim.view.console import column, entry
from iffsim.view.drawing.layout import time_at
from iffsim.view.input.does import SCROLL, held, push, scrolled
from iffsim.view.input.given import Given
from iffsim.view.input.hands import put
from iffsim.view.map.hit_test import nearest, thing_at
from iffsim.view.map.panes import divider, share_at
from iffsim.view.model import actions, looking, pointing, sandbox, supposing
from iffsim.view.model.actions import Action
from iffsim.view.model.camera import screen_to_world, world_to_screen
from iffsim.view.model.console import Use
from iffsim.view.model.pace import choosing
from iffsim.view.model.sandbox import CLICK_PX
from iffsim.view.model.state import Grip

_WHEEL = 1.18
CURTAIN_PX = 12.0
"""How near to the curtain's edge a press takes hold of it, at scale 1."""
Spot = tuple[int, int]


def pressed(spot: Spot, given: Given) -> Action | None:
    """Return what a press of the left button does: a button, or what it takes hold of."""
    state, layout = given.state, given.layout
    if layout.column.collidepoint(spot):
        command = column.command_at(spot, layout)
        return push(command, given) if command else Use(state.console)
    if state.console is not None and (found := entry.pressed(spot, given.at, layout)):
        return found
    if state.help or state.marks or state.page:
        return push("help" if state.help else "marks" if state.marks else "about", given)
    if command := button_at(spot, given):
        return push(command, given)
    if any(box.collidepoint(spot) for box in challenge.over(layout, state)):
        return None
    return _supposing(spot, given) or _straw(spot, given) or _taken(spot, given)


def _supposing(spot: Spot, given: Given) -> Action | None:
    """Return what a press on a row of a card does: it shows what the row supposes."""
    row = next((number for box, number in given.rows if box.collidepoint(spot)), None)
    return None if row is None else supposing.taken(given.state, given.recording, row)


def _straw(spot: Spot, given: Given) -> Action | None:
    """Return what a press on a straw does: it bets on its track, or selects it."""
    if not given.layout.scores.collidepoint(spot):
        return None
    row = haystack.at(given.layout, haystack.straws(given.recording, given.state), spot)
    if row is None:
        return None
    return looking.PlaceBet(row) if choosing(given.state) else actions.Select(row)


def _taken(spot: Spot, given: Given) -> Action | None:
    """Return what a press takes hold of."""
    state, layout = given.state, given.layout
    if state.view is not View.TRUTH and slider.grip(layout).collidepoint(spot):
        return actions.Grab(Grip.ALTITUDE)
    if _on_curtain(spot, given):
        return actions.Grab(Grip.CURTAIN)
    if thing := thing_at(spot, state, layout, given.recording):
        return sandbox.Take(thing, Grip.THING)
    if layout.timeline.collidepoint(spot):
        return actions.Grab(Grip.TIMELINE)
    return actions.Grab(Grip.MAP) if layout.panel_at(spot) is not None else None


def button_at(spot: Spot, given: Given) -> str | None:
    """Return the command whose button is under a point, outside the column."""
    if chip_zone(given.layout).collidepoint(spot):
        return "source"
    if topbar.legend_zone(given.layout).collidepoint(spot):
        return "marks"
    places = (
        challenge.buttons(given.layout, given.state),
        lever.buttons(given.layout, given.state),
        ready.buttons(given.layout), viewswitch.buttons(given.layout),
        transport.buttons(given.layout),
        toolbar.buttons(given.layout, given.state),
    )  # fmt: skip
    boxes = (pair for place in places for pair in place.items())
    return next((command for command, box in boxes if box.collidepoint(spot)), None)


def _on_curtain(spot: Spot, given: Given) -> bool:
    first = given.layout.panels[0]
    if given.state.view is not View.CURTAIN:
        return False
    near = abs(spot[0] - divider(given.state, first)) < CURTAIN_PX * given.layout.scale
    return near and bool(first.collidepoint(spot))


def moved(spot: Spot, rel: Spot, pressing: bool, given: Given) -> Action | None:
    """Return what a move of the pointer does: it points, or drags what is held."""
    if not pressing:
        return pointing.Point(spot)
    state, layout = given.state, given.layout
    if state.console is not None and (found := entry.drawn(spot, given.at, layout)):
        return found
    moved_px = float(np.hypot(*rel))
    match state.grip:
        case Grip.ALTITUDE | Grip.CURTAIN | Grip.TIMELINE:
            return actions.Drag(_held_at(spot, given), moved_px)
        case Grip.THING:
            return _carried(spot, moved_px, given)
        case Grip.MAP:
            scale = state.camera.px_per_km(layout.panels[0])
            return actions.Drag(actions.Pan(-rel[0] / scale, rel[1] / scale), moved_px)
        case _:
            return None


def _held_at(
    spot: Spot, given: Given
) -> looking.SetAltitude | looking.MoveCurtain | actions.Seek | None:
    """Return what the slider, the curtain or the timeline says at a point, if one is held."""
    state, layout = given.state, given.layout
    match state.grip:
        case Grip.ALTITUDE:
            return looking.SetAltitude(slider.height_at(layout, spot[1]))
        case Grip.CURTAIN:
            return looking.MoveCurtain(share_at(layout.panels[0], spot[0]))
        case Grip.TIMELINE:
            return actions.Seek(time_at(layout, spot[0], state.show.duration_s))
        case _:
            return None


def _carried(spot: Spot, moved_px: float, given: Given) -> Action:
    """Return what a drag does with the site or aircraft that is held."""
    if given.state.dragged_px + moved_px < CLICK_PX:
        return actions.Drag(None, moved_px)
    camera = given.state.camera
    east, north = screen_to_world(camera, _panel_of(spot, given), np.array(spot, float))
    return actions.Drag(sandbox.Carry(float(east), float(north)), moved_px)


def _panel_of(spot: Spot, given: Given) -> Rect:
    """Return the panel in which what is held lies nearest to a point: where it was taken."""
    state = given.state
    km = np.array(state.hold.km if state.hold else (0.0, 0.0))

    def far(panel: Rect) -> float:
        return float(np.hypot(*(world_to_screen(state.camera, panel, km) - np.array(spot))))

    return min(given.layout.panels, key=far)


def released(spot: Spot, given: Given) -> Action:
    """Let go of what is held; a click on a map selects, or bets."""
    state = given.state
    if state.grip is Grip.THING and state.hold is not None:
        return actions.Release(_put_down(given))
    if state.grip is Grip.MAP and state.dragged_px < CLICK_PX:
        return actions.Release(_chosen(spot, given))
    return actions.Release(_held_at(spot, given))


def _put_down(given: Given) -> sandbox.Handling:
    """Put down what was carried; a click on a site turns it off or on."""
    hold = given.state.hold
    if hold is None or hold.carried:
        return put(given.state, given.recording)
    if hold.kind == "site":
        return sandbox.silenced(given.recording, hold.name, given.state)
    return sandbox.LetGo()


def _chosen(spot: Spot, given: Given) -> actions.Select | looking.PlaceBet:
    """Return what a click on a map does: while a bet is open, bet on a track; else select."""
    state, layout, recording = given.state, given.layout, given.recording
    row = nearest(recording, state, layout, spot)
    if row is not None and choosing(state) and held(recording, state, layout, row):
        return looking.PlaceBet(row)
    return actions.Select(row)


def wheel(spot: tuple[float, float], notches: float, given: Given) -> Action | None:
    """Return what a turn of the wheel does, the pointer being at `spot`: zoom, or scroll."""
    state, layout = given.state, given.layout
    if state.page:
        return scrolled(state, layout, round(-notches * SCROLL))
    panel = layout.panel_at(spot)
    if panel is None:
        return None
    east, north = screen_to_world(state.camera, layout.panels[panel], np.array(spot))
    return actions.Zoom(_WHEEL**notches, float(east), float(north))
