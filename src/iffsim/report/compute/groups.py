"""Several classes compared question by question, and who answered what, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iffsim.base.errors import bad
from iffsim.classroom.marks import Prompt
from iffsim.classroom.record import answers
from iffsim.classroom.session import Session, right, tally
from iffsim.report.compute.tablefiles import Table


@dataclass(frozen=True)
class Result:
    """How one group answered a question."""

    group: str
    counts: Mapping[str, int]
    right: int
    answered: int
    took_s: float | None
    """From asking to the last answer by the class's clock; None: not known."""


@dataclass(frozen=True)
class Compared:
    """One question and every group that was asked it."""

    prompt: Prompt
    results: tuple[Result, ...]


def compared(sessions: Mapping[str, Session]) -> tuple[Compared, ...]:
    """Return every question that any group was asked, in order of the first group that was; the
    same question is one of the same id and words."""
    found: dict[tuple[str, str], list[Result]] = {}
    prompts: dict[tuple[str, str], Prompt] = {}
    for group, session in sessions.items():
        told = answers(session)
        for prompt in sorted(session.prompts, key=lambda one: one.at_s):
            key = (prompt.id, prompt.text)
            prompts.setdefault(key, prompt)
            good, count = right(session, prompt.id)
            given = told[prompt.id].given
            took = max((one.clock_s for one in given), default=0.0) - told[prompt.id].asked_s
            found.setdefault(key, []).append(
                Result(group, tally(session, prompt.id), good, count, took if given else None)
            )
    return tuple(Compared(prompts[key], tuple(results)) for key, results in found.items())


def results(sessions: Mapping[str, Session]) -> Table:
    """Return each answer of each group: whose, when by the class's clock, whether it is right."""
    rows: list[tuple[Any, ...]] = []
    for group, session in sessions.items():
        texts = {prompt.id: prompt for prompt in session.prompts}
        for name, told in answers(session).items():
            rows += [
                (group, name, texts[name].text, one.choice, one.count, one.right, one.who, one.team,
                 round(one.clock_s - told.asked_s, 1))
                for one in told.given
            ]  # fmt: skip
    return (
        "group", "question", "text", "answer", "count", "right", "person", "team", "after_s",
    ), rows  # fmt: skip


def summary(found: Sequence[Compared]) -> Table:
    """Return a row for each question and group: how many, how many rightly."""
    return ("question", "text", "group", "answered", "right", "right_share", "took_s"), [
        (
            one.prompt.id, one.prompt.text, result.group, result.answered, result.right,
            round(result.right / result.answered, 3) if result.answered else None, result.took_s,
        )
        for one in found
        for result in one.results
    ]  # fmt: skip


def write_xlsx(path: Path, tables: Mapping[str, Table]) -> None:
    """Write tables as sheets of a workbook; text stays text, whatever it begins with. Raises
    `BadInput` when openpyxl is missing."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError:
        raise bad("--xlsx", 'needs one more package: pip install "iffsim[xlsx]"') from None
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    for title, (header, rows) in tables.items():
        sheet = book.create_sheet(title)
        for row in (header, *rows):
            cells = []
            for value in row:
                text = isinstance(value, str)
                clean = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value) if text else value
                cell = WriteOnlyCell(sheet, value=clean)
                if text:
                    cell.data_type = "s"  # never a formula
                cells.append(cell)
            sheet.append(cells)
    book.save(path)
