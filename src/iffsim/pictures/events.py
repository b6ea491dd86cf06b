"""What happened to tracks: begun, named anew, dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from iffsim.base.arrays import Array, Ints
from iffsim.base.steps import NEVER, key
from iffsim.doctrine import NOT_HELD
from iffsim.pictures.picture import Picture, name_of, rule_of


class EventKind(IntEnum):
    """What can happen to a track."""

    INITIATED = 0
    IDENTIFIED = 1
    DROPPED = 2


@dataclass(frozen=True)
class Events:
    """What happened to tracks, sorted by (tick, picture, aircraft); columns [E]."""

    tick: Ints
    picture: Ints
    aircraft: Ints
    kind: npt.NDArray[np.uint8]
    before: npt.NDArray[np.uint8]
    """Identity before, `NOT_HELD` for a new track."""
    after: npt.NDArray[np.uint8]
    """Identity after, `NOT_HELD` for a dropped one."""
    rule: npt.NDArray[np.uint8]
    """Index of the doctrine's rule that named it; 0 for a dropped one."""


def happened(pictures: Sequence[Picture], ticks: int) -> Events:
    """Return all that happened to the tracks of `pictures` from tick 0 to `ticks`."""
    parts = [_events(p, folded) for p, folded in enumerate(pictures)]
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    inside = (columns[0] >= 0) & (columns[0] <= ticks)
    order = np.lexsort((columns[3], columns[2], columns[1], columns[0]))
    order = order[inside[order]]
    return Events(*(column[order] for column in columns))


def _events(number: int, folded: Picture) -> tuple[Array, ...]:
    """Return the columns of one picture's events, unsorted."""
    names, tracks = folded.names, folded.tracks
    named = name_of(names.value)
    before = np.append(np.uint8(NOT_HELD), named[:-1])
    given, now = np.sort(key(tracks.aircraft, tracks.begin)), key(names.row, names.tick)
    began = np.searchsorted(given, now, "right") > np.searchsorted(given, now)
    change = np.flatnonzero((names.tick > NEVER) & ~began & (named != before) & (named != NOT_HELD))
    start_at = names.index(tracks.aircraft, tracks.begin)
    stop_at = names.index(tracks.aircraft, tracks.end - 1)
    none = np.full(len(stop_at), NOT_HELD, np.uint8)
    kind = np.repeat(
        np.array([EventKind.INITIATED, EventKind.IDENTIFIED, EventKind.DROPPED], np.uint8),
        [len(start_at), len(change), len(stop_at)],
    )
    return (
        np.concatenate([tracks.begin, names.tick[change], tracks.end]),
        np.full(len(kind), number),
        np.concatenate([tracks.aircraft, names.row[change], tracks.aircraft]),
        kind,
        np.concatenate([none, before[change], named[stop_at]]),
        np.concatenate([named[start_at], named[change], none]),
        rule_of(np.concatenate([names.value[start_at], names.value[change], none])),
    )
