"""From a scenario to its recording: survey, plots, pictures."""

from __future__ import annotations

from collections.abc import Callable

from iffsim.build import build
from iffsim.picture import fold
from iffsim.plots import plots
from iffsim.recording import Recording
from iffsim.scenario import Scenario
from iffsim.sensing import Survey, survey
from iffsim.world import World


def run(
    scenario: Scenario,
    seed: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Recording:
    """Return the recording of `scenario`; `seed` overrides its own.

    `progress` is called with the share done, 0..1. The same scenario and seed give the same
    recording, to the bit.
    """
    world = build(scenario, seed)
    return recorded(scenario, world, survey(world, progress))


def recorded(scenario: Scenario, world: World, found: Survey) -> Recording:
    """Return the recording of a world whose geometry is known."""
    reported = plots(world, found)
    pictures = tuple(fold(world, spec, reported) for spec in world.pictures)
    return Recording(scenario, world, found, reported, pictures)
