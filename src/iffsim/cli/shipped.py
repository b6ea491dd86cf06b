"""`iffsim list`: the scenarios that come with the program."""

from __future__ import annotations


def shipped() -> None:
    """List the scenarios that come with the program.

    Play one with: iffsim play NAME
    """
    from rich.console import Console
    from rich.table import Table

    from iffsim.assets import scenario_names
    from iffsim.scenario import load

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in ("name", "title", "summary"):
        table.add_column(column, no_wrap=column == "name")
    for name in scenario_names():
        scenario = load(name)
        table.add_row(name, scenario.title, " ".join(scenario.summary.split()))
    Console(highlight=False).print(table)
