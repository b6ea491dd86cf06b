"""Plots: what the sites report of the scans in which they had an aircraft in coverage.

A row is a run of consecutive plots that all say the same. Silence of a site and changes of a
transponder or a plan split the rows of `sensing`; chance thins them. After this, nothing below the
pictures knows truth: a picture learns of an aircraft only what these rows say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from iffsim.base.arrays import Array, Bools
from iffsim.base.random import Draw, chance
from iffsim.base.runs import Runs, everything, join
from iffsim.doctrine import answered
from iffsim.sensing import Survey
from iffsim.truth.world import World


@dataclass(frozen=True)
class Plots:
    """Rows sorted by (site, aircraft, first); columns [N]."""

    runs: Runs
    reply: npt.NDArray[np.uint8]
    """`Credential` bits of what was answered to all that the site asks; 0 for nothing."""
    on_plan: Bools
    """Whether what the site saw fits a filed flight plan."""
    over_line: Bools
    """Whether it lay inside a declared zone."""

    def __len__(self) -> int:
        return len(self.runs)

    def take(self, index: Array) -> Plots:
        """Return the rows at `index` (indices or mask)."""
        if everything(index):
            return self
        return Plots(
            self.runs.take(index), *(getattr(self, f.name)[index] for f in fields(self)[1:])
        )


def joined(parts: Sequence[Plots], offsets: Sequence[int]) -> Plots:
    """Return the plots of the whole from those of its parts, whose first aircraft are `offsets`."""
    runs = join([p.runs.shifted(o) for p, o in zip(parts, offsets, strict=True)])
    columns = (np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Plots)[1:])
    return Plots(runs, *columns).take(runs.order())


def plots(world: World, survey: Survey) -> Plots:
    """Return the plots of a whole run."""
    runs, _, active = survey.inside.split(world.sites.active, survey.inside.site)
    runs = _detected(world, runs.take(active))
    runs, reply = _replies(world, runs)
    runs, parent, on_plan = runs.split(world.fleet.plans, runs.aircraft)
    reply = reply[parent]
    over_line = np.zeros(len(runs), bool)
    for zone, inside in zip(world.zones, survey.in_zone, strict=True):
        if zone.kind == "declared":
            runs, parent, over = runs.split(inside, runs.aircraft)
            reply, on_plan, over_line = reply[parent], on_plan[parent], over_line[parent] | over
    found = Plots(runs, reply, on_plan, over_line)
    return found.take(runs.order())


def _detected(world: World, runs: Runs) -> Runs:
    """Return the runs of scans that did detect."""
    drawn = _draw(world, runs, Draw.DETECT, world.sites.p_detect)
    return drawn[0].take(drawn[1])


def _replies(world: World, runs: Runs) -> tuple[Runs, Array]:
    """Return runs in each of which the reply is the same, and that reply: uint8 bits."""
    runs, _, carried = runs.split(world.fleet.replies, runs.aircraft)
    carried = answered(carried, world.sites.asks[runs.site])
    drawn, heard, parent = _draw(world, runs, Draw.REPLY, world.sites.p_reply)
    return drawn, np.where(heard, carried[parent], 0).astype(np.uint8)


def _draw(world: World, runs: Runs, kind: Draw, p: Array) -> tuple[Runs, Array, Array]:
    """Return (runs, outcome, parent row): split by keyed chance where p < 1, whole elsewhere."""
    certain = p[runs.site] >= 1.0
    if certain.all():
        return runs, certain, np.arange(len(runs))
    unsure = np.flatnonzero(~certain)
    drawn, parent, outcome = chances(world, runs.take(unsure), kind, p[runs.site[unsure]])
    sure = np.flatnonzero(certain)
    return (
        join([runs.take(sure), drawn]),
        np.concatenate([certain[sure], outcome]),
        np.concatenate([sure, unsure[parent]]),
    )


def chances(world: World, runs: Runs, kind: Draw, p: Array) -> tuple[Runs, Array, Array]:
    """Return `runs` regrouped by the outcome (chance < `p` [N]) of each scan: (runs, parent,
    outcome)."""
    parent, tick = runs.expand()
    aircraft = runs.aircraft[parent]
    key = world.fleet.key[aircraft]
    drawn = chance(world.seed_of(aircraft), kind, world.sites.key[runs.site[parent]], tick, key)
    return runs.regroup(drawn < p[parent])
