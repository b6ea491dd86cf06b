"""Random small worlds for laws and oracles: everything that can change does, within minutes.

Speeds and ranges are invented, so that aircraft enter and leave coverage within a short run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import shapely
from hypothesis import HealthCheck
from hypothesis import strategies as st

from iffsim.base import geo
from iffsim.base.steps import Steps
from iffsim.doctrine import Evidence, Identity, Rule, compile_rules
from iffsim.truth.traffic import Legs, Traffic, circles, great_circles, join
from iffsim.truth.world import Fleet, PictureSpec, Sites, World, Zone

TICKS = 200
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
"""A world takes a while to draw; Hypothesis need not say so."""
AREA_KM = shapely.box(-110, -90, 120, 100)

PLACE = st.tuples(st.integers(-130, 130), st.integers(-130, 130))
"""km east and north of the middle."""


def column(values: Sequence[float], kind: type = np.float64) -> np.ndarray:
    return np.array(values, kind)


def at_km(place: tuple[float, float]) -> np.ndarray:
    """Return a point's unit vector, float64[3, 1]."""
    return geo.unproject_km(np.array(place, float))[:, None]


# --- traffic --------------------------------------------------------------------------------------


@st.composite
def straight_routes(draw: st.DrawFn, pace: st.SearchStrategy[int]) -> Legs:
    places = draw(st.lists(PLACE, min_size=2, max_size=4))
    places = [p for i, p in enumerate(places) if i == 0 or p != places[i - 1]]
    if len(places) == 1:
        places.append((places[0][0] + 40, places[0][1] + 25))
    time, legs = draw(STARTS), []
    for here, there in pairwise(places):
        speed, alt0, alt1 = draw(pace), *draw(ALTITUDES)
        legs.append(
            great_circles(
                at_km(here), at_km(there), *(column([x]) for x in (time, speed, alt0, alt1))
            )
        )
        time = float(legs[-1].t1_s[0])
    return join(legs)


STARTS = st.one_of(st.floats(-40, 0), st.floats(-20, 80))
PACES = st.sampled_from([st.integers(150, 590), st.integers(150, 590), st.integers(600, 5000)])
"""m/s: as aircraft fly, or so fast that a short run crosses much; one pace for a world, because the
engine looks closer the faster the fastest is."""
ALTITUDES = st.tuples(*[st.sampled_from([9000.0, 9000.0, 4000.0, 1500.0, 100.0, 0.0])] * 2)


@st.composite
def orbits(draw: st.DrawFn, pace: st.SearchStrategy[int]) -> Legs:
    east, north = draw(PLACE)
    start, span = draw(STARTS), draw(st.floats(20, 200))
    speed, alt = draw(pace), draw(ALTITUDES)[0]
    return circles(
        at_km((east, north)), at_km((east + draw(st.integers(5, 90)), north)),
        *(column([x]) for x in (start, span, speed, alt)), draw(st.booleans()),
    )  # fmt: skip


# --- what changes ---------------------------------------------------------------------------------


@st.composite
def changes(draw: st.DrawFn, rows: int, values: st.SearchStrategy[int], kind: type) -> Steps:
    initial = draw(st.lists(values, min_size=rows, max_size=rows))
    if rows == 0:
        return Steps.constant(np.array([], kind))
    moment = st.tuples(st.integers(0, rows - 1), st.integers(0, TICKS), values)
    found = draw(st.lists(moment, max_size=6))
    row, tick, value = (column([f[i] for f in found], np.int64) for i in range(3))
    return Steps.build(np.array(initial, kind), row, tick, value)


def fleets(count: int) -> st.SearchStrategy[Fleet]:
    everyone = range(count)
    return st.builds(
        Fleet,
        ids=st.just(tuple(f"a{i}" for i in everyone)),
        types=st.just(("jet",) * count),
        categories=st.just(("fighter",) * count),
        allegiance=lists(st.integers(0, 3), count, np.uint8),
        signature=lists(st.sampled_from([1.0, 1.0, 0.5, 0.2]), count, np.float64),
        key=st.just(np.arange(1, count + 1, dtype=np.uint64) * np.uint64(7_777_777)),
        number=st.just(np.arange(4000, 4000 + count, dtype=np.int32)),
        replies=changes(
            count, st.sampled_from([1, 2, 4, 6, 3, 0, 8, 9, 16, 20, 48, 128]), np.uint8
        ),
        plans=changes(count, st.booleans(), bool),
    )


def lists(values: st.SearchStrategy, count: int, kind: type) -> st.SearchStrategy[np.ndarray]:
    return st.lists(values, min_size=count, max_size=count).map(lambda drawn: np.array(drawn, kind))


SHARE = st.sampled_from([1.0, 1.0, 1.0, 0.8, 0.5, 0.1])
ASKED = st.sampled_from([7, 15, 3, 1, 4, 6, 9, 0])
ACCEPTED = st.sampled_from([7, 15, 3, 1, 5, 9, 0])
MOSTLY = st.sampled_from([True, True, True, False])


@st.composite
def all_sites(draw: st.DrawFn, count: int, aircraft: int) -> Sites:
    scan = draw(lists(st.integers(1, 12), count, np.int64))
    phase = draw(lists(st.integers(0, 11), count, np.int64)) % scan
    places = draw(st.lists(PLACE, min_size=count, max_size=count))
    return Sites(
        ids=tuple(f"s{i}" for i in range(count)),
        names=tuple(f"Site {i}" for i in range(count)),
        kinds=("radar",) * count,
        xyz=np.concatenate([at_km(place) for place in places], axis=1),
        height_m=draw(lists(st.sampled_from([0.0, 20.0, 900.0]), count, np.float64)),
        range_m=draw(lists(st.integers(40_000, 350_000), count, np.float64)),
        scan_ticks=scan,
        phase_ticks=phase,
        carrier=draw(lists(st.sampled_from([-1, -1, *range(aircraft)]), count, np.int64)),
        asks=draw(lists(ASKED, count, np.uint8)),
        accepts=draw(lists(ACCEPTED, count, np.uint8)),
        p_detect=draw(lists(SHARE, count, np.float64)),
        p_reply=draw(lists(SHARE, count, np.float64)),
        key=np.arange(11, 11 + count, dtype=np.uint64) * np.uint64(1_234_567),
        active=draw(changes(count, MOSTLY, bool)),
    )


# --- pictures -------------------------------------------------------------------------------------

BITS = st.sets(st.sampled_from(list(Evidence)), max_size=2).map(lambda bits: Evidence(sum(bits)))
RULES = st.lists(
    st.builds(
        Rule, name=st.just("a rule"), identity=st.sampled_from(Identity),
        all_of=BITS, any_of=BITS, none_of=BITS,
    ),
    max_size=4,
)  # fmt: skip


USUAL = [
    Rule("a friend's reply", Identity.FRIEND, any_of=Evidence(3)),
    Rule("a supplier's reply", Identity.ASSUMED_FRIEND, all_of=Evidence.SUPPLIER_REPLY),
    Rule("civil, on plan", Identity.NEUTRAL, all_of=Evidence.CIVIL_REPLY | Evidence.PLAN_MATCH),
    Rule("crossed a line", Identity.SUSPECT, all_of=Evidence.CROSSED_LINE),
    Rule("on plan", Identity.ASSUMED_FRIEND, all_of=Evidence.PLAN_MATCH),
    Rule("not asked yet", Identity.PENDING, none_of=Evidence(63)),
]


LATER = st.one_of(
    st.just(()),
    st.dictionaries(st.integers(0, TICKS), RULES, max_size=2).map(
        lambda drawn: tuple((t, compile_rules("later", drawn[t])) for t in sorted(drawn))
    ),
)


@st.composite
def pictures(draw: st.DrawFn, name: str, sites: Sites) -> PictureSpec:
    """Draw a picture that, as scenarios promise, drops no sooner than a report can come."""
    every = range(len(sites.ids))
    some = st.sets(st.sampled_from(every), min_size=1)
    hears = sorted(draw(st.one_of(st.just(set(every)), some)))
    count = len(hears)
    remote = draw(lists(st.booleans(), count, bool))
    late = np.where(remote, draw(lists(st.integers(0, 8), count, np.int64)), 0)
    patience = int((sites.scan_ticks[hears] + late).max())
    link = draw(changes(count, MOSTLY, bool))
    return PictureSpec(
        id=name,
        title=name,
        subtitle="",
        hears=np.array(hears, np.int64),
        remote=remote,
        latency_ticks=late,
        loss=np.where(remote, draw(lists(st.sampled_from([0, 0, 0.3, 1]), count, np.float64)), 0.0),
        link_up=own_sites_always_up(link, remote),
        accepts=draw(ACCEPTED),
        uses_plans=draw(st.booleans()),
        doctrine=compile_rules("drawn", draw(st.one_of(st.just(USUAL), RULES))),
        initiate_plots=draw(st.integers(1, 3)),
        drop_ticks=patience + draw(st.integers(0, 15)),
        later=draw(LATER),
    )


def own_sites_always_up(link: Steps, remote: np.ndarray) -> Steps:
    later = (link.tick >= 0) & remote[link.row]
    first = np.where(remote, link.all_at(-1), True)
    return Steps.build(first, link.row[later], link.tick[later], link.value[later])


# --- worlds ---------------------------------------------------------------------------------------


@st.composite
def boxes(draw: st.DrawFn, name: str) -> Zone:
    east, north = draw(PLACE)
    wide, high = draw(st.integers(20, 200)), draw(st.integers(20, 200))
    box = shapely.box(east - wide, north - high, east + wide, north + high)
    kind = draw(st.sampled_from(["declared", "declared", "protected"]))
    return Zone(name, name, kind, box, at_km((east, north))[:, 0])


@st.composite
def worlds(draw: st.DrawFn, max_aircraft: int = 4, max_sites: int = 3) -> World:
    """Draw a world of `TICKS` ticks."""
    aircraft = draw(st.integers(2, max_aircraft))
    sites = draw(all_sites(draw(st.sampled_from(range(max_sites, 0, -1))), aircraft))
    pace = draw(PACES)
    route = st.one_of(straight_routes(pace), straight_routes(pace), orbits(pace))
    return World(
        seed=draw(st.integers(0, 2**32 - 1)),
        ticks=TICKS,
        fleet=draw(fleets(aircraft)),
        traffic=Traffic.assemble([draw(route) for _ in range(aircraft)]),
        sites=sites,
        pictures=tuple(
            draw(pictures(f"p{i}", sites)) for i in range(draw(st.sampled_from([2, 1])))
        ),
        area_name="box",
        area_km=AREA_KM,
        zones=tuple(draw(boxes(f"z{i}")) for i in range(draw(st.sampled_from([1, 2, 0])))),
    )


# --- the same world, told otherwise ---------------------------------------------------------------


def reordered(steps: Steps, order: Sequence[int]) -> Steps:
    """Return the steps whose row i is the given steps' row ``order[i]``."""
    place = np.argsort(np.asarray(order))
    later = steps.tick >= 0
    first = steps.all_at(-1)[np.asarray(order)]
    return Steps.build(first, place[steps.row[later]], steps.tick[later], steps.value[later])


def with_aircraft_order(world: World, order: Sequence[int]) -> World:
    """Return the same world with aircraft i being the former aircraft ``order[i]``."""
    index = np.asarray(order)
    fleet, traffic, place = world.fleet, world.traffic, np.argsort(index)
    spans = [np.arange(traffic.first[a], traffic.first[a + 1]) for a in index]
    carrier = world.sites.carrier
    return replace(
        world,
        fleet=Fleet(
            ids=tuple(fleet.ids[a] for a in index),
            types=tuple(fleet.types[a] for a in index),
            categories=tuple(fleet.categories[a] for a in index),
            allegiance=fleet.allegiance[index],
            signature=fleet.signature[index],
            key=fleet.key[index],
            number=fleet.number[index],
            replies=reordered(fleet.replies, order),
            plans=reordered(fleet.plans, order),
        ),
        traffic=Traffic.assemble([traffic.legs.take(span) for span in spans]),
        sites=replace(world.sites, carrier=np.where(carrier < 0, carrier, place[carrier])),
    )


def with_site_order(world: World, order: Sequence[int]) -> World:
    """Return the same world with site i being the former site ``order[i]``."""
    index, place, sites = np.asarray(order), np.argsort(np.asarray(order)), world.sites
    columns = {
        name: getattr(sites, name)[..., index]
        for name in (
            "xyz", "height_m", "range_m", "scan_ticks", "phase_ticks", "carrier",
            "asks", "accepts", "p_detect", "p_reply", "key",
        )
    }  # fmt: skip
    texts = {
        name: tuple(getattr(sites, name)[s] for s in index) for name in ("ids", "names", "kinds")
    }
    return replace(
        world,
        sites=Sites(
            **columns,
            **texts,
            active=reordered(sites.active, order),
            shadows=tuple(sites.shadow(s) for s in index) if sites.shadows else (),
        ),
        pictures=tuple(replace(spec, hears=place[spec.hears]) for spec in world.pictures),
    )


def with_allegiance(world: World, allegiance: np.ndarray) -> World:
    """Return the same world with aircraft of another truth."""
    return replace(world, fleet=replace(world.fleet, allegiance=allegiance.astype(np.uint8)))


def far_away() -> Legs:
    """Return the route of an aircraft that flies all the while, over the Pacific."""
    here, there = geo.xyz(10.0, -150.0)[:, None], geo.xyz(14.0, -150.0)[:, None]
    return great_circles(here, there, *(column([x]) for x in (-10.0, 250.0, 9000.0, 9000.0)))


def with_another_aircraft(world: World, legs: Legs, place: int) -> World:
    """Return the same world with one more aircraft, at index `place`."""
    fleet, traffic, carrier = world.fleet, world.traffic, world.sites.carrier
    count = len(fleet.ids)
    last = Traffic.assemble(
        [*(traffic.legs.take(np.arange(*traffic.first[a : a + 2])) for a in range(count)), legs]
    )
    extra = replace(
        world,
        fleet=Fleet(
            ids=(*fleet.ids, "x"),
            types=(*fleet.types, "jet"),
            categories=(*fleet.categories, "fighter"),
            allegiance=np.append(fleet.allegiance, np.uint8(0)),
            signature=np.append(fleet.signature, 1.0),
            key=np.append(fleet.key, np.uint64(99)),
            number=np.append(fleet.number, np.int32(4999)),
            replies=with_row(fleet.replies, 7),
            plans=with_row(fleet.plans, True),
        ),
        traffic=last,
        sites=replace(world.sites, carrier=carrier),
    )
    return with_aircraft_order(extra, [*range(place), count, *range(place, count)])


def with_row(steps: Steps, value: int) -> Steps:
    """Return the steps with one more row that never changes."""
    later = steps.tick >= 0
    first = np.append(steps.all_at(-1), np.array([value], steps.value.dtype))
    return Steps.build(first, steps.row[later], steps.tick[later], steps.value[later])
