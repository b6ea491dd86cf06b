"""From fixes to tracks, as practitioners clean them: each thing left out or mended is counted.

A track is one aircraft's fixes, rising in time, without impossible steps and without long gaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from iffsim.base import geo
from iffsim.base.arrays import Array, Bools, Floats, Ints
from iffsim.base.units import EARTH_RADIUS_M, KT
from iffsim.importing.batch import UNIT_DEG, Tally

FASTEST_MPS = 1200.0 * KT
"""Nothing recorded flies faster over ground."""
SLACK_M = 600.0
"""Rounded stamps and positions may make a step seem this much longer."""
STEEPEST_MPS, ALT_SLACK_M = 100.0, 150.0
JUMP_M = 50_000.0
"""Impossible steps longer than this are called jumps, shorter ones impossible speeds."""
LONGEST_ERROR = 4
"""So many fixes in a row may be wrong together; a longer stretch is another track."""
OTHER_DATUM = "height in the other datum alone, not used"
BATCH = 400_000
"""Fixes worked on at once, about."""


@dataclass(frozen=True)
class Tracks:
    """Fixes of tracks: those of track t are ``first[t]:first[t + 1]``; `fixes` is `FIX`[N].

    `alt_m` is in the track's datum; `geom_m` is nan where that is barometric, else 0.
    """

    fixes: Array
    first: Ints

    def __len__(self) -> int:
        return len(self.first) - 1


def in_order(fixes: Array, tally: Tally) -> Array:
    """Return fixes sorted by address and time, one for each stamp; `fixes` in the files' order.

    Of several with one stamp the freshest stays, then one that knows its height, then the last.
    """
    tally["out of order"] += _out_of_order(fixes)
    fixes = fixes[::-1]
    bare = np.isnan(fixes["alt_m"]) & np.isnan(fixes["geom_m"])
    fixes = fixes[np.lexsort((bare, fixes["age_s"], fixes["time_s"], fixes["address"]))]
    new = np.ones(len(fixes), bool)
    new[1:] = (fixes["address"][1:] != fixes["address"][:-1]) | (
        fixes["time_s"][1:] != fixes["time_s"][:-1]
    )
    tally["duplicate"] += int(len(fixes) - new.sum())
    return fixes if new.all() else fixes[new]


def _out_of_order(fixes: Array) -> int:
    """Return how many fixes come in their file after a later one of the same aircraft."""
    if not len(fixes):
        return 0
    order = np.argsort(fixes["address"], kind="stable")
    time_s = fixes["time_s"][order] - fixes["time_s"].min()
    rank = np.cumsum(_changes(fixes["address"][order]))
    risen = time_s + rank * (float(time_s.max()) + 1.0)
    return int((risen < np.maximum.accumulate(risen)).sum())


def _changes(values: Array) -> Bools:
    """Return where a value differs from the one before; the first does not."""
    found = np.zeros(len(values), bool)
    found[1:] = values[1:] != values[:-1]
    return found


def batches(fixes: Array) -> Iterator[Array]:
    """Yield sorted fixes in portions of whole aircraft."""
    start = 0
    while start < len(fixes):
        stop = min(start + BATCH, len(fixes))
        last = fixes["address"][stop - 1]
        stop = int(np.searchsorted(fixes["address"], last, side="right"))
        yield fixes[start:stop]
        start = stop


def clean(fixes: Array, gap_s: float, tally: Tally) -> Tracks:
    """Return the tracks of sorted fixes (whole aircraft)."""
    fixes, apart = _without_jumps(fixes, tally)
    gap = np.zeros(len(fixes), bool)
    gap[1:] = (np.diff(fixes["time_s"]) > gap_s) & ~_changes(fixes["address"])[1:]
    tally["gap, split in two"] += int(gap.sum())
    head = apart | gap | _changes(fixes["address"])
    return _with_altitudes(fixes, head, tally)


def places(fixes: Array) -> Floats:
    """Return unit vectors (3, N)."""
    return geo.xyz(fixes["lat"] * UNIT_DEG, fixes["lon"] * UNIT_DEG)


def _impossible(fixes: Array) -> tuple[Bools, Floats]:
    """Return which fixes cannot be reached from the one before of the same aircraft, and how far it
    is."""
    xyz = places(fixes)
    apart = np.zeros(len(fixes))
    apart[1:] = geo.angle(xyz[:, :-1], xyz[:, 1:]) * EARTH_RADIUS_M
    same = ~_changes(fixes["address"])
    same[:1] = False
    apart[~same] = 0.0
    allowed = np.full(len(fixes), np.inf)
    allowed[1:] = np.diff(fixes["time_s"]) * FASTEST_MPS + SLACK_M
    return same & (apart > allowed), apart


def _without_jumps(fixes: Array, tally: Tally) -> tuple[Array, Bools]:
    """Return fixes without short stretches that cannot be, and where one long stretch follows
    another.

    Impossible steps cut an aircraft's fixes into stretches. Single fixes go first, then stretches
    of two, and so on: what is left over grows together again. An aircraft's longest stretch stays.
    """
    length = 1
    while length <= LONGEST_ERROR:
        step, apart = _impossible(fixes)
        wrong = _short_stretches(fixes, step, length)
        if not wrong.any():
            length += 1
            if not step.any():
                return fixes, step
            continue
        entered = np.maximum(apart, np.append(apart[1:], 0.0))
        tally["position jump"] += int((entered[wrong] > JUMP_M).sum())
        tally["impossible speed"] += int((entered[wrong] <= JUMP_M).sum())
        fixes, length = fixes[~wrong], 1
    step = _impossible(fixes)[0]
    tally["jump between long stretches, split in two"] += int(step.sum())
    return fixes, step


def _short_stretches(fixes: Array, step: Bools, length: int) -> Bools:
    """Return which fixes are in stretches of `length` or fewer, their aircraft's longest left
    out."""
    head = step | _changes(fixes["address"])
    stretch = np.cumsum(head)
    size = np.bincount(stretch)
    start = np.flatnonzero(np.append(True, head[1:])[: len(head)])
    owner = np.cumsum(_changes(fixes["address"]))[start]
    order = np.lexsort((-np.arange(len(size)), size, owner))
    longest = np.zeros(len(size), bool)
    longest[order[np.append(owner[order][1:] != owner[order][:-1], True)[: len(order)]]] = True
    wrong: Bools = ((size <= length) & ~longest)[stretch]
    return wrong


def _with_altitudes(fixes: Array, head: Bools, tally: Tally) -> Tracks:
    """Return tracks with every altitude known: single spikes taken out, holes filled in time."""
    fixes = fixes.copy()
    track = np.cumsum(head)
    alt = _in_one_datum(fixes, track, tally)
    spike = _spikes(fixes["time_s"], alt, track)
    tally["altitude jump, filled in"] += int(spike.sum())
    alt[spike] = np.nan
    known = ~np.isnan(alt)
    counts = np.bincount(track, minlength=int(track[-1]) + 1 if len(track) else 0)
    heard = np.bincount(track, weights=known, minlength=len(counts)) > 0
    tally["missing altitude, filled in"] += int((~known & ~spike & heard[track]).sum())
    tally["no altitude in the whole track"] += int(counts[~heard].sum())
    tally["alone in its track"] += int(counts[heard & (counts < 2)].sum())
    keep = (heard & (counts >= 2))[track]
    fixes["alt_m"] = _filled(fixes["time_s"], alt, track)
    kept = _changes(track[keep])
    kept[:1] = True
    return Tracks(fixes[keep], np.append(np.flatnonzero(kept), int(keep.sum())).astype(np.int64))


def _in_one_datum(fixes: Array, track: Array, tally: Tally) -> Array:
    """Return each fix's height in its track's one datum, nan where only the other is known.

    Barometric, unless more than twice as many of the track's fixes know the geometric one: the
    two differ by hundreds of metres, so that a mixture would climb and sink where nobody does.
    """
    baro, geom = fixes["alt_m"].astype(float), fixes["geom_m"].astype(float)
    size = int(track[-1]) + 1 if len(track) else 0
    known = [np.bincount(track, weights=~np.isnan(alt), minlength=size) for alt in (baro, geom)]
    geometric = (known[1] > 2.0 * known[0])[track]
    alt, other = np.where(geometric, geom, baro), np.where(geometric, baro, geom)
    tally[OTHER_DATUM] += int((np.isnan(alt) & ~np.isnan(other)).sum())
    fixes["geom_m"] = np.where(geometric, 0.0, np.nan)
    return alt


def _spikes(time_s: Array, alt: Array, track: Array) -> Bools:
    """Return which known altitudes are far off both neighbours', to the same side."""
    found = np.zeros(len(alt), bool)
    known = np.flatnonzero(~np.isnan(alt))
    t, a, owner = time_s[known], alt[known], track[known]
    if len(known) < 3:
        return found
    far = (np.abs(np.diff(a)) > np.diff(t) * STEEPEST_MPS + ALT_SLACK_M) & (owner[1:] == owner[:-1])
    turned = np.sign(np.diff(a)[:-1]) != np.sign(np.diff(a)[1:])
    found[known[1:-1]] = far[:-1] & far[1:] & turned
    return found


def _filled(time_s: Array, alt: Array, track: Array) -> Array:
    """Return altitudes with holes filled from the same track's neighbours, held at its ends."""
    index = np.arange(len(alt))
    known = ~np.isnan(alt)
    before = np.maximum.accumulate(np.where(known, index, -1))
    after = np.minimum.accumulate(np.where(known, index, len(alt))[::-1])[::-1]
    no_before = (before < 0) | (track[before] != track)
    no_after = (after >= len(alt)) | (track[np.minimum(after, len(alt) - 1)] != track)
    after = np.where(no_after, before, after)
    before = np.where(no_before, after, before)
    before, after = np.clip(before, 0, len(alt) - 1), np.clip(after, 0, len(alt) - 1)
    span = time_s[after] - time_s[before]
    share = np.where(span > 0.0, (time_s - time_s[before]) / np.where(span > 0.0, span, 1.0), 0.0)
    return np.where(known, alt, alt[before] + share * (alt[after] - alt[before]))
