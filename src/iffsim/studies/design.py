"""What a person writes: which scenario, what varies, how it is sampled, how often it is repeated.

A study is a TOML file; `written.py` makes the same of options on the command line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, field

from iffsim.base.errors import BadInput, Fault, bad
from iffsim.scenario import shape
from iffsim.scenario.load import table_of
from iffsim.scenario.words import Latitude, Longitude, Table, Time

MANY = 100_000
"""More runs than these need leave."""
MOST = 10_000_000
"""More than these are never begun."""

Method = Literal["factorial", "latin", "sobol", "one-at-a-time"]
Box = tuple[Latitude, Longitude, Latitude, Longitude]


class Vary(Table, frozen=True):
    """One thing that varies: a field of the scenario, and exactly one way to say its values."""

    path: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=200,
            description='A field of the scenario, such as "sites.battery.range_km"',
        ),
    ]
    values: (
        Annotated[tuple[Any, ...], Meta(min_length=1, max_length=10_000, description="Each value")]
        | None
    ) = None
    low: Annotated[float | Time | None, Meta(description="Lowest value, a number or a time")] = (
        field(default=None, name="from")
    )
    high: Annotated[float | Time | None, Meta(description="Highest value")] = field(
        default=None, name="to"
    )
    steps: (
        Annotated[
            int, Meta(ge=2, le=10_000, description="So many values, evenly from lowest to highest")
        ]
        | None
    ) = None
    random: (
        Annotated[int, Meta(ge=1, le=10_000, description="Of a place: so many, drawn at random")]
        | None
    ) = None
    grid: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=500)], Annotated[int, Meta(ge=1, le=500)]] | None,
        Meta(description="Of a place: so many rows and columns, those inside the area"),
    ] = None
    anywhere: Annotated[
        bool, Meta(description="Of a place: anywhere; for Latin hypercubes and Sobol's sequence")
    ] = False
    box: Annotated[
        Box | None,
        Meta(description="Of a place: south, west, north, east; else the area of interest"),
    ] = None


class Design(Table, frozen=True):
    """A whole study."""

    scenario: Annotated[
        str, Meta(min_length=1, max_length=500, description="A shipped scenario's name, or a file")
    ]
    format: Annotated[Literal[1], Meta(description="Always 1, for now")] = 1
    title: str = ""
    method: Annotated[
        Method,
        Meta(
            description="factorial: every combination; latin: a Latin hypercube; sobol: Saltelli's "
            "sample for Sobol indices; one-at-a-time: the scenario, and each value alone"
        ),
    ] = "factorial"
    samples: (
        Annotated[
            int,
            Meta(
                ge=1,
                le=1_000_000,
                description="latin: how many settings; sobol: the base sample, a power of two",
            ),
        ]
        | None
    ) = None
    seeds: Annotated[
        Annotated[int, Meta(ge=1, le=1_000_000)]
        | Annotated[tuple[Annotated[int, Meta(ge=0, le=2**53)], ...], Meta(min_length=1)],
        Meta(
            description="How many skies, from the scenario's own seed on; or the seeds themselves"
        ),
    ] = 1
    draw: Annotated[
        int, Meta(ge=0, le=2**32 - 1, description="Seed of the sampling itself, not of the runs")
    ] = 0
    series: Annotated[
        Time | None, Meta(description="Also the counts over time, with a row every so often")
    ] = None
    allow_large: Annotated[bool, Meta(description="Leave for more than 100,000 runs")] = False
    set: Annotated[
        dict[str, Any], Meta(description="Fields of the scenario by path, changed in every run")
    ] = field(default_factory=dict)
    vary: Annotated[tuple[Vary, ...], Meta(max_length=40)] = ()


def read(path: Path) -> Design:
    """Return the design in a TOML file. Raises `BadInput` with every fault found."""
    return checked(table_of(path, "study"), path.name)


def checked(data: dict[str, Any], name: str) -> Design:
    """Return the design that plain `data` holds; `name` is what faults call it.

    Raises `BadInput`.
    """
    found = list(shape.check(data, shape.type_of(Design)))
    if found:
        raise BadInput(Fault(f"{name}: {shape.path(p)}" if p else name, what) for p, what in found)
    design = msgspec.convert(data, Design)
    for number, one in enumerate(design.vary):
        _one_way(one, f"{name}: vary[{number}] ({one.path})")
    if design.method in ("latin", "sobol") and design.samples is None:
        raise bad(f"{name}: samples", f"is missing; method {design.method} asks for it")
    if design.method not in ("latin", "sobol") and design.samples is not None:
        raise bad(f"{name}: samples", "is only for the methods latin and sobol")
    if design.method != "factorial" and not design.vary:
        raise bad(f"{name}: vary", f"is missing; method {design.method} asks for what varies")
    return design


def _one_way(one: Vary, where: str) -> None:
    """Raise `BadInput` unless exactly one way to say values is used, and whole."""
    ways = {
        "values": one.values is not None,
        "from and to": one.low is not None or one.high is not None,
        "random": one.random is not None,
        "grid": one.grid is not None,
        "anywhere": one.anywhere,
    }
    given = [way for way, there in ways.items() if there]
    if len(given) != 1:
        said = " and ".join(given) or "none"
        raise bad(where, f"says its values by {said}; expected one of {', '.join(ways)}")
    if ways["from and to"] and None in (one.low, one.high):
        raise bad(where, f"has {'to' if one.low is None else 'from'} alone; expected from and to")
    if one.steps is not None and not ways["from and to"]:
        raise bad(where, "has steps without from and to")
    if one.box is not None:
        _a_box(one.box, given[0], where)


def _a_box(box: Box, way: str, where: str) -> None:
    if way not in ("random", "grid", "anywhere"):
        raise bad(where, "has a box; only random, grid and anywhere have one")
    south, west, north, east = box
    if not (south < north and west < east):
        raise bad(where, "has a box that is empty; expected south, west, north, east")
