"""Posted events become actions: keys, clicks, drags, the wheel; nothing is read from the device."""

from __future__ import annotations

import pygame
import pytest
from msgspec.structs import replace
from view_demo import demo, seen

from iffsim.view.drawing.layout import arrange, x_at
from iffsim.view.model import story
from iffsim.view.model.actions import at_rest
from iffsim.view.model.state import Grip, ViewState, opening
from iffsim.view.window import loop as app
from iffsim.view.window.loop import Pointer, handled

SIZE = (1600, 900)


def event(kind: int, **data: object) -> pygame.event.Event:
    return pygame.event.Event(kind, **data)


def key(code: int, text: str = "", mod: int = 0) -> pygame.event.Event:
    return event(pygame.KEYDOWN, key=code, unicode=text, mod=mod)


def down(pos: tuple[int, int]) -> pygame.event.Event:
    return event(pygame.MOUSEBUTTONDOWN, pos=pos, button=1)


def up(pos: tuple[int, int]) -> pygame.event.Event:
    return event(pygame.MOUSEBUTTONUP, pos=pos, button=1)


def move(pos: tuple[int, int], rel: tuple[int, int]) -> pygame.event.Event:
    return event(pygame.MOUSEMOTION, pos=pos, rel=rel, buttons=(1, 0, 0))


def after(state: ViewState, *events: pygame.event.Event, size: tuple[int, int] = SIZE) -> ViewState:
    pointer = Pointer()
    for one in events:
        state, pointer = handled(one, state, pointer, size, demo())
    return state


@pytest.fixture
def state() -> ViewState:
    return opening(story.show(demo()))


def test_space_pauses_and_plays(state):
    paused = after(state, key(pygame.K_SPACE))
    assert not paused.playing
    assert after(paused, key(pygame.K_SPACE)).playing


def test_arrows_step_and_home_and_end_go_to_the_ends(state):
    assert after(state, key(pygame.K_RIGHT)).time_s > 0.0
    assert after(state, key(pygame.K_END)).time_s == state.show.duration_s
    assert after(state, key(pygame.K_END), key(pygame.K_HOME)).time_s == 0.0


def test_a_click_on_the_timeline_seeks(state):
    layout = arrange(SIZE)
    spot = (round(x_at(layout, 200.0, state.show.duration_s)), layout.timeline.y + 24)
    assert after(state, down(spot), up(spot)).time_s == pytest.approx(200.0, abs=1.0)


def test_a_drag_along_the_timeline_seeks_all_the_way_even_outside_it(state):
    layout = arrange(SIZE)
    start = (round(x_at(layout, 100.0, state.show.duration_s)), layout.timeline.y + 24)
    held = after(state, down(start), move((1000, 300), (700, -400)))
    assert held.grip is Grip.TIMELINE
    assert held.time_s == pytest.approx(state.show.duration_s * (1000 - 16) / 1568, abs=2.0)
    assert after(held, up((1000, 300))).grip is Grip.NOTHING


def test_a_drag_on_the_map_moves_it_and_selects_nothing(state):
    spot = arrange(SIZE).panels[0].center
    moved = after(state, down(spot), move(spot, (80, 0)), up(spot))
    scale = state.camera.px_per_km(arrange(SIZE).panels[0])
    assert moved.camera.east_km == pytest.approx(state.camera.east_km - 80 / scale)
    assert moved.selected is None


def test_moving_the_pointer_without_a_button_does_nothing(state):
    hover = event(pygame.MOUSEMOTION, pos=(500, 400), rel=(5, 5), buttons=(0, 0, 0))
    assert after(state, hover) == replace(state, spot=(500, 400))


def test_the_wheel_zooms_to_where_the_pointer_last_was(state):
    spot = (600, 300)
    hover = event(pygame.MOUSEMOTION, pos=spot, rel=(1, 0), buttons=(0, 0, 0))
    near = after(state, hover, event(pygame.MOUSEWHEEL, x=0, y=2, precise_y=2.0))
    assert near.camera.span_km < state.camera.span_km
    over_scores = event(pygame.MOUSEMOTION, pos=(600, 700), rel=(1, 0), buttons=(0, 0, 0))
    turned = after(state, over_scores, event(pygame.MOUSEWHEEL, x=0, y=2))
    assert turned.camera == state.camera


def test_a_click_selects_the_nearest_track_and_escape_lets_it_go(state):
    late = after(state, key(pygame.K_SPACE), key(pygame.K_END))
    panel = arrange(SIZE).panels[1]
    sight = seen(demo(), late.pictures[1], late.time_s, late.camera, panel, 0)
    spot = tuple(sight.px[:, 0].round().astype(int).tolist())
    chosen = after(late, down(spot), up(spot))
    assert chosen.selected in sight.aircraft
    assert after(chosen, key(pygame.K_ESCAPE)).selected is None


def test_a_click_on_an_empty_map_selects_nothing(state):
    spot = arrange(SIZE).panels[0].move(4, -4).bottomleft
    assert after(state, down(spot), up(spot)).selected is None


def test_tab_goes_through_all_that_any_picture_holds_and_comes_back(state):
    late = after(state, key(pygame.K_SPACE), key(pygame.K_END))
    seen, now = [], late
    for _ in range(200):
        now = after(now, key(pygame.K_TAB))
        if now.selected in seen:
            break
        seen.append(now.selected)
    assert now.selected == seen[0]
    assert len(seen) == demo().picture("linked", late.time_s).held.sum() or len(seen) > 5
    back = after(now, key(pygame.K_TAB, mod=pygame.KMOD_LSHIFT))
    assert back.selected == seen[-1]


def test_fit_shows_everything_held_and_zero_the_whole_area(state):
    late = at_rest(after(state, key(pygame.K_SPACE), key(pygame.K_END), key(pygame.K_f)))
    layout = arrange(SIZE)
    for picture in late.pictures:
        held = demo().picture(picture, late.time_s).held.sum()
        assert len(seen(demo(), picture, late.time_s, late.camera, layout.panels[0], 0)) == held
    assert at_rest(after(late, key(pygame.K_0))).camera == state.show.home


def test_a_question_mark_opens_help_and_a_click_closes_it(state):
    helped = after(state, key(pygame.K_SLASH, "?"))
    assert helped.help
    assert not after(helped, down((800, 400))).help
    assert not after(helped, key(pygame.K_ESCAPE)).help


def test_q_and_the_closed_window_quit(state):
    assert not after(state, key(pygame.K_q)).running
    assert not after(state, event(pygame.QUIT)).running


def test_clicks_in_a_shrunken_window_land_where_they_are_seen(state):
    small = (800, 450)
    layout, times = app.layout_of(small, state)
    spot = (
        round(x_at(layout, 200.0, state.show.duration_s) / times),
        round((layout.timeline.y + 24) / times),
    )
    shown = after(state, down(spot), up(spot), size=small)
    assert shown.time_s == pytest.approx(200.0, abs=3.0)


def test_a_posted_script_plays_pauses_seeks_selects_and_quits():
    steps = iter(
        [
            [key(pygame.K_SPACE)],
            [key(pygame.K_n)],
            [key(pygame.K_TAB)],
            [key(pygame.K_RIGHT)],
            [event(pygame.WINDOWRESIZED, x=1280, y=720)],
            [key(pygame.K_q)],
        ]
    )
    last = app.play(demo(), size=(1280, 720), script=lambda state: next(steps))
    assert not last.running
    assert not last.playing
    assert last.time_s > 300.0
    assert last.selected is not None
