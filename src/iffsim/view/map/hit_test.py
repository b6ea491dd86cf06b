"""What is under the pointer on the maps."""

from __future__ import annotations

import numpy as np

from iffsim.classroom.edits import written
from iffsim.recording import Recording
from iffsim.scene.asked import Kind
from iffsim.scene.sites import posts
from iffsim.view.drawing.layout import Layout
from iffsim.view.map.panes import MapBox, pane_at
from iffsim.view.map.sight import sight_of
from iffsim.view.model.camera import world_to_screen
from iffsim.view.model.state import Hold, ViewState

REACH_PX = 26.0
"""How near to a track a click selects it, at scale 1."""
SITE_PX, AIRCRAFT_PX = 17.0, 15.0
"""How near to a site's mark, or to a track, a press takes hold of it, at scale 1."""


def nearest(
    recording: Recording, state: ViewState, layout: Layout, spot: tuple[float, float]
) -> int | None:
    """Return the aircraft drawn nearest to a point, as a track or a ghost; None if none is near."""
    pane = pane_at(state, layout, spot)
    if pane is None:
        return None
    sight = sight_of(recording, state, pane)
    px = np.concatenate([sight.px, sight.ghost_px], axis=1)
    far = np.hypot(px[0] - spot[0], px[1] - spot[1])
    if not len(far) or far.min() > REACH_PX * layout.scale:
        return None
    return int(np.concatenate([sight.aircraft, sight.ghost])[far.argmin()])


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
    km = recording.world.projection.km(recording.truth(state.time_s).xyz[:, row])
    return Hold("aircraft", recording.world.fleet.ids[row], (float(km[0]), float(km[1])))


def _away(spot: tuple[float, float], state: ViewState, pane: MapBox, held: Hold) -> float:
    """Return how far a point is from a thing, px."""
    px = world_to_screen(state.camera, pane.box, np.array(held.km))
    return float(np.hypot(*(px - np.array(spot))))


def _site_at(
    spot: tuple[float, float], state: ViewState, pane: MapBox, layout: Layout, recording: Recording
) -> Hold | None:
    found = posts(recording, state.pictures[pane.slot], state.time_s)
    px = world_to_screen(state.camera, pane.box, found.km)
    far = np.where(found.carried, np.inf, np.hypot(px[0] - spot[0], px[1] - spot[1]))
    if not len(far) or far.min() > SITE_PX * layout.scale:
        return None
    row = int(far.argmin())
    name = written(recording.world.sites.ids[int(found.site[row])])
    return Hold("site", name, (float(found.km[0, row]), float(found.km[1, row])))
