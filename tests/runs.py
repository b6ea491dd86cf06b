"""Runs of shipped scenarios that many tests look at: each is made once."""

from __future__ import annotations

from functools import cache

import iffsim
from iffsim import Recording


@cache
def run_of(name: str = "local-bubble") -> Recording:
    """Return the run of a shipped scenario; the main one's if none is named."""
    return iffsim.run(name)
