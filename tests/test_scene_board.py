"""The board beside the map: what is struck when, and for how long pictures have held a flight."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from msgspec.structs import replace
from runs import run_of

from iffsim.base.errors import BadInput
from iffsim.scenario import load
from iffsim.scene.asked import TRUTH_HIDDEN, Asked, Shut
from iffsim.scene.scene import Scenes

PAIR = ("standalone", "linked")
TINY = Path(__file__).parent / "data" / "tiny.toml"


def test_a_row_is_struck_when_the_article_has_argued_it_away_and_none_before() -> None:
    made = run_of("from-whom")
    scenes = Scenes(made)
    said = sorted(
        line.at_s
        for chapter in made.scenario.chapters
        for line in chapter.captions
        if line.tag == "article" and "rossed off" in line.text
    )
    for count, at_s in enumerate(said):
        for time_s, struck in ((at_s - 1.0, count), (at_s, count + 1)):
            board = scenes.at(Asked(time_s, PAIR)).board
            assert board is not None
            assert [row.struck for row in board.rows] == [n < struck for n in range(11)]
    assert len(said) == 9


def test_the_minutes_are_the_ticks_at_which_a_picture_holds_the_jet() -> None:
    made = run_of("low-observable")
    scenes, instants = Scenes(made), (0.0, 400.0, 990.0, made.duration_s)
    for name, row in (("PLAIN1", 0), ("LOWOBS1", 1)):
        one = made.aircraft(name)
        held = {p: np.array([made.picture(p, t).held[one] for t in range(made.world.ticks)])
                for p in PAIR}  # fmt: skip
        for time_s in instants:
            board = scenes.at(Asked(time_s, PAIR)).board
            assert board is not None
            slots, minutes = zip(*board.rows[row].minutes, strict=True)
            assert slots == (0, 1)
            expected = [held[p][: int(time_s)].sum() / 60.0 for p in PAIR]
            assert minutes == pytest.approx(expected)


def test_while_a_question_is_open_no_counter_runs_and_without_the_story_there_is_no_board() -> None:
    scenes, asked = Scenes(run_of("low-observable")), Asked(600.0, PAIR)
    hidden = scenes.at(replace(asked, shut=TRUTH_HIDDEN)).board
    assert hidden is not None
    assert [row.minutes for row in hidden.rows] == [(), ()]
    assert scenes.at(replace(asked, shut=frozenset({Shut.CAPTION}))).board is None


def test_what_batteries_name_and_what_of_it_the_network_could_are_counted_track_by_track() -> None:
    made = run_of("four-bubbles")
    scenes = Scenes(made)
    for time_s in (100.0, 200.0, 570.0, 700.0):
        for pair, mine in ((("one", "linked"), "one"), (("two", "four"), "four")):
            board = scenes.at(Asked(time_s, pair)).board
            assert board is not None
            assert [row.picture for row in board.rows] == [mine, mine], "those that are on show"
            inside = made.in_area(time_s)
            for row, by in zip(board.rows, (mine, "linked"), strict=True):
                held, other = made.picture(mine, time_s), made.picture(by, time_s)
                expected = {
                    one
                    for one in np.flatnonzero(held.held & inside)
                    if other.held[one] and other.identity[one] not in (0, 1)
                }
                assert row.lit is not None
                assert {*np.flatnonzero(row.lit)} == expected
                assert row.count == len(expected)
            own, could = board.rows
            assert (own.count or 0) < (could.count or 0), "cannot operate at full capacity"
    shut = scenes.at(Asked(200.0, ("two", "four"), shut=frozenset({Shut.NUMBERS}))).board
    assert shut is not None
    assert [row.count for row in shut.rows] == [None, None]


def test_the_ring_of_a_jet_that_is_seen_from_near_is_where_a_picture_begins_to_hold_it() -> None:
    made = run_of("low-observable")
    scenes, one = Scenes(made), made.aircraft("LOWOBS1")
    asked = Asked(0.0, PAIR, pins=((made.aircraft("PLAIN1"), "mark"), (one, "follow")))
    seen = 0
    for time_s in np.arange(65.0, made.duration_s - 20, 10.0).tolist():
        height = float(made.truth(time_s).alt_m[one])
        scene = scenes.at(replace(asked, time_s=time_s, coverage_alt_m=height))
        east, north = made.world.projection.km(made.truth(time_s).xyz[:, one, None])[:, 0]
        for pane in scene.panes:
            ring = pane.ring
            assert ring is not None
            assert ring.aircraft == one, "the ordinary jet has no ring of its own"
            near = shapely.Point(east, north).distance(ring.shape.boundary) < 20.0
            if near or not made.truth(time_s).alive[one]:
                continue
            inside = ring.shape.contains(shapely.Point(east, north))
            assert bool(made.picture(pane.picture, time_s).held[one]) == inside, time_s
            seen += inside
    assert seen > 20
    for thing in (Shut.GHOSTS, Shut.WHOSE, Shut.INTRUDER):
        hidden = scenes.at(replace(asked, time_s=540.0, shut=frozenset({thing})))
        assert all(pane.ring is None for pane in hidden.panes), "it would tell that the jet flies"


def test_a_board_of_flights_and_times_that_there_are_not_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "board.toml"
    rows = '{ text = "a", flight = "NOBODY" }, { text = "b", struck = "23:00:00" }'
    board = f'\n[board]\ntitle = "x"\nrows = [{rows}]\n'
    file.write_text(TINY.read_text(encoding="utf-8") + board, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load(file)
    says = str(caught.value)
    assert 'board.rows[0].flight: unknown flight "NOBODY"' in says
    assert 'board.rows[1].struck: is "23:00:00", which is after the scenario\'s end' in says
