"""The bytes of a file that somebody recorded, as text: unpacked and decoded if need be, never more
at once than stated here."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipInfo

from iffsim.base.errors import bad
from iffsim.base.progress import Tell
from iffsim.importing import zipped

CHUNK = 1 << 20
"""Packed bytes read at once."""
BLOCK = 1 << 22
"""Unpacked bytes handed on at once, at most."""
MAX_BYTES = 64 << 30
MAX_LINE = 1 << 20
"""Longest line of text, bytes; no format has lines a hundredth as long."""
MAX_LAYERS = 2
"""A gzip file may hold a gzip file, not more."""
_SLICE = 1 << 14
"""Packed bytes handed to zlib at once: it copies what is left over at each member's end."""
_HONEST_BYTES, _HONEST_RATIO = 64 << 20, 250
"""Beyond so many bytes a gzip file that unpacks to more than this many times its size is a trap."""


@dataclass
class Watched:
    """A file being read, and how far."""

    path: Path
    tell: Tell | None = None
    odd_lines: int = 0
    """Lines so far with bytes that are not UTF-8."""
    lines: int = 0
    """Lines handed on so far."""
    came_in: int = 0
    """Packed bytes read so far."""
    size: int = field(init=False)
    """Of the file, or of the one in it if it is a zip archive of one, bytes."""
    inside: ZipInfo | None = field(init=False)
    """The one file of a zip archive."""

    def __post_init__(self) -> None:
        try:
            if not self.path.is_file():
                what = "is a directory" if self.path.is_dir() else "is not there"
                raise bad(str(self.path), f"{what}; expected a file of recorded traffic")
            self.inside = zipped.only(self.path)
            self.size = self.inside.file_size if self.inside else self.path.stat().st_size
        except (OSError, ValueError) as error:
            raise bad(str(self.path), f"cannot be read ({error})") from None

    @property
    def packed(self) -> str:
        """What it is packed in, "" if nothing."""
        first = next(self._read(), b"")
        return "zip" if self.inside else "gzip" if first.startswith(_GZIP) else ""

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
        self.came_in = 0
        pieces = self._raw()
        for _ in range(MAX_LAYERS):
            first = next(pieces, b"")
            pieces = _then(first, pieces)
            if first[:2] != _GZIP:
                break
            pieces = _unpacked(self, pieces, most)
        else:
            first = next(pieces, b"")
            if first[:2] == _GZIP:
                raise bad(str(self.path), "is gzip inside gzip inside gzip; unpack it first")
            pieces = _then(first, pieces)
        yield from pieces

    def text(self) -> Iterator[str]:
        """Yield the file as text, piece by piece, with lines that end in a newline.

        UTF-8 or UTF-16; bytes that are neither become replacement characters and are counted.
        """
        coding, bare_returns = told_by(self.head())
        decoder = codecs.getincrementaldecoder(coding)("replace")
        held = ""
        for block in self.blocks():
            text, held = held + decoder.decode(block), ""
            if text.endswith("\r") and not bare_returns:
                text, held = text[:-1], "\r"
            if "\ufffd" in text:
                self.odd_lines += sum("\ufffd" in line for line in text.split("\n"))
            if "\r" in text:
                text = text.replace("\r", "\n") if bare_returns else text.replace("\r\n", "\n")
            yield text
        yield held + decoder.decode(b"", True)

    def _raw(self) -> Iterator[bytes]:
        for chunk in zipped.pieces(self.path, self.inside, CHUNK) if self.inside else self._read():
            self.came_in += len(chunk)
            yield chunk
            if self.tell:
                self.tell(self.came_in / max(self.size, self.came_in))

    def _read(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except OSError as error:
            raise bad(str(self.path), f"cannot be read ({error.strerror})") from None


_GZIP = b"\x1f\x8b"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def told_by(head: bytes) -> tuple[str, bool]:
    """Return how a file with this beginning is encoded, and whether its lines end in bare
    returns."""
    coding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    if coding == "utf-8" and len(head) >= 4 and b"\0" in head[:4]:
        even, odd = head[:2000:2].count(0), head[1:2000:2].count(0)
        if max(even, odd) > 0.4 * len(head[:2000:2]):
            coding = "utf-16-be" if even > odd else "utf-16-le"
    text = head.decode(coding, "replace")
    return coding, "\r" in text[:-1] and "\n" not in text


def _unpacked(file: Watched, pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Yield what a gzip file of one or more members holds, in pieces worth a reader's while."""
    held: list[bytes] = []
    size = 0
    for piece in _inflated(file, pieces, most):
        held.append(piece)
        size += len(piece)
        if size >= min(most, CHUNK):
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _inflated(file: Watched, pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    went_out = 0
    inner = zlib.decompressobj(wbits=31)
    try:
        for chunk in _sliced(pieces):
            data = chunk
            while data:
                if inner.eof:  # another member, or the zeros that tape drives leave behind
                    data = data.lstrip(b"\0") if data[:1] == b"\0" else data
                    inner = zlib.decompressobj(wbits=31) if data else inner
                    continue
                out = inner.decompress(data, most)
                went_out += len(out)
                _honest(file, went_out)
                if out:
                    yield out
                data = inner.unconsumed_tail or (inner.unused_data if inner.eof else b"")
    except zlib.error:
        raise bad(str(file.path), f"is damaged gzip data (after line {file.lines:,})") from None
    if not inner.eof:
        what = f"its gzip data are cut short (after line {file.lines:,}); get the file again"
        raise bad(str(file.path), what)


def _sliced(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield from (piece[i : i + _SLICE] for i in range(0, len(piece), _SLICE))


def _then(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _honest(file: Watched, went_out: int) -> None:
    if went_out > _HONEST_BYTES and went_out > _HONEST_RATIO * file.came_in:
        what = f"unpacks to more than {_HONEST_RATIO} times its size: no recording does"
        raise bad(f"{file.path}: line {file.lines + 1:,}", what)
    if went_out > MAX_BYTES:
        raise bad(str(file.path), f"unpacks to more than {MAX_BYTES >> 30} GB")


def lines(file: Watched) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of the first, lines): whole lines of text, some thousands at a time, 1 the
    first."""
    rest = ""
    for block in file.text():
        head, newline, tail = block.rpartition("\n")
        if not newline:
            rest += tail
            _bounded(file, rest)
            continue
        found = (rest + head).split("\n")
        rest = tail
        yield file.lines + 1, found
        file.lines += len(found)
        _bounded(file, rest)
    if rest:
        yield file.lines + 1, [rest]
        file.lines += 1


def _bounded(file: Watched, rest: str) -> None:
    if len(rest) > MAX_LINE:
        where = f"{file.path}: line {file.lines + 1:,}"
        raise bad(where, f"is longer than {MAX_LINE:,} bytes; no such recording has such lines")
