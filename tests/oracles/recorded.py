"""The engine under test, run on a world without a scenario around it."""

from __future__ import annotations

from types import SimpleNamespace

from iffsim import bake
from iffsim.recording import Recording
from iffsim.truth.world import World


def recorded(world: World, part: int = bake.PART, threads: int = 1) -> Recording:
    """Return the recording of a world."""
    return bake.recorded(SimpleNamespace(title="drawn"), bake.bake(world, None, part, threads))
