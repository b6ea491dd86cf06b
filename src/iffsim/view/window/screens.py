"""What belongs on a window: the instructor's with the console's column, or the class's without
what it must not see."""

from __future__ import annotations

from msgspec.structs import replace
from pygame import Rect

from iffsim.classroom.live import Live
from iffsim.scene.asked import Shut, View
from iffsim.story.telling import Chapter
from iffsim.view.drawing.layout import Layout, arrange
from iffsim.view.map.panes import panels
from iffsim.view.model import challenge, story
from iffsim.view.model.actions import at, at_rest
from iffsim.view.model.asked import closed, limited
from iffsim.view.model.console import Console
from iffsim.view.model.state import ViewState, opening

_COLUMN, _MOST = 330, 0.29
"""How wide the column is at scale 1, and at most as a share of the window."""


def has_column(state: ViewState) -> bool:
    """Return whether the console's column is on the window."""
    return state.console is not None and state.console.column


def column(size: tuple[int, int], state: ViewState) -> Rect:
    """Return where the column is, px; without width if it is not there."""
    wide, high = size
    scale = max(0.86, min(wide / 1600, high / 900)) * min(max(state.comfort.text, 1.0), 1.25)
    width = round(min(_COLUMN * scale, _MOST * wide)) if has_column(state) else 0
    return Rect(wide - width, 0, width, high)


def layout(size: tuple[int, int], state: ViewState) -> Layout:
    """Return the layout of a window: what the column leaves."""
    box = column(size, state)
    found = arrange((box.left, size[1]), panels(state), state.comfort.text)
    return replace(found, column=box)


def framed(state: ViewState) -> ViewState:
    """Return the state as the window shows it: without what is shut; one picture twice, while two
    lines are compared; the linked picture beside the challenge's sheet once the link was made."""
    now, console = closed(state), state.console
    state = challenge.linked(limited(state))
    if console is not None and (
        console.against is not None or console.quiz is not None or console.hides
    ):
        state = replace(state, show=state.show.retold(bets=()))
    if console is not None and console.against is not None:
        picture = state.pictures[-1]
        state = replace(state, pictures=(picture, picture), view=View.SIDE)
    if Shut.OVERVIEWS in now.things and state.view in (View.TRUTH, View.DIFFERENCE):
        state = replace(state, view=View.SIDE)
    if Shut.FUTURE in now.things and console is not None:
        state = replace(state, show=state.show.retold(chapters=_past(state)))
    if Shut.CAPTION in now.things or state.hides_truth:
        state = replace(state, source=False)
    if state.hides_truth:
        state = replace(state, bet=None, topic=None, spot=None)
    return state


def _past(state: ViewState) -> tuple[Chapter, ...]:
    """Return the chapters, those to come without their titles."""
    now = state.show.chapter_at(state.time_s)
    return tuple(
        chapter if number <= now else replace(chapter, title="", title_tr="")
        for number, chapter in enumerate(state.show.chapters)
    )


def for_class(state: ViewState) -> ViewState:
    """Return what the class's own window shows."""
    own = state.console or Console()
    shown = replace(own.idle(), window=False, column=False, sheet=False, errands=(), pen=False)
    plain = replace(state, console=shown, help=False, marks=False, page=None, hold=None)
    return replace(plain, sandbox=False, focus=None)


def lesson(live: Live, plan: int = 0) -> ViewState:
    """Return the state in which a class begins, or goes on: paused where it was, the console on; a
    question that was asked last and not answered is on again, and shuts what it shut."""
    show = story.show(live.recording)
    session = live.session
    there = at(replace(opening(show), playing=False), session.position_s)
    seen = session.truth
    last = session.prompts[-1] if session.prompts else None
    quiz = last.id if last is not None and not last.revealed else None
    console = Console(said="console.space_plays", truth=seen, column=seen, plan=plan, quiz=quiz)
    return replace(at_rest(there), console=console, session=session, paced=False, speed=1.0)
