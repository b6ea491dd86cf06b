"""Truth against identity in one picture: who was called what, and for how long.

Counted as the scorecard counts: tick by tick, inside the area of interest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iffsim.doctrine import Allegiance, Identity
from iffsim.pictures.score import CORRECT
from iffsim.recording import Recording

COLUMNS = (*(identity.name.lower() for identity in Identity), "not_held")
"""The columns of a confusion table."""
ROWS = tuple(allegiance.name.lower() for allegiance in Allegiance)


@dataclass(frozen=True)
class Confusion:
    """Truth against identity in one picture, over the run."""

    picture: str
    aircraft_s: dict[str, dict[str, int]]
    """Aircraft-seconds by allegiance, then by identity or "not_held"."""


def is_correct(allegiance: str, column: str) -> bool:
    """Return whether an identity is correct for an allegiance."""
    right = CORRECT[Allegiance[allegiance.upper()]]
    return any(identity.name.lower() == column for identity in right)


def confusion(recording: Recording, picture: str) -> Confusion:
    """Return a picture's table."""
    counts = recording.series(picture)
    lasting = np.diff(counts.moment, append=counts.ticks + 1)
    total = (counts.worn * lasting).sum(axis=-1)
    return Confusion(
        picture,
        {
            who: dict(zip(COLUMNS, row, strict=True))
            for who, row in zip(ROWS, total.tolist(), strict=True)
        },
    )
