"""A recording of iffsim as recorded traffic: the truth in it, sampled along every leg."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.base.errors import bad
from iffsim.base.printable import printable
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.importing import known
from iffsim.importing.batch import Batch, Book, unknown
from iffsim.importing.dialects import NO_DATE_S
from iffsim.importing.streams import Watched
from iffsim.truth.traffic import Legs
from iffsim.truth.world import World

LONGEST_S, SHORTEST_S = 60.0, 0.25
"""The longest and the shortest time between samples."""
OFF_M = 0.1
"""How far the straight way between two samples of a turn may be from it."""
ROWS = 1 << 16
MAX_SAMPLES = 10_000_000


def read(file: Watched, book: Book) -> Iterator[Batch]:
    """Yield the truth of a recording, aircraft by aircraft. Raises `BadInput`."""
    from iffsim.store import open_recording

    if b"iffsim recorded traffic" in file.head():
        raise bad(str(file.path), str(known.SKY))
    recording = open_recording(file.path)
    world = recording.world
    if recording.scenario.utc is None:
        book.note(f"{printable(file.path.name)} has no date: it begins at 2000-01-01T00:00:00Z")
        start_s = NO_DATE_S
    else:
        start_s = datetime.fromisoformat(recording.scenario.utc).timestamp()
    yield from _samples(world, start_s, book, str(file.path))


def _samples(world: World, start_s: float, book: Book, where: str) -> Iterator[Batch]:
    legs = world.traffic.legs
    first = np.maximum(legs.t0_s, 0.0)
    last = np.minimum(legs.t1_s, float(world.ticks))
    span = np.maximum(last - first, 0.0)
    each = np.ceil(span / _step_s(legs)).astype(np.int64) + 1
    each[last < first] = 0
    if each.sum() > MAX_SAMPLES:
        raise bad(where, f"needs {each.sum():,} positions; at most {MAX_SAMPLES:,} are taken")
    owner = np.repeat(np.arange(len(world.traffic)), np.diff(world.traffic.first))
    names = np.array([world.fleet.ids[a] for a in owner.tolist()], object)
    ends = np.cumsum(each)
    for start in range(0, int(ends[-1]) if len(ends) else 0, ROWS):
        nth = np.arange(start, min(start + ROWS, int(ends[-1])))
        leg = np.searchsorted(ends, nth, side="right")
        share = (nth - (ends - each)[leg]) / np.maximum(each[leg] - 1, 1)
        time_s = first[leg] + share * span[leg]
        xyz, alt_m = world.traffic.places(leg, time_s)
        lat, lon = geo.lat_lon(xyz)
        title = names[leg].tolist()
        count = len(nth)
        yield Batch(
            start_s + time_s, book.named(title), lat, lon, alt_m, unknown(count),
            np.zeros(count, bool), title,
        )  # fmt: skip


def _step_s(legs: Legs) -> Floats:
    """Return how long each leg's samples may be apart, s: turns need many."""
    radius_m = np.sqrt((legs.u**2).sum(axis=0)) * EARTH_RADIUS_M
    speed_mps = np.maximum(legs.speed_mps, 1e-6)
    turning = np.sqrt(8.0 * radius_m * OFF_M) / speed_mps
    curved = np.any(legs.k != 0.0, axis=0)
    found: Floats = np.where(curved, turning, LONGEST_S).clip(SHORTEST_S, LONGEST_S)
    return found
