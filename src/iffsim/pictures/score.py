"""How well a picture shows the truth: SIAP attributes, and the project's own measures.

SIAP as published by Votruba et al., *Single Integrated Air Picture (SIAP) Metrics Implementation*,
2001, and as implemented in Stone Soup's `metricgenerator` (`tests/stonesoup` compares the numbers).
At every tick: J true objects in the area of interest, JT of them tracked, JU tracked with no ID
(pending and unknown count as none), JC correct, JI wrong, JA = JT - JC - JI - JU ambiguous. With
one track for each aircraft JA is always 0. A measure over nothing is None ("n/a"), never 0.

An object's *stay* is an unbroken time in the area; a track's *segment* is an unbroken time of one
track in one stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from iffsim.base.arrays import Array, Ints
from iffsim.base.steps import Steps, census, together
from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.pictures.picture import Picture, name_of
from iffsim.pictures.stack import Stack
from iffsim.sensing import Survey
from iffsim.truth.world import World

CORRECT = {
    Allegiance.OWN: {Identity.FRIEND, Identity.ASSUMED_FRIEND},
    Allegiance.ALLIED: {Identity.FRIEND, Identity.ASSUMED_FRIEND},
    Allegiance.NEUTRAL: {Identity.NEUTRAL},
    Allegiance.INTRUDER: {Identity.HOSTILE, Identity.SUSPECT},
}
"""Which identities are correct for which allegiance: published, so that anybody can disagree."""
NO_ID = {Identity.PENDING, Identity.UNKNOWN}
"""Identities that count as none."""

_LABELS = 8
"""The identities, and last: not held."""
_OUTSIDE = len(Allegiance) * _LABELS
"""State of an aircraft that is not in the area."""
_GHOST = _OUTSIDE + 1
"""State of an aircraft that is still tracked though its flight ended inside the area."""


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


COUNTS = (
    "objects", "tracked", "no_id", "correct", "wrong", "spurious", "unidentified_friends",
    "unidentified_airliners", "needle",
)  # fmt: skip
"""Those of an `Instant` that tables and curves have, by name."""


@dataclass(frozen=True)
class Series:
    """The same counts at every tick: int64[ticks + 1] each. Those of parts of a fleet add up."""

    ticks: int
    """Last tick."""
    moment: Ints
    """int64[N], the ticks at which any count changes, in order, 0 first."""
    worn: Ints
    """int64[allegiance, label, N]: aircraft in the area from each moment on, by `Allegiance` and by
    `Identity`; the last label is "not held"."""
    ghosts: Ints
    """int64[N]: tracks of aircraft whose flight ended inside the area."""

    def __add__(self, other: Series) -> Series:
        moment = np.union1d(self.moment, other.moment)
        mine, theirs = (
            np.searchsorted(part.moment, moment, side="right") - 1 for part in (self, other)
        )
        return Series(
            self.ticks,
            moment,
            self.worn[..., mine] + other.worn[..., theirs],
            self.ghosts[mine] + other.ghosts[theirs],
        )

    def _each_tick(self, counts: Ints) -> Ints:
        """Return what holds from moment to moment, [N], tick by tick."""
        return np.repeat(counts, np.diff(self.moment, append=self.ticks + 1))

    @cached_property
    def objects(self) -> Ints:
        """J: aircraft in the area."""
        return self._each_tick(self.worn.sum(axis=(0, 1)))

    @cached_property
    def tracked(self) -> Ints:
        """JT: of those, held."""
        return self._each_tick(self.worn[:, :-1].sum(axis=(0, 1)))

    @cached_property
    def spurious(self) -> Ints:
        """Tracks of aircraft that no longer fly."""
        return self._each_tick(self.ghosts)

    @cached_property
    def no_id(self) -> Ints:
        """JU: of those, with no ID."""
        return self._each_tick(self._wearing(Allegiance, NO_ID))

    @cached_property
    def correct(self) -> Ints:
        """JC: with a correct identity."""
        parts = [self._wearing([who], right) for who, right in CORRECT.items()]
        return self._each_tick(np.sum(parts, axis=0))

    @cached_property
    def wrong(self) -> Ints:
        """JI: with a wrong one."""
        return self.tracked - self.no_id - self.correct

    @cached_property
    def unidentified_friends(self) -> Ints:
        """Own and allied aircraft held with no ID."""
        return self._each_tick(self._wearing([Allegiance.OWN, Allegiance.ALLIED], NO_ID))

    @cached_property
    def unidentified_airliners(self) -> Ints:
        """Neutral aircraft held with no ID."""
        return self._each_tick(self._wearing([Allegiance.NEUTRAL], NO_ID))

    @cached_property
    def needle(self) -> Ints:
        """How many tracks wear the intruder's label; of several intruders', the easiest to find; -1
        where none is held."""
        nobody = np.iinfo(np.int64).max
        best = np.full(self.worn.shape[2], nobody)
        for label in (NO_ID, *({i} for i in Identity if i not in NO_ID)):
            hides = self._wearing([Allegiance.INTRUDER], label) > 0
            best = np.where(hides, np.minimum(best, self._wearing(Allegiance, label)), best)
        return self._each_tick(np.where(best == nobody, -1, best))

    def _wearing(self, who: Iterable[Allegiance], labels: Iterable[Identity]) -> Ints:
        found: Ints = self.worn[np.ix_([int(a) for a in who], [int(i) for i in labels])].sum((0, 1))
        return found

    def at(self, tick: int) -> Instant:
        """Return the counts at one tick."""
        names = [f.name for f in fields(Instant) if f.name not in ("ambiguous", "needle")]
        needle = int(self.needle[tick])
        now = {name: int(getattr(self, name)[tick]) for name in names}
        return Instant(**now, ambiguous=0, needle=None if needle < 0 else needle)


@dataclass(frozen=True)
class Scorecard:
    """A picture's scores over the whole run, counted every second in the area; None is "n/a".

    SIAP attributes are those of Votruba et al., 2001; shares are 0..1.
    """

    completeness: float | None
    """SIAP C: share of the aircraft in the area that are tracked."""
    id_completeness: float | None
    """SIAP CID: share of those tracked that have an identity; pending and unknown are none."""
    id_correctness: float | None
    """SIAP IDC: share of those tracked that have a correct identity."""
    id_ambiguity: float | None
    """SIAP IDA: share of those tracked that have several identities; here each has one track."""
    correct_share: float | None
    """Completeness times ID correctness: a tiny bubble cannot score by seeing little."""
    ambiguity: float | None
    """SIAP A: tracks for each tracked aircraft; best 1."""
    spuriousness: float | None
    """SIAP S: share of tracks that belong to no aircraft."""
    change_rate_per_s: float | None
    """SIAP R: how often a tracked aircraft gets a new number, per second."""
    longest_segment: float | None
    """SIAP LS: share of an aircraft's time in the area that its longest unbroken track makes."""
    unidentified_friend_min: float
    """Aircraft-minutes of own and allied aircraft held with no ID: the exposure to being
    misidentified."""
    unidentified_airliner_min: float
    """The same of airliners."""
    needle_median: float | None
    """The needle's median over the ticks at which the intruder is held."""
    needle_worst: int | None
    """The same at its highest."""
    time_to_identify_s: float | None
    """Median, from an aircraft's first tick in the area to its first identity; of those that got
    one."""
    identified: int
    """How many aircraft ever got an identity while in the area."""
    seen_in_area: int
    """How many aircraft were ever in the area."""
    warning_time_s: dict[str, float | None]
    """By protected zone: least time between an intruder's first track and its crossing into the
    zone; None where none crosses; 0 where it was tracked no earlier."""


def series(world: World, survey: Survey, picture: Picture, stack: Stack | None = None) -> Series:
    """Return the counts at every tick of the run, or of all runs of a `stack` one after another."""
    row, tick, inside, name = together(survey.in_area, picture.names)
    label = np.minimum(name_of(name), _LABELS - 1)
    state = world.fleet.allegiance[row].astype(np.int64) * _LABELS + label
    state[~inside] = _OUTSIDE
    end = _end(world)
    if (end <= world.ticks).any():
        gone = (label < _LABELS - 1) & _ended_inside(world, survey)[row] & (tick >= end[row])
        state[gone & ~inside] = _GHOST
    steps = Steps(len(world.traffic), row, tick, state)
    ticks = world.ticks
    if stack is not None:
        steps, ticks = _end_to_end(steps, stack, ticks), stack.runs * (ticks + 1) - 1
    moment, counts = census(steps, _GHOST + 1, ticks)
    worn = counts[:_OUTSIDE].reshape(len(Allegiance), _LABELS, -1)
    return Series(ticks, moment, worn, counts[_GHOST])


def _end_to_end(steps: Steps, stack: Stack, ticks: int) -> Steps:
    """Return `steps` with each run's ticks after those of the run before it, and everybody outside
    at all other times."""
    begin = stack.run * (ticks + 1)
    tick = np.clip(steps.tick, 0, ticks + 1) + begin[steps.row]
    every = np.arange(steps.rows)
    return Steps.build(
        np.full(steps.rows, _OUTSIDE),
        np.concatenate([steps.row, every]),
        np.concatenate([tick, begin + ticks + 1]),
        np.concatenate([steps.value, np.full(steps.rows, _OUTSIDE)]),
    )


def _end(world: World) -> Ints:
    """Return each aircraft's first tick no longer flown, int64[A]."""
    end: Ints = np.ceil(world.traffic.end_s).astype(np.int64)
    return end


def _ended_inside(world: World, survey: Survey) -> Array:
    """Return whether each aircraft's flight ends inside the area, bool[A]."""
    return survey.in_area.at(np.arange(len(world.traffic)), _end(world) - 1)


def scorecard(world: World, survey: Survey, picture: Picture, counts: Series) -> Scorecard:
    """Return the scores over the whole run. `counts` is the picture's `series`."""
    return scorecards(world, survey, picture, counts, Stack.of([len(world.traffic)]))[0]


def scorecards(
    world: World, survey: Survey, picture: Picture, counts: Series, stack: Stack
) -> list[Scorecard]:
    """Return the scores of each run of a `stack`. `counts` is the picture's `series` of it."""
    sums = {
        name: stack.sums(getattr(counts, name))
        for name in ("objects", "tracked", "no_id", "correct", "spurious")
    }
    friends = stack.sums(counts.unidentified_friends)
    airliners = stack.sums(counts.unidentified_airliners)
    needles = counts.needle.reshape(stack.runs, -1)
    change, longest = _continuity(world, survey, picture, stack)
    delays, present = _naming_delays(world, survey, picture, stack)
    warnings = _warnings(world, survey, picture, stack)

    def card(run: int) -> Scorecard:
        objects, tracked, no_id, correct, spurious = (total[run] for total in sums.values())
        needle, delay = needles[run][needles[run] >= 0], delays[run]
        return Scorecard(
            completeness=_ratio(tracked, objects),
            id_completeness=_ratio(tracked - no_id, tracked),
            id_correctness=_ratio(correct, tracked),
            id_ambiguity=0.0 if tracked else None,
            correct_share=_ratio(correct, objects),
            ambiguity=_ratio(tracked, tracked),
            spuriousness=_ratio(spurious, tracked + spurious),
            change_rate_per_s=change[run],
            longest_segment=longest[run],
            unidentified_friend_min=friends[run] / 60.0,
            unidentified_airliner_min=airliners[run] / 60.0,
            needle_median=_median(needle),
            needle_worst=int(needle.max()) if len(needle) else None,
            time_to_identify_s=_median(delay),
            identified=len(delay),
            seen_in_area=present[run],
            warning_time_s={zone: times[run] for zone, times in warnings.items()},
        )

    return [card(run) for run in range(stack.runs)]


def _median(values: Ints) -> float | None:
    """Return the median of whole numbers; numpy's own, without what it does for all others."""
    if not len(values):
        return None
    low, high = (len(values) - 1) // 2, len(values) // 2
    part = np.partition(values, [low, high])
    return float(part[low] + part[high]) / 2.0


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _stretches(steps: Steps, keep: Array, ticks: int) -> tuple[Ints, Ints, Ints]:
    """Return (row, first tick, last tick) of the stretches whose value is in `keep` (mask [N])."""
    first = np.maximum(steps.tick, 0)
    last = np.minimum(steps.until - 1, ticks)
    some = np.flatnonzero(keep & (first <= last))
    return steps.row[some], first[some], last[some]


def _continuity(
    world: World, survey: Survey, picture: Picture, stack: Stack
) -> tuple[list[float | None], list[float | None]]:
    """Return (track number change rate, per second; longest track segment) as SIAP has them, of
    each run."""
    stay_row, stay_first, stay_last = _stretches(survey.in_area, survey.in_area.value, world.ticks)
    row, tick, inside, track = together(survey.in_area, picture.track)
    number = np.where(inside, track, -1)
    held = Steps(survey.in_area.rows, row, tick, number).without_repeats()
    seg_row, seg_first, seg_last = _stretches(held, held.value >= 0, world.ticks)
    span = 1 << 32
    stay = np.searchsorted(stay_row * span + stay_first, seg_row * span + seg_first, "right") - 1
    length = seg_last - seg_first
    segments = np.bincount(stay, minlength=len(stay_row))
    longest = np.zeros(len(stay_row), np.int64)
    np.maximum.at(longest, stay, length)
    changes = stack.totals(stay_row, np.maximum(segments - 1, 0))
    tracked = stack.totals(seg_row, length)
    unbroken = stack.totals(stay_row, longest)
    stayed = stack.totals(stay_row, stay_last - stay_first)
    return list(map(_ratio, changes, tracked)), list(map(_ratio, unbroken, stayed))


def _naming_delays(
    world: World, survey: Survey, picture: Picture, stack: Stack
) -> tuple[list[Ints], list[int]]:
    """Return of each run (delay of each aircraft that was named, in ticks; how many were ever in
    the area)."""
    aircraft = len(world.fleet.ids)
    row, first, _ = _stretches(survey.in_area, survey.in_area.value, world.ticks)
    entered = np.full(aircraft, _MAX)
    np.minimum.at(entered, row, first)
    at_row, tick, inside, name = together(survey.in_area, picture.names)
    named = ~np.isin(name_of(name), [int(i) for i in NO_ID] + [NOT_HELD])
    named &= inside & (tick <= world.ticks)
    named_at = np.full(aircraft, _MAX)
    np.minimum.at(named_at, at_row[named], tick[named])
    got = np.flatnonzero(named_at < _MAX)
    delays = np.split(named_at[got] - entered[got], np.searchsorted(got, stack.first[1:-1]))
    here = np.flatnonzero(entered < _MAX)
    return delays, stack.totals(here, np.ones(len(here), np.int64))


_MAX = np.iinfo(np.int64).max


def _warnings(
    world: World, survey: Survey, picture: Picture, stack: Stack
) -> dict[str, list[float | None]]:
    """Return the warning time of each protected zone, in each run."""
    tracked = np.full(len(world.fleet.ids), _MAX)
    np.minimum.at(tracked, picture.tracks.aircraft, picture.tracks.begin)
    found: dict[str, list[float | None]] = {}
    for zone, inside in zip(world.zones, survey.in_zone, strict=True):
        if zone.kind == "protected":
            row, first, _ = _stretches(inside, inside.value, world.ticks)
            crossed = (world.fleet.allegiance[row] == Allegiance.INTRUDER) & (first > 0)
            row, first = row[crossed], first[crossed]
            least = np.full(stack.runs, _MAX)
            np.minimum.at(least, stack.run[row], np.maximum(first - tracked[row], 0))
            found[zone.id] = [float(early) if early < _MAX else None for early in least.tolist()]
    return found
