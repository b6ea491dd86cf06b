"""`iffsim check`: every fault of scenario files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Scenario files or names, recordings.")
    ],
) -> None:
    """Say everything that is wrong with scenarios, one line for each fault.

    For example: iffsim check scenarios/*.toml. The exit code is 0 only if all are well.
    """
    faults = [fault for path in paths for fault in faults_of(path)]
    if faults:
        raise typer.Exit(2)


def faults_of(path: str) -> list[str]:
    """Return every fault of one scenario or recording, having said them, or having said "ok"."""
    from iffsim.cli.sources import SUFFIX
    from iffsim.errors import BadInput
    from iffsim.scenario import load

    try:
        if path.endswith(SUFFIX):
            from iffsim.store import open_recording

            open_recording(Path(path))
        else:
            load(path)
    except BadInput as error:
        found = [str(fault) for fault in error.faults]
        print("\n".join(found), file=sys.stderr)
        return found
    print(f"{path}: ok")
    return []
