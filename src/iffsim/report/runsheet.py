"""The run sheet of a scenario: what an instructor does when, and what to expect.

Three pages, for three readers: the sheet itself, a handout that gives nothing away, an answer key.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from iffsim.base import files
from iffsim.base.units import clock
from iffsim.recording import Recording
from iffsim.report.case import of_recording
from iffsim.report.handout import answers, handout
from iffsim.report.happenings import sentence
from iffsim.report.lesson import aircraft_words
from iffsim.report.markup import Part, Safe, element, joined, table
from iffsim.report.opening import DISCLAIMER
from iffsim.report.paper import document, head, objectives
from iffsim.scenario.teaching import Question, SheetRow
from iffsim.words.say import Words

MOST_LINES = 300
"""More lines than this nobody can run."""


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
    say = Words(language)
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
        head(scenario, say, say("Run sheet, for the instructor only")),
        objectives(scenario, say),
        _table(found[:MOST_LINES], say),
        element("p", say("And {number} more.", number=len(found) - MOST_LINES))
        if len(found) > MOST_LINES else None,
        element("footer", element("p", say(DISCLAIMER))),
    )  # fmt: skip
    title = say.written(scenario.title, scenario.title_tr)
    return document(f"{say('Run sheet')}: {title}", body, "runsheet.css", say)


def lines(recording: Recording, say: Words) -> list[Line]:
    """Return every line in order of time: chapters, the sheet's own rows, the scenario's events
    that no row speaks of, questions."""
    scenario = recording.scenario
    spoken = {row.at_s for row in scenario.runsheet}
    found = [
        *(Line(c.at_s, "chapter", say.written(c.title, c.title_tr)) for c in scenario.chapters),
        *(_row(row, say) for row in scenario.runsheet),
        *(
            Line(e.at_s, "event", say("{what} (in the scenario).", what=sentence(e, scenario, say)))
            for e in scenario.events
            if e.at_s not in spoken
        ),
        *(_question(recording, one, say) for one in scenario.questions),
    ]
    return sorted(found, key=lambda line: line.at_s)


def _question(recording: Recording, one: Question, say: Words) -> Line:
    about = f" [{aircraft_words(recording, one.aircraft)}]" if one.aircraft else ""
    asked = say("Ask: {question}", question=say.written(one.text, one.text_tr))
    answer = say("Answer: {answer}", answer=say.written(one.answer, one.answer_tr))
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
    names = ("Time", "Inject", "Expected response", "Objective", "Discussion question", "Done")
    return table([say(name) for name in names], [_cells(line) for line in found], "sheet")


def _cells(line: Line) -> list[Part]:
    if line.kind == "chapter":
        cell = element("th", f"{clock(line.at_s)} · {line.inject}", colspan=6, scope="rowgroup",
                       class_="chapter")  # fmt: skip
        return [cell]
    box = element("td", element("span", class_="box"), class_="done")
    return [clock(line.at_s), line.inject, line.expect, line.objective, line.discuss, box]
