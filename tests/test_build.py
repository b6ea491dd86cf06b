"""From written flights to legs: ends, levels, speeds, no jumps."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iffsim.base import geo
from iffsim.base.units import FT, KT
from iffsim.earth import catalogue
from iffsim.scenario.places import spot
from iffsim.scenario.types import Flight
from iffsim.truth.routes import flight_legs
from iffsim.truth.traffic import Legs, Traffic

A_HAIR = 1e-9
END_S = 3600.0

positions = st.fixed_dictionaries(
    {
        "lat_deg": st.floats(35.0, 42.0).map(lambda x: round(x, 2)),
        "lon_deg": st.floats(26.0, 45.0).map(lambda x: round(x, 2)),
    },
    optional={
        "level_ft": st.integers(0, 40_000),
        "speed_kt": st.integers(60, 600),
    },
)
routes = st.lists(
    positions, min_size=2, max_size=6, unique_by=lambda p: (p["lat_deg"], p["lon_deg"])
)
orbits = st.fixed_dictionaries(
    {
        "place": st.sampled_from(["Konya", "LTAC", "Akkuyu"]),
        "radius_km": st.integers(5, 80),
        "clockwise": st.booleans(),
    },
    optional={"to": st.just("Sivas")},
)
flights = st.fixed_dictionaries(
    {
        "id": st.just("X1"),
        "type": st.sampled_from(["A320", "F-16", "UH-60"]),
        "allegiance": st.just("own"),
        "route": routes,
        "level_ft": st.integers(1000, 40_000),
        "speed_kt": st.integers(60, 600),
    },
    optional={"orbit": orbits},
)


def legs_of(written: dict[str, object]) -> tuple[Flight, Legs]:
    flight = msgspec.convert(written, Flight)
    return flight, flight_legs(flight, catalogue.aircraft_types()[flight.type], END_S)


def ends(legs: Legs) -> tuple[np.ndarray, np.ndarray]:
    """Where each leg begins and ends, (4, L) each: unit vector, then altitude in 1000 km."""
    turn = legs.w_radps * (legs.t1_s - legs.t0_s)
    stop = legs.k + np.cos(turn) * legs.u + np.sin(turn) * legs.v
    top = legs.alt0_m + legs.climb_mps * (legs.t1_s - legs.t0_s)
    return np.vstack([legs.k + legs.u, legs.alt0_m / 1e6]), np.vstack([stop, top / 1e6])


def xyz(place: object) -> np.ndarray:
    at = spot(place)  # type: ignore[arg-type]
    return geo.xyz(at.lat_deg, at.lon_deg)


@settings(max_examples=150, deadline=None)
@given(flights)
def test_no_flight_jumps_in_time_place_or_altitude(written: dict[str, object]) -> None:
    _, legs = legs_of(written)
    begin, end = ends(legs)
    np.testing.assert_array_equal(legs.t0_s[1:], legs.t1_s[:-1])
    np.testing.assert_allclose(begin[:, 1:], end[:, :-1], atol=A_HAIR)
    assert (legs.t1_s > legs.t0_s).all()


@settings(max_examples=100, deadline=None)
@given(flights)
def test_a_flight_begins_at_its_first_point_and_passes_every_other(
    written: dict[str, object],
) -> None:
    flight, legs = legs_of(written)
    begin, end = ends(legs)
    np.testing.assert_allclose(begin[:3, 0], xyz(flight.route[0]), atol=A_HAIR)
    for point in flight.route[1:]:
        gap = np.abs(end[:3] - xyz(point)[:, None]).max(axis=0)
        assert gap.min() < A_HAIR
    if flight.orbit is None:
        np.testing.assert_allclose(end[:3, -1], xyz(flight.route[-1]), atol=A_HAIR)


@settings(max_examples=100, deadline=None)
@given(flights)
def test_altitudes_stay_between_those_written(written: dict[str, object]) -> None:
    flight, legs = legs_of(written)
    levels = [flight.level_ft, *(point.level_ft for point in flight.route)]
    known = [level * FT for level in levels if level is not None]
    begin, end = ends(legs)
    alts = 1e6 * np.append(begin[3], end[3])
    assert min(known) - 0.01 <= alts.min() <= alts.max() <= max(known) + 0.01


@settings(max_examples=100, deadline=None)
@given(flights)
def test_climb_and_descent_keep_to_the_type_when_nothing_forces_more(
    written: dict[str, object],
) -> None:
    written = {**written, "route": [{**p} for p in written["route"]]}  # type: ignore[attr-defined]
    written["route"][-1].pop("level_ft", None)
    flight, legs = legs_of(written)
    rate = catalogue.aircraft_types()[flight.type].climb_fpm * FT / 60.0
    assert np.abs(legs.climb_mps).max() <= rate * 1.001


@settings(max_examples=100, deadline=None)
@given(flights)
def test_speeds_are_those_written(written: dict[str, object]) -> None:
    flight, legs = legs_of(written)
    speed, known = flight.speed_kt, set()
    for point in flight.route:
        speed = point.speed_kt or speed
        known.add(speed)
    nearest = np.abs(legs.speed_mps[:, None] / KT - np.array(sorted(known))).min(axis=1)
    assert nearest.max() < 1e-6


@settings(max_examples=60, deadline=None)
@given(orbits, st.booleans())
def test_an_orbit_is_flown_at_its_radius_round_the_right_way_until_the_end(
    orbit: dict[str, object], on_station: bool
) -> None:
    orbit = {key: value for key, value in orbit.items() if key != "to"}
    route = [] if on_station else ["LTFM"]
    written = {"id": "X1", "type": "F-16", "allegiance": "own", "route": route, "orbit": orbit}
    flight, legs = legs_of(written)
    traffic = Traffic(np.array([0, len(legs)]), legs)
    assert traffic.end_s[0] == END_S
    late = traffic.at(END_S - 30.0)
    centre = xyz(orbit["place"])
    away = geo.distance_m(late.xyz[:, 0], centre)
    assert away == pytest.approx(flight.orbit.radius_km * 1000.0, abs=0.01)  # type: ignore[union-attr]
    about = np.cross(centre, late.xyz[:, 0]) @ late.velocity[:, 0]
    assert (about < 0) == orbit["clockwise"]


@settings(max_examples=60, deadline=None)
@given(st.integers(5, 80), st.booleans())
def test_the_way_in_touches_the_circle(radius_km: int, clockwise: bool) -> None:
    orbit = {"place": "Ankara", "radius_km": radius_km, "clockwise": clockwise}
    written = {"id": "X1", "type": "F-16", "allegiance": "own", "route": ["Konya"], "orbit": orbit}
    _, legs = legs_of(written)
    traffic = Traffic(np.array([0, len(legs)]), legs)
    arrives = legs.t0_s[1]
    before, after = traffic.at(arrives - 1e-3), traffic.at(arrives + 1e-3)
    turn = (after.course_rad - before.course_rad + np.pi) % (2 * np.pi) - np.pi
    assert abs(turn[0]) < 1e-4


@pytest.mark.parametrize("start", ["Konya", "LTAN"])
@pytest.mark.parametrize("to", [None, "Sivas"])
def test_an_orbit_can_begin_from_inside_and_the_climb_goes_on_in_it(
    start: str, to: str | None
) -> None:
    orbit = {"place": "Konya", "radius_km": 60} | ({} if to is None else {"to": to})
    written = {"id": "X1", "type": "KC-135", "allegiance": "own", "route": [start], "orbit": orbit}
    flight, legs = legs_of({**written, "level_ft": 30_000})
    begin, end = ends(legs)
    np.testing.assert_array_equal(legs.t0_s[1:], legs.t1_s[:-1])
    np.testing.assert_allclose(begin[:, 1:], end[:, :-1], atol=A_HAIR)
    np.testing.assert_allclose(begin[:3, 0], xyz(flight.route[0]), atol=A_HAIR)
    assert 1e6 * end[3, -1] == pytest.approx(30_000 * FT, abs=0.01)
    assert legs.t1_s[-1] == END_S


def test_an_orbit_that_is_over_before_it_is_reached_ends_at_its_edge() -> None:
    orbit = {"place": "Ankara", "radius_km": 30, "until": "60s"}
    written = {"id": "X1", "type": "F-16", "allegiance": "own", "route": ["Van"], "orbit": orbit}
    _, legs = legs_of(written)
    _, end = ends(legs)
    away = geo.distance_m(end[:3, -1], xyz("Ankara"))
    assert away == pytest.approx(30_000.0, abs=0.01)
    assert (legs.k == 0.0).all()


def test_a_racetrack_stays_within_its_radius_of_the_line_and_laps_both_ends() -> None:
    orbit = {"place": "Konya", "to": "Sivas", "radius_km": 20}
    written = {"id": "X1", "type": "E-7", "allegiance": "allied", "orbit": orbit}
    flight = msgspec.convert(written, Flight)
    legs = flight_legs(flight, catalogue.aircraft_types()["E-7"], 4 * 3600.0)
    traffic = Traffic(np.array([0, len(legs)]), legs)
    a, b = xyz("Konya"), xyz("Sivas")
    pole = np.cross(a, b) / np.linalg.norm(np.cross(a, b))
    at = np.stack([traffic.at(float(t)).xyz[:, 0] for t in range(0, 4 * 3600, 20)], axis=1)
    aside = np.abs(np.arcsin(pole @ at)) * geo.EARTH_RADIUS_KM
    assert aside.max() < 20.5
    for end in (a, b):
        assert geo.distance_m(at, end[:, None]).min() < 21_000.0


def test_a_flight_between_airports_leaves_and_meets_the_ground() -> None:
    written = {"id": "X1", "type": "A320", "allegiance": "neutral", "route": ["LTAC", "LTFM"]}
    _, legs = legs_of(written)
    begin, end = ends(legs)
    airports = catalogue.airports()
    assert begin[3, 0] * 1e6 == pytest.approx(airports["LTAC"].elevation_m, abs=0.01)
    assert end[3, -1] * 1e6 == pytest.approx(airports["LTFM"].elevation_m, abs=0.01)
    assert end[3].max() * 1e6 > 8000.0


def test_a_short_hop_stays_low_and_still_lands() -> None:
    written = {"id": "X1", "type": "A320", "allegiance": "neutral", "route": ["LTAC", "LTAD"]}
    _, legs = legs_of(written)
    _, end = ends(legs)
    landed = catalogue.airports()["LTAD"].elevation_m
    assert end[3, -1] * 1e6 == pytest.approx(landed, abs=0.01)
    assert end[3].max() * 1e6 < 5000.0
