"""Files written whole or not at all: to a temporary name beside the target, then moved there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from iffsim.errors import bad


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside `target`; on success it becomes `target`, else it is gone.

    Raises `BadInput` when the place cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent
        )
    except OSError as error:
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


@contextmanager
def folder(target: Path) -> Iterator[Path]:
    """Yield a temporary folder inside `target`; on success its files move up into it, else none.

    `target` is made if need be, and goes again on failure if it was. Raises `BadInput` when it
    cannot be written.
    """
    made = not target.exists()
    try:
        target.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".iffsim-", dir=target))
    except OSError as error:
        raise bad(str(target), f"cannot be written ({error.strerror})") from None
    done = False
    try:
        yield temporary
        for file in sorted(temporary.iterdir()):
            file.replace(target / file.name)
        done = True
    except OSError as error:
        raise bad(str(target), f"cannot be written ({error.strerror})") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        if made and not done:
            shutil.rmtree(target, ignore_errors=True)
