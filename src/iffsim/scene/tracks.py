"""What a map shows that moves: tracks, in the order in which they are drawn, and ghosts.

Only what the picture knows, save the ghosts and the truth itself. Columns over tracks; no loop over
aircraft.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from msgspec import Struct

from iffsim.base.arrays import Bools, Floats, Ints
from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.recording import Recording
from iffsim.scene.symbology import DRAW_ORDER, STALE_SCANS, WEARS
from iffsim.truth.traffic import Motion

NOBODY: Ints = np.empty(0, np.int64)
NOWHERE: Floats = np.empty((2, 0))


class Differs(IntEnum):
    """How the left picture A and the right picture B differ over an aircraft."""

    SAME = 0
    ONLY_A = 1
    ONLY_B = 2
    OTHERWISE = 3


class Tracks(Struct, frozen=True, eq=False):
    """N tracks, drawn from first to last, and G ghosts: aircraft that fly and are not held."""

    aircraft: Ints
    identity: Ints
    """Whose symbol is drawn: `Identity`."""
    km: Floats
    """float64[2, N], east and north."""
    course_rad: Floats
    speed_mps: Floats
    alt_m: Floats
    stale: Bools
    """Whether it coasts, and is drawn dim."""
    ghost: Ints
    ghost_km: Floats
    """float64[2, G], where they truly are."""
    left: Ints | None = None
    """Of the difference: what A calls it; `NOT_HELD` where A lacks it."""
    right: Ints | None = None
    own: Bools | None = None
    """Of the truth: whether it is the own side's, whose symbols are underlined."""

    def __len__(self) -> int:
        return len(self.aircraft)


def of_picture(recording: Recording, picture: str, time_s: float, ghosts: bool = True) -> Tracks:
    """Return what a picture shows; without `ghosts` nothing that only truth knows."""
    state = recording.picture(picture, time_s)
    held = np.flatnonzero(state.held & (state.identity != NOT_HELD))
    held = held[np.argsort(DRAW_ORDER[state.identity[held]], kind="stable")]
    moving = _some(recording.known(picture, time_s), held)
    unseen, where = _ghosts(recording, state.held, time_s) if ghosts else (NOBODY, NOWHERE)
    return Tracks(
        held, state.identity[held].astype(np.int64), recording.world.projection.km(moving.xyz),
        np.nan_to_num(moving.course_rad), np.nan_to_num(moving.speed_mps),
        np.nan_to_num(moving.alt_m), stale(recording, picture, time_s)[held], unseen, where,
    )  # fmt: skip


def of_truth(recording: Recording, time_s: float) -> Tracks:
    """Return every aircraft that flies, in the frame of its allegiance."""
    truth = recording.truth(time_s)
    flying = np.flatnonzero(truth.alive | recording.in_area(time_s))
    whose = recording.world.fleet.allegiance
    order = np.argsort(WEARS[whose[flying]] == Identity.HOSTILE, kind="stable")
    flying = flying[order]
    moving = _some(truth, flying)
    return Tracks(
        flying, WEARS[whose[flying]], recording.world.projection.km(moving.xyz), moving.course_rad,
        moving.speed_mps, moving.alt_m, np.zeros(len(flying), bool), NOBODY, NOWHERE,
        own=whose[flying] == Allegiance.OWN,
    )  # fmt: skip


def of_difference(
    recording: Recording, pictures: tuple[str, ...], time_s: float, ghosts: bool = True
) -> Tracks:
    """Return what either of two pictures holds, those that matter more last; identities are those
    of the right one, or of the left where the right has none."""
    names = [recording.picture(picture, time_s) for picture in pictures[:2]]
    known = [recording.known(picture, time_s) for picture in pictures[:2]]
    a, b = names[0].held, names[1].held
    held = np.flatnonzero(a | b)
    left, right = (state.identity[held].astype(np.int64) for state in names)
    order = np.argsort(differs(left, right), kind="stable")
    held, left, right = held[order], left[order], right[order]
    moving = _some(_joined(known[1], known[0], b), held)
    old = np.where(b, stale(recording, pictures[1], time_s), stale(recording, pictures[0], time_s))
    unseen, where = _ghosts(recording, a | b, time_s) if ghosts else (NOBODY, NOWHERE)
    return Tracks(
        held, np.where(right == NOT_HELD, left, right), recording.world.projection.km(moving.xyz),
        np.nan_to_num(moving.course_rad), np.nan_to_num(moving.speed_mps),
        np.nan_to_num(moving.alt_m), old[held], unseen, where, left, right,
    )  # fmt: skip


def differs(left: Ints, right: Ints) -> Ints:
    """Return `Differs` for identities, each int64[N]."""
    found: Ints = np.select(
        [left == right, right == NOT_HELD, left == NOT_HELD],
        [Differs.SAME, Differs.ONLY_A, Differs.ONLY_B],
        Differs.OTHERWISE,
    )
    return found


def stale(recording: Recording, picture: str, time_s: float) -> Bools:
    """Return which tracks coast: not seen for some of the longest scan periods, bool[A]."""
    age_s = time_s - recording.picture(picture, time_s).seen_tick
    found: Bools = age_s > STALE_SCANS * longest_scan_s(recording, picture)
    return found


def longest_scan_s(recording: Recording, picture: str) -> float:
    """Return the longest scan period among the sites that a picture hears, s."""
    spec = recording.world.pictures[recording.picture_ids.index(picture)]
    return float(recording.world.sites.scan_ticks[spec.hears].max(initial=1))


def _ghosts(recording: Recording, held: Bools, time_s: float) -> tuple[Ints, Floats]:
    """Return aircraft that fly but are not held, and where they truly are, km."""
    truth = recording.truth(time_s)
    unseen = np.flatnonzero((truth.alive | recording.in_area(time_s)) & ~held)
    return unseen, recording.world.projection.km(truth.xyz[:, unseen])


def _some(motion: Motion, which: Ints) -> Motion:
    return Motion(
        motion.alive[which], motion.xyz[:, which], motion.velocity[:, which], motion.alt_m[which]
    )


def _joined(first: Motion, other: Motion, held: Bools) -> Motion:
    """Return the first motion where it is held, else the other."""
    return Motion(
        first.alive | other.alive,
        np.where(held, first.xyz, other.xyz),
        np.where(held, first.velocity, other.velocity),
        np.where(held, first.alt_m, other.alt_m),
    )
