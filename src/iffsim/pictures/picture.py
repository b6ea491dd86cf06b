"""One picture: a fold over reports into tracks, evidence and identities. Knows nothing of truth.

Semantics, at each tick t:

* A report of a plot arrives at the plot's scan tick plus the link's latency; over a lost link it
  never does.
* The reports of one aircraft chain. With `last` the latest scan tick received, a chain ends when
  ``t - last > drop_ticks``. (Scenarios guarantee that a scan period plus latency is no longer than
  that.)
* A chain is *held*, a track, from its `initiate_plots`-th report on.
* Evidence is the union of what the chain's reports said so far; the doctrine's table names it.

Because evidence only grows while a chain lasts, the first tick of each bit says everything.
Plot-to-track association is perfect: a stated simplification.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from iffsim.base import steps
from iffsim.base.arrays import Array, Ints
from iffsim.base.random import Draw
from iffsim.base.runs import Runs, join
from iffsim.base.steps import FOREVER, NEVER, Steps, key, together
from iffsim.doctrine import EVIDENCE_BITS, NOT_HELD, Evidence, answered
from iffsim.pictures.plots import Plots, chances
from iffsim.truth.world import PictureSpec, World

HELD = 1 << 15
"""Set in a state beside its evidence bits while the track is held."""

_BITS = 1 << np.arange(EVIDENCE_BITS)


@dataclass(frozen=True)
class Reports:
    """What arrives: rows sorted by (aircraft, arrival); columns [N]."""

    runs: Runs
    heard: Ints
    """Index into the picture's `hears`."""
    arrival: Ints
    """Tick at which the run's first report arrives; the others follow every `runs.every`."""
    evidence: Ints
    """`Evidence` bits of each report of the run."""

    def take(self, index: Array) -> Reports:
        """Return the rows at `index`."""
        return Reports(
            self.runs.take(index), *(getattr(self, f.name)[index] for f in fields(self)[1:])
        )


@dataclass(frozen=True)
class Tracks:
    """Tracks held at some time, sorted by (aircraft, begin); columns [K]."""

    aircraft: Ints
    begin: Ints
    """First tick held."""
    end: Ints
    """First tick no longer held; may lie beyond the run."""
    first: Ints
    """int64[EVIDENCE_BITS, K], tick at which each bit of evidence first arrived; `FOREVER`:
    never."""


@dataclass(frozen=True)
class Picture:
    """All that one picture ever held."""

    spec: PictureSpec
    reports: Reports
    tracks: Tracks
    state: Steps
    """uint16 per aircraft: `HELD` and evidence bits; 0 where not held."""

    @cached_property
    def track(self) -> Steps:
        """int64 per aircraft: index into `tracks`, -1 where not held."""
        tracks = self.tracks
        ticks = np.column_stack([tracks.begin, tracks.end])
        number = np.arange(len(tracks.aircraft))
        value = np.column_stack([number, np.full_like(number, -1)])
        row = np.repeat(tracks.aircraft, 2)
        return Steps.build(np.full(self.state.rows, -1), row, ticks.ravel(), value.ravel())

    @cached_property
    def _rows(self) -> tuple[Ints, Ints]:
        """Reports' order by (heard, aircraft, arrival) and its look-up keys."""
        reports, aircraft = self.reports, self.state.rows
        row = reports.heard * aircraft + reports.runs.aircraft
        order = np.lexsort((reports.arrival, row))
        return order, key(row[order], reports.arrival[order])

    def last_plots(self, tick: int) -> Ints:
        """Return the scan tick of each heard site's latest received plot, int64[H, A]; `NEVER` if
        none."""
        order, keys = self._rows
        reports, aircraft = self.reports, self.state.rows
        row = np.arange(len(self.spec.hears) * aircraft)
        found = np.searchsorted(keys, key(row, tick), side="right") - 1
        seen = np.full(len(row), NEVER, np.int64)
        some = np.flatnonzero(found >= 0)
        which = order[found[some]]
        same = reports.heard[which] * aircraft + reports.runs.aircraft[which] == some
        some, which = some[same], which[same]
        every = reports.runs.every[which]
        late = (tick - reports.arrival[which]) // every * every
        seen[some] = np.minimum(reports.runs.first[which] + late, reports.runs.last[which])
        return seen.reshape(len(self.spec.hears), aircraft)

    @cached_property
    def names(self) -> Steps:
        """uint16 per aircraft: what a held track is called, and the rule that says so (`name_of`,
        `rule_of`); `NAMELESS` where none is held."""
        spec = self.spec
        row, tick, state = self.state.row, self.state.tick, self.state.value
        if spec.later:
            changes = _everywhere(self.state.rows, [t for t, _ in spec.later])
            row, tick, state, _ = together(self.state, changes)
        evidence = state & ~np.uint16(HELD)
        value = np.full(len(row), NAMELESS, np.uint16)
        for start, doctrine in ((NEVER, spec.doctrine), *spec.later):
            name = doctrine.identity[evidence] | doctrine.rule[evidence].astype(np.uint16) << 8
            value = np.where((tick >= start) & (state & HELD != 0), name, value)
        return Steps(self.state.rows, row, tick, value).without_repeats()

    def identities(self) -> Steps:
        """Return uint8 per aircraft: identity, `NOT_HELD` where no track is held."""
        return replace(self.names, value=name_of(self.names.value)).without_repeats()


NAMELESS = NOT_HELD
"""The value of `Picture.names` where no track is held."""


def name_of(names: Array) -> npt.NDArray[np.uint8]:
    """Return the identities in values of `Picture.names`, `NOT_HELD` for `NAMELESS`."""
    return (names & 0xFF).astype(np.uint8)


def rule_of(names: Array) -> npt.NDArray[np.uint8]:
    """Return the indices of rules in values of `Picture.names`, 0 for `NAMELESS`."""
    return (names >> 8).astype(np.uint8)


def _everywhere(rows: int, ticks: Sequence[int]) -> Steps:
    """Return steps in which every row changes at each of `ticks`."""
    at = np.tile(np.array([NEVER, *ticks], np.int64), rows)
    row = np.repeat(np.arange(rows), len(ticks) + 1)
    return Steps(rows, row, at, np.zeros(len(row), bool))


def joined(parts: Sequence[Picture], offsets: Sequence[int]) -> Picture:
    """Return the picture of the whole from those of its parts, whose first aircraft are
    `offsets`."""
    reports = [part.reports for part in parts]
    tracks = [part.tracks for part in parts]
    return Picture(
        parts[0].spec,
        Reports(
            join([r.runs.shifted(o) for r, o in zip(reports, offsets, strict=True)]),
            *(np.concatenate([getattr(r, f.name) for r in reports]) for f in fields(Reports)[1:]),
        ),
        Tracks(
            np.concatenate([t.aircraft + o for t, o in zip(tracks, offsets, strict=True)]),
            *(
                np.concatenate([getattr(t, f.name) for t in tracks], axis=-1)
                for f in fields(Tracks)[1:]
            ),
        ),
        steps.joined([part.state for part in parts]),
    )


def fold(world: World, spec: PictureSpec, plots: Plots) -> Picture:
    """Return the picture that `spec` makes of `plots`."""
    return tracked(world, spec, received(world, spec, plots))


def tracked(world: World, spec: PictureSpec, reports: Reports) -> Picture:
    """Return the picture that `spec` makes of what it receives."""
    tracks = _tracks(spec, reports)
    aircraft = len(world.fleet.ids)
    return Picture(spec, reports, tracks, _states(aircraft, tracks))


def received(world: World, spec: PictureSpec, plots: Plots) -> Reports:
    """Return what of all plots reaches this picture by the end of the run, and what it says."""
    index = np.full(len(world.sites.ids), -1)
    index[spec.hears] = np.arange(len(spec.hears))
    plots = plots.take(index[plots.runs.site] >= 0)
    runs, parent, up = plots.runs.split(spec.link_up, index[plots.runs.site])
    runs, parent = runs.take(up), parent[up]
    heard = index[runs.site]
    if spec.loss.any():
        runs, source, passed = chances(world, runs, Draw.LINK, 1.0 - spec.loss[heard])
        runs, parent = runs.take(passed), parent[source[passed]]
        heard = index[runs.site]
    runs, source = runs.within(runs.first, world.ticks - spec.latency_ticks[heard])
    parent, heard = parent[source], heard[source]
    said = _evidence(world, spec, plots.take(parent), heard)
    arrival = runs.first + spec.latency_ticks[heard]
    order = np.argsort(key(runs.aircraft, arrival), kind="stable")
    return Reports(runs, heard, arrival, said).take(order)


def _evidence(world: World, spec: PictureSpec, plots: Plots, heard: Array) -> Ints:
    """Return the bits that each row's reports put on a track."""
    asked = spec.asks(world.sites)[heard]
    reply = answered(plots.reply, asked)
    valid = reply & world.sites.accepts[plots.runs.site]
    said = valid.astype(np.int64)
    said |= np.where((reply != 0) & (valid == 0), int(Evidence.UNRECOGNISED_REPLY), 0)
    said |= np.where((asked != 0) & (reply == 0), int(Evidence.NO_REPLY), 0)
    said |= np.where(asked == 0, int(Evidence.NOT_INTERROGATED), 0)
    said |= np.where(plots.on_plan & spec.uses_plans, int(Evidence.PLAN_MATCH), 0)
    said |= np.where(spec.remote[heard], int(Evidence.OVER_LINK), 0)
    said |= np.where(plots.over_line, int(Evidence.CROSSED_LINE), 0)
    return said


def _tracks(spec: PictureSpec, reports: Reports) -> Tracks:
    """Chain the reports, and keep the chains that became tracks."""
    runs = reports.runs
    if not len(runs):
        none = np.zeros(0, np.int64)
        return Tracks(none, none, none, np.zeros((EVIDENCE_BITS, 0), np.int64))
    alive_until = runs.last + spec.drop_ticks
    reach = np.maximum.accumulate(
        key(runs.aircraft, alive_until)
    )  # rows do not mix: sorted by aircraft
    head = np.append(True, key(runs.aircraft, reports.arrival)[1:] > reach[:-1])
    start = np.flatnonzero(head)
    chain = np.cumsum(head) - 1
    said = np.flatnonzero(np.bitwise_or.reduce(reports.evidence) & _BITS)
    when = np.where(reports.evidence & _BITS[said, None], reports.arrival, FOREVER)
    end = np.maximum.reduceat(alive_until, start) + 1
    begin = _nth_report(reports, chain, len(start), spec.initiate_plots)
    held = np.flatnonzero(begin < end)
    first = np.full((EVIDENCE_BITS, len(held)), FOREVER, np.int64)
    first[said] = np.minimum.reduceat(when, start, axis=1).take(held, axis=1)
    return Tracks(runs.aircraft[start][held], begin[held], end[held], first)


def _nth_report(reports: Reports, chain: Ints, chains: int, n: int) -> Ints:
    """Return the tick at which each chain's `n`-th report arrives, int64[chains]; `FOREVER` if
    none."""
    nth = np.arange(n)[:, None]
    runs = reports.runs
    arrival = reports.arrival + nth * runs.every
    exists = runs.first + nth * runs.every <= runs.last
    chain = np.broadcast_to(chain, arrival.shape)[exists]
    arrival = arrival[exists]
    order = np.argsort(key(chain, arrival), kind="stable")
    chain, arrival = chain[order], arrival[order]
    at = np.searchsorted(chain, np.arange(chains)) + n - 1
    inside = at < len(chain)
    found = np.full(chains, FOREVER, np.int64)
    found[inside] = np.where(
        chain[at[inside]] == np.flatnonzero(inside), arrival[at[inside]], FOREVER
    )
    return found


def _states(aircraft: int, tracks: Tracks) -> Steps:
    """Return uint16 per aircraft: `HELD` and evidence while held, 0 otherwise."""
    said = np.flatnonzero((tracks.first < FOREVER).any(axis=1))
    first = np.ascontiguousarray(tracks.first[said].T)
    order = np.argsort(first, axis=1)
    evidence = np.bitwise_or.accumulate(_BITS[said].astype(np.uint16)[order], axis=1) | HELD
    ticks = np.maximum(np.take_along_axis(first, order, axis=1), tracks.begin[:, None])
    ticks = np.column_stack([ticks, tracks.end])
    value = np.column_stack([evidence, np.zeros_like(tracks.end)])
    changes = (ticks <= tracks.end[:, None]) & (ticks < FOREVER)
    changes[:, :-1] &= ticks[:, :-1] < tracks.end[:, None]
    changes[:, :-1] &= ticks[:, :-1] != ticks[:, 1:]  # of several at one tick the last holds
    some = np.flatnonzero(changes)
    row = tracks.aircraft[some // ticks.shape[1]]
    return Steps.build(np.zeros(aircraft, np.uint16), row, ticks.take(some), value.take(some))
