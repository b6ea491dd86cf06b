"""The hot functions of the engine over sizes: truth, scans, folds, scores, seeks, whole runs.

Sizes are (aircraft, ticks). The largest wait for IFFSIM_LARGE=1. The figure to compare is
`ns_per_aircraft_tick`, of the fastest round, beside each case's times.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median
from typing import TypeVar

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from oracles.recorded import recorded
from peers import plain

from iffsim.bake import bake, revise, run
from iffsim.base.assets import scenario_path
from iffsim.measure import profiling, synthetic
from iffsim.measure.compact import crowd
from iffsim.pictures.picture import fold
from iffsim.pictures.plots import plots
from iffsim.pictures.score import series
from iffsim.scenario import load, loads
from iffsim.sensing import regions_of, survey
from iffsim.truth.flow import flow
from iffsim.truth.world import World

LARGE = bool(os.environ.get("IFFSIM_LARGE"))
SIZES = [(10, 3600), (100, 3600), (1_000, 3600), (10_000, 600)]
SIZES += [(10, 36_000), (100, 36_000), (100_000, 600), (1_000_000, 600)] if LARGE else []
CROWD = (1_000_000, 3600, 400) if LARGE else (50_000, 60, 200)
"""Aircraft, ticks, and the most megabytes that their run may have resident."""
sizes = pytest.mark.parametrize(("aircraft", "ticks"), SIZES)
pytestmark = pytest.mark.benchmark(warmup=False)


Result = TypeVar("Result")


def timed(benchmark: BenchmarkFixture, world: World, work: Callable[[], Result]) -> Result:
    """Benchmark `work`, which takes a whole run of `world` through something; return its result."""
    done: Result = benchmark.pedantic(work, rounds=1 if len(world.traffic) >= 100_000 else 5)
    if benchmark.enabled:
        per = benchmark.stats.stats.min / (len(world.traffic) * world.ticks)
        benchmark.extra_info["ns_per_aircraft_tick"] = round(per * 1e9, 2)
    return done


@pytest.mark.parametrize("aircraft", [10, 1_000, 100_000])
def test_at_one_instant(benchmark: BenchmarkFixture, aircraft: int) -> None:
    traffic = synthetic.world(aircraft).traffic
    times = count(0.5, 0.1)
    assert benchmark(lambda: traffic.at(next(times) % 600.0)).alive.all()


@sizes
def test_truth_for_all_at_every_tick(
    benchmark: BenchmarkFixture, aircraft: int, ticks: int
) -> None:
    world = synthetic.world(aircraft, ticks=ticks)
    seen: list[int] = []

    def work() -> None:
        seen[:] = [sum(places.alt_m.size for places in flow(world.traffic, ticks))]

    timed(benchmark, world, work)
    assert seen == [aircraft * (ticks + 1)]


@sizes
def test_scan(benchmark: BenchmarkFixture, aircraft: int, ticks: int) -> None:
    world = synthetic.world(aircraft, ticks=ticks)
    regions = regions_of(world)
    assert len(timed(benchmark, world, lambda: survey(world, regions)).inside)


@sizes
def test_fold(benchmark: BenchmarkFixture, aircraft: int, ticks: int) -> None:
    world = synthetic.world(aircraft, ticks=ticks)
    reported = plots(world, survey(world, regions_of(world)))
    folded = timed(benchmark, world, lambda: [fold(world, s, reported) for s in world.pictures])
    assert all(len(picture.tracks.aircraft) for picture in folded)


@sizes
def test_score(benchmark: BenchmarkFixture, aircraft: int, ticks: int) -> None:
    world = synthetic.world(aircraft, ticks=ticks)
    baked = bake(world)
    scored = timed(
        benchmark, world, lambda: [series(world, baked.survey, p) for p in baked.pictures]
    )
    assert all(counts.tracked.any() for counts in scored)


@sizes
def test_bake(benchmark: BenchmarkFixture, aircraft: int, ticks: int) -> None:
    world = synthetic.world(aircraft, ticks=ticks)
    assert all(
        counts.tracked.any() for counts in timed(benchmark, world, lambda: crowd(world)).scores
    )


@sizes
def test_the_whole_tick(benchmark: BenchmarkFixture, aircraft: int, ticks: int) -> None:
    world = synthetic.world(aircraft, ticks=ticks)
    assert timed(benchmark, world, lambda: profiling.profile(world)).scores[0].tracked.any()


@pytest.mark.parametrize("ticks", [100, 600])
def test_the_whole_tick_beside_a_plain_update(benchmark: BenchmarkFixture, ticks: int) -> None:
    """Processor time, in turn in one process, of the whole tick and of moving latitude, longitude
    and altitude in place: `of_plain_update` is their ratio's median."""
    aircraft = 100_000 if LARGE else 10_000
    world = synthetic.world(aircraft, ticks=ticks)
    ratios: list[float] = []

    def work() -> None:
        spent = sum(profiling.profile(world).cpu_s.values()) / (aircraft * ticks) * 1e9
        ratios.append(spent / plain(aircraft))

    benchmark.pedantic(work, rounds=5)
    benchmark.extra_info["of_plain_update"] = round(median(ratios), 2)
    assert ratios


@pytest.mark.parametrize("threads", [1, 2])
def test_the_whole_tick_on_threads(benchmark: BenchmarkFixture, threads: int) -> None:
    world = synthetic.world(100_000 if LARGE else 10_000, ticks=600)
    done = timed(benchmark, world, lambda: profiling.profile(world, threads))
    assert done.scores[0].tracked.any()


@pytest.mark.parametrize("aircraft", [100, 1_000, 10_000])
def test_seek(benchmark: BenchmarkFixture, aircraft: int) -> None:
    recording = recorded(synthetic.world(aircraft, ticks=3600))
    ticks = count(17, 61)
    recording.picture("picture-3", 0.0)
    state = benchmark(lambda: recording.picture("picture-3", float(next(ticks) % 3600)))
    assert state.held.any()


def test_an_edit_at_half_time(benchmark: BenchmarkFixture) -> None:
    recording = run(load("local-bubble"))
    text = scenario_path("local-bubble").read_text(encoding="utf-8")
    event = '\n[[events]]\nat = "00:22:30"\ndo = "site_silent"\nsite = "battery"\n'
    edited = loads(text + event, "edited")
    assert benchmark.pedantic(revise, args=(recording, edited, 1350.0), rounds=5)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say how much was resident")
def test_memory_of_a_crowd() -> None:
    aircraft, ticks, most = CROWD
    code = (
        "from iffsim.measure import compact, profiling, synthetic\n"
        f"kept = compact.crowd(synthetic.world({aircraft}, ticks={ticks}))\n"
        f"assert len(kept.states[2].at({ticks})) == {aircraft}\n"
        "print(profiling.peak_memory_bytes() / 1e6)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(said.stdout) < most
