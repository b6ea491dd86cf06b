"""The engine under test, run on a world without a scenario around it."""

from __future__ import annotations

from types import SimpleNamespace

from iffsim.bake import bake
from iffsim.bake import recorded as recording_of
from iffsim.recording import Recording
from iffsim.world import World


def recorded(world: World, part: int = 1 << 14, threads: int = 1) -> Recording:
    """Return the recording of a world."""
    return recording_of(SimpleNamespace(title="drawn"), bake(world, None, part, threads))
