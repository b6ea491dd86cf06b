"""`iffsim export`: the take-away page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from iffsim.cli.words import Seed, Source

SUFFIXES = (".html", ".htm")

File = Annotated[Path, typer.Option(metavar="FILE", help="An .html file.")]


def export(scenario: Source, out: File, seed: Seed = None) -> None:
    """Write one self-contained page: the story for people who will not install anything.

    Open it in any browser, from disk, without a network: pictures side by side, chapters,
    captions in English and Turkish, and a why-card for each track.

        iffsim export local-bubble --out story.html
    """
    from iffsim.base.errors import bad
    from iffsim.cli.sources import open_source
    from iffsim.export import write

    if out.suffix.lower() not in SUFFIXES:
        raise bad("--out", f'"{out}" is no page; expected a name in .html')
    write(open_source(scenario, seed), out)
    print(out)
