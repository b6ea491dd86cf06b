"""The challenge in the window: the moves that were made, each with the edit that shows it."""

from __future__ import annotations

from msgspec.structs import replace

from iffsim.classroom import acts
from iffsim.classroom.edits import FOUR, MoreSites
from iffsim.recording import Recording
from iffsim.scenario.telling import Challenge
from iffsim.story.challenge import CODES, LINK, MORE, PLACE, Move, own_site
from iffsim.view.model import sandbox
from iffsim.view.model.asked import closed
from iffsim.view.model.sandbox import Acts
from iffsim.view.model.state import Made, ViewState

FULL = "challenge.full"
"""What is said to whoever makes a move too many."""


def goal(state: ViewState) -> Challenge | None:
    """Return the challenge that is on, None if none is or something of it is shut."""
    chapters = state.show.chapters
    if not chapters or closed(state).things:
        return None
    return chapters[state.show.chapter_at(state.time_s)].challenge


def made(state: ViewState) -> tuple[Move, ...]:
    """Return the moves that were made."""
    return tuple(one.move for one in state.moves)


def linked(state: ViewState) -> ViewState:
    """Return the state with the linked picture first, in place of the goal's, once that move was
    made."""
    on = goal(state)
    if on is None or state.pictures[:1] != (on.picture,):
        return state
    if all(move.kind != LINK for move in made(state)):
        return state
    return replace(state, pictures=state.pictures[::-1])


def left(state: ViewState, on: Challenge) -> int:
    """Return how many moves are left."""
    return on.moves - len(state.moves)


def make(state: ViewState, recording: Recording, kind: str) -> Acts | None:
    """Return what makes a move that needs no place; None if there is no challenge, or it was
    made."""
    on = goal(state)
    if on is None or any(move.kind == kind for move in made(state)):
        return None
    if left(state, on) < 1:
        return Acts((), FULL)
    shown: Acts | None = None
    if kind == CODES:
        shown = sandbox.switched(recording, sandbox.Switch.CODES, state)
    elif kind == MORE:
        shown = sandbox.done(state, MoreSites(at=sandbox.settled(state.time_s), places=FOUR))
    wanted = shown.acts if shown is not None else ()
    more = Made(Move(kind), state.edits + len(wanted), bool(wanted))
    return Acts(wanted, moves=(*state.moves, more))


def placed(state: ViewState, recording: Recording, shown: Acts) -> Acts:
    """Return what puts a site down where it is held: it is a move, if it is the challenge's own
    site; one that was put down before is put elsewhere by the same move."""
    on, hold = goal(state), state.hold
    if on is None or hold is None or hold.kind != "site":
        return shown
    if hold.name != own_site(recording, on.picture):
        return shown
    others = tuple(one for one in state.moves if one.move.kind != PLACE)
    if len(others) == on.moves:
        return Acts(shown.acts, FULL)
    more = Made(Move(PLACE, hold.km), state.edits + len(shown.acts), True)
    return Acts(shown.acts, shown.said, (*others, more))


def taken_back(state: ViewState) -> Acts:
    """Return what takes the last thing back that was done: an edit, a move, or both in one."""
    undo = (acts.Undo(position_s=state.time_s),)
    last = state.moves[-1]
    if state.edits > last.edits:
        return Acts(undo)
    return Acts(undo if last.shown else (), moves=state.moves[:-1])
