"""`iffsim teach`: a class from the instructor's console."""

from __future__ import annotations

import shlex
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iffsim.base.errors import BadInput, bad
from iffsim.cli.play import MAIN_DEMO, has_display, tell_autosave
from iffsim.cli.words import Language, Seed

if TYPE_CHECKING:
    from iffsim.classroom.lock import Lock
    from iffsim.server.process import Server
    from iffsim.view.window.classdesk import ClassDesk


def teach(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO|SESSION",
            help="A shipped scenario's name, a .toml file, or a session (.iffses, .autosave).",
        ),
    ] = MAIN_DEMO,
    seed: Seed = None,
    lang: Language = "en",
    plan: Annotated[
        int, typer.Option("--plan", help="Which lesson plan, by its length in minutes.")
    ] = 0,
    watch: Annotated[
        bool, typer.Option("--watch", help="Of a session open in another window: watch only.")
    ] = False,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Lead a session that is open in another window.")
    ] = False,
    phones: Annotated[
        bool, typer.Option("--class", help="Let the class answer on its own phones.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Of the phones' server; 0: any free.")
    ] = 8765,
    address: Annotated[
        str, typer.Option("--address", help="On which address of this computer it is reached.")
    ] = "127.0.0.1",
) -> None:
    """Hold a class: freeze, step, inject, ask, compare, and keep the record.

    Every key is in the column at the right, and under ?. Everything is autosaved; Ctrl S gives the
    session a file. If the last class ended in a crash, its autosave is opened, and you are told
    what was found:

        iffsim teach
        iffsim teach local-bubble
        iffsim teach class.iffses
        iffsim teach class.iffses --watch
        iffsim teach --class --address 192.168.1.20
    """
    from iffsim.classroom.plan import lengths as plan_lengths

    if phones:
        _can_open(address, watch)

    choose = not phones  # who leads the class opens it to phones
    found = desk(scenario, seed, watch=watch, take_over=take_over, choose=choose, lang=lang)
    lengths = plan_lengths(found.live.session.scenario)
    if plan and plan not in lengths:
        found.let_go()
        known = " or ".join(str(one) for one in lengths) or "none: the scenario has no lesson plan"
        raise bad("--plan", f"is {plan}; expected {known}")
    if not has_display():
        found.let_go()
        raise bad("teach", "needs a window, and there is no display here")
    from iffsim.view.model.comfort import Comfort
    from iffsim.view.window.loop import teach as hold

    with _opened_to_phones(found, address, port, lang) if phones else nullcontext():
        autosave = hold(found, comfort=Comfort(lang), plan=plan)[1]
    tell_autosave(autosave)


def _can_open(address: str, watch: bool) -> None:
    """Raise `BadInput` if no server can be opened for the class's phones."""
    from iffsim.server import door

    door.needed()
    door.address(address)
    if watch:
        raise bad("--class", "and --watch exclude each other: who leads the class opens it")


def _opened_to_phones(found: ClassDesk, address: str, port: int, lang: str) -> Server:
    """Open the class to its own phones, and say what was opened."""
    from iffsim.server import door
    from iffsim.server.page import pages
    from iffsim.server.process import Server
    from iffsim.server.wire import Open, Person
    from iffsim.view.window.phones import Phones, wake

    before = {one.client: Person(one.who, one.team)
              for one in found.live.session.answers if one.client}  # fmt: skip
    opening = Open(door.address(address), port, door.code(), pages(lang), before)
    try:
        server = Server(opening, wake)
    except BadInput:
        found.let_go()
        raise
    opened = door.Door(opening.address, server.port, opening.code)
    print(opened.printed(), opened.sentence(), sep="\n", flush=True)
    found.phones = Phones(server, opened)
    return server


def desk(
    source: str, seed: int | None, *, watch: bool = False, take_over: bool = False,
    choose: bool = False, lang: str = "en",
) -> ClassDesk:  # fmt: skip
    """Return the desk for a scenario, or for a session that goes on.

    `watch`: only follow what another window does; `take_over`: lead a class that another window
    leads; `choose`: let it be chosen in the window, if one can open. Raises `BadInput`.
    """
    from iffsim.classroom.names import is_session
    from iffsim.cli.sources import no_seed, open_source
    from iffsim.view.window.classdesk import ClassDesk

    if not is_session(source):
        if watch or take_over:
            raise bad("--watch" if watch else "--take-over", "expected a session (.iffses)")
        _others()
        return ClassDesk.of(open_source(source, seed))
    no_seed(seed, "session")
    if watch and take_over:
        raise bad("--watch", "and --take-over exclude each other")
    from iffsim.classroom import lock
    from iffsim.classroom.names import autosave_of, belongs_to
    from iffsim.view.window.watchdesk import WatchDesk

    path = Path(source)
    file = belongs_to(path)
    if watch:
        return WatchDesk(file)
    try:
        return _led(path, take_over, lang)
    except lock.Taken as error:
        leader = lock.in_use(autosave_of(file))
        if leader is not None and choose and has_display():
            return WatchDesk(file, leader.since, lambda lang: _led(path, True, lang))
        ways = ("to watch it", "--watch"), ("to take it over", "--take-over")
        again = f"iffsim teach {shlex.quote(source)}"
        how = "; ".join(f"{what}: {again} {flag}" for what, flag in ways)
        raise bad(source, f"{error.faults[0].what}; {how}") from None


def _led(path: Path, take_over: bool, lang: str) -> ClassDesk:
    """Return the desk of a session that is led from here. Raises `Taken` while another window
    leads it, unless it is taken over; `BadInput` when it cannot be read."""
    from iffsim.classroom import lock
    from iffsim.classroom.names import autosave_of, belongs_to

    held = None
    try:
        held = lock.acquire(autosave_of(belongs_to(path)), take_over)
    except lock.Taken:
        raise
    except BadInput as error:  # a full disk: the window tries again
        print(error, file=sys.stderr)
    try:
        return _opened(path, held, lang)
    except BadInput:
        if held is not None:
            held.release()
        raise


def _opened(path: Path, held: Lock | None, lang: str) -> ClassDesk:
    """Return the desk for a session, from its autosave if it was not closed. Says what it found."""
    from iffsim.classroom.journal import recovered
    from iffsim.classroom.live import Live
    from iffsim.classroom.names import autosave_of, belongs_to, is_autosave
    from iffsim.classroom.sessions import open_session
    from iffsim.view.window.classdesk import ClassDesk, tell
    from iffsim.words.say import Words

    file = belongs_to(path)
    autosave = path if is_autosave(path) else autosave_of(path)
    if not is_autosave(path) and not (path.is_file() and autosave.is_file()):
        return ClassDesk(Live(open_session(path)), path, held=held)
    try:
        found = recovered(autosave)
    except BadInput as error:
        if is_autosave(path):
            raise
        print(error, file=sys.stderr)  # it is kept as ".old"
        return ClassDesk(Live(open_session(path)), path, held=held)
    saved = None
    if file.is_file():
        try:
            saved = open_session(file)
        except BadInput as error:
            print(error, file=sys.stderr)
    print(f"{autosave}: {tell(found, Words(lang))}", file=sys.stderr)
    done = found.session.history
    follows = saved is not None and done[: len(saved.history)] == saved.history
    if saved is not None and not follows:
        print(f"{file}: is of another class than its autosave, and stays as it is", file=sys.stderr)
    kept = file if follows else None  # what would be lost is not written over
    return ClassDesk(Live(found.session), kept, saved=saved, found=found, held=held)


def _others() -> None:
    """Say which classes ended without being saved."""
    from iffsim.classroom.journal import left_behind

    for path in left_behind()[:3]:
        print(f"A class was not saved: iffsim teach {path}", file=sys.stderr)
