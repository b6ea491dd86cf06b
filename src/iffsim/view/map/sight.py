"""What one picture shows at an instant, as columns ready to draw.

Only what the picture knows, save the ghosts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from pygame import Rect

from iffsim.base import geo
from iffsim.base.units import FT
from iffsim.doctrine import NOT_HELD
from iffsim.recording import Recording
from iffsim.scene.symbology import DRAW_ORDER, STALE_SCANS
from iffsim.truth.traffic import Motion
from iffsim.view.model.camera import Camera, Floats, world_to_screen

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sight:
    """The N tracks of a picture, drawn from first to last, and G ghosts: true, flying, not held."""

    aircraft: Ints
    identity: Ints
    px: Floats
    """float64[2, N]"""
    course_rad: Floats
    speed_mps: Floats
    alt_m: Floats
    stale: npt.NDArray[np.bool_]
    ghost: Ints
    ghost_px: Floats
    """float64[2, G]"""

    def __len__(self) -> int:
        return len(self.aircraft)

    @property
    def level(self) -> Ints:
        """Flight levels, rounded to 5."""
        found: Ints = np.rint(self.alt_m / FT / 500.0).astype(np.int64) * 5
        return found

    def only(self, rows: npt.NDArray[np.bool_]) -> Sight:
        """Return some of the tracks, without ghosts."""
        return Sight(
            self.aircraft[rows], self.identity[rows], self.px[:, rows], self.course_rad[rows],
            self.speed_mps[rows], self.alt_m[rows], self.stale[rows], self.ghost[:0],
            self.ghost_px[:, :0],
        )  # fmt: skip

    def known(self) -> Sight:
        """Return the tracks without ghosts: nothing that only truth knows."""
        return replace(self, ghost=self.ghost[:0], ghost_px=self.ghost_px[:, :0])

    def row(self, aircraft: int | None) -> int | None:
        """Return the row of an aircraft, None if the picture does not hold it."""
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


def see(
    recording: Recording, picture: str, time_s: float, camera: Camera, panel: Rect, margin: int = 40
) -> Sight:
    """Return what is in view of a panel, `margin` px around it included."""
    state = recording.picture(picture, time_s)
    known = recording.known(picture, time_s)
    held, px = inside(known, state.held & (state.identity != NOT_HELD), camera, panel, margin)
    order = np.argsort(DRAW_ORDER[state.identity[held]], kind="stable")
    held, px = held[order], px[:, order]
    old = stale(recording, picture, time_s)
    moving = Motion(
        known.alive[held], known.xyz[:, held], known.velocity[:, held], known.alt_m[held]
    )
    ghost, ghost_px = ghosts(recording, state.held, time_s, camera, panel, margin)
    return Sight(
        held,
        state.identity[held].astype(np.int64),
        px,
        np.nan_to_num(moving.course_rad),
        np.nan_to_num(moving.speed_mps),
        np.nan_to_num(moving.alt_m),
        old[held],
        ghost,
        ghost_px,
    )


def stale(recording: Recording, picture: str, time_s: float) -> npt.NDArray[np.bool_]:
    """Return which tracks coast: not seen for some of the longest scan periods, bool[A]."""
    age_s = time_s - recording.picture(picture, time_s).seen_tick
    found: npt.NDArray[np.bool_] = age_s > STALE_SCANS * longest_scan_s(recording, picture)
    return found


def ghosts(
    recording: Recording, held: npt.NDArray[np.bool_], time_s: float, camera: Camera, panel: Rect,
    margin: int,
) -> tuple[Ints, Floats]:  # fmt: skip
    """Return aircraft that fly but are not held, and where they truly are, px."""
    truth = recording.truth(time_s)
    return inside(truth, truth.alive & ~held, camera, panel, margin)


def longest_scan_s(recording: Recording, picture: str) -> float:
    """Return the longest scan period among the sites that a picture hears, s."""
    spec = recording.world.pictures[recording.picture_ids.index(picture)]
    return float(recording.world.sites.scan_ticks[spec.hears].max(initial=1))


def inside(
    motion: Motion, wanted: npt.NDArray[np.bool_], camera: Camera, panel: Rect, margin: int
) -> tuple[Ints, Floats]:
    """Return those wanted that are near the panel, and their pixels; unknown positions are
    nowhere."""
    index = np.flatnonzero(wanted)
    px = world_to_screen(camera, panel, geo.project_km(motion.xyz[:, index]))
    box = panel.inflate(2 * margin, 2 * margin)
    seen = (px[0] > box.left) & (px[0] < box.right) & (px[1] > box.top) & (px[1] < box.bottom)
    return index[seen], px[:, seen]
