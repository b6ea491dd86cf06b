"""`iffsim report`: the after-action report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iffsim.cli.words import Language, Seed

if TYPE_CHECKING:
    from iffsim.report.compute.case import Case

SUFFIXES = (".html", ".htm")
SESSION = ".iffses"

Subject = Annotated[
    str,
    typer.Argument(
        metavar="SUBJECT",
        help="A session (.iffses), a recording (.iffrec), a .toml file or a shipped scenario.",
    ),
]
File = Annotated[Path, typer.Option(metavar="FILE", help="An .html file.")]


def report(
    subject: Subject,
    out: File,
    lang: Language = "en",
    frames: Annotated[bool, typer.Option(help="What the window showed at bookmarks.")] = True,
    clip: Annotated[
        bool, typer.Option(help="A clip of the run, if iffsim[video] is there.")
    ] = True,
    csv: Annotated[
        bool, typer.Option("--csv", help="Tables beside it: FILE-scores.csv ...")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="All of it beside it: FILE.json.")] = False,
    seed: Seed = None,
) -> None:
    """Write the after-action report: one self-contained page, for screen and print.

    What happened, every picture's scores over time, truth against identity, the needle, who
    stayed without a name and why; of a session also answers, notes and bookmarks. Needs the extra
    iffsim[report]; with iffsim[video] it holds a clip too.

        iffsim report class.iffses --out report.html --csv --json
        iffsim report local-bubble --out report.html --lang tr --no-clip
    """
    from iffsim.cli.progress import rising
    from iffsim.report.deliver import Wanted, write
    from iffsim.report.html.charts import need_matplotlib

    check_page("--out", out)
    need_matplotlib()
    wanted = Wanted(lang, frames, clip, csv, json)
    for path in write(open_case(subject, seed), out, wanted, rising):
        print(path)


def open_case(subject: str, seed: int | None) -> Case:
    """Return what is to be reported on; raises `BadInput`."""
    from iffsim.base.errors import bad
    from iffsim.cli.sources import SUFFIX, open_source
    from iffsim.report.compute.case import of_recording, of_session

    if subject.endswith(SESSION):
        if seed is not None:
            raise bad("--seed", "a session has its seed already; give a scenario")
        from iffsim.classroom.sessions import open_session

        return of_session(open_session(Path(subject)))
    kind = "recording" if subject.endswith(SUFFIX) else "scenario"
    return of_recording(open_source(subject, seed), kind)


def check_page(option: str, out: Path) -> None:
    """Raise `BadInput` unless `out` is the name of a page."""
    from iffsim.base.errors import bad

    if out.suffix.lower() not in SUFFIXES:
        raise bad(option, f'"{out}" is no page; expected a name in .html')
