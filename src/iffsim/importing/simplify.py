"""Fewer fixes for the same way: what a straight flight at even speed and climb already says is left
out.

Every fix left out is within the tolerance of where the truth made of the others puts the aircraft
at its time. Level by level (Douglas and Peucker 1973, in time as well as in space), all tracks at
once.
"""

from __future__ import annotations

import numpy as np

from iffsim.base.arrays import Array, Floats
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.importing.clean import Tracks, places

LONGEST = 64
"""One fix in so many is kept in any case: bounds the work that a hostile file can ask for."""
ALT_SHARE = 0.15
"""The tolerance in altitude, as a share of that in position."""


def simplify(tracks: Tracks, tolerance_m: float) -> Tracks:
    """Return tracks without the fixes that the others tell within `tolerance_m`; 0 keeps every
    fix."""
    if tolerance_m <= 0.0 or not len(tracks):
        return tracks
    keep = _kept(tracks, tolerance_m)
    counts = np.add.reduceat(keep.astype(np.int64), tracks.first[:-1])
    return Tracks(tracks.fixes[keep], np.concatenate([[0], np.cumsum(counts)]))


def _kept(tracks: Tracks, tolerance_m: float) -> Array:
    fixes = tracks.fixes
    place = np.concatenate([places(fixes), fixes["alt_m"][None] / (EARTH_RADIUS_M * ALT_SHARE)])
    nth = np.arange(len(fixes)) - np.repeat(tracks.first[:-1], np.diff(tracks.first))
    keep = nth % LONGEST == 0
    keep[tracks.first[1:] - 1] = True
    open_ = np.flatnonzero(~keep)
    limit = tolerance_m / EARTH_RADIUS_M
    while len(open_):
        ends = np.flatnonzero(keep)
        after = np.searchsorted(ends, open_)
        begin, end = ends[after - 1], ends[after]
        off = _distance(place, fixes["time_s"], begin, open_, end)
        heads = np.flatnonzero(np.append(True, begin[1:] != begin[:-1]))
        worst = np.maximum.reduceat(off, heads)
        size = np.diff(np.append(heads, len(open_)))
        unsure = np.repeat(worst > limit, size)
        is_worst = unsure & (off == np.repeat(worst, size))
        keep[open_[is_worst]] = True
        open_ = open_[unsure & ~is_worst]
    kept: Array = keep
    return kept


def _distance(place: Floats, time_s: Floats, begin: Array, here: Array, end: Array) -> Floats:
    """Return how far fixes `here` are from the straight way between `begin` and `end`, rad.

    The larger of the distance over ground and, scaled, that in altitude.
    """
    share = (time_s[here] - time_s[begin]) / (time_s[end] - time_s[begin])
    p, q = place[:3, begin], place[:3, end]
    turn = 2.0 * np.arcsin(np.clip(np.sqrt(((p - q) ** 2).sum(axis=0)) / 2.0, 0.0, 1.0))
    sine = np.sin(turn)
    flat = sine < 1e-12
    safe = np.where(flat, 1.0, sine)
    a = np.where(flat, 1.0 - share, np.sin((1.0 - share) * turn) / safe)
    b = np.where(flat, share, np.sin(share * turn) / safe)
    ground = np.sqrt(((a * p + b * q - place[:3, here]) ** 2).sum(axis=0))
    level = place[3, begin] + share * (place[3, end] - place[3, begin])
    found: Floats = np.maximum(ground, np.abs(level - place[3, here]))
    return found
