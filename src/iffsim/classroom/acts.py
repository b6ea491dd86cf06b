"""What can be done in a session, as values: a list of acts replays a session to the bit.

An act says where the scenario's clock stood and what the class's own clock showed. `session.play`
does it; `live.Live` stamps it with the class's clock, does it and has it written down. Answers that
come from students' own devices take the same way: a `Reply` whose `Answer` carries the person, the
team and the client's token. Nothing is doubled: of one client one answer to a prompt counts, an
answer that is sent again (after a lost network, a reload, a server that was started anew on the
recovered session) leaves the session as it is, and what leaves it as it is is neither written down
nor kept in its history.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from iffsim.classroom.edits import AnyEdit
from iffsim.classroom.marks import Answer, Bookmark, Instant, Note, Prompt


class Act(Struct, frozen=True, kw_only=True, tag_field="act", forbid_unknown_fields=True):
    """Something done, when the clock stood at `position_s`."""

    position_s: Instant = 0.0
    clock_s: Annotated[float, Meta(ge=0, le=10_000_000)] = 0.0
    """For how long the class had been held, s: its own clock, which stands while it is closed."""


class Seek(Act, frozen=True, tag="seek"):
    """The clock is somewhere else; nothing more."""


class Do(Act, frozen=True, tag="do"):
    """An edit."""

    edit: AnyEdit


class Undo(Act, frozen=True, tag="undo"):
    """The last edit taken back."""


class Redo(Act, frozen=True, tag="redo"):
    """What was taken back done again."""


class Mark(Act, frozen=True, tag="bookmark"):
    """A bookmark."""

    bookmark: Bookmark


class Unmark(Act, frozen=True, tag="unmark"):
    """A bookmark less."""

    name: str


class Write(Act, frozen=True, tag="note"):
    """A note."""

    note: Note


class Ask(Act, frozen=True, tag="ask"):
    """A prompt is put."""

    prompt: Prompt


class Reply(Act, frozen=True, tag="answer"):
    """An answer is counted."""

    answer: Answer


class Reveal(Act, frozen=True, tag="reveal"):
    """A prompt's answer is shown."""

    prompt: str


class Curtain(Act, frozen=True, tag="truth"):
    """The truth is hidden from the class, or shown to it."""

    shown: bool


class Snapshot(Act, frozen=True, tag="snapshot"):
    """The state is kept under a name."""

    name: str


class Compare(Act, frozen=True, tag="compare"):
    """What is shown is compared with a kept line from here on; without a name no longer."""

    name: str | None = None


class Step(Act, frozen=True, tag="step"):
    """A step of the lesson of `plan` minutes was taken, 0 for the first."""

    plan: Annotated[int, Meta(ge=1, le=240)]
    step: Annotated[int, Meta(ge=0, le=400)]


class Fork(Act, frozen=True, tag="fork"):
    """The line so far is kept under a name, to be compared with."""

    name: str


class Restore(Act, frozen=True, tag="restore"):
    """Back to a kept state."""

    name: str


AnyAct = (
    Seek | Do | Undo | Redo | Mark | Unmark | Write | Ask | Reply | Reveal | Curtain | Compare
    | Snapshot | Step | Fork | Restore
)  # fmt: skip
