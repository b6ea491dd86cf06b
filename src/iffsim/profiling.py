"""Where the time of the loop goes: a whole run, phase by phase, part by part.

The phases are those of `bake`, timed one by one, and before them truth for all at every tick, which
a bake never needs. Times are the processor's own (`time.thread_time`), so that other programs on
the machine do not count; `Profile.wall_s` is the clock on the wall.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np

from iffsim.bake import PART
from iffsim.counting import Tally
from iffsim.flow import flow
from iffsim.picture import received, tracked
from iffsim.plots import plots
from iffsim.regions import Region
from iffsim.score import Series, series
from iffsim.sensing import regions_of, survey
from iffsim.threads import in_order
from iffsim.world import World

PHASES = ("truth", "coverage", "replies", "evidence", "track life", "doctrine", "score")
"""In the order of a run."""


@dataclass(frozen=True)
class Span:
    """One time in one phase, on one thread; s since the start, on the wall."""

    phase: str
    thread: int
    start_s: float
    stop_s: float
    cpu_s: float


@dataclass(frozen=True)
class Profile:
    """A run and where its time went."""

    aircraft: int
    sites: int
    pictures: int
    ticks: int
    threads: int
    spans: tuple[Span, ...]
    wall_s: float
    scores: tuple[Series, ...]
    """Of each picture: a run that was timed gives what any run gives."""

    @property
    def cpu_s(self) -> dict[str, float]:
        """Processor time in each phase, over all threads."""
        total = defaultdict[str, float](float)
        for span in self.spans:
            total[span.phase] += span.cpu_s
        return {phase: total[phase] for phase in PHASES}


class Watch:
    """Collects the spans of a part's phases, on the thread that works on it."""

    def __init__(self, start_s: float) -> None:
        self.start_s = start_s
        self.spans: list[Span] = []

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        begun, cpu = time.perf_counter(), time.thread_time()
        yield
        cpu = time.thread_time() - cpu
        times = (begun - self.start_s, time.perf_counter() - self.start_s, cpu)
        self.spans.append(Span(name, threading.get_ident(), *times))


Phase = Callable[[str], AbstractContextManager[None]]
"""What happens inside is measured under a name."""


def whole_tick(world: World, regions: Sequence[Region], phase: Phase) -> tuple[Series, ...]:
    """Take a fleet (or a part of one) through every phase; return each picture's counts."""
    with phase("truth"):
        for _ in flow(world.traffic, world.ticks):
            pass
    with phase("coverage"):
        found = survey(world, regions)
    with phase("replies"):
        reported = plots(world, found)
    counts = []
    for spec in world.pictures:
        with phase("evidence"):
            reports = received(world, spec, reported)
        with phase("track life"):
            picture = tracked(world, spec, reports)
        with phase("doctrine"):
            _ = picture.names  # worked out once, when first asked for
        with phase("score"):
            counts.append(series(world, found, picture))
    return tuple(counts)


def profile(world: World, threads: int = 1, part: int = PART) -> Profile:
    """Run `world` in parts of so many aircraft, `threads` at once, and say where the time went."""
    start = time.perf_counter()
    setting_up = Watch(start)
    with setting_up.phase("coverage"):
        regions = regions_of(world)

    def work(one: World) -> tuple[tuple[Series, ...], list[Span]]:
        watch = Watch(start)
        return whole_tick(one, regions, watch.phase), watch.spans

    done = list(in_order(work, world.parts(part), threads))
    return Profile(
        len(world.traffic),
        len(world.sites.ids),
        len(world.pictures),
        world.ticks,
        threads,
        (*setting_up.spans, *(span for _, spans in done for span in spans)),
        time.perf_counter() - start,
        tuple(reduce(add, same) for same in zip(*(scores for scores, _ in done), strict=True)),
    )


def touched(world: World, most: int = 1 << 12) -> dict[str, float]:
    """Return how many bytes each phase reads and writes for each aircraft and tick, in numpy's
    operations; counted in a run of the first `most` aircraft."""
    tally, found = Tally(), dict.fromkeys(PHASES, 0)

    @contextmanager
    def phase(name: str) -> Iterator[None]:
        before = tally.bytes
        yield
        found[name] += tally.bytes - before

    part = world.part(0, min(most, len(world.traffic)))
    whole_tick(tally.watch(part), regions_of(world), phase)
    return {name: count / (len(part.traffic) * world.ticks) for name, count in found.items()}


def copy_bandwidth(size: int = 1 << 25) -> float:
    """Return how many bytes a second one core reads and writes when it copies, at best."""
    source, target = (np.ones(size, np.uint8) for _ in range(2))
    best = float("inf")
    for _ in range(8):
        begun = time.thread_time()
        np.copyto(target, source)
        best = min(best, time.thread_time() - begun)
    return 2.0 * size / best


def peak_memory_bytes() -> int | None:
    """Return the most memory this process ever had resident; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
