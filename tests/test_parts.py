"""The fleet goes through in parts, on several threads: that changes nothing but time and memory."""

from __future__ import annotations

import threading
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from oracles.worlds import SLOW, worlds

from iffsim import sensing
from iffsim.bake import Baked, bake
from iffsim.base.steps import Steps
from iffsim.base.threads import in_order
from iffsim.measure import synthetic
from iffsim.measure.compact import Changes, counts, crowd
from iffsim.pictures.score import Series
from iffsim.truth.world import World


def same(one: Any, other: Any) -> None:
    """Assert that two results are equal to the bit, field by field."""
    assert type(one) is type(other)
    if isinstance(one, np.ndarray):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)
    elif is_dataclass(one):
        for field in fields(one):
            same(getattr(one, field.name), getattr(other, field.name))
    else:
        assert one == other


def same_bake(one: Baked, other: Baked) -> None:
    same(one.plots, other.plots)
    for mine, theirs in zip(one.pictures, other.pictures, strict=True):
        for name in ("reports", "tracks", "state", "track"):
            same(getattr(mine, name), getattr(theirs, name))
    same(one.survey.inside, other.survey.inside)
    same(one.survey.in_area, other.survey.in_area)


@pytest.mark.parametrize("part", [1, 7, 60, 1000])
@pytest.mark.parametrize("threads", [1, 2, 3])
def test_neither_part_size_nor_threads_change_a_bit(part: int, threads: int) -> None:
    world = synthetic.world(60, ticks=400, seed=4)
    whole = bake(world)
    assert all(len(picture.tracks.aircraft) for picture in whole.pictures)
    same_bake(bake(world, None, part, threads), whole)


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(worlds())
def test_nor_do_they_in_worlds_with_chance_carriers_and_changes(world: World) -> None:
    same_bake(bake(world, None, 1, 2), bake(world))


@pytest.mark.parametrize("threads", [1, 2])
def test_what_is_kept_of_a_crowd_says_at_any_tick_what_its_pictures_hold(threads: int) -> None:
    world = synthetic.world(80, ticks=300, seed=2)
    whole = bake(world)
    kept = crowd(world, None, 17, threads)
    for changes, picture in zip(kept.states, whole.pictures, strict=True):
        assert len(changes.row) < len(picture.state.row)
        for tick in (0, 1, 23, 150, 299, 300):
            assert np.array_equal(changes.at(tick), picture.state.all_at(tick))
    for one, other in zip(kept.scores, counts(whole), strict=True):
        same_counts(one, other)


def same_counts(one: Series, other: Series) -> None:
    for name in ("objects", "tracked", "no_id", "correct", "wrong", "spurious", "needle"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


def test_a_first_value_other_than_0_is_kept() -> None:
    steps = Steps.build(np.array([0, 5, 0]), np.array([0, 1]), np.array([3, 4]), np.array([2, 0]))
    changes = Changes.of(steps, offset=10)
    assert changes.row.tolist() == [10, 11, 11]
    assert changes.value.tolist() == [2, 5, 0]


def test_results_come_in_order_whichever_thread_is_done_first() -> None:
    second_is_done = threading.Event()

    def work(n: int) -> int:
        if n == 0:
            assert second_is_done.wait(10.0)
        if n == 1:
            second_is_done.set()
        return n * n

    assert list(in_order(work, range(6), 2)) == [0, 1, 4, 9, 16, 25]


def test_work_is_not_taken_on_long_before_its_result_is_wanted() -> None:
    taken = []
    results = in_order(lambda n: n, (taken.append(n) or n for n in range(100)), 2)
    assert next(results) == 0
    assert len(taken) <= 3


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_in_a_part_is_not_lost(threads: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda n: 1 // n, [2, 1, 0], threads))


@pytest.mark.parametrize("block", [1, 100, 1 << 20])
def test_nor_does_the_size_of_a_block_of_stretches(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = synthetic.world(60, ticks=700, seed=4)
    whole = bake(world)
    monkeypatch.setattr(sensing, "BLOCK", block)
    same_bake(bake(world), whole)
