"""What window and server say to each other, a line of JSON each, and what of it a phone gets.

Everything in `Asking` reaches every phone: nothing may be in it that the class must not see.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Texts = dict[str, str]
"""The same in every language, by its code."""
MOST_DEVICES = 300
"""So many devices are let in; with more the server says politely that it is full."""
MOST_LETTERS = 40
"""A name or a team is no longer."""


class Person(Struct, frozen=True):
    """Who a device said that it is; both may be empty."""

    name: str = ""
    team: str = ""


class Track(Struct, frozen=True, array_like=True):
    """A track of the asked picture, as that picture knows it."""

    number: int
    x_km: float
    y_km: float
    identity: str
    """An identity's id: "friend", "unknown"."""
    course_deg: int
    """Clockwise from north."""
    stale: bool


class Map(Struct, frozen=True):
    """The asked picture at the asked instant."""

    tracks: tuple[Track, ...]
    about: int | None = None
    """The number of the track that is asked about, unless it is the answer."""


class Count(Struct, frozen=True):
    """How many gave an answer."""

    choice: str
    text: Texts
    count: int
    right: bool


class Told(Struct, frozen=True):
    """What is told once a question is revealed: never before."""

    right: str
    """The choice that is right; "" where none is."""
    text: Texts
    """The right answer in words."""
    why: tuple[Texts, ...]
    called: tuple[tuple[Texts, Texts], ...]
    """What each picture calls the aircraft, and last whose it is."""
    counts: tuple[Count, ...]


class Asking(Struct, frozen=True):
    """A question as a phone gets it."""

    number: int
    """Which question of the class it is, in order of asking: no name that could tell something."""
    kind: Literal["options", "track", "open"]
    text: Texts
    options: tuple[Texts, ...] = ()
    picture: Texts = {}
    map: Map | None = None
    told: Told | None = None


class Sent(Struct, frozen=True, tag_field="sent"):
    """A message from the window to the server."""


class Open(Sent, frozen=True, tag="open"):
    """What the server needs to begin, the first message."""

    address: str
    port: int
    code: str
    pages: dict[str, tuple[str, str]]
    """By path: media type and text."""
    people: dict[str, Person]
    """Who was let in before, by client."""
    most: int = MOST_DEVICES


class Show(Sent, frozen=True, tag="show"):
    """What phones show from now on."""

    version: str
    title: Texts
    asking: Asking | None
    mine: dict[str, str]
    """What each client has answered to it."""


class Done(Sent, frozen=True, tag="done"):
    """An answer was counted, or why not."""

    ref: int
    why: str = ""
    """The id of a message; "" when it counted."""
    mine: str | None = None
    """What of this client counts now."""


class Heard(Struct, frozen=True, tag_field="heard"):
    """A message from the server to the window."""


class Opened(Heard, frozen=True, tag="opened"):
    """The server listens."""

    port: int


class Failed(Heard, frozen=True, tag="failed"):
    """The server cannot listen."""

    why: str


class Joined(Heard, frozen=True, tag="joined"):
    """A device was let in, or its owner changed the name."""

    client: str
    person: Person


class Given(Heard, frozen=True, tag="given"):
    """A device answered."""

    ref: int
    client: str
    number: int
    """Which question."""
    turn: int
    """How often this device has answered: a late repetition does not undo a newer answer."""
    choice: str


AnySent = Open | Show | Done
AnyHeard = Opened | Failed | Joined | Given


# What a phone sends


class Join(Struct, frozen=True, forbid_unknown_fields=True):
    """A device wants in; with the `token` that it had before, it is the same as before."""

    code: Annotated[str, Meta(max_length=12)]
    name: Annotated[str, Meta(max_length=MOST_LETTERS)] = ""
    team: Annotated[str, Meta(max_length=MOST_LETTERS)] = ""
    token: Annotated[str, Meta(max_length=64)] = ""


class Choose(Struct, frozen=True, forbid_unknown_fields=True):
    """A device's answer."""

    number: Annotated[int, Meta(ge=0, le=1_000_000)]
    turn: Annotated[int, Meta(ge=0, le=2**53)]
    choice: Annotated[str, Meta(min_length=1, max_length=200)]
