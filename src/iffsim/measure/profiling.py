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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from operator import add
from pathlib import Path

import numpy as np

from iffsim.bake import PART
from iffsim.base.progress import Tell, watched
from iffsim.base.threads import in_order
from iffsim.earth.regions import Region
from iffsim.measure.counting import Tally
from iffsim.pictures.picture import received, tracked
from iffsim.pictures.plots import plots
from iffsim.pictures.score import Series, series
from iffsim.sensing import regions_of, survey
from iffsim.truth.flow import flow
from iffsim.truth.world import World

COUNTED = 1 << 12
"""Of so many aircraft bytes are counted."""
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
class Row:
    """What one phase took, or several together."""

    phase: str
    ms_per_tick: float
    """Of all aircraft."""
    ns_per_aircraft: float
    """In one tick."""
    share: float
    """Of the time of all phases."""
    bytes_per_aircraft: float
    """Read and written in one tick."""
    copy_share: float
    """Its bytes per second, as a share of those of a plain copy of memory; more than 1 where it
    keeps to the processor's caches."""


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
    peak_bytes: int | None
    """The most memory that the process had resident until the end of the run."""
    scores: tuple[Series, ...]
    """Of each picture: a run that was timed gives what any run gives."""

    @property
    def cpu_s(self) -> dict[str, float]:
        """Processor time in each phase, over all threads."""
        total = defaultdict[str, float](float)
        for span in self.spans:
            total[span.phase] += span.cpu_s
        return {phase: total[phase] for phase in PHASES}

    def rows(self, touched: Mapping[str, float], copy_bytes_per_s: float) -> list[Row]:
        """Return a row for each phase, then for all, then for all but truth: what a bake takes.

        `touched` is what `touched` counted, the other what `copy_bandwidth` measured.
        """
        cpu_s, every = self.cpu_s, 1.0 / (self.aircraft * self.ticks)
        whole = sum(cpu_s.values())
        groups: list[tuple[str, tuple[str, ...]]] = [(phase, (phase,)) for phase in PHASES]
        groups += [("whole tick", PHASES), ("bake alone", PHASES[1:])]
        found = []
        for name, phases in groups:
            time_s, size = (sum(part[p] for p in phases) for part in (cpu_s, touched))
            speed = size / (time_s * every) if time_s else 0.0
            found.append(
                Row(
                    name,
                    time_s / self.ticks * 1e3,
                    time_s * every * 1e9,
                    time_s / whole,
                    size,
                    speed / copy_bytes_per_s,
                )
            )
        return found


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


def profile(
    world: World, threads: int = 1, part: int = PART, progress: Tell | None = None
) -> Profile:
    """Run `world` in parts of so many aircraft, `threads` at once, and say where the time went."""
    start = time.perf_counter()
    setting_up = Watch(start)
    with setting_up.phase("coverage"):
        regions = regions_of(world)

    def work(one: World) -> tuple[tuple[Series, ...], list[Span]]:
        watch = Watch(start)
        return whole_tick(one, regions, watch.phase), watch.spans

    scores: tuple[Series, ...] = ()
    spans = setting_up.spans
    size = min(part, -(-len(world.traffic) // threads))
    parts = -(-len(world.traffic) // size)
    for counts, timed in watched(in_order(work, world.parts(size), threads), parts, progress):
        scores = tuple(map(add, scores, counts)) if scores else counts
        spans = spans + timed
    return Profile(
        aircraft=len(world.traffic),
        sites=len(world.sites.ids),
        pictures=len(world.pictures),
        ticks=world.ticks,
        threads=threads,
        spans=tuple(spans),
        wall_s=time.perf_counter() - start,
        peak_bytes=peak_memory_bytes(),
        scores=scores,
    )


def touched(world: World) -> dict[str, float]:
    """Return how many bytes each phase reads and writes for each aircraft and tick, in numpy's
    operations; counted in a run of the first `COUNTED` aircraft."""
    tally, found = Tally(), dict.fromkeys(PHASES, 0)

    @contextmanager
    def phase(name: str) -> Iterator[None]:
        before = tally.bytes
        yield
        found[name] += tally.bytes - before

    part = world.part(0, min(COUNTED, len(world.traffic)))
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
    """Return the most memory this process ever had resident; None where the system does not say.

    Linux counts into `getrusage` what the process that started this one had; its status does not.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except (OSError, LookupError, ValueError):  # no Linux
        pass
    try:
        import resource
    except ImportError:  # Windows
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
