"""What a hand does to the scenario: switches, sites taken, carried and put down, moves of the
challenge."""

from __future__ import annotations

from iffsim.classroom import acts
from iffsim.classroom.edits import CARRY_KM, FINE_KM, written
from iffsim.recording import Recording
from iffsim.scene.sites import posts
from iffsim.story.challenge import own_site
from iffsim.view.input.given import Does, Given
from iffsim.view.model import challenge, sandbox
from iffsim.view.model.actions import Action
from iffsim.view.model.sandbox import Switch
from iffsim.view.model.state import Hold, ViewState

WAYS = {"Left": (-1, 0), "Right": (1, 0), "Up": (0, 1), "Down": (0, -1)}
"""By arrow key, east and north."""


def switch(which: Switch) -> Does:
    """Return what turns a switch over."""
    return lambda given: sandbox.switched(given.recording, which, given.state)


def undo(given: Given) -> Action:
    """Take the last edit back."""
    return sandbox.Acts((acts.Undo(position_s=given.state.time_s),))


def redo(given: Given) -> Action:
    """Do again what was taken back."""
    return sandbox.Acts((acts.Redo(position_s=given.state.time_s),))


def take(given: Given) -> Action | None:
    """Take hold of the next site that stands on the ground, of those that shown pictures hear."""
    state, recording = given.state, given.recording
    found: dict[str, tuple[float, float]] = {}
    for picture in state.pictures:
        here = posts(recording, picture, state.time_s)
        for site, km, carried in zip(here.site.tolist(), here.km.T, here.carried, strict=True):
            if not carried:
                name = written(recording.world.sites.ids[site])
                found[name] = (float(km[0]), float(km[1]))
    if not found:
        return None
    names = list(found)
    last = state.hold.name if state.hold else None
    name = names[(names.index(last) + 1) % len(names)] if last in names else names[0]
    return sandbox.Take(Hold("site", name, found[name]))


def carry(given: Given) -> Action | None:
    """Carry what is held by an arrow key's step."""
    if given.state.hold is None:
        return None
    east, north = WAYS[given.key]
    step = FINE_KM if given.chord.startswith("Shift+") else CARRY_KM
    here = given.state.hold.km
    return sandbox.Carry(here[0] + east * step, here[1] + north * step)


def put(state: ViewState, recording: Recording) -> sandbox.Handling:
    """Return what puts down what is held where it is now."""
    if state.hold is None or not state.hold.carried:
        return sandbox.LetGo()
    shown = sandbox.done(state, sandbox.move(recording, state.hold, state.time_s))
    return challenge.placed(state, recording, shown)


def make(kind: str) -> Does:
    """Return what makes a move of the challenge."""
    return lambda given: challenge.make(given.state, given.recording, kind)


def take_own(given: Given) -> Action | None:
    """Take hold of the site that the challenge is about."""
    on = challenge.goal(given.state)
    site = own_site(given.recording, on.picture) if on else ""
    row = sandbox.site_row(given.recording, site, given.state.time_s)
    if row is None:
        return None
    xyz = given.recording.site_places(given.state.time_s)[0][:, row]
    east, north = given.recording.world.projection.km(xyz).tolist()
    return sandbox.Take(Hold("site", site, (east, north)))


def silence(given: Given) -> Action | None:
    """Turn the site that is held off, or on."""
    hold = given.state.hold
    if hold is None or hold.kind != "site":
        return None
    return sandbox.silenced(given.recording, hold.name, given.state)
