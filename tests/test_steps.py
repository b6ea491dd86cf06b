"""`Steps` held to a plain scan through a dictionary of changes."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from iffsim.base.steps import FOREVER, NEVER, Steps, census, joined, together

TICKS = 40
TICK = st.integers(-3, TICKS + 3)
ROWS = st.integers(1, 4)

Change = tuple[int, int, int]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[int], list[Change]]:
    """Draw initial values, one a row, and changes (row, tick, value) in any order."""
    rows = draw(ROWS)
    initial = draw(st.lists(st.integers(0, 4), min_size=rows, max_size=rows))
    change = st.tuples(st.integers(0, rows - 1), TICK, st.integers(0, 4))
    return initial, draw(st.lists(change, max_size=12))


def built(history: tuple[list[int], list[Change]]) -> Steps:
    initial, changes = history
    row, tick, value = (np.array([c[i] for c in changes], np.int64) for i in range(3))
    return Steps.build(np.array(initial, np.uint8), row, tick, value)


def naive(history: tuple[list[int], list[Change]], row: int, tick: int) -> int:
    """Return the value there: the latest change not after it, of several at one tick the last."""
    initial, changes = history
    at: dict[int, int] = {t: v for r, t, v in changes if r == row}
    earlier = [t for t in at if t <= tick]
    return at[max(earlier)] if earlier else initial[row]


def grid(steps: Steps) -> list[list[Any]]:
    return [
        [steps.at(row, tick).item() for tick in range(-5, TICKS + 6)] for row in range(steps.rows)
    ]


def shape_is_right(steps: Steps) -> bool:
    """Check the promised form: sorted, no repeats, each row from NEVER on."""
    firsts = np.flatnonzero(np.append(True, steps.row[1:] != steps.row[:-1]))
    rising = (np.diff(steps.keys) > 0).all()
    changing = ((steps.row[1:] != steps.row[:-1]) | (steps.value[1:] != steps.value[:-1])).all()
    every = np.array_equal(steps.row[firsts], np.arange(steps.rows))
    return bool(rising and changing and every and (steps.tick[firsts] == NEVER).all())


@given(histories())
def test_any_row_at_any_tick_is_what_a_plain_scan_finds(
    history: tuple[list[int], list[Change]],
) -> None:
    steps = built(history)
    assert shape_is_right(steps)
    for row in range(steps.rows):
        for tick in (NEVER, *range(-5, TICKS + 6), FOREVER):
            assert steps.at(row, tick) == naive(history, row, tick)


@given(histories(), TICK)
def test_all_rows_at_a_tick_are_each_row_at_that_tick(
    history: tuple[list[int], list[Change]], tick: int
) -> None:
    steps = built(history)
    assert steps.all_at(tick).tolist() == [naive(history, row, tick) for row in range(steps.rows)]
    assert steps.all_at(tick).dtype == np.uint8


@given(histories())
def test_a_change_holds_until_its_row_changes_next(
    history: tuple[list[int], list[Change]],
) -> None:
    steps = built(history)
    for row, tick, until, value in zip(
        steps.row, steps.tick, steps.until, steps.value, strict=True
    ):
        assert naive(history, row, until - 1) == value
        assert naive(history, row, tick) == value
        if until != FOREVER:
            assert naive(history, row, until) != value


@given(histories(), TICK)
def test_a_cut_is_the_same_before_and_still_from_then_on(
    history: tuple[list[int], list[Change]], cut: int
) -> None:
    past = built(history).cut(cut)
    assert shape_is_right(past)
    for row in range(past.rows):
        for tick in range(-5, TICKS + 6):
            assert past.at(row, tick) == naive(history, row, min(tick, cut - 1))


@given(histories())
def test_without_repeats_keeps_every_value_in_the_fewest_changes(
    history: tuple[list[int], list[Change]],
) -> None:
    initial, _ = history
    rows = np.repeat(np.arange(len(initial)), TICKS + 1)
    ticks = np.tile(np.append(NEVER, np.arange(TICKS)), len(initial))
    values = [naive(history, row, tick) for row, tick in zip(rows, ticks, strict=True)]
    wordy = Steps(len(initial), rows, ticks, np.array(values, np.uint8))
    brief = wordy.without_repeats()
    assert shape_is_right(brief)
    for row in range(brief.rows):
        for tick in range(TICKS):
            assert brief.at(row, tick) == naive(history, row, tick)


@given(ROWS, st.lists(st.tuples(st.integers(0, 3), TICK, TICK), max_size=8))
def test_intervals_are_true_where_any_interval_covers(
    rows: int, drawn: list[tuple[int, int, int]]
) -> None:
    spans = [(row % rows, min(a, b), max(a, b)) for row, a, b in drawn]
    steps = Steps.intervals(rows, *(np.array([s[i] for s in spans], np.int64) for i in range(3)))
    assert shape_is_right(steps)
    assert steps.value.dtype == bool
    for row in range(rows):
        for tick in range(-5, TICKS + 6):
            covered = any(r == row and start <= tick < stop for r, start, stop in spans)
            assert steps.at(row, tick) == covered


@given(histories())
def test_a_census_counts_the_rows_with_each_value_until_the_next_change(
    history: tuple[list[int], list[Change]],
) -> None:
    steps = built(history)
    states = int(steps.value.max()) + 2
    moments, counts = census(steps, states, TICKS)
    assert moments[0] == 0
    assert moments[-1] <= TICKS
    assert (np.diff(moments) > 0).all()
    for tick in range(TICKS + 1):
        now = [naive(history, row, tick) for row in range(steps.rows)]
        held = counts[:, np.searchsorted(moments, tick, side="right") - 1]
        assert held.tolist() == [now.count(state) for state in range(states)]


@given(histories(), st.data())
def test_parts_joined_again_are_the_whole(
    history: tuple[list[int], list[Change]], data: st.DataObject
) -> None:
    steps = built(history)
    middle = data.draw(st.integers(0, steps.rows))
    whole = joined([steps.part(0, middle), steps.part(middle, steps.rows)])
    assert whole.rows == steps.rows
    assert whole.row.tolist() == steps.row.tolist()
    assert whole.tick.tolist() == steps.tick.tolist()
    assert whole.value.tolist() == steps.value.tolist()


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5), TICK)
def test_constants_never_change(values: list[int], tick: int) -> None:
    steps = Steps.constant(np.array(values))
    assert shape_is_right(steps)
    assert steps.all_at(tick).tolist() == values


@given(st.integers(1, 3), st.data())
def test_two_together_give_both_values_at_every_change_of_either(
    rows: int, data: st.DataObject
) -> None:
    same_rows = histories().filter(lambda h: len(h[0]) == rows)
    parts = [built(data.draw(same_rows)) for _ in range(2)]
    row, tick, *values = together(*parts)
    expected = {
        (int(r), int(t)) for part in parts for r, t in zip(part.row, part.tick, strict=True)
    }
    assert list(zip(row.tolist(), tick.tolist(), strict=True)) == sorted(expected)
    for part, value in zip(parts, values, strict=True):
        assert value.tolist() == part.at(row, tick).tolist()


@given(histories())
def test_a_grid_of_questions_broadcasts(history: tuple[list[int], list[Change]]) -> None:
    steps = built(history)
    asked = steps.at(np.arange(steps.rows)[:, None], np.arange(-5, TICKS + 6))
    assert asked.tolist() == grid(steps)
