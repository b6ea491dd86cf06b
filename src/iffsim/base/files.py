"""Files written whole or not at all: to a temporary name beside the target, then moved there."""

from __future__ import annotations

import lzma
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from iffsim.base.errors import bad

ZIP_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError,
    ValueError, IndexError, OverflowError,
)  # fmt: skip
"""What Python's reader of zip files raises for one that is cut short, damaged or made with intent
(beside `OSError`)."""


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside `target`; on success it becomes `target`, else it is gone.

    Raises `BadInput` when the place cannot be written.
    """
    made = _missing(target.parent)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent
        )
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

    `target` is made if need be, and goes again on failure if it was. Raises `BadInput` when it
    cannot be written.
    """
    made = _missing(target)
    try:
        target.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".iffsim-", dir=target))
    except OSError as error:
        _unmake(made)
        raise bad(str(target), f"cannot be written ({error.strerror})") from None
    try:
        yield temporary
        ready = sorted(temporary.iterdir())
        _free(target / file.name for file in ready)
        for file in ready:
            file.replace(target / file.name)
    except OSError as error:
        raise bad(str(target), f"cannot be written ({error.strerror})") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        _unmake(made)


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
    """Raise `BadInput` if a folder is in the way of a file, before the first file is moved."""
    for name in names:
        if name.is_dir():
            raise bad(str(name), "cannot be written (Is a directory)")
