"""Generated traffic: so many aircraft between real airports, made all at once.

Every aircraft flies one great circle: climb, cruise, descent. Departures are spread so that at time
0 some are already on their way and some set out until the end; each is in the air at some time of
the run. Draws come from a counter-based generator (Philox), five for each aircraft in its turn, so
that a larger count only adds aircraft.
"""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from iffsim.base import geo
from iffsim.base.arrays import Floats, Ints
from iffsim.base.random import GOLDEN, mix, name_key
from iffsim.base.units import FT, KT
from iffsim.earth import catalogue
from iffsim.scenario.rules_flights import scheduled
from iffsim.scenario.types import Background
from iffsim.truth.routes import FPM, pieces
from iffsim.truth.traffic import Legs, great_circles

LEGS = 3
"""Legs of each aircraft."""
_SLOPED = 0.8
"""Largest share of a flight spent in climb and descent."""
_LEVEL_STEP_FT = 1000.0


def generate(row: Background, seed: int, duration_s: float) -> tuple[Legs, Ints]:
    """Return `LEGS` legs for each aircraft in turn, and its index in `row.types`, int64[A]."""
    key = np.array([seed if row.seed is None else row.seed, name_key(row.id)], np.uint64)
    draw = np.random.Generator(np.random.Philox(key=key))
    u = draw.random((row.count, 5)).T
    kinds = [catalogue.aircraft_types()[name] for name in row.types]
    kind = (u[0] * len(kinds)).astype(np.int64)
    speed = np.array([one.speed_kt * KT for one in kinds])[kind]
    rate = np.array([one.climb_fpm * FPM for one in kinds])[kind]
    usual = np.array([one.level_ft for one in kinds])[kind]
    p, q, low_p, low_q = _ends(row, u[1], u[2])
    span = geo.distance_m(p, q) / speed
    start = u[3] * (span + duration_s) - span
    level = _levels_m(row, usual, u[4])
    flat = np.zeros(row.count)
    whole = great_circles(p, q, start, speed, flat, flat)
    return _profile(whole, span, rate, level, low_p, low_q), kind


def keys(row: Background) -> npt.NDArray[np.uint64]:
    """Return a key for each aircraft, uint64[A]: a hash of the background's id and a counter."""
    counter = np.arange(1, row.count + 1, dtype=np.uint64)
    return mix(counter * np.uint64(GOLDEN) + np.uint64(name_key(row.id)))


def _levels_m(row: Background, usual_ft: Floats, u: Floats) -> Floats:
    """Return cruise levels, m: steps of 1,000 ft between those asked for, else the type's own."""
    if row.level_ft is None:
        return usual_ft * FT
    low, high = row.level_ft
    steps = np.floor((high - low) / _LEVEL_STEP_FT)
    chosen: Floats = (low + _LEVEL_STEP_FT * np.floor(u * (steps + 1))) * FT
    return chosen


def _ends(row: Background, u: Floats, turn: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return where each aircraft departs and lands, (3, A) each, and their elevations, m [A]."""
    at, high, pairs = _choices(row)
    pair = pairs[:, (u * pairs.shape[1]).astype(np.int64)]
    first, last = np.where(turn < 0.5, pair, pair[::-1])
    return at[:, first], at[:, last], high[first], high[last]


@lru_cache(maxsize=16)
def _choices(row: Background) -> tuple[Floats, Floats, Ints]:
    """Return where the airports are, (3, N), their elevations, m, and the pairs of them, int64[2,
    M], that are flown, both ways."""
    if row.pairs is not None:
        codes = list(dict.fromkeys(itertools.chain.from_iterable(row.pairs)))
    else:
        codes = list(dict.fromkeys(scheduled() if row.airports is None else row.airports))
    airports = [catalogue.airports()[code] for code in codes]
    at = geo.xyz([one.lat_deg for one in airports], [one.lon_deg for one in airports])
    high = np.array([one.elevation_m for one in airports])
    if row.pairs is not None:
        return at, high, np.array([[codes.index(a), codes.index(b)] for a, b in row.pairs]).T
    first, last = np.triu_indices(len(codes), k=1)
    far = geo.distance_m(at[:, first], at[:, last]) >= max(row.min_distance_km, 1.0) * 1000.0
    return at, high, np.stack([first[far], last[far]])


def _profile(
    whole: Legs, span: Floats, rate: Floats, level: Floats, low_p: Floats, low_q: Floats
) -> Legs:
    """Return climb, cruise, descent of each great circle; lower than `level` on a short way."""
    highest = (_SLOPED * span * rate + low_p + low_q) / 2.0
    top = np.maximum(np.minimum(level, highest), np.maximum(low_p, low_q))
    up, down = np.abs(top - low_p) / rate, np.abs(top - low_q) / rate
    hurry = np.minimum(1.0, _SLOPED * span / np.maximum(up + down, 1.0))
    up, down = up * hurry, down * hurry
    t = np.stack([whole.t0_s, whole.t0_s + up, whole.t0_s + span - down, whole.t0_s + span])
    alt = np.stack([low_p, top, top, low_q])
    leg = np.repeat(np.arange(len(whole)), LEGS)
    flat = (t[:-1].T.ravel(), t[1:].T.ravel(), alt[:-1].T.ravel(), alt[1:].T.ravel())
    return pieces(whole, leg, *flat)
