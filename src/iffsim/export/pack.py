"""Columns as text: little-endian bytes in base64, which a page turns into typed arrays.

A packed column is ``{"as": "f64", "of": "..."}``. Steps keep where each row starts instead of the
row of each change.
"""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import numpy as np
import numpy.typing as npt

from iffsim.base.arrays import Bools, Floats, Ints
from iffsim.base.steps import Steps

Packed = dict[str, Any]
"""What is ready for JSON."""

_KINDS = {"f64": "<f8", "i32": "<i4", "u32": "<u4", "i16": "<i2", "u16": "<u2", "u8": "u1"}


def column(values: npt.ArrayLike, kind: str) -> Packed:
    """Return one column, flattened row by row. The values must fit `kind`."""
    whole = np.ascontiguousarray(values).ravel().astype(_KINDS[kind])
    return {"as": kind, "of": b64encode(whole.tobytes()).decode("ascii")}


def steps(found: Steps, kind: str) -> Packed:
    """Return steps: where each row begins, ticks, values."""
    start = np.searchsorted(found.row, np.arange(found.rows + 1))
    return {
        "start": column(start, "i32"),
        "tick": column(found.tick, "i32"),
        "value": column(found.value, kind),
    }


def lines(parts: list[Floats], grain_km: float) -> Packed:
    """Return lines or rings [(N, 2) km each], rounded to `grain_km`, without repeated points."""
    whole = [np.rint(part / grain_km) for part in parts]
    whole = [part[_moved(part)] for part in whole]
    whole = [part for part in whole if len(part) > 1]
    return {
        "grain_km": grain_km,
        "count": column([len(part) for part in whole], "i32"),
        "xy": column(np.concatenate(whole) if whole else [], "i16"),
    }


def _moved(points: Floats) -> Bools:
    """Return which points differ from the one before, bool[N]."""
    keep = np.ones(len(points), bool)
    keep[1:] = (points[1:] != points[:-1]).any(axis=1)
    return keep


def cells(mask: Bools) -> Ints:
    """Return the runs of True in a grid: int64[N, 3] of (row, first column, how many)."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    row, first = np.nonzero(edges == 1)
    _, stop = np.nonzero(edges == -1)
    return np.stack([row, first, stop - first], axis=1).astype(np.int64)
