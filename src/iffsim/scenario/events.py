"""What can happen at a time, told apart by `do`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from iffsim.scenario.points import Point, Waypoint
from iffsim.scenario.words import (
    HeightM,
    LevelFt,
    Place,
    ReplyName,
    SpeedKt,
    Table,
    Time,
    seconds,
)


class Event(Table, frozen=True, tag_field="do"):
    """Something that happens at a time."""

    at: Time

    @property
    def at_s(self) -> float:
        """When, s from the beginning."""
        return seconds(self.at)


class LinkDown(Event, frozen=True, tag="link_down"):
    """The link is lost, for one site or for all."""

    link: str
    site: str | None = None


class LinkUp(Event, frozen=True, tag="link_up"):
    """The link is back, for one site or for all."""

    link: str
    site: str | None = None


class TransponderOff(Event, frozen=True, tag="transponder_off"):
    """A flight stops replying."""

    flight: str


class TransponderOn(Event, frozen=True, tag="transponder_on"):
    """A flight replies again."""

    flight: str


class NewCredentials(Event, frozen=True, tag="credentials"):
    """A flight's replies are of other kinds from now on."""

    flight: str
    credentials: tuple[ReplyName, ...]


class PlanDropped(Event, frozen=True, tag="plan_dropped"):
    """A flight's plan is no longer known."""

    flight: str


class PlanFiled(Event, frozen=True, tag="plan_filed"):
    """A flight's plan becomes known."""

    flight: str


class SiteSilent(Event, frozen=True, tag="site_silent"):
    """A site stops looking."""

    site: str


class SiteActive(Event, frozen=True, tag="site_active"):
    """A site looks again."""

    site: str


class SwapReplies(Event, frozen=True, tag="swap_replies"):
    """Right reply, wrong track: the replies of two flights are taken for each other's."""

    flights: tuple[str, str]


class UnswapReplies(Event, frozen=True, tag="unswap_replies"):
    """The replies of two flights are again taken for their own."""

    flights: tuple[str, str]


class Reroute(Event, frozen=True, tag="reroute"):
    """An aircraft flies another way from here on, through `route`, and ends there.

    With `from` it is put there first. With `from` and no route it keeps its way, moved as a whole.
    Without `level_ft` it keeps the highest level it still had before it, without `speed_kt` its
    speed.
    """

    flight: str
    route: Annotated[tuple[str | Waypoint, ...], Meta(max_length=500)] = ()
    level_ft: LevelFt | None = None
    speed_kt: SpeedKt | None = None
    origin: Point | None = field(default=None, name="from")


class MoveSite(Event, frozen=True, tag="move_site"):
    """A site is gone from where it stood and stands at `place`."""

    site: str
    place: Place | Point
    ground_m: HeightM | None = None


class NewDoctrine(Event, frozen=True, tag="doctrine"):
    """A picture names by another doctrine from now on, old tracks too."""

    picture: str
    doctrine: str


AnyEvent = (
    LinkDown | LinkUp | TransponderOff | TransponderOn | NewCredentials | PlanDropped | PlanFiled
    | SiteSilent | SiteActive | SwapReplies | UnswapReplies | Reroute | MoveSite | NewDoctrine
)  # fmt: skip
