"""A class or an afternoon with one scenario: what was done to it, marked, asked and answered.

A session is a value; everything done to it is an act (`play`), so that a list of acts replays to
the bit. The scenario itself is never changed: `edited` is the scenario with all edits done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import chain, takewhile
from typing import Annotated, Any, Literal, TypeVar

from msgspec import Meta
from msgspec.structs import replace

from iffsim.base.errors import bad
from iffsim.classroom import acts
from iffsim.classroom.acts import Act, AnyAct
from iffsim.classroom.edits import AnyEdit, after, apply
from iffsim.classroom.marks import Answer, Bookmark, Instant, Note, Prompt, Value
from iffsim.scenario import Scenario
from iffsim.scenario.near import unknown

T = TypeVar("T")


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
    plan: Annotated[int, Meta(ge=0, le=240)] = 0
    """The length of the lesson that is taught, minutes; 0: none."""
    step: Annotated[int, Meta(ge=0, le=401)] = 0
    """How many of its steps were taken."""
    history: tuple[AnyAct, ...] = ()
    """Everything that was done, as it was done: what was taken back too."""

    @property
    def clock_s(self) -> float:
        """For how long the class has been held, s: as its last act says."""
        return self.history[-1].clock_s if self.history else 0.0

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


def play(session: Session, act: Act) -> Session:
    """Return the session after an act, which is then in its history, unless it changed nothing.
    Raises `BadInput` when it does not fit."""
    there = seek(session, act.position_s)
    now = _EFFECTS[type(act)](there, act)
    if isinstance(act, acts.Seek) or (now is there and not isinstance(act, acts.Compare)):
        return now
    return replace(now, history=(*now.history, act))


def replay(session: Session, things: Iterable[Act]) -> Session:
    """Return the session after all of `things`."""
    return reduce(play, things, session)


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
    """Return the session with an answer counted.

    Of one client (a device with a token) one answer to a prompt counts, the last before the answer
    is revealed; the same one again leaves the session as it is. Raises `BadInput` for an answer
    that is no option, or another one of a client after the reveal.
    """
    prompt = _prompt(session, given.prompt)
    if prompt.options and given.choice not in prompt.options:
        raise bad(prompt.id, unknown("answer", given.choice, prompt.options))
    if given in session.answers and given.client:
        return session
    if prompt.revealed and given.client:
        raise bad(prompt.id, "is revealed already: no answer counts any more")
    mine = (given.prompt, given.client)
    kept = (one for one in session.answers if not one.client or (one.prompt, one.client) != mine)
    return replace(session, answers=(*kept, given))


def reveal(session: Session, prompt: str) -> Session:
    """Return the session with a prompt's answer shown."""
    found = _prompt(session, prompt)
    shown = replace(found, revealed=True)
    return replace(
        session, prompts=tuple(shown if one == found else one for one in session.prompts)
    )


def curtain(session: Session, shown: bool) -> Session:
    """Return the session with the truth hidden from the class, or shown to it."""
    return session if shown == session.truth else replace(session, truth=shown)


def take(session: Session, plan: int, number: int) -> Session:
    """Return the session with a step of a lesson taken."""
    return replace(session, plan=plan, step=number + 1)


def against(session: Session, name: str | None) -> Session:
    """Return the session as it is: it is compared with a kept line. Raises `BadInput` if there is
    none of that name."""
    if name is not None:
        _line(session, name)
    return session


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
    asked = _prompt(session, prompt)
    return sum(n for choice, n in counts.items() if asked.is_right(choice)), sum(counts.values())


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


_EFFECTS: dict[type[Act], Callable[[Session, Any], Session]] = {
    acts.Seek: lambda session, act: session,
    acts.Do: lambda session, act: do(session, act.edit),
    acts.Undo: lambda session, act: undo(session),
    acts.Redo: lambda session, act: redo(session),
    acts.Mark: lambda session, act: bookmark(session, act.bookmark),
    acts.Unmark: lambda session, act: unmark(session, act.name),
    acts.Write: lambda session, act: note(session, act.note),
    acts.Ask: lambda session, act: ask(session, act.prompt),
    acts.Reply: lambda session, act: answer(session, act.answer),
    acts.Reveal: lambda session, act: reveal(session, act.prompt),
    acts.Curtain: lambda session, act: curtain(session, act.shown),
    acts.Compare: lambda session, act: against(session, act.name),
    acts.Step: lambda session, act: take(session, act.plan, act.step),
    acts.Snapshot: lambda session, act: snapshot(session, act.name),
    acts.Fork: lambda session, act: fork(session, act.name),
    acts.Restore: lambda session, act: restore(session, act.name),
}
"""What each act does to a session."""
