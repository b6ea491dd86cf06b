"""What is done of a study, kept in a folder: a file for each chunk of runs, whole or not there.

A file is known by its chunk's number, and the folder by the study's key, so that nothing is lost
but the chunks that were under way, and nothing is there twice, whenever whoever was killed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from iffsim.base.errors import bad
from iffsim.base.files import whole
from iffsim.studies.work import Outcome, unpacked

PARTS = "parts"
MARK = "study.json"
MOST_BYTES = 1 << 30
"""A larger file was not written here."""


class Mark(msgspec.Struct, frozen=True):
    """Which study a folder holds."""

    key: str
    version: str
    total: int
    scenario: str


class Store:
    """The chunks of one study that are done, in a folder."""

    def __init__(self, folder: Path, mark: Mark) -> None:
        self.folder = folder
        self.parts = folder / PARTS
        there = _mark(folder / MARK)
        if there is not None and there.key != mark.key:
            raise bad(
                str(folder),
                f"holds results of another study ({there.total:,} runs of {there.scenario}, "
                f"version {there.version}); name another folder",
            )
        if there is None:
            if (self.parts).exists():
                raise bad(str(self.parts), f"is there without a {MARK}; name another folder")
            with whole(folder / MARK) as temporary:
                temporary.write_bytes(msgspec.json.encode(mark))
        for left in self.parts.glob(".*"):
            left.unlink(missing_ok=True)  # of somebody who was killed while writing

    def done(self) -> frozenset[int]:
        """Return the numbers of the chunks that are there."""
        names = (path.stem for path in self.parts.glob("*.msgpack"))
        return frozenset(int(name) for name in names if name.isascii() and name.isdigit())

    def keep(self, number: int, packed: bytes) -> None:
        """Write a chunk that is done. Raises `BadInput` when it cannot be written."""
        with whole(self._path(number)) as temporary:
            temporary.write_bytes(packed)

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what is there, run by run in order. Raises `BadInput` for a damaged file."""
        for number in sorted(self.done()):
            yield from self.chunk(number)

    def chunk(self, number: int) -> list[Outcome]:
        """Return the runs of a chunk that is there. Raises `BadInput` for a damaged file."""
        path = self._path(number)
        try:
            if path.stat().st_size > MOST_BYTES:
                raise bad(str(path), "is too large to be a part of a study; remove it")
            return unpacked(path.read_bytes())
        except OSError as error:
            raise bad(str(path), f"cannot be read ({error.strerror})") from None
        except (msgspec.DecodeError, ValueError, RecursionError):
            raise bad(str(path), "is damaged; remove it, and run the study again") from None

    def _path(self, number: int) -> Path:
        return self.parts / f"{number:07d}.msgpack"


def _mark(path: Path) -> Mark | None:
    try:
        return msgspec.json.decode(path.read_bytes()[:100_000], type=Mark)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise bad(str(path), f"cannot be read ({error.strerror})") from None
    except (msgspec.DecodeError, ValueError):
        raise bad(str(path), "is not what a study writes; name another folder") from None


class Memory:
    """The same, kept only as long as the program runs."""

    def __init__(self) -> None:
        self._kept: dict[int, bytes] = {}

    def done(self) -> frozenset[int]:
        """Return the numbers of the chunks that are there."""
        return frozenset(self._kept)

    def keep(self, number: int, packed: bytes) -> None:
        """Keep a chunk that is done."""
        self._kept[number] = packed

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what is there, run by run in order."""
        for number in sorted(self._kept):
            yield from unpacked(self._kept[number])
