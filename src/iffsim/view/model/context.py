"""What decides which commands hold, of a state: see `iffsim.commands`."""

from __future__ import annotations

from iffsim.commands.command import Context
from iffsim.scene.asked import View
from iffsim.view.model.asked import closed, prompt_on
from iffsim.view.model.challenge import goal
from iffsim.view.model.console import Console
from iffsim.view.model.pace import answered_bet, choosing
from iffsim.view.model.state import Grip, ViewState


def context(state: ViewState) -> Context:
    """Return the context of a state, as the window shows it."""
    flags = {
        "console": state.console is not None,
        "curtain": state.view is View.CURTAIN,
        "betting": choosing(state) and state.selected is not None,
        "edits": state.edits > 0,
        "undone": state.undone > 0,
        "lever": state.show.story.lever_ahead(state.time_s),
        "challenge": goal(state) is not None,
        "moved": goal(state) is not None and bool(state.moves),
        "selected": state.selected is not None,
        "lesson": state.console is not None and state.has_lesson,
    }
    held = frozenset(name for name, on in flags.items() if on)
    now = closed(state)
    shut = frozenset(thing.value for thing in now.things)
    return Context(_focus(state), held, shut, now.why)


def _focus(state: ViewState) -> str:
    """Return who has the keyboard: what was opened last comes first."""
    if state.console is not None and (busy := _busy(state.console)):
        return busy
    rungs = {
        "help": state.help or state.marks,
        "page": state.page is not None,
        "carry": state.hold is not None and state.grip is Grip.NOTHING,
        "toolbar": state.focus is not None,
        (asked := _asked(state)): bool(asked),
        "answer": answered_bet(state) is not None and not state.answer_read,
        "map": True,
    }
    return next(name for name, on in rungs.items() if on)


def _busy(console: Console) -> str:
    """Return what of the console has the keyboard, "" if nothing."""
    if console.typing is not None:
        return "line"
    if console.picking is not None:
        return "list"
    if console.inject is None:
        return ""
    return "place" if console.inject.wanted in ("point", "route") else "inject"


def _asked(state: ViewState) -> str:
    """Return what a question on the screen waits for, "" if there is none."""
    prompt = prompt_on(state.session, state.console)
    if prompt is None:
        return ""
    return "told" if prompt.revealed else "vote" if prompt.options else "question"
