"""A zip archive with one file in it, as downloads and Google Earth (.kmz) have it: that is read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from iffsim.base.errors import BadInput, bad

_MARK = b"PK\x03\x04"
_TAIL = 22 + (1 << 16)
"""Bytes at an archive's end in which its list of files is announced."""
_LISTED = 1 << 16
"""A longer list, bytes, is of more files than one."""
_HONEST_BYTES, _HONEST_RATIO = 64 << 20, 250
"""An archive that claims more bytes, and more than this many times its size, is a trap."""
_ASIDE = ("__MACOSX/", ".DS_Store", "desktop.ini")
"""What systems put beside the files."""


def only(path: Path) -> zipfile.ZipInfo | None:
    """Return the one file of a zip archive; None if `path` is none, or holds not one file alone.

    Raises `BadInput` for a trap and for what needs a password. A file cannot unpack to more than
    is claimed of it.
    """
    if not _listed(path):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            files = [one for one in archive.infolist() if not _aside(one)]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if len(files) != 1:
        return None
    claimed, packed = files[0].file_size, path.stat().st_size
    if claimed > _HONEST_BYTES and claimed > _HONEST_RATIO * packed:
        what = f"unpacks to more than {_HONEST_RATIO} times its size: no recording does"
        raise bad(str(path), what)
    if files[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise bad(str(path), "is a zip archive packed in an unusual way; unpack it first")
    if files[0].flag_bits & 1:
        raise bad(str(path), "is a zip archive with a password; unpack it first")
    return files[0]


def pieces(path: Path, inside: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
    """Yield what a file in an archive holds, so many bytes at once. Raises `BadInput` when it is
    damaged."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(inside) as file:
            while piece := file.read(size):
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> BadInput:
    why = error.strerror if isinstance(error, OSError) and error.strerror else "damaged zip data"
    return bad(str(path), f"cannot be unpacked ({why}); get the file again")


def _aside(one: zipfile.ZipInfo) -> bool:
    name = one.filename
    return one.is_dir() or name.startswith(_ASIDE[0]) or name.rpartition("/")[2] in _ASIDE


def _listed(path: Path) -> bool:
    """Return whether a file is an archive with a short list of files, which is looked for first:
    a long one would be read whole."""
    with path.open("rb") as file:
        if file.read(len(_MARK)) != _MARK:
            return False
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or b"PK\x06\x07" in tail[max(0, at - 20) : at]:
        return False
    return int.from_bytes(tail[at + 12 : at + 16], "little") <= _LISTED
