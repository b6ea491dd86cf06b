"""The commands put together, with the help that teaches them."""

from __future__ import annotations

from typing import Annotated

import typer

from iffsim.cli import (
    check,
    explain,
    export,
    imports,
    info,
    new,
    play,
    profile,
    record,
    report,
    run,
    runsheet,
    schema,
    shipped,
    teach,
)
from iffsim.cli.words import Headless, OutFolder

EPILOG = """
Start here:

    iffsim                                   watch the main demo
    iffsim list                              what else there is to watch
    iffsim run local-bubble                  scorecards, no window
    iffsim explain local-bubble --aircraft KC1 --at 00:12:30

Each command has its own help: iffsim run --help.

Illustrative only: no range, speed or behaviour here is real.
"""

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EPILOG,
)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    out: OutFolder = None,
    headless: Headless = False,
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
) -> None:
    """One sky, seen through linked and unlinked air pictures.

    Shows what follows if a 2019 policy article's claim holds: that a battery which stands alone
    calls every aircraft "unknown" but its own side's. Without a command it plays the main demo;
    without a display it renders the demo to files and says where.
    """
    if version:
        from iffsim import __version__

        print(f"iffsim {__version__}")
    elif context.invoked_subcommand is None:
        play.play(play.MAIN_DEMO, out=out, headless=headless)


for command in (
    play.play, run.run, check.check, record.record, export.export, explain.explain,
    profile.profile, info.info, new.new, schema.schema, report.report,
    runsheet.runsheet, teach.teach,
):  # fmt: skip
    app.command()(command)
app.command("list")(shipped.shipped)
app.command("import")(imports.import_)
