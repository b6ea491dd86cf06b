"""Recorded traffic beside a scenario: the `.iffsky` file, compact, executing nothing.

A zip with `header.json` and one numpy array for each column. Fixes are whole numbers: ms since the
start, 1e-7 degrees, cm; each column is stored as differences, byte plane by byte plane, which packs
to about 6 bytes a fix. Files may come from strangers: sizes are bounded before anything is
unpacked, and every value is checked.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from iffsim.base.arrays import Array, Bools, Floats, Ints
from iffsim.base.boxes import ZIP_DAMAGE, packed, put, unpacked
from iffsim.base.errors import bad

FORMAT = 1
SUFFIX = ".iffsky"
MAX_BYTES = 64_000_000
"""Largest file, packed."""
MAX_FIXES, MAX_TRACKS = 4_000_000, 200_000
MAX_S = 7 * 86_400
_MAX_HEADER = 32_000_000
_UNITS = {"time": 1000.0, "lat": 1e7, "lon": 1e7, "alt": 100.0}
"""Stored whole numbers for each second, degree, degree, metre."""
_LIMITS = {"time": MAX_S * 1000, "lat": 900_000_000, "lon": 1_800_000_000, "alt": 3_000_000}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_WHAT = "iffsim recorded traffic"


@dataclass(frozen=True)
class Sky:
    """Recorded tracks, T of them, with N fixes in all: those of track t are ``first[t]:first[t +
    1]``."""

    utc: str
    """When `time_s` is 0: "2020-04-23T06:41:50Z"."""
    ids: tuple[str, ...]
    types: tuple[str, ...]
    """Catalogue types."""
    allegiance: npt.NDArray[np.uint8]
    credentials: npt.NDArray[np.uint8]
    plan: Bools
    first: Ints
    time_s: Floats
    lat_deg: Floats
    lon_deg: Floats
    alt_m: Floats

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def index(self) -> dict[str, int]:
        """The tracks by id."""
        return {name: number for number, name in enumerate(self.ids)}


class _Header(msgspec.Struct, frozen=True):
    what: str
    format: int
    utc: str
    ids: tuple[str, ...]
    types: tuple[str, ...]
    """The types that occur; column `type` counts in them."""


def encode(sky: Sky) -> bytes:
    """Return the file's bytes; the same sky gives the same bytes."""
    kinds = tuple(dict.fromkeys(sky.types))
    number = {kind: index for index, kind in enumerate(kinds)}
    header = _Header(_WHAT, FORMAT, sky.utc, sky.ids, kinds)
    columns: dict[str, Array] = {
        "count": np.diff(sky.first).astype(np.int32),
        "type": np.array([number[kind] for kind in sky.types], np.uint8),
        "allegiance": sky.allegiance.astype(np.uint8),
        "credentials": sky.credentials.astype(np.uint8),
        "plan": sky.plan.astype(np.uint8),
    }
    for name, unit in _UNITS.items():
        value = getattr(
            sky, f"{name}_s" if name == "time" else f"{name}_m" if name == "alt" else f"{name}_deg"
        )
        columns[name] = _planes(np.rint(value * unit).astype(np.int64))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as box:
        put(box, "header.json", msgspec.json.encode(header))
        for name, column in columns.items():
            put(box, f"{name}.npy", packed(column))
    return out.getvalue()


def _planes(values: Ints) -> npt.NDArray[np.uint8]:
    """Return second differences as bytes, uint8[4, N]: all lowest bytes, then the next ones."""
    change = np.diff(values, prepend=0)
    bent = np.diff(change, prepend=0)
    flat = bent.astype(np.int64).astype("<i4").view(np.uint8).reshape(-1, 4)
    return np.ascontiguousarray(flat.T)


def _values(planes: npt.NDArray[np.uint8]) -> Ints:
    """Return the values that `_planes` stored; 32 bits wrap round on both sides alike."""
    bent = np.ascontiguousarray(planes.T).view("<i4").ravel()
    change = np.cumsum(bent, dtype=np.int32)
    return np.cumsum(change, dtype=np.int32).astype(np.int64)


def decode(content: bytes, where: str, known_types: Sequence[str]) -> Sky:
    """Return the traffic in a file's bytes. Raises `BadInput` for anything that is not as it must
    be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            _bounded(box, where)
            header = _header(box, where)
            return _sky(box, header, where, known_types)
    except (*ZIP_DAMAGE, KeyError, OSError):
        raise bad(where, "is cut short, damaged, or no recorded traffic of iffsim") from None


def _bounded(box: zipfile.ZipFile, where: str) -> None:
    most = _MAX_HEADER + 4 * (4 * MAX_FIXES) + 8 * MAX_TRACKS + 100_000
    if sum(entry.file_size for entry in box.infolist()) > most:
        raise bad(where, f"unpacks to more than {most:,} bytes; that is too much traffic")


def _header(box: zipfile.ZipFile, where: str) -> _Header:
    try:
        header = msgspec.json.decode(box.read("header.json"), type=_Header)
    except (msgspec.DecodeError, json.JSONDecodeError, RecursionError, UnicodeDecodeError):
        raise bad(where, "has a damaged header") from None
    if header.what != _WHAT:
        raise bad(where, "is no recorded traffic of iffsim")
    if header.format > FORMAT:
        raise bad(where, f"has format {header.format}; this iffsim reads up to {FORMAT}: update it")
    if not 0 < len(header.ids) <= MAX_TRACKS or len(set(header.ids)) < len(header.ids):
        raise bad(where, f"has no tracks, more than {MAX_TRACKS:,}, or two of one id")
    if not all(_ID.fullmatch(one) for one in header.ids):
        raise bad(where, "has an id that is no id")
    return header


def _array(box: zipfile.ZipFile, name: str, where: str, kind: str, most: int) -> Array:
    try:
        found = unpacked(box.read(f"{name}.npy"))
    except ValueError:
        raise bad(f"{where}: {name}", "is damaged") from None
    shaped = found.ndim == (2 if name in _UNITS else 1) and found.shape[-1] <= most
    if found.dtype != np.dtype(kind) or not shaped or (found.ndim == 2 and len(found) != 4):
        raise bad(f"{where}: {name}", f"is {found.dtype} {found.shape}, which is not as it must be")
    return found


def _sky(box: zipfile.ZipFile, header: _Header, where: str, known: Sequence[str]) -> Sky:
    tracks = len(header.ids)
    small = {
        name: _array(box, name, where, "u1", tracks)
        for name in ("type", "allegiance", "credentials", "plan")
    }
    count = _array(box, "count", where, "i4", tracks).astype(np.int64)
    if any(len(column) != tracks for column in (*small.values(), count)):
        raise bad(where, "has columns of different lengths")
    if count.min() < 2 or int(count.sum()) > MAX_FIXES:
        raise bad(where, f"has a track of one fix, or more than {MAX_FIXES:,} fixes")
    limits = {"type": len(header.types) - 1, "allegiance": 2, "credentials": 7, "plan": 1}
    if any(int(column.max()) > limits[name] for name, column in small.items()):
        raise bad(where, "has values that mean nothing")
    if unknown := {*header.types} - {*known}:
        raise bad(where, f'has aircraft of type "{min(unknown)[:20]}", which the catalogue has not')
    first = np.concatenate([[0], np.cumsum(count)])
    columns = _columns(box, where, first)
    return Sky(
        header.utc, header.ids, tuple(header.types[n] for n in small["type"].tolist()),
        small["allegiance"], small["credentials"], small["plan"].astype(bool), first, *columns,
    )  # fmt: skip


def _columns(box: zipfile.ZipFile, where: str, first: Ints) -> list[Floats]:
    found = []
    for name, unit in _UNITS.items():
        values = _values(_array(box, name, where, "u1", MAX_FIXES))
        if len(values) != first[-1]:
            raise bad(f"{where}: {name}", "has not as many values as there are fixes")
        low = 0 if name == "time" else -_LIMITS[name]
        if values.min() < low or values.max() > _LIMITS[name]:
            raise bad(f"{where}: {name}", "has values that cannot be")
        found.append(values / unit)
    rising = np.diff(found[0]) > 0.0
    rising[first[1:-1] - 1] = True
    if not rising.all():
        raise bad(f"{where}: time", "does not rise along a track")
    return found
