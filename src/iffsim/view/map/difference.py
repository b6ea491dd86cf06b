"""The difference of two pictures: what each holds that the other lacks, or calls otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
from pygame import Rect

from iffsim.base import geo
from iffsim.doctrine import NOT_HELD
from iffsim.recording import Recording
from iffsim.truth.traffic import Motion
from iffsim.view.map.sight import Sight, ghosts, stale
from iffsim.view.model.camera import Camera, world_to_screen

Ints = npt.NDArray[np.int64]


class Differs(IntEnum):
    """How the left picture A and the right picture B differ over an aircraft."""

    SAME = 0
    ONLY_A = 1
    ONLY_B = 2
    OTHERWISE = 3


@dataclass(frozen=True)
class Difference:
    """The N tracks that either picture holds, those that matter more last."""

    sight: Sight
    """Identities are those of B, or of A where B has none."""
    how: Ints
    """int64[N], `Differs`."""
    left: Ints
    """int64[N], what A calls it; `NOT_HELD` where A lacks it."""
    right: Ints


def compare(
    recording: Recording, pictures: tuple[str, ...], time_s: float, camera: Camera, panel: Rect,
    margin: int = 40,
) -> Difference:  # fmt: skip
    """Return how two pictures differ in view of a panel."""
    names = [recording.picture(picture, time_s) for picture in pictures]
    known = [recording.known(picture, time_s) for picture in pictures]
    a, b = names[0].held, names[1].held
    both = _joined(known[1], known[0], b)
    px = world_to_screen(camera, panel, geo.project_km(both.xyz))
    box = panel.inflate(2 * margin, 2 * margin)
    near = (px[0] > box.left) & (px[0] < box.right) & (px[1] > box.top) & (px[1] < box.bottom)
    held = np.flatnonzero((a | b) & near)
    left, right = (state.identity[held].astype(np.int64) for state in names)
    how = differs(left, right)
    order = np.argsort(how, kind="stable")
    held, how, left, right = held[order], how[order], left[order], right[order]
    old = np.where(b, stale(recording, pictures[1], time_s), stale(recording, pictures[0], time_s))
    ghost, ghost_px = ghosts(recording, a | b, time_s, camera, panel, margin)
    sight = Sight(
        held, np.where(right == NOT_HELD, left, right), px[:, held],
        np.nan_to_num(both.course_rad[held]), np.nan_to_num(both.speed_mps[held]),
        np.nan_to_num(both.alt_m[held]), old[held], ghost, ghost_px,
    )  # fmt: skip
    return Difference(sight, how, left, right)


def differs(left: Ints, right: Ints) -> Ints:
    """Return `Differs` for identities, each int64[N]."""
    found: Ints = np.select(
        [left == right, right == NOT_HELD, left == NOT_HELD],
        [Differs.SAME, Differs.ONLY_A, Differs.ONLY_B],
        Differs.OTHERWISE,
    )
    return found


def counts(recording: Recording, pictures: tuple[str, ...], time_s: float) -> tuple[int, ...]:
    """Return how many tracks differ in which way, by `Differs`, over the whole map."""
    left, right = (recording.picture(picture, time_s).identity for picture in pictures[:2])
    how = differs(left.astype(np.int64), right.astype(np.int64))
    neither = int(((left == NOT_HELD) & (right == NOT_HELD)).sum())
    found = np.bincount(how, minlength=len(Differs))
    found[Differs.SAME] -= neither
    return tuple(found.tolist())


def _joined(first: Motion, other: Motion, held: npt.NDArray[np.bool_]) -> Motion:
    """Return the first motion where it is held, else the other."""
    return Motion(
        first.alive | other.alive,
        np.where(held, first.xyz, other.xyz),
        np.where(held, first.velocity, other.velocity),
        np.where(held, first.alt_m, other.alt_m),
    )
