"""The height for which coverage is shown: a slider, from the ground up.

Even in the square root of height: so the horizon of a radar grows evenly along it.
"""

from __future__ import annotations

import math

LOWEST_M, HIGHEST_M = 50.0, 12_000.0
USUAL_M = 6000.0


def height(share: float) -> float:
    """Return the height `share` of the way up the slider, m: round, as a person would say it."""
    low, high = math.sqrt(LOWEST_M), math.sqrt(HIGHEST_M)
    return rounded((low + (high - low) * min(max(share, 0.0), 1.0)) ** 2)


def share(alt_m: float) -> float:
    """Return how far up the slider a height is, 0..1."""
    low, high = math.sqrt(LOWEST_M), math.sqrt(HIGHEST_M)
    return (math.sqrt(min(max(alt_m, LOWEST_M), HIGHEST_M)) - low) / (high - low)


def rounded(alt_m: float) -> float:
    """Return a height to about two digits."""
    step = 10.0 if alt_m < 300.0 else 50.0 if alt_m < 2000.0 else 100.0
    return round(alt_m / step) * step
