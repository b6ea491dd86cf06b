"""What is asked of a scene: when, which pictures, how to look, and what must not be shown."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class View(Enum):
    """A way to look at one truth and its pictures."""

    SIDE = "side"
    CURTAIN = "curtain"
    SINGLE = "single"
    TRUTH = "truth"
    DIFFERENCE = "difference"


class Kind(Enum):
    """What a pane shows."""

    PICTURE = "picture"
    TRUTH = "truth"
    DIFFERENCE = "difference"


class Shut(Enum):
    """A thing that must not be shown: it never enters a scene, so no painter can draw it."""

    GHOSTS = "ghosts"
    """Aircraft that fly and are not held, and how many fly."""
    WHOSE = "whose"
    """Whose aircraft tracks are, and every number that tells it."""
    INTRUDER = "intruder"
    """Which track is the intruder."""
    NEEDLE = "needle"
    """Among how many tracks it hides: that number begins when it is first held."""
    OVERVIEWS = "overviews"
    """The truth, and the difference of pictures."""
    CARDS = "cards"
    """Why a track is called what it is."""
    CAPTION = "caption"
    """What the story says."""
    OTHERS = "others"
    """Pictures other than that in which a question is asked."""
    NUMBERS = "numbers"
    """Scores, and how many tracks a word means."""
    FUTURE = "future"
    """What the timeline says of what is still to come."""
    PAGE = "page"
    """The page about the scenario."""


WHICH = frozenset({Shut.GHOSTS, Shut.WHOSE, Shut.INTRUDER})
"""What a mark on an aircraft tells: that it flies, and which of the tracks it is."""
TRUTH_HIDDEN = WHICH | {Shut.OVERVIEWS}
"""What a class must not see while its questions are open."""
NOTHING_SHUT: frozenset[Shut] = frozenset()


class Asked(Struct, frozen=True):
    """What decides a scene, besides the recording."""

    time_s: float
    pictures: tuple[str, ...]
    """Ids of the pictures chosen, left to right."""
    view: View = View.SIDE
    single: int = 0
    """Which of the pictures is shown when one is shown alone."""
    selected: int | None = None
    """Index of the selected aircraft."""
    coverage_alt_m: float = 6000.0
    mountains: bool = True
    """Whether mountains cut into the coverage drawn."""
    shut: frozenset[Shut] = NOTHING_SHUT
    pins: tuple[tuple[int, str], ...] = ()
    """Aircraft that wear a label, and which: "bet", "answer", "follow" or "mark"."""
    marked: tuple[str, ...] = ()
    """Ids of sites and zones that the story is about now."""
    hand: tuple[str, tuple[float, float]] | None = None
    """A site that a hand carries, and where to, km: it is drawn where the hand is."""
    grain_km: float = 1.0
    """Coverage of a radar that moves is worked out anew when it has moved so far."""

    @property
    def looks(self) -> View:
        """The way to look that is possible: not what is shut, two pictures only where there are
        two."""
        if self.view in (View.TRUTH, View.DIFFERENCE) and Shut.OVERVIEWS in self.shut:
            return View.SIDE
        if self.view in (View.CURTAIN, View.DIFFERENCE) and len(self.pictures) < 2:
            return View.SINGLE
        return self.view

    def panes(self) -> tuple[tuple[Kind, int], ...]:
        """Return for each map on show, left to right, its kind and which picture (0 for others)."""
        match self.looks:
            case View.SIDE | View.CURTAIN:
                return tuple((Kind.PICTURE, slot) for slot in range(len(self.pictures)))
            case View.TRUTH:
                return ((Kind.TRUTH, 0),)
            case View.DIFFERENCE:
                return ((Kind.DIFFERENCE, 0),)
            case View.SINGLE:
                return ((Kind.PICTURE, min(self.single, len(self.pictures) - 1)),)

    def slots(self) -> tuple[int, ...]:
        """Return which of the pictures are on show: numbers are theirs alone."""
        kinds = self.panes()
        if kinds[0][0] is Kind.PICTURE:
            return tuple(slot for _, slot in kinds)
        return tuple(range(len(self.pictures)))
