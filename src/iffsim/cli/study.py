"""`iffsim study`: many runs of one scenario, and what came of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iffsim.cli.words import Language

if TYPE_CHECKING:
    from iffsim.studies.plan import Plan
    from iffsim.studies.results import Results

Seeds = Annotated[
    str | None,
    typer.Option(metavar="N", help="How many skies, from the scenario's own seed on, or which."),
]
Varied = Annotated[
    list[str] | None,
    typer.Option(metavar="PATH=VALUES", help="What varies; again for each further thing."),
]
Settled = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="What is changed in every run."),
]
How = Annotated[
    str | None, typer.Option(metavar="METHOD", help="factorial, latin, sobol or one-at-a-time.")
]
Samples = Annotated[int | None, typer.Option(help="Settings of latin; base sample of sobol.")]
Series = Annotated[
    str | None, typer.Option(metavar="TIME", help="Also counts over time, every so often.")
]
Leave = Annotated[bool, typer.Option("--allow-large", help="Leave for more than 100,000 runs.")]
SAID = (
    "completeness", "correct_share", "unidentified_friend_min", "unidentified_airliner_min",
    "needle_median", "needle_worst",
)  # fmt: skip
"""What is printed; the rest is in the report."""


def study(
    source: Annotated[
        str,
        typer.Argument(
            metavar="STUDY.toml|SCENARIO",
            help="A study's file (iffsim new --study), or a scenario and what varies in it.",
        ),
    ],
    seeds: Seeds = None,
    vary: Varied = None,
    set_: Settled = None,
    method: How = None,
    samples: Samples = None,
    series: Series = None,
    allow_large: Leave = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where results go; default: NAME-study.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="Of the tables: csv or parquet.")
    ] = "csv",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; default: one on each core.")
    ] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask cluster's scheduler, instead.")
    ] = None,
    lang: Language = "en",
) -> None:
    """Run a scenario many times, with what varies varied, and say what came of it.

    Writes DIR/runs.csv (a row for each run and picture) and DIR/report.html. What is done is kept:
    the same command goes on where it was stopped. VALUES are a list (40,80,160), range(100,400),
    range(100,400,4), and for places grid(5,8), random(40), anywhere(). A path is a section, an id
    (or a star: each), a field; .count of a list keeps so many, .present of a link says if it is
    there:

        iffsim study local-bubble --seeds 200
        iffsim study local-bubble --seeds 25 --vary "sites.battery.place=random(40)"
        iffsim study needle --vary "background.*.count=20,40,80" --vary links.*.present=true,false
        iffsim study local-bubble --method latin --samples 500 --vary "sites.*.p_reply=range(0.5,1)"
        iffsim study my-study.toml --dask tcp://127.0.0.1:8786
    """
    from iffsim.cli.words import index_of
    from iffsim.studies.results import FORMS

    index_of("--format", "format", form, FORMS)
    plan = planned(
        source,
        {
            "seeds": seeds, "vary": vary or [], "set": set_ or [], "method": method,
            "samples": samples, "series": series, "allow_large": allow_large,
        },
    )  # fmt: skip
    folder = Path(f"{Path(source).stem}-study") if out is None else out
    results = carry_out(plan, folder, workers, dask)
    written = results.write(folder, form)
    written.append(report(results, folder, lang))
    show(results, written)


def planned(source: str, options: dict[str, Any]) -> Plan:
    """Return the plan that a command line asks for. Raises `BadInput`."""
    from iffsim.base.errors import bad
    from iffsim.studies import design, plan, written

    data: dict[str, Any] = {}
    path = Path(source)
    beside = None
    if _is_study(path):
        from iffsim.scenario.load import table_of

        data = table_of(path, "study")
        beside = path.parent
    else:
        data["scenario"] = source
    name = path.name if beside is not None else "study"
    for key in ("method", "samples", "series"):
        if options[key] is not None:
            data[key] = options[key]
    if options["seeds"] is not None:
        data["seeds"] = written.seeds(options["seeds"])
    if options["allow_large"]:
        data["allow_large"] = True
    if options["vary"]:
        if data.get("vary"):
            raise bad("--vary", f"{path.name} says what varies already")
        data["vary"] = [written.vary(text) for text in options["vary"]]
    if options["set"]:
        data["set"] = {**data.get("set", {}), **dict(map(written.setting, options["set"]))}
    return plan.planned(design.checked(data, name), name, beside)


def _is_study(path: Path) -> bool:
    """Return whether a file says which scenario it studies, as a scenario never does."""
    if path.suffix != ".toml" or not path.is_file():
        return False
    from iffsim.base.errors import BadInput
    from iffsim.scenario.load import table_of

    try:
        return "scenario" in table_of(path, "study")
    except BadInput:
        return False  # a scenario's loader says what is wrong with it


def carry_out(plan: Plan, folder: Path, workers: int | None, dask: str | None) -> Results:
    """Do what is missing of a study, with a bar that says the time left; what is interrupted is
    kept, and said."""
    from iffsim.cli.progress import rising
    from iffsim.studies.api import opened
    from iffsim.studies.backends import carried_out
    from iffsim.studies.results import Results

    store = opened(plan, folder)
    before = min(plan.total, len(store.done()) * plan.chunk)
    if before:
        print(f"{folder}: {before:,} of {plan.total:,} runs are there already", file=sys.stderr)
    try:
        with rising(f"{plan.total:,} runs") as tell:
            carried_out(plan, store, workers, dask, tell)
    except KeyboardInterrupt:
        kept = min(plan.total, len(store.done()) * plan.chunk)
        said = f"stopped: {kept:,} of {plan.total:,} runs are kept in {folder}"
        print(f"{said}; the same command goes on", file=sys.stderr)
        raise
    return Results(plan, store)


def report(results: Results, folder: Path, lang: str) -> Path:
    """Write the study's report and return where."""
    from iffsim.base.files import whole
    from iffsim.report.html.study import page

    path = folder / "report.html"
    with whole(path) as temporary:
        temporary.write_text(page(results, lang), encoding="utf-8", newline="\n")
    return path


def show(results: Results, written: list[Path]) -> None:
    """Print what a person asks first: each picture's main measures, 5 to 95 % of the runs."""
    from rich.console import Console
    from rich.table import Table

    from iffsim.report.html.study import headlines
    from iffsim.words.say import ENGLISH

    plan = results.plan
    table = Table(
        title=f"{plan.scenario.title}: {plan.total:,} runs",
        caption="Illustrative, not real.",
        title_justify="left",
        caption_justify="left",
    )
    table.add_column("over the whole run")
    table.add_column("picture")
    table.add_column("median (5-95 %)")
    for label, cells in headlines(results, ENGLISH, SAID):
        table.add_section()
        for row, (picture, cell) in enumerate(zip(plan.pictures, cells, strict=True)):
            table.add_row("" if row else label, picture, cell)
    Console(highlight=False).print(table)
    if failed := results.failed:
        print(f"{failed:,} runs failed; their sentences are in the column error", file=sys.stderr)
    for path in written:
        print(f"written: {path}", file=sys.stderr)
