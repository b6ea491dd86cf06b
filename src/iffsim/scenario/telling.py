"""The story as a person wrote it: chapters, captions, what they mark, the challenge at the end."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from iffsim.scenario.words import Table, Text, Time, seconds

LOOK_S, WORD_S = 3.0, 0.3
"""A caption is read in so long, and so long for each of its words: with a look at the map."""


class Caption(Table, frozen=True):
    """A sentence shown from `at` on, tagged with whose word it is; a record names its source."""

    at: Time
    text: Text
    tag: Literal["article", "model", "record"]
    text_tr: str = ""
    claim: (
        Annotated[
            str, Meta(pattern=r"^C([1-9]|1[0-7])$", description="A claim of the article, C1 to C17")
        ]
        | None
    ) = None
    paragraphs: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=26)], ...],
        Meta(description="The article's paragraphs that an article line renders"),
    ] = ()
    source: str = ""
    source_tr: str = ""
    marks: Annotated[
        tuple[str, ...],
        Meta(max_length=40, description="Ids of flights, sites and zones ringed while it stands"),
    ] = ()

    @property
    def read_s(self) -> float:
        """How long it takes to read in its longer language, s."""
        return LOOK_S + WORD_S * max(len(text.split()) for text in (self.text, self.text_tr))

    @property
    def at_s(self) -> float:
        """When, s from the beginning."""
        return seconds(self.at)


class BoardRow(Table, frozen=True):
    """A line of the board: what it says, when it is struck through, whether the run shows it or it
    is only said; with a flight, for how long pictures have held that flight; with pictures, how
    many tracks of one have a name in another."""

    text: Text
    text_tr: str = ""
    struck: Annotated[Time, Meta(description="Struck through from this time on")] | None = None
    how: (
        Annotated[Literal["shown", "said"], Meta(description="Shown by the run here, or said only")]
        | None
    ) = None
    flight: (
        Annotated[str, Meta(description="Id of the flight whose minutes held are counted")] | None
    ) = None

    picture: (
        Annotated[str, Meta(description="Id of the picture whose tracks are counted")] | None
    ) = None
    named_by: (
        Annotated[str, Meta(description="Id of the picture that has a name for those counted")]
        | None
    ) = None

    @property
    def struck_s(self) -> float | None:
        """When it is struck through, s; None: never."""
        return None if self.struck is None else seconds(self.struck)


class Board(Table, frozen=True):
    """A small board beside the map: an argument row by row, or counters that run."""

    title: Text
    rows: Annotated[tuple[BoardRow, ...], Meta(min_length=1, max_length=16)]
    title_tr: str = ""


class Challenge(Table, frozen=True):
    """What a reader is to bring about with own hands: a needle, in so many moves."""

    picture: str
    needle: Annotated[
        int, Meta(ge=1, le=1000, description="The intruder is to be one of so many, or fewer")
    ]
    moves: Annotated[int, Meta(ge=1, le=20)]


class Chapter(Table, frozen=True):
    """A stretch of the story: what to show, where to look, what to say."""

    at: Time
    title: Text
    title_tr: str = ""
    pictures: tuple[str, ...] = ()
    focus: Annotated[str, Meta(description="Id of a flight, site or zone, or a place")] | None = (
        None
    )
    zoom_km: Annotated[float, Meta(ge=10, le=5000, description="Width of the map, km")] | None = (
        None
    )
    coverage_m: (
        Annotated[float, Meta(ge=50, le=12000, description="Height for which coverage is shown, m")]
        | None
    ) = None
    sandbox: Annotated[
        bool, Meta(description="Whether sites and aircraft can be dragged from here on")
    ] = False
    view: Annotated[
        Literal["side", "curtain", "single"] | None,
        Meta(description="How it opens: both pictures, a curtain between them, or the first alone"),
    ] = None
    lever: Annotated[
        bool, Meta(description="Whether entering it is pulling the lever that links the pictures")
    ] = False
    challenge: Challenge | None = None
    captions: tuple[Caption, ...] = ()

    @property
    def at_s(self) -> float:
        """When, s from the beginning."""
        return seconds(self.at)
