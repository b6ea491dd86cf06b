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
    Evidence.NATIONAL_REPLY: "reply.national",
    Evidence.ALLIED_REPLY: "reply.allied",
    Evidence.CIVIL_REPLY: "reply.civil",
    Evidence.UNRECOGNISED_REPLY: "reply.unrecognised",
    Evidence.NO_REPLY: "reply.none",
    Evidence.NOT_INTERROGATED: "evidence.not_interrogated",
}
_CHANGES = {
    Change.NATIONAL_REPLY: "change.national_reply",
    Change.ALLIED_REPLY: "change.allied_reply",
    Change.CIVIL_REPLY: "change.civil_reply",
    Change.NO_REPLY: "change.no_reply",
    Change.PLAN: "change.plan",
    Change.NO_PLAN: "change.no_plan",
    Change.NO_LINE: "change.no_line",
}
_BARRIERS = {
    Barrier.TOO_NEW: "barrier.too_new",
    Barrier.LINK_DOWN: "barrier.link_down",
    Barrier.SILENT: "barrier.silent",
    Barrier.NOT_HEARD: "barrier.not_heard",
    Barrier.HIDDEN: "barrier.hidden",
    Barrier.TOO_LOW: "barrier.too_low",
    Barrier.TOO_FAR: "barrier.too_far",
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
    age = say("card.ago", age=max(0, int(time_s) - seen[0].tick)) if seen else say("card.coasting")
    plan = say("card.plan_matches" if bits & Evidence.PLAN_MATCH else "card.plan_unknown")
    rows = (
        Row(say("card.last_seen"), age, 6),
        Row(say("card.reply"), say(_reply(bits)), 9),
        Row(say("card.seen_by"), _sites(recording, why, say), 5),
        Row(say("card.flight_plan"), plan, 3),
        Row(say("card.rule"), say.written(why.rule.name), 8),
    )
    return Card(name, look(int(why.identity)), (*rows, *_otherwise(recording, why, say)))


def _reply(bits: Evidence) -> str:
    """Return the best reply heard while the track lasts, in a few words."""
    for bit, words in _VALID.items():
        if bits & bit:
            return words
    return next((words for bit, words in REPLIES.items() if bits & bit), "reply.none")


def _sites(recording: Recording, why: Why, say: Words) -> str:
    """Return who saw it: names if they are few."""
    names = [say.written(recording.world.sites.names[seen.site]) for seen in why.sightings]
    linked = any(seen.over_link for seen in why.sightings)
    over = f", {say('card.over_link')}" if linked else ""
    if not names:
        return say("card.nobody")
    if len(names) == 1:
        return f"{names[0]}{over}"
    return say("card.sites", count=len(names)) + over


def _otherwise(recording: Recording, why: Why, say: Words) -> tuple[Row, ...]:
    """Return what would have changed a track's identity, and which replies nobody asks for."""
    found = outcomes(recording, why)
    telling = [one for one in found if one.able and one.identity != why.identity]
    rows = [_would(one, say, 7 - n) for n, one in enumerate(telling)]
    rows += _deaf([one for one in found if not one.able and one.change in _REPLIES], say)
    if not rows:
        rows = [Row(say("change.another_reply"), say("change.nothing"), 2)]
    return tuple(rows[:MOST])


def _would(one: Outcome, say: Words, weight: int) -> Row:
    face = look(int(one.identity))
    return Row(say(_CHANGES[one.change]), say.upper(say(face.word)), weight, face.colour)


def _deaf(unread: list[Outcome], say: Words) -> list[Row]:
    """Return one row for the replies that nobody here asks for."""
    if not unread:
        return []
    if len(unread) == len(VALID):
        return [Row(say("change.any_reply"), say("change.not_asked_for"), 7)]
    names = {
        Change.NATIONAL_REPLY: "credential.national", Change.ALLIED_REPLY: "credential.allied",
        Change.CIVIL_REPLY: "credential.civil",
    }  # fmt: skip
    kinds = f" {say('change.or')} ".join(say(names[one.change]) for one in unread)
    words = say("change.kinds_reply", kinds=kinds)
    return [Row(say.capital(words), say("change.not_asked_for"), 4)]


def _absent(recording: Recording, why: Why, time_s: float, say: Words) -> tuple[Row, ...]:
    """Return what keeps each site from showing an aircraft, the nearest miss first."""
    found = missing(recording, why.picture, why.aircraft, time_s)
    if found and found[0].barrier is Barrier.NOT_FLYING:
        return (Row(say("card.flight"), say("barrier.not_flying"), 9),)
    rows = [Row(say("term.identity"), say("card.none_not_held"), 8)]
    rows += [_barrier(recording, one, say, 7 - n) for n, one in enumerate(found[:MOST])]
    return tuple(rows)


def _barrier(recording: Recording, one: Missing, say: Words, weight: int) -> Row:
    name = "" if one.site is None else say.written(recording.world.sites.names[one.site])
    height = say.number(_up(one.need_m))
    distance = say.number(max(1.0, one.short_km))
    return Row(name, say(_BARRIERS[one.barrier], height=height, distance=distance), weight)


def _up(height_m: float) -> float:
    """Return a height rounded up, as a person would say it."""
    step = 100.0 if height_m < 3000.0 else 500.0
    return -(-height_m // step) * step
