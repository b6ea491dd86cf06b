"""The names of the ways to look; each has a key."""

from __future__ import annotations

from enum import Enum


class View(Enum):
    """A way to look at one truth and its pictures."""

    SIDE = "side"
    CURTAIN = "curtain"
    SINGLE = "single"
    TRUTH = "truth"
    DIFFERENCE = "difference"
