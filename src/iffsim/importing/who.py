"""Whose aircraft it is: allegiance, replies and type from its address, by a small file of rules.

First match wins. A person's own rules come before the shipped ones (`assets/import-rules.toml`).
Nobody is ever made an intruder: recorded traffic has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from iffsim.base import assets
from iffsim.base.arrays import Bools, Ints
from iffsim.base.errors import bad
from iffsim.doctrine import Allegiance, Credential
from iffsim.earth import catalogue

MAX_RULES_BYTES = 1_000_000
Hex = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Fa-f]{6}$")]


class RuleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule: addresses `block` = [first, last], or `callsign` (a regular beginning), or both."""

    name: str
    allegiance: Literal["own", "allied", "neutral"]
    block: tuple[Hex, Hex] | None = None
    callsign: Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9]{1,8}$")] | None = None
    credentials: tuple[catalogue.Credential, ...] = ("civil",)
    plan: bool = True
    type: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[RuleRow, ...] = ()
    designators: dict[str, str] = {}
    countries: dict[str, tuple[Hex, Hex]] = {}


@dataclass(frozen=True)
class Rules:
    """Rules in order, and catalogue types by ICAO designator."""

    rows: tuple[RuleRow, ...]
    designators: dict[str, str]


@dataclass(frozen=True)
class Who:
    """Who each of T tracks is."""

    allegiance: npt.NDArray[np.uint8]
    credentials: npt.NDArray[np.uint8]
    plan: Bools
    types: tuple[str, ...]
    rule: tuple[str, ...]
    """The name of the rule that said so."""


ELSE = RuleRow("civil, or of another country", "neutral")
ANY_TYPE = "AIRLINER"


def rules(own: Path | None = None) -> Rules:
    """Return the shipped rules, after those of a file of one's own. Raises `BadInput`."""
    shipped = _shipped()
    if own is None:
        return Rules(shipped.rule, shipped.designators)
    mine = _read(own)
    return Rules((*mine.rule, *shipped.rule), {**shipped.designators, **mine.designators})


@cache
def _shipped() -> _File:
    return _read(assets.path("import-rules.toml"))


def _read(path: Path) -> _File:
    try:
        if path.stat().st_size > MAX_RULES_BYTES:
            raise bad(
                str(path), f"is larger than {MAX_RULES_BYTES:,} bytes; that is no file of rules"
            )
        found = msgspec.toml.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise bad(str(path), f"cannot be read ({error.strerror})") from None
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise bad(str(path), f"is no file of rules that can be read: {error}") from None
    for number, row in enumerate(found.rule):
        where = f"{path}: rule[{number}] ({row.name})"
        if row.block is None and row.callsign is None:
            raise bad(where, "matches nothing; expected block, callsign or both")
        if row.block is not None and int(row.block[0], 16) > int(row.block[1], 16):
            raise bad(
                where, f"{row.block[0]} is after {row.block[1]}; expected the first address first"
            )
    for kind in (*found.designators.values(), *(row.type for row in found.rule if row.type)):
        if kind not in catalogue.aircraft_types():
            raise bad(str(path), f'the catalogue has no aircraft type "{kind[:40]}"')
    return found


@cache
def _blocks() -> tuple[list[str], Ints]:
    countries = _shipped().countries
    return list(countries), np.array(
        [[int(end, 16) for end in block] for block in countries.values()]
    )


def country(address: int) -> str:
    """Return the country to whose block of addresses one belongs, "" where it is not listed."""
    names, ends = _blocks()
    inside = np.flatnonzero((ends[:, 0] <= address) & (address <= ends[:, 1]))
    return names[inside[0]] if len(inside) else ""


def who(addresses: Ints, callsigns: Sequence[str], kinds: Sequence[str], by: Rules) -> Who:
    """Return who tracks are, from their addresses [T], callsigns and type designators (""
    unknown)."""
    match = np.full(len(addresses), len(by.rows))
    for number in reversed(range(len(by.rows))):
        match[_matches(by.rows[number], addresses, callsigns)] = number
    table = (*by.rows, ELSE)
    rows = [table[number] for number in match.tolist()]
    bits = [sum(Credential[name.upper()] for name in {*row.credentials}) for row in rows]
    types = tuple(
        by.designators.get(kind.upper()) or row.type or ANY_TYPE
        for kind, row in zip(kinds, rows, strict=True)
    )
    return Who(
        np.array([Allegiance[row.allegiance.upper()] for row in rows], np.uint8),
        np.array(bits, np.uint8),
        np.array([row.plan for row in rows], bool),
        types,
        tuple(row.name for row in rows),
    )


def _matches(row: RuleRow, addresses: Ints, callsigns: Sequence[str]) -> Bools:
    found = np.ones(len(addresses), bool)
    if row.block is not None:
        low, high = (int(end, 16) for end in row.block)
        found &= (addresses >= low) & (addresses <= high)
    if row.callsign is not None:
        begins = re.compile(re.escape(row.callsign))
        found &= np.array([begins.match(name) is not None for name in callsigns], bool)
    return found
