"""Sensing in stretches against looking at every tick: many aircraft, limits everywhere.

The engine is sure of whole stretches when an aircraft cannot have crossed a limit meanwhile.
Aircraft that all fly at the fastest speed there is, near limits, would show where it is too sure.
"""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iffsim import sensing
from iffsim.base import geo
from iffsim.base.steps import Steps
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.earth.coverage import horizon_m, lowest_m
from iffsim.truth.traffic import Legs, Traffic, circles, great_circles, join
from iffsim.truth.world import Fleet, Sites, World, Zone

TICKS = 400
AIRCRAFT = 60
KNIFE_EDGE_RAD = 1e-7
many = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)


def somewhere(draw: np.random.Generator, count: int) -> np.ndarray:
    return geo.unproject_km(draw.uniform(-250, 250, (2, count)))


def straight(draw: np.random.Generator, speed_mps: float) -> Legs:
    """Return two legs, with a turn between and a climb or descent on each."""
    corners, alt = somewhere(draw, 3), draw.choice([30.0, 400.0, 3000.0, 11_000.0], 3)
    legs, time = [], draw.uniform(-300, 200)
    for n in range(2):
        ends = corners[:, n : n + 1], corners[:, n + 1 : n + 2]
        numbers = (np.array([x]) for x in (time, speed_mps, alt[n], alt[n + 1]))
        legs.append(great_circles(*ends, *numbers))
        time = float(legs[-1].t1_s[0])
    return join(legs)


def orbit(draw: np.random.Generator, speed_mps: float) -> Legs:
    centre = somewhere(draw, 1)
    out = geo.heading_vector(centre, draw.uniform(0, 6.28, 1))
    start = geo.step(centre, out, draw.uniform(4_000, 60_000, 1))
    numbers = (np.array([x]) for x in (draw.uniform(-300, 200), 900.0, speed_mps, 8000.0))
    return circles(centre, start, *numbers, bool(draw.integers(2)))


def crowd(seed: int, speed_mps: float) -> World:
    """Return a world with many aircraft of one speed, fixed and flying sites, odd-shaped zones."""
    draw = np.random.default_rng(seed)
    kinds = draw.integers(4, size=AIRCRAFT)
    routes = [(straight if kind else orbit)(draw, speed_mps) for kind in kinds]
    count = 4
    always = Steps.constant(np.ones(count, bool))
    sites = Sites(
        *[tuple("abcd")] * 3,
        xyz=somewhere(draw, count),
        height_m=draw.choice([0.0, 30.0, 1500.0], count),
        range_m=draw.uniform(20_000, 300_000, count),
        scan_ticks=draw.integers(1, 14, count),
        phase_ticks=np.zeros(count, np.int64),
        carrier=np.array([-1, -1, -1, draw.integers(AIRCRAFT)]),
        asks=np.full(count, 7, np.uint8),
        accepts=np.full(count, 7, np.uint8),
        p_detect=np.ones(count),
        p_reply=np.ones(count),
        key=np.arange(count, dtype=np.uint64),
        active=always,
    )
    sites = replace(sites, phase_ticks=draw.integers(0, sites.scan_ticks))
    zones = tuple(zone(draw, name) for name in "xyz")
    everyone = Steps.constant(np.zeros(AIRCRAFT, np.uint8))
    fleet = Fleet(
        ids=tuple(str(n) for n in range(AIRCRAFT)),
        types=("jet",) * AIRCRAFT,
        categories=("fighter",) * AIRCRAFT,
        allegiance=np.zeros(AIRCRAFT, np.uint8),
        signature=draw.choice([1.0, 1.0, 0.4], AIRCRAFT) if seed % 2 else np.ones(AIRCRAFT),
        key=np.arange(AIRCRAFT, dtype=np.uint64),
        number=np.arange(AIRCRAFT, dtype=np.int32),
        replies=everyone,
        plans=Steps.constant(np.zeros(AIRCRAFT, bool)),
    )
    area = zone(draw, "area").polygon_km
    return World(seed, TICKS, fleet, Traffic.assemble(routes), sites, (), "", area, zones)


def zone(draw: np.random.Generator, name: str) -> Zone:
    turn = np.sort(draw.uniform(0, 2 * np.pi, 9))
    reach = draw.uniform(20, 220, 9)
    east, north = draw.uniform(-120, 120, 2)
    ring = np.stack([east + reach * np.cos(turn), north + reach * np.sin(turn)], axis=1)
    shape = shapely.Polygon(ring).buffer(0)
    kind = "declared" if name == "y" else "protected"
    return Zone(name, name, kind, shape, geo.unproject_km(np.array([east, north])))


def seen(world: World, s: int, tick: int) -> tuple[np.ndarray, np.ndarray]:
    """Return whether a site that scans at `tick` sees each aircraft, and where that is clear."""
    motion, sites = world.traffic.at(float(tick)), world.sites
    at, height, carrier = sites.xyz[:, s], sites.height_m[s], int(sites.carrier[s])
    if carrier >= 0:
        at, height = motion.xyz[:, carrier], max(motion.alt_m[carrier], 0.0)
        if not motion.alive[carrier]:
            return np.zeros(AIRCRAFT, bool), np.ones(AIRCRAFT, bool)
    away = geo.angle(motion.xyz, at[:, None])
    horizon = 4120.0 * (np.sqrt(height) + np.sqrt(np.maximum(motion.alt_m, 0.0)))
    limit = np.minimum(sites.range_m[s] * world.fleet.signature, horizon) / EARTH_RADIUS_M
    clear = np.abs(away - limit) > KNIFE_EDGE_RAD
    inside = (away <= limit) | (np.arange(AIRCRAFT) == carrier)
    return inside & motion.alive, clear


def test_the_horizon_is_that_of_four_thirds_of_the_earth_and_its_inverse() -> None:
    assert horizon_m(100.0, 10_000.0) == pytest.approx(4120.0 * (10.0 + 100.0))
    assert horizon_m(-5.0, 400.0) == pytest.approx(4120.0 * 20.0)
    assert lowest_m(100.0, horizon_m(100.0, 10_000.0)) == pytest.approx(10_000.0)
    assert lowest_m(100.0, 1_000.0) == 0.0


@many
@given(st.integers(0, 2**32), st.sampled_from([60.0, 250.0, 580.0, 700.0, 3000.0]))
def test_runs_of_scans_are_what_looking_at_every_scan_sees(seed: int, speed_mps: float) -> None:
    world = crowd(seed, speed_mps)
    runs = sensing.survey(world, sensing.regions_of(world)).inside
    for s in range(len(world.sites.ids)):
        every, phase = int(world.sites.scan_ticks[s]), int(world.sites.phase_ticks[s])
        mine = runs.take(runs.site == s)
        assert ((mine.first - phase) % every == 0).all()
        assert ((mine.last - phase) % every == 0).all()
        for tick in range(phase, TICKS + 1, every):
            found = np.zeros(AIRCRAFT, int)
            np.add.at(found, mine.aircraft[(mine.first <= tick) & (tick <= mine.last)], 1)
            expected, clear = seen(world, s, tick)
            assert np.array_equal(found[clear], expected[clear].astype(int)), (s, tick)


@many
@given(st.integers(0, 2**32), st.sampled_from([60.0, 250.0, 580.0, 700.0, 3000.0]))
def test_membership_is_what_looking_every_ten_seconds_sees_and_every_second_for_a_line(
    seed: int, speed_mps: float
) -> None:
    """So an area's says what was true at most nine seconds before, a line's what is true now."""
    world = crowd(seed, speed_mps)
    survey = sensing.survey(world, sensing.regions_of(world))
    shapes = [world.area_km, *(zone.polygon_km for zone in world.zones)]
    shapely.prepare(shapes)
    every = [10, 10, 1, 10]
    for shape, members, step in zip(shapes, [survey.in_area, *survey.in_zone], every, strict=True):
        for tick in range(0, TICKS + 1, 3):
            sampled = world.traffic.at(float(tick // step * step))
            points = shapely.points(geo.project_km(sampled.xyz).T)
            expected = shapely.contains(shape, points) & world.traffic.at(float(tick)).alive
            differ = members.all_at(tick) != expected
            assert (shapely.distance(shapely.boundary(shape), points[differ]) < 1e-3).all(), tick
