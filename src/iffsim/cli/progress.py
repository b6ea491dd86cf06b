"""A progress bar for what takes a while: on the standard error stream, if a person looks on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def watched(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Yield `items`, of which there are `total`, with a bar if a person looks on."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(
        items, what, total=total, console=Console(stderr=True), transient=True, update_period=0.2
    )
