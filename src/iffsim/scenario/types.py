"""What a person writes: a scenario, typed and frozen, in human units and exactly as written.

Units are in the keys; times are text such as "00:12:30" or "90s", and each has a twin in seconds
(`at` and `at_s`). Nothing here looks anything up: that names exist and times agree is the work of
`check.py`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from iffsim.scenario.events import AnyEvent
from iffsim.scenario.points import Point, Waypoint
from iffsim.scenario.teaching import Info, LessonStep, Question, SheetRow, Tag
from iffsim.scenario.telling import Board, Chapter
from iffsim.scenario.words import (
    AllegianceName,
    CredentialName,
    EvidenceName,
    HeightM,
    Id,
    IdentityName,
    Latitude,
    LevelFt,
    Longitude,
    Place,
    RadiusKm,
    RangeKm,
    ReplyName,
    Share,
    SignedTime,
    SpeedKt,
    Table,
    Text,
    Time,
    seconds,
)

Corner = tuple[Latitude, Longitude]
Polygon = Annotated[
    tuple[Corner, ...],
    Meta(min_length=3, max_length=2000, description="Corners [latitude, longitude] in degrees"),
]


class Area(Table, frozen=True):
    """The area of interest: exactly one of `country`, `polygon`, or `place` with `radius_km`."""

    name: Text
    country: str | None = None
    polygon: Polygon | None = None
    place: Place | Point | None = None
    radius_km: RadiusKm | None = None
    name_tr: str = ""


class Zone(Table, frozen=True):
    """A place to protect, or a declared line: `polygon`, or `place` with `radius_km`."""

    id: Id
    name: Text
    kind: Literal["protected", "declared"] = "protected"
    polygon: Polygon | None = None
    place: Place | Point | None = None
    radius_km: RadiusKm | None = None
    name_tr: str = ""


class Site(Table, frozen=True):
    """Radar with interrogator, at a `place` or on a `carrier`; the rest comes from its `kind`."""

    id: Id
    kind: str
    name: Text
    place: Place | Point | None = None
    carrier: Annotated[str, Meta(description="Id of the flight that carries it")] | None = None
    name_tr: str = ""
    range_km: RangeKm | None = None
    scan: Time | None = None
    phase: Time | None = None
    antenna_m: Annotated[float, Meta(ge=0, le=1000, description="Above ground, m")] | None = None
    ground_m: HeightM | None = None
    asks: (
        Annotated[
            tuple[CredentialName, ...],
            Meta(description="In which it asks; none: it has no interrogator"),
        ]
        | None
    ) = None
    accepts: (
        Annotated[tuple[CredentialName, ...], Meta(description="Whose answers it can validate")]
        | None
    ) = None
    p_detect: Share = 1.0
    p_reply: Share = 1.0
    appears: Annotated[Time, Meta(description="Not there before this time")] | None = None


class Link(Table, frozen=True):
    """A data link: who reports over it, how late, and what share of reports it loses."""

    id: Id
    name: Text
    sites: Annotated[tuple[str, ...], Meta(description='Ids of sites, or ["*"] for every site')]
    name_tr: str = ""
    latency: Time = "0s"
    loss: Share = 0.0

    @property
    def latency_s(self) -> float:
        """How late remote reports come, s."""
        return seconds(self.latency)


class Picture(Table, frozen=True):
    """One air picture: the sites and links that it hears, what it can make use of, its doctrine."""

    id: Id
    title: Text
    doctrine: Annotated[
        str, Meta(description='"none", "national", "linked", "nato", or one of [doctrines]')
    ]
    title_tr: str = ""
    subtitle: str = ""
    subtitle_tr: str = ""
    own: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    accepts: tuple[CredentialName, ...] = ()
    plans: bool = False
    initiate_plots: Annotated[int, Meta(ge=1, le=20)] = 2
    drop: Time = "30s"

    @property
    def drop_s(self) -> float:
        """How long a track lives without a report, s."""
        return seconds(self.drop)


class RuleRow(Table, frozen=True):
    """One row of a doctrine: every one of `all`, one of `any` (if any), none of `none`."""

    name: Text
    identity: IdentityName
    name_tr: str = ""
    all: tuple[EvidenceName, ...] = ()
    any: tuple[EvidenceName, ...] = ()
    none: tuple[EvidenceName, ...] = ()


class DoctrineTable(Table, frozen=True):
    """An ordered table from evidence to identity: first match wins, the rest is unknown."""

    rules: Annotated[tuple[RuleRow, ...], Meta(max_length=100)]


class Orbit(Table, frozen=True):
    """Holding after the route: a circle around `place`, or a racetrack from `place` to `to`."""

    place: Place | Point
    radius_km: RadiusKm
    to: Place | Point | None = None
    until: Time | None = None
    clockwise: bool = True


class Flight(Table, frozen=True):
    """One aircraft: what it is, what it replies, where it flies."""

    id: Id
    type: Annotated[str, Meta(description="A type of the catalogue")]
    allegiance: AllegianceName
    route: Annotated[tuple[str | Waypoint, ...], Meta(max_length=500)] = ()
    orbit: Orbit | None = None
    name: str = ""
    name_tr: str = ""
    start: SignedTime = "0s"
    level_ft: LevelFt | None = None
    speed_kt: SpeedKt | None = None
    credentials: tuple[ReplyName, ...] | None = None
    plan: bool | None = None
    transponder: Literal["on", "off"] = "on"
    start_jitter: Annotated[
        Time | None, Meta(description="It appears up to so much earlier or later, by the seed")
    ] = None
    route_jitter_km: (
        Annotated[
            float,
            Meta(
                ge=0,
                le=300,
                description="Each position of its route is up to so far off, by the seed",
            ),
        ]
        | None
    ) = None

    @property
    def start_s(self) -> float:
        """When it appears, s from the scenario's beginning."""
        return seconds(self.start)


Pair = tuple[str, str]


class Background(Table, frozen=True):
    """Generated traffic between real airports: `count` aircraft, some under way at the start."""

    id: Id
    count: Annotated[int, Meta(ge=1, le=2_000_000)]
    types: Annotated[tuple[str, ...], Meta(min_length=1, max_length=100)]
    airports: Annotated[
        tuple[str, ...] | None,
        Meta(description="ICAO codes; without these, every airport with scheduled flights"),
    ] = None
    pairs: Annotated[
        tuple[Pair, ...] | None,
        Meta(description="ICAO codes of city pairs, each flown both ways, all as often"),
    ] = None
    level_ft: Annotated[
        tuple[LevelFt, LevelFt] | None, Meta(description="Lowest and highest cruise level, feet")
    ] = None
    min_distance_km: Annotated[float, Meta(ge=0, le=20_000)] = 100.0
    allegiance: AllegianceName = "neutral"
    credentials: tuple[ReplyName, ...] | None = None
    plan: bool | None = None
    seed: Annotated[int, Meta(ge=0, le=2**53)] | None = None


class Recorded(Table, frozen=True):
    """Recorded traffic, in a data file beside the scenario; `iffsim import` makes both."""

    id: Id
    file: Annotated[
        str,
        Meta(
            pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\.iffsky$",
            description="The plain name of an .iffsky file in the scenario's own folder",
        ),
    ]
    start: SignedTime = "0s"
    content: bytes = b""
    """What the file holds; filled in on loading, never written in a scenario."""

    @property
    def start_s(self) -> float:
        """When the recording begins, s from the scenario's beginning."""
        return seconds(self.start)


class Scenario(Table, frozen=True):
    """A whole scenario file."""

    format: Annotated[Literal[1], Meta(description="Always 1, for now")]
    title: Text
    summary: Text
    duration: Time
    area: Area
    sites: Annotated[tuple[Site, ...], Meta(max_length=64)]
    pictures: Annotated[tuple[Picture, ...], Meta(max_length=16)]
    lesson: str = ""
    title_tr: str = ""
    summary_tr: str = ""
    lesson_tr: str = ""
    objectives: Annotated[tuple[Text, ...], Meta(max_length=20)] = ()
    objectives_tr: Annotated[tuple[Text, ...], Meta(max_length=20)] = ()
    tags: Annotated[tuple[Tag, ...], Meta(max_length=20)] = ()
    info: Info | None = None
    seed: Annotated[int, Meta(ge=0, le=2**53)] = 0
    allow_large: Annotated[
        bool, Meta(description="Leave to generate more than 20,000 aircraft")
    ] = False
    terrain: Annotated[bool, Meta(description="Whether mountains hide aircraft from sites")] = False
    utc: (
        Annotated[
            str,
            Meta(
                pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
                description="The date and time at the beginning, UTC, of recorded traffic",
            ),
        ]
        | None
    ) = None
    zones: Annotated[tuple[Zone, ...], Meta(max_length=200)] = ()
    links: Annotated[tuple[Link, ...], Meta(max_length=16)] = ()
    doctrines: dict[str, DoctrineTable] = field(default_factory=dict)
    flights: Annotated[tuple[Flight, ...], Meta(max_length=5000)] = ()
    background: Annotated[tuple[Background, ...], Meta(max_length=100)] = ()
    recorded: Annotated[tuple[Recorded, ...], Meta(max_length=16)] = ()
    events: Annotated[tuple[AnyEvent, ...], Meta(max_length=5000)] = ()
    chapters: Annotated[tuple[Chapter, ...], Meta(max_length=200)] = ()
    follow: (
        Annotated[str, Meta(description="Id of the flight that the story follows: always ringed")]
        | None
    ) = None
    board: Board | None = None
    questions: Annotated[tuple[Question, ...], Meta(max_length=200)] = ()
    runsheet: Annotated[tuple[SheetRow, ...], Meta(max_length=200)] = ()
    lessons: Annotated[tuple[LessonStep, ...], Meta(max_length=400)] = ()

    @property
    def duration_s(self) -> float:
        """How long it lasts, s."""
        return seconds(self.duration)

    def __repr__(self) -> str:
        return (
            f"<Scenario {self.title!r}: {self.duration_s:g} s, {len(self.flights)} flights,"
            f" {sum(one.count for one in self.background)} in the background,"
            f" {len(self.sites)} sites, pictures {', '.join(one.id for one in self.pictures)}>"
        )
