"""Track numbers: each picture's own, distinct, and telling nothing."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles import numbers as plain
from test_build_world import world
from view_demo import demo

from iffsim.pictures.numbers import track_numbers
from iffsim.truth.fleet import numbers

BIG = 9000


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 2**64 - 1) | st.integers(8990, 9010), min_size=1), st.data())
def test_lots_are_the_scalar_references(keys: list[int], data: st.DataObject) -> None:
    written = data.draw(st.integers(0, len(keys)))
    found = numbers(np.array(keys, np.uint64), written)
    assert found.tolist() == plain.lots(keys, written)


def test_a_pictures_numbers_are_the_scalar_references() -> None:
    lots = demo().world.fleet.number
    for picture in demo().picture_ids:
        expected = plain.track_numbers(picture, lots.tolist())
        assert demo().numbers(picture).tolist() == expected
    assert not demo().numbers("linked").flags.writeable


def test_every_picture_numbers_its_tracks_otherwise_with_four_digits_and_none_twice() -> None:
    fleet = world(("count = 6", f"count = {BIG - 3 - 4500}")).fleet
    one, other = (track_numbers(name, fleet.number) for name in ("standalone", "linked"))
    for found in (one, other):
        assert len(np.unique(found)) == len(fleet.ids)
        assert (found.min() >= 1000) & (found.max() <= 9999)
    assert (one == other).mean() < 0.002, "as often as chance has it"


def test_a_number_tells_nothing_of_order_allegiance_or_another_pictures_number() -> None:
    fleet = world(("count = 6", "count = 4400")).fleet
    one, other = (track_numbers(name, fleet.number) for name in ("standalone", "linked"))
    for known in (np.arange(len(one)), fleet.number, other):
        assert abs(np.corrcoef(one, known)[0, 1]) < 0.05
        near = np.argsort(known, kind="stable")
        steps = np.abs(np.diff(one[near].astype(int)))
        assert 2700 < steps.mean() < 3300, "neighbours there are a third of the range apart here"


def test_one_more_aircraft_leaves_everybodys_number_as_it_was() -> None:
    keys = np.random.default_rng(4).integers(0, 2**64, 400, np.uint64)
    few, more = numbers(keys[:-1], 399), numbers(keys, 400)
    assert np.array_equal(track_numbers("linked", few), track_numbers("linked", more)[:-1])
