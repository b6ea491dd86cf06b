"""`iffsim info`: the page about a scenario."""

from __future__ import annotations

from typing import Annotated

import typer


def info(
    name: Annotated[str, typer.Argument(metavar="SCENARIO", help="A shipped scenario or a file.")],
    turkish: Annotated[bool, typer.Option("--turkish", help="In Turkish, where there is.")] = False,
) -> None:
    """Say what a scenario is about: how it works, what to notice, what to try.

    For example: iffsim info local-bubble.
    """
    from rich.console import Console
    from rich.markup import escape

    from iffsim.scenario import load
    from iffsim.scenario.about import page
    from iffsim.words.say import ENGLISH, TURKISH

    console = Console(highlight=False)
    for heading, text in page(load(name), TURKISH if turkish else ENGLISH):
        console.print(f"[bold]{escape(heading)}[/bold]")
        console.print(escape(text))
        console.print()
