"""What must hold of questions and of the run sheet."""

from __future__ import annotations

from collections.abc import Iterator

from iffsim.scenario.draft import Draft
from iffsim.scenario.near import shown
from iffsim.scenario.rules_story import a_flight, in_time
from iffsim.scenario.shape import Found, Place
from iffsim.scenario.teaching import Question


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
