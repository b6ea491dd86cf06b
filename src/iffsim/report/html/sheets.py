"""The run sheet of a scenario: what an instructor does when, and what to expect.

Three pages, for three readers: the sheet itself, a handout that gives nothing away, an answer key.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from iffsim.base import files
from iffsim.base.units import clock
from iffsim.classroom import plan
from iffsim.classroom.marks import Prompt
from iffsim.recording import Recording
from iffsim.report.compute.case import Case, of_recording
from iffsim.report.compute.facts import Facts, facts
from iffsim.report.compute.timeline import sentence
from iffsim.report.html.markup import Part, Safe, element, joined, table
from iffsim.report.html.opening import DISCLAIMER
from iffsim.report.html.paper import document, head, objectives
from iffsim.report.html.questions import aircraft_words, question, track_number
from iffsim.scenario import Scenario
from iffsim.scenario.teaching import Question, SheetRow
from iffsim.scenario.twins import words
from iffsim.words.say import Words

MOST_LINES = 300
"""More lines than this nobody can run."""
GLOSSARY = (
    ("term.site", "term.site_means"),
    ("term.plot", "term.plot_means"),
    ("term.track", "term.track_means"),
    ("report.picture", "term.picture_means"),
    ("term.identity", "term.identity_means"),
    ("term.coverage", "term.coverage_means"),
)  # fmt: skip
SYMBOLS = (
    ("identity.friend", "M3 13 V8 A7 6 0 0 1 17 8 V13"),
    ("identity.hostile", "M3 13 V7 L10 1 L17 7 V13"),
    ("identity.neutral", "M3 13 V2 H17 V13"),
    ("identity.unknown", "M4 13 A4 3.5 0 0 1 4 7 A6 5 0 0 1 16 7 A4 3.5 0 0 1 16 13"),
)
"""The frames of the window's symbols, drawn in a box of 20 by 14."""


@dataclass(frozen=True)
class Line:
    """One line of the sheet."""

    at_s: float
    kind: str
    """"row", "event", "question" or "chapter"."""
    inject: str
    expect: str = ""
    objective: str = ""
    discuss: str = ""


def write(recording: Recording, out: Path, language: str) -> list[Path]:
    """Write FILE.html, FILE-handout.html and FILE-answers.html, all or none; return them.

    Raises `BadInput` when they cannot be written.
    """
    say = words(recording.scenario, language)
    pages = {"": sheet(recording, say), "-handout": handout(recording, say),
             "-answers": answers(of_recording(recording), say)}  # fmt: skip
    names = {f"{out.stem}{end}{out.suffix}": page for end, page in pages.items()}
    with files.folder(out.absolute().parent) as folder:
        for name, page in names.items():
            (folder / name).write_text(page, encoding="utf-8", newline="\n")
    return [out.parent / name for name in names]


def sheet(recording: Recording, say: Words) -> str:
    """Return the instructor's page: A4 on its side, one line an event."""
    scenario = recording.scenario
    found = lines(recording, say)
    body = joined(
        head(scenario, say, say("runsheet.instructor_only")),
        objectives(scenario, say),
        _table(found[:MOST_LINES], say),
        element("p", say("runsheet.more", number=len(found) - MOST_LINES))
        if len(found) > MOST_LINES else None,
        *(_plan(scenario, minutes, say) for minutes in plan.lengths(scenario)),
        element("footer", element("p", say(DISCLAIMER))),
    )  # fmt: skip
    title = say.written(scenario.title, scenario.title_tr)
    return document(f"{say('runsheet.run_sheet')}: {title}", body, "runsheet.css", say)


def _plan(scenario: Scenario, minutes: int, say: Words) -> Safe:
    """Return a lesson plan: when, what the next-step key does, what to say, what to ask."""
    rows: list[list[Part]] = [
        [
            f"{step.minute:g}", plan.told(step, scenario, say),
            say.written(step.say, step.say_tr), say.written(step.ask, step.ask_tr),
        ]
        for step in plan.steps(scenario, minutes)
    ]  # fmt: skip
    heads: list[Part] = [say(name) for name in ("plan.minute", "plan.does", "plan.say", "plan.ask")]
    title = element("h2", say("plan.title", minutes=minutes))
    return element("section", title, table(heads, rows, "steps"), class_="plan")


def lines(recording: Recording, say: Words) -> list[Line]:
    """Return every line in order of time: chapters, the sheet's own rows, the scenario's events
    that no row speaks of, questions."""
    scenario = recording.scenario
    spoken = {row.at_s for row in scenario.runsheet}
    found = [
        *(Line(c.at_s, "chapter", say.written(c.title, c.title_tr)) for c in scenario.chapters),
        *(_row(row, say) for row in scenario.runsheet),
        *(
            Line(e.at_s, "event", say("runsheet.in_scenario", what=sentence(e, scenario, say)))
            for e in scenario.events
            if e.at_s not in spoken
        ),
        *(_question(recording, one, say) for one in scenario.questions),
    ]
    return sorted(found, key=lambda line: line.at_s)


def _question(recording: Recording, one: Question, say: Words) -> Line:
    about = f" [{aircraft_words(recording, one)}]" if one.aircraft else ""
    asked = say("runsheet.ask", question=say.written(one.text, one.text_tr))
    answer = say("runsheet.answer", answer=say.written(one.answer, one.answer_tr))
    return Line(one.at_s, "question", asked + about, answer)


def _row(row: SheetRow, say: Words) -> Line:
    return Line(
        row.at_s,
        "row",
        say.written(row.inject, row.inject_tr),
        say.written(row.expect, row.expect_tr),
        say.written(row.objective, row.objective_tr),
        say.written(row.discuss, row.discuss_tr),
    )


def _table(found: list[Line], say: Words) -> Safe:
    names = (
        "report.time",
        "runsheet.inject",
        "runsheet.expected_response",
        "runsheet.objective",
        "runsheet.discussion_question",
        "runsheet.done",
    )
    return table([say(name) for name in names], [_cells(line) for line in found], "sheet")


def _cells(line: Line) -> list[Part]:
    if line.kind == "chapter":
        cell = element("th", f"{clock(line.at_s)} · {line.inject}", colspan=6, scope="rowgroup",
                       class_="chapter")  # fmt: skip
        return [cell]
    box = element("td", element("span", class_="box"), class_="done")
    return [clock(line.at_s), line.inject, line.expect, line.objective, line.discuss, box]


def handout(recording: Recording, say: Words) -> str:
    """Return the students' page: what they look at, and room for answers; it gives nothing away."""
    scenario = recording.scenario
    body = joined(
        head(scenario, say, say("handout.title")),
        element("p", say("handout.name"), element("span", class_="blank"), class_="name"),
        _symbols(say),
        element("h2", say("handout.words")),
        element("dl", *(element("div", element("dt", say(word)), element("dd", say(meaning)))
                        for word, meaning in GLOSSARY), class_="meanings"),
        _pictures(scenario, say),
        _asked_all(recording, say),
        _discussion(scenario, say),
        element("footer", element("p", say(DISCLAIMER))),
    )  # fmt: skip
    title = say.written(scenario.title, scenario.title_tr)
    return document(f"{say('handout.title')}: {title}", body, "handout.css", say)


def _symbols(say: Words) -> Safe:
    drawn = [
        element("li", element("svg", element("path", d=path), viewBox="0 0 20 14",
                              aria_hidden="true"), " ", say.capital(say(name)))
        for name, path in SYMBOLS
    ]  # fmt: skip
    return joined(element("h2", say("handout.symbols")), element("ul", *drawn, class_="symbols"))


def _pictures(scenario: Scenario, say: Words) -> Safe:
    rows: list[list[Part]] = [
        [say.written(one.title), say.written(one.subtitle)] for one in scenario.pictures
    ]
    return joined(element("h2", say("handout.pictures")),
                  table([say("report.picture"), say("handout.hears_knows")], rows))  # fmt: skip


def _asked_all(recording: Recording, say: Words) -> Safe | None:
    found = sorted(recording.scenario.questions, key=lambda one: one.at_s)
    if not found:
        return None
    asked = [_asked(recording, one, say) for one in found]
    return joined(element("h2", say("lane.question")), *asked)


def _asked(recording: Recording, one: Question, say: Words) -> Safe:
    """Return a question with room for an answer."""
    number = _number(recording, one)
    track = "" if number is None else f" · TK {number:04d}"
    asked = Prompt.of(one)
    room: list[Part] = [
        element("p", element("span", class_="box"), " ", asked.said(option, say), class_="option")
        for option in asked.options
    ] or [element("p", element("span", class_="blank")) for _ in range(2)]
    text = say.written(one.text, one.text_tr)
    return element(
        "article", element("h3", f"{clock(one.at_s)}{track} · ", text), *room, class_="question"
    )


def _number(recording: Recording, one: Question) -> int | None:
    """Return the number that the track asked about wears on screen: an id may say too much. None
    where any question asks for that very aircraft."""
    secret = {question.answer for question in recording.scenario.questions}
    return None if one.aircraft in secret else track_number(recording, one)


def _discussion(scenario: Scenario, say: Words) -> Safe | None:
    said = [say.written(row.discuss, row.discuss_tr) for row in scenario.runsheet if row.discuss]
    if not said:
        return None
    room = element("p", element("span", class_="blank"))
    items = [element("li", one, room, room) for one in said]
    return joined(element("h2", say("handout.discuss")), element("ol", *items, class_="discuss"))


def answers(case: Case, say: Words) -> str:
    """Return the answer key: right answers, truth, what each picture says at that instant."""
    scenario, found = case.base, facts(case, say)
    info = scenario.info
    lesson = say.written(scenario.lesson, scenario.lesson_tr)
    notice = say.written(info.notice, info.notice_tr) if info else ""
    body = joined(
        head(scenario, say, say("runsheet.key_instructor_only")),
        element("p", lesson, class_="lesson") if lesson else None,
        joined(element("h2", say("handout.notice")), element("p", notice)) if notice else None,
        _keys(found),
        _expected(scenario, say),
        element("footer", element("p", say(DISCLAIMER))),
    )
    title = say.written(scenario.title, scenario.title_tr)
    return document(f"{say('runsheet.answer_key')}: {title}", body, "report.css", say)


def _keys(found: Facts) -> Safe:
    say = found.say
    if not found.replies:
        return element("p", say("handout.no_questions"))
    keys = [question(found, reply, tallied=False) for reply in found.replies]
    return joined(element("h2", say("lane.question")), *keys)


def _expected(scenario: Scenario, say: Words) -> Safe | None:
    rows: list[list[Part]] = [
        [clock(row.at_s), say.written(row.discuss, row.discuss_tr),
         say.written(row.expect, row.expect_tr), say.written(row.objective, row.objective_tr)]
        for row in scenario.runsheet
        if row.discuss or row.expect
    ]  # fmt: skip
    if not rows:
        return None
    names = (
        "report.time",
        "runsheet.discussion_question",
        "runsheet.expected_response",
        "runsheet.objective",
    )
    return joined(element("h2", say("handout.discuss")), table([say(name) for name in names], rows))
