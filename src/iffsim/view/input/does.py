"""What each command of the table does in this window: an action, or a function of where it is
given. Keys and buttons both go through `push`."""

from __future__ import annotations

import numpy as np

from iffsim.classroom.palette import PALETTE
from iffsim.commands.shut import shut
from iffsim.commands.table import BY_ID
from iffsim.recording import Recording
from iffsim.scene.asked import View
from iffsim.story.challenge import MOVES
from iffsim.story.shut import LOCKED
from iffsim.view.chrome import toolbar
from iffsim.view.chrome.info import height_of_page, most
from iffsim.view.console import act, asking, entry, injecting, lesson
from iffsim.view.drawing.layout import Layout
from iffsim.view.input import hands
from iffsim.view.input.given import Does, Given
from iffsim.view.map.sight import shown
from iffsim.view.model import (
    actions,
    challenge,
    comfort,
    looking,
    page,
    pointing,
    sandbox,
    supposing,
)
from iffsim.view.model.actions import Action
from iffsim.view.model.asked import track_numbers
from iffsim.view.model.camera import Camera, fitted
from iffsim.view.model.console import Console, Purpose, Use
from iffsim.view.model.context import context
from iffsim.view.model.sandbox import Switch
from iffsim.view.model.state import ViewState

PAN, ZOOM = 0.12, 1.3
"""How far a key moves the map, of the width that is seen; how much nearer it comes."""
CURTAIN = 0.02
"""How far a key moves the curtain, of the panel's width."""
SCROLL = 3
"""Lines for an arrow key or a notch of the wheel."""


def push(command: str, given: Given) -> Action | None:
    """Return what a command does, None if nothing; what is shut is refused aloud."""
    now = context(given.state)
    if not BY_ID[command].when.able(now):
        return None
    refusal = shut(command, now)
    if refusal is not None:
        return actions.Refuse(refusal)
    does = DOES[command]
    return does(given) if callable(does) else does


# Time, map, aircraft


def _pan(east: float, north: float) -> Does:
    def go(given: Given) -> Action:
        step = PAN * (given.state.aim or given.state.camera).span_km
        return actions.Pan(east * step, north * step)

    return go


def _zoom(factor: float) -> Does:
    def go(given: Given) -> Action:
        camera = given.state.aim or given.state.camera
        return actions.Zoom(factor, camera.east_km, camera.north_km)

    return go


def _curtain(step: float) -> Does:
    return lambda given: looking.MoveCurtain(given.state.curtain + step)


def _select(steps: int) -> Does:
    return lambda given: actions.Select(
        following(given.recording, given.state, given.layout, steps)
    )


def following(recording: Recording, state: ViewState, layout: Layout, steps: int) -> int | None:
    """Return the next aircraft, by track number, among those that any shown picture holds in
    view."""
    sights = shown(recording, state, layout)
    aircraft = np.unique(np.concatenate([sight.aircraft for sight in sights]))
    if not len(aircraft):
        return None
    number = track_numbers(recording, state)
    order = aircraft[np.argsort(number[aircraft], kind="stable")].tolist()
    if state.selected not in order:
        return int(order[0] if steps > 0 else order[-1])
    return int(order[(order.index(state.selected) + steps) % len(order)])


def fit(recording: Recording, state: ViewState) -> Camera:
    """Return the camera that shows all that the shown pictures hold; the area of interest if
    nothing."""
    places = [np.empty((2, 0))]
    for picture in state.pictures:
        known = recording.known(picture, state.time_s)
        places.append(recording.world.projection.km(known.xyz[:, known.alive]))
    km = np.concatenate(places, axis=1)
    km = km[:, np.isfinite(km).all(axis=0)]
    if not km.size:
        return state.show.home
    west, south = (km.min(axis=1) - 60.0).tolist()
    east, north = (km.max(axis=1) + 60.0).tolist()
    return fitted((west, south, east, north), 1.12)


def held(recording: Recording, state: ViewState, layout: Layout, aircraft: int) -> bool:
    """Return whether some picture on the window shows an aircraft as a track."""
    return any(aircraft in sight.aircraft for sight in shown(recording, state, layout))


def _bet(given: Given) -> Action | None:
    row = given.state.selected
    if row is None or not held(given.recording, given.state, given.layout, row):
        return None
    return looking.PlaceBet(row)


def _lever(given: Given) -> Action:
    """Pull the lever: go to where the link comes up. It is locked until a bet is placed."""
    return actions.Refuse(LOCKED) if given.state.bet is None else actions.TurnChapter(1)


def _back(given: Given) -> Action:
    """Close what was opened last; with nothing open, select nothing."""
    state = given.state
    match context(state).focus:
        case "line" | "list" | "place" | "inject":
            return entry.away(given.at)
        case "help":
            return actions.ToggleMarks() if state.marks else actions.ToggleHelp()
        case "page":
            return page.TogglePage()
        case "carry":
            return sandbox.LetGo()
        case "toolbar":
            return pointing.Focus(None)
    if state.topic is not None:
        return pointing.LightUp(0)
    if state.source:
        return looking.ToggleSource()
    return looking.CloseAnswer() if context(state).focus == "answer" else actions.Select(None)


def _scroll(given: Given) -> Action | None:
    leaf = max(SCROLL, height_of_page(given.state, given.layout) - 2)
    lines = {
        "Up": -SCROLL, "Down": SCROLL, "PageUp": -leaf, "PageDown": leaf, "Home": -10_000,
        "End": 10_000,
    }  # fmt: skip
    return scrolled(given.state, given.layout, lines[given.key])


def scrolled(state: ViewState, layout: Layout, lines: int) -> page.ScrollPage | None:
    """Return the scroll of the page by so many lines, as far as there are lines."""
    if state.page is None:
        return None
    return page.ScrollPage(min(max(state.page.first + lines, 0), most(state, layout)))


def _watch_next(given: Given) -> Action:
    """Go back to the chapter that begins two before the challenge's own."""
    chapters = given.state.show.chapters
    now = given.state.show.chapter_at(given.state.time_s)
    return actions.Seek(chapters[max(0, now - 2)].start_s)


def _walk(given: Given) -> Action:
    """Go along the toolbar."""
    here = toolbar.shown(given.state)
    if given.state.focus not in here:
        return pointing.Focus(None)
    step = 1 if given.key == "Right" else -1
    return pointing.Focus(here[(here.index(given.state.focus) + step) % len(here)])


def _press(given: Given) -> Action | None:
    """Push the button that the keyboard is on."""
    focus = given.state.focus
    if focus not in toolbar.shown(given.state):
        return pointing.Focus(None)
    return push(focus, given)


# The console


def _desk(command: act.Command) -> Does:
    return lambda given: command(given.at)


def _typing(purpose: Purpose, text: str = "") -> Does:
    return _desk(act.typing(purpose, text))


def _inject(number: int) -> Does:
    return lambda given: injecting.start(given.at, number)


DOES: dict[str, Does] = {
    "play": actions.PlayPause(),
    "scan.back": actions.StepScan(-1),
    "scan.next": actions.StepScan(1),
    "speed.up": actions.ChangeSpeed(1),
    "speed.down": actions.ChangeSpeed(-1),
    "go.start": actions.Seek(0.0),
    "go.end": actions.Seek(float("inf")),
    "chapter.next": actions.TurnChapter(1),
    "chapter.page": actions.TurnChapter(1),
    "chapter.back": actions.TurnChapter(-1),
    "pace": looking.KeepPace(),
    **{f"view.{view.value}": looking.ShowView(view) for view in View},
    "curtain.left": _curtain(-CURTAIN),
    "curtain.right": _curtain(CURTAIN),
    "picture.left": actions.SwapPicture(0, 1),
    "picture.right": actions.SwapPicture(1, 1),
    "height.down": actions.ChangeAltitude(-1),
    "height.up": actions.ChangeAltitude(1),
    "fit.seen": lambda given: actions.Look(fit(given.recording, given.state)),
    "fit.area": lambda given: actions.Look(given.state.show.home),
    **{f"pan.{key.lower()}": _pan(*way) for key, way in hands.WAYS.items()},
    "zoom.in": _zoom(ZOOM),
    "zoom.out": _zoom(1.0 / ZOOM),
    "mountains": comfort.ToggleMountains(),
    "select.next": _select(1),
    "select.back": _select(-1),
    "guess.place": _bet,
    "lever": _lever,
    "guess.close": looking.CloseAnswer(),
    "source": looking.ToggleSource(),
    "take": actions.TakeAway(),
    "word.next": pointing.LightUp(1),
    "word.back": pointing.LightUp(-1),
    "about": page.TogglePage(),
    "page.scroll": _scroll,
    "back": _back,
    "sandbox": sandbox.ToggleSandbox(),
    "link": hands.switch(Switch.LINK),
    "codes": hands.switch(Switch.CODES),
    "four": hands.switch(Switch.FOUR),
    **{f"move.{kind}": hands.make(kind) for kind in MOVES},
    "move.place": hands.take_own,
    "move.undo": lambda given: challenge.taken_back(given.state),
    "end.watch": _watch_next,
    "end.replay": actions.Seek(0.0),
    "suppose": lambda given: supposing.following(given.state, given.recording),
    "suppose.row": lambda given: supposing.taken(given.state, given.recording, int(given.key) - 1),
    "undo": hands.undo,
    "redo": hands.redo,
    "reset": lambda given: sandbox.reset(given.state),
    "carry.take": hands.take,
    "carry.move": hands.carry,
    "carry.put": lambda given: hands.put(given.state, given.recording),
    "carry.switch": hands.silence,
    "toolbar": lambda given: pointing.Focus(next(iter(toolbar.shown(given.state)), None)),
    "toolbar.leave": pointing.Focus(None),
    "toolbar.walk": _walk,
    "toolbar.push": _press,
    "desk.on": Use(Console(said="console.on")),
    "desk.off": _desk(act.off),
    "seek.next": _desk(act.event(1)),
    "seek.back": _desk(act.event(-1)),
    "track.next": _desk(act.event(1, own=True)),
    "track.back": _desk(act.event(-1, own=True)),
    "jump": _typing(Purpose.JUMP),
    "ask": _desk(asking.ask),
    "step.next": _desk(lesson.next_step),
    "vote": lambda given: asking.vote(given.at, int(given.key) - 1),
    "tally": _typing(Purpose.TALLY),
    "question.away": _desk(asking.away),
    "bookmark": _desk(act.bookmark),
    "note": _typing(Purpose.NOTE),
    "snapshot": _desk(act.snapshot),
    "restore": _desk(act.restore),
    "compare": _desk(act.compare),
    "truth": _desk(act.truth),
    "highlight": _desk(act.highlight),
    "pen": _desk(act.pen),
    "wipe": _desk(act.wipe),
    "sheet": _desk(act.sheet),
    "window": _desk(act.window),
    "door": _desk(act.door),
    "column": _desk(act.column),
    "save": _desk(act.save),
    "save.scenario": _typing(Purpose.SCENARIO, "class.toml"),
    "line.end": _desk(entry.ended),
    "line.rub": lambda given: entry.rubbed(given.at, given.chord.startswith("Ctrl+")),
    "list.pick": lambda given: entry.picked(given.at, given.key),
    "way.end": _desk(injecting.ended),
    "way.rub": _desk(entry.rubbed_way),
    **{f"inject.{one.id}": _inject(number) for number, one in enumerate(PALETTE)},
    "help": actions.ToggleHelp(),
    "marks": actions.ToggleMarks(),
    "language": comfort.NextLanguage(),
    "text.larger": comfort.ScaleText(1),
    "text.smaller": comfort.ScaleText(-1),
    "text.usual": comfort.ScaleText(0),
    "contrast": comfort.ToggleContrast(),
    "motion": comfort.ToggleMotion(),
    "fullscreen": actions.ToggleFullscreen(),
    "quit": actions.Quit(),
}
"""By the command's id."""
