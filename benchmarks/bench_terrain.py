"""Mountains: one site's shadow over its whole range, coverage at a new altitude, look-ups,
relief."""

from __future__ import annotations

from itertools import count
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from iffsim import sensing
from iffsim.base import geo
from iffsim.earth import contour, relief, terrain
from iffsim.scenario import load
from iffsim.truth.build import build

SITE = geo.xyz(39.7, 42.2)


def test_shadow_of_one_site_over_350_km(benchmark: Any) -> None:
    """Promise: under 1 s."""
    ground = terrain.ground()
    found = benchmark(terrain.shadow_over, ground, SITE, 1_900.0, 350_000.0)
    assert found.highest_m > 5_000.0


def test_coverage_at_a_new_altitude(benchmark: Any) -> None:
    """Promise: under 50 ms."""
    found = terrain.shadow(SITE, 1_900.0, 350_000.0)
    altitudes = count(2_500)
    assert benchmark(lambda: contour.visible(found, 300_000.0, float(next(altitudes)))).area > 0.0


def test_a_million_look_ups(benchmark: Any) -> None:
    found = terrain.shadow(SITE, 1_900.0, 350_000.0)
    site = geo.project_km(SITE)[:, None]
    p = geo.unproject_km(site + np.random.default_rng(1).uniform(-240, 240, (2, 1_000_000)))
    assert len(benchmark(found.over, p)) == 1_000_000


@pytest.mark.parametrize("terrain_on", [False, True], ids=["flat", "mountains"])
def test_survey_of_2000_aircraft_and_12_sites(benchmark: Any, terrain_on: bool) -> None:
    world = build(replace(load("stress"), terrain=terrain_on))
    regions = sensing.regions_of(world)
    assert len(benchmark(sensing.survey, world, regions).inside) > 1_000


def test_relief_of_the_whole_map(benchmark: Any) -> None:
    assert benchmark(relief.shade.__wrapped__).max() > 0.5
