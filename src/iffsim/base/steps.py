"""Values that hold until they change: what a recording stores.

A `Steps` has a value for each (row, tick): per aircraft its identity, its working credentials,
whether it is inside an area; per site whether its link is up. Only changes are kept, sorted by row,
then tick. Rows have a value from `NEVER` on, so that every question has an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from iffsim.base.arrays import Array, Ints

NEVER = -(1 << 30)
"""A tick before every tick."""
FOREVER = (1 << 30) - 1
"""A tick after every tick."""
_SPAN_BITS = 32
_SPAN = 1 << _SPAN_BITS


def key(row: Array, tick: Array | int) -> Ints:
    """Return one sortable integer for each (row, tick), so that a look-up is one `searchsorted`."""
    return np.asanyarray(row, np.int64) * _SPAN + (np.asanyarray(tick, np.int64) - NEVER)


@dataclass(frozen=True)
class Steps:
    """Piecewise-constant values of `rows` rows.

    `row` int64[N] and `tick` int64[N] are sorted together, without repeats; `value` [N] holds from
    its tick on. Each row's first change is at `NEVER`.
    """

    rows: int
    row: Ints
    tick: Ints
    value: Array

    @classmethod
    def constant(cls, values: Array) -> Steps:
        """Return steps that never change: one value a row."""
        values = np.asanyarray(values)
        rows = np.arange(len(values), dtype=np.int64)
        return cls(len(values), rows, np.full(len(values), NEVER, np.int64), values)

    @classmethod
    def build(cls, initial: Array, row: Array, tick: Array, value: Array) -> Steps:
        """Return steps from `initial` [rows] and changes in any order; of changes at one (row,
        tick) the last given wins; changes that change nothing are left out."""
        initial = np.asanyarray(initial)
        row, tick = np.asanyarray(row, np.int64), np.asanyarray(tick, np.int64)
        order = np.argsort(key(row, tick), kind="stable")
        row = row[order]
        place = row + np.arange(1, len(row) + 1)  # after the first values of so many rows
        size = len(initial) + len(row)
        first = np.ones(size, bool)
        first[place] = False
        ticks, values = np.full(size, NEVER), np.empty(size, initial.dtype)
        ticks[place], values[place] = tick[order], np.asanyarray(value)[order]
        values[first] = initial
        rows = np.cumsum(first) - 1
        last = np.ones(size, bool)
        np.not_equal(ticks[1:], ticks[:-1], out=last[:-1])
        last[:-1] |= first[1:]
        found = cls(len(initial), rows, ticks, values)
        if not last.all():
            found = cls(len(initial), rows[last], ticks[last], values[last])
        return found.without_repeats()

    @classmethod
    def intervals(cls, rows: int, row: Array, start: Array, stop: Array) -> Steps:
        """Return steps that are True in each [start, stop) and False elsewhere; intervals may
        overlap."""
        row, start, stop = (np.asanyarray(part, np.int64) for part in (row, start, stop))
        where = np.concatenate([np.arange(rows), row, row])
        ticks = np.concatenate([np.full(rows, NEVER), start, stop])
        change = np.concatenate([np.zeros(rows), np.ones(len(row)), -np.ones(len(row))]).astype(int)
        order = np.argsort(key(where, ticks), kind="stable")
        where, ticks = where[order], ticks[order]
        depth = np.cumsum(change[order])  # each row's changes sum to 0, so rows do not mix
        last = np.append((where[1:] != where[:-1]) | (ticks[1:] != ticks[:-1]), True)
        return cls(rows, where[last], ticks[last], depth[last] > 0).without_repeats()

    @cached_property
    def keys(self) -> Ints:
        """The sorted look-up keys, int64[N]."""
        return key(self.row, self.tick)

    @property
    def still(self) -> bool:
        """Whether no row ever changes."""
        return len(self.row) == self.rows

    def index(self, row: Array, tick: Array | int) -> Ints:
        """Return for each (row, tick) the index of the change that holds there."""
        if self.still:
            return np.broadcast_arrays(row, tick)[0]
        return np.searchsorted(self.keys, key(row, tick), side="right") - 1

    def at(self, row: Array, tick: Array | int) -> Array:
        """Return the value of each (row, tick); `row` and `tick` broadcast."""
        row, tick = np.broadcast_arrays(row, tick)
        found: Array = self.value[self.index(row, tick)]
        return found

    def all_at(self, tick: int) -> Array:
        """Return the value of every row at one tick, [rows]."""
        return self.at(np.arange(self.rows), tick)

    @cached_property
    def until(self) -> Ints:
        """For each change, the tick at which its row changes next (`FOREVER` for the last),
        int64[N]."""
        same = self.row[1:] == self.row[:-1]
        return np.append(np.where(same, self.tick[1:], FOREVER), FOREVER)

    def without_repeats(self) -> Steps:
        """Return the same function without changes that change nothing."""
        keep = np.ones(len(self.row), bool)
        keep[1:] = (self.row[1:] != self.row[:-1]) | (self.value[1:] != self.value[:-1])
        if keep.all():
            return self
        return Steps(self.rows, self.row[keep], self.tick[keep], self.value[keep])

    def part(self, start: int, stop: int) -> Steps:
        """Return rows `start` to `stop` (left out), counted from 0 on."""
        i, j = np.searchsorted(self.row, [start, stop])
        return Steps(stop - start, self.row[i:j] - start, self.tick[i:j], self.value[i:j])

    def cut(self, tick: int) -> Steps:
        """Return only what happened before `tick`: the past of a fork."""
        keep = self.tick < tick
        return Steps(self.rows, self.row[keep], self.tick[keep], self.value[keep])


def together(one: Steps, other: Steps) -> tuple[Ints, Ints, Array, Array]:
    """Return (row, tick, one's value, other's value) at every change of either, sorted; both have
    the same rows."""
    changes = np.flatnonzero(one.tick > NEVER)  # at `NEVER` both have a value of each row
    keys = one.keys[changes]
    place = np.searchsorted(other.keys, keys)
    new = np.append(other.keys, -1)[place] != keys
    place += np.cumsum(new) - new
    size = len(other.row) + int(new.sum())
    ours, theirs = np.zeros(size, bool), np.ones(size, bool)  # whose value changes there
    ours[place], theirs[place[new]] = True, False
    index = np.cumsum(theirs) - 1
    row, tick = other.row[index], other.tick[index]
    tick[place] = one.tick[changes]
    return row, tick, one.value[np.cumsum(ours) + row], other.value[index]


def census(steps: Steps, states: int, ticks: int) -> tuple[Ints, Ints]:
    """Return (tick [N], count [`states`, N]): how many rows have each value 0..`states` - 1, from
    each tick at which any changes to the next; the first is 0, none is after `ticks`.

    `steps` has small non-negative values; one cumulative sum serves the whole run.
    """
    moment = np.clip(steps.tick, 0, ticks + 1)
    busy = np.zeros(ticks + 2, bool)
    busy[moment] = True
    busy[0] = True
    moments = np.flatnonzero(busy)
    size = len(moments)
    nth = (np.cumsum(busy) - 1)[moment]
    row = steps.value.astype(np.int64) * size
    column = row + nth
    follows = np.flatnonzero(steps.row[1:] == steps.row[:-1])
    left = row[follows] + nth[follows + 1]
    change = np.bincount(column, minlength=states * size)
    change -= np.bincount(left, minlength=states * size)
    counts: Ints = np.cumsum(change.reshape(states, size), axis=1)
    until = size - int(busy[-1])
    return moments[:until], counts[:, :until]


def joined(parts: Sequence[Steps]) -> Steps:
    """Return the rows of all `parts`, one part's after another's."""
    offset = np.cumsum([0, *(part.rows for part in parts)])
    return Steps(
        int(offset[-1]),
        np.concatenate([part.row + o for part, o in zip(parts, offset[:-1], strict=True)]),
        np.concatenate([part.tick for part in parts]),
        np.concatenate([part.value for part in parts]),
    )
