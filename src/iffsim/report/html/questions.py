"""Questions with their answers and tallies, notes, bookmarks."""

from __future__ import annotations

from iffsim.base.units import clock
from iffsim.classroom.marks import Prompt
from iffsim.fair import asked_picture, shown_first
from iffsim.recording import Recording
from iffsim.report.compute.facts import Facts, Reply
from iffsim.report.html.markup import Part, Safe, bar, element, table
from iffsim.report.html.record import given
from iffsim.scenario.teaching import Question
from iffsim.words.say import Words


def questions(found: Facts) -> Safe | None:
    """Return what was asked, answered and written down; None when there is nothing."""
    say = found.say
    parts = [*_questions(found), *_notes(found)]
    if not parts:
        return None
    return element("section", element("h2", say("lesson.questions_answers_notes")), *parts)


def _questions(found: Facts) -> list[Safe]:
    return [question(found, reply) for reply in found.replies]


def question(found: Facts, reply: Reply, tallied: bool = True) -> Safe:
    """Return a question with its answer, what was answered if that is wanted, and what pictures
    say."""
    say, prompt = found.say, reply.asked.prompt
    about = f" · {aircraft_words(found.recording, prompt)}" if prompt.aircraft else ""
    return element(
        "article",
        element("h3", f"{clock(prompt.at_s)}{about} · ", say.written(prompt.text, prompt.text_tr)),
        element(
            "p",
            element("b", say("lesson.answer"), " "),
            say.written(prompt.answer, prompt.answer_tr),
        ),
        _tally(found, reply) if tallied else None,
        given(found.say, reply.asked) if tallied else None,
        _called(found, reply),
        class_="question",
    )


def aircraft_words(recording: Recording, one: Question | Prompt) -> str:
    """Return the id of the aircraft that is asked about, with its track's number."""
    number = track_number(recording, one)
    return f"{one.aircraft} (TK {number:04d})" if number is not None else one.aircraft or ""


def track_number(recording: Recording, one: Question | Prompt) -> int | None:
    """Return the number of the track asked about in the picture in which it is asked; None where
    there is no such aircraft."""
    scenario, ids = recording.scenario, recording.world.fleet.ids
    if one.aircraft not in ids:
        return None
    written = [question for question in scenario.questions if question.id == one.id]
    asked = [asked_picture(scenario, question) for question in written]
    picture = asked[0] if asked else shown_first(scenario, one.at_s)
    return int(recording.numbers(picture)[ids.index(one.aircraft)])


def _tally(found: Facts, reply: Reply) -> Safe:
    """Return how many gave each answer."""
    say, asked = found.say, reply.asked
    if not asked.answered:
        return element("p", say("lesson.no_answers_record"), class_="note")
    rows: list[list[Part]] = [
        [choice_words(say, asked.prompt, choice), bar(count / asked.answered),
         element("td", say.number(count), class_="number")]
        for choice, count in asked.counts.items()
    ]  # fmt: skip
    right = say("lesson.right_of", right=asked.right, all=asked.answered)
    head: list[Part] = [say("lesson.answer_given"), "", say("lesson.number")]
    return element(
        "div", table(head, rows, "tally"), element("p", right) if asked.prompt.closed else None
    )


def choice_words(say: Words, prompt: Prompt, choice: str) -> str:
    """Return an answer in the report's language, marked if it is the right one."""
    return prompt.said(choice, say) + (" ✓" if prompt.is_right(choice) else "")


def _called(found: Facts, reply: Reply) -> Safe | None:
    """Return what each picture and truth called the aircraft then."""
    say = found.say
    if not reply.called:
        return None
    rows: list[list[Part]] = [
        [
            found.titles[one.picture],
            say(f"identity.{one.identity or 'not_held'}"),
            say.written(one.rule),
        ]
        for one in reply.called
    ]
    rows.append(
        [say("lesson.in_truth"), element("td", say(f"allegiance.{reply.allegiance}"), colspan=2)]
    )
    return table(
        [say("report.picture"), say("lesson.calls_it"), say("lesson.by_rule")], rows, "called"
    )


def _notes(found: Facts) -> list[Safe]:
    say, case = found.say, found.case
    parts = []
    if case.notes:
        rows: list[list[Part]] = [[clock(n.at_s), n.aircraft or "", n.text] for n in case.notes]
        head: list[Part] = [say("report.time"), say("report.aircraft"), say("lesson.note")]
        parts += [element("h3", say("lane.note")), table(head, rows, "notes")]
    if case.bookmarks:
        rows = [[clock(m.at_s), m.aircraft or "", m.name] for m in case.bookmarks]
        head = [say("report.time"), say("report.aircraft"), say("lesson.name")]
        parts += [element("h3", say("lane.bookmark")), table(head, rows, "notes")]
    return parts
