"""`iffsim info`: the page about a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iffsim.scenario import Scenario

HEADINGS = {
    "what": ("What it is", "Nedir"),
    "how": ("How it works", "Nasıl işler"),
    "notice": ("Things to notice", "Dikkat edin"),
    "tries": ("Things to try", "Deneyin"),
    "origin": ("Where it comes from", "Kaynağı"),
}


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

    console = Console(highlight=False)
    for heading, text in page(load(name), turkish):
        console.print(f"[bold]{escape(heading)}[/bold]")
        console.print(escape(text))
        console.print()


def page(scenario: Scenario, turkish: bool = False) -> Iterator[tuple[str, str]]:
    """Yield (heading, text) of the page about a scenario, what is missing left out."""

    def said(of: object, name: str) -> str:
        twin = getattr(of, f"{name}_tr") if turkish else ""
        return " ".join(str(twin or getattr(of, name)).split())

    yield said(scenario, "title"), said(scenario, "summary")
    if scenario.lesson:
        yield ("Ders", said(scenario, "lesson")) if turkish else ("Lesson", scenario.lesson)
    for name, headings in HEADINGS.items() if scenario.info is not None else ():
        if text := said(scenario.info, name):
            yield headings[turkish], text
    aims = scenario.objectives_tr if turkish and scenario.objectives_tr else scenario.objectives
    if aims:
        yield "Hedefler" if turkish else "Objectives", "\n".join(f"- {aim}" for aim in aims)
    if scenario.tags:
        yield "Etiketler" if turkish else "Tags", " ".join(scenario.tags)
