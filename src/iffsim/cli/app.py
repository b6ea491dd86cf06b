"""The commands put together, with the help that teaches them; a command is imported when it is
called, so that `iffsim list` does not wait for what `iffsim run` needs."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from iffsim.cli.plain import plainly
from iffsim.cli.words import Headless, OutFolder

COMMANDS = {
    "play": "play.play",
    "run": "run.run",
    "check": "check.check",
    "record": "record.record",
    "export": "export.export",
    "explain": "explain.explain",
    "profile": "profile.profile",
    "info": "info.info",
    "new": "new.new",
    "schema": "schema.schema",
    "study": "study.study",
    "report": "report.report",
    "site": "site.site",
    "runsheet": "runsheet.runsheet",
    "teach": "teach.teach",
    "list": "shipped.shipped",
    "import": "imports.import_",
}
"""Name of each command, and its module and function in this package; help lists them in order."""

EPILOG = """
Start here:

    iffsim                                   watch the main demo
    iffsim list                              what else there is to watch
    iffsim run local-bubble                  scorecards, no window
    iffsim explain local-bubble --aircraft KC1 --at 00:12:30

Each command has its own help: iffsim run --help.

Illustrative only: no range, speed or behaviour here is real.
"""

STYLE: dict[str, Any] = {
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "rich_markup_mode": "markdown",
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


def function(name: str) -> Callable[..., None]:
    """Return the function behind a command."""
    module, _, attribute = COMMANDS[name].partition(".")
    found: Callable[..., None] = getattr(import_module(f"iffsim.cli.{module}"), attribute)
    return found


def summary(name: str) -> str:
    """Return what a command does, in a sentence: how its docstring begins."""
    return " ".join((inspect.getdoc(function(name)) or "").partition("\n\n")[0].split())


def command(name: str) -> Any:
    """Return a command on its own."""
    alone = typer.Typer(**STYLE)
    alone.command(name)(function(name))
    return get_command(alone)


class Commands(TyperGroup):
    """All commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help: typer's own boxes take longer to import than all that is printed here."""
        from rich.console import Console
        from rich.table import Table

        console = Console(highlight=False)
        records = [param.get_help_record(ctx) for param in self.get_params(ctx)]
        lists = {
            "Options": [record for record in records if record],
            "Commands": [(name, summary(name)) for name in COMMANDS],
        }
        console.print(f"Usage: {ctx.command_path} {' '.join(self.collect_usage_pieces(ctx))}\n")
        for paragraph in str(self.help).split("\n\n"):
            console.print(" ".join(paragraph.split()), "\n", markup=False)
        for title, rows in lists.items():
            table = Table(title, "", box=None, pad_edge=False, padding=(0, 2, 0, 0))
            for name, said in rows:
                table.add_row(f"[bold]{name}[/]", said)
            console.print(table, "")
        console.print(str(self.epilog).strip(), markup=False)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by its name; None: there is none."""
        return command(cmd_name) if cmd_name in COMMANDS else None


app = typer.Typer(cls=Commands, epilog=EPILOG, **STYLE)


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
        from iffsim.cli.play import MAIN_DEMO, play

        play(MAIN_DEMO, out=out, headless=headless)


def called(words: list[str]) -> Any:
    """Run what `words` call and return its exit code; a command is called without the others."""
    words = words or ["play"]
    if words and words[0] in COMMANDS:
        given = plainly(function(words[0]), words[1:])
        if given is not None:
            return function(words[0])(**given)
        return command(words[0])(words[1:], prog_name=f"iffsim {words[0]}", standalone_mode=False)
    return app(words, prog_name="iffsim", standalone_mode=False)
