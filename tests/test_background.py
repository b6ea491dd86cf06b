"""Generated traffic: real airports, the count and levels asked for, the same for one seed."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iffsim.base import geo
from iffsim.base.units import FT, KT
from iffsim.earth import catalogue
from iffsim.scenario.types import Background
from iffsim.truth.background import LEGS, generate, keys
from iffsim.truth.traffic import Legs, Traffic

DURATION_S = 2700.0
PAIRS = [["LTFM", "LTAI"], ["LTAC", "LTFM"], ["LTAC", "LTAD"]]


def row(**changes: object) -> Background:
    written = {"id": "civil", "count": 200, "types": ["A320", "B738", "LIGHT"], **changes}
    return msgspec.convert(written, Background)


def traffic(of: Background, seed: int = 7) -> Traffic:
    legs, _ = generate(of, seed, DURATION_S)
    return Traffic(np.arange(of.count + 1) * LEGS, legs)


def tops(legs: Legs) -> np.ndarray:
    return legs.alt0_m + legs.climb_mps * (legs.t1_s - legs.t0_s)


rows = st.fixed_dictionaries(
    {"count": st.integers(1, 300)},
    optional={
        "pairs": st.just(PAIRS),
        "level_ft": st.sampled_from([[28_000, 39_000], [5000, 5000], [0, 500]]),
        "min_distance_km": st.sampled_from([0, 400]),
        "seed": st.integers(0, 2**53),
    },
)


@settings(max_examples=60, deadline=None)
@given(rows, st.integers(0, 2**53))
def test_every_aircraft_flies_without_a_jump_from_airport_to_airport(
    written: dict[str, object], seed: int
) -> None:
    sky = traffic(row(**written), seed)
    legs = sky.legs
    inner = np.arange(len(legs)) % LEGS != 0
    turn = legs.w_radps * (legs.t1_s - legs.t0_s)
    stop = np.cos(turn) * legs.u + np.sin(turn) * legs.v
    np.testing.assert_array_equal(legs.t0_s[inner], legs.t1_s[np.flatnonzero(inner) - 1])
    np.testing.assert_allclose(legs.u[:, inner], stop[:, np.flatnonzero(inner) - 1], atol=1e-9)
    np.testing.assert_allclose(legs.alt0_m[inner], tops(legs)[np.flatnonzero(inner) - 1], atol=0.01)
    assert (legs.t1_s >= legs.t0_s).all()
    fields = catalogue.airports().values()
    known = geo.xyz([one.lat_deg for one in fields], [one.lon_deg for one in fields])
    for ends in (legs.u[:, ::LEGS], stop[:, LEGS - 1 :: LEGS]):
        away = np.abs(ends[:, :, None] - known[:, None, :]).max(axis=0).min(axis=1)
        assert away.max() < 1e-9


@settings(max_examples=60, deadline=None)
@given(rows, st.integers(0, 2**53))
def test_each_is_in_the_air_at_some_time_of_the_run(written: dict[str, object], seed: int) -> None:
    sky = traffic(row(**written), seed)
    assert (sky.start_s <= DURATION_S).all()
    assert (sky.end_s >= 0.0).all()


def test_some_are_under_way_at_the_start_and_some_set_out_later() -> None:
    sky = traffic(row(count=500))
    assert 100 < sky.at(0.0).alive.sum() < 450
    assert (sky.start_s > 0.0).sum() > 50


def test_the_share_in_the_air_is_steady() -> None:
    sky = traffic(row(count=4000))
    alive = [int(sky.at(t).alive.sum()) for t in (0.0, 900.0, 1800.0, 2700.0)]
    assert max(alive) - min(alive) < 0.1 * max(alive)


@pytest.mark.parametrize("levels", [(28_000, 39_000), (5000, 5000)])
def test_cruise_levels_are_whole_thousands_in_the_range_asked_for(
    levels: tuple[int, int],
) -> None:
    sky = traffic(row(level_ft=list(levels), pairs=[["LTFM", "LTCG"]], types=["A320"]))
    top_ft = tops(sky.legs)[1::LEGS] / FT
    assert top_ft.max() <= levels[1] + 0.01
    assert top_ft.min() >= levels[0] - 0.01
    whole = np.abs(top_ft / 1000 - np.round(top_ft / 1000)) < 1e-6
    assert whole.all()


def test_nobody_climbs_faster_than_its_type_on_an_ordinary_way() -> None:
    sky = traffic(row(types=["B738"], min_distance_km=300))
    rate = catalogue.aircraft_types()["B738"].climb_fpm * FT / 60.0
    assert np.abs(sky.legs.climb_mps).max() <= rate * 1.001


def test_speeds_are_those_of_the_types() -> None:
    legs, kind = generate(row(), 7, DURATION_S)
    types = catalogue.aircraft_types()
    wanted = np.array([types[name].speed_kt * KT for name in ("A320", "B738", "LIGHT")])[kind]
    np.testing.assert_allclose(legs.speed_mps, np.repeat(wanted, LEGS), rtol=1e-9)


def test_pairs_are_flown_both_ways_and_nothing_else_is() -> None:
    sky = traffic(row(count=300, pairs=[["LTFM", "LTAI"]]))
    airports = catalogue.airports()
    ends = [geo.xyz(airports[c].lat_deg, airports[c].lon_deg) for c in ("LTFM", "LTAI")]
    starts = sky.legs.u[:, ::LEGS]
    shares = [(np.abs(starts - end[:, None]).max(axis=0) < 1e-9).mean() for end in ends]
    assert sum(shares) == 1.0
    assert min(shares) > 0.35


def test_no_way_is_shorter_than_asked() -> None:
    sky = traffic(row(min_distance_km=700))
    legs = sky.legs
    flown = legs.speed_mps * (legs.t1_s - legs.t0_s)
    assert flown.reshape(-1, LEGS).sum(axis=1).min() >= 699_999.0


def test_a_larger_count_only_adds_aircraft() -> None:
    few, many = traffic(row(count=20)), traffic(row(count=50))
    for name in ("t0_s", "u", "v", "alt0_m", "climb_mps"):
        np.testing.assert_array_equal(
            getattr(few.legs, name), getattr(many.legs, name)[..., : 20 * LEGS]
        )


def test_its_own_seed_outweighs_the_scenarios_and_each_background_draws_apart() -> None:
    def first(of: Background, seed: int) -> bytes:
        return traffic(of, seed).legs.t0_s.tobytes()

    assert first(row(seed=3), 1) == first(row(seed=3), 2)
    assert first(row(), 1) != first(row(), 2)
    assert first(row(), 1) != first(row(id="other"), 1)


def test_keys_are_distinct_and_do_not_depend_on_the_count() -> None:
    found = keys(row(count=100_000))
    assert len(np.unique(found)) == 100_000
    np.testing.assert_array_equal(found[:10], keys(row(count=10)))
