"""`iffsim report`: the after-action report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iffsim.classroom.names import SUFFIX as SESSION
from iffsim.classroom.names import is_session
from iffsim.cli.words import Language, PageFile, Seed

if TYPE_CHECKING:
    from iffsim.classroom.session import Session
    from iffsim.report.compute.case import Case


Subjects = Annotated[
    list[str],
    typer.Argument(
        metavar="SUBJECT",
        help="A session (.iffses), a recording (.iffrec), a .toml file or a shipped scenario; "
        "or several sessions.",
    ),
]


def report(
    subjects: Subjects,
    out: PageFile,
    lang: Language = "en",
    frames: Annotated[bool, typer.Option(help="What the window showed at bookmarks.")] = True,
    clip: Annotated[
        bool, typer.Option(help="A clip of the run, if iffsim[video] is there.")
    ] = True,
    csv: Annotated[
        bool, typer.Option("--csv", help="Tables beside it: FILE-scores.csv ...")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="All of it beside it: FILE.json.")] = False,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Tables as a workbook: FILE.xlsx; needs iffsim[xlsx].")
    ] = False,
    moodle: Annotated[
        bool, typer.Option("--moodle", help="Questions as Moodle XML: FILE-moodle.xml.")
    ] = False,
    qti: Annotated[
        bool, typer.Option("--qti", help="Questions as a QTI 2.1 package: FILE-qti.zip.")
    ] = False,
    seed: Seed = None,
) -> None:
    """Write the after-action report: one self-contained page, for screen and print.

    What happened, every picture's scores over time, truth against identity, the needle, who
    stayed without a name and why; of a session also answers, notes and bookmarks. Needs the extra
    iffsim[report]; with iffsim[video] it holds a clip too. Of several sessions the groups are
    compared, question by question.

        iffsim report class.iffses --out report.html --csv --json
        iffsim report local-bubble --out report.html --lang tr --no-clip
        iffsim report monday.iffses tuesday.iffses --out groups.html --csv --xlsx
    """
    from iffsim.cli.progress import rising
    from iffsim.report.deliver import Wanted, write
    from iffsim.report.html.charts import need_matplotlib

    wanted = Wanted(lang, frames, clip, csv, json, moodle, qti, xlsx)
    if len(subjects) > 1:
        from iffsim.report.deliver import write_groups

        written = write_groups(open_groups(subjects), out, wanted)
    else:
        need_matplotlib()
        written = write(open_case(subjects[0], seed), out, wanted, rising)
    for path in written:
        print(path)


def open_groups(subjects: list[str]) -> dict[str, Session]:
    """Return several sessions, by the names of their files. Raises `BadInput`."""
    from iffsim.base.errors import bad
    from iffsim.classroom.journal import reopen

    found: dict[str, Session] = {}
    for subject in subjects:
        if not is_session(subject):
            raise bad(subject, f"is no session; several are compared only of sessions ({SESSION})")
        name, number = Path(subject).stem, 2
        while name in found:
            name, number = f"{Path(subject).stem} ({number})", number + 1
        found[name] = reopen(Path(subject))
    return found


def open_case(subject: str, seed: int | None) -> Case:
    """Return what is to be reported on; raises `BadInput`."""
    from iffsim.cli.sources import SUFFIX, no_seed, open_source
    from iffsim.report.compute.case import of_recording, of_session

    if is_session(subject):
        no_seed(seed, "session")
        from iffsim.classroom.journal import reopen

        return of_session(reopen(Path(subject)))
    kind = "recording" if subject.endswith(SUFFIX) else "scenario"
    return of_recording(open_source(subject, seed), kind)
