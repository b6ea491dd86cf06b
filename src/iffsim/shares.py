"""What pictures share, and what they watch: the project's own measures beside the scorecard.

Coverage is that of the middle of the run, at three round heights. Commonality is over the run,
sampled: of the aircraft that both pictures hold, the share that both call the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from iffsim.recording import Recording

HEIGHTS_M = (300, 3000, 10_000)
_SAMPLES = 25


def shares(recording: Recording) -> dict[str, dict[str, Any]]:
    """Return for each picture `watched_share` (of the area) and `sites_watched_share` (of the named
    sites), by height, and `commonality` with each other picture; None is "n/a"."""
    return {
        picture: {
            "watched_share": _watched(recording, picture),
            "sites_watched_share": _sites_watched(recording, picture),
            "commonality": {
                other: None if other == picture else commonality(recording, picture, other)
                for other in recording.picture_ids
            },
        }
        for picture in recording.picture_ids
    }


def commonality(recording: Recording, one: str, other: str) -> float | None:
    """Return, of the aircraft that both pictures hold, the share with the same identity."""
    both = same = 0
    for time_s in np.linspace(0.0, recording.duration_s, _SAMPLES):
        a, b = recording.picture(one, time_s), recording.picture(other, time_s)
        held = a.held & b.held
        both += int(held.sum())
        same += int((held & (a.identity == b.identity)).sum())
    return same / both if both else None


def _watched(recording: Recording, picture: str) -> dict[str, float]:
    half_s = recording.duration_s / 2.0
    return {
        f"{height} m": round(recording.watched(picture, half_s, float(height)), 4)
        for height in HEIGHTS_M
    }


def _sites_watched(recording: Recording, picture: str) -> dict[str, float | None]:
    named = [zone for zone in recording.world.zones if zone.kind == "protected"]
    points = [shapely.Point(recording.world.projection.km(zone.centre_xyz)) for zone in named]
    found: dict[str, float | None] = {}
    for height in HEIGHTS_M:
        covered = recording.coverage(picture, recording.duration_s / 2.0, float(height))
        inside = int(shapely.covers(covered, points).sum()) if points else 0
        found[f"{height} m"] = inside / len(points) if points else None
    return found
