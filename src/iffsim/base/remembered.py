"""Answers kept for the questions that were asked last, and let go together with their owner.

`functools.lru_cache` around a method keeps its object alive until the collector of garbage comes
by, since the object holds the cache and the cache the object; an object that is replaced twelve
times a second must go at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """The latest `most` answers, by question."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[Hashable, Answer] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._known)

    def get(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """Return what is known of a question, else what `answer` says now."""
        with self._lock:
            if question in self._known:
                found = self._known[question] = self._known.pop(question)
                return found
        found = answer()
        with self._lock:
            self._known[question] = found
            while len(self._known) > self._most:
                del self._known[next(iter(self._known))]
        return found
