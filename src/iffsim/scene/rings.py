"""The ring of whoever radars see only from near: where a picture's sites would hold a pinned
aircraft of a smaller signature."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct

from iffsim.base.arrays import Floats
from iffsim.earth import catalogue
from iffsim.recording import Recording
from iffsim.scene.asked import WHICH, Asked, Kind
from iffsim.scene.said import Said, said, written


class Ring(Struct, frozen=True, eq=False):
    """Where an aircraft would be held at the height for which coverage is shown."""

    aircraft: int
    words: Said
    shape: Any
    """Shapely geometry, km."""
    reach_m: Floats
    """float64[S], how far from each site that the picture hears."""


def ring(recording: Recording, asked: Asked, kind: Kind, slot: int) -> Ring | None:
    """Return the ring of the first pinned aircraft that radars see from nearer than others; None
    without one, or while it would tell what is shut."""
    signature = recording.world.fleet.signature
    small = [one for one, how in asked.pins if how in ("follow", "mark") and signature[one] < 1.0]
    if kind is not Kind.PICTURE or not small or asked.shut & WHICH:
        return None
    picture, share = asked.pictures[slot], float(signature[small[0]])
    shape = recording.coverage(
        picture, asked.time_s, asked.coverage_alt_m, asked.mountains, share
    )  # fmt: skip
    heard = recording.hears(picture, asked.time_s)
    reach = [
        recording.reach_m(int(site), asked.time_s, asked.coverage_alt_m, share) for site in heard
    ]
    words = said("ring.smaller", type=_type(recording, small[0]))
    return Ring(small[0], words, shape, np.array(reach, float))


def _type(recording: Recording, aircraft: int) -> Said:
    kind = catalogue.aircraft_types()[recording.world.fleet.types[aircraft]]
    return written(kind.title, kind.title_tr)
