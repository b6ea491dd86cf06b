"""The truth, which no picture shows: every aircraft, and whose it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from pygame import Rect

from iffsim.doctrine import Allegiance, Identity
from iffsim.recording import Recording
from iffsim.scene.symbology import WEARS
from iffsim.view.map.sight import Sight, inside
from iffsim.view.model.camera import Camera

WORDS = {
    Allegiance.OWN: "allegiance.own",
    Allegiance.ALLIED: "allegiance.allied",
    Allegiance.NEUTRAL: "credential.civil",
    Allegiance.INTRUDER: "allegiance.intruder",
}
COUNTED = {**WORDS, Allegiance.OWN: "views.own_underlined"}


def see_truth(
    recording: Recording, time_s: float, camera: Camera, panel: Rect, margin: int = 40
) -> Sight:
    """Return every aircraft that flies in view of a panel, in the frame of its allegiance."""
    truth = recording.truth(time_s)
    index, px = inside(truth, truth.alive, camera, panel, margin)
    identity = WEARS[recording.world.fleet.allegiance[index]]
    order = np.argsort(identity == Identity.HOSTILE, kind="stable")
    index, px, identity = index[order], px[:, order], identity[order]
    return Sight(
        index, identity, px, truth.course_rad[index], truth.speed_mps[index], truth.alt_m[index],
        np.zeros(len(index), bool), np.empty(0, np.int64), np.empty((2, 0)),
    )  # fmt: skip


def own(recording: Recording, sight: Sight) -> npt.NDArray[np.bool_]:
    """Return which of those in view are the own side's, bool[N]."""
    found: npt.NDArray[np.bool_] = (
        recording.world.fleet.allegiance[sight.aircraft] == Allegiance.OWN
    )
    return found


def counts(recording: Recording, time_s: float) -> dict[Allegiance, int]:
    """Return how many fly, by allegiance."""
    alive = recording.truth(time_s).alive
    found = np.bincount(recording.world.fleet.allegiance[alive], minlength=len(Allegiance))
    return {allegiance: int(found[allegiance]) for allegiance in Allegiance}
