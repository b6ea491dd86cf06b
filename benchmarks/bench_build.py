"""From text to a world: the scenario that ships, and a crowd of 100,000."""

from __future__ import annotations

import msgspec
from pytest_benchmark.fixture import BenchmarkFixture

from iffsim.scenario import load
from iffsim.scenario.types import Background
from iffsim.truth.background import generate
from iffsim.truth.build import build

CROWD = 100_000


def test_loading_the_main_scenario(benchmark: BenchmarkFixture) -> None:
    assert benchmark(load, "local-bubble").title


def test_building_the_main_scenario(benchmark: BenchmarkFixture) -> None:
    scenario = load("local-bubble")
    assert len(benchmark(build, scenario).fleet.ids) >= 60


def test_generating_a_crowd(benchmark: BenchmarkFixture) -> None:
    row = msgspec.convert({"id": "c", "count": CROWD, "types": ["A320", "B738"]}, Background)
    legs, kind = benchmark(generate, row, 7, 2700.0)
    assert len(kind) == CROWD
    assert len(legs) == 3 * CROWD
