"""What can be done to a view's state.

Each action is a value; `apply` gives the state that follows.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from iffsim.scene.coverage import ALTITUDES_M
from iffsim.view.model import pace
from iffsim.view.model.camera import Camera
from iffsim.view.model.comfort import (
    Comforting,
    NextLanguage,
    ScaleText,
    ToggleContrast,
    ToggleMotion,
    ToggleMountains,
    comforted,
)
from iffsim.view.model.console import Use
from iffsim.view.model.looking import Move, MoveCurtain, SetAltitude, moved
from iffsim.view.model.motion import glided, sunk
from iffsim.view.model.page import Reading, ScrollPage, TogglePage, paged
from iffsim.view.model.pointing import Focus, LightUp, Point, Pointing, pointed
from iffsim.view.model.sandbox import Acts, Carry, Handling, LetGo, Take, ToggleSandbox, handled
from iffsim.view.model.state import SPEEDS, Grip, ViewState
from iffsim.view.model.story import entered
from iffsim.view.model.supposing import Suppose


class Pass(Struct, frozen=True):
    """Time goes by: seconds on the wall."""

    wall_s: float


class PlayPause(Struct, frozen=True):
    """Play if paused, pause if playing; from the end, play again from the start."""


class Seek(Struct, frozen=True):
    """Go to a time, s."""

    time_s: float


class StepScan(Struct, frozen=True):
    """Pause, and go `count` scans on (or back, if negative)."""

    count: int


class ChangeSpeed(Struct, frozen=True):
    """Go `steps` faster (or slower, if negative)."""

    steps: int


class TurnChapter(Struct, frozen=True):
    """Go `count` chapters on (or back, if negative)."""

    count: int


class Pan(Struct, frozen=True):
    """Move the camera, km."""

    east_km: float
    north_km: float


class Zoom(Struct, frozen=True):
    """Come `factor` times nearer to a point, km."""

    factor: float
    east_km: float
    north_km: float


class Look(Struct, frozen=True):
    """Go to a camera, gliding."""

    camera: Camera


class Select(Struct, frozen=True):
    """Select an aircraft, or none."""

    aircraft: int | None


class SwapPicture(Struct, frozen=True):
    """Show the next picture (or the one before) in a panel."""

    panel: int
    steps: int


class ChangeAltitude(Struct, frozen=True):
    """Show coverage `steps` heights higher (or lower)."""

    steps: int


class Grab(Struct, frozen=True):
    """The mouse takes hold."""

    grip: Grip


class Drag(Struct, frozen=True):
    """The mouse moves on while it holds: what follows, and how many pixels it went."""

    then: Pan | Seek | SetAltitude | MoveCurtain | Carry | None
    moved_px: float


class Release(Struct, frozen=True):
    """The mouse lets go; a click does something."""

    then: Select | Seek | Move | Handling | None


class ToggleHelp(Struct, frozen=True):
    """Show or hide the overlay of keys."""


class Refuse(Struct, frozen=True):
    """Say why something cannot be done now."""

    why: str


class ToggleFullscreen(Struct, frozen=True):
    """Fill the screen, or not."""


class ToggleMarks(Struct, frozen=True):
    """Explain every mark, or no more."""


class TakeAway(Struct, frozen=True):
    """Write a page of what is on."""


class Quit(Struct, frozen=True):
    """Close the window."""


Action = (
    Pass | PlayPause | Seek | StepScan | ChangeSpeed | TurnChapter | Pan | Zoom | Look | Select
    | SwapPicture | ChangeAltitude | Grab | Drag | Release | ToggleHelp | ToggleFullscreen | Quit
    | ToggleMarks | TakeAway | Refuse | Suppose | Move | Comforting | Handling | Pointing | Reading
    | Use
)  # fmt: skip


def apply(state: ViewState, action: Action) -> ViewState:
    """Return the state after `action`."""
    match action:
        case Pass() | PlayPause() | Seek() | StepScan() | ChangeSpeed() | TurnChapter():
            return _in_time(state, action)
        case Pan(east, north):
            return replace(state, camera=state.camera.moved(east, north), aim=None)
        case Zoom(factor, east, north):
            return replace(state, camera=state.camera.zoomed(factor, east, north), aim=None)
        case Look(camera):
            return replace(state, aim=camera)
        case Select(aircraft):
            return replace(state, selected=aircraft, supposed=None)
        case Suppose(what):
            return replace(state, supposed=what)
        case SwapPicture(panel, steps):
            return _swapped(state, panel, steps)
        case ChangeAltitude(steps):
            alt_m = _next(ALTITUDES_M, state.coverage_alt_m, steps)
            return replace(state, coverage_alt_m=alt_m, height_aim_m=None)
        case Grab() | Drag() | Release():
            return _gripped(state, action)
        case ToggleHelp() | ToggleMarks() | Refuse() | ToggleFullscreen() | TakeAway() | Quit():
            return _window(state, action)
        case _:
            return _others(state, action)


def _window(
    state: ViewState,
    action: ToggleHelp | ToggleMarks | Refuse | ToggleFullscreen | TakeAway | Quit,
) -> ViewState:
    match action:
        case ToggleHelp():
            return replace(state, help=not state.help, marks=False)
        case ToggleMarks():
            return replace(state, marks=not state.marks, help=False)
        case Refuse(why):
            return replace(state, notice=why)
        case ToggleFullscreen():
            return replace(state, fullscreen=not state.fullscreen)
        case TakeAway():
            return replace(state, taking=True, supposed=None)
        case Quit():
            return replace(state, running=False)


def _others(
    state: ViewState, action: Move | Comforting | Handling | Pointing | Reading | Use
) -> ViewState:
    match action:
        case NextLanguage() | ScaleText() | ToggleContrast() | ToggleMotion() | ToggleMountains():
            return replace(state, comfort=comforted(state.comfort, action))
        case Take() | Carry() | LetGo() | Acts() | ToggleSandbox():
            return handled(state, action)
        case Use():
            return _used(state, action)
        case Point() | LightUp() | Focus():
            return pointed(state, action)
        case TogglePage() | ScrollPage():
            return paged(state, action)
        case _:
            return moved(state, action)


def _gripped(state: ViewState, action: Grab | Drag | Release) -> ViewState:
    match action:
        case Grab(grip):
            return replace(state, grip=grip, dragged_px=0.0)
        case Drag(then, moved_px):
            then_state = apply(state, then) if then else state
            return replace(then_state, dragged_px=state.dragged_px + moved_px)
        case Release(next_action):
            free = replace(state, grip=Grip.NOTHING, dragged_px=0.0)
            return apply(free, next_action) if next_action else free


def _used(state: ViewState, use: Use) -> ViewState:
    """Return the state after a command of the console; its acts the desk does before the next
    frame."""
    there = state if use.time_s is None else at(state, use.time_s)
    if use.speed is not None:
        there = replace(there, speed=use.speed, paced=False)
    return replace(
        there, console=use.console, asked=(*state.asked, *use.acts), supposed=None,
        playing=state.playing and not use.freeze,
        selected=there.selected if use.select is None else use.select,
    )  # fmt: skip


def _in_time(
    state: ViewState, action: Pass | PlayPause | Seek | StepScan | ChangeSpeed | TurnChapter
) -> ViewState:
    match action:
        case Pass(wall_s):
            gliding = sunk(glided(state, wall_s), wall_s)
            return _passed(gliding, wall_s) if state.playing else gliding
        case PlayPause():
            at_end = state.time_s >= state.show.duration_s
            rewound = again(state) if at_end and not state.playing else state
            return replace(rewound, playing=not state.playing)
        case Seek(time_s):
            return at(state, time_s)
        case StepScan(count):
            return _stepped(state, count)
        case ChangeSpeed(steps):
            return replace(state, speed=_next(SPEEDS, pace.speed(state), steps), paced=False)
        case TurnChapter(count):
            return _turned(state, count)


def at(state: ViewState, time_s: float) -> ViewState:
    """Return the state at another time; entering a chapter shows what that chapter shows."""
    time_s = min(max(time_s, 0.0), state.show.duration_s)
    old, new = state.show.chapter_at(state.time_s), state.show.chapter_at(time_s)
    there = replace(state, time_s=time_s)
    chapters = state.show.chapters
    if old == new or not chapters:
        return there
    return entered(there, chapters[old], chapters[new])


def again(state: ViewState) -> ViewState:
    """Return the state at its beginning; a sandbox plays again from where it was opened."""
    chapters = state.show.chapters
    last = chapters[state.show.chapter_at(state.time_s)] if chapters else None
    return at(state, last.start_s if last and last.sandbox else 0.0)


def at_rest(state: ViewState) -> ViewState:
    """Return the state with the camera where it was going."""
    height_m = state.height_aim_m or state.coverage_alt_m
    camera = state.aim or state.camera
    return replace(state, camera=camera, aim=None, coverage_alt_m=height_m, height_aim_m=None)


def _passed(state: ViewState, wall_s: float) -> ViewState:
    after = at(state, state.time_s + wall_s * pace.speed(state))
    return replace(after, playing=after.time_s < state.show.duration_s)


def _stepped(state: ViewState, count: int) -> ViewState:
    """Step on the grid of the shortest scan period shown, so that back undoes forward."""
    periods = dict(zip(state.show.picture_ids, state.show.scan_s, strict=True))
    scan_s = min((periods[picture] for picture in state.pictures), default=1.0)
    place = state.time_s / scan_s
    nearest = round(place)
    on_grid = abs(place - nearest) < 1e-6
    start = nearest if on_grid else (int(place) if count > 0 else int(place) + 1)
    return replace(at(state, (start + count) * scan_s), playing=False)


def _turned(state: ViewState, count: int) -> ViewState:
    """Go to a chapter's start; back goes first to the start of this chapter."""
    chapters = state.show.chapters
    now = state.show.chapter_at(state.time_s)
    if count < 0 and chapters and state.time_s - chapters[now].start_s > 3.0 * pace.speed(state):
        count += 1
    if not 0 <= now + count < len(chapters):
        return at(state, state.show.duration_s if count > 0 else 0.0)
    return at(state, chapters[now + count].start_s)


def _swapped(state: ViewState, panel: int, steps: int) -> ViewState:
    """Show another picture in a panel; if it is shown beside, the two change places."""
    ids = state.show.picture_ids
    if not 0 <= panel < len(state.pictures):
        return state
    old = state.pictures[panel]
    new = ids[(ids.index(old) + steps) % len(ids)]
    change = {old: new, new: old}
    return replace(state, pictures=tuple(change.get(shown, shown) for shown in state.pictures))


def _next(ladder: tuple[float, ...], value: float, steps: int) -> float:
    """Return the rung `steps` above the one nearest to `value`."""
    nearest = min(range(len(ladder)), key=lambda rung: abs(ladder[rung] - value))
    return ladder[min(max(nearest + steps, 0), len(ladder) - 1)]
