"""The map by keyboard: what dragging it and turning the wheel do."""

from __future__ import annotations

import pygame

from iffsim.view.model import actions
from iffsim.view.model.actions import Action
from iffsim.view.model.state import ViewState

SHARE = 0.12
"""How far a key moves the map, of the width that is seen."""
FACTOR = 1.3
_WAYS = {
    pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0), pygame.K_UP: (0, 1), pygame.K_DOWN: (0, -1),
}  # fmt: skip
_NEARER = {pygame.K_PAGEUP: 1, pygame.K_PAGEDOWN: -1}


def key(event: pygame.event.Event, state: ViewState) -> Action | None:
    """Return what a key with Alt held asks of the map, None if nothing."""
    if not getattr(event, "mod", 0) & pygame.KMOD_ALT:
        return None
    camera = state.aim or state.camera
    if event.key in _WAYS:
        east, north = _WAYS[event.key]
        step = SHARE * camera.span_km
        return actions.Pan(east * step, north * step)
    if event.key in _NEARER:
        factor = FACTOR ** _NEARER[event.key]
        return actions.Zoom(factor, camera.east_km, camera.north_km)
    return None
