"""From a scenario to its recording: survey, plots, pictures.

Aircraft do not influence each other, so the fleet goes through in parts: a part's working memory
stays small, and parts can share the processor's cores (numpy lets go of the interpreter in its
loops). The size of a part and the number of threads change nothing in the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from iffsim import sensing
from iffsim.base.errors import bad
from iffsim.base.progress import Tell, watched
from iffsim.base.threads import in_order
from iffsim.earth.regions import Region
from iffsim.pictures import picture, plots
from iffsim.pictures.picture import Picture, fold
from iffsim.pictures.plots import Plots
from iffsim.recording import Recording
from iffsim.scenario import Scenario, load
from iffsim.sensing import Survey, regions_of, survey
from iffsim.truth.build import build
from iffsim.truth.world import World

PART = 1 << 14
"""Aircraft in a part: above this, parts of this size."""


@dataclass(frozen=True)
class Baked:
    """All that becomes of a part of the fleet (or of the whole)."""

    world: World
    survey: Survey
    plots: Plots
    pictures: tuple[Picture, ...]


def run(
    scenario: Scenario | str | Path, seed: int | None = None, progress: Tell | None = None
) -> Recording:
    """Return the recording of a scenario; the same scenario and seed give the same, to the bit.

    `scenario`: what `load` returned, the name of a shipped scenario, or the path of a .toml file.
    `seed`: 0..2**53, overrides the scenario's own. `progress` is called with the share done, 0..1.

    Raises `BadInput` for a scenario that cannot be read or run, and for anything else.
    """
    if isinstance(scenario, str | Path):
        scenario = load(scenario)
    if not isinstance(scenario, Scenario):
        wanted = "a scenario, the name of a shipped one or the path of a .toml file"
        raise bad("run", f"expected {wanted}, not {type(scenario).__name__}")
    if seed is not None and not 0 <= seed <= 1 << 53:
        raise bad("seed", f"{seed} is out of range; expected 0 to 2^53")
    return recorded(scenario, bake(build(scenario, seed), progress))


def revise(recording: Recording, scenario: Scenario, time_s: float) -> Recording:
    """Return the recording of `scenario`, an edit of the recorded one that changes nothing before
    `time_s` (s): the past stays as it was, what follows is baked anew.

    `iffsim.classroom.edits.fitting` makes such scenarios. The result is that of `run`, to the bit,
    in a fraction of its time.

        from iffsim.classroom import edits

        cut = edits.fitting(recording.scenario, [edits.LinkDown(at="00:10:00", link="nato")])
        print(iffsim.revise(recording, cut, 600.0).scorecard("linked").id_correctness)
    """
    world = build(scenario, recording.world.seed)
    start = max(0, int(time_s))
    past, old = recording.survey, recording.world
    return recorded(
        scenario, folded(world, sensing.revised(past, old, world, regions_of(world), start))
    )


def recorded(scenario: Scenario, baked: Baked) -> Recording:
    """Return the recording of a scenario whose world is baked."""
    return Recording(scenario, baked.world, baked.survey, baked.plots, baked.pictures)


def bake(world: World, progress: Tell | None = None, part: int = PART, threads: int = 1) -> Baked:
    """Return what becomes of the whole fleet."""
    if len(world.traffic) <= part:
        return _bake(regions_of(world), progress, world)
    parts = list(baked_parts(world, progress, part, threads))
    offsets = [one.world.offset for one in parts]
    return Baked(
        world,
        sensing.joined([one.survey for one in parts], offsets),
        plots.joined([one.plots for one in parts], offsets),
        tuple(
            picture.joined(same, offsets)
            for same in zip(*(one.pictures for one in parts), strict=True)
        ),
    )


def baked_parts(
    world: World, progress: Tell | None = None, part: int = PART, threads: int = 1
) -> Iterator[Baked]:
    """Yield what becomes of each part of the fleet, in order; `threads` are at work at once."""
    work = partial(_bake, regions_of(world), None)
    count = -(-len(world.traffic) // part)
    yield from watched(in_order(work, world.parts(part), threads), count, progress)


def _bake(regions: Sequence[Region], progress: Tell | None, world: World) -> Baked:
    return folded(world, survey(world, regions, progress))


def folded(world: World, found: Survey) -> Baked:
    """Return what becomes of a fleet whose geometry is known."""
    reported = plots.plots(world, found)
    return Baked(world, found, reported, tuple(fold(world, p, reported) for p in world.pictures))
