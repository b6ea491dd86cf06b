"""What the card of an aircraft says: who saw it when, what it replied, which rule named it, and
what would have changed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from iffsim.doctrine import Evidence
from iffsim.explain import REPLIES
from iffsim.pictures.why import Why
from iffsim.recording import Recording
from iffsim.view.drawing.theme import NOT_HELD_LOOK, Colour, Look, look
from iffsim.whatif import VALID, Barrier, Change, Missing, Outcome, missing, outcomes
from iffsim.words.say import ENGLISH, Words

_VALID = {
    Evidence.NATIONAL_REPLY: "valid, national",
    Evidence.ALLIED_REPLY: "valid, allied",
    Evidence.CIVIL_REPLY: "valid, civil",
    Evidence.UNRECOGNISED_REPLY: "not recognised",
    Evidence.NO_REPLY: "none",
    Evidence.NOT_INTERROGATED: "not asked",
}
_CHANGES = {
    Change.NATIONAL_REPLY: "With a national reply",
    Change.ALLIED_REPLY: "With an allied reply",
    Change.CIVIL_REPLY: "With a civil reply",
    Change.NO_REPLY: "Without a reply",
    Change.PLAN: "On a flight plan",
    Change.NO_PLAN: "Without its flight plan",
    Change.NO_LINE: "Without crossing the line",
}
_BARRIERS = {
    Barrier.TOO_NEW: "too few plots yet",
    Barrier.LINK_DOWN: "sees it, its link is down",
    Barrier.SILENT: "silent",
    Barrier.NOT_HEARD: "sees it, not heard here",
    Barrier.HIDDEN: "mountains hide it",
    Barrier.TOO_LOW: "too low: seen from {height} m up",
    Barrier.TOO_FAR: "{distance} km too far",
}
_REPLIES = (Change.NATIONAL_REPLY, Change.ALLIED_REPLY, Change.CIVIL_REPLY)
MOST = 3
"""A card names no more things that would have changed it."""


class Row(NamedTuple):
    """A line of a card; where there is little room, those of little weight are left out."""

    name: str
    value: str
    weight: int = 5
    ink: Colour | None = None
    """The colour of the value, where it is an identity's."""


@dataclass(frozen=True)
class Card:
    """What a card says."""

    name: str
    look: Look
    rows: tuple[Row, ...]


def card(recording: Recording, why: Why, time_s: float, say: Words = ENGLISH) -> Card:
    """Return the evidence card of one aircraft in one picture."""
    name = f"TK {int(recording.world.fleet.number[why.aircraft]):04d}"
    if not why.held or why.identity is None or why.rule is None:
        return Card(name, NOT_HELD_LOOK, _absent(recording, why, time_s, say))
    seen = why.sightings
    bits = Evidence(0)
    for bit, _ in why.evidence:
        bits |= bit
    age = say("{age} s ago", age=max(0, int(time_s) - seen[0].tick)) if seen else say("coasting")
    plan = say("matches" if bits & Evidence.PLAN_MATCH else "none known")
    rows = (
        Row(say("Last seen"), age, 6),
        Row(say("Reply"), say(_reply(bits)), 9),
        Row(say("Seen by"), _sites(recording, why, say), 5),
        Row(say("Flight plan"), plan, 3),
        Row(say("Rule"), say(why.rule.name), 8),
    )
    return Card(name, look(int(why.identity)), (*rows, *_otherwise(recording, why, say)))


def _reply(bits: Evidence) -> str:
    """Return the best reply heard while the track lasts, in a few words."""
    for bit, words in _VALID.items():
        if bits & bit:
            return words
    return next((words for bit, words in REPLIES.items() if bits & bit), "none")


def _sites(recording: Recording, why: Why, say: Words) -> str:
    """Return who saw it: names if they are few."""
    names = [say(recording.world.sites.names[seen.site]) for seen in why.sightings]
    linked = any(seen.over_link for seen in why.sightings)
    over = f", {say('over link')}" if linked else ""
    if not names:
        return say("nobody just now")
    if len(names) == 1:
        return f"{names[0]}{over}"
    return say("{count} sites", count=len(names)) + over


def _otherwise(recording: Recording, why: Why, say: Words) -> tuple[Row, ...]:
    """Return what would have changed a track's identity, and which replies nobody asks for."""
    found = outcomes(recording, why)
    telling = [one for one in found if one.able and one.identity != why.identity]
    rows = [_would(one, say, 7 - n) for n, one in enumerate(telling)]
    rows += _deaf([one for one in found if not one.able and one.change in _REPLIES], say)
    if not rows:
        rows = [Row(say("Another reply"), say("would change nothing"), 2)]
    return tuple(rows[:MOST])


def _would(one: Outcome, say: Words, weight: int) -> Row:
    face = look(int(one.identity))
    return Row(say(_CHANGES[one.change]), say(face.word), weight, face.colour)


def _deaf(unread: list[Outcome], say: Words) -> list[Row]:
    """Return one row for the replies that nobody here asks for."""
    if not unread:
        return []
    if len(unread) == len(VALID):
        return [Row(say("Any reply"), say("not asked for here"), 7)]
    names = {
        Change.NATIONAL_REPLY: "national", Change.ALLIED_REPLY: "allied",
        Change.CIVIL_REPLY: "civil",
    }  # fmt: skip
    kinds = f" {say('or')} ".join(say(names[one.change]) for one in unread)
    words = say("{kinds} reply", kinds=kinds)
    return [Row(words[0].upper() + words[1:], say("not asked for here"), 4)]


def _absent(recording: Recording, why: Why, time_s: float, say: Words) -> tuple[Row, ...]:
    """Return what keeps each site from showing an aircraft, the nearest miss first."""
    found = missing(recording, why.picture, why.aircraft, time_s)
    if found and found[0].barrier is Barrier.NOT_FLYING:
        return (Row(say("Flight"), say("not in the air"), 9),)
    rows = [Row(say("Identity"), say("none: not held"), 8)]
    rows += [_barrier(recording, one, say, 7 - n) for n, one in enumerate(found[:MOST])]
    return tuple(rows)


def _barrier(recording: Recording, one: Missing, say: Words, weight: int) -> Row:
    name = "" if one.site is None else say(recording.world.sites.names[one.site])
    height = say.number(_up(one.need_m))
    distance = say.number(max(1.0, one.short_km))
    return Row(name, say(_BARRIERS[one.barrier], height=height, distance=distance), weight)


def _up(height_m: float) -> float:
    """Return a height rounded up, as a person would say it."""
    step = 100.0 if height_m < 3000.0 else 500.0
    return -(-height_m // step) * step
