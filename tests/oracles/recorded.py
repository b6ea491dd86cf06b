"""The engine under test, run on a world without a scenario around it."""

from __future__ import annotations

from types import SimpleNamespace

from iffsim.picture import fold
from iffsim.plots import plots
from iffsim.recording import Recording
from iffsim.sensing import survey
from iffsim.world import World


def recorded(world: World) -> Recording:
    """Return the recording of a world."""
    found = survey(world)
    reported = plots(world, found)
    pictures = tuple(fold(world, spec, reported) for spec in world.pictures)
    return Recording(SimpleNamespace(title="drawn"), world, found, reported, pictures)
