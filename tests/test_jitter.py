"""Written flights with chance: by the seed and the flight, even, and only where it is said."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

import iffsim
from iffsim.base import geo
from iffsim.scenario.points import Waypoint
from iffsim.truth.build import build
from iffsim.truth.jitter import jittered

LOCAL = iffsim.load("local-bubble")
ALLY = next(one for one in LOCAL.flights if one.id == "ALLY1")
LOOSE = replace(ALLY, start_jitter="5min", route_jitter_km=30.0)


def test_a_flight_without_chance_is_itself_and_one_with_it_is_the_same_for_the_same_seed() -> None:
    assert jittered(ALLY, 3) is ALLY
    assert jittered(LOOSE, 3) == jittered(LOOSE, 3) != jittered(LOOSE, 4)
    assert jittered(replace(LOOSE, id="ALLY9"), 3).start != jittered(LOOSE, 3).start


def test_starts_and_turns_are_even_within_what_is_said_and_places_stay() -> None:
    found = [jittered(LOOSE, seed) for seed in range(400)]
    late = np.array([one.start_s for one in found]) - ALLY.start_s
    assert abs(late).max() <= 300.0
    assert np.quantile(late, [0.25, 0.5, 0.75]) == pytest.approx([-150, 0, 150], abs=30)
    for n, point in enumerate(ALLY.route):
        there = [one.route[n] for one in found]
        if isinstance(point, str):
            assert set(there) == {point}
            continue
        at = [one for one in there if isinstance(one, Waypoint)]
        places = geo.xyz([one.lat_deg for one in at], [one.lon_deg for one in at])
        off_km = geo.distance_m(geo.xyz([point.lat_deg], [point.lon_deg]), places) / 1000.0
        assert off_km.max() <= 30.001
        assert (off_km**2).mean() == pytest.approx(30.0**2 / 2.0, rel=0.1)  # even over a disc


def test_nobody_elses_way_depends_on_a_flights_chance() -> None:
    loose = replace(LOCAL, flights=(LOOSE, *(f for f in LOCAL.flights if f.id != "ALLY1")))
    before, after = build(LOCAL, 5), build(loose, 5)
    for name in ("KC1", "civil-007"):
        one, other = (world.fleet.ids.index(name) for world in (before, after))
        times = np.array([0.0, 600.0, 1800.0])
        mine, yours = before.traffic.follow(one, times), after.traffic.follow(other, times)
        assert (mine.xyz == yours.xyz).all()


def test_a_start_that_may_come_too_late_is_refused() -> None:
    text = (
        'format = 1\ntitle = "a"\nsummary = "b"\nduration = "10min"\n[area]\nname = "x"\n'
        'place = "Ankara"\nradius_km = 100\n[[sites]]\nid = "r"\nkind = "radar"\nname = "r"\n'
        'place = "Ankara"\n[[pictures]]\nid = "p"\ntitle = "p"\nown = ["r"]\ndoctrine = "none"\n'
        '[[flights]]\nid = "A"\ntype = "F-16"\nallegiance = "own"\nstart = "8min"\n'
        'start_jitter = "3min"\nroute = ["LTAC", "LTAI"]\n'
    )
    with pytest.raises(iffsim.BadInput, match="may appear too late"):
        iffsim.loads(text, "late.toml")
