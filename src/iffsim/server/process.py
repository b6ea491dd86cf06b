"""The window's side of the server: its process, started, heard, spoken to, started anew if it dies.

Threads carry lines to and fro, so that the window never waits.
"""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import IO

import msgspec
from msgspec.structs import replace

from iffsim.base.errors import bad
from iffsim.server.wire import (
    AnyHeard,
    Failed,
    Given,
    Joined,
    Open,
    Opened,
    Person,
    Sent,
)

START_S = 30.0
"""A server that does not listen after so long is given up."""
AGAIN_S = 1.0
"""One that died is started anew after so long."""


class Server:
    """A server in a process of its own, as long as this is open."""

    def __init__(self, opening: Open, wake: Callable[[], None] = lambda: None) -> None:
        """Start it; `wake` is called, from another thread, whenever there is something to hear.
        Raises `BadInput` when it cannot listen there."""
        self._opening, self._wake = opening, wake
        self._people = dict(opening.people)
        self._heard: queue.SimpleQueue[Joined | Given] = queue.SimpleQueue()
        self._process, self._lines = self._started()
        self._died_s: float | None = None
        first = self._first(time.monotonic() + START_S)
        self.port = first.port
        self._opening = replace(opening, port=first.port)

    def _started(self) -> tuple[subprocess.Popen[bytes], queue.SimpleQueue[Sent | None]]:
        words = [sys.executable, "-m", "iffsim.server"]
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        lines: queue.SimpleQueue[Sent | None] = queue.SimpleQueue()
        self._begun: queue.SimpleQueue[Opened | Failed] = queue.SimpleQueue()
        lines.put(replace(self._opening, people=dict(self._people)))
        assert process.stdin is not None
        assert process.stdout is not None
        self._threads = (
            threading.Thread(target=_carry, args=(process.stdin, lines), daemon=True),
            threading.Thread(target=self._listen, args=(process.stdout, self._begun), daemon=True),
        )
        for thread in self._threads:
            thread.start()
        return process, lines

    def _first(self, until_s: float) -> Opened:
        """Wait until the server listens."""
        try:
            said = self._begun.get(timeout=max(0.0, until_s - time.monotonic()))
        except queue.Empty:
            said = Failed("does not begin to listen")
        if isinstance(said, Failed):
            self.close()
            raise bad(
                f"{self._opening.address}:{self._opening.port}", f"cannot be opened: {said.why}"
            )
        return said

    def _listen(self, out: IO[bytes], begun: queue.SimpleQueue[Opened | Failed]) -> None:
        with out, suppress(msgspec.DecodeError):  # it died in the middle of a line
            for line in out:
                message = msgspec.json.decode(line, type=AnyHeard)
                if isinstance(message, Opened | Failed):
                    begun.put(message)
                    continue
                self._heard.put(message)
                self._wake()
        begun.put(Failed("ended"))
        self._wake()

    def heard(self, most: int) -> list[Joined | Given]:
        """Return what was heard since, `most` at a time; who joined is known here after that."""
        found: list[Joined | Given] = []
        with suppress(queue.Empty):
            while len(found) < most:
                found.append(self._heard.get_nowait())
        for one in found:
            if isinstance(one, Joined):
                self._people[one.client] = one.person
        return found

    @property
    def people(self) -> dict[str, Person]:
        """Who was let in, by client."""
        return self._people

    def tend(self, now_s: float) -> bool:
        """Start the server anew if it has died, who was in stays in; return whether that was
        done: what is shown is to be said once more."""
        if self._process.poll() is None:
            return False
        if self._died_s is None:
            self._died_s = now_s
        if now_s - self._died_s < AGAIN_S:
            return False
        self._end()
        self._process, self._lines = self._started()
        self._died_s = None
        return True

    def say(self, message: Sent) -> None:
        """Say something to the server."""
        self._lines.put(message)

    def close(self) -> None:
        """End the server."""
        self._end()

    def _end(self) -> None:
        self._lines.put(None)
        try:
            self._process.wait(3.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            thread.join(1.0)

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()


def _carry(to: IO[bytes], lines: queue.SimpleQueue[Sent | None]) -> None:
    """Write lines to a process until there is None, or it is gone."""
    with suppress(OSError):
        while (message := lines.get()) is not None:
            to.write(msgspec.json.encode(message) + b"\n")
            to.flush()
    with suppress(OSError):
        to.close()
