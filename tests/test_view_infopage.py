"""The page about a scenario, in the window: the key I opens it, and all of it can be read."""

from __future__ import annotations

import pygame
import pytest
from msgspec.structs import replace
from runs import run_of

from iffsim import Recording
from iffsim.scenario.about import page
from iffsim.view.chrome.info import draw_page, fitting, rows
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.text import Lettering
from iffsim.view.model import story
from iffsim.view.model.actions import apply
from iffsim.view.model.comfort import Comfort
from iffsim.view.model.page import ScrollPage, TogglePage
from iffsim.view.model.state import ViewState, opening
from iffsim.view.window.frame import offscreen, pixels, render
from iffsim.view.window.loop import Pointer, handled, layout_of
from iffsim.view.window.screens import for_class
from iffsim.words.say import Words

SIZE = (1280, 720)
LANGUAGES = pytest.mark.parametrize("language", ["en", "tr"])


def tale() -> Recording:
    return run_of("border-november-2015")


def key(code: int, mod: int = 0) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=code, unicode="", mod=mod)


def after(state: ViewState, *events: pygame.event.Event) -> ViewState:
    pointer = Pointer(*SIZE)
    for event in events:
        state, pointer = handled(event, state, pointer, SIZE, tale())
    return state


@pytest.fixture
def state() -> ViewState:
    return opening(story.show(tale()))


@pytest.mark.parametrize("closing", [pygame.K_i, pygame.K_ESCAPE])
def test_i_opens_the_page_and_it_closes_again_while_time_waits(state, closing):
    shown = after(state, key(pygame.K_i))
    assert shown.page is not None
    assert not shown.playing
    closed = after(shown, key(closing))
    assert closed.page is None
    assert closed.playing


def test_what_stood_still_stands_still_after_reading(state):
    paused = replace(state, playing=False)
    assert not after(paused, key(pygame.K_i), key(pygame.K_i)).playing


def test_a_click_closes_the_page(state):
    press = pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(640, 360), button=1)
    assert after(state, key(pygame.K_i), press).page is None


def test_escape_closes_what_lies_on_top_first(state):
    both = after(state, key(pygame.K_i), key(pygame.K_h))
    assert both.help
    assert both.page
    page = after(both, key(pygame.K_ESCAPE))
    assert not page.help
    assert page.page
    assert after(page, key(pygame.K_ESCAPE)).page is None


def test_i_with_a_modifier_opens_nothing(state):
    assert after(state, key(pygame.K_i, pygame.KMOD_LCTRL)).page is None


@LANGUAGES
def test_every_line_of_the_page_can_be_scrolled_to_and_no_further(state, language):
    large = replace(state, comfort=Comfort(language, 2.0))
    shown = after(large, key(pygame.K_i))
    layout = layout_of(SIZE, shown)[0]
    lines = rows(shown, layout, Lettering(layout.scale))
    end = after(shown, key(pygame.K_END))
    assert end.page.first > 0
    room = layout.size[1] - layout.px(98)
    assert end.page.first + fitting(lines, end.page.first, room) == len(lines)
    assert after(end, key(pygame.K_DOWN)).page == end.page
    assert after(end, key(pygame.K_HOME)).page.first == 0
    seen = set[int]()
    now = shown
    for _ in lines:
        seen |= set(range(now.page.first, now.page.first + fitting(lines, now.page.first, room)))
        now = after(now, key(pygame.K_PAGEDOWN))
    assert seen == set(range(len(lines)))


def test_the_wheel_scrolls_the_page_and_leaves_the_map(state):
    shown = after(replace(state, comfort=Comfort("en", 2.0)), key(pygame.K_i))
    turned = after(shown, pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=-1))
    assert turned.page.first > 0
    assert turned.camera == shown.camera


@LANGUAGES
def test_the_page_says_what_iffsim_info_says(state, language):
    shown = after(replace(state, comfort=Comfort(language)), key(pygame.K_i))
    offscreen(SIZE)
    layout = layout_of(SIZE, shown)[0]
    said = " ".join(row.text for row in rows(shown, layout, Lettering(layout.scale)))
    for heading, text in page(tale().scenario, Words(language)):
        assert heading in said
        assert " ".join(text.split()) in said


def test_the_page_is_drawn_over_the_window(state):
    before = pixels(render(tale(), replace(state, playing=False), SIZE))
    shown = pixels(render(tale(), after(state, key(pygame.K_i)), SIZE))
    assert (before != shown).any(axis=2).mean() > 0.5


def test_a_scroll_beyond_the_end_draws_the_last_line(state):
    far = apply(apply(state, TogglePage()), ScrollPage(10_000))
    surface, kit = offscreen(SIZE), Kit(1.0)
    draw_page(surface, kit.letters, layout_of(SIZE, far)[0], far)


def test_the_class_never_sees_the_page_with_the_lesson(state):
    assert for_class(after(state, key(pygame.K_i))).page is None
