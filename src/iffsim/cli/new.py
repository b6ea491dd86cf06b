"""`iffsim new`: a commented scenario, or study, to start from."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the file is to be called.")],
    study: Annotated[
        bool, typer.Option("--study", help="A study of many runs, not a scenario.")
    ] = False,
) -> None:
    """Write a commented scenario (or study) to start from, NAME.toml, and its schema beside it.

    For example: iffsim new black-sea, then iffsim play black-sea.toml.
    """
    from iffsim.base import assets
    from iffsim.base.errors import bad
    from iffsim.base.files import whole
    from iffsim.cli.schema import BESIDE, STUDY, first_line
    from iffsim.scenario.near import shown

    path = Path(name if name.endswith(".toml") else f"{name}.toml")
    if not re.fullmatch(r"\w[\w .-]{0,99}\.toml", path.name):
        raise bad("NAME", f"{shown(name)} is no name for a file; expected letters and digits")
    if os.path.lexists(path):
        raise bad(str(path), "is there already; choose another name")
    text = assets.path("study-starter.toml" if study else "starter.toml").read_text(
        encoding="utf-8"
    )
    schema = STUDY if study else BESIDE
    with whole(path) as temporary:
        temporary.write_text(f"{first_line(schema)}\n{text}", encoding="utf-8", newline="\n")
    beside = path.with_name(schema)
    if not os.path.lexists(beside):  # whoever gets both files gets the editor's help
        with whole(beside) as temporary:
            temporary.write_bytes(assets.path(schema).read_bytes())
    typed = f'"{path}"' if " " in str(path) else path
    print(f"{path}: written; now try: iffsim {'study' if study else 'play'} {typed}")
