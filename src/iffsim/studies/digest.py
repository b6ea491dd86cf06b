"""What a value is, as a short key: equal values have equal keys, on any machine."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Protocol

import msgspec
import numpy as np
import shapely


class _Hash(Protocol):
    def update(self, data: Any, /) -> object: ...


def digest(*values: Any) -> bytes:
    """Return a 16-byte key of plain values, arrays, geometries, and dataclasses of them."""
    state = hashlib.blake2b(digest_size=16)
    for value in values:
        _take(state, value)
    return state.digest()


def _take(state: _Hash, value: Any) -> None:
    if isinstance(value, bytes | memoryview):
        state.update(f"bytes:{len(value)};".encode())
        state.update(value)
    elif isinstance(value, str | int | float | None):
        state.update(f"{type(value).__name__}:{value!r};".encode())
    elif isinstance(value, np.ndarray) and value.dtype != object:
        state.update(f"{value.dtype.str}{value.shape}".encode())
        state.update(np.ascontiguousarray(value).data if value.size else b"")
    elif isinstance(value, shapely.Geometry):
        state.update(_wkb(value))
    elif is_dataclass(value) and not isinstance(value, type):
        state.update(type(value).__name__.encode())
        for field in fields(value):
            _take(state, getattr(value, field.name))
    elif isinstance(value, msgspec.Struct | dict):
        state.update(msgspec.json.encode(value, order="sorted", enc_hook=_plain))
    elif isinstance(value, tuple | list):
        _take_items(state, value)
    else:
        state.update(f"{type(value).__name__}:{value!r};".encode())


def _take_items(state: _Hash, values: tuple[Any, ...] | list[Any]) -> None:
    state.update(f"({len(values)}".encode())
    if all(type(item) is str for item in values):
        state.update(repr(values).encode())
        return
    for item in values:
        _take(state, item)


@lru_cache(maxsize=512)
def _wkb(geometry: shapely.Geometry) -> bytes:
    return hashlib.blake2b(shapely.to_wkb(geometry), digest_size=16).digest()


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return hashlib.blake2b(value, digest_size=16).hexdigest()
    raise TypeError(f"{type(value).__name__} has no key")
