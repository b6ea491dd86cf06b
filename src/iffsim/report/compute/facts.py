"""All that a report says, as plain values: the page, the CSV and the JSON files are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from iffsim import tables
from iffsim.base.arrays import Floats
from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.pictures.score import Series
from iffsim.recording import Recording
from iffsim.report.compute.case import Answered, Case
from iffsim.report.compute.confusion import Confusion, confusion
from iffsim.report.compute.exposures import Exposure, exposures
from iffsim.report.compute.timeline import Moment, moments
from iffsim.scenario.twins import titles
from iffsim.words.say import Words

FORMAT = 1
SAMPLES = 540
"""About how many samples a curve has at most: what print can tell apart."""
_ROUND_S = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600)
SHARES = {
    "completeness": ("tracked", "objects"),
    "id_completeness": ("named", "tracked"),
    "id_correctness": ("correct", "tracked"),
    "correct_share": ("correct", "objects"),
}
"""SIAP's shares at an instant: what of what."""


@dataclass(frozen=True)
class Called:
    """What one picture called the aircraft of a question, then."""

    picture: str
    identity: str
    """Empty: not held."""
    rule: str


@dataclass(frozen=True)
class Reply:
    """A question, what was answered, what the pictures and truth say."""

    asked: Answered
    allegiance: str
    """In truth; empty when no aircraft is asked about."""
    called: tuple[Called, ...]


@dataclass(frozen=True)
class Facts:
    """All numbers and texts of a report, in one language."""

    case: Case
    say: Words
    moments: tuple[Moment, ...]
    times_s: Floats
    """float64[T], at which curves are sampled: every so many whole seconds, and the end."""
    scorecards: dict[str, dict[str, Any]]
    confusions: tuple[Confusion, ...]
    exposures: tuple[Exposure, ...]
    replies: tuple[Reply, ...]
    others: dict[str, dict[str, dict[str, Any]]]
    """Scorecards of snapshots and forks, by name, then by picture."""

    @property
    def recording(self) -> Recording:
        """The run."""
        return self.case.recording

    @cached_property
    def titles(self) -> dict[str, str]:
        """What people call each picture."""
        return titles(self.recording.world.pictures, self.say)

    def sampled(self, picture: str, measure: str) -> Floats:
        """Return a count of `COUNTS` or a share of `SHARES` at `times_s`; nan where it is n/a."""
        counts, ticks = self.recording.series(picture), self.times_s.astype(np.int64)
        if measure in SHARES:
            part, whole = (_count(counts, name)[ticks] for name in SHARES[measure])
            share: Floats = np.divide(part, whole, out=np.full(len(ticks), np.nan), where=whole > 0)
            return share
        values = _count(counts, measure)[ticks]
        return np.where(values < 0, np.nan, values)

    def airliners(self, picture: str) -> list[Exposure]:
        """Return the airliners that a picture left without a name, longest first."""
        return [e for e in self.exposures if (e.picture, e.allegiance) == (picture, "neutral")]

    def friends(self, picture: str) -> list[Exposure]:
        """Return the friends that a picture left without a name, longest first."""
        return [e for e in self.exposures if e.picture == picture and e.allegiance != "neutral"]


def facts(case: Case, say: Words) -> Facts:
    """Return all that there is to say about a case."""
    recording = case.recording
    pictures = recording.picture_ids
    return Facts(
        case,
        say,
        tuple(moments(case, say)),
        times_s(recording.duration_s),
        tables.scorecards(recording),
        tuple(confusion(recording, picture) for picture in pictures),
        tuple(e for picture in pictures for e in exposures(recording, picture)),
        tuple(_reply(recording, asked) for asked in case.asked),
        {other.line.name: tables.scorecards(other.recording) for other in case.lines},
    )


def times_s(duration_s: float) -> Floats:
    """Return 0, a round step, twice that, ... and the end."""
    step = next((s for s in _ROUND_S if duration_s / s <= SAMPLES), duration_s // SAMPLES)
    return np.append(np.arange(0.0, duration_s, step), duration_s)


def _count(counts: Series, name: str) -> Floats:
    values = counts.tracked - counts.no_id if name == "named" else getattr(counts, name)
    found: Floats = np.asarray(values, np.float64)
    return found


def _reply(recording: Recording, asked: Answered) -> Reply:
    name, at_s = asked.prompt.aircraft, asked.prompt.at_s
    if name is None or name not in recording.world.fleet.ids:
        return Reply(asked, "", ())
    a = recording.aircraft(name)
    called = tuple(_called(recording, picture, a, at_s) for picture in recording.picture_ids)
    allegiance = Allegiance(int(recording.world.fleet.allegiance[a]))
    return Reply(asked, allegiance.name.lower(), called)


def _called(recording: Recording, picture: str, a: int, at_s: float) -> Called:
    state = recording.picture(picture, at_s)
    if int(state.identity[a]) == NOT_HELD:
        return Called(picture, "", "")
    rule = recording.rules(picture, at_s)[int(state.rule[a])]
    return Called(picture, Identity(int(state.identity[a])).name.lower(), rule.name)
