"""`iffsim teach`: a class from the instructor's console."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iffsim.base.errors import bad
from iffsim.cli.play import MAIN_DEMO, has_display, tell_autosave
from iffsim.cli.record import Language
from iffsim.cli.words import Seed

if TYPE_CHECKING:
    from iffsim.view.window.classdesk import ClassDesk


def teach(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="[SCENARIO | SESSION]",
            help="A shipped scenario's name, a .toml file, or a session (.iffses, .autosave).",
        ),
    ] = MAIN_DEMO,
    seed: Seed = None,
    lang: Language = "en",
) -> None:
    """Hold a class: freeze, step, inject, ask, compare, and keep the record.

    Every key is in the column at the right, and under ?. Everything is autosaved; Ctrl S gives the
    session a file. If the last class ended in a crash, its autosave is opened:

        iffsim teach
        iffsim teach local-bubble
        iffsim teach class.iffses
    """
    found = desk(scenario, seed)
    if not has_display():
        raise bad("teach", "needs a window, and there is no display here")
    from iffsim.view.model.comfort import Comfort
    from iffsim.view.window.loop import teach as hold

    tell_autosave(hold(found, comfort=Comfort(lang))[1])


def desk(source: str, seed: int | None) -> ClassDesk:
    """Return the desk for a scenario, or for a session that goes on. Raises `BadInput`."""
    from iffsim.classroom.live import Live
    from iffsim.cli.sources import is_session, open_source
    from iffsim.view.window.classdesk import ClassDesk

    if not is_session(source):
        _others()
        return ClassDesk.of(open_source(source, seed))
    if seed is not None:
        raise bad("--seed", "a session has its seed already; give a scenario")
    from iffsim.classroom.journal import reopen
    from iffsim.classroom.sessions import SUFFIX, autosave_of

    path = Path(source)
    file, _, rest = path.name.partition(f"{SUFFIX}.autosave")
    if rest or path.name != file:  # an autosave: what it belongs to may have no file yet
        own = path.with_name(file + SUFFIX)
        kept = own if own.exists() else None
        return ClassDesk(Live(reopen(path)), kept, path.with_name(f"{own.name}.autosave"))
    saved = autosave_of(path)
    if not (saved.is_file() and path.is_file()):
        return ClassDesk(Live(reopen(path)), path)
    print(f"It was not closed: its autosave is opened, {saved}", file=sys.stderr)
    return ClassDesk(Live(reopen(saved)), path)


def _others() -> None:
    """Say which classes ended without being saved."""
    from iffsim.classroom.journal import left_behind

    for path in left_behind()[:3]:
        print(f"A class was not saved: iffsim teach {path}", file=sys.stderr)
