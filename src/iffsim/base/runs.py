"""Runs: stretches of consecutive scans of one aircraft by one site, one row for each.

An aircraft that crosses a site's coverage once is one row, however long it stays. What changes in
between splits a run; what happens by chance thins it; nothing is ever stored scan by scan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from iffsim.base.arrays import Array, Ints
from iffsim.base.steps import FOREVER, Steps, key


@dataclass(frozen=True)
class Runs:
    """Columns int64[N]: scans at ``first, first + every, ..., last`` (ticks, both ends
    included)."""

    site: Ints
    aircraft: Ints
    first: Ints
    last: Ints
    every: Ints

    def __len__(self) -> int:
        return len(self.site)

    def take(self, index: Array) -> Runs:
        """Return the rows at `index` (indices or mask)."""
        if everything(index):
            return self
        return Runs(*(getattr(self, f.name)[index] for f in fields(self)))

    def shifted(self, by: int) -> Runs:
        """Return the rows with aircraft counted from `by` on: those of a part, in the whole."""
        return replace(self, aircraft=self.aircraft + by)

    def order(self) -> Ints:
        """Return the indices that sort by site, aircraft, first."""
        row = self.site * (int(self.aircraft.max(initial=0)) + 1) + self.aircraft
        return np.argsort(key(row, self.first), kind="stable")

    def within(self, first: Array, last: Array) -> tuple[Runs, Ints]:
        """Return the parts inside [first, last] (ticks, [N] each), and which row each came from."""
        return _kept(
            self, np.arange(len(self)), np.maximum(first, self.first), np.minimum(last, self.last)
        )

    def split(self, steps: Steps, row: Array) -> tuple[Runs, Ints, Array]:
        """Return runs in each of which `steps` (looked up in `row` [N]) is constant; with the row
        that each came from, and the value."""
        if steps.still:
            return self, np.arange(len(self)), steps.value[row]
        start, stop = steps.index(row, self.first), steps.index(row, self.last)
        parent, nth = _counted(stop - start + 1)
        change = start[parent] + nth
        first = np.maximum(steps.tick[change], self.first[parent])
        last = np.minimum(steps.until[change] - 1, self.last[parent])
        whole, source = _kept(self, parent, first, last)
        return whole, parent[source], steps.value[change[source]]

    def expand(self) -> tuple[Ints, Ints]:
        """Return each single scan: (row that it belongs to, its tick)."""
        parent, nth = _counted((self.last - self.first) // self.every + 1)
        return parent, self.first[parent] + nth * self.every[parent]

    def regroup(self, value: Array) -> tuple[Runs, Ints, Array]:
        """Return runs of equal `value` (one for each scan, in the order of `expand`), as `split`
        does."""
        parent, tick = self.expand()
        head = np.ones(len(parent), bool)
        head[1:] = (parent[1:] != parent[:-1]) | (value[1:] != value[:-1])
        tail = np.append(head[1:], True)[: len(head)]
        rows = parent[head]
        return (
            Runs(self.site[rows], self.aircraft[rows], tick[head], tick[tail], self.every[rows]),
            rows,
            value[head],
        )


def everything(index: Array) -> bool:
    """Return whether `index` is a mask that leaves nothing out."""
    return index.dtype == bool and bool(index.all())


def _counted(count: Array) -> tuple[Ints, Ints]:
    """Return for counts [N] the pairs (0, 0), (0, 1) .. (0, count[0] - 1), (1, 0) .. as two
    arrays."""
    parent = np.repeat(np.arange(len(count)), count)
    return parent, np.arange(len(parent)) - np.repeat(np.cumsum(count) - count, count)


def _kept(runs: Runs, parent: Ints, first: Array, last: Array) -> tuple[Runs, Ints]:
    """Return the non-empty parts [first, last] of rows `parent`, moved inwards onto the scan
    grid."""
    origin, every = runs.first[parent], runs.every[parent]
    first = origin + -((origin - first) // every) * every
    last = origin + (last - origin) // every * every
    kept = np.flatnonzero(first <= last)
    rows = parent[kept]
    return (
        Runs(runs.site[rows], runs.aircraft[rows], first[kept], last[kept], every[kept]),
        kept,
    )


def join(parts: Sequence[Runs]) -> Runs:
    """Return all rows of `parts`, in order."""
    return Runs(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Runs)))


def merged(runs: Runs) -> Runs:
    """Return `runs` sorted by (site, aircraft, first), with those that follow each other as one."""
    runs = runs.take(runs.order())
    head = np.ones(len(runs), bool)
    same = (runs.site[1:] == runs.site[:-1]) & (runs.aircraft[1:] == runs.aircraft[:-1])
    head[1:] = ~(same & (runs.first[1:] == runs.last[:-1] + runs.every[:-1]))
    tail = np.append(head[1:], True)[: len(runs)]
    return replace(runs.take(head), last=runs.last[tail])


def from_edges(row: Array, tick: Array) -> tuple[Ints, Ints, Ints]:
    """Return (row, entry, exit) of every stay, sorted, from the ticks at which each row's state
    turned: in, out, in, ... `row` and `tick` [E] in any order; the exit is `FOREVER` for who is
    still in at the end."""
    order = np.argsort(key(row, tick), kind="stable")
    row, tick = row[order], tick[order]
    head = np.append(True, row[1:] != row[:-1])[: len(row)]
    start = np.flatnonzero(head)
    nth = np.arange(len(row)) - np.repeat(start, np.diff(np.append(start, len(row))))
    entry = np.flatnonzero(nth % 2 == 0)
    out = np.append(tick, FOREVER)[entry + 1]
    out[np.append(head, True)[entry + 1]] = FOREVER
    return row[entry], tick[entry], out


NO_RUNS = Runs(*(np.zeros(0, np.int64) for _ in fields(Runs)))
"""No rows."""
