"""Reading the page about the scenario: it opens, scrolls and closes; meanwhile time stands still.

What is on the page is `iffsim.scenario.about`'s; `chrome/info.py` draws it.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from iffsim.view.model.state import Page, ViewState


class TogglePage(Struct, frozen=True):
    """Open the page about the scenario, or close it."""


class ScrollPage(Struct, frozen=True):
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
