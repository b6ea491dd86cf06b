"""What the window shows, as one frozen value; only actions (`actions.py`) make a new one."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from iffsim.classroom.acts import Act
from iffsim.classroom.session import Session
from iffsim.scene.asked import View
from iffsim.scene.topics import Topic
from iffsim.story.challenge import Move
from iffsim.story.telling import Bet, Chapter, Story
from iffsim.view.model.camera import Camera, Glide
from iffsim.view.model.comfort import Comfort
from iffsim.view.model.console import Console
from iffsim.view.model.heights import USUAL_M

SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
"""Seconds of the scenario for each second of the clock on the wall."""


class Page(Struct, frozen=True):
    """The page about the scenario, open for reading."""

    resume: bool = False
    """Whether the run plays on when it is closed."""
    first: int = 0
    """The first line shown."""


class Show(Struct, frozen=True):
    """What is on: the facts of a recording that actions need. Never changes while it plays."""

    duration_s: float
    picture_ids: tuple[str, ...]
    scan_s: tuple[float, ...]
    """For each picture, the shortest scan period among its own sites, s."""
    story: Story
    about: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """The page about the scenario by language: headings and texts."""
    utc: str | None = None
    """The date and time at the beginning, of recorded traffic."""

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters of the story."""
        return self.story.chapters

    @property
    def home(self) -> Camera:
        """The area of interest."""
        return Camera.of(self.story.home)

    def retold(
        self, bets: tuple[Bet, ...] | None = None, chapters: tuple[Chapter, ...] | None = None
    ) -> Show:
        """Return the same with other bets, or other chapters."""
        told = self.story
        told = told if bets is None else replace(told, bets=bets)
        return replace(self, story=told if chapters is None else replace(told, chapters=chapters))

    def chapter_at(self, time_s: float) -> int:
        """Return the index of the chapter at a time."""
        return self.story.chapter_at(time_s)


class Grip(Enum):
    """What the mouse holds."""

    NOTHING = 0
    MAP = 1
    TIMELINE = 2
    ALTITUDE = 3
    CURTAIN = 4
    THING = 5
    """A site or an aircraft: `ViewState.hold` says which."""


class Hold(Struct, frozen=True):
    """What a hand has taken hold of, to carry it elsewhere."""

    kind: Literal["site", "aircraft"]
    name: str
    """Its id as it is written in the scenario."""
    km: tuple[float, float]
    """Where it is now, km east and north."""
    carried: bool = False
    """Whether it has left its place."""


class Made(Struct, frozen=True):
    """A move of the challenge that was made."""

    move: Move
    edits: int
    """How many edits of the scenario held then."""
    shown: bool
    """Whether the last of them is the move, as the map shows it."""


class Offer(Struct, frozen=True):
    """A change that would give a track another name, and can be shown on the map."""

    change: str
    """The name of a `whatif.Change`."""
    names: tuple[int, ...]
    """What each of the chosen pictures would call the track, `NOT_HELD` where it holds none."""


class Supposed(Struct, frozen=True):
    """A change that is shown on the map, of those that would give a track another name."""

    aircraft: int
    offers: tuple[Offer, ...]
    at: int = 0
    """Which of them is shown."""


class ViewState(Struct, frozen=True):
    """Everything that a frame depends on, besides the recording and the window's size."""

    show: Show
    time_s: float = 0.0
    playing: bool = False
    speed: float = 8.0
    pictures: tuple[str, ...] = ()
    """Ids of the pictures shown, left to right."""
    camera: Camera = field(default_factory=Camera)
    aim: Camera | None = None
    """Where the camera is on its way to; None when it rests."""
    glide: Glide | None = None
    """How far it has come on that way."""
    selected: int | None = None
    """Index of the selected aircraft."""
    coverage_alt_m: float = USUAL_M
    height_aim_m: float | None = None
    """Where that height is on its way to, m; None when it rests."""
    view: View = View.SIDE
    curtain: float = 0.5
    """How far to the right the curtain's edge is, 0..1."""
    single: int = 0
    """Which of the pictures is shown when one is shown alone."""
    paced: bool = False
    """Whether the story sets its own speed."""
    bet: int | None = None
    """The aircraft that the reader has bet on."""
    answer_read: bool = False
    """Whether the reader has put the bet's answer away."""
    labels: bool = True
    """Whether every track has a label, if there is room; else the selected one alone."""
    source: bool = False
    """Whether the caption's source is shown."""
    grip: Grip = Grip.NOTHING
    dragged_px: float = 0.0
    """How far the mouse has moved since it was pressed: a press that stays is a click."""
    sandbox: bool = False
    """Whether aircraft can be taken hold of, too, and switches are at hand."""
    hold: Hold | None = None
    asked: tuple[Act, ...] = ()
    """What is to be done to the scenario: the desk does it before the next frame."""
    session: Session | None = None
    """All that was done to the scenario, as the desk has it; None: nothing yet."""
    moves: tuple[Made, ...] = ()
    """What was done to meet the challenge."""
    supposed: Supposed | None = None
    """What the maps show though it is not so."""
    taking: bool = False
    """Whether a page of what is on is to be written: the window does it before the next frame."""
    focus: str | None = None
    """The command whose button of the toolbar the keyboard is on."""
    spot: tuple[int, int] | None = None
    """Where the pointer is, in drawn pixels; None: outside, or it holds something."""
    topic: Topic | None = None
    """What the keyboard has chosen to light up."""
    notice: str = ""
    """A word to the reader on what was just done, or could not be."""
    console: Console | None = None
    """The instructor's console; None: it is switched off."""
    comfort: Comfort = field(default_factory=Comfort)
    """Language, size of text, contrast, motion."""
    help: bool = False
    marks: bool = False
    """Whether every mark is explained."""
    page: Page | None = None
    """The page about the scenario; None: it is closed."""
    fullscreen: bool = False
    running: bool = True

    @property
    def hides_truth(self) -> bool:
        """Whether this window must not show the truth."""
        return self.console is not None and self.console.hides

    @property
    def has_lesson(self) -> bool:
        """Whether the scenario has a lesson plan."""
        return self.session is not None and bool(self.session.scenario.lessons)

    @property
    def edits(self) -> int:
        """How many edits of the scenario hold."""
        return len(self.session.done) if self.session else 0

    @property
    def undone(self) -> int:
        """How many edits were taken back and can be done again."""
        return len(self.session.undone) if self.session else 0


def opening(show: Show) -> ViewState:
    """Return the state in which a recording opens: at its start, playing, two pictures."""
    first = show.chapters[0] if show.chapters else None
    pictures = first.pictures if first and first.pictures else show.story.order
    camera = Camera.of(first.look) if first and first.look else show.home
    selected = first.aircraft if first else None
    paced = bool(show.story.paces)
    sandbox = first is not None and first.sandbox
    return ViewState(
        show, playing=True, pictures=pictures[:2], camera=camera, selected=selected, paced=paced,
        sandbox=sandbox, view=(first and first.view) or View.SIDE,
    )  # fmt: skip
