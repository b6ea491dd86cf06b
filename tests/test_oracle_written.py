"""The engine held to the plain reading of written scenarios: every kind of event, own doctrines,
asking and answering, lines, sites that move, aircraft sent elsewhere, mountains on and off."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from oracles import written
from oracles.compare import KNIFE_EDGE_RAD, agree
from oracles.scalar import simulate
from oracles.worlds import SLOW

from iffsim.bake import run
from iffsim.doctrine import Evidence, Identity
from iffsim.earth.terrain import ground
from iffsim.scenario.check import checked

TICKS = 150
FLIGHTS, SITES, PICTURES, DOCTRINES = ("A1", "B2", "C3"), ("s0", "s1"), ("p0", "p1"), ("d0", "d1")
WORDS = [bit.name.lower() for bit in Evidence]
Plain = dict[str, Any]


def times(least: int = 1) -> st.SearchStrategy[str]:
    return st.integers(least, TICKS).map("{}s".format)


points = st.fixed_dictionaries(
    {
        "lat_deg": st.integers(3680, 3860).map(lambda n: n / 100),
        "lon_deg": st.integers(4200, 4430).map(lambda n: n / 100),
    }
)
"""In the south-east, where the mountains are."""
levels = st.sampled_from([5000, 9000, 14_000, 25_000])
speeds = st.integers(300, 1900)
CODES = ["national", "allied", "civil", "supplier"]
asked = st.lists(st.sampled_from(CODES), max_size=3, unique=True)


def routes(least: int, most: int) -> st.SearchStrategy[list[Plain]]:
    return st.lists(
        points, min_size=least, max_size=most, unique_by=lambda p: (p["lat_deg"], p["lon_deg"])
    )


def happening(kind: str, **what: st.SearchStrategy) -> st.SearchStrategy[Plain]:
    return st.fixed_dictionaries({"at": times(), "do": st.just(kind), **what})


flights = st.sampled_from(FLIGHTS)
pairs = st.permutations(FLIGHTS).map(lambda names: list(names[:2]))
EVENTS = st.one_of(
    happening("swap_replies", flights=pairs),
    happening("unswap_replies", flights=pairs),
    happening("transponder_off", flight=flights),
    happening("transponder_on", flight=flights),
    happening(
        "credentials", flight=flights,
        credentials=st.lists(
            st.sampled_from([*CODES, "wrong"]), max_size=3, unique=True
        ),
    ),
    happening("plan_dropped", flight=flights),
    happening("plan_filed", flight=flights),
    happening("site_silent", site=st.sampled_from(SITES)),
    happening("site_active", site=st.sampled_from(SITES)),
    happening("move_site", site=st.sampled_from(SITES), place=points, ground_m=st.just(1500)),
    happening("link_down", link=st.just("net")),
    happening("link_up", link=st.just("net"), site=st.just("s1")),
    happening("doctrine", picture=st.sampled_from(PICTURES), doctrine=st.sampled_from(DOCTRINES)),
    happening("reroute", flight=flights, route=routes(1, 2)),
    happening("reroute", flight=flights, route=routes(1, 1), level_ft=levels, speed_kt=speeds),
    happening("reroute", flight=flights, route=st.just([]), **{"from": points}),
    happening("reroute", flight=flights, route=routes(1, 1), **{"from": points}),
)  # fmt: skip


def told(**parts: Any) -> st.SearchStrategy[Plain]:
    """Draw a table; what is no strategy stands as it is."""
    drawn = {k: v if isinstance(v, st.SearchStrategy) else st.just(v) for k, v in parts.items()}
    return st.fixed_dictionaries(drawn)


def flight(name: str) -> st.SearchStrategy[Plain]:
    return told(
        id=name, type=st.sampled_from(["FIGHTER", "FIGHTER", "F-35"]),
        allegiance=st.sampled_from(["own", "allied", "neutral", "intruder"]),
        start=st.integers(-60, 40).map("{}s".format), level_ft=levels, speed_kt=speeds,
        route=routes(2, 3),
    )  # fmt: skip


def site(name: str) -> st.SearchStrategy[Plain]:
    return told(
        id=name, name=name, kind="radar", place=points, range_km=st.integers(60, 250),
        scan=st.integers(4, 9).map("{}s".format), phase=st.integers(0, 3).map("{}s".format),
        antenna_m=20, ground_m=st.sampled_from([100, 2500]), asks=asked, accepts=asked,
        p_detect=st.sampled_from([1.0, 1.0, 0.7]), p_reply=st.sampled_from([1.0, 1.0, 0.6]),
    )  # fmt: skip


@st.composite
def rules(draw: st.DrawFn) -> Plain:
    """Draw a row that can match: each word of evidence is in one of its lists at most."""
    words = draw(st.permutations(WORDS))
    a, b, c = draw(st.integers(0, 2)), draw(st.integers(0, 2)), draw(st.integers(0, 2))
    return {
        "name": "a rule", "identity": draw(st.sampled_from(Identity)).name.lower(),
        "all": words[:a], "any": words[a : a + b], "none": words[a + b : a + b + c],
    }  # fmt: skip


def picture(name: str, own: list[str], links: list[str]) -> st.SearchStrategy[Plain]:
    return told(
        id=name, title=name, own=own, links=links, doctrine=st.sampled_from(DOCTRINES),
        accepts=asked, plans=st.booleans(), initiate_plots=st.integers(1, 3),
        drop=st.integers(14, 30).map("{}s".format),
    )  # fmt: skip


@st.composite
def boxes(draw: st.DrawFn) -> Plain:
    south, west = draw(st.integers(3680, 3820)) / 100, draw(st.integers(4200, 4380)) / 100
    north, east = south + draw(st.integers(5, 120)) / 100, west + draw(st.integers(5, 150)) / 100
    corners = [[south, west], [south, east], [north, east], [north, west]]
    return {"id": "line", "name": "line", "kind": "declared", "polygon": corners}


table = st.lists(rules(), max_size=4).map(lambda rows: {"rules": rows})
scenarios = told(
    format=1, title="drawn", summary="drawn", duration=f"{TICKS}s",
    seed=st.integers(0, 99), terrain=st.booleans(),
    area={"name": "area", "place": {"lat_deg": 37.7, "lon_deg": 43.2}, "radius_km": 200},
    sites=st.tuples(*map(site, SITES)).map(list),
    links=st.tuples(told(id="net", name="net", sites=["s1"], latency=times(1).map(
        lambda text: f"{int(text[:-1]) % 5}s"))).map(list),
    pictures=st.tuples(picture("p0", ["s0"], ["net"]), picture("p1", ["s1", "s0"], [])).map(list),
    doctrines=st.fixed_dictionaries(dict.fromkeys(DOCTRINES, table)),
    zones=st.lists(boxes(), max_size=1),
    flights=st.tuples(*map(flight, FLIGHTS)).map(list),
    events=st.lists(EVENTS, max_size=9),
)  # fmt: skip


DATA: Plain = {
    "format": 1, "title": "one", "summary": "one", "duration": f"{TICKS}s", "seed": 1,
    "terrain": False, "links": [], "zones": [], "doctrines": {"d0": {"rules": []}},
    "area": {"name": "area", "place": {"lat_deg": 37.7, "lon_deg": 43.2}, "radius_km": 200},
    "sites": [{
        "id": "s0", "name": "s0", "kind": "radar", "place": {"lat_deg": 37.7, "lon_deg": 43.2},
        "range_km": 100, "scan": "5s", "phase": "0s", "antenna_m": 20, "ground_m": 100,
        "asks": [], "accepts": [], "p_detect": 1.0, "p_reply": 1.0,
    }],
    "pictures": [{
        "id": "p0", "title": "p0", "own": ["s0"], "links": [], "doctrine": "d0", "accepts": [],
        "plans": False, "initiate_plots": 2, "drop": "20s",
    }],
    "flights": [{
        "id": "A1", "type": "FIGHTER", "allegiance": "own", "start": "0s", "level_ft": 5000,
        "speed_kt": 400,
        "route": [{"lat_deg": 37.2, "lon_deg": 42.2}, {"lat_deg": 38.4, "lon_deg": 44.2}],
    }],
}  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(scenarios)
def test_a_written_scenario_means_what_its_plain_reading_says(data: Plain) -> None:
    expected, margin = simulate(written.world(data))
    assume(margin > KNIFE_EDGE_RAD)
    event(f"mountains {data['terrain']}")
    agree(run(checked(data, "drawn")), expected)


UP, DOWN = {"lat_deg": 38.65, "lon_deg": 42.9}, {"lat_deg": 37.2, "lon_deg": 42.2}


@pytest.mark.parametrize("hilly", [True, False])
def test_a_moved_site_stands_on_the_ground_of_its_new_place_unless_its_height_is_stated(
    hilly: bool,
) -> None:
    moves = [{"do": "move_site", "site": "s0", "place": place} for place in (UP, DOWN, UP)]
    moves[2] = {**moves[2], "ground_m": 700}
    events = [{**move, "at": f"{at}s"} for move, at in zip(moves, (20, 40, 60), strict=True)]
    data = DATA | {"terrain": hilly, "events": events}
    sites = run(checked(data, "moved")).world.sites
    lat, lon = (np.array([place[key] for place in (UP, DOWN)]) for key in ("lat_deg", "lon_deg"))
    up, down = ground().at(lat, lon).tolist() if hilly else (0.0, 0.0)
    assert sites.ids == ("s0", "s0~2", "s0~3", "s0~4")
    assert sites.height_m.tolist() == pytest.approx([120.0, up + 20, down + 20, 720.0])
    assert (up > down + 300) == hilly, "the two places differ in height"


def test_swaps_and_their_undoing_follow_each_other_as_written() -> None:
    """Who is heard with whose replies after each of a chain of swaps."""
    codes = {"A1": ["national"], "B2": ["allied"], "C3": ["civil"]}
    flights = [
        {**DATA["flights"][0], "id": who, "credentials": what} for who, what in codes.items()
    ]
    chain = [
        ("swap", "A1", "B2", (2, 1, 4)), ("swap", "B2", "C3", (1, 4, 2)),
        ("unswap", "A1", "B2", (1, 2, 4)), ("swap", "C3", "A1", (4, 2, 1)),
        ("unswap", "B2", "A1", (1, 2, 4)), ("swap", "A1", "C3", (4, 2, 1)),
        ("swap", "A1", "C3", (4, 2, 1)), ("unswap", "C3", "A1", (1, 2, 4)),
    ]  # fmt: skip
    events = [
        {"at": f"{10 * n + 10}s", "do": f"{do}_replies", "flights": [who, other]}
        for n, (do, who, other, _) in enumerate(chain)
    ]
    replies = run(
        checked(DATA | {"flights": flights, "events": events}, "chain")
    ).world.fleet.replies
    assert replies.all_at(9).tolist() == [1, 2, 4]
    for n, (*_, heard) in enumerate(chain):
        assert tuple(replies.all_at(10 * n + 10).tolist()) == heard, chain[n]
        assert tuple(replies.all_at(10 * n + 19).tolist()) == heard, chain[n]


LOW = {"flight": "A1", "do": "reroute"}


def test_who_is_sent_elsewhere_in_a_climb_goes_on_climbing() -> None:
    """Positions and heights of an aircraft whose second way says nothing of its level."""
    away = [{"lat_deg": 38.0, "lon_deg": 43.0}]
    events = [
        {**LOW, "at": "10s", "route": away, "level_ft": 25_000, "speed_kt": 500},
        {**LOW, "at": "40s", "route": [{"lat_deg": 37.0, "lon_deg": 44.0}]},
        {**LOW, "at": "90s", "route": [], "from": {"lat_deg": 37.6, "lon_deg": 42.5}},
    ]
    data = DATA | {"events": events}
    (way, *_), traffic = written.world(data).ways, run(checked(data, "climb")).world.traffic
    for tick in range(TICKS + 1):
        place, alt_m = way.where(tick)
        motion = traffic.at(float(tick))
        assert motion.xyz[:, 0].tolist() == pytest.approx(place, abs=1e-9), tick
        assert float(motion.alt_m[0]) == pytest.approx(alt_m, abs=1e-3), tick
    assert way.where(TICKS)[1] > 5000.0, "it was at 5,000 feet, and climbs on"
