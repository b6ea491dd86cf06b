"""What a class did to its sky, as it did it: each inject, undo, fork and comparison in its turn.

Taken from the session's history; a session of format 1 has none, and tells the edits that hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from iffsim.classroom import acts
from iffsim.classroom.edits import AnyEdit
from iffsim.classroom.session import Session, since

Kind = Literal["inject", "undo", "redo", "snapshot", "fork", "restore", "compare", "compare_end"]
SETTLE_S = 60.0
"""What an edit changes is looked at so long after it: longer than a track lives on unseen."""
Edits = tuple[AnyEdit, ...]


@dataclass(frozen=True)
class Deed:
    """One thing done, and the edits that held before and after it."""

    kind: Kind
    clock_s: float | None
    """What the class's own clock showed; None: not known."""
    position_s: float
    """Where the scenario's clock stood."""
    before: Edits
    after: Edits
    edit: AnyEdit | None = None
    name: str = ""
    """Of the line that was kept, restored, or compared with."""

    def seen_s(self, duration_s: float) -> float | None:
        """Return the instant at which before and after are set side by side, s; None where they
        do not differ."""
        start = since(self.before, self.after)
        if start is None:
            return None
        return min(max(self.position_s, start + SETTLE_S), duration_s)


def deeds(session: Session) -> list[Deed]:
    """Return what was done, in the order of doing."""
    if not session.history:
        return [
            Deed("inject", None, edit.at_s, session.done[:n], session.done[: n + 1], edit)
            for n, edit in enumerate(session.done)
        ]
    return list(_played(session))


def _played(session: Session) -> Iterator[Deed]:
    done: Edits = _begun(session)
    undone: Edits = ()
    lines: dict[str, Edits] = {line.name: line.edits for line in session.lines}
    for act in session.history:
        before, kind, edit, name = done, "", None, ""
        match act:
            case acts.Do():
                kind, edit, done, undone = "inject", act.edit, (*done, act.edit), ()
            case acts.Undo() if done:
                kind, edit, done, undone = "undo", done[-1], done[:-1], (*undone, done[-1])
            case acts.Redo() if undone:
                kind, edit, done, undone = "redo", undone[-1], (*done, undone[-1]), undone[:-1]
            case acts.Snapshot() | acts.Fork():
                kind = "fork" if isinstance(act, acts.Fork) else "snapshot"
                name, lines[act.name] = act.name, done
            case acts.Restore():
                lines.setdefault(f"before {act.name}", done)
                kind, name, done, undone = "restore", act.name, lines.get(act.name, ()), ()
            case acts.Compare():
                kind, name = ("compare", act.name) if act.name else ("compare_end", "")
                before = lines.get(name, done)
            case _:
                continue
        yield Deed(kind, act.clock_s, act.position_s, before, done, edit, name)  # type: ignore[arg-type]


def _begun(session: Session) -> Edits:
    """Return the edits that held before the history began: of a session of format 1 that went on
    in a later one."""
    count = 0
    undone = 0
    for act in session.history:
        match act:
            case acts.Restore():
                return ()
            case acts.Do():
                count, undone = count + 1, 0
            case acts.Undo():
                count, undone = count - 1, undone + 1
            case acts.Redo() if undone:
                count, undone = count + 1, undone - 1
    return session.done[: max(0, len(session.done) - count)]


@dataclass(frozen=True)
class Given:
    """One answer as it was given."""

    clock_s: float
    choice: str
    count: int
    who: str
    team: str
    right: bool


@dataclass(frozen=True)
class Answers:
    """What was answered to a question, over the class's own clock."""

    prompt: str
    asked_s: float
    """When it was put, by the class's clock."""
    revealed_s: float | None
    given: tuple[Given, ...]

    def by(self, what: Literal["who", "team"]) -> dict[str, tuple[int, int]]:
        """Return of each person or team that gave a name how many answers were right, of how
        many."""
        found: dict[str, tuple[int, int]] = {}
        for one in self.given:
            name = getattr(one, what)
            if name:
                good, count = found.get(name, (0, 0))
                found[name] = good + one.count * one.right, count + one.count
        return found


def answers(session: Session) -> dict[str, Answers]:
    """Return what was answered, by question. Of one client its last answer counts."""
    wanted = {prompt.id: prompt for prompt in session.prompts}
    asked: dict[str, float] = {}
    revealed: dict[str, float] = {}
    given: dict[str, dict[object, Given]] = {name: {} for name in wanted}
    for number, act in enumerate(session.history):
        match act:
            case acts.Ask() if act.prompt.id in wanted:
                asked[act.prompt.id] = act.clock_s
                given[act.prompt.id] = {}
            case acts.Reveal() if act.prompt in wanted:
                revealed[act.prompt] = act.clock_s
            case acts.Reply() if act.answer.prompt in wanted:
                one = act.answer
                right = wanted[one.prompt].is_right(one.choice)
                said = Given(act.clock_s, one.choice, one.count, one.who, one.team, right)
                given[one.prompt].pop(one.client or number, None)
                given[one.prompt][one.client or number] = said
    return {
        name: Answers(name, asked.get(name, 0.0), revealed.get(name), tuple(given[name].values()))
        for name in wanted
    }
