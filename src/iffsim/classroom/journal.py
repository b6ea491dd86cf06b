"""The autosave: a session as it began, and a line for each act since, written at once.

Each line carries a checksum over itself and the line before, so that after a kill at any moment the
lines up to the last whole one can be told from what was being written. Recovery plays them again.
What could not be written, since the disk was full, is kept and written first once there is room. No
autosave is ever taken away whose acts are in no other file.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from iffsim.base.errors import BadInput, Fault, bad
from iffsim.base.files import whole
from iffsim.classroom import lock
from iffsim.classroom.acts import Act, AnyAct
from iffsim.classroom.lock import Lock, Taken
from iffsim.classroom.names import SUFFIX, autosave_of, is_autosave
from iffsim.classroom.older import modern
from iffsim.classroom.session import Session, play
from iffsim.classroom.sessions import (
    body,
    checksum,
    open_session,
    read,
    sealed,
    session_of,
    unsealed,
)

WHAT = "iffsim autosave"


@dataclass(frozen=True)
class Recovered:
    """What an autosave holds."""

    path: Path
    session: Session
    acts: int
    """How many acts were played again."""
    lost: int
    """Bytes at the end that are no whole act: what was being written when it ended."""


class Journal:
    """An autosave that is being written."""

    def __init__(
        self,
        path: Path,
        session: Session,
        held: Lock | None = None,
        found: Recovered | None = None,
    ) -> None:
        """Begin with `session` as it is.

        `held`: the lock, if this process has it already. An autosave that is there is kept as
        ".old", ".old2", ..., unless it is what was `found`, with nothing lost: then all of it is in
        this one. Raises `Taken` when another window writes there, `BadInput` when it cannot be
        written.
        """
        self.path = path
        self._lock = held or lock.acquire(path)
        self.kept: Path | None = None
        """Where an autosave went that was in the way."""
        content = sealed(WHAT, body(session))
        try:
            with whole(path) as temporary:
                temporary.write_bytes(content + b"\n")
                if path.exists() and not (found and found.path == path and not found.lost):
                    self.kept = _aside(path)
            self._file = path.open("ab", buffering=0)
        except (OSError, BadInput) as error:
            if held is None:
                self._lock.release()
            if isinstance(error, OSError):
                raise bad(str(path), f"cannot be written ({error.strerror})") from None
            raise
        self._last = checksum(content.decode())
        self._end = len(content) + 1
        self._torn = False
        """Whether there may be a part of a line after `_end`."""
        self._waiting: list[Act] = []
        from concurrent.futures import ThreadPoolExecutor

        self._syncing = ThreadPoolExecutor(1)

    @property
    def waiting(self) -> int:
        """How many acts could not be written yet."""
        return len(self._waiting)

    @property
    def held(self) -> bool:
        """Whether no other window has taken over."""
        return self._lock.held

    def write(self, act: Act) -> None:
        """Write down one act: from here on it survives this process, and soon a power cut.

        Raises `BadInput` when it cannot be written; it is then written with the next one, or by
        `flush`. Raises `Taken` when another window has taken over: nothing is written here any
        more.
        """
        self._waiting.append(act)
        self.flush()

    def flush(self) -> None:
        """Write down what could not be written before. Raises like `write`."""
        if not self._waiting:
            return
        if not self.held:
            raise Taken([Fault(str(self.path), "was taken over by another window")])
        while self._waiting:
            self._write(self._waiting[0])
            del self._waiting[0]
        self._syncing.submit(os.fsync, self._file.fileno())  # a disk can take its time

    def _write(self, act: Act) -> None:
        """Write one line, whole or not at all."""
        data = msgspec.to_builtins(act)
        mark = checksum([self._last, data])
        line = msgspec.json.encode({"sum": mark, "act": data}) + b"\n"
        try:
            if self._torn:
                self._file.truncate(self._end)  # what follows must follow a whole line
                self._torn = False
            count = self._file.write(line)
            if count != len(line):
                raise OSError(0, f"only {count} of {len(line)} bytes fitted on the disk")
        except OSError as error:
            self._torn = True
            with suppress(OSError):
                self._file.truncate(self._end)
                self._torn = False
            raise bad(str(self.path), f"cannot be written ({error.strerror})") from None
        self._last, self._end = mark, self._end + len(line)

    def close(self, keep: bool = False) -> None:
        """End; without `keep` the autosave has done its duty and goes, if it is still our own.
        Raises `BadInput` when it is kept and acts could not be written."""
        try:
            if keep:
                self.flush()
        finally:
            self._syncing.shutdown()
            own = not keep and self.held and _same(self.path, self._file.fileno())
            self._file.close()
            if own:
                self.path.unlink(missing_ok=True)
            self._lock.release()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(keep=kind is not None)


def _same(path: Path, handle: int) -> bool:
    """Return whether `path` is the file that is open."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except OSError:
        return False


def _aside(path: Path) -> Path:
    """Move a file to the first free name of ".old", ".old2", ..., and return it."""
    number, name = 1, path.with_name(f"{path.name}.old")
    while os.path.lexists(name):
        number += 1
        name = path.with_name(f"{path.name}.old{number}")
    return path.rename(name)


def recover(path: Path) -> Session:
    """Return the session that an autosave holds, up to its last whole act. Raises `BadInput`."""
    return recovered(path).session


def recovered(path: Path) -> Recovered:
    """Return what an autosave holds, up to its last whole act. Raises `BadInput`."""
    first, *lines = read(path).split(b"\n")
    session = session_of(str(path), unsealed(WHAT, first, str(path)))
    last = checksum(first.decode())
    acts, rest = 0, [*lines]
    for line in lines:
        found = _line(line)
        if found is None or found["sum"] != checksum([last, found["act"]]):
            break
        last = found["sum"]
        try:
            session = play(session, msgspec.convert(modern(found["act"]), AnyAct))
        except (BadInput, msgspec.ValidationError):
            break
        acts += 1
        del rest[0]
    return Recovered(path, session, acts, len(b"\n".join(rest)))


def reopen(path: Path) -> Session:
    """Return the session in a file, be it a session's own or an autosave. Raises `BadInput`."""
    return recover(path) if is_autosave(path) else open_session(path)


def _line(line: bytes) -> dict[str, Any] | None:
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    return found if isinstance(found, dict) and {*found} == {"sum", "act"} else None


def place(path: Path | None) -> Path:
    """Return where to autosave a session: beside its file, else in the user's own folder."""
    if path is not None:
        return autosave_of(path)
    stamp = time.strftime("%Y%m%d-%H%M%S")
    number, found = 1, folder() / f"{stamp}-{os.getpid()}{SUFFIX}.autosave"
    while os.path.lexists(found):
        number += 1
        found = folder() / f"{stamp}-{os.getpid()}-{number}{SUFFIX}.autosave"
    return found


def folder() -> Path:
    """Return the user's own folder for sessions that have no file yet."""
    given = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(given) if given else Path.home() / ".local" / "state") / "iffsim"


def left_behind() -> list[Path]:
    """Return autosaves of sessions without a file that were not ended and are open in no window,
    newest first."""
    found = [path for path in folder().glob(f"*{SUFFIX}.autosave") if lock.in_use(path) is None]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
