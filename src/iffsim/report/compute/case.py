"""What is reported on: a run, and what a class did with it, if there was one."""

from __future__ import annotations

from dataclasses import dataclass

from iffsim.classroom import live
from iffsim.classroom.marks import Bookmark, Note, Prompt
from iffsim.classroom.record import Answers, answers
from iffsim.classroom.session import Line, Session, right, tally
from iffsim.recording import Recording
from iffsim.report.compute.record import Done, told
from iffsim.scenario import Scenario


@dataclass(frozen=True)
class Answered:
    """A question with what was answered."""

    prompt: Prompt
    counts: dict[str, int]
    """How many gave each answer, options in their order."""
    right: int
    answered: int
    given: Answers | None = None
    """Each answer over the class's own clock; None: not known."""


@dataclass(frozen=True)
class Other:
    """Another line of the same class: a snapshot or a fork, flown."""

    line: Line
    recording: Recording


@dataclass(frozen=True)
class Case:
    """A run with its marks. Of a scenario or a recording: no marks, its own questions."""

    kind: str
    """session, recording or scenario."""
    recording: Recording
    base: Scenario
    """As it was before any inject."""
    asked: tuple[Answered, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    notes: tuple[Note, ...] = ()
    lines: tuple[Other, ...] = ()
    """Snapshots and forks."""
    done: tuple[Done, ...] = ()
    """What the class did, with the sky before and after."""
    held_s: float = 0.0
    """For how long the class was held, by its own clock."""
    session: Session | None = None


def of_recording(recording: Recording, kind: str = "recording") -> Case:
    """Return the case of a run alone: its scenario's questions, unanswered."""
    prompts = sorted(map(Prompt.of, recording.scenario.questions), key=lambda one: one.at_s)
    asked = tuple(Answered(prompt, {}, 0, 0) for prompt in prompts)
    return Case(kind, recording, recording.scenario, asked)


def of_session(session: Session) -> Case:
    """Return the case of a class: the run as it was changed, marks, answers; flies it anew."""
    shown = live.Live(session)
    recording = shown.recording
    prompts = sorted(session.prompts, key=lambda one: one.at_s)
    given = answers(session) if session.history else {}
    return Case(
        "session",
        recording,
        session.scenario,
        tuple(_asked(session, prompt, given.get(prompt.id)) for prompt in prompts),
        session.bookmarks,
        tuple(sorted(session.notes, key=lambda one: one.at_s)),
        tuple(Other(line, shown.line(line.edits)) for line in session.lines),
        told(session, shown),
        session.clock_s,
        session,
    )


def _asked(session: Session, prompt: Prompt, given: Answers | None) -> Answered:
    good, answered = right(session, prompt.id)
    return Answered(prompt, tally(session, prompt.id), good, answered, given)
