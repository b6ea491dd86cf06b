"""Events that belong to the story and to the ways of looking: keys, clicks and drags."""

from __future__ import annotations

import pygame

from iffsim.recording import Recording
from iffsim.view.chrome import slider, transport, viewswitch
from iffsim.view.chrome import source as sourcing
from iffsim.view.drawing.layout import Layout
from iffsim.view.map.betting import answered
from iffsim.view.map.panes import divider, share_at
from iffsim.view.map.sights import shown
from iffsim.view.model import actions, moves
from iffsim.view.model.actions import Action
from iffsim.view.model.looks import View
from iffsim.view.model.pace import choosing
from iffsim.view.model.state import Grip, ViewState

REACH_PX = 12.0
"""How near to the curtain's edge a press takes hold of it, at scale 1."""
_STEP = 0.02
"""How far an arrow key moves the curtain, of the panel's width."""

KEYS: dict[int, Action] = {
    pygame.K_1: moves.ShowView(View.SIDE),
    pygame.K_2: moves.ShowView(View.CURTAIN),
    pygame.K_3: moves.ShowView(View.SINGLE),
    pygame.K_4: moves.ShowView(View.TRUTH),
    pygame.K_5: moves.ShowView(View.DIFFERENCE),
    pygame.K_p: moves.KeepPace(),
    pygame.K_e: moves.ToggleSource(),
}


def key(
    event: pygame.event.Event, state: ViewState, layout: Layout, recording: Recording
) -> Action | None:
    """Return what a key asks for here, None if nothing."""
    shift = bool(getattr(event, "mod", 0) & pygame.KMOD_SHIFT)
    if shift and event.key in (pygame.K_LEFT, pygame.K_RIGHT) and state.view is View.CURTAIN:
        step = _STEP if event.key == pygame.K_RIGHT else -_STEP
        return moves.MoveCurtain(state.curtain + step)
    if event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
        if answered(state):
            return moves.CloseAnswer()
        held = state.selected is not None and _held(recording, state, layout, state.selected)
        return moves.PlaceBet(state.selected) if held and state.selected is not None else None
    if event.key == pygame.K_ESCAPE and not state.help:
        if state.source:
            return moves.ToggleSource()
        return moves.CloseAnswer() if answered(state) else None
    return KEYS.get(event.key)


def pressed(spot: tuple[int, int], state: ViewState, layout: Layout) -> Action | None:
    """Return what a press takes hold of here, None if nothing."""
    if view := viewswitch.view_at(layout, spot):
        return moves.ShowView(view)
    if found := transport.pressed(layout, spot):
        return found
    if sourcing.chip_zone(layout).collidepoint(spot):
        return moves.ToggleSource()
    if state.view is not View.TRUTH and slider.grip(layout).collidepoint(spot):
        return actions.Grab(Grip.ALTITUDE)
    first = layout.panels[0]
    near = abs(spot[0] - divider(state, first)) < REACH_PX * layout.scale
    if state.view is View.CURTAIN and near and first.collidepoint(spot):
        return actions.Grab(Grip.CURTAIN)
    return None


def dragged(
    spot: tuple[int, int], moved_px: float, state: ViewState, layout: Layout
) -> Action | None:
    """Return what a drag does with what the mouse holds, None if it holds nothing of this."""
    then = _held_at(spot, state, layout)
    return actions.Drag(then, moved_px) if then else None


def released(spot: tuple[int, int], state: ViewState, layout: Layout) -> Action | None:
    """Let go of what the mouse holds here."""
    then = _held_at(spot, state, layout)
    return actions.Release(then) if then else None


def _held_at(
    spot: tuple[int, int], state: ViewState, layout: Layout
) -> moves.SetAltitude | moves.MoveCurtain | None:
    if state.grip is Grip.ALTITUDE:
        return moves.SetAltitude(slider.height_at(layout, spot[1]))
    if state.grip is Grip.CURTAIN:
        return moves.MoveCurtain(share_at(layout.panels[0], spot[0]))
    return None


def chosen(
    aircraft: int | None, state: ViewState, layout: Layout, recording: Recording
) -> actions.Select | moves.PlaceBet:
    """Return what a click on an aircraft does: while a bet is open, bet on a track; else select."""
    held = aircraft is not None and _held(recording, state, layout, aircraft)
    if aircraft is not None and choosing(state) and held:
        return moves.PlaceBet(aircraft)
    return actions.Select(aircraft)


def _held(recording: Recording, state: ViewState, layout: Layout, aircraft: int) -> bool:
    """Return whether some picture on the window shows an aircraft as a track."""
    return any(aircraft in sight.aircraft for sight in shown(recording, state, layout))
