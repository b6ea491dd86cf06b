"""What can be done to a scenario while it runs: each an edit from an instant on, whose past stays.

An edit is a value. `apply` turns a scenario into another one that only has more in it: events from
the edit's instant on, an aircraft that starts then, a site that appears then. So a recording can be
revised from that instant (`bake.revise`), the edited scenario can be written to a file, and to undo
is to leave the last edit out. Words and keys for the palette are in `palette.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from iffsim.base.errors import BadInput, Fault, bad
from iffsim.scenario import events
from iffsim.scenario.events import AnyEvent
from iffsim.scenario.plain import files, plain, restored
from iffsim.scenario.points import Point, Waypoint
from iffsim.scenario.types import Flight, Scenario, Site
from iffsim.scenario.words import AllegianceName, LevelFt, ReplyName, SpeedKt

FOUR = (Point(lat_deg=41.1, lon_deg=28.5), Point(lat_deg=36.9, lon_deg=34.6),
        Point(lat_deg=38.7, lon_deg=39.3))  # fmt: skip
"""Where three more batteries come to stand: invented places in the west, south and east."""


class Edit(Struct, frozen=True, kw_only=True, tag_field="edit", forbid_unknown_fields=True):
    """Something done at an instant: it holds from the tick that is shown then."""

    at_s: Annotated[float, Meta(ge=0, le=86_400)]

    @property
    def tick(self) -> int:
        """The tick from which on it holds."""
        return int(self.at_s)

    @property
    def at(self) -> str:
        """Its time as a scenario writes it, e.g. "00:12:30"."""
        minutes, seconds = divmod(self.tick, 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"

    def _to(self, scenario: Scenario) -> Scenario:
        """Return `scenario` with this done, unchecked."""
        return replace(scenario, events=(*scenario.events, self._event()))

    def _event(self) -> AnyEvent:
        """Return what happens, for an edit that is one event."""
        raise NotImplementedError


class LinkDown(Edit, frozen=True):
    """A link is lost, for one site or for all."""

    link: str
    site: str | None = None

    def _event(self) -> AnyEvent:
        return events.LinkDown(at=self.at, link=self.link, site=_base(self.site))


class LinkUp(Edit, frozen=True):
    """A link is back, for one site or for all."""

    link: str
    site: str | None = None

    def _event(self) -> AnyEvent:
        return events.LinkUp(at=self.at, link=self.link, site=_base(self.site))


class TransponderOff(Edit, frozen=True):
    """An aircraft stops replying."""

    flight: str

    def _event(self) -> AnyEvent:
        return events.TransponderOff(at=self.at, flight=self.flight)


class TransponderOn(Edit, frozen=True):
    """An aircraft replies again."""

    flight: str

    def _event(self) -> AnyEvent:
        return events.TransponderOn(at=self.at, flight=self.flight)


class WrongCredential(Edit, frozen=True):
    """An aircraft replies what nobody can validate, or, given others, what they say."""

    flight: str
    credentials: tuple[ReplyName, ...] = ("wrong",)

    def _event(self) -> AnyEvent:
        return events.NewCredentials(at=self.at, flight=self.flight, credentials=self.credentials)


class PlanDropped(Edit, frozen=True):
    """An aircraft's flight plan is no longer known."""

    flight: str

    def _event(self) -> AnyEvent:
        return events.PlanDropped(at=self.at, flight=self.flight)


class PlanFiled(Edit, frozen=True):
    """An aircraft's flight plan becomes known."""

    flight: str

    def _event(self) -> AnyEvent:
        return events.PlanFiled(at=self.at, flight=self.flight)


class SwapReplies(Edit, frozen=True):
    """The replies of two aircraft are taken for each other's: right reply, wrong track."""

    flights: tuple[str, str]

    def _event(self) -> AnyEvent:
        return events.SwapReplies(at=self.at, flights=self.flights)


class SwapDoctrine(Edit, frozen=True):
    """A picture names by another doctrine from now on."""

    picture: str
    doctrine: str

    def _event(self) -> AnyEvent:
        return events.NewDoctrine(at=self.at, picture=self.picture, doctrine=self.doctrine)


class SiteSilent(Edit, frozen=True):
    """A site stops looking."""

    site: str

    def _event(self) -> AnyEvent:
        return events.SiteSilent(at=self.at, site=str(_base(self.site)))


class SiteActive(Edit, frozen=True):
    """A site looks again."""

    site: str

    def _event(self) -> AnyEvent:
        return events.SiteActive(at=self.at, site=str(_base(self.site)))


class MoveSite(Edit, frozen=True):
    """A site stands elsewhere from now on."""

    site: str
    place: Point

    def _event(self) -> AnyEvent:
        return events.MoveSite(at=self.at, site=str(_base(self.site)), place=self.place)

    def _to(self, scenario: Scenario) -> Scenario:
        """Return `scenario` with this done: of moves of a site at one tick the last counts."""
        done = self._event()
        rest = [one for one in scenario.events if not _same_move(one, done)]
        return replace(scenario, events=(*rest, done))


class Reroute(Edit, frozen=True):
    """An aircraft flies another way from where it is, and ends there."""

    flight: str
    route: Annotated[tuple[Waypoint, ...], Meta(min_length=1)]
    level_ft: LevelFt | None = None
    speed_kt: SpeedKt | None = None

    def _event(self) -> AnyEvent:
        return events.Reroute(
            at=self.at, flight=self.flight, route=self.route,
            level_ft=self.level_ft, speed_kt=self.speed_kt,
        )  # fmt: skip


class MoveAircraft(Edit, frozen=True):
    """An aircraft is put elsewhere, and what is left of its way with it."""

    flight: str
    place: Point

    def _event(self) -> AnyEvent:
        return events.Reroute(at=self.at, flight=self.flight, origin=self.place)


class NewAircraft(Edit, frozen=True):
    """An aircraft appears at the first point of its route."""

    type: str
    allegiance: AllegianceName
    route: Annotated[tuple[Waypoint, ...], Meta(min_length=2)]
    level_ft: LevelFt | None = None
    speed_kt: SpeedKt | None = None

    def _to(self, scenario: Scenario) -> Scenario:
        """Return `scenario` with one flight more, "NEW-1", "NEW-2", ..."""
        flight = Flight(
            id=_unused("NEW", 1, (flight.id for flight in scenario.flights)),
            type=self.type, allegiance=self.allegiance, route=self.route, start=self.at,
            level_ft=self.level_ft, speed_kt=self.speed_kt,
        )  # fmt: skip
        return replace(scenario, flights=(*scenario.flights, flight))


class AddBattery(Edit, frozen=True):
    """Another site like one that is there appears, heard by the same pictures."""

    place: Point
    like: str | None = None
    """Without it: like the first battery on the ground, else like the first site on the ground."""

    def _to(self, scenario: Scenario) -> Scenario:
        return _more(scenario, self.at, _like(scenario, _base(self.like)), (self.place,))


class FourBatteries(Edit, frozen=True):
    """Three more batteries appear: four bubbles."""

    like: str | None = None
    places: tuple[Point, Point, Point] = FOUR

    def _to(self, scenario: Scenario) -> Scenario:
        return _more(scenario, self.at, _like(scenario, _base(self.like)), self.places)


AnyEdit = (
    LinkDown | LinkUp | TransponderOff | TransponderOn | WrongCredential | PlanDropped | PlanFiled
    | SwapReplies | SwapDoctrine | SiteSilent | SiteActive | MoveSite | Reroute | MoveAircraft
    | NewAircraft | AddBattery | FourBatteries
)  # fmt: skip


def apply(scenario: Scenario, edit: Edit) -> Scenario:
    """Return `scenario` with `edit` done. Raises `BadInput` when it does not fit the scenario."""
    return fitting(scenario, [edit])


def fitting(scenario: Scenario, edits: Sequence[Edit]) -> Scenario:
    """Return `scenario` with all of `edits` done. Raises `BadInput` when one does not fit."""
    edited = after(scenario, edits)
    try:
        restored(plain(edited), files(edited), "edit")
    except BadInput as error:
        where = ", ".join(f"{edit.at}: {edit.__struct_config__.tag}" for edit in edits[-1:])
        raise BadInput(Fault(where, fault.what) for fault in error.faults) from None
    return edited


def after(scenario: Scenario, edits: Iterable[Edit]) -> Scenario:
    """Return `scenario` with all of `edits` done, which are known to fit, one after the other."""
    return reduce(lambda found, edit: edit._to(found), edits, scenario)


def _base(site: str | None) -> str | None:
    """Return the written id of a site: "battery" of "battery~2", where it was moved to."""
    return None if site is None else site.partition("~")[0]


def _same_move(one: AnyEvent, other: AnyEvent) -> bool:
    return (
        isinstance(one, events.MoveSite)
        and isinstance(other, events.MoveSite)
        and (one.site, one.at_s) == (other.site, other.at_s)
    )


def _unused(stem: str, number: int, taken: Iterable[str]) -> str:
    """Return `stem` with the first free number from `number` on."""
    names = set(taken)
    while f"{stem}-{number}" in names:
        number += 1
    return f"{stem}-{number}"


def _like(scenario: Scenario, name: str | None) -> Site:
    ground = [site for site in scenario.sites if site.carrier is None]
    wanted = [s for s in ground if s.id == name or (name is None and s.kind == "battery")]
    if not wanted and (name is not None or not ground):
        raise bad(scenario.title, f'has no site "{name}" on the ground to make another like it')
    return (wanted or ground)[0]


def _more(scenario: Scenario, at: str, like: Site, places: Iterable[Point]) -> Scenario:
    """Return `scenario` with sites like `like` that appear at `at`, heard as it is heard."""
    sites = list(scenario.sites)
    new = []
    for place in places:
        name = _unused(like.id, 2, (site.id for site in sites))
        new.append(name)
        title = f"{like.name} ({name.rpartition('-')[2]})"
        sites.append(replace(like, id=name, name=title, place=place, ground_m=None, appears=at))
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
