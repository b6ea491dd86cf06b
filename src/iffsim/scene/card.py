"""The card of a selected aircraft: why a picture calls it what it does.

One sentence first; then what would change it; then the table. Nothing here peeks at truth, save the
card of the truth itself.
"""

from __future__ import annotations

from msgspec import Struct

from iffsim.doctrine import NOT_HELD, Allegiance, Credential, Evidence, Identity
from iffsim.earth import catalogue
from iffsim.explain import CODES
from iffsim.pictures.score import NO_ID
from iffsim.pictures.why import Why
from iffsim.recording import Recording
from iffsim.scene.said import Said, said, written
from iffsim.scene.symbology import LOOKS, WEARS, look
from iffsim.whatif import ANY_VALID, Barrier, Change, Missing, Outcome, edit, missing, outcomes

P = {
    "last_seen": "card.last_seen",
    "reply": "card.reply",
    "seen_by": "card.seen_by",
    "plan": "card.flight_plan",
    "rule": "card.rule",
    "ago": "card.ago",
    "coasting": "card.coasting",
    "matches": "card.plan_matches",
    "no_plan": "card.plan_unknown",
    "nobody": "card.nobody",
    "over_link": "card.over_link",
    "count_sites": "card.sites",
    "another": "change.another_reply",
    "no_change": "change.nothing",
    "any_reply": "change.any_reply",
    "unasked": "change.not_asked_for",
    "identity": "term.identity",
    "no_identity": "card.none_not_held",
    "flight": "card.flight",
    "not_flying": "barrier.not_flying",
    "and": "why.and",
    "by_rule": "why.by_rule",
    "crossed": "why.crossed",
    "unused": "why.unused",
    "wrong": "why.wrong",
    "silent_all": "why.silent_all",
    "silent_battery": "why.silent_battery",
    "silent_network": "why.silent_network",
    "not_asked": "why.not_asked",
    "answer_plan": "why.answer_plan",
    "answer": "why.answer",
    "fits_plan": "why.fits_plan",
    "absent": "why.absent",
    "absent_ground": "why.absent_ground",
    "truth": "why.truth",
    "type": "card.type",
    "calls": "card.calls_it",
}
"""What a card says; the page gets the same table."""
REPLY = {
    Evidence.NATIONAL_REPLY: "reply.national",
    Evidence.ALLIED_REPLY: "reply.allied",
    Evidence.CIVIL_REPLY: "reply.civil",
    Evidence.SUPPLIER_REPLY: "reply.supplier",
    Evidence.UNRECOGNISED_REPLY: "reply.unrecognised",
    Evidence.NO_REPLY: "reply.none",
    Evidence.NOT_INTERROGATED: "evidence.not_interrogated",
}
"""The best reply heard while a track lasts, best first."""
CHANGES = {
    Change.NATIONAL_REPLY: "change.national_reply",
    Change.ALLIED_REPLY: "change.allied_reply",
    Change.CIVIL_REPLY: "change.civil_reply",
    Change.SUPPLIER_REPLY: "change.supplier_reply",
    Change.NO_REPLY: "change.no_reply",
    Change.PLAN: "change.plan",
    Change.NO_PLAN: "change.no_plan",
    Change.NO_LINE: "change.no_line",
}
UNASKED = {
    1: "unasked.national", 2: "unasked.allied", 4: "unasked.civil", 3: "unasked.national_allied",
    5: "unasked.national_civil", 6: "unasked.allied_civil",
}  # fmt: skip
"""By the credentials, as bits, in which nobody asks; a supplier's is none of them."""
BARRIERS = {
    Barrier.TOO_NEW: "barrier.too_new",
    Barrier.LINK_DOWN: "barrier.link_down",
    Barrier.SILENT: "barrier.silent",
    Barrier.NOT_HEARD: "barrier.not_heard",
    Barrier.HIDDEN: "barrier.hidden",
    Barrier.TOO_LOW: "barrier.too_low",
    Barrier.TOO_FAR: "barrier.too_far",
}
WHOSE = {
    Allegiance.OWN: "allegiance.own", Allegiance.ALLIED: "allegiance.allied",
    Allegiance.NEUTRAL: "credential.civil", Allegiance.INTRUDER: "allegiance.intruder",
}  # fmt: skip
MOST = 3
"""A card names no more things that would have changed it."""
_REPLIES = (Change.NATIONAL_REPLY, Change.ALLIED_REPLY, Change.CIVIL_REPLY)
_ALL_CODES = Credential.NATIONAL | Credential.ALLIED | Credential.CIVIL


class Row(Struct, frozen=True):
    """A line of a card; where there is little room, those of little weight are left out."""

    name: Said
    value: Said
    weight: int = 5
    identity: int | None = None
    """The identity that the value names, to be written in its colour."""
    change: str = ""
    """The name of the `whatif.Change` that it speaks of, where that can be tried."""


class Card(Struct, frozen=True):
    """What a card says of one aircraft."""

    aircraft: int
    number: int
    """Of its track."""
    identity: int
    """Whose colour it wears; `NOT_HELD` for none."""
    word: Said
    sentence: Said
    changes: tuple[Row, ...]
    """What would have changed it; for what is not held, what keeps sites from showing it."""
    rows: tuple[Row, ...]


def card(recording: Recording, why: Why, number: int) -> Card:
    """Return why a picture calls an aircraft what it does; its track's number is `number`."""
    if not why.held or why.identity is None or why.rule is None:
        return _absent(recording, why, number)
    bits = Evidence(0)
    for bit, _ in why.evidence:
        bits |= bit
    seen = why.sightings
    age = said(P["ago"], age=max(0, why.tick - seen[0].tick)) if seen else said(P["coasting"])
    rows = (
        Row(said(P["last_seen"]), age, 6),
        Row(said(P["reply"]), said(next(w for bit, w in REPLY.items() if bits & bit)), 9),
        Row(said(P["seen_by"]), _sites(recording, why), 5),
        Row(
            said(P["plan"]),
            said(P["matches" if bits & Evidence.PLAN_MATCH else "no_plan"]),
            3,
        ),
        Row(said(P["rule"]), written(why.rule.name), 8),
    )
    face = LOOKS[why.identity]
    return Card(
        why.aircraft, number, int(why.identity), said(face.word), _sentence(recording, why, bits),
        _otherwise(recording, why), rows,
    )  # fmt: skip


def truth(recording: Recording, pictures: tuple[str, ...], aircraft: int, time_s: float) -> Card:
    """Return who an aircraft truly is, and what each picture calls it."""
    fleet = recording.world.fleet
    whose = Allegiance(int(fleet.allegiance[aircraft]))
    kind = catalogue.aircraft_types()[fleet.types[aircraft]]
    rows = [Row(said(P["type"]), written(kind.title, kind.title_tr), 9)]
    for slot, picture in enumerate(pictures):
        called = int(recording.picture(picture, time_s).identity[aircraft])
        letter = chr(ord("A") + slot)
        rows.append(
            Row(said(P["calls"], letter=letter), said(look(called).word), 5, called)
        )  # fmt: skip
    return Card(
        aircraft, int(fleet.number[aircraft]), int(WEARS[whose]), said(WHOSE[whose]),
        said(P["truth"], whose=said(WHOSE[whose])), (), tuple(rows),
    )  # fmt: skip


def _sentence(recording: Recording, why: Why, bits: Evidence) -> Said:
    """Return in one sentence why a held track is called what it is."""
    identity = Identity(int(why.identity or 0))
    name, key = said(LOOKS[identity].word), _case(bits, identity)
    rule = written(why.rule.name if why.rule else "")
    match key:
        case "silent":
            return _silent(recording, why, name)
        case "answer" | "answer_plan":
            kind = next(words for bit, words in CODES.items() if int(bits) & int(bit))
            return said(P[key], name=name, kind=said(kind))
        case "by_rule":
            return said(P[key], name=name, rule=rule)
    return said(P[key], name=name)


def _case(bits: Evidence, identity: Identity) -> str:
    """Return which sentence fits a track's evidence and name."""
    valid = bits & ANY_VALID
    if identity in (Identity.SUSPECT, Identity.HOSTILE):
        return "crossed" if bits & Evidence.CROSSED_LINE and not valid else "by_rule"
    if identity not in NO_ID:
        plan = bits & Evidence.PLAN_MATCH
        if valid:
            return "answer_plan" if plan else "answer"
        return "fits_plan" if plan else "by_rule"
    if valid:
        return "unused"
    if bits & Evidence.UNRECOGNISED_REPLY:
        return "wrong"
    if bits & Evidence.NO_REPLY:
        return "silent"
    return "not_asked" if bits & Evidence.NOT_INTERROGATED else "by_rule"


def _silent(recording: Recording, why: Why, name: Said) -> Said:
    """Return the sentence for a track that answers nothing, with the codes in which it is asked."""
    spec = recording.folded(why.picture).spec
    asked = Credential(0)
    for one in why.sightings:
        asked |= one.asked
    if not asked:
        for bits in spec.asks(recording.world.sites).tolist():
            asked |= Credential(bits)
    if asked & _ALL_CODES == _ALL_CODES or not asked:
        return said(P["silent_all"], name=name)
    codes = [said(words) for bit, words in CODES.items() if bit & asked]
    listed = codes[0]
    for code in codes[1:]:
        listed = said(P["and"], one=listed, other=code)
    whole = "silent_network" if spec.remote.any() or len(spec.hears) > 1 else "silent_battery"
    return said(P[whole], name=name, codes=listed)


def _sites(recording: Recording, why: Why) -> Said:
    """Return who saw it: names if they are few."""
    names = [recording.world.sites.names[seen.site] for seen in why.sightings]
    if not names:
        return said(P["nobody"])
    which = written(names[0]) if len(names) == 1 else said(P["count_sites"], count=len(names))
    linked = any(seen.over_link for seen in why.sightings)
    return said(P["over_link"], sites=which) if linked else which


def _otherwise(recording: Recording, why: Why) -> tuple[Row, ...]:
    """Return what would have changed a track's identity, and which replies nobody asks for."""
    found = outcomes(recording, why)
    telling = [one for one in found if one.able and one.identity != why.identity]
    rows = [_would(one, 7 - n) for n, one in enumerate(telling)]
    rows += _deaf([one for one in found if not one.able and one.change in _REPLIES])
    if not rows:
        rows = [Row(said(P["another"]), said(P["no_change"]), 2)]
    return tuple(rows[:MOST])


def _would(one: Outcome, weight: int) -> Row:
    change = "" if edit("", one.change) is None else one.change.name
    return Row(
        said(CHANGES[one.change]), said(LOOKS[one.identity].word), weight, int(one.identity),
        change,
    )  # fmt: skip


def _deaf(unread: list[Outcome]) -> list[Row]:
    """Return one row for the replies that nobody here asks for."""
    bits = sum(1 << _REPLIES.index(one.change) for one in unread)
    if not bits:
        return []
    if bits == int(_ALL_CODES):
        return [Row(said(P["any_reply"]), said(P["unasked"]), 7)]
    return [Row(said(UNASKED[bits]), said(P["unasked"]), 4)]


def _absent(recording: Recording, why: Why, number: int) -> Card:
    """Return what keeps each site from showing an aircraft, the nearest miss first."""
    found = missing(recording, why.picture, why.aircraft, float(why.tick))
    word = said(look(NOT_HELD).word)
    if found and found[0].barrier is Barrier.NOT_FLYING:
        rows = (Row(said(P["flight"]), said(P["not_flying"]), 9),)
        return Card(
            why.aircraft, number, NOT_HELD, word, said(P["absent_ground"]), (), rows
        )  # fmt: skip
    changes = tuple(_barrier(recording, one, 7 - n) for n, one in enumerate(found[:MOST]))
    rows = (Row(said(P["identity"]), said(P["no_identity"]), 8),)
    return Card(why.aircraft, number, NOT_HELD, word, said(P["absent"]), changes, rows)


def _barrier(recording: Recording, one: Missing, weight: int) -> Row:
    name = written("" if one.site is None else recording.world.sites.names[one.site])
    parts: dict[str, float] = {}
    if one.barrier is Barrier.TOO_LOW:
        parts = {"height": _up(one.need_m)}
    if one.barrier is Barrier.TOO_FAR:
        parts = {"distance": max(1.0, one.short_km)}
    return Row(name, said(BARRIERS[one.barrier], **parts), weight)


def _up(height_m: float) -> float:
    """Return a height rounded up, as a person would say it."""
    step = 100.0 if height_m < 3000.0 else 500.0
    return -(-height_m // step) * step
