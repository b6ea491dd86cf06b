"""Columns put together: many small fleets, sites or worlds as one large one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import chain
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from iffsim.base import steps
from iffsim.base.steps import Steps
from iffsim.truth.traffic import Traffic, join
from iffsim.truth.world import Sites, World

T = TypeVar("T")
Ints = npt.NDArray[np.int64]


def columns(parts: Sequence[T]) -> T:
    """Return one dataclass of columns with the rows of all `parts`, in order."""
    if len(parts) == 1:
        return parts[0]
    found: dict[str, Any] = {}
    for field in fields(parts[0]):  # type: ignore[arg-type]
        values = [getattr(part, field.name) for part in parts]
        if isinstance(values[0], Steps):
            found[field.name] = steps.joined(values)
        elif isinstance(values[0], np.ndarray):
            found[field.name] = np.concatenate(values, axis=-1)
        else:
            found[field.name] = tuple(chain.from_iterable(values))
    return type(parts[0])(**found)


def traffic(parts: Sequence[Traffic]) -> Traffic:
    """Return all aircraft of `parts`, in order."""
    if len(parts) == 1:
        return parts[0]
    legs = np.cumsum([0, *(len(part.legs) for part in parts)])
    first = [part.first[:-1] + n for part, n in zip(parts, legs[:-1], strict=True)]
    return Traffic(
        np.concatenate([*first, legs[-1:]]).astype(np.int64),
        join([part.legs for part in parts]),
        np.concatenate([part.jumps + n for part, n in zip(parts, legs[:-1], strict=True)]),
    )


def stack(worlds: Sequence[World]) -> World:
    """Return one world with the fleets of `worlds`, in order, and the sites, pictures and zones of
    the first: for worlds that differ in nothing that matters after the survey."""
    first = worlds[0]
    if len(worlds) == 1:
        return first
    many = [len(world.traffic) for world in worlds]
    seeds = np.array([world.seed for world in worlds], np.uint64)
    return replace(
        first,
        fleet=columns([world.fleet for world in worlds]),
        traffic=traffic([world.traffic for world in worlds]),
        seeds=np.repeat(seeds, many),
    )


def some_sites(sites: Sites, start: int, stop: int) -> Sites:
    """Return sites `start` to `stop` (left out) of `sites`."""
    found: dict[str, Any] = {}
    for field in fields(Sites):
        value = getattr(sites, field.name)
        if isinstance(value, Steps):
            found[field.name] = value.part(start, stop)
        elif isinstance(value, np.ndarray):
            found[field.name] = value[..., start:stop]
        elif isinstance(value, tuple):
            found[field.name] = value[start:stop]
    there = Steps.constant(np.ones(stop - start, bool))
    found["present"] = found.get("present", there)
    return Sites(**(found | {"shadows": tuple(map(sites.shadow, range(start, stop)))}))
