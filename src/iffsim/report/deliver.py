"""A report to files: the page, and beside it tables and JSON, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from iffsim.base import files
from iffsim.report import media
from iffsim.report.compute import tablefiles
from iffsim.report.compute.case import Case
from iffsim.report.compute.facts import facts
from iffsim.report.html.charts import need_matplotlib
from iffsim.report.html.page import page
from iffsim.scenario.twins import words


@dataclass(frozen=True)
class Wanted:
    """What a report shall have."""

    language: str = "en"
    frames: bool = True
    clip: bool = True
    """Only if PyAV is there."""
    csv: bool = False
    json: bool = False


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
        names = sorted(path.name for path in folder.iterdir())
    return [out.parent / name for name in names]
