"""A scenario's lesson plan as it is taught: which step is on, what the clock says, what is next.

Which plan is taught and how far it has come is in the session (`Log.plan`, `Log.step`), by acts, so
that it survives a crash; the clock is the class's own.
"""

from __future__ import annotations

from msgspec import Struct

from iffsim.base.units import clock
from iffsim.classroom.session import Session
from iffsim.scenario import Scenario
from iffsim.scenario.teaching import LessonStep, order
from iffsim.scenario.words import seconds
from iffsim.words.say import Words


class Order(Struct, frozen=True):
    """A command of the window by its id, and what it is about."""

    command: str
    about: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The first thing that it is about, or nothing."""
        return self.about[0] if self.about else ""


class Progress(Struct, frozen=True):
    """How far a class has come in its plan."""

    minutes: int
    """The plan's length; 0: none is taught."""
    steps: tuple[LessonStep, ...]
    taken: int
    """How many steps were taken."""
    clock_s: float

    @property
    def current(self) -> LessonStep | None:
        """The step that was taken last."""
        return self.steps[self.taken - 1] if self.taken else None

    @property
    def next(self) -> LessonStep | None:
        """The step that the next-step key takes; None at the end."""
        return self.steps[self.taken] if self.taken < len(self.steps) else None

    @property
    def late_s(self) -> float:
        """For how long the next step has been due, s; negative while there is time."""
        return 0.0 if self.next is None else self.clock_s - 60.0 * self.next.minute


def lengths(scenario: Scenario) -> tuple[int, ...]:
    """Return the lengths of a scenario's plans, minutes, the longest first."""
    return tuple(sorted({step.plan for step in scenario.lessons}, reverse=True))


def steps(scenario: Scenario, minutes: int) -> tuple[LessonStep, ...]:
    """Return the steps of a plan in order."""
    return tuple(step for step in scenario.lessons if step.plan == minutes)


def progress(session: Session, clock_s: float | None = None, wanted: int = 0) -> Progress:
    """Return how far a class has come. Of a class that has not begun a plan: in the one of `wanted`
    minutes, else in the longest one."""
    found = lengths(session.scenario)
    minutes = next((one for one in (session.plan, wanted, *found) if one in found), 0)
    taught = steps(session.scenario, minutes)
    taken = min(session.step, len(taught)) if minutes == session.plan else 0
    return Progress(minutes, taught, taken, session.clock_s if clock_s is None else clock_s)


def orders(step: LessonStep) -> tuple[Order, ...]:
    """Return the commands of a step."""
    return tuple(Order(*order(text)) for text in step.do)


def told(step: LessonStep, scenario: Scenario, say: Words) -> str:
    """Return in words what a step does."""
    return " ".join(_told(one, scenario, say) for one in orders(step))


def _told(one: Order, scenario: Scenario, say: Words) -> str:
    name, about = one.command.replace(".", "_"), ", ".join(one.about)
    match one.command.partition("."):
        case "inject", _, inject:
            return f"{say(f'inject.{inject}')}{f': {about}' if about else ''}."
        case "truth", *_:
            name = f"truth_{one.first}"
        case "ask", *_:
            asked = next(q for q in scenario.questions if q.id == one.first)
            about = say.written(asked.text, asked.text_tr)
        case "jump", *_ if about.startswith("c"):
            number = int(about[1:])
            chapters = scenario.chapters[number - 1 : number]
            titles = [say.written(chapter.title, chapter.title_tr) for chapter in chapters]
            name, about = "jump_chapter", ", ".join([str(number), *(f"“{t}”" for t in titles)])
        case "jump", *_:
            about = clock(seconds(about))
    return say(f"order.{name}", about=about)
