"""`iffsim check`: every fault of scenario files, and what is probably not meant in them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Scenario files or names, recordings, sessions."),
    ],
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as faults.")] = False,
) -> None:
    """Say everything that is wrong with scenarios, one line for each fault, and warn of what is
    probably not meant: an event that nothing sees, an aircraft that never comes near.

    For example: iffsim check scenarios/*.toml. The exit code is 0 only if all are well.
    """
    wrong = [line for path in paths for line in faults_of(path, strict)]
    if wrong:
        raise typer.Exit(2)


def faults_of(path: str, strict: bool = False) -> list[str]:
    """Return every fault of one file, having said them, or having said "ok"; where `strict`, its
    warnings too."""
    from iffsim.base.errors import BadInput
    from iffsim.classroom.names import is_session
    from iffsim.cli.sources import SUFFIX
    from iffsim.scenario import load

    warned: list[str] = []
    try:
        if path.endswith(SUFFIX):
            from iffsim.store import open_recording

            open_recording(Path(path))
        elif is_session(path):
            from iffsim.classroom.journal import reopen

            reopen(Path(path))
        else:
            from iffsim.lint import warnings

            warned = [f"warning: {fault}" for fault in warnings(load(path), Path(path).name)]
    except BadInput as error:
        found = [str(fault) for fault in error.faults]
        print("\n".join(found), file=sys.stderr)
        return found
    print(*warned, f"{path}: ok", sep="\n")
    return warned if strict else []
