"""What would change a track's name, shown on the map and taken off again."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from msgspec.structs import replace
from runs import run_of

from iffsim.doctrine import Identity
from iffsim.recording import Recording
from iffsim.view.chrome import toolbar
from iffsim.view.model import story
from iffsim.view.model.actions import Select, TakeAway, apply, at, at_rest
from iffsim.view.model.state import ViewState, opening
from iffsim.view.model.supposing import changes, supposed
from iffsim.view.window.desk import Desk
from iffsim.view.window.frame import pixels, render
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
    offered = changes(state, run_of())
    assert offered[0] == "NATIONAL_REPLY"
    assert len(offered) >= 2
    assert called(run_of(), "standalone") is Identity.UNKNOWN
    now = given(state, desk, KEY)
    assert called(desk.recording, "standalone") is Identity.FRIEND
    assert desk.recording is not run_of()
    for _ in offered:
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


def test_the_button_does_the_same_and_the_maps_say_that_it_is_not_so(state):
    desk = Desk.of(run_of())
    spot = toolbar.buttons(layout_of(SIZE, state)[0], state)["suppose"].center
    now = given(state, desk, pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=spot, button=1))
    assert supposed(now) is not None
    silent = replace(now, supposed=None)
    frames = [pixels(render(desk.recording, one, SIZE)) for one in (now, silent)]
    changed = np.abs(frames[0].astype(int) - frames[1]).sum(axis=2) > 60
    for box in layout_of(SIZE, now)[0].panels:
        assert changed[box.bottom - 80 : box.bottom - 36, box.left : box.right].sum() > 500


def test_nothing_is_supposed_without_a_track_or_while_a_bet_is_open(state):
    desk = Desk.of(run_of())
    assert "suppose" not in toolbar.shown(replace(state, selected=None))
    betting = replace(at(replace(state, selected=None), 800.0), selected=state.selected)
    now = given(betting, desk, KEY)
    assert supposed(now) is None
    assert desk.recording is run_of()
    assert now.notice
