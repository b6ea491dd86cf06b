"""What is kept of a crowd's run: the changes, in narrow columns, and each picture's counts.

A recording keeps plots and reports too, so that it can say why. For a million aircraft that is more
than a small machine holds; this keeps 10 bytes for each change of a track's evidence, and can still
say at any instant what every picture holds of everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
import numpy.typing as npt

from iffsim.bake import PART, Baked, baked_parts
from iffsim.base.arrays import Array
from iffsim.base.progress import Tell
from iffsim.base.steps import Steps
from iffsim.pictures.score import Series, series
from iffsim.truth.world import World


@dataclass(frozen=True)
class Changes:
    """`Steps` without what goes without saying: each row's first value, where it is 0."""

    rows: int
    row: npt.NDArray[np.int32]
    """int32[N], sorted together with `tick`."""
    tick: npt.NDArray[np.int32]
    value: Array

    @classmethod
    def of(cls, steps: Steps, offset: int = 0) -> Changes:
        """Return the changes of `steps`, whose rows count from `offset` on."""
        said = np.ones(len(steps.row), bool)
        said[np.searchsorted(steps.row, np.arange(steps.rows))] = False  # first values
        said |= steps.value != 0
        row = (steps.row[said] + offset).astype(np.int32)
        return cls(steps.rows, row, steps.tick[said].astype(np.int32), steps.value[said])

    def at(self, tick: int) -> Array:
        """Return every row's value at `tick`, [rows]."""
        values = np.zeros(self.rows, self.value.dtype)
        then = self.tick <= tick
        values[self.row[then]] = self.value[then]  # of a row's several the last stays
        return values


def joined(parts: Sequence[Changes]) -> Changes:
    """Return the changes of the whole from those of its parts, in order."""
    return Changes(
        sum(part.rows for part in parts),
        np.concatenate([part.row for part in parts]),
        np.concatenate([part.tick for part in parts]),
        np.concatenate([part.value for part in parts]),
    )


@dataclass(frozen=True)
class Crowd:
    """What is kept of a run."""

    world: World
    states: tuple[Changes, ...]
    """For each picture, uint16 per aircraft: `Picture.state`."""
    scores: tuple[Series, ...]


def crowd(world: World, progress: Tell | None = None, part: int = PART, threads: int = 1) -> Crowd:
    """Return what is kept of the run of `world`, in parts of so many aircraft."""
    states: list[list[Changes]] = [[] for _ in world.pictures]
    scores: list[tuple[Series, ...]] = []
    for baked in baked_parts(world, progress, part, threads):
        for kept, picture in zip(states, baked.pictures, strict=True):
            kept.append(Changes.of(picture.state, baked.world.offset))
        scores.append(counts(baked))
    return Crowd(
        world,
        tuple(joined(kept) for kept in states),
        tuple(reduce(add, same) for same in zip(*scores, strict=True)),
    )


def counts(baked: Baked) -> tuple[Series, ...]:
    """Return each picture's counts at every tick; those of parts add up."""
    return tuple(series(baked.world, baked.survey, picture) for picture in baked.pictures)
