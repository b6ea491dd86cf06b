"""What would change a track's name, shown on the map and taken off again."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from msgspec.structs import replace
from runs import run_of

from iffsim.doctrine import Identity
from iffsim.recording import Recording
from iffsim.view.model import story
from iffsim.view.model.actions import Select, TakeAway, apply, at, at_rest
from iffsim.view.model.state import ViewState, opening
from iffsim.view.model.supposing import offered, supposed
from iffsim.view.window.desk import Desk
from iffsim.view.window.frame import Stage, offscreen, pixels, render
from iffsim.view.window.loop import Pointer, handled, layout_of

SIZE = (1280, 720)
KEY = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_w, unicode="", mod=pygame.KMOD_ALT)


@pytest.fixture
def state() -> ViewState:
    """Return under the bubble, the airliner selected: unknown at the left, neutral at the
    right."""
    start = replace(opening(story.show(run_of())), playing=False)
    return apply(at_rest(at(start, 1341.0)), Select(run_of().aircraft("VAN905")))


def given(state: ViewState, desk: Desk, *events: pygame.event.Event) -> ViewState:
    for event in events:
        state, _ = handled(event, state, Pointer(), SIZE, desk.recording)
        state = desk.follow(state, 0.0)
    return state


def called(recording: Recording, picture: str) -> Identity:
    row = recording.aircraft("VAN905")
    return Identity(int(recording.picture(picture, 1341.0).identity[row]))


def test_each_change_is_shown_in_both_pictures_and_after_the_last_all_is_as_it_was(state):
    desk = Desk.of(run_of())
    some = offered(state, run_of()).offers
    assert some[0].change == "NATIONAL_REPLY"
    assert len(some) >= 2
    assert called(run_of(), "standalone") is Identity.UNKNOWN
    now = given(state, desk, KEY)
    assert called(desk.recording, "standalone") is Identity.FRIEND
    assert desk.recording is not run_of()
    for _ in some:
        now = given(now, desk, KEY)
    assert supposed(now) is None
    assert now.edits == 0
    for picture in run_of().picture_ids:
        before, after = (one.picture(picture, 1341.0) for one in (run_of(), desk.recording))
        assert np.array_equal(before.identity, after.identity)


@pytest.mark.parametrize("leaving", [Select(None), TakeAway()])
def test_it_is_gone_with_the_selection_and_before_a_page_is_written(state, leaving):
    desk = Desk.of(run_of())
    now = given(state, desk, KEY)
    desk.follow(apply(now, leaving), 0.0)
    assert called(desk.recording, "standalone") is Identity.UNKNOWN


def stage_of(state: ViewState, desk: Desk) -> Stage:
    """Return a stage that has drawn what the desk shows."""
    stage = Stage(desk.recording)
    stage.draw(offscreen(SIZE), state)
    return stage


def clicked(state: ViewState, desk: Desk, spot: tuple[int, int]) -> ViewState:
    rows = stage_of(state, desk).rows
    press = pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=spot, button=1)
    state, _ = handled(press, state, Pointer(), SIZE, desk.recording, rows)
    return desk.follow(state, 0.0)


def test_each_row_of_a_card_shows_its_change_and_a_second_click_takes_it_off(state):
    desk = Desk.of(run_of())
    some = offered(state, run_of()).offers
    left, right = layout_of(SIZE, state)[0].panels
    rows = stage_of(state, desk).rows
    assert {number for box, number in rows if left.contains(box)} == {0}
    assert {number for box, number in rows if right.contains(box)} == set(range(len(some)))
    spots = {number: box.center for box, number in rows if right.contains(box)}
    now = state
    for number, spot in spots.items():
        now = clicked(now, desk, spot)
        shown = supposed(now)
        assert shown is not None
        assert (shown.at, shown.offers) == (number, some)
        for slot, picture in enumerate(now.pictures):
            assert called(desk.recording, picture) == some[number].names[slot]
        both = [one for _, one in stage_of(now, desk).rows]
        assert sorted(both) == sorted([*range(len(some)), *range(len(some))])
    again = {one: box.center for box, one in stage_of(now, desk).rows}[shown.at]
    assert supposed(clicked(now, desk, again)) is None
    assert called(desk.recording, "standalone") is Identity.UNKNOWN


def test_each_row_has_a_key_and_one_without_a_row_does_nothing(state):
    desk = Desk.of(run_of())
    some = offered(state, run_of()).offers
    keys = [
        pygame.event.Event(pygame.KEYDOWN, key=code, unicode="", mod=pygame.KMOD_ALT)
        for code in (pygame.K_1, pygame.K_2, pygame.K_3)
    ]
    for number, key in enumerate(keys[: len(some)]):
        now = given(state, desk, key)
        assert supposed(now).at == number
        assert supposed(given(now, desk, key)) is None
    if len(some) < len(keys):
        assert given(state, desk, keys[-1]).supposed is None


def test_the_maps_say_that_what_they_show_is_not_so(state):
    desk = Desk.of(run_of())
    now = given(state, desk, KEY)
    assert supposed(now) is not None
    silent = replace(now, supposed=None)
    frames = [pixels(render(desk.recording, one, SIZE)) for one in (now, silent)]
    changed = np.abs(frames[0].astype(int) - frames[1]).sum(axis=2) > 60
    for box in layout_of(SIZE, now)[0].panels:
        assert changed[box.bottom - 80 : box.bottom - 36, box.left : box.right].sum() > 500


def test_nothing_is_supposed_without_a_track_or_while_a_bet_is_open(state):
    desk = Desk.of(run_of())
    assert offered(replace(state, selected=None), run_of()).offers == ()
    betting = replace(at(replace(state, selected=None), 800.0), selected=state.selected)
    now = given(betting, desk, KEY)
    assert supposed(now) is None
    assert desk.recording is run_of()
    assert now.notice
