"""What an open question shuts: the one rule, for bets and for questions to a class.

Nothing answers before it is asked. While a question is open, all that could tell its answer is
shut, and a command that would show it is refused aloud.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from iffsim.scene.asked import TRUTH_HIDDEN, Shut
from iffsim.story.telling import Bet, Story

HIDDEN = "said.t_reveals"
"""Said where the instructor hides the truth."""
OPEN, LOCKED = "said.bet_open", "said.bet_first"
"""Said while a bet is open, and where a lever is locked until it is placed."""
COMING = "said.bet_coming"
"""Said before a bet that what is shown now would answer."""
ASKED = "said.question_open"
"""Said while a question to a class is open."""

_TELLS = frozenset({Shut.WHOSE, Shut.INTRUDER, Shut.OVERVIEWS, Shut.OTHERS, Shut.FUTURE})
BEFORE = _TELLS | {Shut.NEEDLE}
"""Shut from when the aircraft of a bet can be seen until it can be bet on."""
BETTING = _TELLS | {Shut.CARDS, Shut.PAGE}
"""Shut while a bet can be placed; the caption asks, and stays, as does the haystack."""
ASKING = BETTING | {Shut.GHOSTS, Shut.CAPTION, Shut.NUMBERS}
"""Shut while a question to a class is open: its answer may be a count, or what the story says."""
VEILED = TRUTH_HIDDEN | {Shut.CAPTION, Shut.NUMBERS, Shut.FUTURE}
"""Shut where an instructor hides the truth."""


class Closed(Struct, frozen=True):
    """What must not be shown now, and what is said to whoever tries."""

    things: frozenset[Shut] = frozenset()
    why: str = ""
    """The id of the word; "" while nothing is shut."""
    picture: str = ""
    """The one picture that may be shown; "" for all."""


def closed(
    story: Story, time_s: float, *, posed: str | None = None, hidden: bool = False,
    lesson: bool = False,
) -> Closed:  # fmt: skip
    """Return what is shut at a time, s.

    `posed`: the id of the picture in which a question to a class is open, None if none is.
    `hidden`: whether this screen must not show the truth. `lesson`: whether an instructor asks, so
    that the story's own bets wait for nobody.
    """
    told = _unanswered(story.bets, time_s)
    things = VEILED | told if hidden else told
    if posed is not None:
        return Closed(things | ASKING, ASKED, posed)
    if hidden:
        return Closed(things, HIDDEN)
    bet = story.open_bet(time_s)
    if bet is not None:
        return Closed(things | BETTING, OPEN, bet.picture)
    coming = None if lesson else _coming(story.bets, time_s)
    if coming is not None:
        return Closed(things | BEFORE, COMING, story.first_shown(time_s) or coming.picture)
    return Closed(things)


def _unanswered(bets: Sequence[Bet], time_s: float) -> frozenset[Shut]:
    """Return what no word or number may tell until the last bet is answered."""
    waits = any(bet.told_s > time_s + 1e-6 for bet in bets)
    return frozenset({Shut.INTRUDER}) if waits else frozenset()


def _coming(bets: Sequence[Bet], time_s: float) -> Bet | None:
    """Return the bet that is not open yet while its aircraft can be seen already."""
    found = (bet for bet in bets if bet.seen_s <= time_s + 1e-6 < bet.open_s)
    return next(found, None)
