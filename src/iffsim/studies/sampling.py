"""Which settings a study has: every combination, a Latin hypercube, Saltelli's sample, or each
value alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from iffsim.base.arrays import Floats
from iffsim.base.errors import bad
from iffsim.studies.design import Design
from iffsim.studies.factors import Factor

Setting = tuple[Any, ...]
"""A value for each factor; `AS_IS` where the scenario's own holds."""
AS_IS: None = None


def count(design: Design, factors: Sequence[Factor]) -> int:
    """Return how many settings a design has."""
    if design.method == "factorial":
        return math.prod(len(factor.levels) for factor in factors)
    if design.method == "one-at-a-time":
        return 1 + sum(len(factor.levels) for factor in factors)
    assert design.samples is not None
    if design.method == "latin":
        return design.samples
    return design.samples * (2 * dimensions(factors) + 2)


def dimensions(factors: Sequence[Factor]) -> int:
    """Return how many numbers in 0..1 make a setting."""
    return sum(factor.dimensions for factor in factors)


def settings(design: Design, factors: Sequence[Factor], where: str) -> Iterator[Setting]:
    """Yield every setting in order, which does not depend on the machine. Raises `BadInput`."""
    if design.method == "factorial":
        shape = [len(factor.levels) for factor in factors]
        for number in range(math.prod(shape)):
            index = np.unravel_index(number, shape) if shape else ()
            yield tuple(f.levels[int(i)] for f, i in zip(factors, index, strict=True))
    elif design.method == "one-at-a-time":
        yield (AS_IS,) * len(factors)
        for n, factor in enumerate(factors):
            for level in factor.levels:
                yield tuple(level if m == n else AS_IS for m in range(len(factors)))
    else:
        shares = _latin if design.method == "latin" else saltelli
        for row in shares(design, factors, where):
            yield _setting(factors, row.tolist())


def _setting(factors: Sequence[Factor], row: list[float]) -> Setting:
    found, at = [], 0
    for factor in factors:
        found.append(factor.at(row[at : at + factor.dimensions]))
        at += factor.dimensions
    return tuple(found)


def _latin(design: Design, factors: Sequence[Factor], where: str) -> Floats:
    """Return a Latin hypercube, float64[samples, D]: each of `samples` equal slices of each
    dimension holds one value."""
    assert design.samples is not None
    draw = np.random.default_rng([design.draw, 0x4C48])
    wide = dimensions(factors)
    slices = np.stack([draw.permutation(design.samples) for _ in range(wide)], axis=1)
    return (slices + draw.random((design.samples, wide))) / design.samples


def problem(names: Sequence[str]) -> dict[str, Any]:
    """Return what SALib asks to know of the dimensions."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def salib(where: str) -> Any:
    """Return the SALib package; `BadInput` says how to get it."""
    try:
        import SALib
        import SALib.analyze.sobol
        import SALib.sample.sobol
    except ImportError:
        raise bad(where, 'method sobol needs SALib; run: pip install "iffsim[study]"') from None
    return SALib


def saltelli(design: Design, factors: Sequence[Factor], where: str) -> Floats:
    """Return Saltelli's extension of Sobol's sequence, float64[samples (2 D + 2), D]."""
    assert design.samples is not None
    if design.samples & (design.samples - 1):
        raise bad(
            f"{where}: samples", f"is {design.samples}; Sobol's sequence asks for a power of two"
        )
    names = [name for factor in factors for name in factor.names]
    sample = salib(f"{where}: method").sample.sobol.sample
    found: Floats = sample(problem(names), design.samples, calc_second_order=True, seed=design.draw)
    return found
