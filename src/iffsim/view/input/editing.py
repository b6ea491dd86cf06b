"""Events that belong to hands-on work: taking hold of sites and aircraft, switches, undo, reset."""

from __future__ import annotations

import numpy as np
import pygame

from iffsim.base import geo
from iffsim.classroom import acts
from iffsim.classroom.edits import written
from iffsim.recording import Recording
from iffsim.view.chrome import toolbar
from iffsim.view.drawing.layout import Layout
from iffsim.view.map.layers.coverage import posts
from iffsim.view.map.panes import Kind, Pane, pane_at
from iffsim.view.map.sights import sight_of
from iffsim.view.model import actions, pointing, sandbox
from iffsim.view.model.actions import Action
from iffsim.view.model.buttons import Button
from iffsim.view.model.camera import screen_to_world, world_to_screen
from iffsim.view.model.sandbox import Switch
from iffsim.view.model.state import Grip, Hold, ViewState

REACH_PX = 17.0
"""How near to a site's mark a press takes hold of it, at scale 1."""
AIRCRAFT_PX = 15.0
STEP_KM = 20.0
"""How far an arrow key carries what is held."""
_ARROWS = {
    pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0), pygame.K_UP: (0, 1), pygame.K_DOWN: (0, -1),
}  # fmt: skip

KEYS = {
    pygame.K_F6: Button.LINK, pygame.K_F7: Button.CODES, pygame.K_F8: Button.FOUR,
    pygame.K_BACKSPACE: Button.RESET, pygame.K_x: Button.OPEN,
}  # fmt: skip
CONTROL = {pygame.K_z: Button.UNDO, pygame.K_y: Button.REDO}


def key(event: pygame.event.Event, state: ViewState, recording: Recording) -> Action | None:
    """Return what a key asks for here, None if nothing."""
    if getattr(event, "mod", 0) & (pygame.KMOD_CTRL | pygame.KMOD_META):
        button = CONTROL.get(event.key)
        return pushed(button, state, recording) if button else None
    if state.hold is not None and not state.grip.value:
        return _carrying(event, state, recording)
    if state.focus is not None:
        return _focused(event, state, recording)
    if event.key == pygame.K_F10:
        return pointing.Focus(next(iter(toolbar.shown(state)), None))
    if event.key == pygame.K_g:
        return _next_site(state, recording)
    if event.key == pygame.K_k:
        back = getattr(event, "mod", 0) & pygame.KMOD_SHIFT
        return pointing.LightUp(-1 if back else 1)
    if event.key == pygame.K_ESCAPE and state.topic is not None and not state.help:
        return pointing.LightUp(0)
    button = KEYS.get(event.key)
    return pushed(button, state, recording) if button else None


def _carrying(event: pygame.event.Event, state: ViewState, recording: Recording) -> Action | None:
    """Carry what is held with the arrow keys; Enter puts it down, Escape back."""
    held = state.hold
    assert held is not None
    if event.key in _ARROWS:
        fine = 0.25 if getattr(event, "mod", 0) & pygame.KMOD_SHIFT else 1.0
        east, north = _ARROWS[event.key]
        step = STEP_KM * fine
        return sandbox.Carry(held.km[0] + east * step, held.km[1] + north * step)
    if event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
        return put(state, recording)
    if event.key == pygame.K_g:
        return _next_site(state, recording)
    if event.key in (pygame.K_DELETE, pygame.K_m) and held.kind == "site":
        return sandbox.silenced(recording, held.name, state)
    return sandbox.LetGo() if event.key == pygame.K_ESCAPE else None


def _focused(event: pygame.event.Event, state: ViewState, recording: Recording) -> Action | None:
    """Go along the toolbar with the arrow keys; Enter pushes, Escape and F10 go back to the map."""
    here = toolbar.shown(state)
    if event.key in (pygame.K_ESCAPE, pygame.K_F10) or state.focus not in here:
        return pointing.Focus(None)
    now = here.index(state.focus)
    if event.key in (pygame.K_LEFT, pygame.K_RIGHT):
        step = 1 if event.key == pygame.K_RIGHT else -1
        return pointing.Focus(here[(now + step) % len(here)])
    if event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
        return pushed(here[now], state, recording)
    return None


def _next_site(state: ViewState, recording: Recording) -> Action | None:
    """Take hold of the next site that stands on the ground, of those that shown pictures hear."""
    found: dict[str, tuple[float, float]] = {}
    for picture in state.pictures:
        here = posts(recording, picture, state.time_s)
        for site, km, carried in zip(here.site.tolist(), here.km.T, here.carried, strict=True):
            if not carried:
                name = written(recording.world.sites.ids[site])
                found[name] = (float(km[0]), float(km[1]))
    if not found:
        return None
    names = list(found)
    last = state.hold.name if state.hold else None
    name = names[(names.index(last) + 1) % len(names)] if last in names else names[0]
    return sandbox.Take(Hold("site", name, found[name]))


def pushed(button: Button, state: ViewState, recording: Recording) -> Action | None:
    """Return what a button of the toolbar does."""
    match button:
        case Button.OPEN:
            return sandbox.ToggleSandbox()
        case Button.LINK:
            return sandbox.switched(recording, Switch.LINK, state)
        case Button.CODES:
            return sandbox.switched(recording, Switch.CODES, state)
        case Button.FOUR:
            return sandbox.switched(recording, Switch.FOUR, state)
        case Button.UNDO:
            return sandbox.Acts((acts.Undo(position_s=state.time_s),)) if state.edits else None
        case Button.REDO:
            return sandbox.Acts((acts.Redo(position_s=state.time_s),)) if state.undone else None
        case Button.RESET:
            return sandbox.reset(state) if state.edits else None


def pressed(
    spot: tuple[int, int], state: ViewState, layout: Layout, recording: Recording
) -> Action | None:
    """Return what a press takes hold of here, None if nothing."""
    if button := toolbar.button_at(layout, state, spot):
        return pushed(button, state, recording)
    held = thing_at(spot, state, layout, recording)
    return sandbox.Take(held, Grip.THING) if held else None


def dragged(
    spot: tuple[int, int], moved_px: float, state: ViewState, layout: Layout
) -> Action | None:
    """Return what a drag does with what the mouse holds, None if it holds nothing of this."""
    if state.grip is not Grip.THING:
        return None
    far = state.dragged_px + moved_px
    if far < sandbox.CLICK_PX:
        return actions.Drag(None, moved_px)
    panel = _panel_of(state, layout, spot)
    east, north = screen_to_world(state.camera, panel, np.array(spot, float))
    return actions.Drag(sandbox.Carry(float(east), float(north)), moved_px)


def _panel_of(state: ViewState, layout: Layout, spot: tuple[int, int]) -> pygame.Rect:
    """Return the panel in which what is held lies nearest to a point: where it was taken."""
    held = np.array(state.hold.km if state.hold else (0.0, 0.0))

    def far(panel: pygame.Rect) -> float:
        return float(np.hypot(*(world_to_screen(state.camera, panel, held) - np.array(spot))))

    return min(layout.panels, key=far)


def released(state: ViewState, recording: Recording) -> Action | None:
    """Let go of what the mouse holds: put it down; a click on a site turns it off or on."""
    if state.grip is not Grip.THING or state.hold is None:
        return None
    if state.hold.carried:
        return actions.Release(put(state, recording))
    if state.hold.kind == "site":
        return actions.Release(sandbox.silenced(recording, state.hold.name, state))
    return actions.Release(sandbox.LetGo())


def put(state: ViewState, recording: Recording) -> sandbox.Handling:
    """Return what puts down what is held where it is now."""
    if state.hold is None or not state.hold.carried:
        return sandbox.LetGo()
    return sandbox.done(state, sandbox.move(recording, state.hold, state.time_s))


def thing_at(
    spot: tuple[float, float], state: ViewState, layout: Layout, recording: Recording
) -> Hold | None:
    """Return the site, or in the sandbox the aircraft, under a point of the map."""
    pane = pane_at(state, layout, spot)
    if pane is None or pane.kind is not Kind.PICTURE:
        return None
    sight = sight_of(recording, state, pane)
    far = np.hypot(sight.px[0] - spot[0], sight.px[1] - spot[1])
    on_track = bool(len(far)) and float(far.min()) < AIRCRAFT_PX * layout.scale
    site = _site_at(spot, state, pane, layout, recording)
    # a track lies over a site's mark: who is nearer to its middle means the track
    if site and not (on_track and far.min() < _away(spot, state, pane, site)):
        return site
    if not (on_track and state.sandbox):
        return None
    row = int(sight.aircraft[far.argmin()])
    km = geo.project_km(recording.truth(state.time_s).xyz[:, row])
    return Hold("aircraft", recording.world.fleet.ids[row], (float(km[0]), float(km[1])))


def _away(spot: tuple[float, float], state: ViewState, pane: Pane, held: Hold) -> float:
    """Return how far a point is from a thing, px."""
    px = world_to_screen(state.camera, pane.box, np.array(held.km))
    return float(np.hypot(*(px - np.array(spot))))


def _site_at(
    spot: tuple[float, float], state: ViewState, pane: Pane, layout: Layout, recording: Recording
) -> Hold | None:
    found = posts(recording, state.pictures[pane.slot], state.time_s)
    px = world_to_screen(state.camera, pane.box, found.km)
    far = np.where(found.carried, np.inf, np.hypot(px[0] - spot[0], px[1] - spot[1]))
    if not len(far) or far.min() > REACH_PX * layout.scale:
        return None
    row = int(far.argmin())
    name = written(recording.world.sites.ids[int(found.site[row])])
    return Hold("site", name, (float(found.km[0, row]), float(found.km[1, row])))
