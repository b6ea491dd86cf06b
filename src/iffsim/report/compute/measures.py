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
    label: str
    whose: str
    """"SIAP", with its letter, or "own": the project's."""
    kind: str
    """share, number, rate, minutes or time."""
    meaning: str


MEASURES = (
    Measure("completeness", "Completeness", "SIAP C", "share",
            "of the aircraft in the area, those that the picture tracks"),
    Measure("id_completeness", "ID completeness", "SIAP CID", "share",
            "of those tracked, those with any identity; pending and unknown count as none"),
    Measure("id_correctness", "ID correctness", "SIAP IDC", "share",
            "of those tracked, those with a correct identity"),
    Measure("id_ambiguity", "ID ambiguity", "SIAP IDA", "share",
            "of those tracked, those with several identities; here each has one track"),
    Measure("correct_share", "Correct share, C × IDC", "own", "share",
            "of the aircraft in the area, those tracked and correctly named: a small bubble"
            " cannot score by seeing little"),
    Measure("ambiguity", "Ambiguity", "SIAP A", "number",
            "tracks for each tracked aircraft; best 1"),
    Measure("spuriousness", "Spuriousness", "SIAP S", "share", "tracks that belong to no aircraft"),
    Measure("change_rate_per_s", "Track number changes", "SIAP R", "rate",
            "how often a tracked aircraft gets a new number, per second"),
    Measure("longest_segment", "Longest segment", "SIAP LS", "share",
            "of an aircraft's time in the area, its longest unbroken track"),
    Measure("unidentified_friend_min", "Unidentified friends", "own", "minutes",
            "aircraft-minutes of own and allied aircraft held without an identity: the exposure to"
            " being misidentified"),
    Measure("unidentified_airliner_min", "Unidentified airliners", "own", "minutes",
            "the same of neutral aircraft"),
    Measure("needle_median", "The needle, median", "own", "number",
            "among how many tracks with the same label the intruder hides, while it is held"),
    Measure("needle_worst", "The needle, worst", "own", "number", "the same, at its highest"),
    Measure("time_to_identify_s", "Time to identify, median", "own", "time",
            "from an aircraft's first second in the area to its first identity"),
    Measure("identified", "Aircraft ever identified", "own", "number",
            "aircraft that ever had an identity while in the area"),
    Measure("seen_in_area", "Aircraft ever in the area", "own", "number",
            "the same for every picture: it is truth"),
    Measure("warning_time_s", "Warning time", "own", "time",
            "from an intruder's first track to its crossing into a protected zone, the least"),
)  # fmt: skip


def shown(say: Words, kind: str, value: float | None) -> str:
    """Return a value as people read it; "n/a" for None."""
    if value is None:
        return say("n/a")
    if kind == "share":
        figure = say.number(value * 100, 1)
        return f"%{figure}" if say.language == "tr" else f"{figure} %"
    if kind == "time":
        return clock(value)
    digits = {"rate": 5, "minutes": 1}.get(kind, 0 if float(value).is_integer() else 1)
    return say.number(value, digits)


def minutes(say: Words, seconds: float) -> str:
    """Return aircraft-minutes of aircraft-seconds."""
    return say.number(seconds / 60.0, 1)
