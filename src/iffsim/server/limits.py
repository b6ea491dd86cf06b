"""Limits for a thing on a school's network: how often, how much, how long."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_BODY_BYTES = 2_000
BODY_S = 5.0
"""A body that has not come after so long is given up."""
MOST_KNOWN = 4_096
"""So many addresses or devices are remembered at a time, the latest."""


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many a second after that."""

    burst: float
    per_s: float


REQUESTS = Rate(600, 100)
"""Of an address: a whole class may sit behind one."""
WRONG_CODES = Rate(10, 1 / 6)
"""Of an address; 31 letters in six places leave 900 million codes to try."""
NEW_DEVICES = Rate(60, 2)
"""Of an address."""
ANSWERS = Rate(20, 2)
"""Of a device."""
ASKS = Rate(40, 5)
"""How often a device may ask for what is shown."""


class Buckets:
    """A bucket of tokens for each key, which fills again with time."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def left(self, key: str) -> float:
        """Return how many tokens a key has."""
        full = (self._rate.burst, self._clock())
        count, then_s = self._kept.get(key, full)
        return min(self._rate.burst, count + (full[1] - then_s) * self._rate.per_s)

    def take(self, key: str) -> bool:
        """Take a token; return whether there was one."""
        count = self.left(key)
        able = count >= 1.0
        self._kept[key] = (count - 1.0 if able else count, self._clock())
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KNOWN:
            self._kept.popitem(last=False)
        return able
