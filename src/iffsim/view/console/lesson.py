"""The lesson plan by its next-step key: the desk does a step's commands, one after the other."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from iffsim.classroom import acts, palette, plan
from iffsim.classroom.marks import Bookmark, Note
from iffsim.classroom.plan import Order, Progress
from iffsim.scenario.words import seconds
from iffsim.scene.asked import View
from iffsim.view.console import act, asking
from iffsim.view.console.act import At
from iffsim.view.model.actions import Action, PlayPause, StepScan, TurnChapter, apply
from iffsim.view.model.console import Purpose, Use
from iffsim.view.model.looking import ShowView
from iffsim.view.model.state import ViewState


def progress(at: At) -> Progress:
    """Return how far the class has come in its plan."""
    return plan.progress(at.session, at.console.clock_s, at.console.plan)


def next_step(at: At) -> Use:
    """Take the next step of the plan: its commands wait in the console for the desk."""
    now = progress(at)
    step = now.next
    if step is None:
        return at.say("said.plan_ended")
    took = acts.Step(plan=now.minutes, step=now.taken, position_s=at.state.time_s)
    console = replace(at.console.idle(), orders=plan.orders(step))
    return Use(console, (took,))


def carried_out(order: Order, at: At) -> ViewState:
    """Return the state after one command of a step; what it asks for the desk does before the
    next one."""
    if order.command.startswith("inject."):
        entry = palette.BY_ID[order.command.removeprefix("inject.")]
        edit = entry.made(at.state.time_s, order.about, ())
        said = palette.words(edit, at.words)
        done = acts.Do(edit=edit, position_s=at.state.time_s)
        return apply(at.state, Use(at.console.idle(said), (done,)))
    if order.command.startswith("view."):
        return apply(at.state, ShowView(View(order.command.removeprefix("view."))))
    action = _ORDERS[order.command](at, order.first)
    return at.state if action is None else apply(at.state, action)


Does = Callable[[At, str], Action | None]


def _playing(wanted: bool) -> Does:
    return lambda at, _: PlayPause() if at.state.playing != wanted else None


def _jump(at: At, when: str) -> Action:
    if when.startswith("c"):
        return act.jumped(at, when)
    return Use(at.console.idle(), time_s=seconds(when), freeze=True)


def _truth(at: At, wanted: str) -> Action | None:
    return act.truth(at) if at.console.truth != (wanted == "shown") else None


def _reveal(at: At, _: str) -> Action | None:
    prompt = asking.current(at)
    return None if prompt is None or prompt.revealed else asking.ask(at)


def _select(at: At, name: str) -> Action:
    return Use(at.console.idle(), select=at.recording.world.fleet.ids.index(name))


def _highlight(at: At, name: str) -> Action:
    lit = tuple(dict.fromkeys((*at.console.lit, name)))
    return Use(replace(at.console.idle(), lit=lit))


def _mark(at: At, name: str) -> Action:
    now = at.state.time_s
    mark = Bookmark(at_s=now, name=name, aircraft=at.aircraft)
    return Use(at.console.idle(), (acts.Mark(bookmark=mark, position_s=now),))


def _note(at: At, text: str) -> Action:
    now = at.state.time_s
    return Use(at.console.idle(), (acts.Write(note=Note(at_s=now, text=text), position_s=now),))


def _restore(at: At, name: str) -> Action:
    kept = {line.name for line in at.session.lines}
    return act.picked(at, Purpose.RESTORE, name) if name in kept else at.say("said.nothing_kept")


def _speed(at: At, times: str) -> Action:
    return Use(at.console.idle(), speed=float(times))


_ORDERS: dict[str, Does] = {
    "play": _playing(True),
    "freeze": _playing(False),
    "speed": _speed,
    "jump": _jump,
    "chapter.next": lambda at, _: TurnChapter(1),
    "scan.next": lambda at, count: StepScan(int(count)),
    "scan.back": lambda at, count: StepScan(-int(count)),
    "seek.next": lambda at, _: act.event(1)(at),
    "seek.back": lambda at, _: act.event(-1)(at),
    "window": lambda at, _: None if at.console.window else act.window(at),
    "truth": _truth,
    "select": _select,
    "highlight": _highlight,
    "wipe": lambda at, _: act.wipe(at),
    "ask": lambda at, name: asking.picked(at, f"?{name}"),
    "reveal": _reveal,
    "question.away": lambda at, _: asking.away(at),
    "bookmark": _mark,
    "note": _note,
    "snapshot": lambda at, name: Use(
        at.console.idle(), (acts.Snapshot(name=name, position_s=at.state.time_s),)
    ),
    "restore": _restore,
    "fork": lambda at, name: act.fork(at, name),
    "compare.end": lambda at, _: None if at.console.against is None else act.compare(at),
    "undo": lambda at, _: Use(at.console.idle(), (acts.Undo(position_s=at.state.time_s),)),
    "redo": lambda at, _: Use(at.console.idle(), (acts.Redo(position_s=at.state.time_s),)),
    "save": lambda at, name: act.saved(at, f"{name}.iffses"),
}
"""What each command of a plan does, but injects and ways of looking."""
