"""Which process on which machine: who holds a file, and whether it still runs."""

from __future__ import annotations

import os
import platform
import sys
import zlib
from functools import cache


@cache
def host() -> str:
    """Return the name of this machine."""
    return platform.node() or "localhost"


def mark(pid: int | None = None) -> str:
    """Return what tells a process of this machine from those of others, for names of files:
    ``"1f3a5b7c-4711"``; of this process without a `pid`."""
    machine = zlib.crc32(host().encode())
    return f"{machine:08x}-{os.getpid() if pid is None else pid}"


def started(pid: int) -> str:
    """Return a mark of when a process of this machine began, which tells it from a later one of the
    same number; empty where the system does not say."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[19].decode()
    except (OSError, IndexError):
        return ""


def runs(pid: int) -> bool:
    """Return whether a process of this machine runs."""
    if pid <= 0:
        return False
    if sys.platform == "win32":  # there a signal, even 0, would end it
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        if not handle:
            return False
        code = ctypes.c_ulong()
        ctypes.windll.kernel32.GetExitCodeProcess(handle, ctypes.byref(code))
        ctypes.windll.kernel32.CloseHandle(handle)
        return code.value == 259
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError, ValueError):
        return False
    return not _ended(pid)


def _ended(pid: int) -> bool:
    """Return whether a process has ended and only waits for its parent to take notice."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[:1] in ([b"Z"], [b"X"])
    except OSError:
        return False
