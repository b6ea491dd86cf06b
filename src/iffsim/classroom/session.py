"""A class or an afternoon with one scenario: what was done to it, marked, asked and answered.

A session is a value; everything done to it is an act (`play`), so that a list of acts replays to
the bit. The scenario itself is never changed: `edited` is the scenario with all edits done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, takewhile
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct
from msgspec.structs import replace

from iffsim.base.errors import bad
from iffsim.classroom.edits import AnyEdit, after, apply
from iffsim.scenario import Scenario
from iffsim.scenario.near import unknown
from iffsim.scenario.teaching import Question

Instant = Annotated[float, Meta(ge=0, le=86_400)]
T = TypeVar("T")


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a session."""


class Bookmark(Value, frozen=True):
    """A named instant, perhaps of one aircraft."""

    at_s: Instant
    name: str
    aircraft: str | None = None


class Note(Value, frozen=True):
    """What somebody wrote down at an instant, perhaps of one aircraft."""

    at_s: Instant
    text: str
    aircraft: str | None = None


class Prompt(Value, frozen=True):
    """A question put to a class: one of the scenario's, or one on the spot."""

    id: str
    at_s: Instant
    text: str
    answer: str
    text_tr: str = ""
    answer_tr: str = ""
    aircraft: str | None = None
    options: tuple[str, ...] = ()
    options_tr: tuple[str, ...] = ()
    revealed: bool = False

    @classmethod
    def of(cls, question: Question) -> Prompt:
        """Return a scenario's question as a prompt."""
        return cls(
            id=question.id, at_s=question.at_s, text=question.text, answer=question.answer,
            text_tr=question.text_tr, answer_tr=question.answer_tr, aircraft=question.aircraft,
            options=question.options, options_tr=question.options_tr,
        )  # fmt: skip


class Answer(Value, frozen=True):
    """So many gave this answer to a prompt."""

    prompt: str
    choice: str
    count: Annotated[int, Meta(ge=1, le=100_000)] = 1


class Line(Value, frozen=True):
    """A named state of the edits to come back to, or to compare with."""

    name: str
    at_s: Instant
    edits: tuple[AnyEdit, ...]
    kind: Literal["snapshot", "fork"] = "snapshot"


class Log(Value, frozen=True):
    """All of a session but its scenario."""

    seed: Annotated[int, Meta(ge=0, le=2**63 - 1)]
    position_s: Instant = 0.0
    done: tuple[AnyEdit, ...] = ()
    """In the order of doing."""
    undone: tuple[AnyEdit, ...] = ()
    """What redoing would do, last first."""
    bookmarks: tuple[Bookmark, ...] = ()
    notes: tuple[Note, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    answers: tuple[Answer, ...] = ()
    lines: tuple[Line, ...] = ()
    truth: bool = True
    """Whether the class may see the truth."""

    @property
    def all_done(self) -> tuple[AnyEdit, ...]:
        """All edits, those that were undone too."""
        return (*self.done, *reversed(self.undone))


class Session(Log, frozen=True, kw_only=True):
    """A scenario and the log of what was done with it."""

    scenario: Scenario


def begin(scenario: Scenario, seed: int | None = None) -> Session:
    """Return a session in which nothing has happened yet."""
    return Session(scenario=scenario, seed=scenario.seed if seed is None else seed)


def edited(session: Session) -> Scenario:
    """Return the scenario with all edits done."""
    return after(session.scenario, session.done)


def do(session: Session, edit: AnyEdit) -> Session:
    """Return the session with `edit` done. Raises `BadInput` when it does not fit."""
    apply(edited(session), edit)
    return replace(session, done=(*session.done, edit), undone=())


def undo(session: Session) -> Session:
    """Return the session without its last edit; the same when there is none."""
    if not session.done:
        return session
    return replace(session, done=session.done[:-1], undone=(*session.undone, session.done[-1]))


def redo(session: Session) -> Session:
    """Return the session with what was undone last done again; the same when there is nothing."""
    if not session.undone:
        return session
    return replace(session, done=(*session.done, session.undone[-1]), undone=session.undone[:-1])


def seek(session: Session, at_s: float) -> Session:
    """Return the session at another instant."""
    return replace(session, position_s=min(max(at_s, 0.0), session.scenario.duration_s))


def bookmark(session: Session, mark: Bookmark) -> Session:
    """Return the session with one bookmark more, or with that of the same name moved."""
    others = [one for one in session.bookmarks if one.name != mark.name]
    return replace(session, bookmarks=tuple(sorted([*others, mark], key=lambda one: one.at_s)))


def unmark(session: Session, name: str) -> Session:
    """Return the session without a bookmark."""
    found = _named(session.bookmarks, name, "bookmark", lambda one: one.name)
    return replace(session, bookmarks=tuple(one for one in session.bookmarks if one != found))


def note(session: Session, written: Note) -> Session:
    """Return the session with one note more."""
    return replace(session, notes=(*session.notes, written))


def ask(session: Session, prompt: Prompt) -> Session:
    """Return the session with a prompt put; one of the same id is put anew, without answers."""
    return replace(
        session,
        prompts=(*(one for one in session.prompts if one.id != prompt.id), prompt),
        answers=tuple(one for one in session.answers if one.prompt != prompt.id),
    )


def answer(session: Session, given: Answer) -> Session:
    """Return the session with an answer counted. Raises `BadInput` for one that is no option."""
    prompt = _prompt(session, given.prompt)
    if prompt.options and given.choice not in prompt.options:
        raise bad(prompt.id, unknown("answer", given.choice, prompt.options))
    return replace(session, answers=(*session.answers, given))


def reveal(session: Session, prompt: str) -> Session:
    """Return the session with a prompt's answer shown."""
    found = _prompt(session, prompt)
    shown = replace(found, revealed=True)
    return replace(
        session, prompts=tuple(shown if one == found else one for one in session.prompts)
    )


def curtain(session: Session, shown: bool) -> Session:
    """Return the session with the truth hidden from the class, or shown to it."""
    return replace(session, truth=shown)


def tally(session: Session, prompt: str) -> dict[str, int]:
    """Return how many gave each answer to a prompt: its options in order, then other answers."""
    counts = dict.fromkeys(_prompt(session, prompt).options, 0)
    for one in session.answers:
        if one.prompt == prompt:
            counts[one.choice] = counts.get(one.choice, 0) + one.count
    return counts


def right(session: Session, prompt: str) -> tuple[int, int]:
    """Return how many answered a prompt rightly, and how many at all."""
    counts = tally(session, prompt)
    wanted = _prompt(session, prompt).answer.strip().casefold()
    good = sum(n for choice, n in counts.items() if choice.strip().casefold() == wanted)
    return good, sum(counts.values())


def snapshot(session: Session, name: str) -> Session:
    """Return the session with its edits and its instant kept under a name."""
    return _kept(session, name, "snapshot")


def fork(session: Session, name: str) -> Session:
    """Return the session with the line so far kept under a name, to be compared with what is done
    from here on."""
    return _kept(session, name, "fork")


def restore(session: Session, name: str) -> Session:
    """Return the session with the edits and the instant of a kept line. What would be lost is kept
    as "before NAME"."""
    line = _line(session, name)
    if session.done and session.done not in [one.edits for one in session.lines]:
        session = snapshot(session, f"before {name}")
    return replace(session, done=line.edits, undone=(), position_s=line.at_s)


def compare(session: Session, name: str) -> float | None:
    """Return from which instant on the session differs from a kept line, s; None: nowhere."""
    return since(session.done, _line(session, name).edits)


def since(one: Sequence[AnyEdit], other: Sequence[AnyEdit]) -> float | None:
    """Return the earliest instant from which two lists of edits differ, s; None: nowhere."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return min((edit.at_s for edit in chain(one[same:], other[same:])), default=None)


def _kept(session: Session, name: str, kind: Literal["snapshot", "fork"]) -> Session:
    line = Line(name=name, at_s=session.position_s, edits=session.done, kind=kind)
    return replace(session, lines=(*(one for one in session.lines if one.name != name), line))


def _line(session: Session, name: str) -> Line:
    return _named(session.lines, name, "snapshot", lambda one: one.name)


def _prompt(session: Session, name: str) -> Prompt:
    return _named(session.prompts, name, "question", lambda one: one.id)


def _named(values: Iterable[T], name: str, kind: str, called: Callable[[T], str]) -> T:
    found = {called(one): one for one in values}
    if name not in found:
        raise bad("session", unknown(kind, name, found))
    return found[name]
