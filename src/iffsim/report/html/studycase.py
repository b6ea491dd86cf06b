"""A study as its report tells it: the language, and how things are called and written in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from iffsim.base.arrays import Array, Floats
from iffsim.base.units import clock
from iffsim.report.compute.measures import MEASURES, shown
from iffsim.scenario.twins import titles
from iffsim.studies.results import Results
from iffsim.words.say import Words

BY_KEY = {measure.key: measure for measure in MEASURES}


@dataclass(frozen=True)
class Studied:
    """A study, and the language in which it is told."""

    results: Results
    say: Words

    @cached_property
    def titles(self) -> dict[str, str]:
        """What each picture is called."""
        return titles(self.results.plan.scenario.pictures, self.say)

    @cached_property
    def parameters(self) -> dict[str, Array]:
        """What varied, run by run (of one picture's rows)."""
        table_, plan = self.results.columns, self.results.plan
        rows = table_["picture"] == plan.pictures[0]
        return {name: table_[name][rows] for name in self.results.parameters}

    def measured(self, picture: str, measure: str) -> Floats:
        """Return one measure of one picture, run by run."""
        return self.results.of(picture, measure)

    def shown(self, measure: str, value: float) -> str:
        """Return a value as people read it."""
        kind = BY_KEY[measure].kind
        return clock(value) if kind == "time" else shown(self.say, kind, value)

    def level(self, value: object) -> str:
        """Return a value of something that varied as people read it: a number in four digits."""
        if isinstance(value, tuple):
            return "–".join(map(self.level, value))
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(value).lower() if isinstance(value, bool) else str(value)
        short = f"{value:.4g}"
        whole, _, decimals = short.partition(".")
        if not whole.lstrip("-").isdigit():
            return short
        return self.say.number(float(short), len(decimals))

    def named(self, measure: str) -> str:
        """Return what a measure is called, and what it is counted in."""
        name = self.say(BY_KEY[measure].label)
        counted = BY_KEY[measure].kind == "minutes"
        return self.say("spread.in_minutes", measure=name) if counted else name


def hunted(case: Studied) -> bool:
    """Return whether the scenario has an intruder, whose needle could be counted."""
    scenario = case.results.plan.scenario
    return any(one.allegiance == "intruder" for one in scenario.flights) or any(
        one.allegiance == "intruder" for one in scenario.background
    )
