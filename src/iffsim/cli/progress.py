"""A progress bar for what takes a while: on the standard error stream, if a person looks on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from iffsim.base import progress
from iffsim.base.progress import Tell

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")
PATIENCE_S = 0.5
"""Whatever is done sooner shows no bar."""


@contextmanager
def rising(what: str) -> Iterator[Tell | None]:
    """Yield what is to be told the share done, 0..1; None if nobody looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    bars: list[Progress] = []
    # by a clock of its own: the first share may be long in coming
    waiting = threading.Timer(PATIENCE_S, lambda: bars.append(started(what)))
    waiting.start()

    def tell(share: float) -> None:
        for bar in bars:
            bar.update(bar.task_ids[0], total=1.0, completed=share)

    try:
        yield tell
    finally:
        waiting.cancel()
        waiting.join()
        for bar in bars:
            bar.stop()


def started(what: str) -> Progress:
    """Return a bar that is on screen, with one task; it only moves until a share is told."""
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    bar.add_task(what, total=None)
    bar.start()
    return bar


def watched(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Yield `items`, of which there are `total`, with a bar if a person looks on."""
    with rising(what) as tell:
        yield from progress.watched(items, total, tell)
