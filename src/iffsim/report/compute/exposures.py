"""Who stayed without an identity in a picture, how long and why.

Counted as the scorecard counts: tick by tick, inside the area of interest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iffsim.base.arrays import Ints
from iffsim.base.steps import Steps, together
from iffsim.doctrine import Allegiance, Evidence
from iffsim.pictures.picture import name_of, rule_of
from iffsim.pictures.score import NO_ID
from iffsim.recording import Recording


@dataclass(frozen=True)
class Stretch:
    """An unbroken time, first to last tick."""

    first: int
    last: int

    @property
    def ticks(self) -> int:
        """How long, both ends counted."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Exposure:
    """One aircraft that a picture held without an identity, and why."""

    picture: str
    aircraft: str
    name: str
    type: str
    track: int
    allegiance: str
    unidentified_s: int
    stretches: tuple[Stretch, ...]
    rule: str
    """What named it in the middle of the longest stretch."""
    evidence: tuple[str, ...]
    """What was known of it then."""

    @property
    def longest(self) -> Stretch:
        """The longest stretch; of several the first."""
        return max(self.stretches, key=lambda stretch: stretch.ticks)


def exposures(recording: Recording, picture: str) -> list[Exposure]:
    """Return every own, allied and neutral aircraft that was held without an identity in the area:
    friends first, longest first."""
    fleet = recording.world.fleet
    by_aircraft: dict[int, list[Stretch]] = {}
    for a, first, last in _unidentified(recording, picture):
        if fleet.allegiance[a] != Allegiance.INTRUDER:
            by_aircraft.setdefault(a, []).append(Stretch(first, last))
    found = [_exposure(recording, picture, a, tuple(by)) for a, by in by_aircraft.items()]
    return sorted(found, key=lambda e: (e.allegiance == "neutral", -e.unidentified_s, e.aircraft))


def _unidentified(recording: Recording, picture: str) -> list[tuple[int, int, int]]:
    """Return (aircraft, first tick, last tick) of every time without an identity."""
    names = recording.folded(picture).names
    row, tick, inside, name = together(recording.survey.in_area, names)
    nameless = inside & np.isin(name_of(name), [int(identity) for identity in NO_ID])
    steps = Steps(names.rows, row, tick, nameless).without_repeats()
    first = np.maximum(steps.tick, 0)
    last = np.minimum(steps.until - 1, recording.world.ticks)
    some = steps.value & (first <= last)
    columns: tuple[Ints, ...] = (steps.row[some], first[some], last[some])
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _exposure(
    recording: Recording, picture: str, a: int, stretches: tuple[Stretch, ...]
) -> Exposure:
    fleet = recording.world.fleet
    longest = max(stretches, key=lambda stretch: stretch.ticks)
    middle = (longest.first + longest.last) // 2
    folded, one = recording.folded(picture), np.array([a])
    rule = recording.rules(picture, middle)[int(rule_of(folded.names.at(one, middle))[0])]
    evidence = int(folded.state.at(one, middle)[0])
    named = {flight.id: flight.name for flight in recording.scenario.flights}
    return Exposure(
        picture=picture,
        aircraft=fleet.ids[a],
        name=named.get(fleet.ids[a], ""),
        type=fleet.types[a],
        track=int(recording.numbers(picture)[a]),
        allegiance=Allegiance(int(fleet.allegiance[a])).name.lower(),
        unidentified_s=sum(stretch.ticks for stretch in stretches),
        stretches=stretches,
        rule=rule.name,
        evidence=tuple(str(bit.name).lower() for bit in Evidence if evidence & int(bit)),
    )
