"""Small cases, worked by hand, of what random worlds seldom meet."""

from __future__ import annotations

import numpy as np
import pytest

from iffsim.base.runs import Runs, merged
from iffsim.doctrine import Allegiance, Identity
from iffsim.pictures.score import Series


def worn(counts: dict[tuple[Allegiance, Identity], int]) -> Series:
    """Return the counts of one instant."""
    table = np.zeros((len(Allegiance), 8, 1), np.int64)
    for (who, label), count in counts.items():
        table[who, label, 0] = count
    return Series(0, np.zeros(1, np.int64), table, np.zeros(1, np.int64))


@pytest.mark.parametrize(("unknown", "hostile", "needle"), [(1, 9, 2), (9, 1, 2), (3, 3, 4)])
def test_of_several_intruders_the_needle_is_the_one_that_is_easiest_to_find(
    unknown: int, hostile: int, needle: int
) -> None:
    found = worn(
        {
            (Allegiance.INTRUDER, Identity.UNKNOWN): 1,
            (Allegiance.INTRUDER, Identity.HOSTILE): 1,
            (Allegiance.NEUTRAL, Identity.UNKNOWN): unknown,
            (Allegiance.NEUTRAL, Identity.HOSTILE): hostile,
            (Allegiance.NEUTRAL, Identity.NEUTRAL): 0,
        }
    )
    assert found.needle.tolist() == [needle]


@pytest.mark.parametrize(("second", "rows"), [(40, 1), (50, 2), (60, 2)])
def test_runs_become_one_only_if_no_scan_is_missing_between(second: int, rows: int) -> None:
    first = np.array([10, second])
    both = Runs(*np.zeros((2, 2), np.int64), first, first + 20, np.array([10, 10]))
    found = merged(both)
    assert len(found) == rows
    assert found.last.tolist()[-1] == second + 20
