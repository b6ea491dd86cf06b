"""What a word or a number can mean, and which tracks that is.

What only truth knows (whose they are, the intruder) means nothing while it is shut.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from iffsim.base.arrays import Bools
from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.pictures.score import CORRECT, NO_ID
from iffsim.recording import Recording
from iffsim.scene.asked import Asked, Shut


class Topic(Enum):
    """What a word can mean."""

    NOT_HELD = "identity.not_held"
    FRIEND = "identity.friend"
    HOSTILE = "identity.hostile"
    NEUTRAL = "identity.neutral"
    UNKNOWN = "identity.unknown"
    HELD = "scores.held"
    CORRECT = "scores.correct"
    LEFT_UNKNOWN = "scores.left_unknown"
    NEEDLE = "scores.needle"
    LOST_FRIENDS = "scores.lost_friends"
    OWN = "topic.own"
    ALLIES = "topic.allies"
    AIRLINERS = "topic.airliners"
    INTRUDER = "topic.intruder"
    FLYING = "views.in_air"
    ONLY_A = "views.only_in_a"
    ONLY_B = "views.only_in_b"
    OTHERWISE = "views.called_otherwise"
    SAME = "views.same"
    DIFFER = "views.tracks_differ"


NONE: frozenset[Topic] = frozenset()
IDENTITIES = {
    Topic.FRIEND: (Identity.FRIEND, Identity.ASSUMED_FRIEND),
    Topic.HOSTILE: (Identity.HOSTILE, Identity.SUSPECT),
    Topic.NEUTRAL: (Identity.NEUTRAL,),
    Topic.UNKNOWN: (Identity.UNKNOWN, Identity.PENDING),
}
TRUTHS = {
    Topic.OWN: Allegiance.OWN,
    Topic.ALLIES: Allegiance.ALLIED,
    Topic.AIRLINERS: Allegiance.NEUTRAL,
    Topic.INTRUDER: Allegiance.INTRUDER,
}
COUNTED = (Topic.HELD, Topic.CORRECT, Topic.LEFT_UNKNOWN, Topic.NEEDLE, Topic.LOST_FRIENDS)
"""Those that the scores count: only aircraft in the area of interest."""
DIFFERENCES = (Topic.ONLY_A, Topic.ONLY_B, Topic.OTHERWISE, Topic.SAME, Topic.DIFFER)
_BY_TRUTH = frozenset({Topic.CORRECT, Topic.LOST_FRIENDS, *TRUTHS})
NEEDLE_LABELS = (tuple(sorted(NO_ID)), *((one,) for one in Identity if one not in NO_ID))
"""Identities that count as one label, where the intruder hides."""


def open_to(shut: frozenset[Shut], topic: Topic) -> bool:
    """Return whether a topic may be shown."""
    if Shut.NUMBERS in shut and topic is not Topic.HELD:
        return False
    if topic in (Topic.NOT_HELD, Topic.FLYING) and Shut.GHOSTS in shut:
        return False
    if topic is Topic.INTRUDER and Shut.INTRUDER in shut:
        return False
    if topic is Topic.NEEDLE and (Shut.NEEDLE in shut or {Shut.WHOSE, Shut.GHOSTS} <= shut):
        return False
    return not (topic in _BY_TRUTH and Shut.WHOSE in shut)


class Columns(Struct, frozen=True, eq=False):
    """What numbers are counted from: one picture at one instant, all aircraft, [A] each."""

    held: Bools
    identity: npt.NDArray[np.uint8]
    inside: Bools
    """Flying in the area of interest."""
    flying: Bools
    whose: npt.NDArray[np.uint8]
    """`Allegiance`."""


def columns(recording: Recording, picture: str, time_s: float) -> Columns:
    """Return the columns of one picture."""
    state, inside = recording.picture(picture, time_s), recording.in_area(time_s)
    held = state.held & (state.identity != NOT_HELD)
    # counts hold from tick to tick; who ends his flight between two is drawn until the next
    flying = recording.truth(time_s).alive | inside
    return Columns(held, state.identity, inside, flying, recording.world.fleet.allegiance)


def meant(found: Columns, topic: Topic) -> Bools:
    """Return which aircraft a topic means in one picture, bool[A]."""
    return np.asarray(_meant(found, topic), bool)


def _meant(found: Columns, topic: Topic) -> Any:
    if topic in IDENTITIES:
        return found.held & _named(found.identity, IDENTITIES[topic])
    if topic in TRUTHS:
        return found.flying & (found.whose == TRUTHS[topic])
    counted = found.held & found.inside
    match topic:
        case Topic.NOT_HELD:
            return found.flying & ~found.held
        case Topic.FLYING:
            return found.flying
        case Topic.CORRECT:
            return counted & _right(found)
        case Topic.LEFT_UNKNOWN:
            return counted & _named(found.identity, NO_ID)
        case Topic.LOST_FRIENDS:
            nameless = _named(found.identity, NO_ID)
            return counted & nameless & (found.whose <= Allegiance.ALLIED)
        case Topic.NEEDLE:
            return _needle(found, counted)
        case Topic.HELD:
            return counted
    return np.zeros_like(counted)


def differing(left: Columns, right: Columns, topic: Topic) -> Bools:
    """Return which aircraft a topic of the difference of two pictures means, bool[A]."""
    return np.asarray(_differing(left, right, topic), bool)


def _differing(left: Columns, right: Columns, topic: Topic) -> Any:
    same = left.identity == right.identity
    match topic:
        case Topic.ONLY_A:
            return left.held & ~right.held
        case Topic.ONLY_B:
            return right.held & ~left.held
        case Topic.OTHERWISE:
            return left.held & right.held & ~same
        case Topic.SAME:
            return left.held & right.held & same
    return (left.held | right.held) & ~same


def _named(identity: npt.NDArray[np.uint8], names: Iterable[Identity]) -> Bools:
    """Return which of some identities are among `names`: one look-up, as this is asked often."""
    table = np.zeros(NOT_HELD + 1, bool)
    table[[int(name) for name in names]] = True
    return table[identity]


def _right(found: Columns) -> Bools:
    right = np.zeros(len(found.identity), bool)
    for whose, names in CORRECT.items():
        right |= (found.whose == whose) & _named(found.identity, names)
    return right


def _needle(found: Columns, counted: Bools) -> Bools:
    """Return the tracks that wear an intruder's label; of several labels, the rarest."""
    hunted = counted & (found.whose == Allegiance.INTRUDER)
    if not hunted.any():
        return np.asarray(hunted, bool)
    alike = [counted & _named(found.identity, label) for label in NEEDLE_LABELS]
    hides = (one for one in alike if (one & hunted).any())
    return np.asarray(min(hides, key=lambda one: int(one.sum())), bool)


class Number(Struct, frozen=True, eq=False):
    """How many tracks of a picture a topic means, and which: as many as light when it is pointed
    at."""

    topic: Topic
    slot: int
    """Which of the pictures chosen."""
    lit: Bools
    """bool[A]"""
    of: int | None = None
    """Out of how many aircraft in the area; None: that is not asked, or shut."""
    outside: int = 0
    """How many more are drawn in the same way and not counted: they are outside the area."""
    gone: int = 0
    """Of those, how many no longer fly."""
    nothing: str = ""
    """Why there is no number: "none" (n/a), "absent" (no intruder held over the area), "shut"."""

    @property
    def count(self) -> int:
        """How many."""
        return int(self.lit.sum())


def number(found: Columns, slot: int, topic: Topic, shut: frozenset[Shut]) -> Number:
    """Return a number of one picture with the set of what it counts."""
    nobody = np.zeros_like(found.held)
    if not open_to(shut, topic):
        return Number(topic, slot, nobody, nothing="shut")
    if topic not in COUNTED:
        return Number(topic, slot, meant(found, topic))
    objects = int(found.inside.sum())
    of = None if Shut.GHOSTS in shut else objects
    if topic is Topic.NEEDLE and not (found.whose == Allegiance.INTRUDER).any():
        return Number(topic, slot, nobody, of, nothing="none")
    lit = meant(found, topic)
    if topic is Topic.NEEDLE and not lit.any():
        return Number(topic, slot, nobody, of, nothing="absent")
    if objects == 0:
        return Number(topic, slot, nobody, of, nothing="none")
    alike = _uncounted(found, topic) if topic in (Topic.HELD, Topic.LEFT_UNKNOWN) else nobody
    gone = int((alike & ~found.flying).sum())
    return Number(topic, slot, lit, of, int(alike.sum()), gone)


def _uncounted(found: Columns, topic: Topic) -> Bools:
    """Return what is drawn as what is counted, outside the area."""
    away = found.held & ~found.inside
    return away if topic is Topic.HELD else away & _named(found.identity, NO_ID)


def told(asked: Asked, topic: Topic) -> bool:
    """Return whether a topic can be pointed at now: it may be shown, and the way of looking has
    it."""
    kind = asked.panes()[0][0]
    if topic in DIFFERENCES:
        return kind.value == "difference"
    if topic is Topic.FLYING and kind.value != "truth":
        return False
    return kind.value == "truth" or open_to(asked.shut, topic)
