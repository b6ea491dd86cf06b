"""`iffsim info`: the page about a scenario."""

from __future__ import annotations

from typing import Annotated

import typer

from iffsim.cli.words import Language


def info(
    name: Annotated[str, typer.Argument(metavar="SCENARIO", help="A shipped scenario or a file.")],
    lang: Language = "en",
) -> None:
    """Say what a scenario is about: how it works, what to notice, what to try.

    For example:

        iffsim info local-bubble
        iffsim info local-bubble --lang tr
    """
    from rich.console import Console
    from rich.markup import escape

    from iffsim.scenario import load
    from iffsim.scenario.about import page
    from iffsim.words.say import Words

    console = Console(highlight=False)
    for heading, text in page(load(name), Words(lang)):
        console.print(f"[bold]{escape(heading)}[/bold]")
        console.print(escape(text))
        console.print()
