"""What of a scene's map is in view of a panel, in pixels: columns ready to draw."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from pygame import Rect

from iffsim.base.arrays import Bools, Floats, Ints
from iffsim.base.units import FT
from iffsim.recording import Recording
from iffsim.scene.scene import tracks_of
from iffsim.scene.tracks import Tracks
from iffsim.view.drawing.layout import Layout
from iffsim.view.map.panes import MapBox, panes
from iffsim.view.model.asked import asked
from iffsim.view.model.camera import Camera, world_to_screen
from iffsim.view.model.state import ViewState

MARGIN = 40
"""What is so far outside a panel is still drawn, px: part of it may be seen."""


class Sight(Struct, frozen=True, eq=False):
    """The N tracks in view, drawn from first to last, and G ghosts: true, flying, not held."""

    aircraft: Ints
    identity: Ints
    px: Floats
    """float64[2, N]"""
    course_rad: Floats
    speed_mps: Floats
    alt_m: Floats
    stale: Bools
    ghost: Ints
    ghost_px: Floats
    """float64[2, G]"""
    left: Ints | None = None
    right: Ints | None = None
    own: Bools | None = None

    def __len__(self) -> int:
        return len(self.aircraft)

    @property
    def level(self) -> Ints:
        """Flight levels, rounded to 5."""
        found: Ints = np.rint(self.alt_m / FT / 500.0).astype(np.int64) * 5
        return found

    def only(self, rows: Bools) -> Sight:
        """Return some of the tracks, without ghosts."""
        return Sight(
            self.aircraft[rows], self.identity[rows], self.px[:, rows], self.course_rad[rows],
            self.speed_mps[rows], self.alt_m[rows], self.stale[rows], self.ghost[:0],
            self.ghost_px[:, :0],
        )  # fmt: skip

    def row(self, aircraft: int | None) -> int | None:
        """Return the row of an aircraft, None if it has no track in view."""
        rows = np.flatnonzero(self.aircraft == (-1 if aircraft is None else aircraft))
        return int(rows[0]) if len(rows) else None

    def spot(self, aircraft: int | None) -> tuple[float, float] | None:
        """Return where an aircraft is drawn, as a track or as a ghost."""
        if aircraft is None:
            return None
        for names, px in ((self.aircraft, self.px), (self.ghost, self.ghost_px)):
            rows = np.flatnonzero(names == aircraft)
            if len(rows):
                return float(px[0, rows[0]]), float(px[1, rows[0]])
        return None


def see(found: Tracks, camera: Camera, panel: Rect, margin: int = MARGIN) -> Sight:
    """Return what is in view of a panel, `margin` px around it included."""
    px, near = _near(found.km, camera, panel, margin)
    ghost_px, ghost_near = _near(found.ghost_km, camera, panel, margin)
    return Sight(
        found.aircraft[near], found.identity[near], px[:, near], found.course_rad[near],
        found.speed_mps[near], found.alt_m[near], found.stale[near], found.ghost[ghost_near],
        ghost_px[:, ghost_near],
        None if found.left is None else found.left[near],
        None if found.right is None else found.right[near],
        None if found.own is None else found.own[near],
    )  # fmt: skip


def _near(km: Floats, camera: Camera, panel: Rect, margin: int) -> tuple[Floats, Bools]:
    """Return pixels, and which of them are near the panel; unknown positions are nowhere."""
    px = world_to_screen(camera, panel, km)
    box = panel.inflate(2 * margin, 2 * margin)
    near = (px[0] > box.left) & (px[0] < box.right) & (px[1] > box.top) & (px[1] < box.bottom)
    return px, near


def sight_of(recording: Recording, state: ViewState, pane: MapBox, margin: int = MARGIN) -> Sight:
    """Return what is in view of a pane's panel, `margin` px around it included."""
    found = tracks_of(recording, asked(state), pane.kind, pane.slot)
    return see(found, state.camera, pane.box, margin)


def shown(recording: Recording, state: ViewState, layout: Layout) -> tuple[Sight, ...]:
    """Return what is in view, pane by pane."""
    return tuple(sight_of(recording, state, pane, 0) for pane in panes(state, layout))
