"""`iffsim list`: the scenarios that come with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def shipped() -> None:
    """List the scenarios that come with the program.

    Play one with: iffsim play NAME
    """
    from rich.console import Console
    from rich.table import Table

    from iffsim.base import assets

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for name in assets.scenario_names():
        said = head(assets.scenario_path(name))
        table.add_row(name, said["title"])
        table.add_row("", " ".join(said["summary"].split()), style="dim")
    Console(highlight=False).print(table)


def head(file: Path) -> dict[str, Any]:
    """Return what a shipped scenario says before its first table: to read all of it takes long."""
    import tomllib

    return tomllib.loads(file.read_text(encoding="utf-8").partition("\n[")[0])
