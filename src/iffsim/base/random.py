"""Chance that needs no stream: every draw is keyed by what it is about.

Whether site s misses aircraft a at one scan is a hash of (seed, kind, site, scan tick, aircraft),
so any scan can be computed alone, in any order, in any block, and a run repeats to the bit. The
mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood, *Fast Splittable Pseudorandom
Number Generators*, OOPSLA 2014).
"""

from __future__ import annotations

import hashlib
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from iffsim.base.arrays import Array, Floats, Ints

_MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
_SEED = 0x632BE59BD9B4E019


class Draw(IntEnum):
    """What a draw decides."""

    DETECT = 1
    REPLY = 2
    LINK = 3


def name_key(name: str) -> int:
    """Return a stable 64-bit key of a name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def mix(value: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return distinct, well mixed numbers for distinct numbers, uint64 of any shape."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def shuffled(name: str, count: int) -> Ints:
    """Return 0 .. count - 1 in an order that `name` alone decides, int64[count]."""
    spread = np.arange(count, dtype=np.uint64) * np.uint64(GOLDEN)
    return np.argsort(mix(mix(spread) ^ np.uint64(name_key(name))), kind="stable")


def chance(
    seed: int | npt.NDArray[np.uint64],
    kind: Draw,
    site_key: npt.NDArray[np.uint64],
    tick: Array,
    aircraft_key: npt.NDArray[np.uint64],
) -> Floats:
    """Return numbers in [0, 1), one for each (site, tick, aircraft) of equal-shape arrays (N >= 1
    dims); `seed` is one for all, or an array as they are."""
    start: npt.NDArray[np.uint64] | np.uint64
    if isinstance(seed, np.ndarray):
        start = seed * np.uint64(_SEED) + np.uint64((int(kind) * GOLDEN) & _MASK)
    else:
        start = np.uint64((seed * _SEED + int(kind) * GOLDEN) & _MASK)
    mixed = mix(np.asarray(site_key, np.uint64) + start)
    mixed = mix(mixed ^ (np.asarray(tick, np.int64).astype(np.uint64) * np.uint64(GOLDEN)))
    mixed = mix(mixed + np.asarray(aircraft_key, np.uint64))
    found: Floats = (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return found
