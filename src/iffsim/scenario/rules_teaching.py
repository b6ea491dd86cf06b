"""What must hold of questions and of the run sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iffsim.scenario.doctrines import BUILT_IN
from iffsim.scenario.draft import Draft
from iffsim.scenario.near import shown, unknown
from iffsim.scenario.rules_story import a_flight, in_time
from iffsim.scenario.shape import Found, Place
from iffsim.scenario.teaching import ORDERS, LessonStep, Question, order
from iffsim.scenario.words import CLOCK_OR_SPAN, seconds


def questions(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with questions."""
    for index, question in draft.questions.items():
        here: Place = ("questions", index)
        yield from in_time(question.at, question.at_s, draft, here)
        if question.aircraft is not None:
            yield from a_flight(question.aircraft, draft, (*here, "aircraft"))
        if question.picture is not None:
            yield from draft.refer("pictures", question.picture, "picture", (*here, "picture"))
        yield from _options(question, here)


def _options(question: Question, here: Place) -> Iterator[Found]:
    given, turkish = question.options, question.options_tr
    if given and question.answer not in given:
        what = f"is {shown(question.answer)}, which is none of its options"
        yield (*here, "answer"), what
    if len(given) == 1 or len(set(given)) < len(given):
        yield (*here, "options"), "expected two different options or more, or none at all"
    if turkish and len(turkish) != len(given):
        yield (*here, "options_tr"), f"has {len(turkish)} texts; expected {len(given)}, as options"


def runsheet(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with the run sheet."""
    before = None
    for index, row in draft.runsheet.items():
        here: Place = ("runsheet", index)
        yield from in_time(row.at, row.at_s, draft, here)
        if before is not None and row.at_s < before.at_s:
            what = f"is {shown(row.at)}, which is before the row above it ({before.at})"
            yield (*here, "at"), f"{what}; expected them in order"
        before = row


_WORDS = {
    "shown": (re.compile("hidden|shown"), '"hidden" or "shown"'),
    "times": (re.compile(r"0\.1|0\.25|0\.5|1|2|4|8|15|30|60"), "one of the window's speeds"),
    "count": (re.compile("[1-9][0-9]?"), "a whole number from 1 to 99"),
    "when": (re.compile(rf"{CLOCK_OR_SPAN}|c[1-9][0-9]?"), 'a time such as "00:12:30", or "c3"'),
    "name": (re.compile(r"[^\x00-\x1f\x7f]{1,100}"), "a name of at most 100 letters"),
}
"""What may follow a command of a lesson that is not the id of something, and how it is told."""


def lessons(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with lesson plans."""
    before: dict[int, LessonStep] = {}
    for index, step in draft.lessons.items():
        here: Place = ("lessons", index)
        last = before.get(step.plan)
        if step.minute > step.plan:
            yield (*here, "minute"), f"is {step.minute:g}; the plan has {step.plan} minutes"
        if last is not None and step.minute < last.minute:
            what = f"is {step.minute:g}, which is before the step above it ({last.minute:g})"
            yield (*here, "minute"), f"{what}; expected them in order"
        if not (step.do or step.say or step.ask):
            yield here, "does, says and asks nothing; expected do, say or ask"
        before[step.plan] = step
        for number, text in enumerate(step.do):
            yield from _order(text, draft, (*here, "do", number))


def _order(text: str, draft: Draft, here: Place) -> Iterator[Found]:
    """Yield what is wrong with one command of a plan."""
    name, given = order(text)
    if name not in ORDERS:
        yield here, unknown("command", name, ORDERS)
        return
    wanted = ORDERS[name]
    if len(given) != len(wanted):
        expected = " ".join((name, *(kind.upper() for kind in wanted)))
        yield here, f"is {shown(text)}; expected {shown(expected)}"
        return
    for kind, one in zip(wanted, given, strict=True):
        yield from _about(kind, one, draft, here)


def _about(kind: str, one: str, draft: Draft, here: Place) -> Iterator[Found]:
    if kind in _WORDS:
        pattern, expected = _WORDS[kind]
        if not pattern.fullmatch(one):
            yield here, f"is about {shown(one)}; expected {expected}"
        elif kind == "when" and one.startswith("c") and int(one[1:]) > len(draft.chapters):
            yield here, f"is about {shown(one)}; there are {len(draft.chapters)} chapters"
        elif kind == "when" and not one.startswith("c"):
            yield from in_time(one, seconds(one), draft, here[:2])
    elif kind == "flights":
        yield from a_flight(one, draft, here)
    elif kind == "doctrines":
        if one not in BUILT_IN and one not in draft.ids["doctrines"]:
            yield here, unknown("doctrine", one, (*BUILT_IN, *draft.ids["doctrines"]))
    else:
        yield from draft.refer(kind, one, kind.removesuffix("s"), here)
