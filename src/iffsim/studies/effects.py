"""What matters most: how much of a measure each thing that varies moves.

For Saltelli's samples these are Sobol's indices (SALib); for other designs the mean of each level,
or of each fifth of a span, and the share of the variance that lies between those means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from iffsim.base.arrays import Array, Bools, Floats
from iffsim.studies.sampling import problem, salib

FIFTHS = 5
MOST_LEVELS = 12
"""More different numbers than these are put together in fifths."""


Level = str | float | tuple[float, float]
"""What is one level: a word, a number, or numbers from one to another."""


@dataclass(frozen=True)
class Effect:
    """One thing that varies: the lowest and highest mean of its levels, and where they are."""

    name: str
    low: float
    high: float
    at_low: Level
    at_high: Level
    share: float
    """Share of the variance between levels, 0..1 (the correlation ratio)."""
    n: int


@dataclass(frozen=True)
class Index:
    """Sobol's indices of one dimension, with 95 % confidence half-widths."""

    name: str
    first: float
    first_off: float
    total: float
    total_off: float


def effects(parameters: dict[str, Array], values: Floats) -> list[Effect]:
    """Return the effect of each of `parameters` [N] on `values` [N] (nan: n/a), largest first."""
    known = ~np.isnan(values)
    found = []
    for name, column in parameters.items():
        groups = _groups(column[known])
        if len(groups) > 1:
            found.append(_effect(name, groups, values[known]))
    return sorted(found, key=lambda one: one.low - one.high)


def _groups(column: Array) -> dict[Level, Bools]:
    """Return which values belong to each level, or fifth; a nan is of none."""
    if column.dtype == object:
        words = np.array([str(value) for value in column], object)
        return {word: words == word for word in dict.fromkeys(words.tolist())}
    there = ~np.isnan(column)
    levels = np.unique(column[there])
    if len(levels) <= MOST_LEVELS:
        return {level: column == level for level in levels.tolist()}
    edges = np.quantile(column[there], np.linspace(0.0, 1.0, FIFTHS + 1))
    fifth = np.clip(np.searchsorted(edges, column, side="right") - 1, 0, FIFTHS - 1)
    spans = enumerate(pairwise(edges.tolist()))
    return {span: there & (fifth == n) for n, span in spans if (there & (fifth == n)).any()}


def _effect(name: str, groups: dict[Level, Bools], values: Floats) -> Effect:
    means = {level: float(values[mask].mean()) for level, mask in groups.items()}
    many = {level: int(mask.sum()) for level, mask in groups.items()}
    middle = float(values.mean())
    between = sum(many[level] * (mean - middle) ** 2 for level, mean in means.items())
    whole = float(((values - middle) ** 2).sum())
    low, high = min(means, key=means.__getitem__), max(means, key=means.__getitem__)
    share = between / whole if whole else 0.0
    return Effect(name, means[low], means[high], low, high, share, len(values))


def indices(names: Sequence[str], values: Floats) -> list[Index]:
    """Return Sobol's indices of `values` [samples (2 D + 2)], in the order of Saltelli's sample,
    largest total first. Raises `BadInput` without SALib."""
    analyze = salib("study").analyze.sobol.analyze
    found = analyze(problem(names), values, calc_second_order=True, seed=0)
    each = zip(names, found["S1"], found["S1_conf"], found["ST"], found["ST_conf"], strict=True)
    return sorted((Index(n, *map(float, row)) for n, *row in each), key=lambda one: -one.total)
