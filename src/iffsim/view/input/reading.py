"""Reading the page about the scenario: it opens, scrolls and closes; meanwhile time stands still.

What is on the page is `iffsim.scenario.about`'s; `infopage` draws it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pygame

from iffsim.view.chrome.info import height_of_page, most
from iffsim.view.drawing.layout import Layout
from iffsim.view.model.state import Page, ViewState

_STEP = 3
"""Lines for an arrow key or a notch of the wheel."""
_HELD = pygame.KMOD_CTRL | pygame.KMOD_META | pygame.KMOD_ALT | pygame.KMOD_SHIFT


@dataclass(frozen=True)
class TogglePage:
    """Open the page about the scenario, or close it."""


@dataclass(frozen=True)
class ScrollPage:
    """Show the page from a line on."""

    first: int


Reading = TogglePage | ScrollPage


def paged(state: ViewState, action: Reading) -> ViewState:
    """Return the state after an action; what played before plays on after the page is closed."""
    page = state.page
    match action:
        case TogglePage() if page is None:
            return replace(state, page=Page(resume=state.playing), playing=False, help=False)
        case TogglePage():
            resume = page is not None and page.resume
            return replace(state, page=None, playing=resume or state.playing)
        case ScrollPage(first) if page is not None:
            return replace(state, page=replace(page, first=first))
        case _:
            return state


def key(event: pygame.event.Event, state: ViewState, layout: Layout) -> Reading | None:
    """Return what a key asks of the page, None if nothing."""
    if getattr(event, "mod", 0) & _HELD:
        return None
    if state.page is None:
        return TogglePage() if event.key == pygame.K_i else None
    if event.key == pygame.K_i or (event.key == pygame.K_ESCAPE and not state.help):
        return TogglePage()
    leaf = max(_STEP, height_of_page(state, layout) - 2)
    steps = {
        pygame.K_UP: -_STEP, pygame.K_DOWN: _STEP, pygame.K_PAGEUP: -leaf,
        pygame.K_PAGEDOWN: leaf, pygame.K_HOME: -10_000, pygame.K_END: 10_000,
    }  # fmt: skip
    return scrolled(state, layout, steps[event.key]) if event.key in steps else None


def wheel(notches: float, state: ViewState, layout: Layout) -> Reading | None:
    """Return what a turn of the wheel asks of the page, None if it is not open."""
    return None if state.page is None else scrolled(state, layout, round(-notches * _STEP))


def scrolled(state: ViewState, layout: Layout, lines: int) -> ScrollPage | None:
    """Return the scroll by so many lines, as far as there are lines."""
    if state.page is None:
        return None
    return ScrollPage(min(max(state.page.first + lines, 0), most(state, layout)))
