"""Recordings as files: the scenario, the seed, and what geometry said; the rest is folded again on
opening.

A zip with `header.json` and one plain numpy array for each column. Files may come from strangers:
sizes are bounded before anything is unpacked, nothing is executed, every index is checked.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from iffsim.bake import folded, recorded
from iffsim.base.arrays import Array
from iffsim.base.boxes import ZIP_DAMAGE, packed, put, unpacked
from iffsim.base.errors import bad
from iffsim.base.files import regular, whole
from iffsim.base.runs import Runs
from iffsim.base.steps import NEVER, Steps
from iffsim.recording import Recording
from iffsim.scenario import Scenario
from iffsim.scenario.check import checked
from iffsim.scenario.recorded import Reader, written
from iffsim.sensing import Survey
from iffsim.truth.build import build
from iffsim.truth.world import World

FORMAT = 2
"""1: declared lines were sampled every ten seconds."""
MAX_BYTES = 1 << 30
"""Largest recording that is opened, unpacked, bytes."""
_MAX_HEADER = 16_000_000
_COLUMNS = tuple(f.name for f in fields(Runs))


def save(recording: Recording, path: Path | str) -> None:
    """Write `recording` to `path` (.iffrec), whole or not at all. Raises `BadInput` when it cannot
    be written.

        iffsim.save(recording, "local-bubble.iffrec")
        assert iffsim.open_recording("local-bubble.iffrec").world.seed == recording.world.seed
    """
    header = {
        "what": "iffsim recording",
        "format": FORMAT,
        "seed": recording.world.seed,
        "digest": digest(recording.world),
        "scenario": _scenario(recording.scenario),
    }
    with (
        whole(Path(path)) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as box,
    ):
        put(box, "header.json", json.dumps(header, ensure_ascii=False))
        for file, content in {r.file: r.content for r in recording.scenario.recorded}.items():
            put(box, f"recorded/{file}", content)
        for name, column in _columns(recording.survey):
            put(box, name, packed(column))


def open_recording(path: Path | str) -> Recording:
    """Return the recording in the file `path`, which may come from a stranger. Raises `BadInput`
    for what is not one, cut short, or too new."""
    path = Path(path)
    regular(path, "a recording (.iffrec)")
    try:
        with zipfile.ZipFile(path) as box:
            return _read(path, box)
    except FileNotFoundError:
        raise bad(str(path), "is not there; expected a recording (.iffrec)") from None
    except OSError as error:
        raise bad(str(path), f"cannot be read ({error.strerror or error})") from None
    except ZIP_DAMAGE:
        raise bad(str(path), "is cut short, damaged, or no iffsim recording") from None


def digest(world: World) -> str:
    """Return a fingerprint of who flies where: a recording fits only the world it was made from."""
    mark = hashlib.sha256(repr((world.fleet.ids, world.sites.ids, world.ticks)).encode())
    for column in fields(world.traffic.legs):
        mark.update(np.ascontiguousarray(getattr(world.traffic.legs, column.name)).tobytes())
    return mark.hexdigest()


def _columns(survey: Survey) -> Iterator[tuple[str, Array]]:
    for name in _COLUMNS:
        yield f"inside.{name}.npy", getattr(survey.inside, name)
    for r, steps in enumerate((survey.in_area, *survey.in_zone)):
        changed = steps.tick > NEVER
        yield f"region{r}.row.npy", steps.row[changed]
        yield f"region{r}.tick.npy", steps.tick[changed]


def _read(path: Path, box: zipfile.ZipFile) -> Recording:
    if sum(entry.file_size for entry in box.infolist()) > MAX_BYTES:
        raise bad(str(path), f"unpacks to more than {MAX_BYTES:,} bytes; that is no recording")
    header = _header(path, box)
    scenario = checked(header["scenario"], f"{path.name}: scenario", _inner(box))
    world = build(scenario, header["seed"])
    if digest(world) != header.get("digest"):
        raise bad(
            str(path),
            "was made with other aircraft data or another version; run its scenario again",
        )
    if header["format"] == 1 and any(zone.kind == "declared" for zone in world.zones):
        raise bad(str(path), "is of an iffsim that judged lines otherwise; run its scenario again")
    survey = Survey(
        _inside(path, box, world),
        _region(path, box, 0, world),
        tuple(_region(path, box, r + 1, world) for r in range(len(world.zones))),
    )
    return recorded(scenario, folded(world, survey))


def _header(path: Path, box: zipfile.ZipFile) -> dict[str, Any]:
    foreign = bad(str(path), "is no iffsim recording: it has no header of one")
    try:
        if box.getinfo("header.json").file_size > _MAX_HEADER:
            raise foreign
        header = json.loads(box.read("header.json"))
    except (KeyError, ValueError, RecursionError):
        raise foreign from None
    if not isinstance(header, dict) or header.get("what") != "iffsim recording":
        raise foreign
    number = header.get("format")
    if isinstance(number, int) and number > FORMAT:
        raise bad(
            str(path), f"has format {number}; this iffsim reads up to {FORMAT}: update iffsim"
        )
    seed = header.get("seed")
    right = number in (1, FORMAT) and isinstance(header.get("scenario"), dict)
    if not right or not isinstance(seed, int) or not 0 <= seed < 1 << 63:
        raise bad(str(path), "has a damaged header")
    return header


def _array(path: Path, box: zipfile.ZipFile, name: str, low: int, high: int) -> Any:
    """Return one column, int64, after checking that each value is in [low, high]."""
    try:
        column = unpacked(box.read(name))
    except (KeyError, ValueError):
        raise bad(f"{path}: {name}", "is missing or damaged") from None
    if column.dtype != np.int64 or column.ndim != 1:
        raise bad(f"{path}: {name}", f"is {column.dtype}, {column.ndim}-d; expected a row of int64")
    if len(column) and not (low <= int(column.min()) and int(column.max()) <= high):
        raise bad(f"{path}: {name}", f"has values outside {low}..{high}")
    return column


def _inside(path: Path, box: zipfile.ZipFile, world: World) -> Runs:
    limits = {
        "site": len(world.sites.ids) - 1,
        "aircraft": len(world.fleet.ids) - 1,
        "first": world.ticks,
        "last": world.ticks,
        "every": world.ticks + int(world.sites.scan_ticks.max(initial=1)),
    }
    columns = [_array(path, box, f"inside.{n}.npy", 0, limits[n]) for n in _COLUMNS]
    if len({len(column) for column in columns}) > 1:
        raise bad(f"{path}: inside", "has columns of different lengths")
    found = Runs(*columns)
    grid = (found.every == world.sites.scan_ticks[found.site]) & (found.first <= found.last)
    if not grid.all():
        raise bad(f"{path}: inside", "has scans that its sites do not make")
    return found


def _region(path: Path, box: zipfile.ZipFile, r: int, world: World) -> Steps:
    aircraft = len(world.fleet.ids)
    row = _array(path, box, f"region{r}.row.npy", 0, aircraft - 1)
    tick = _array(path, box, f"region{r}.tick.npy", 0, world.ticks + 1)
    if len(row) != len(tick):
        raise bad(f"{path}: region{r}", "has columns of different lengths")
    order = np.lexsort((tick, row))
    row, tick = row[order], tick[order]
    start = np.searchsorted(row, row)
    entered = (np.arange(len(row)) - start) % 2 == 0  # in, out, in, ...
    return Steps.build(np.zeros(aircraft, bool), row, tick, entered)


def _inner(box: zipfile.ZipFile) -> Reader:
    """Return what reads the recorded traffic that travels inside a recording."""

    def read(file: str) -> bytes:
        try:
            return box.read(f"recorded/{file}")
        except KeyError:
            raise bad(file, "is missing from the recording") from None

    return read


def _scenario(scenario: Scenario) -> Any:
    """Return a scenario as plain data, as it was written."""
    plain = _without_none(msgspec.to_builtins(written(scenario)))
    for row in plain["recorded"]:
        del row["content"]
    return plain


def _without_none(value: Any) -> Any:
    """Return plain data without the keys that were not written."""
    if isinstance(value, dict):
        return {k: _without_none(v) for k, v in value.items() if v is not None}
    if isinstance(value, list | tuple):
        return [_without_none(v) for v in value]
    return value
