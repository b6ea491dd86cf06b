"""Recorded traffic of a scenario: the data file beside it, found, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from iffsim.base.errors import BadInput, bad
from iffsim.earth import catalogue
from iffsim.scenario.near import shown
from iffsim.scenario.shape import Found
from iffsim.scenario.skyfile import MAX_BYTES, Sky, decode
from iffsim.scenario.types import Recorded, Scenario

Reader = Callable[[str], bytes]
"""From a data file's plain name to its bytes; raises `BadInput`."""


def nowhere(file: str) -> bytes:
    """Raise `BadInput`: a scenario that is in no folder has no files beside it."""
    raise bad(file, "is beside a scenario's file; this scenario is not in one")


def beside(folder: Path) -> Reader:
    """Return what reads the files of one folder, and of no other."""

    def read(file: str) -> bytes:
        path = folder / file
        try:
            if path.is_symlink() or not path.is_file():
                what = "is no plain file" if path.exists() else "is not beside the scenario"
                raise bad(file, what)
            if (size := path.stat().st_size) > MAX_BYTES:
                raise bad(
                    file, f"is {size:,} bytes long; recorded traffic has at most {MAX_BYTES:,}"
                )
            with path.open("rb") as opened:
                return opened.read(MAX_BYTES)
        except OSError as error:
            raise bad(file, f"cannot be read ({error.strerror})") from None

    return read


@lru_cache(maxsize=4)
def sky(content: bytes, file: str) -> Sky:
    """Return the traffic in a data file's bytes. Raises `BadInput`."""
    return decode(content, file, tuple(catalogue.aircraft_types()))


def opened(rows: Mapping[int, Recorded], read: Reader) -> tuple[dict[int, bytes], list[Found]]:
    """Return what the files of `rows` hold, by place, and what is wrong with them."""
    contents: dict[int, bytes] = {}
    found: list[Found] = []
    for index, row in rows.items():
        try:
            content = read(row.file)
            sky(content, row.file)
            contents[index] = content
        except BadInput as error:
            found += [
                (("recorded", index, "file"), f"{shown(fault.where)} {fault.what}")
                for fault in error.faults
            ]
    return contents, found


def skies(rows: Mapping[int, Recorded], contents: Mapping[int, bytes]) -> dict[int, Sky]:
    """Return the traffic of each table whose file could be read."""
    return {index: sky(content, rows[index].file) for index, content in contents.items()}


def filled(scenario: Scenario, contents: Mapping[int, bytes]) -> Scenario:
    """Return a scenario with the contents of its data files."""
    if not scenario.recorded:
        return scenario
    rows = [replace(row, content=contents[i]) for i, row in enumerate(scenario.recorded)]
    return replace(scenario, recorded=tuple(rows))


def written(scenario: Scenario) -> Scenario:
    """Return a scenario as it was written, without the contents of its data files."""
    return replace(scenario, recorded=tuple(replace(r, content=b"") for r in scenario.recorded))
