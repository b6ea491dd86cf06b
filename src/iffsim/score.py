"""How well a picture shows the truth: SIAP attributes, and the project's own measures.

SIAP as published by Votruba et al., *Single Integrated Air Picture (SIAP) Metrics Implementation*, 2001, and as
implemented in Stone Soup's `metricgenerator` (`tests/stonesoup` compares the numbers). At every tick: J true
objects in the area of interest, JT of them tracked, JU tracked with no ID (pending and unknown count as none), JC
correct, JI wrong, JA = JT - JC - JI - JU ambiguous. With one track for each aircraft JA is always 0.
A measure over nothing is None ("n/a"), never 0.

An object's *stay* is an unbroken time in the area; a track's *segment* is an unbroken time of one track in one stay.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.picture import Picture
from iffsim.sensing import Survey
from iffsim.steps import Ints, Steps, breakpoints, totals
from iffsim.world import World

Array = npt.NDArray[Any]

CORRECT = {
    Allegiance.OWN: {Identity.FRIEND, Identity.ASSUMED_FRIEND},
    Allegiance.ALLIED: {Identity.FRIEND, Identity.ASSUMED_FRIEND},
    Allegiance.NEUTRAL: {Identity.NEUTRAL},
    Allegiance.INTRUDER: {Identity.HOSTILE, Identity.SUSPECT},
}
"""Which identities are correct for which allegiance: published, so that anybody can disagree."""
NO_ID = {Identity.PENDING, Identity.UNKNOWN}
"""Identities that count as none."""

_OUTSIDE, _NOT_HELD, _NO_ID, _CORRECT, _WRONG = range(5)
_NOBODY = 255


@dataclass(frozen=True)
class Instant:
    """Counts at one tick, inside the area of interest."""

    objects: int
    tracked: int
    no_id: int
    correct: int
    wrong: int
    ambiguous: int
    spurious: int
    """Tracks of aircraft that no longer fly."""
    unidentified_friends: int
    """Own and allied aircraft held with no ID."""
    unidentified_airliners: int
    """Neutral aircraft held with no ID."""
    needle: int | None
    """How many tracks wear the same label as the intruder, it included; None if it is not held."""


@dataclass(frozen=True)
class Series:
    """The same counts at every tick: int64[ticks + 1] each; `needle` is -1 where the intruder is not held."""

    objects: Ints
    tracked: Ints
    no_id: Ints
    correct: Ints
    wrong: Ints
    spurious: Ints
    unidentified_friends: Ints
    unidentified_airliners: Ints
    needle: Ints

    def at(self, tick: int) -> Instant:
        """Return the counts at one tick."""
        now = {f.name: int(getattr(self, f.name)[tick]) for f in fields(self)}
        needle = now.pop("needle")
        ambiguous = now["tracked"] - now["correct"] - now["wrong"] - now["no_id"]
        return Instant(**now, ambiguous=ambiguous, needle=None if needle < 0 else needle)


@dataclass(frozen=True)
class Scorecard:
    """A picture's scores over the whole run; None is "n/a"."""

    completeness: float | None
    id_completeness: float | None
    id_correctness: float | None
    id_ambiguity: float | None
    correct_share: float | None
    """Completeness times ID correctness: a tiny bubble cannot score by seeing little."""
    ambiguity: float | None
    spuriousness: float | None
    change_rate_per_s: float | None
    longest_segment: float | None
    unidentified_friend_min: float
    """Aircraft-minutes of own and allied aircraft held with no ID: the exposure to being misidentified."""
    unidentified_airliner_min: float
    """The same of airliners."""
    needle_median: float | None
    """The needle's median over the ticks at which the intruder is held."""
    needle_worst: int | None
    time_to_identify_s: float | None
    """Median, from an aircraft's first tick in the area to its first identity; of those that got one."""
    identified: int
    """How many aircraft ever got an identity while in the area."""
    seen_in_area: int
    """How many aircraft were ever in the area."""
    warning_time_s: dict[str, float | None]
    """By protected zone: least time between an intruder's first track and its crossing into the zone; None
    where none crosses; 0 where it was tracked no earlier."""


def _standing() -> Array:
    """Return what each (allegiance, identity) counts as, uint8[4, 256]."""
    table = np.full((len(Allegiance), 256), _WRONG, np.uint8)
    for allegiance, right in CORRECT.items():
        table[allegiance, [int(i) for i in right]] = _CORRECT
    table[:, [int(i) for i in NO_ID]] = _NO_ID
    table[:, NOT_HELD] = _NOT_HELD
    return table


STANDING = _standing()


def series(world: World, survey: Survey, picture: Picture) -> Series:
    """Return the counts at every tick of the run."""
    ticks = world.ticks
    row, tick = breakpoints(survey.in_area, picture.state)
    label = picture.identities().at(row, tick)
    allegiance = world.fleet.allegiance[row]
    inside = survey.in_area.at(row, tick)
    standing = np.where(inside, STANDING[allegiance, label], _OUTSIDE)
    counted = Steps(len(world.fleet.ids), row, tick, standing + 5 * allegiance.astype(np.int64))

    def count(states: set[int], of: set[Allegiance] | None = None) -> Ints:
        worth = np.zeros(5 * len(Allegiance))
        for who in of or set(Allegiance):
            worth[[5 * who + state for state in states]] = 1
        return totals(counted, worth, ticks)

    friends = {Allegiance.OWN, Allegiance.ALLIED}
    return Series(
        objects=count({_NOT_HELD, _NO_ID, _CORRECT, _WRONG}),
        tracked=count({_NO_ID, _CORRECT, _WRONG}),
        no_id=count({_NO_ID}),
        correct=count({_CORRECT}),
        wrong=count({_WRONG}),
        spurious=_spurious(world, survey, picture),
        unidentified_friends=count({_NO_ID}, friends),
        unidentified_airliners=count({_NO_ID}, {Allegiance.NEUTRAL}),
        needle=_needle(Steps(counted.rows, row, tick, np.where(inside, label, NOT_HELD)), world),
    )


def _spurious(world: World, survey: Survey, picture: Picture) -> Ints:
    """Return at each tick the tracks of aircraft whose flight ended inside the area."""
    end = np.ceil(world.traffic.end_s).astype(np.int64)
    gone = np.flatnonzero(survey.in_area.at(np.arange(len(end)), end - 1))
    dead = Steps.intervals(len(end), gone, end[gone], np.full(len(gone), world.ticks + 1))
    row, tick = breakpoints(dead, picture.track)
    ghost = dead.at(row, tick) & (picture.track.at(row, tick) >= 0)
    return totals(Steps(len(end), row, tick, ghost), np.array([0, 1]), world.ticks)


def _needle(labels: Steps, world: World) -> Ints:
    """Return at each tick how many tracks in the area wear the intruder's label; of several intruders,
    the easiest to find; -1 where none is held."""
    intruder = world.fleet.allegiance[labels.row] == Allegiance.INTRUDER
    theirs = Steps(labels.rows, labels.row, labels.tick, np.where(intruder, labels.value, NOT_HELD))
    best = np.full(world.ticks + 1, np.iinfo(np.int64).max)
    named = [{int(i)} for i in Identity if i not in NO_ID]
    for group in ({int(i) for i in NO_ID}, *named):
        worth = np.zeros(256)
        worth[list(group)] = 1
        if worth[theirs.value].any():
            hides = totals(theirs, worth, world.ticks) > 0
            best = np.where(hides, np.minimum(best, totals(labels, worth, world.ticks)), best)
    return np.where(best == np.iinfo(np.int64).max, -1, best)


def scorecard(world: World, survey: Survey, picture: Picture, counts: Series) -> Scorecard:
    """Return the scores over the whole run. `counts` is the picture's `series`."""
    sums = {f.name: int(getattr(counts, f.name).sum()) for f in fields(counts)}
    tracked = sums["tracked"]
    needles = counts.needle[counts.needle >= 0]
    rate, longest = _continuity(world, survey, picture)
    delays, present = _naming_delays(world, survey, picture)
    return Scorecard(
        completeness=_ratio(tracked, sums["objects"]),
        id_completeness=_ratio(tracked - sums["no_id"], tracked),
        id_correctness=_ratio(sums["correct"], tracked),
        id_ambiguity=_ratio(tracked - sums["correct"] - sums["wrong"] - sums["no_id"], tracked),
        correct_share=_ratio(sums["correct"], sums["objects"]),
        ambiguity=_ratio(tracked, tracked),
        spuriousness=_ratio(sums["spurious"], tracked + sums["spurious"]),
        change_rate_per_s=rate,
        longest_segment=longest,
        unidentified_friend_min=sums["unidentified_friends"] / 60.0,
        unidentified_airliner_min=sums["unidentified_airliners"] / 60.0,
        needle_median=float(np.median(needles)) if len(needles) else None,
        needle_worst=int(needles.max()) if len(needles) else None,
        time_to_identify_s=float(np.median(delays)) if len(delays) else None,
        identified=len(delays),
        seen_in_area=present,
        warning_time_s=_warnings(world, survey, picture),
    )


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _stretches(steps: Steps, keep: Array, ticks: int) -> tuple[Ints, Ints, Ints]:
    """Return (row, first tick, last tick) of the stretches whose value is in `keep` (mask [N])."""
    first = np.maximum(steps.tick, 0)
    last = np.minimum(steps.until - 1, ticks)
    some = np.flatnonzero(keep & (first <= last))
    return steps.row[some], first[some], last[some]


def _continuity(
    world: World, survey: Survey, picture: Picture
) -> tuple[float | None, float | None]:
    """Return (track number change rate, per second; longest track segment) as SIAP has them."""
    stay_row, stay_first, stay_last = _stretches(survey.in_area, survey.in_area.value, world.ticks)
    row, tick = breakpoints(survey.in_area, picture.track)
    number = np.where(survey.in_area.at(row, tick), picture.track.at(row, tick), -1)
    held = Steps(survey.in_area.rows, row, tick, number).without_repeats()
    seg_row, seg_first, seg_last = _stretches(held, held.value >= 0, world.ticks)
    span = 1 << 32
    stay = np.searchsorted(stay_row * span + stay_first, seg_row * span + seg_first, "right") - 1
    length = seg_last - seg_first
    segments = np.bincount(stay, minlength=len(stay_row))
    longest = np.zeros(len(stay_row), np.int64)
    np.maximum.at(longest, stay, length)
    changes = int(np.maximum(segments - 1, 0).sum())
    return (
        _ratio(changes, int(length.sum())),
        _ratio(int(longest.sum()), int((stay_last - stay_first).sum())),
    )


def _naming_delays(world: World, survey: Survey, picture: Picture) -> tuple[Ints, int]:
    """Return (delay of each aircraft that was named, in ticks; how many were ever in the area)."""
    aircraft = len(world.fleet.ids)
    row, first, _ = _stretches(survey.in_area, survey.in_area.value, world.ticks)
    entered = np.full(aircraft, _MAX)
    np.minimum.at(entered, row, first)
    labels = picture.identities()
    at_row, tick = breakpoints(survey.in_area, labels)
    named = ~np.isin(labels.at(at_row, tick), [int(i) for i in NO_ID] + [NOT_HELD])
    named &= survey.in_area.at(at_row, tick) & (tick <= world.ticks)
    named_at = np.full(aircraft, _MAX)
    np.minimum.at(named_at, at_row[named], tick[named])
    got = np.flatnonzero(named_at < _MAX)
    return named_at[got] - entered[got], int((entered < _MAX).sum())


_MAX = np.iinfo(np.int64).max


def _warnings(world: World, survey: Survey, picture: Picture) -> dict[str, float | None]:
    """Return the warning time of each protected zone."""
    tracked = np.full(len(world.fleet.ids), _MAX)
    np.minimum.at(tracked, picture.tracks.aircraft, picture.tracks.begin)
    found: dict[str, float | None] = {}
    for zone, inside in zip(world.zones, survey.in_zone, strict=True):
        if zone.kind == "protected":
            row, first, _ = _stretches(inside, inside.value, world.ticks)
            crossed = (world.fleet.allegiance[row] == Allegiance.INTRUDER) & (first > 0)
            early = np.maximum(first[crossed] - tracked[row[crossed]], 0)
            found[zone.id] = float(early.min()) if len(early) else None
    return found
