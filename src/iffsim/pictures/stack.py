"""Several runs as one: their fleets follow one another in a single world, as its parts would.

Aircraft do not influence each other, so what becomes of a stack is what becomes of each run; only
who sums over a fleet has to know where one run ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from iffsim.base.arrays import Ints


@dataclass(frozen=True)
class Stack:
    """Several runs of equal length, whose fleets follow one another in one world: R runs."""

    first: Ints
    """int64[R + 1], each run's first aircraft, and the end of the last run's."""
    run: Ints
    """int64[A], the run of each aircraft."""

    @classmethod
    def of(cls, aircraft: Sequence[int]) -> Stack:
        """Return the stack of runs with so many aircraft each."""
        first = np.concatenate([[0], np.cumsum(aircraft)]).astype(np.int64)
        return cls(first, np.repeat(np.arange(len(aircraft)), aircraft))

    @property
    def runs(self) -> int:
        """How many runs."""
        return len(self.first) - 1

    def sums(self, each_tick: Ints) -> list[int]:
        """Return each run's sum of what was counted at each tick, [R * ticks of a run]."""
        found: list[int] = each_tick.reshape(self.runs, -1).sum(axis=1).tolist()
        return found

    def totals(self, aircraft: Ints, count: Ints) -> list[int]:
        """Return each run's sum of `count` [N], which are of `aircraft` [N]."""
        total = np.zeros(self.runs, np.int64)
        np.add.at(total, self.run[aircraft], count)
        found: list[int] = total.tolist()
        return found
