"""Zip files of texts and arrays: the same content gives the same bytes, and one that a stranger
made does no harm."""

from __future__ import annotations

import io
import lzma
import tokenize
import zipfile
import zlib

import numpy as np

from iffsim.base.arrays import Array

ZIP_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError,
    ValueError, IndexError, OverflowError,
)  # fmt: skip
"""What Python's reader of zip files raises for one that is cut short, damaged or made with intent
(beside `OSError`)."""


def put(box: zipfile.ZipFile, name: str, content: bytes | str) -> None:
    """Write an entry without a date."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    box.writestr(entry, content)


def packed(column: Array) -> bytes:
    """Return an array as an .npy file's bytes."""
    file = io.BytesIO()
    np.lib.format.write_array(file, column, allow_pickle=False)
    return file.getvalue()


def unpacked(content: bytes) -> Array:
    """Return the array of an .npy file's bytes. Raises `ValueError` for all that is not one."""
    try:
        found: Array = np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)
    except (
        ValueError, TypeError, SyntaxError, tokenize.TokenError, RecursionError, MemoryError,
        EOFError, OverflowError,
    ):  # fmt: skip
        raise ValueError("no array, or a damaged one") from None
    return found
