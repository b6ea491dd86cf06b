"""SIAP attributes by plain counting, tick by tick, as Stone Soup's metric generators count.

A `Run` is what one picture held of one truth, in a form that Stone Soup can be fed too
(`tests/stonesoup/measure.py`). An object is one *stay* of an aircraft in the area of interest; a
*segment* is one track on it. Both hold their first and last tick. Identities are words: None for
no identity, the object's own word where the identity is correct.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.pictures.score import CORRECT, NO_ID
from iffsim.recording import Recording


@dataclass
class Segment:
    """One track on one object; `labels` has the identity at each tick from first to last."""

    first: int
    last: int
    labels: list[str | None]
    track: tuple[int, int] | None = None


@dataclass
class Stay:
    """One object: an aircraft while it flies in the area."""

    name: str
    first: int
    last: int
    segments: list[Segment] = field(default_factory=list)


@dataclass
class Run:
    """Objects, and tracks of aircraft that no longer fly: their (first, last) ticks."""

    stays: list[Stay]
    ghosts: list[tuple[int, int]]


def siap(run: Run, every: int = 1) -> dict[str, float | None]:
    """Return the attributes; sums over ticks take every `every`-th tick, continuity takes all."""
    last = max([stay.last for stay in run.stays] + [ghost[1] for ghost in run.ghosts], default=0)
    total: Counter[str] = Counter()
    for tick in range(0, last + 1, every):
        total.update(counts(run, tick))
    jt, n = total["JT"], total["N"]
    return {
        "completeness": ratio(jt, total["J"]),
        "ambiguity": ratio(total["NA"], jt),
        "spuriousness": ratio(n - total["NA"], n),
        "id_completeness": ratio(jt - total["JU"], jt),
        "id_correctness": ratio(total["JC"], jt),
        "id_ambiguity": ratio(jt - total["JC"] - total["JI"] - total["JU"], jt),
        "change_rate_per_s": ratio(
            sum(len(stay.segments) - 1 for stay in run.stays if stay.segments),
            sum(part.last - part.first for stay in run.stays for part in stay.segments),
        ),
        "longest_segment": ratio(
            sum(max((part.last - part.first for part in s.segments), default=0) for s in run.stays),
            sum(stay.last - stay.first for stay in run.stays),
        ),
    }


def ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def counts(run: Run, tick: int) -> Counter[str]:
    """Return J, JT, JU, JC, JI, N and NA at one tick."""
    found: Counter[str] = Counter(N=sum(first <= tick <= last for first, last in run.ghosts))
    for stay in run.stays:
        if not stay.first <= tick <= stay.last:
            continue
        found["J"] += 1
        tracks = [part for part in stay.segments if part.first <= tick <= part.last]
        found.update(N=len(tracks), NA=len(tracks), JT=bool(tracks))
        for part in tracks[:1]:
            label = part.labels[tick - part.first]
            found["JU" if label is None else "JC" if label == stay.name else "JI"] += 1
    return found


# --- from a recording -----------------------------------------------------------------------------


def word(allegiance: int, identity: int) -> str | None:
    """Return the identity as a word to compare with the truth's."""
    if identity == NOT_HELD or Identity(identity) in NO_ID:
        return None
    truth = Allegiance(allegiance)
    return truth.name if Identity(identity) in CORRECT[truth] else f"wrongly {identity}"


def observed(recording: Recording, picture: str) -> Run:
    """Return what a picture held, asked tick by tick."""
    run, staying, haunting = Run([], []), {}, {}
    allegiance = recording.world.fleet.allegiance.tolist()
    for tick in range(recording.world.ticks + 1):
        state, inside = recording.picture(picture, tick), recording.in_area(tick)
        for a, truth in enumerate(allegiance):
            track = (a, int(state.since_tick[a])) if state.held[a] else None
            if inside[a]:
                if a not in staying:
                    staying[a] = Stay(Allegiance(truth).name, tick, tick)
                    run.stays.append(staying[a])
                lengthen(staying[a], tick, track, word(truth, int(state.identity[a])))
                continue
            staying.pop(a, None)
            if track is not None and died_inside(recording, a, tick):
                haunting[track] = (haunting.get(track, (tick, tick))[0], tick)
    run.ghosts = list(haunting.values())
    return run


def lengthen(stay: Stay, tick: int, track: tuple[int, int] | None, label: str | None) -> None:
    """Let a stay last until `tick`, and its segment, if `track` is still the one that it had."""
    stay.last = tick
    if track is None:
        return
    if not stay.segments or stay.segments[-1].track != track:
        stay.segments.append(Segment(tick, tick, [], track))
    stay.segments[-1].last = tick
    stay.segments[-1].labels.append(label)


def died_inside(recording: Recording, a: int, tick: int) -> bool:
    """Return whether an aircraft no longer flies, and was in the area when it last did."""
    end = math.ceil(float(recording.world.traffic.end_s[a]))
    return end <= tick and bool(recording.in_area(end - 1)[a]) if end > 0 else False


# --- as JSON --------------------------------------------------------------------------------------


def as_data(run: Run) -> dict[str, object]:
    """Return the run in plain data: labels as changes [tick, label]."""
    return {
        "stays": [
            {
                "name": stay.name,
                "first": stay.first,
                "last": stay.last,
                "segments": [
                    {"first": part.first, "last": part.last, "labels": label_changes(part)}
                    for part in stay.segments
                ],
            }
            for stay in run.stays
        ],
        "ghosts": [list(ghost) for ghost in run.ghosts],
    }


def label_changes(part: Segment) -> list[list[int | str | None]]:
    found: list[list[int | str | None]] = []
    for tick, label in enumerate(part.labels, part.first):
        if not found or found[-1][1] != label:
            found.append([tick, label])
    return found


def from_data(data: dict) -> Run:
    """Return the run of plain data."""
    stays = []
    for written in data["stays"]:
        stay = Stay(written["name"], written["first"], written["last"])
        for part in written["segments"]:
            changes = dict(part["labels"])
            labels: list[str | None] = []
            for tick in range(part["first"], part["last"] + 1):
                labels.append(changes[tick] if tick in changes else labels[-1])
            stay.segments.append(Segment(part["first"], part["last"], labels))
        stays.append(stay)
    return Run(stays, [(first, last) for first, last in data["ghosts"]])
