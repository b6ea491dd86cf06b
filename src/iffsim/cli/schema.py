"""`iffsim schema`: the scenario format for editors, and the line that names it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def schema(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the schema to this file.")
    ] = None,
) -> None:
    """Say which first line lets an editor complete and check a scenario, or write the schema.

    For example: iffsim schema, and put what it says above everything else in your file.
    """
    from iffsim.base import assets
    from iffsim.base.files import whole

    if out is None:
        print(first_line())
        return
    with whole(out) as temporary:
        temporary.write_bytes(assets.path("scenario.schema.json").read_bytes())
    print(f"{out}: written; a scenario beside it begins with: #:schema ./{out.name}")


def first_line() -> str:
    """Return the line for a scenario anywhere on this machine: the shipped schema, as a URL.

    A path would do for most, but editors end it at its first blank.
    """
    from iffsim.base import assets

    return f"#:schema {assets.path('scenario.schema.json').resolve().as_uri()}"
