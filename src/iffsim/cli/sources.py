"""From what was named on the command line to a recording."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from iffsim.base.errors import bad
from iffsim.classroom.names import is_session

if TYPE_CHECKING:
    from iffsim.recording import Recording

SUFFIX = ".iffrec"


def open_source(source: str, seed: int | None = None) -> Recording:
    """Return the recording that `source` names, or the run of the scenario or session that it
    names.

    Raises `BadInput`.
    """
    if source.endswith(SUFFIX):
        no_seed(seed, "recording")
        from iffsim.store import open_recording

        return open_recording(Path(source))
    if is_session(source):
        no_seed(seed, "session")
        from iffsim.classroom.journal import reopen
        from iffsim.classroom.live import Live

        return Live(reopen(Path(source))).recording
    if seed is not None and not 0 <= seed <= 1 << 53:
        raise bad("--seed", f"{seed} is out of range; expected 0 to 2^53")
    from iffsim.bake import run
    from iffsim.cli.progress import rising
    from iffsim.scenario import load

    scenario = load(source)
    with rising(f"flying {scenario.title}") as progress:
        return run(scenario, seed, progress)


def no_seed(seed: int | None, kind: str) -> None:
    """Raise `BadInput` for a seed beside what was drawn with one: a "session", a "recording"."""
    if seed is not None:
        raise bad("--seed", f"a {kind} has its seed already; give a scenario")


def source_name(source: str) -> str:
    """Return the name that files made from `source` carry."""
    return Path(source).stem or "iffsim"
