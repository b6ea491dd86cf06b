"""The measures by name: whose they are, what they mean, how they read."""

from __future__ import annotations

from dataclasses import dataclass

from iffsim.base.units import clock
from iffsim.words.say import Words


@dataclass(frozen=True)
class Measure:
    """One measure of a scorecard."""

    key: str
    """As `score.Scorecard` and `facts` name it."""
    whose: str
    """"SIAP", with its letter, or the id of "own": the project's."""
    kind: str
    """share, number, rate, minutes or time."""

    @property
    def label(self) -> str:
        """The id of its name in the table of words."""
        return f"measure.{self.key}"

    @property
    def meaning(self) -> str:
        """The id of what it means."""
        return f"measure.{self.key}_means"


MEASURES = (
    Measure("completeness", "SIAP C", "share"),
    Measure("id_completeness", "SIAP CID", "share"),
    Measure("id_correctness", "SIAP IDC", "share"),
    Measure("id_ambiguity", "SIAP IDA", "share"),
    Measure("correct_share", "allegiance.own", "share"),
    Measure("ambiguity", "SIAP A", "number"),
    Measure("spuriousness", "SIAP S", "share"),
    Measure("change_rate_per_s", "SIAP R", "rate"),
    Measure("longest_segment", "SIAP LS", "share"),
    Measure("unidentified_friend_min", "allegiance.own", "minutes"),
    Measure("unidentified_airliner_min", "allegiance.own", "minutes"),
    Measure("needle_median", "allegiance.own", "number"),
    Measure("needle_worst", "allegiance.own", "number"),
    Measure("time_to_identify_s", "allegiance.own", "time"),
    Measure("identified", "allegiance.own", "number"),
    Measure("seen_in_area", "allegiance.own", "number"),
    Measure("warning_time_s", "allegiance.own", "time"),
)


def shown(say: Words, kind: str, value: float | None) -> str:
    """Return a value as people read it; "n/a" for None."""
    if value is None:
        return say("scores.nothing")
    if kind == "share":
        return say.percent(value, 1)
    if kind == "time":
        return clock(value)
    digits = {"rate": 5, "minutes": 1}.get(kind, 0 if float(value).is_integer() else 1)
    return say.number(value, digits)


def minutes(say: Words, seconds: float) -> str:
    """Return aircraft-minutes of aircraft-seconds."""
    return say.number(seconds / 60.0, 1)
