"""What can be done to a scenario while it runs: something that happens at an instant, past kept.

An edit is an event of the scenario (`scenario/events.py`), a new aircraft, or more sites. `after`
turns a scenario into another one that only has more in it: events, an aircraft that starts then, a
site that appears then. So a recording can be revised from that instant (`bake.revise`), the edited
scenario can be written to a file, and to undo is to leave the last edit out. Words and keys for the
palette are in `palette.py`; how sessions of format 1 wrote edits is in `older.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from iffsim.base.errors import BadInput, Fault, bad
from iffsim.scenario.events import (
    AnyEvent,
    Event,
    LinkDown,
    LinkUp,
    MoveSite,
    SiteActive,
    SiteSilent,
)
from iffsim.scenario.plain import files, plain, restored
from iffsim.scenario.points import Point, Waypoint
from iffsim.scenario.twins import unplaced
from iffsim.scenario.types import Flight, Scenario, Site
from iffsim.scenario.words import AllegianceName, LevelFt, SpeedKt

FOUR = (Point(lat_deg=41.1, lon_deg=28.5), Point(lat_deg=36.9, lon_deg=34.6),
        Point(lat_deg=38.7, lon_deg=39.3))  # fmt: skip
"""Where three more batteries come to stand: invented places in the west, south and east."""

SETTLE_S = 60.0
"""An edit needs some scans to show: a hand's is made as if it had been done so long ago. Longer
than a track lives without a report, and than any track takes to begin."""

CARRY_KM, FINE_KM = 20.0, 5.0
"""How far an arrow key carries what is held; with Shift."""


class NewAircraft(Event, frozen=True, tag="new_aircraft"):
    """An aircraft appears at the first point of its route."""

    type: str
    allegiance: AllegianceName
    route: Annotated[tuple[Waypoint, ...], Meta(min_length=2)]
    level_ft: LevelFt | None = None
    speed_kt: SpeedKt | None = None


class MoreSites(Event, frozen=True, tag="more_sites"):
    """Sites like one that is there appear, heard by the same pictures."""

    places: Annotated[tuple[Point, ...], Meta(min_length=1, max_length=64)]
    like: str | None = None
    """Without it: like the first battery on the ground, else like the first site on the ground."""


AnyEdit = AnyEvent | NewAircraft | MoreSites


def apply(scenario: Scenario, edit: AnyEdit) -> Scenario:
    """Return `scenario` with `edit` done. Raises `BadInput` when it does not fit the scenario."""
    return fitting(scenario, [edit])


def fitting(scenario: Scenario, edits: Sequence[AnyEdit]) -> Scenario:
    """Return `scenario` with all of `edits` done. Raises `BadInput` when one does not fit."""
    edited = after(scenario, edits)
    try:
        restored(plain(edited), files(edited), "edit")
    except BadInput as error:
        where = ", ".join(f"{edit.at}: {edit.__struct_config__.tag}" for edit in edits[-1:])
        raise BadInput(Fault(where, fault.what) for fault in error.faults) from None
    return edited


def after(scenario: Scenario, edits: Iterable[AnyEdit]) -> Scenario:
    """Return `scenario` with all of `edits` done, which are known to fit, one after the other."""
    return reduce(_done, edits, scenario)


def _done(scenario: Scenario, edit: AnyEdit) -> Scenario:
    """Return `scenario` with one edit done, unchecked."""
    match edit:
        case NewAircraft():
            flight = Flight(
                id=_unused("NEW", 1, (flight.id for flight in scenario.flights)),
                type=edit.type, allegiance=edit.allegiance, route=edit.route, start=edit.at,
                level_ft=edit.level_ft, speed_kt=edit.speed_kt,
            )  # fmt: skip
            return replace(scenario, flights=(*scenario.flights, flight))
        case MoreSites():
            return _more(scenario, edit, _like(scenario, edit.like))
        case LinkDown() | LinkUp() | SiteActive() | SiteSilent() | MoveSite() if edit.site:
            edit = replace(edit, site=written(edit.site))
    rest = scenario.events
    if isinstance(edit, MoveSite):  # while a site is dragged only the last place counts
        rest = tuple(one for one in rest if not _same_move(one, edit))
    return replace(scenario, events=(*rest, edit))


def written(site: str) -> str:
    """Return the written id of a site: "battery" of "battery~2", where it was moved to."""
    return site.partition("~")[0]


def _same_move(one: AnyEvent, other: MoveSite) -> bool:
    return isinstance(one, MoveSite) and (one.site, one.at_s) == (other.site, other.at_s)


def _unused(stem: str, number: int, taken: Iterable[str]) -> str:
    """Return `stem` with the first free number from `number` on."""
    names = set(taken)
    while f"{stem}-{number}" in names:
        number += 1
    return f"{stem}-{number}"


def _like(scenario: Scenario, name: str | None) -> Site:
    ground = [site for site in scenario.sites if site.carrier is None]
    like = None if name is None else written(name)
    wanted = [s for s in ground if s.id == like or (like is None and s.kind == "battery")]
    if not wanted and (like is not None or not ground):
        raise bad(scenario.title, f'has no site "{like}" on the ground to make another like it')
    return (wanted or ground)[0]


def _more(scenario: Scenario, edit: MoreSites, like: Site) -> Scenario:
    """Return `scenario` with sites like `like` that appear, heard as it is heard."""
    sites = list(scenario.sites)
    for place in edit.places:
        name = _unused(like.id, 2, (site.id for site in sites))
        number = name.rpartition("-")[2]
        title = f"{unplaced(like.name)} ({number})"
        twin = f"{unplaced(like.name_tr)} ({number})" if like.name_tr else ""
        site = replace(
            like, id=name, name=title, name_tr=twin, place=place, ground_m=None, appears=edit.at
        )
        sites.append(site)
    new = [site.id for site in sites[len(scenario.sites) :]]
    return replace(
        scenario,
        sites=tuple(sites),
        pictures=tuple(
            replace(one, own=(*one.own, *new)) if like.id in one.own else one
            for one in scenario.pictures
        ),
        links=tuple(
            replace(one, sites=(*one.sites, *new)) if like.id in one.sites else one
            for one in scenario.links
        ),
    )
