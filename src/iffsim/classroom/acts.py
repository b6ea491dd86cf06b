"""What can be done in a session, as values: a list of acts replays a session to the bit."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from msgspec import Struct

from iffsim.classroom import session as to
from iffsim.classroom.edits import AnyEdit
from iffsim.classroom.session import Answer, Bookmark, Instant, Note, Prompt, Session


class Act(Struct, frozen=True, kw_only=True, tag_field="act", forbid_unknown_fields=True):
    """Something done, when the clock stood at `position_s`."""

    position_s: Instant = 0.0

    def _to(self, session: Session) -> Session:
        return session


class Seek(Act, frozen=True, tag="seek"):
    """The clock is somewhere else; nothing more."""


class Do(Act, frozen=True, tag="do"):
    """An edit."""

    edit: AnyEdit

    def _to(self, session: Session) -> Session:
        return to.do(session, self.edit)


class Undo(Act, frozen=True, tag="undo"):
    """The last edit taken back."""

    def _to(self, session: Session) -> Session:
        return to.undo(session)


class Redo(Act, frozen=True, tag="redo"):
    """What was taken back done again."""

    def _to(self, session: Session) -> Session:
        return to.redo(session)


class Mark(Act, frozen=True, tag="bookmark"):
    """A bookmark."""

    bookmark: Bookmark

    def _to(self, session: Session) -> Session:
        return to.bookmark(session, self.bookmark)


class Unmark(Act, frozen=True, tag="unmark"):
    """A bookmark less."""

    name: str

    def _to(self, session: Session) -> Session:
        return to.unmark(session, self.name)


class Write(Act, frozen=True, tag="note"):
    """A note."""

    note: Note

    def _to(self, session: Session) -> Session:
        return to.note(session, self.note)


class Ask(Act, frozen=True, tag="ask"):
    """A prompt is put."""

    prompt: Prompt

    def _to(self, session: Session) -> Session:
        return to.ask(session, self.prompt)


class Reply(Act, frozen=True, tag="answer"):
    """An answer is counted."""

    answer: Answer

    def _to(self, session: Session) -> Session:
        return to.answer(session, self.answer)


class Reveal(Act, frozen=True, tag="reveal"):
    """A prompt's answer is shown."""

    prompt: str

    def _to(self, session: Session) -> Session:
        return to.reveal(session, self.prompt)


class Curtain(Act, frozen=True, tag="truth"):
    """The truth is hidden from the class, or shown to it."""

    shown: bool

    def _to(self, session: Session) -> Session:
        return to.curtain(session, self.shown)


class Snapshot(Act, frozen=True, tag="snapshot"):
    """The state is kept under a name."""

    name: str

    def _to(self, session: Session) -> Session:
        return to.snapshot(session, self.name)


class Fork(Act, frozen=True, tag="fork"):
    """The line so far is kept under a name, to be compared with."""

    name: str

    def _to(self, session: Session) -> Session:
        return to.fork(session, self.name)


class Restore(Act, frozen=True, tag="restore"):
    """Back to a kept state."""

    name: str

    def _to(self, session: Session) -> Session:
        return to.restore(session, self.name)


AnyAct = (
    Seek | Do | Undo | Redo | Mark | Unmark | Write | Ask | Reply | Reveal | Curtain | Snapshot
    | Fork | Restore
)  # fmt: skip


def play(session: Session, act: Act) -> Session:
    """Return the session after an act. Raises `BadInput` when it does not fit."""
    return act._to(to.seek(session, act.position_s))


def replay(session: Session, acts: Iterable[Act]) -> Session:
    """Return the session after all of `acts`."""
    return reduce(play, acts, session)
