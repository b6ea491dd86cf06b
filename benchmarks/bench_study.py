"""A run in a study, bake and all scorecards, against `iffsim.run` and its scorecards, one process.

Compare `study` with `single` of one session (`--benchmark-timer=time.process_time` on a busy
machine): each round does as many runs as `extra_info` says.
"""

from __future__ import annotations

from typing import Any

import pytest

import iffsim
from iffsim.scenario.plain import plain
from iffsim.studies.paths import targets
from iffsim.studies.work import Bench, Job, Run, measures

RUNS = 32
PLACES = [{"lat_deg": 37.0 + 0.03 * n, "lon_deg": 28.0 + 0.11 * n} for n in range(4 * RUNS)]
DESIGNS = {
    "seeds": [Run(n, n, 3000 + n, (None,)) for n in range(4 * RUNS)],
    "places": [Run(n, n, 3000 + n % 10, (PLACES[n // 10 * 10],)) for n in range(4 * RUNS)],
    "each another place and sky": [Run(n, n, 3000 + n, (PLACES[n],)) for n in range(4 * RUNS)],
}


def bench_of() -> Bench:
    data = plain(iffsim.load("local-bubble"))
    for told in ("chapters", "questions", "runsheet", "info", "lessons"):
        data.pop(told, None)
    path = "sites.battery.place"
    return Bench(Job("k", "local-bubble", data, {}, (path,), (targets(data, path, "bench"),)))


@pytest.mark.parametrize("design", DESIGNS)
def test_study(benchmark: Any, design: str) -> None:
    runs = DESIGNS[design]

    def fresh() -> tuple[tuple[Bench], dict[str, Any]]:
        bench = bench_of()
        bench.outcomes(runs[:RUNS])
        return (bench,), {}

    def work(bench: Bench) -> int:
        return len(bench.outcomes(runs[RUNS : 2 * RUNS]))

    benchmark.extra_info["runs"] = RUNS
    assert benchmark.pedantic(work, setup=fresh, rounds=3) == RUNS


@pytest.mark.parametrize("design", DESIGNS)
def test_single(benchmark: Any, design: str) -> None:
    bench = bench_of()
    runs = DESIGNS[design][RUNS : 2 * RUNS]
    scenarios = [(bench.scenario(run.values), run.seed) for run in runs]

    def work() -> int:
        cards = 0
        for scenario, seed in scenarios:
            recording = iffsim.run(scenario, seed)
            cards += len([measures(recording.scorecard(p)) for p in recording.picture_ids])
        return cards

    benchmark.extra_info["runs"] = RUNS
    assert benchmark.pedantic(work, rounds=3) >= RUNS
