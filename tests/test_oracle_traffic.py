"""Truth held to GeographicLib (by pyproj) on the same sphere, and to what circling means."""

from itertools import pairwise

import numpy as np
import pyproj
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from iffsim.base import geo
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.truth.traffic import Legs, Traffic, circles, great_circles, join

SPHERE = pyproj.Geod(a=EARTH_RADIUS_M, b=EARTH_RADIUS_M)
POINT = st.tuples(st.floats(-70, 70), st.floats(-180, 180))
SPEED = st.floats(20, 700)
HOUR = np.arange(0.0, 3601.0, 60.0)


def one(*values: float) -> list[np.ndarray]:
    return [np.array([value]) for value in values]


def straight(
    p: tuple[float, float], q: tuple[float, float], start_s: float, speed: float,
    alt0_m: float = 3000.0, alt1_m: float = 9000.0,
) -> Legs:  # fmt: skip
    ends = geo.xyz(*p)[:, None], geo.xyz(*q)[:, None]
    return great_circles(*ends, *one(start_s, speed, alt0_m, alt1_m))


def turns(a: float, b: float) -> float:
    return abs((a - b + np.pi) % (2 * np.pi) - np.pi)


@given(POINT, POINT, SPEED, st.floats(0, 1000))
@settings(max_examples=60)
def test_an_hour_along_a_great_circle_is_geographiclibs(
    p: tuple[float, float], q: tuple[float, float], speed: float, start_s: float
) -> None:
    azimuth, _, length = SPHERE.inv(p[1], p[0], q[1], q[0])
    assume(10_000 < length < 19_900_000)
    traffic = Traffic.assemble([straight(p, q, start_s, speed)])
    for elapsed in HOUR[HOUR * speed < length]:
        lon, lat, back = SPHERE.fwd(p[1], p[0], azimuth, speed * elapsed)
        motion = traffic.at(start_s + elapsed)
        assert geo.distance_m(motion.xyz[:, 0], geo.xyz(lat, lon)) < 1.0
        assert abs(motion.speed_mps[0] - speed) < 1e-6
        if abs(lat) < 85:  # nearer a pole a course turns by more than itself in a metre
            assert turns(motion.course_rad[0], np.radians(back + 180)) < 1e-6
    assert abs(traffic.end_s[0] - start_s - length / speed) < 1.0 / speed


@given(POINT, st.floats(0, 2 * np.pi), st.floats(500, 400_000), SPEED, st.booleans())
@settings(max_examples=60)
def test_an_hour_of_circling_keeps_its_distance_its_speed_and_its_direction(
    centre: tuple[float, float], bearing: float, radius: float, speed: float, clockwise: bool
) -> None:
    middle = geo.xyz(*centre)
    lon, lat, _ = SPHERE.fwd(centre[1], centre[0], np.degrees(bearing), radius)
    legs = circles(
        middle[:, None], geo.xyz(lat, lon)[:, None], *one(0.0, 4000.0, speed, 8000.0), clockwise
    )
    traffic = Traffic.assemble([legs])
    rate = speed / (EARTH_RADIUS_M * np.sin(radius / EARTH_RADIUS_M)) * (1 if clockwise else -1)
    for elapsed in HOUR:
        motion = traffic.at(elapsed)
        at = bearing + rate * elapsed
        lon, lat, back = SPHERE.fwd(centre[1], centre[0], np.degrees(at), radius)
        assert geo.distance_m(motion.xyz[:, 0], geo.xyz(lat, lon)) < 1.0
        assert abs(motion.speed_mps[0] - speed) < 1e-6 * speed
        outward = np.radians(back + 180)
        if abs(lat) < 85:
            across = outward + (np.pi / 2 if clockwise else -np.pi / 2)
            assert turns(motion.course_rad[0], across) < 1e-6


def route(points: list[tuple[float, float]], speeds: list[float], start_s: float) -> Legs:
    legs, time = [], start_s
    for here, there, speed in zip(points, points[1:], speeds, strict=False):
        legs.append(
            straight(here, there, time, speed, 1000.0 * len(legs), 1000.0 * len(legs) + 1000)
        )
        time = float(legs[-1].t1_s[0])
    return join(legs)


ROUTES = st.lists(
    st.tuples(
        st.lists(
            st.tuples(st.floats(33, 44), st.floats(24, 46)), min_size=2, max_size=5, unique=True
        ),
        st.lists(st.floats(50, 400), min_size=4, max_size=4),
        st.floats(0, 600),
    ),
    min_size=1,
    max_size=4,
)


def assembled(routes: list) -> Traffic:
    for points, _, _ in routes:
        steps = [SPHERE.inv(a[1], a[0], b[1], b[0])[2] for a, b in pairwise(points)]
        assume(min(steps) > 100)
    return Traffic.assemble([route(*r) for r in routes])


@given(ROUTES)
@settings(max_examples=40)
def test_aircraft_are_continuous_at_their_waypoints(routes: list) -> None:
    traffic = assembled(routes)
    for a in range(len(traffic)):
        for leg in range(traffic.first[a] + 1, traffic.first[a + 1]):
            time = traffic.legs.t0_s[leg]
            before, after = traffic.at(time - 1e-3), traffic.at(time)
            gap = geo.distance_m(before.xyz[:, a], after.xyz[:, a])
            assert gap < 1.0
            assert (
                abs(before.alt_m[a] - after.alt_m[a])
                < 1e-3 * abs(traffic.legs.climb_mps[leg - 1]) + 1e-6
            )


@given(ROUTES, st.floats(-100, 20_000))
@settings(max_examples=40)
def test_each_aircraft_flies_as_if_it_were_alone(routes: list, time: float) -> None:
    together = assembled(routes).at(time)
    for a, points_and_times in enumerate(routes):
        alone = assembled([points_and_times]).at(time)
        assert together.alive[a] == alone.alive[0]
        assert np.array_equal(together.xyz[:, a], alone.xyz[:, 0])
        assert np.array_equal(together.velocity[:, a], alone.velocity[:, 0])
        assert together.alt_m[a] == alone.alt_m[0]


@given(ROUTES)
@settings(max_examples=40)
def test_life_is_from_the_start_up_to_but_not_with_the_end(routes: list) -> None:
    traffic = assembled(routes)
    everyone = np.arange(len(traffic))
    assert traffic.at(traffic.start_s).alive.all()
    assert not traffic.at(np.nextafter(traffic.start_s, -np.inf)).alive.any()
    assert traffic.at(np.nextafter(traffic.end_s, -np.inf)).alive.all()
    ended = traffic.at(traffic.end_s)
    assert not ended.alive.any()
    last = geo.xyz(*np.array([points[-1] for points, _, _ in routes]).T)
    assert (geo.distance_m(ended.xyz[:, everyone], last) < 1.0).all()


@given(ROUTES, st.lists(st.floats(-100, 20_000), min_size=4, max_size=4))
@settings(max_examples=40)
def test_one_time_for_each_aircraft_is_each_time_for_all(routes: list, times: list[float]) -> None:
    traffic = assembled(routes)
    each = traffic.at(np.array(times[: len(traffic)]))
    for a in range(len(traffic)):
        assert np.array_equal(each.xyz[:, a], traffic.at(times[a]).xyz[:, a])


def test_altitude_is_linear_along_a_leg() -> None:
    traffic = Traffic.assemble([straight((39, 33), (39, 36), 100.0, 200.0, 1000.0, 5000.0)])
    span = traffic.end_s[0] - 100.0
    for share in (0.0, 0.25, 0.5, 0.9):
        assert traffic.at(100.0 + share * span).alt_m[0] == pytest.approx(1000 + 4000 * share)
