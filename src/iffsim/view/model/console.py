"""The instructor's console as one frozen value, and what its keys ask for.

It holds only what the window needs; all that belongs to the class's log is in the session.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from iffsim.classroom.acts import Act
from iffsim.classroom.palette import PALETTE, Want
from iffsim.classroom.plan import Order
from iffsim.commands.table import PICKS
from iffsim.view.model.room import Room

Km = tuple[float, float]
"""A place on the map: km east and north."""


class Purpose(Enum):
    """What a line is typed for, or a list is picked from for; the words ask for it."""

    JUMP = "asked.jump"
    BOOKMARK = "asked.bookmark"
    NOTE = "lesson.note"
    SNAPSHOT = "asked.snapshot"
    RESTORE = "console.restore"
    COMPARE = "asked.compare"
    FORK = "asked.fork"
    ASK = "asked.ask_class"
    QUESTION = "asked.question"
    TALLY = "asked.tally"
    SAVE = "asked.save"
    SCENARIO = "asked.save_scenario"
    PLACE = "asked.place"
    INJECT = "runsheet.inject"
    LEAD = "asked.elsewhere"


class Typing(Struct, frozen=True):
    """A line that is being typed."""

    purpose: Purpose
    text: str = ""
    fresh: bool = True
    """Whether the text is only proposed: the first letter takes its place."""
    open: bool = False
    """Whether letters count: not the one of the key that opened the line."""


class Option(Struct, frozen=True):
    """One line of a list: what it stands for, and its words, perhaps in Turkish too."""

    value: str
    words: str
    words_tr: str = ""
    key: str = ""
    """Its key, if not that of its place in the list."""


class Picking(Struct, frozen=True):
    """A list to pick from with one key."""

    purpose: Purpose
    title: str
    options: tuple[Option, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each line."""
        return tuple(one.key or PICKS[n] for n, one in enumerate(self.options))


class Inject(Struct, frozen=True):
    """An inject for which something is still to be chosen."""

    number: int
    """Which of `palette.PALETTE`."""
    chosen: tuple[str, ...] = ()
    way: tuple[Km, ...] = ()
    """The places clicked so far."""
    open: bool = False
    """Whether letters begin a place's name: not the one of the key that chose the inject."""

    @property
    def wanted(self) -> Want | None:
        """What is to be chosen next; None when all is."""
        rest = PALETTE[self.number].wants[len(self.chosen) :]
        if rest and rest[0] == "point" and self.way:
            return None
        return rest[0] if rest else None


class Errand(Struct, frozen=True):
    """A file to be written by the desk: a session, or its scenario."""

    path: str
    scenario: bool = False


class Console(Struct, frozen=True):
    """What the instructor sees and has in hand."""

    truth: bool = True
    """Whether the class may see the truth."""
    column: bool = True
    """Whether the instructor's column is on the window."""
    sheet: bool = True
    """Whether the column shows the run sheet."""
    window: bool = False
    """Whether the class has a window of its own."""
    typing: Typing | None = None
    picking: Picking | None = None
    inject: Inject | None = None
    quiz: str | None = None
    """The prompt that is on the screen."""
    pen: bool = False
    strokes: tuple[tuple[Km, ...], ...] = ()
    lit: tuple[str, ...] = ()
    """Ids of the aircraft that are pointed out to the class."""
    against: str | None = None
    """The kept line with which this one is compared."""
    said: str = ""
    """What was just done, or why not."""
    file: str = ""
    """Where the session is saved; empty: nowhere yet."""
    saved: bool = True
    waiting: int = 0
    """How many acts could not be written into the autosave yet."""
    errands: tuple[Errand, ...] = ()
    plan: int = 0
    """The length of the lesson that is to be taught, minutes; 0: the longest."""
    clock_s: int = 0
    """What the class's own clock shows."""
    room: Room | None = None
    """The class's own devices, if it has a server for them."""
    door: bool = True
    """Whether it is shown how to join with one."""
    orders: tuple[Order, ...] = ()
    """Commands of a lesson's step that the desk is to carry out."""
    leads: bool = False
    """Whether a class that another window leads is to be taken over."""

    @property
    def hides(self) -> bool:
        """Whether this window must not show the truth."""
        return not self.truth and not self.window

    @property
    def busy(self) -> bool:
        """Whether keys go to a line, a list or an inject."""
        return bool(self.typing or self.picking or self.inject)

    def idle(self, said: str = "") -> Console:
        """Return the console with nothing half done."""
        return replace(self, typing=None, picking=None, inject=None, said=said)


class Use(Struct, frozen=True):
    """The console becomes another; acts are done, time moves, an aircraft is selected."""

    console: Console | None
    acts: tuple[Act, ...] = ()
    time_s: float | None = None
    """Where to go, if anywhere; the clock stops there."""
    speed: float | None = None
    freeze: bool = False
    select: int | None = None
    """The aircraft to select, if any."""
