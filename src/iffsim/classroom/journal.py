"""The autosave: a session as it began, and a line for each act since, written at once.

Each line carries a checksum over itself and the line before, so that after a kill at any moment the
lines up to the last whole one can be told from what was being written. Recovery plays them again.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from iffsim.base.errors import BadInput, bad
from iffsim.base.files import whole
from iffsim.classroom.acts import Act, AnyAct, play
from iffsim.classroom.older import modern
from iffsim.classroom.session import Session
from iffsim.classroom.sessions import (
    SUFFIX,
    autosave_of,
    body,
    checksum,
    open_session,
    read,
    sealed,
    session_of,
    unsealed,
)

WHAT = "iffsim autosave"


class Journal:
    """An autosave that is being written."""

    def __init__(self, path: Path, session: Session) -> None:
        """Begin with `session` as it is. An autosave that is there already is kept as ".old"."""
        self.path = path
        content = sealed(WHAT, body(session))
        if path.exists():
            path.replace(path.with_name(f"{path.name}.old"))
        with whole(path) as temporary:
            temporary.write_bytes(content + b"\n")
        self._last = checksum(content.decode())
        self._file = path.open("ab", buffering=0)
        self._syncing = ThreadPoolExecutor(1)

    def write(self, act: Act) -> None:
        """Write down one act: from here on it survives this process, and soon a power cut.
        Raises `BadInput` when it cannot be written."""
        data = msgspec.to_builtins(act)
        here = self._file.tell()
        mark = checksum([self._last, data])
        try:
            self._file.write(msgspec.json.encode({"sum": mark, "act": data}) + b"\n")
        except OSError as error:
            self._file.truncate(here)  # what follows must follow a whole line
            raise bad(str(self.path), f"cannot be written ({error.strerror})") from None
        self._last = mark
        self._syncing.submit(os.fsync, self._file.fileno())  # a disk can take its time

    def close(self, keep: bool = False) -> None:
        """End; without `keep` the autosave has done its duty and goes."""
        self._syncing.shutdown()
        self._file.close()
        if not keep:
            self.path.unlink(missing_ok=True)

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(keep=kind is not None)


def recover(path: Path) -> Session:
    """Return the session that an autosave holds, up to its last whole line. Raises `BadInput`."""
    first, *lines = read(path).split(b"\n")
    session = session_of(str(path), unsealed(WHAT, first, str(path)))
    last = checksum(first.decode())
    for line in lines:
        found = _line(line)
        if found is None or found["sum"] != checksum([last, found["act"]]):
            break
        last = found["sum"]
        session = _played(session, found["act"], path)
    return session


def reopen(path: Path) -> Session:
    """Return the session in a file, be it a session's own or an autosave. Raises `BadInput`."""
    return recover(path) if ".autosave" in path.name else open_session(path)


def _line(line: bytes) -> dict[str, Any] | None:
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    return found if isinstance(found, dict) and {*found} == {"sum", "act"} else None


def _played(session: Session, data: object, path: Path) -> Session:
    try:
        return play(session, msgspec.convert(modern(data), AnyAct))
    except (BadInput, msgspec.ValidationError) as error:
        raise bad(str(path), f"holds an act that does not fit its session: {error}") from None


def place(path: Path | None) -> Path:
    """Return where to autosave a session: beside its file, else in the user's own folder."""
    if path is not None:
        return autosave_of(path)
    stamp = time.strftime("%Y%m%d-%H%M%S")
    return folder() / f"{stamp}-{os.getpid()}{SUFFIX}.autosave"


def folder() -> Path:
    """Return the user's own folder for sessions that have no file yet."""
    given = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(given) if given else Path.home() / ".local" / "state") / "iffsim"


def left_behind() -> list[Path]:
    """Return autosaves of sessions without a file that were not ended, newest first."""
    found = folder().glob(f"*{SUFFIX}.autosave")
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
