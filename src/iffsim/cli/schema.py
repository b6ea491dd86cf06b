"""`iffsim schema`: the scenario format for editors, and the line that names it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

BESIDE, STUDY = "scenario.schema.json", "study.schema.json"
"""The schemas' own names."""


def schema(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the schema to this file.")
    ] = None,
    study: Annotated[bool, typer.Option("--study", help="That of studies.")] = False,
) -> None:
    """Say which first line lets an editor complete and check a scenario, or write the schema.

    For example: iffsim schema, and put the line that it says above everything else in your file.
    """
    from iffsim.base import assets
    from iffsim.base.files import whole

    name = STUDY if study else BESIDE
    if out is None:
        print(first_line(name))
        print(f"(holds on every machine: iffsim schema --out {name} writes the file it names)")
        return
    with whole(out) as temporary:
        temporary.write_bytes(assets.path(name).read_bytes())
    what = "study" if study else "scenario"
    print(f"{out}: written; a {what} beside it begins with: {first_line(out.name)}")


def first_line(name: str = BESIDE) -> str:
    """Return the line for a scenario with the schema beside it: it holds on every machine."""
    return f"#:schema ./{name}"
