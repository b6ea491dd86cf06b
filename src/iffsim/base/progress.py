"""How far long work has come: whoever looks on is told the share done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
Tell = Callable[[float], None]
"""What is told the share done, 0..1."""


def watched(items: Iterable[Item], total: int, tell: Tell | None, done: int = 0) -> Iterator[Item]:
    """Yield `items`, and tell the share of `total` done after each; `done` were so before."""
    for number, item in enumerate(items, start=done + 1):
        yield item
        if tell is not None:
            tell(min(1.0, number / total))
