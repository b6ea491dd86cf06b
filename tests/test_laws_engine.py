"""Laws of every run, on random worlds: of time, order, chance, and what a picture may know."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles.recorded import recorded
from oracles.worlds import (
    SLOW,
    TICKS,
    far_away,
    with_aircraft_order,
    with_allegiance,
    with_another_aircraft,
    with_site_order,
    worlds,
)

from iffsim import sensing
from iffsim.base import random
from iffsim.base.steps import NEVER
from iffsim.doctrine import Allegiance
from iffsim.pictures.events import EventKind
from iffsim.recording import PictureState, Recording
from iffsim.truth.traffic import Traffic
from iffsim.truth.world import World

COLUMNS = [f.name for f in fields(PictureState) if f.name != "tick"]
laws = settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
TIMES = st.lists(st.floats(-5, TICKS + 5), min_size=1, max_size=12)


def played(recording: Recording, every: int = 4) -> dict[str, list[bytes]]:
    """Return all that each picture ever holds, as bytes, tick by tick."""
    return {
        name: [
            b"".join(getattr(recording.picture(name, tick), column).tobytes() for column in COLUMNS)
            for tick in range(0, TICKS + 1, every)
        ]
        for name in recording.picture_ids
    }


def happened(recording: Recording) -> list[bytes]:
    return [getattr(recording.events, f.name).tobytes() for f in fields(recording.events)]


def same(one: PictureState, other: PictureState, order: np.ndarray | None = None) -> bool:
    index = np.arange(len(one.held)) if order is None else order
    return all(np.array_equal(getattr(one, c), getattr(other, c)[index]) for c in COLUMNS)


# --- time -----------------------------------------------------------------------------------------


@laws
@given(worlds(), TIMES)
def test_seeking_in_any_order_shows_what_playing_through_shows(
    world: World, times: list[float]
) -> None:
    through, sought = recorded(world), recorded(world)
    expected = played(through, 1)
    for time in times:
        tick = int(min(max(time, 0.0), TICKS))
        for name in sought.picture_ids:
            state = sought.picture(name, time)
            shown = b"".join(getattr(state, column).tobytes() for column in COLUMNS)
            assert (state.tick, shown) == (tick, expected[name][tick])


@laws
@given(worlds(), st.integers(0, TICKS - 1))
def test_what_comes_later_changes_nothing_earlier(world: World, end: int) -> None:
    whole, short = recorded(world), recorded(replace(world, ticks=end))
    for name in whole.picture_ids:
        for tick in range(end + 1):
            assert same(whole.picture(name, tick), short.picture(name, tick))


@laws
@given(worlds())
def test_events_are_the_changes_that_playing_through_shows(world: World) -> None:
    recording = recorded(world)
    seen = []
    for p, name in enumerate(recording.picture_ids):
        before = None
        for tick in range(TICKS + 1):
            now = recording.picture(name, tick)
            for a in range(len(now.held)):
                seen += [(tick, p, a, *change) for change in changes(before, now, a)]
            before = now
    events = recording.events
    columns = (
        events.tick,
        events.picture,
        events.aircraft,
        events.kind,
        events.before,
        events.after,
    )
    assert sorted(zip(*(c.tolist() for c in columns), strict=True)) == sorted(seen)
    assert (np.diff(events.tick) >= 0).all()


def changes(
    before: PictureState | None, now: PictureState, a: int
) -> list[tuple[EventKind, int, int]]:
    """Return what happened to an aircraft's track between two following ticks."""
    nobody = 255
    old = int(before.identity[a]) if before is not None else nobody
    new = int(now.identity[a])
    if before is not None and before.since_tick[a] == now.since_tick[a]:
        return [(EventKind.IDENTIFIED, old, new)] if old != new else []
    gone = [(EventKind.DROPPED, old, nobody)] if old != nobody else []
    return gone + ([(EventKind.INITIATED, nobody, new)] if new != nobody else [])


@laws
@given(worlds(), st.integers(0, TICKS))
def test_a_plot_shows_the_aircraft_where_it_was_when_seen(world: World, tick: int) -> None:
    recording = recorded(world)
    for name in recording.picture_ids:
        state, plotted = recording.picture(name, tick), recording.plotted(name, tick)
        assert np.array_equal(plotted.alive, state.held)
        for a in np.flatnonzero(state.held):
            truth = recording.truth(float(state.seen_tick[a]))
            assert truth.alive[a]
            assert np.allclose(plotted.xyz[:, a], truth.xyz[:, a], atol=1e-15)
            assert plotted.alt_m[a] == truth.alt_m[a]


# --- order ----------------------------------------------------------------------------------------


@laws
@given(worlds())
def test_the_same_world_gives_the_same_bytes(world: World) -> None:
    one, other = recorded(world), recorded(world)
    assert played(one) == played(other)
    assert happened(one) == happened(other)


@laws
@given(worlds(max_aircraft=6), st.randoms(use_true_random=False))
def test_the_order_of_aircraft_only_orders_the_answer(world: World, chance) -> None:
    order = chance.sample(range(len(world.fleet.ids)), len(world.fleet.ids))
    plain, shuffled = recorded(world), recorded(with_aircraft_order(world, order))
    for name in plain.picture_ids:
        for tick in range(0, TICKS + 1, 4):
            one, other = shuffled.picture(name, tick), plain.picture(name, tick)
            assert same(one, other, np.array(order))


@laws
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_sites_changes_nothing_but_their_numbers(world: World, chance) -> None:
    order = chance.sample(range(len(world.sites.ids)), len(world.sites.ids))
    plain, shuffled = recorded(world), recorded(with_site_order(world, order))
    for name in plain.picture_ids:
        for tick in range(0, TICKS + 1, 4):
            one, other = plain.picture(name, tick), shuffled.picture(name, tick)
            renamed = np.zeros_like(other.sites)
            for now, former in enumerate(order):
                renamed |= ((other.sites >> np.uint64(now)) & np.uint64(1)) << np.uint64(former)
            assert same(one, replace(other, sites=renamed))


@laws
@given(worlds(max_aircraft=6), st.sampled_from([1, 7, 1 << 18]))
def test_the_size_of_a_block_changes_not_one_bit(world: World, size: int) -> None:
    usual = recorded(world)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sensing, "BLOCK", size)
        other = recorded(world)
    assert played(usual) == played(other)
    assert happened(usual) == happened(other)
    for one, two in zip(
        [usual.survey.in_area, *usual.survey.in_zone],
        [other.survey.in_area, *other.survey.in_zone],
        strict=True,
    ):
        assert one.keys.tobytes() == two.keys.tobytes()


@laws
@given(worlds(max_aircraft=6), st.integers(1, 3), st.integers(1, 2))
def test_parts_of_the_fleet_and_threads_change_not_one_bit(
    world: World, part: int, threads: int
) -> None:
    whole, parted = recorded(world), recorded(world, part=part, threads=threads)
    assert played(whole) == played(parted)
    assert happened(whole) == happened(parted)
    for name in whole.picture_ids:
        assert whole.scorecard(name) == parted.scorecard(name)


@laws
@given(worlds())
def test_a_picture_does_not_depend_on_the_others(world: World) -> None:
    together = recorded(world)
    for p, spec in enumerate(world.pictures):
        alone = recorded(replace(world, pictures=(spec,)))
        for tick in range(TICKS + 1):
            assert same(together.picture(spec.id, tick), alone.picture(spec.id, tick)), p


# --- chance ---------------------------------------------------------------------------------------


@given(st.integers(0, 2**40), st.lists(st.integers(0, 2**63), min_size=1, max_size=8), st.data())
def test_each_draw_is_the_same_alone_and_in_company(
    seed: int, keys: list[int], data: st.DataObject
) -> None:
    aircraft, sites = np.array(keys, np.uint64), np.array(keys[::-1], np.uint64)
    ticks = np.arange(len(keys))
    drawn = random.chance(seed, random.Draw.DETECT, sites, ticks, aircraft)
    assert ((drawn >= 0) & (drawn < 1)).all()
    n = data.draw(st.integers(0, len(keys) - 1))
    part = slice(n, n + 1)
    alone = random.chance(seed, random.Draw.DETECT, sites[part], ticks[part], aircraft[part])
    assert alone[0] == drawn[n]


def test_draws_are_even_and_no_part_of_their_key_is_idle() -> None:
    count = 20_000
    ones, ticks = np.ones(count, np.uint64), np.arange(count)
    spread = np.arange(count, dtype=np.uint64)
    columns = [
        random.chance(1, random.Draw.DETECT, ones, ticks, ones),
        random.chance(2, random.Draw.DETECT, ones, ticks, ones),
        random.chance(1, random.Draw.REPLY, ones, ticks, ones),
        random.chance(1, random.Draw.DETECT, ones * np.uint64(5), ticks, ones),
        random.chance(1, random.Draw.DETECT, ones, ticks, ones * np.uint64(5)),
        random.chance(1, random.Draw.DETECT, spread, np.zeros(count, int), ones),
        random.chance(1, random.Draw.DETECT, ones, np.zeros(count, int), spread),
    ]
    for column in columns:
        shares = np.bincount((column * 10).astype(int), minlength=10) / count
        assert np.abs(shares - 0.1).max() < 0.015
    correlation = np.corrcoef(columns) - np.eye(len(columns))
    assert np.abs(correlation).max() < 0.04


@laws
@given(worlds())
def test_a_certain_chance_needs_no_seed(world: World) -> None:
    certain = replace(
        world,
        sites=replace(
            world.sites,
            p_detect=np.round(world.sites.p_detect),
            p_reply=np.round(world.sites.p_reply),
        ),
        pictures=tuple(replace(p, loss=np.round(p.loss)) for p in world.pictures),
    )
    assert played(recorded(certain)) == played(recorded(replace(certain, seed=world.seed + 1)))


# --- what a picture may know ----------------------------------------------------------------------


@laws
@given(worlds(), st.data())
def test_no_picture_knows_allegiance(world: World, data: st.DataObject) -> None:
    count = len(world.fleet.ids)
    other = data.draw(st.lists(st.sampled_from(Allegiance), min_size=count, max_size=count))
    one, two = recorded(world), recorded(with_allegiance(world, np.array(other)))
    assert played(one) == played(two)
    assert happened(one) == happened(two)


@laws
@given(worlds(), st.data())
def test_a_transponder_gives_nothing_away_in_what_nobody_asks(
    world: World, data: st.DataObject
) -> None:
    """In the first picture's view: what no site asks for it, an aircraft may know or not."""
    spec = world.pictures[0]
    asked = int(np.bitwise_or.reduce(spec.asks(world.sites), initial=0))
    bits = asked | asked << 4
    world = replace(world, sites=replace(world.sites, p_reply=np.ones(len(world.sites.ids))))
    replies = world.fleet.replies
    other = data.draw(st.integers(0, 255))
    changed = replace(replies, value=(replies.value & bits | other & ~bits).astype(np.uint8))
    mute = replace(replies, value=(replies.value & bits).astype(np.uint8))
    one, two = (
        recorded(replace(world, fleet=replace(world.fleet, replies=known)))
        for known in (changed, mute)
    )
    assert played(one)[spec.id] == played(two)[spec.id]


@laws
@given(worlds(), st.data())
def test_an_aircraft_never_detected_leaves_no_trace(world: World, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(world.fleet.ids)))
    more = recorded(with_another_aircraft(world, far_away(), place))
    less = recorded(world)
    others = np.delete(np.arange(len(world.fleet.ids) + 1), place)
    for name in less.picture_ids:
        for tick in range(0, TICKS + 1, 4):
            state = more.picture(name, tick)
            assert not state.held[place]
            assert state.seen_tick[place] == NEVER
            assert same(less.picture(name, tick), state, others)
    assert not (more.events.aircraft == place).any()


@laws
@given(worlds())
def test_evidence_only_grows_while_a_track_lasts(world: World) -> None:
    recording = recorded(world)
    for name in recording.picture_ids:
        before = recording.picture(name, 0)
        for tick in range(1, TICKS + 1):
            now = recording.picture(name, tick)
            lasting = now.held & before.held & (now.since_tick == before.since_tick)
            assert (now.evidence & before.evidence)[lasting].tolist() == (
                before.evidence[lasting].tolist()
            )
            assert (now.seen_tick >= before.seen_tick)[lasting].all()
            assert (tick - now.seen_tick[now.held] <= world_drop(recording, name)).all()
            before = now


def world_drop(recording: Recording, name: str) -> int:
    return recording.folded(name).spec.drop_ticks


@laws
@given(worlds())
def test_identity_is_the_doctrines_word_for_the_evidence(world: World) -> None:
    recording = recorded(world)
    for name in recording.picture_ids:
        for tick in range(0, TICKS + 1, 4):
            rules = recording.rules(name, tick)
            state = recording.picture(name, tick)
            for a in np.flatnonzero(state.held):
                assert state.identity[a] == rules[state.rule[a]].identity
                assert rules[state.rule[a]].matches(state.evidence[a : a + 1].astype(np.int64))[0]


@laws
@given(worlds(), st.integers(0, TICKS))
def test_why_tells_what_the_picture_holds(world: World, tick: int) -> None:
    recording = recorded(world)
    for name in recording.picture_ids:
        state = recording.picture(name, tick)
        for a in range(len(world.fleet.ids)):
            why = recording.why(name, a, tick)
            assert why.held == state.held[a]
            if why.held:
                assert (why.identity, why.since) == (state.identity[a], state.since_tick[a])
                assert sum(bit for bit, _ in why.evidence) == state.evidence[a]
                assert sum(1 << s.site for s in why.sightings) == state.sites[a]
                ages = [(-s.tick, s.site) for s in why.sightings]
                assert ages == sorted(ages), "newest first"
                assert why.sightings[0].tick == state.seen_tick[a]
                for bit, first in why.evidence:
                    earlier = recording.picture(name, max(first - 1, 0))
                    if earlier.since_tick[a] == state.since_tick[a] and first > 0:
                        assert not int(earlier.evidence[a]) & bit


def test_traffic_of_a_far_aircraft_is_out_of_every_reach() -> None:
    motion = Traffic.assemble([far_away()]).at(np.array([0.0]))
    assert motion.alive.all()
    assert motion.xyz[0, 0] < -0.8  # over the Pacific: some 150 degrees from the middle
