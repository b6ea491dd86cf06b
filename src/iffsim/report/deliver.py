"""A report to files: the page, and beside it tables and JSON, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from iffsim.base import files
from iffsim.base.csvfile import write_csv
from iffsim.classroom import takehome
from iffsim.classroom.session import Session
from iffsim.report import media
from iffsim.report.compute import groups, tablefiles
from iffsim.report.compute.case import Case
from iffsim.report.compute.facts import facts
from iffsim.report.html import groups as groups_page
from iffsim.report.html.charts import need_matplotlib
from iffsim.report.html.page import page
from iffsim.scenario.twins import words
from iffsim.words.say import Words


@dataclass(frozen=True)
class Wanted:
    """What a report shall have."""

    language: str = "en"
    frames: bool = True
    clip: bool = True
    """Only if PyAV is there."""
    csv: bool = False
    json: bool = False
    moodle: bool = False
    qti: bool = False
    xlsx: bool = False


def write(case: Case, out: Path, wanted: Wanted, progress: media.Progress) -> list[Path]:
    """Write a report and return the files written. Raises `BadInput` when they cannot be written,
    or when matplotlib is missing."""
    need_matplotlib()
    say = words(case.recording.scenario, wanted.language)
    with files.folder(out.absolute().parent) as folder:  # unwritable places are found out first
        found = facts(case, say)
        shown = media.gather(case, say, wanted.frames, wanted.clip, progress)
        (folder / out.name).write_text(page(found, shown), encoding="utf-8", newline="\n")
        if wanted.csv:
            tablefiles.write_tables(found, folder, out.stem)
        if wanted.json:
            tablefiles.write_json(found, folder / f"{out.stem}.json")
        _take_home(case, folder, out.stem, wanted, say)
        names = sorted(path.name for path in folder.iterdir())
    return [out.parent / name for name in names]


def _take_home(case: Case, folder: Path, stem: str, wanted: Wanted, say: Words) -> None:
    """Write the questions for learning platforms, and the facts as a workbook, if wanted."""
    prompts = [asked.prompt for asked in case.asked]
    title = say.written(case.base.title, case.base.title_tr)
    if wanted.moodle:
        (folder / f"{stem}-moodle.xml").write_bytes(takehome.moodle_xml(prompts, say))
    if wanted.qti:
        (folder / f"{stem}-qti.zip").write_bytes(takehome.qti_package(prompts, say, title))
    results = {} if case.session is None else {"results": groups.results({stem: case.session})}
    if wanted.csv:
        for name, (header, rows) in results.items():
            write_csv(folder / f"{stem}-{name}.csv", header, rows)
    if wanted.xlsx:
        tables = {**results, **tablefiles.tables(facts(case, say))}
        groups.write_xlsx(folder / f"{stem}.xlsx", tables)


def write_groups(sessions: Mapping[str, Session], out: Path, wanted: Wanted) -> list[Path]:
    """Write a page that compares several classes, tables beside it; return the files written.
    Raises `BadInput` when they cannot be written."""
    say = Words(wanted.language)
    found = groups.compared(sessions)
    tables = {"summary": groups.summary(found), "results": groups.results(sessions)}
    with files.folder(out.absolute().parent) as folder:
        text = groups_page.page(found, list(sessions), say)
        (folder / out.name).write_text(text, encoding="utf-8", newline="\n")
        if wanted.csv:
            for name, (header, rows) in tables.items():
                write_csv(folder / f"{out.stem}-{name}.csv", header, rows)
        if wanted.xlsx:
            groups.write_xlsx(folder / f"{out.stem}.xlsx", tables)
        names = sorted(path.name for path in folder.iterdir())
    return [out.parent / name for name in names]
