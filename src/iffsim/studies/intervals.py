"""How sure a number is: quantiles, bootstrap of a mean, and the interval of a share.

Quantiles interpolate linearly between order statistics (Hyndman and Fan's type 7, as numpy's).
The bootstrap is the percentile method (Efron 1979); the interval of a share is Wilson's (1927).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from iffsim.base.arrays import Floats

SHARES = (0.05, 0.5, 0.95)
RESAMPLES = 2000
CONFIDENCE = 0.95
DRAWN = 1 << 16
"""Values drawn at once: what a core keeps near."""


@dataclass(frozen=True)
class Spread:
    """5, 50 and 95 % of the values that there are, and how many of how many those are."""

    low: float
    middle: float
    high: float
    n: int
    of: int


def spread(values: Floats) -> Spread | None:
    """Return the spread of `values` [N], in which nan is "n/a"; None where there is none."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, middle, high = np.quantile(known, SHARES).tolist()
    return Spread(low, middle, high, len(known), len(values))


def mean_intervals(
    columns: Sequence[Floats], confidence: float = CONFIDENCE, resamples: int = RESAMPLES,
    seed: int = 0,
) -> list[tuple[float, float]]:  # fmt: skip
    """Return the percentile bootstrap interval of the mean of each of `columns` [N], N >= 1; the
    same for the same values and seed. Columns that are equally long are drawn together."""
    tail = (1.0 - confidence) / 2.0
    means = [np.empty(resamples) for _ in columns]
    for many in {len(column) for column in columns}:
        draw, step = np.random.default_rng(seed), max(1, DRAWN // many)
        for start in range(0, resamples, step):
            drawn = draw.integers(0, many, (min(step, resamples - start), many))
            for column, mean in zip(columns, means, strict=True):
                if len(column) == many:
                    mean[start : start + step] = column.take(drawn).mean(axis=1)
    ends = [np.quantile(mean, [tail, 1.0 - tail]).tolist() for mean in means]
    return [(low, high) for low, high in ends]


def share_interval(some: int, of: int) -> tuple[float, float]:
    """Return Wilson's interval of a share: `some` out of `of` >= 1."""
    z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2.0)
    share, more = some / of, z * z / of
    middle = (share + more / 2.0) / (1.0 + more)
    off = z * math.sqrt(share * (1.0 - share) / of + more / (4.0 * of)) / (1.0 + more)
    return max(0.0, middle - off), min(1.0, middle + off)


def rank(values: Floats, value: float) -> float:
    """Return the share of `values` [N], N >= 1, below `value`, and half of those equal to it."""
    return float(((values < value).mean() + (values <= value).mean()) / 2.0)
