"""How many bytes a piece of numpy code reads and writes: arrays that count.

A `Counted` array behaves as a plain one, and so does all that is worked out from it; every
operation adds the bytes of the arrays that went in and came out. Views cost nothing, nor does what
is repeated by broadcasting. The little that is done among plain arrays alone is not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np

from iffsim.base.arrays import Array

Thing = TypeVar("Thing")


class Tally:
    """Bytes read and written so far."""

    def __init__(self) -> None:
        self.bytes = 0

    def watch(self, thing: Thing) -> Thing:
        """Return the same array, tuple or dataclass of such, whose operations count from now on."""
        found: Thing = _mapped(thing, self._counted)
        return found

    def _counted(self, array: Array) -> Array:
        found = array.view(Counted)
        found.tally = self
        return found

    def note(self, before: object, after: object) -> None:
        """Count one operation, unless it only looked at its input in another way."""
        inputs, outputs = list(_arrays(before)), list(_arrays(after))
        if not any(np.may_share_memory(one, other) for one in inputs for other in outputs):
            self.bytes += sum(map(_weight, (*inputs, *outputs)))


class Counted(np.ndarray[Any, np.dtype[Any]]):
    """An array whose operations are tallied."""

    tally: Tally | None

    def __array_finalize__(self, source: object) -> None:
        self.tally = getattr(source, "tally", None)

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: Any, out: tuple[Any, ...] = (), **options: Any
    ) -> Any:
        """Do the operation on plain arrays; count; return what counts on."""
        if out:
            options["out"] = _plain(out)
        tally = _tally((inputs, out))
        done = getattr(ufunc, method)(*_plain(inputs), **_plain(options))
        tally.note(inputs, ())
        tally.note((), _plain(out) or done)
        if out:
            return out[0] if len(out) == 1 else out
        return tally.watch(done)

    def __array_function__(
        self, function: Callable[..., Any], _types: Any, args: Any, options: Any
    ) -> Any:
        """Do the same for a numpy function."""
        tally = _tally((args, tuple(options.values())))
        done = function(*_plain(args), **_plain(options))
        tally.note((args, tuple(options.values())), done)
        return tally.watch(done)

    def __getitem__(self, index: Any) -> Any:
        tally, whole = _tally(self), _plain(self)
        found = whole[_plain(index)]
        if not np.may_share_memory(found, whole):
            tally.note((index, found), ())
            tally.note((), found)
        return tally.watch(found)

    def __setitem__(self, index: Any, value: Any) -> None:
        _plain(self)[_plain(index)] = _plain(value)
        _tally(self).note((index, value), ())
        _tally(self).note((), value)

    def astype(self, *args: Any, **options: Any) -> Any:
        """Convert, and count."""
        tally, done = _tally(self), _plain(self).astype(*args, **options)
        tally.note(self, done)
        return tally.watch(done)


def _mapped(thing: Any, change: Callable[[Array], Array]) -> Any:
    """Return `thing` with every array in it changed."""
    if isinstance(thing, np.ndarray):
        return change(thing)
    if isinstance(thing, tuple | list):
        return type(thing)(_mapped(part, change) for part in thing)
    if isinstance(thing, dict):
        return {name: _mapped(part, change) for name, part in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        parts = {f.name: _mapped(getattr(thing, f.name), change) for f in fields(thing)}
        return replace(thing, **parts)
    return thing


def _plain(thing: Any) -> Any:
    return _mapped(thing, lambda array: array.view(np.ndarray))


def _arrays(thing: object) -> Iterator[Array]:
    if isinstance(thing, np.ndarray):
        yield thing.view(np.ndarray)
    elif isinstance(thing, Sequence) and not isinstance(thing, str):
        for part in thing:
            yield from _arrays(part)


def _tally(thing: object) -> Tally:
    """Return the tally of the first counted array in `thing`; one that nobody reads if there is
    none."""
    found = next(_counted_in(thing), None)
    return Tally() if found is None or found.tally is None else found.tally


def _counted_in(thing: object) -> Iterator[Counted]:
    if isinstance(thing, Counted):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from _counted_in(part)


def _weight(array: Array) -> int:
    """Return the bytes an array really has: what broadcasting repeats is there once."""
    sizes = (n for n, stride in zip(array.shape, array.strides, strict=True) if stride)
    return int(np.prod([*sizes, array.itemsize], dtype=np.int64))
