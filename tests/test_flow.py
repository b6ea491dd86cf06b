"""Truth in bulk, tick by tick: held to GeographicLib (by pyproj) and to `Traffic`."""

import numpy as np
import pyproj
import pytest
from hypothesis import given, settings
from oracles.worlds import SLOW, TICKS, worlds

from iffsim.base import geo
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.measure import synthetic
from iffsim.truth.flow import MOST_ERROR_M, flow, greatest_error_m
from iffsim.truth.world import World

SPHERE = pyproj.Geod(a=EARTH_RADIUS_M, b=EARTH_RADIUS_M)


def test_every_aircraft_is_within_5_m_of_geographiclib_at_every_tick() -> None:
    traffic = synthetic.world(40, ticks=300, seed=3).traffic
    start = traffic.at(0.0)
    lat, lon = geo.lat_lon(start.xyz)
    course = np.degrees(start.course_rad)
    for places in flow(traffic, 300):
        for n, tick in enumerate(places.ticks.tolist()):
            there = SPHERE.fwd(lon, lat, course, start.speed_mps * tick)
            assert geo.distance_m(places.xyz[:, n], geo.xyz(there[1], there[0])).max() < 5.0
            assert np.abs(places.alt_m[n] - start.alt_m).max() < 1e-6


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(worlds())
def test_turns_orbits_and_ends_stray_no_farther_than_promised(world: World) -> None:
    assert greatest_error_m(world.traffic, TICKS) < MOST_ERROR_M


@pytest.mark.parametrize("block", [1, 7, 64, 1 << 14])
def test_the_size_of_a_block_changes_no_bit(block: int) -> None:
    traffic = synthetic.world(50, ticks=200, seed=5).traffic
    expected, got = (np.full((4, 201, 50), np.nan) for _ in range(2))
    for blocks, into in ((1 << 14, expected), (block, got)):
        for places in flow(traffic, 200, blocks):
            some = slice(places.first, places.first + places.xyz.shape[2])
            assert np.isnan(into[:, places.ticks, some]).all(), "a tick came twice"
            into[:3, places.ticks, some] = places.xyz
            into[3, places.ticks, some] = places.alt_m
    assert not np.isnan(expected).any()
    assert np.array_equal(expected, got)
