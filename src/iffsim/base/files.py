"""Files written whole or not at all: to a temporary name beside the target, then moved there.

A temporary name tells the machine and the process that writes it, ``.iffsim-1f3a5b7c-4711-...``:
what a killed process left is cleared away by the next one that writes in the same folder.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from iffsim.base import processes
from iffsim.base.errors import bad

_LEFT = re.compile(r"\.iffsim-([0-9a-f]{8}-(\d{1,10}))-.*")
_swept: set[Path] = set()
"""Folders in which this process has looked for what was left."""


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside `target`; on success it becomes `target`, else it is gone.

    Raises `BadInput` when the place cannot be written.
    """
    made = _missing(target.parent)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        handle, name = tempfile.mkstemp(prefix=_prefix(), suffix=target.suffix, dir=target.parent)
    except OSError as error:
        _unmake(made)
        raise bad(str(target), f"cannot be written ({error.strerror})") from None
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as error:
        raise bad(str(target), f"cannot be written ({error.strerror})") from None
    finally:
        temporary.unlink(missing_ok=True)
        _unmake(made)


@contextmanager
def folder(target: Path) -> Iterator[Path]:
    """Yield a temporary folder inside `target`; on success its files move up into it, else none.
    What is in folders of its own comes to lie in the same ones, beside what is there.

    `target` is made if need be, and goes again on failure if it was. Raises `BadInput` when it
    cannot be written.
    """
    made = _missing(target)
    try:
        target.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        temporary = Path(tempfile.mkdtemp(prefix=_prefix(), dir=target))
    except OSError as error:
        _unmake(made)
        raise bad(str(target), f"cannot be written ({error.strerror})") from None
    try:
        yield temporary
        ready = sorted(path for path in temporary.rglob("*") if not path.is_dir())
        names = [target / path.relative_to(temporary) for path in ready]
        _free(names)
        for path, name in zip(ready, names, strict=True):
            name.parent.mkdir(parents=True, exist_ok=True)
            path.replace(name)
    except OSError as error:
        raise bad(str(target), f"cannot be written ({error.strerror})") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        _unmake(made)


def _prefix() -> str:
    return f".iffsim-{processes.mark()}-"


def _sweep(place: Path) -> None:
    """Clear away what processes of this machine left in a folder when they were killed."""
    if place in _swept:
        return
    _swept.add(place)
    with suppress(OSError):  # what cannot be cleared away is in nobody's way
        for path in place.glob(".iffsim-*"):
            found = _LEFT.fullmatch(path.name)
            pid = int(found[2]) if found else 0
            if not found or found[1] != processes.mark(pid) or processes.runs(pid):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def regular(path: Path, expected: str) -> None:
    """Raise `BadInput` for what is there but no regular file: a folder, or a pipe or a device, from
    which reading might never end."""
    try:
        if path.exists() and not path.is_file():
            what = "is a directory" if path.is_dir() else "is a pipe or a device, no regular file"
            raise bad(str(path), f"{what}; expected {expected}")
    except (OSError, ValueError) as error:
        raise bad(str(path), f"cannot be read ({error})") from None


def _missing(place: Path) -> list[Path]:
    """Return the folders on the way to `place`, itself included, that are not there; deepest
    first."""
    return [path for path in (place, *place.parents) if not os.path.lexists(path)]


def _unmake(made: Iterable[Path]) -> None:
    """Take away those of the folders made on the way in which nothing was written."""
    for path in made:
        with suppress(OSError):  # not empty: it is in use
            path.rmdir()


def _free(names: Iterable[Path]) -> None:
    """Raise `BadInput` if a folder is in the way of a file, or a file in the way of a folder,
    before the first file is moved."""
    for name in names:
        if name.is_dir():
            raise bad(str(name), "cannot be written (Is a directory)")
        if name.parent.exists() and not name.parent.is_dir():
            raise bad(str(name.parent), "cannot be written (Not a directory)")
