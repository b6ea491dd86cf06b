"""What a hand can do to the scenario itself: drag a site or an aircraft, switch things on and off.

Each is an edit of the session (`iffsim.classroom.edits`), the same as an instructor's inject. A
reader wants to see at once what a change does, while an edit needs some scans to show; so it is
made as if it had been done `SETTLE_S` ago.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.base.units import clock_hms
from iffsim.classroom import acts
from iffsim.classroom.acts import Act
from iffsim.classroom.edits import FOUR, SETTLE_S, AnyEdit, MoreSites, written
from iffsim.recording import Recording
from iffsim.scenario import events
from iffsim.scenario.points import Point
from iffsim.view.model.state import Grip, Hold, Made, ViewState

SAID: dict[type[AnyEdit], str] = {
    events.LinkDown: "sandbox.link_cut",
    events.LinkUp: "sandbox.link_up",
    events.NewDoctrine: "sandbox.codes_changed",
    MoreSites: "sandbox.four_there",
    events.SiteSilent: "sandbox.four_silent",
    events.SiteActive: "sandbox.four_there",
}
"""What a switch did, by its edit."""
CLICK_PX = 5.0
"""A press that moves less than this is a click."""


class Switch(Enum):
    """What can be switched with one click."""

    LINK = "link"
    CODES = "codes"
    FOUR = "four"


class Take(Struct, frozen=True):
    """Take hold of a site or an aircraft, with the mouse or with keys."""

    hold: Hold
    grip: Grip = Grip.NOTHING


class Carry(Struct, frozen=True):
    """Carry what is held to a place, km."""

    east_km: float
    north_km: float


class LetGo(Struct, frozen=True):
    """Let go of what is held, where it came from."""


class Acts(Struct, frozen=True):
    """Do something to the scenario; when it was carried there, let go of it."""

    acts: tuple[Act, ...]
    said: str = ""
    """What to tell the reader that was done."""
    moves: tuple[Made, ...] | None = None
    """The moves of the challenge from now on; None: as they are."""


class ToggleSandbox(Struct, frozen=True):
    """Let aircraft be taken hold of too, or only sites."""


Handling = Take | Carry | LetGo | Acts | ToggleSandbox


def handled(state: ViewState, action: Handling) -> ViewState:
    """Return the state after an action, but for the session itself, which the desk keeps."""
    match action:
        case Take(hold, grip):
            return replace(state, hold=hold, grip=grip, dragged_px=0.0)
        case Carry(east, north):
            held = state.hold
            moved = replace(held, km=(east, north), carried=True) if held else None
            return replace(state, hold=moved)
        case LetGo():
            return replace(state, hold=None)
        case Acts(asked, said, moves):
            moves = state.moves if moves is None else moves
            done = (*state.asked, *asked)
            return replace(state, hold=None, asked=done, notice=said, moves=moves, supposed=None)
        case ToggleSandbox():
            return replace(state, sandbox=not state.sandbox)


def done(state: ViewState, *wanted: AnyEdit, said: str = "") -> Acts:
    """Return the action that makes edits."""
    return Acts(tuple(acts.Do(position_s=state.time_s, edit=edit) for edit in wanted), said)


def reset(state: ViewState) -> Acts:
    """Return the action that takes back every edit; each can be done again."""
    undone = tuple(acts.Undo(position_s=state.time_s) for _ in range(state.edits))
    return Acts(undone, moves=())


def settled(time_s: float) -> str:
    """Return from when on an edit holds that is to be seen now."""
    return clock_hms(max(0.0, time_s - SETTLE_S))


def site_row(recording: Recording, name: str, time_s: float) -> int | None:
    """Return the index of a site, by its written id, where it stands now."""
    standing = recording.world.sites.standing(recording.tick(time_s))
    rows = [n for n, one in enumerate(recording.world.sites.ids) if written(one) == name]
    return next((n for n in reversed(rows) if standing[n]), None)


def move(recording: Recording, held: Hold, time_s: float) -> AnyEdit:
    """Return the edit that puts what is held where it is carried to."""
    at_s = max(0.0, time_s - SETTLE_S)
    if held.kind == "site":
        return events.MoveSite(
            at=clock_hms(at_s), site=held.name, place=_point(recording, np.array(held.km))
        )
    row = recording.aircraft(held.name)
    start = recording.world.traffic.start_s[row]
    at_s = float(np.ceil(min(max(at_s, start + 1.0, 0.0), time_s)))
    on = recording.world.projection
    then, now = (on.km(recording.truth(t).xyz[:, row]) for t in (at_s, time_s))
    return events.Reroute(
        at=clock_hms(at_s),
        flight=held.name,
        origin=_point(recording, np.array(held.km) + then - now),
    )


def _point(recording: Recording, km: Floats) -> Point:
    lat, lon = geo.lat_lon(recording.world.projection.xyz(km))
    return Point(lat_deg=round(float(lat), 4), lon_deg=round(float(lon), 4))


def switched(recording: Recording, switch: Switch, state: ViewState) -> Acts | None:
    """Return what turns a switch over; None where there is nothing to switch."""
    made = {Switch.LINK: _links, Switch.CODES: _codes, Switch.FOUR: _four}[switch]
    wanted = made(recording, state)
    return done(state, *wanted, said=SAID[type(wanted[0])]) if wanted else None


def silenced(recording: Recording, site: str, state: ViewState) -> Acts:
    """Return what makes a site silent, or active again."""
    working = site_works(recording, site, state.time_s)
    kinds = (events.SiteActive, events.SiteSilent)
    since = [e.at_s for e in recording.scenario.events if isinstance(e, kinds) and e.site == site]
    edit = events.SiteSilent if working else events.SiteActive
    words = "sandbox.silent" if working else "sandbox.active"
    return done(state, edit(at=_when(since, state.time_s), site=site), said=words)


def site_works(recording: Recording, site: str, time_s: float) -> bool:
    """Return whether a site, by its written id, stands and looks."""
    row = site_row(recording, site, time_s)
    return row is not None and bool(recording.site_places(time_s)[1][row])


def _when(since: Sequence[float], now_s: float) -> str:
    """Return from when on an edit holds: settled, but not before what it undoes."""
    last = max((at_s for at_s in since if at_s <= now_s), default=0.0)
    return clock_hms(max(0.0, now_s - SETTLE_S, last))


def link_up(recording: Recording, time_s: float) -> bool | None:
    """Return whether any site reports over a link; None where no picture has one."""
    tick = recording.tick(time_s)
    remote = [
        spec.link_up.all_at(tick)[spec.remote] for spec in recording.world.pictures
        if spec.remote.any()
    ]  # fmt: skip
    return any(bool(up.any()) for up in remote) if remote else None


def _links(recording: Recording, state: ViewState) -> list[AnyEdit]:
    up = link_up(recording, state.time_s)
    if up is None:
        return []
    kinds = (events.LinkUp, events.LinkDown)
    since = [e.at_s for e in recording.scenario.events if isinstance(e, kinds)]
    edit = events.LinkDown if up else events.LinkUp
    at = _when(since, state.time_s)
    return [edit(at=at, link=link.id) for link in recording.scenario.links]


def alone(recording: Recording, state: ViewState) -> str | None:
    """Return the first shown picture that hears no link and has codes, None if none does."""
    specs = dict(zip(recording.picture_ids, recording.world.pictures, strict=True))
    found = (p for p in state.pictures if not specs[p].remote.any() and specs[p].accepts)
    return next(found, None)


def codes_on(recording: Recording, state: ViewState) -> bool | None:
    """Return whether the picture that stands alone uses its codes; None: there is none."""
    picture = alone(recording, state)
    return None if picture is None else len(recording.rules(picture, state.time_s)) > 1


def _codes(recording: Recording, state: ViewState) -> list[AnyEdit]:
    picture = alone(recording, state)
    if picture is None:
        return []
    written = {one.id: one.doctrine for one in recording.scenario.pictures}[picture]
    since = [e.at_s for e in recording.scenario.events if isinstance(e, events.NewDoctrine)]
    doctrine = "none" if codes_on(recording, state) else written
    return [events.NewDoctrine(at=_when(since, state.time_s), picture=picture, doctrine=doctrine)]


def added(recording: Recording, state: ViewState) -> list[str]:
    """Return the ids of sites that edits have added."""
    if state.session is None:
        return []
    written = {site.id for site in state.session.scenario.sites}
    return [site.id for site in recording.scenario.sites if site.id not in written]


def four_on(recording: Recording, state: ViewState) -> bool:
    """Return whether three more batteries look."""
    more = added(recording, state)
    return any(site_works(recording, site, state.time_s) for site in more)


def _four(recording: Recording, state: ViewState) -> list[AnyEdit]:
    more = added(recording, state)
    if not more:
        return [MoreSites(at=settled(state.time_s), places=FOUR)]
    kinds = (events.SiteActive, events.SiteSilent)
    since = [e.at_s for e in recording.scenario.events if isinstance(e, kinds)]
    edit = events.SiteSilent if four_on(recording, state) else events.SiteActive
    at = _when(since, state.time_s)
    return [edit(at=at, site=site) for site in more]
