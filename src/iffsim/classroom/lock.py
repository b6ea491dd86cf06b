"""Who writes a session: a small file beside its autosave, with its owner's process and machine.

An owner that was killed leaves its lock; that process no longer runs, so the next one takes it. One
that still runs, or that runs on another machine (of which nothing can be asked), keeps it until it
is taken over; it notices, since the lock is then no longer its own.
"""

from __future__ import annotations

import os
import time
import uuid
from contextlib import suppress
from pathlib import Path

import msgspec

from iffsim.base import processes
from iffsim.base.errors import BadInput, Fault, bad

SUFFIX = ".lock"
_MOST = 4096
_YOUNG_S = 5.0
"""A lock of which nothing can be read is being written, if it is no older than this."""


class Owner(msgspec.Struct, frozen=True):
    """Who holds a lock."""

    pid: int
    host: str
    started: str
    """When its process began, as the system marks it; empty if it does not."""
    since: str
    """When it took the lock, "09:12"."""
    token: str

    def __str__(self) -> str:
        place = "" if self.host == processes.host() else f" on {self.host}"
        return f"process {self.pid}{place}, since {self.since}"

    @property
    def works(self) -> bool:
        """Whether it may still write."""
        if self.host != processes.host():
            return True
        return processes.runs(self.pid) and processes.started(self.pid) == self.started


class Taken(BadInput):
    """A session is open in another window."""


class Lock:
    """A lock that this process holds, until it is let go or taken over."""

    def __init__(self, path: Path, owner: Owner) -> None:
        self.path = path
        self._owner = owner

    @property
    def held(self) -> bool:
        """Whether it is still ours."""
        return owner(self.path) == self._owner

    def release(self) -> None:
        """Let go; what another has taken over stays."""
        if self.held:
            with suppress(OSError):
                self.path.unlink()


def of(file: Path) -> Path:
    """Return where the lock of a file is."""
    return file.with_name(f"{file.name}{SUFFIX}")


def acquire(file: Path, take_over: bool = False) -> Lock:
    """Return the lock of `file`. Raises `Taken` while another window holds it, unless it is taken
    over; `BadInput` when no lock can be written."""
    path = of(file)
    pid = os.getpid()
    mine = Owner(
        pid, processes.host(), processes.started(pid), time.strftime("%H:%M"), uuid.uuid4().hex
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(20):
            if _made(path, mine):
                return Lock(path, mine)
            there = owner(path)
            if there is None and _young(path):
                time.sleep(0.05)
            elif there is None or take_over or not there.works:
                _unlink(path, there)
            else:
                break
    except OSError as error:
        raise bad(str(path), f"cannot be written ({error.strerror})") from None
    raise Taken([Fault(str(file), f"is open in another window ({owner(path) or 'just now'})")])


def owner(path: Path) -> Owner | None:
    """Return who holds a lock; None when there is none, or none that can be read."""
    try:
        with path.open("rb") as file:
            found = msgspec.json.decode(file.read(_MOST), type=Owner)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return found if f"{found.host}{found.since}".isprintable() else None


def in_use(file: Path) -> Owner | None:
    """Return who has a file open in a window now; None: nobody."""
    found = owner(of(file))
    return found if found is not None and found.works else None


def _made(path: Path, mine: Owner) -> bool:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(mine))
    except OSError:
        path.unlink()
        raise
    return True


def _young(path: Path) -> bool:
    try:
        return abs(time.time() - path.stat().st_mtime) < _YOUNG_S
    except OSError:
        return False


def _unlink(path: Path, there: Owner | None) -> None:
    """Take away a lock, if it is still that of which `there` was read. One at a time: two that
    find the same lock left behind would else take away each other's new one."""
    guard = path.with_name(f"{path.name}-taking")
    try:
        os.close(os.open(guard, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except FileExistsError:
        if not _young(guard):  # whoever made it was killed
            with suppress(OSError):
                guard.unlink()
        time.sleep(0.05)
        return
    try:
        if owner(path) == there and not (there is None and _young(path)):
            with suppress(FileNotFoundError):
                path.unlink()
    finally:
        with suppress(FileNotFoundError):
            guard.unlink()
