"""What varies, ready to be sampled: a list of levels, or a span that numbers in 0..1 run over."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from iffsim.base import geo
from iffsim.base.errors import bad
from iffsim.base.random import name_key
from iffsim.base.units import parse_time
from iffsim.scenario.near import shown
from iffsim.studies.design import Design, Vary
from iffsim.studies.ground import Ground, box_km
from iffsim.studies.paths import Data, Target, fits, targets

KINDS = {
    "whole": "a whole number",
    "count": "a whole number",
    "time": "a time",
    "number": "a number",
}


@dataclass(frozen=True)
class Factor:
    """One thing that varies: either `levels`, or a function from D numbers in 0..1 to a value."""

    path: str
    targets: tuple[Target, ...]
    levels: tuple[Any, ...] = ()
    span: Callable[[Sequence[float]], Any] | None = None
    dimensions: int = 1
    names: tuple[str, ...] = ()
    """What each dimension is called, where Sobol indices are said of it."""

    def at(self, share: Sequence[float]) -> Any:
        """Return the value that D numbers in 0..1 mean."""
        if self.span is not None:
            return self.span(share)
        return self.levels[min(int(share[0] * len(self.levels)), len(self.levels) - 1)]


class _Regions:
    """Grounds to draw places from, on the scenario's map: the area of interest, asked for once, and
    boxes."""

    def __init__(self, area_km: Callable[[], Any], on: geo.Projection) -> None:
        self._area_km, self._on = area_km, on

    @cached_property
    def area(self) -> Ground:
        return Ground(self._area_km(), self._on)

    def of(self, one: Vary) -> Ground:
        return self.area if one.box is None else Ground(box_km(*one.box, self._on), self._on)


def factors(
    design: Design, data: Data, area_km: Callable[[], Any], on: geo.Projection, name: str
) -> list[Factor]:
    """Return what varies in a design over the scenario `data`, whose area of interest is `area_km`
    on the map `on`; `name` is what faults call it.

    Raises `BadInput`.
    """
    regions = _Regions(area_km, on)
    found = []
    owner: dict[tuple[str | int, ...], int] = {}
    for number, one in enumerate(design.vary):
        where = f"{name}: vary[{number}]"
        factor = _factor(one, targets(data, one.path, where), regions, design, where)
        for target in factor.targets:
            if owner.setdefault((*target.place, target.kind == "present"), number) != number:
                first = owner[(*target.place, target.kind == "present")]
                raise bad(f"{where}: {one.path}", f"varies what vary[{first}] varies too")
        found.append(factor)
    return found


def _factor(
    one: Vary, at: tuple[Target, ...], regions: _Regions, design: Design, where: str
) -> Factor:
    where = f"{where}: {one.path}"
    kind = at[0].kind
    if (one.random or one.grid or one.anywhere) and kind != "place":
        raise bad(where, "is not a place; only a place is drawn from the map")
    if one.anywhere:
        _continuous(design, where)
        ground = regions.of(one)
        names = (f"{one.path} (west-east)", f"{one.path} (south-north)")
        return Factor(one.path, at, (), lambda share: ground.at(*share), 2, names)
    if one.low is not None and one.steps is None:
        _continuous(design, where)
        return Factor(one.path, at, (), _span(one, kind, where), 1, (one.path,))
    levels = _levels(one, kind, regions, design, where)
    if not levels:
        raise bad(where, "has no value; expected at least one")
    return Factor(one.path, at, tuple(levels), None, 1, (one.path,))


def _continuous(design: Design, where: str) -> None:
    if design.method not in ("latin", "sobol"):
        raise bad(
            where,
            f"runs over a span; method {design.method} asks for steps or a list of values",
        )


def _levels(one: Vary, kind: str, regions: _Regions, design: Design, where: str) -> list[Any]:
    if one.values is not None:
        for value in one.values:
            if isinstance(value, float) and not math.isfinite(value):
                raise bad(where, f"has the value {value}; expected a number")
            fits(kind, value, where)
        return _once(one.values, where)
    if one.grid is not None:
        return regions.of(one).lattice(*one.grid)
    if one.random is not None:
        draw = np.random.default_rng([design.draw, name_key(one.path)])
        ground = regions.of(one)
        return [ground.at(*draw.random(2)) for _ in range(one.random)]
    assert one.steps is not None
    span = _span(one, kind, where)
    shares = [(n / (one.steps - 1),) for n in range(one.steps)]
    return list(dict.fromkeys(span(share) for share in shares))


def _once(values: Sequence[Any], where: str) -> list[Any]:
    """Return `values`, of which none may be there twice: its runs would count twice."""
    seen: set[str] = set()
    for value in values:
        if repr(value) in seen:
            raise bad(where, f"has the value {shown(value)} twice")
        seen.add(repr(value))
    return list(values)


def _span(one: Vary, kind: str, where: str) -> Callable[[Sequence[float]], Any]:
    """Return the function from one number in 0..1 to a value between `from` and `to`."""
    low, high = (_number(end, kind, where) for end in (one.low, one.high))
    if not low < high:
        raise bad(where, f"runs from {shown(one.low)} to {shown(one.high)}, which is empty")
    if kind in ("whole", "count"):
        if low % 1 or high % 1:
            raise bad(where, f"runs from {low:g} to {high:g}; expected whole numbers")
        many = int(high - low)
        if one.steps is not None:
            return lambda share: int(low) + round(share[0] * many)
        return lambda share: int(low) + min(int(share[0] * (many + 1)), many)
    if kind == "time":
        return lambda share: f"{low + share[0] * (high - low):.3f}".rstrip("0").rstrip(".") + "s"
    return lambda share: low + share[0] * (high - low)


def _number(end: float | str | None, kind: str, where: str) -> float:
    """Return an end of a span as a number: seconds, where the field is a time."""
    fits = KINDS.get(kind)
    if fits is None:
        raise bad(where, "takes no span; expected values, one by one")
    if kind == "time" and isinstance(end, str):
        return parse_time(end)
    if isinstance(end, str) or end is None or not math.isfinite(end):
        raise bad(where, f"has the end {shown(end)}; expected {fits}")
    return float(end)
