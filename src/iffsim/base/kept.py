"""What takes long to make and can be made again at any time, kept from one start to the next.

A file each in the user's folder for such things, called by a key of all that it is made of; checked
when it is read, written whole or not at all, the oldest let go. Nothing depends on it: what cannot
be read is made anew, what cannot be written is not kept. ``IFFSIM_CACHE`` names another folder, or
says "off".
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from iffsim.base.errors import BadInput
from iffsim.base.files import whole
from iffsim.base.version import VERSION

MOST_BYTES = 16_000_000
"""All files together; a single one larger than that is not kept."""
_CHECK = 16
_OURS = re.compile(r"[a-z]+-[0-9a-f]{32}\.kept")


def kept(name: str, made_of: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
    """Return what `make` makes, or made at an earlier start of the same `made_of`.

    `name`: small letters. `made_of` is all that the outcome depends on, beside this version.
    """
    place = folder()
    if place is None:
        return make()
    state = hashlib.blake2b(VERSION.encode(), digest_size=_CHECK)
    for part in made_of:
        state.update(_sum(part))
    file = place / f"{name}-{state.hexdigest()}.kept"
    found = _read(file)
    if found is None:
        found = make()
        with suppress(OSError, BadInput):
            _write(file, found)
    return found


def folder() -> Path | None:
    """Return where things are kept; None: nowhere."""
    given = os.environ.get("IFFSIM_CACHE")
    if given:
        return None if given == "off" else Path(given)
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        usual = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    except RuntimeError:  # nobody's home
        return Path(named) / "iffsim" if named else None
    return (Path(named) if named else usual) / "iffsim"


def _sum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECK).digest()


def _read(file: Path) -> bytes | None:
    """Return what a file holds; None where it is not there, or not what was written."""
    try:
        if not file.is_file():
            return None
        with file.open("rb") as stream:
            check, content = stream.read(_CHECK), stream.read(MOST_BYTES)
    except OSError:
        return None
    return content if check == _sum(content) else None


def _write(file: Path, content: bytes) -> None:
    """Write a file, and take away the oldest of those beside it where they are too many."""
    with whole(file) as temporary:
        temporary.write_bytes(_sum(content) + content)
    ours = [one for one in file.parent.iterdir() if _OURS.fullmatch(one.name)]
    left = MOST_BYTES
    for one in sorted(ours, key=lambda one: one.stat().st_mtime_ns, reverse=True):
        left -= one.stat().st_size
        if left < 0:
            one.unlink(missing_ok=True)
