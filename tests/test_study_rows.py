"""A study's rows are those of single runs, to the bit, whatever its runs share."""

from __future__ import annotations

from typing import Any

import pytest

import iffsim
from iffsim.scenario.plain import files, plain, restored
from iffsim.studies import work
from iffsim.studies.paths import changed, targets
from iffsim.studies.work import Bench, Job, Run, measures

SHOWN = {"lat_deg": 38.2, "lon_deg": 36.4}
VARIED: dict[str, tuple[str, list[str], list[tuple[int, list[Any]]]]] = {
    "seeds alone": ("local-bubble", [], [(seed, []) for seed in (2019, 3, 4)]),
    "places and traffic": (
        "local-bubble",
        ["sites.battery.place", "background.*.count", "sites.aew.range_km"],
        [(1, [None, None, None]), (1, [SHOWN, None, 200.0]), (2, ["Kars", 200, None]),
         (2, [SHOWN, 5, 300.0]), (1, [None, 200, None])],
    ),
    "each another place, height and reach": (
        "local-bubble",
        ["sites.battery.place", "sites.battery.antenna_m", "sites.*.range_km"],
        [(seed, [{"lat_deg": 37.0 + 0.3 * n, "lon_deg": 28.0 + n}, height, reach])
         for n, (seed, height, reach) in enumerate(
             [(1, None, None), (2, 5.0, 90.0), (3, None, 300.0), (4, 900.0, None)]
             + 9 * [(5, None, None)])],
    ),
    "other places among mountains": (
        "mountains", ["sites.0.place"],
        [(1, [None]), (1, [SHOWN]), (2, [{"lat_deg": 38.0, "lon_deg": 41.0}])],
    ),
    "what comes after the survey": (
        "local-bubble",
        ["sites.*.p_reply", "links.nato.latency", "links.nato.loss", "links.nato.present",
         "pictures.four.own.count", "sites.battery.scan", "pictures.standalone.doctrine"],
        [(1, [0.7, *[None] * 6]), (2, [0.7, *[None] * 6]),
         (2, [None, "9s", None, True, 2, None, "none"]),
         (3, [None, None, 0.4, False, 2, "5s", None]),
         (2, [None, None, 0.4, None, 1, None, None])],
    ),
    "mountains": (
        "mountains", ["terrain", "duration"],
        [(1, [None, None]), (1, [False, None]), (2, [True, "00:21:00"]), (2, [None, None])],
    ),
    "a line": ("border-november-2015", ["sites.0.range_km"], [(1, [None]), (2, [120.0])]),
    "flights with chance": (
        "local-bubble", ["flights.*.start_jitter", "flights.*.route_jitter_km"],
        [(1, ["4min", None]), (2, ["4min", None]), (2, ["4min", 25.0]), (1, [None, None])],
    ),
    "carriers on other ways": (
        "local-bubble", ["flights.AEW1.start", "sites.battery.antenna_m"],
        [(1, [None, None]), (1, ["-00:20:00", None]), (1, ["-00:20:00", 500.0]),
         (2, ["00:05:00", 20.0])],
    ),
}  # fmt: skip


def job(name: str, paths: list[str]) -> Job:
    scenario = iffsim.load(name)
    data = plain(scenario)
    to = tuple(targets(data, path, "test") for path in paths)
    return Job(name, name, data, files(scenario), tuple(paths), to)


def single(bench: Bench, run: Run) -> dict[str, dict[str, Any]]:
    data: Any = bench.job.data
    for at, value in zip(bench.job.targets, run.values, strict=True):
        for target in at if value is not None else ():
            data = changed(data, target, value)
    scenario = restored(data, bench.job.files, bench.job.name)
    assert bench.scenario(run.values) == scenario
    recording = iffsim.run(scenario, run.seed)
    return {p: measures(recording.scorecard(p)) for p in recording.picture_ids}


@pytest.mark.parametrize("kind", VARIED)
@pytest.mark.parametrize("together", [99, 2])
def test_rows_are_those_of_single_runs_to_the_bit(kind: str, together: int) -> None:
    name, paths, rows = VARIED[kind]
    bench = Bench(job(name, paths))
    runs = [Run(n, 1, seed, tuple(values)) for n, (seed, values) in enumerate(rows, start=1)]
    if together == 2:
        bench.surveys.most_bytes = 30_000  # so that most is forgotten between
        runs.reverse()
    found = [one for n in range(0, len(runs), together)
             for one in bench.outcomes(runs[n : n + together])]  # fmt: skip
    assert [one.run for one in found] == runs
    for one in found:
        assert one.error == ""
        shown = {
            p: {k: one.pictures[p][k] for k in card} for p, card in single(bench, one.run).items()
        }
        assert shown == single(bench, one.run)


def test_a_fleet_too_large_to_share_has_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(job("local-bubble", []))
    runs = [Run(1, 1, 5, ()), Run(2, 2, 6, ())]
    shared = bench.outcomes(runs)
    monkeypatch.setattr(work, "MOST_AIRCRAFT", 10)
    assert Bench(bench.job).outcomes(runs) == shared


def test_counts_over_time_are_those_of_the_recording() -> None:
    plain_job = job("local-bubble", [])
    bench = Bench(Job(*(getattr(plain_job, f) for f in plain_job.__struct_fields__[:-1]), 600.0))
    one = bench.outcomes([Run(1, 1, 7, ()), Run(2, 2, 8, ())])[1]
    recording = iffsim.run(iffsim.load("local-bubble"), 8)
    for picture, rows in one.series.items():
        end = int(recording.duration_s)
        assert rows["time_s"] == [*range(0, end, 600), end]
        assert rows["needle"] == [int(recording.series(picture).needle[t]) for t in rows["time_s"]]
        held = [recording.score_at(picture, t).tracked for t in rows["time_s"]]
        assert rows["tracked"] == held
