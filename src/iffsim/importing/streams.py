"""The bytes of a file that somebody recorded: unpacked if need be, never more at once than stated
here."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from iffsim.base.errors import BadInput, bad

CHUNK = 1 << 20
"""Packed bytes read at once."""
BLOCK = 1 << 22
"""Unpacked bytes handed on at once, at most."""
MAX_BYTES = 64 << 30
MAX_LINE = 1 << 20
"""Longest line of text, bytes; no format has lines a hundredth as long."""
MAX_DOCUMENT = 48 << 20
"""Largest JSON document, bytes: it is read whole."""
_HONEST_BYTES, _HONEST_RATIO = 64 << 20, 250
"""Beyond so many bytes a gzip file that unpacks to more than this many times its size is a trap."""


@dataclass
class Watched:
    """A file being read, and how far."""

    path: Path
    tell: Callable[[float], None] | None = None
    odd_lines: int = 0
    """Lines so far with bytes that are not UTF-8."""
    lines: int = 0
    """Lines handed on so far."""
    size: int = field(init=False)

    def __post_init__(self) -> None:
        try:
            if not self.path.is_file():
                what = "is a directory" if self.path.is_dir() else "is not there"
                raise bad(str(self.path), f"{what}; expected a file of recorded traffic")
            self.size = self.path.stat().st_size
        except (OSError, ValueError) as error:
            raise bad(str(self.path), f"cannot be read ({error})") from None

    def head(self, count: int = 1 << 16) -> bytes:
        """Return the first bytes, unpacked."""
        tell, self.tell = self.tell, None
        try:
            for block in self.blocks(count):
                return block[:count]
            return b""
        finally:
            self.tell = tell

    def blocks(self, most: int = BLOCK) -> Iterator[bytes]:
        """Yield the unpacked bytes, piece by piece."""
        raw = self._raw()
        first = next(raw, b"")
        if first[:2] == b"\x1f\x8b":
            yield from _unpacked(self, first, raw, most)
            return
        yield first
        yield from raw

    def _raw(self) -> Iterator[bytes]:
        read = 0
        try:
            with self.path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    read += len(chunk)
                    yield chunk
                    if self.tell:
                        self.tell(read / max(self.size, read))
        except OSError as error:
            raise bad(str(self.path), f"cannot be read ({error.strerror})") from None


def _unpacked(file: Watched, first: bytes, raw: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Yield what a gzip file of one or more members holds."""
    came_in = went_out = 0
    inner = zlib.decompressobj(wbits=31)
    try:
        for chunk in _then(first, raw):
            came_in += len(chunk)
            data = chunk
            while data:
                if inner.eof:  # another member, or the zeros that tape drives leave behind
                    data = data.lstrip(b"\0") if data[:1] == b"\0" else data
                    inner = zlib.decompressobj(wbits=31) if data else inner
                    continue
                out = inner.decompress(data, most)
                went_out += len(out)
                _honest(file, came_in, went_out)
                yield out
                data = inner.unconsumed_tail or (inner.unused_data if inner.eof else b"")
    except zlib.error:
        raise bad(str(file.path), f"is damaged gzip data (after line {file.lines:,})") from None
    if not inner.eof:
        what = f"its gzip data are cut short (after line {file.lines:,}); get the file again"
        raise bad(str(file.path), what)


def _then(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _honest(file: Watched, came_in: int, went_out: int) -> None:
    if went_out > _HONEST_BYTES and went_out > _HONEST_RATIO * came_in:
        what = f"unpacks to more than {_HONEST_RATIO} times its size: no recording does"
        raise bad(f"{file.path}: line {file.lines + 1:,}", what)
    if went_out > MAX_BYTES:
        raise bad(str(file.path), f"unpacks to more than {MAX_BYTES >> 30} GB")


def lines(file: Watched) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of the first, lines): whole lines of text, some thousands at a time, 1 the
    first.

    Bytes that are not UTF-8 become replacement characters and are counted.
    """
    rest = b""
    for block in file.blocks():
        head, newline, tail = block.rpartition(b"\n")
        if not newline:
            rest += tail
            _bounded(file, rest)
            continue
        found = _decoded(file, rest + head)
        rest = tail
        yield file.lines + 1, found
        file.lines += len(found)
        _bounded(file, rest)
    if rest:
        yield file.lines + 1, _decoded(file, rest)
        file.lines += 1


def _bounded(file: Watched, rest: bytes) -> None:
    if len(rest) > MAX_LINE:
        where = f"{file.path}: line {file.lines + 1:,}"
        raise bad(where, f"is longer than {MAX_LINE:,} bytes; no such recording has such lines")


def _decoded(file: Watched, data: bytes) -> list[str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        file.odd_lines += sum("\ufffd" in line for line in text.split("\n"))
    if file.lines == 0:
        text = text.removeprefix("\ufeff")
    found = text.split("\n")
    if "\r" in text:
        found = [line.removesuffix("\r") for line in found]
    return found


def documents(file: Watched) -> Iterator[tuple[int, object]]:
    """Yield (line, value) of each JSON document: one a file, or one a line.

    Raises `BadInput` for what is not JSON, too large at once, or nested too deep.
    """
    held = b""
    pieces = file.blocks()
    for piece in pieces:
        held += piece
        if len(held) > MAX_DOCUMENT:
            _many(file, held)
            break
    else:
        try:
            yield 1, parsed(file, held, 1)
            return
        except _MoreThanOne:
            pass
    yield from _each_line(file, _then(held, pieces))


def _many(file: Watched, held: bytes) -> None:
    """Raise `BadInput` unless a large file begins with a line that is a document of its own."""
    try:
        parsed(file, held.partition(b"\n")[0], 1)
    except BadInput:
        what = (
            f"is one JSON document of more than {MAX_DOCUMENT >> 20} MB; split it, or use parquet"
        )
        raise bad(str(file.path), what) from None


def _each_line(file: Watched, pieces: Iterable[bytes]) -> Iterator[tuple[int, object]]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield from _one_line(file, line)
        if len(rest) > MAX_DOCUMENT:
            what = f"is a JSON document of more than {MAX_DOCUMENT >> 20} MB"
            raise bad(f"{file.path}: line {file.lines + 1:,}", f"{what}; split it, or use parquet")
    yield from _one_line(file, rest)


def _one_line(file: Watched, line: bytes) -> Iterator[tuple[int, object]]:
    file.lines += 1
    if line.strip(b" \t\r,"):
        yield file.lines, parsed(file, line.strip(b" \t\r,"), file.lines)


class _MoreThanOne(Exception):  # noqa: N818  (it is no error that there are several documents)
    """A JSON document ends, and another line begins."""


def parsed(file: Watched, data: bytes, line: int) -> object:
    """Return the value of JSON `data`, which begins on `line`; NaN and Infinity are let through."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        file.odd_lines += sum("\ufffd" in part for part in text.split("\n"))
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and line == 1 and error.lineno > 1:
            raise _MoreThanOne from None
        where = f"{file.path}: line {line + error.lineno - 1:,}, column {error.colno:,}"
        raise bad(where, f"is not JSON that can be read ({error.msg.lower()})") from None
    except RecursionError:
        raise bad(f"{file.path}: line {line:,}", "is JSON nested too deep to be traffic") from None
    except ValueError:
        raise bad(f"{file.path}: line {line:,}", "has a number too long to be one") from None
    return value
