"""`iffsim list`: the scenarios that come with the program."""

from __future__ import annotations


def shipped() -> None:
    """List the scenarios that come with the program.

    Play one with: iffsim play NAME
    """
    from rich.console import Console
    from rich.table import Table

    from iffsim.base.assets import scenario_names
    from iffsim.scenario import load

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for name in scenario_names():
        scenario = load(name)
        table.add_row(name, scenario.title)
        table.add_row("", " ".join(scenario.summary.split()), style="dim")
    Console(highlight=False).print(table)
