"""A recording as plain tables: what CSV and JSON files, and data frames, are made of.

A table is a tuple of column names and a list of rows, or a stream of them. Times in seconds,
angles in degrees, lengths in metres. Enumerations are written as scenarios write them, in small
letters. Sampled tables are asked of the recording instant by instant, over all aircraft at once.

    header = iffsim.tables.TRUTH
    rows = list(iffsim.tables.truth(recording, iffsim.tables.times_s(recording, every_s=60.0)))
    print(len(rows), "rows of", ", ".join(header))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Any

import msgspec
import numpy as np

from iffsim.base import geo
from iffsim.base.arrays import Array, Bools, Floats
from iffsim.doctrine import NOT_HELD, Allegiance, Evidence, Identity
from iffsim.pictures.events import EventKind
from iffsim.recording import Recording
from iffsim.truth.traffic import Motion
from iffsim.truth.world import PictureSpec

TRUTH = (
    "time_s", "aircraft", "lat_deg", "lon_deg", "alt_m", "speed_mps", "course_deg", "allegiance",
    "in_area",
)  # fmt: skip
PICTURES = (
    "time_s", "picture", "aircraft", "held", "seen_s", "lat_deg", "lon_deg", "alt_m", "identity",
    "evidence", "rule", "sites", "track",
)  # fmt: skip
EVENTS = ("time_s", "picture", "aircraft", "event", "from", "to", "reason", "track")

Row = tuple[Any, ...]
Table = Iterator[Row]


def times_s(recording: Recording, every_s: float) -> Floats:
    """Return 0, every_s, ... and the end of the run, float64[T]."""
    steps = np.arange(0.0, recording.duration_s, every_s)
    return np.append(steps, recording.duration_s)


def truth(recording: Recording, times: Iterable[float]) -> Table:
    """Yield a `TRUTH` row for each live aircraft at each of `times`."""
    ids = np.array(recording.world.fleet.ids)
    allegiance = words(recording.world.fleet.allegiance, Allegiance)
    for time_s in times:
        motion = recording.truth(time_s)
        inside = recording.in_area(time_s)
        columns = (
            ids, *place(motion), rounded(motion.speed_mps, 2),
            rounded(np.degrees(motion.course_rad), 3), allegiance, inside.astype(int),
        )  # fmt: skip
        yield from rows(motion.alive, time_s, columns)


def pictures(recording: Recording, times: Iterable[float]) -> Table:
    """Yield a `PICTURES` row for each picture and live or held aircraft at each of `times`.

    The position is that of the last plot, at `seen_s`; what a picture does not hold it leaves
    empty.
    """
    for time_s in times:
        alive = recording.truth(time_s).alive
        for picture in recording.picture_ids:
            state = recording.picture(picture, time_s)
            columns = picture_columns(recording, picture, time_s)
            yield from rows(alive | state.held, time_s, columns)


def picture_columns(recording: Recording, picture: str, time_s: float) -> tuple[Any, ...]:
    """Return the columns of `PICTURES` after the time, each [A]."""
    state = recording.picture(picture, time_s)
    held = state.held
    rule_names = np.array([rule.name for rule in recording.rules(picture, time_s)], object)
    known = (
        state.seen_tick.astype(float), *place(recording.plotted(picture, time_s)),
        words(state.identity, Identity), bit_words(state.evidence, evidence_names()),
        rule_names[state.rule],
        bit_words(state.sites, recording.world.sites.ids), recording.numbers(picture),
    )  # fmt: skip
    ids = np.array(recording.world.fleet.ids)
    return (
        np.full(len(ids), picture, object), ids, held.astype(int),
        *(np.where(held, np.asarray(column, object), "") for column in known),
    )  # fmt: skip


def events(recording: Recording) -> Table:
    """Yield an `EVENTS` row for each track begun, dropped or renamed, in time order."""
    found = recording.events
    ids = recording.world.fleet.ids
    specs = recording.world.pictures
    numbers = [recording.numbers(picture) for picture in recording.picture_ids]
    before, after = words(found.before, Identity), words(found.after, Identity)
    for n, (tick, p, a) in enumerate(
        zip(found.tick.tolist(), found.picture.tolist(), found.aircraft.tolist(), strict=True)
    ):
        kind = EventKind(int(found.kind[n]))
        yield (
            float(tick), specs[p].id, ids[a], kind.name.lower(), before[n], after[n],
            reason(kind, specs[p], tick, int(found.rule[n])), int(numbers[p][a]),
        )  # fmt: skip


def reason(kind: EventKind, spec: PictureSpec, tick: int, rule: int) -> str:
    """Return why it happened, in a few words."""
    if kind is EventKind.DROPPED:
        return f"no plot for {spec.drop_ticks} s"
    return spec.doctrine_at(tick).rules[rule].name


def scorecards(recording: Recording) -> dict[str, dict[str, Any]]:
    """Return each picture's scorecard over the run as plain values, by picture; None is "n/a"."""
    return {
        picture: msgspec.to_builtins(recording.scorecard(picture), enc_hook=plain)
        for picture in recording.picture_ids
    }


def rows(wanted: Bools, time_s: float, columns: Iterable[Array]) -> Table:
    """Yield the `wanted` rows [A] of `columns`, each led by the time."""
    lists = [column[wanted].tolist() for column in columns]
    for row in zip(*lists, strict=True):
        yield (time_s, *row)


def place(motion: Motion) -> tuple[Array, ...]:
    """Return (lat_deg, lon_deg, alt_m), to 0.1 m."""
    lat, lon = geo.lat_lon(motion.xyz)
    return rounded(lat, 6), rounded(lon, 6), rounded(motion.alt_m, 1)


def words(codes: Array, kind: type[IntEnum]) -> Array:
    """Return the small-letter names of `codes`, object[N]; empty for `NOT_HELD`."""
    names = np.full(NOT_HELD + 1, "", object)
    for member in kind:
        names[member] = member.name.lower()
    found: Array = names[codes]
    return found


def bit_words(masks: Array, names: Sequence[str]) -> Array:
    """Return for each mask the names of its bits, joined by spaces, object[N]."""
    each, index = np.unique(masks, return_inverse=True)
    texts = [
        " ".join(name for bit, name in enumerate(names) if mask >> bit & 1)
        for mask in each.tolist()
    ]
    found: Array = np.array(texts, object)[index]
    return found


def evidence_names() -> tuple[str, ...]:
    """Return the names of the evidence bits, lowest bit first."""
    return tuple(str(bit.name).lower() for bit in Evidence)


def rounded(values: Floats, digits: int) -> Floats:
    """Return `values` rounded, without negative zeros."""
    found: Floats = np.round(values, digits) + 0.0
    return found


def plain(value: object) -> object:
    """Return a numpy number as Python's own."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} has no place in a table")
