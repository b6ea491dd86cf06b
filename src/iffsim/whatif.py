"""What would have changed it: computed from the doctrine's table and from geometry, not invented.

For a track: each single change of its evidence, put through the table that named it. Nothing here
asks what the aircraft truly is: the answer must not give away what the picture does not know. For
an aircraft that a picture does not hold: what keeps each site from showing it.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

import numpy as np
from msgspec import Struct

from iffsim.base import geo
from iffsim.doctrine import Doctrine, Evidence, Identity, Rule
from iffsim.earth import coverage
from iffsim.pictures.why import Why
from iffsim.recording import Recording
from iffsim.scenario import events
from iffsim.scenario.doctrines import BUILT_IN
from iffsim.scenario.events import AnyEvent
from iffsim.scenario.words import ReplyName
from iffsim.truth.build import compiled
from iffsim.truth.world import PictureSpec

REPLIES = (
    Evidence.NATIONAL_REPLY
    | Evidence.ALLIED_REPLY
    | Evidence.CIVIL_REPLY
    | Evidence.SUPPLIER_REPLY
    | Evidence.UNRECOGNISED_REPLY
    | Evidence.NO_REPLY
    | Evidence.NOT_INTERROGATED
)
VALID = (
    Evidence.NATIONAL_REPLY,
    Evidence.ALLIED_REPLY,
    Evidence.CIVIL_REPLY,
    Evidence.SUPPLIER_REPLY,
)
ANY_VALID = VALID[0] | VALID[1] | VALID[2] | VALID[3]


class Change(Enum):
    """One thing that could have been otherwise."""

    NATIONAL_REPLY = "a valid national reply"
    ALLIED_REPLY = "a valid allied reply"
    CIVIL_REPLY = "a valid civil reply"
    SUPPLIER_REPLY = "a valid reply in the supplier's code"
    ASKED_NATIONAL = "asked in national code too, and a valid reply"
    ASKED_ALLIED = "asked in allied code too, and a valid reply"
    ASKED_CIVIL = "asked in civil code too, and a valid reply"
    NO_REPLY = "no reply"
    PLAN = "a filed flight plan"
    NO_PLAN = "no flight plan"
    NO_LINE = "no crossed line"


_REPLY = {
    Evidence.NATIONAL_REPLY: Change.NATIONAL_REPLY,
    Evidence.ALLIED_REPLY: Change.ALLIED_REPLY,
    Evidence.CIVIL_REPLY: Change.CIVIL_REPLY,
    Evidence.SUPPLIER_REPLY: Change.SUPPLIER_REPLY,
}
_ASKED = {
    Evidence.NATIONAL_REPLY: Change.ASKED_NATIONAL,
    Evidence.ALLIED_REPLY: Change.ASKED_ALLIED,
    Evidence.CIVIL_REPLY: Change.ASKED_CIVIL,
}
_GIVES: dict[Change, ReplyName] = {
    Change.NATIONAL_REPLY: "national",
    Change.ALLIED_REPLY: "allied",
    Change.CIVIL_REPLY: "civil",
}
_HAPPENS: dict[Change, type[events.TransponderOff | events.PlanFiled | events.PlanDropped]] = {
    Change.NO_REPLY: events.TransponderOff,
    Change.PLAN: events.PlanFiled,
    Change.NO_PLAN: events.PlanDropped,
}
_START = "00:00:00"


class Outcome(Struct, frozen=True):
    """What a track would be called, had one thing been otherwise."""

    change: Change
    able: bool
    """Whether this picture could notice as it is: somebody asks in that credential and validates
    it, it knows plans. False for what it would have to be given first."""
    identity: Identity
    rule: Rule


class Barrier(Enum):
    """What keeps a site from showing an aircraft."""

    NOT_FLYING = "not flying"
    TOO_NEW = "seen, but not often enough for a track"
    LINK_DOWN = "its link is down"
    SILENT = "it is silent"
    NOT_HEARD = "this picture does not hear it"
    HIDDEN = "mountains hide it"
    TOO_LOW = "below its horizon"
    TOO_FAR = "out of its range"


class Missing(Struct, frozen=True):
    """Why a site does not show an aircraft to a picture."""

    barrier: Barrier
    site: int | None = None
    short_km: float = 0.0
    """How much nearer it would have to be, km."""
    need_m: float = 0.0
    """How high it would have to fly there, m; only where it is too low."""


def outcomes(recording: Recording, why: Why) -> tuple[Outcome, ...]:
    """Return what each single change would make of the track that `why` is about, from
    `Recording.why`; none for what is not held.

    Of a supplier's code nothing is said where nobody asks in it: few batteries have any.
    """
    if not why.held or why.identity is None:
        return ()
    spec = recording.folded(why.picture).spec
    bits = Evidence(0)
    for bit, _ in why.evidence:
        bits |= bit
    doctrine, asking = spec.doctrine_at(why.tick), _asking(recording, why, spec)
    others = [bit for bit in _codes(asking) if not bits & bit]
    found = [_replied(asking, doctrine, bits, bit) for bit in others]
    found += [_asked(doctrine, bits, bit) for bit in others if not _is_asked(asking, bit)]
    if bits & ANY_VALID:
        silent = (bits & ~REPLIES) | Evidence.NO_REPLY
        found.append(_outcome(Change.NO_REPLY, True, doctrine, silent))
    plan = Change.NO_PLAN if bits & Evidence.PLAN_MATCH else Change.PLAN
    flipped = bits ^ Evidence.PLAN_MATCH if spec.uses_plans else bits
    found.append(_outcome(plan, spec.uses_plans, doctrine, flipped))
    if bits & Evidence.CROSSED_LINE:
        back = bits & ~Evidence.CROSSED_LINE
        found.append(_outcome(Change.NO_LINE, True, doctrine, back))
    return tuple(found)


def telling(recording: Recording, why: Why) -> tuple[Outcome, ...]:
    """Return only those `outcomes` that give the track another identity, best reply first.

    For example:

        for one in iffsim.whatif.telling(recording, recording.why("standalone", "KC1", 600.0)):
            print(one.change.name, "would make it", one.identity.name)
    """
    return tuple(one for one in outcomes(recording, why) if one.identity != why.identity)


def edit(flight: str, change: Change) -> AnyEvent | None:
    """Return what happens in a scenario, from its first second on, where an aircraft (id) is as a
    change has it; None for what no event makes."""
    if change in _GIVES:
        return events.NewCredentials(at=_START, flight=flight, credentials=(_GIVES[change],))
    made = _HAPPENS.get(change)
    return None if made is None else made(at=_START, flight=flight)


def _asking(recording: Recording, why: Why, spec: PictureSpec) -> list[tuple[int, int]]:
    """Return for each site that sees a track (else: that the picture hears) the `Credential` bits
    in which it asks, and those of them that it can validate."""
    sites, asks = recording.world.sites, spec.asks(recording.world.sites)
    seen = {one.site for one in why.sightings}
    return [
        (int(asks[heard]), int(asks[heard] & sites.accepts[site]))
        for heard, site in enumerate(spec.hears.tolist())
        if site in seen or not seen
    ]


def _is_asked(asking: list[tuple[int, int]], bit: Evidence) -> bool:
    return any(asked & bit for asked, _ in asking)


def _codes(asking: list[tuple[int, int]]) -> list[Evidence]:
    """Return the replies that are spoken of: a supplier's only where somebody asks for it."""
    rare = Evidence.SUPPLIER_REPLY
    return [bit for bit in VALID if bit != rare or _is_asked(asking, bit)]


def _replied(
    asking: list[tuple[int, int]], doctrine: Doctrine, bits: Evidence, bit: Evidence
) -> Outcome:
    """Return what a transponder that knows one credential, and gives a valid reply in it, would
    make of a track: only who asks in it hears anything."""
    said = Evidence(0)
    for asked, valid in asking:
        if valid & bit:
            said |= bit
        elif asked & bit:
            said |= Evidence.UNRECOGNISED_REPLY
        else:
            said |= Evidence.NO_REPLY if asked else Evidence.NOT_INTERROGATED
    return _outcome(_REPLY[bit], bool(said & bit), doctrine, (bits & ~REPLIES) | said)


def _asked(doctrine: Doctrine, bits: Evidence, bit: Evidence) -> Outcome:
    """Return what a valid reply in a credential would make of a track in which nobody asks now:
    what the doctrine says of such a reply, or the usual one where it says nothing of it."""
    named = any((rule.all_of | rule.any_of) & bit for rule in doctrine.rules)
    kept = bits & ~(Evidence.NO_REPLY | Evidence.NOT_INTERROGATED)
    return _outcome(_ASKED[bit], False, doctrine if named else usual(), kept | bit)


@cache
def usual() -> Doctrine:
    """Return the built-in doctrine that names every reply."""
    return compiled("nato", BUILT_IN["nato"])


def _outcome(change: Change, able: bool, doctrine: Doctrine, evidence: Evidence) -> Outcome:
    row = int(evidence)
    identity = Identity(int(doctrine.identity[row]))
    return Outcome(change, able, identity, doctrine.rules[int(doctrine.rule[row])])


def missing(
    recording: Recording, picture: str, aircraft: str | int, time_s: float
) -> tuple[Missing, ...]:
    """Return for each standing site why it does not show an aircraft (id or index) at `time_s` (s),
    the nearest miss first.

    Of the sites that the picture does not hear only those that see it. Empty for what it holds.
    Raises `BadInput` for an unknown picture or aircraft.
    """
    row = recording.aircraft(aircraft)
    if recording.picture(picture, time_s).held[row]:
        return ()
    if not recording.truth(time_s).alive[row]:
        return (Missing(Barrier.NOT_FLYING),)
    standing = recording.world.sites.standing(recording.tick(time_s))
    heard = set(recording.folded(picture).spec.hears.tolist())
    found = [_site(recording, picture, row, time_s, int(s)) for s in np.flatnonzero(standing)]
    telling = [one for one in found if one.site in heard or one.barrier is Barrier.NOT_HEARD]
    return tuple(sorted(telling, key=_rank))


def _site(recording: Recording, picture: str, aircraft: int, time_s: float, site: int) -> Missing:
    """Return why one site does not show an aircraft that flies."""
    truth, sites = recording.truth(time_s), recording.world.sites
    xyz, working = recording.site_places(time_s)
    away_m = float(geo.distance_m(truth.xyz[:, aircraft], xyz[:, site]))
    alt_m, height_m = float(truth.alt_m[aircraft]), float(sites.height_m[site])
    if sites.carrier[site] >= 0:
        height_m = float(truth.alt_m[sites.carrier[site]])
    range_m = float(sites.range_m[site] * recording.world.fleet.signature[aircraft])
    reach_m = coverage.reach_m(range_m, height_m, alt_m)
    if away_m > range_m:
        return Missing(Barrier.TOO_FAR, site, (away_m - reach_m) / 1000.0)
    if away_m > reach_m:
        need_m = float(coverage.lowest_m(height_m, away_m))
        return Missing(Barrier.TOO_LOW, site, (away_m - reach_m) / 1000.0, need_m)
    shadow = sites.shadow(site)
    if shadow is not None and alt_m < float(shadow.over(truth.xyz[:, [aircraft]])[0]):
        need_m = float(shadow.over(truth.xyz[:, [aircraft]])[0])
        return Missing(Barrier.HIDDEN, site, 0.0, need_m)
    return Missing(_silenced(recording, picture, time_s, site, bool(working[site])), site)


def _silenced(
    recording: Recording, picture: str, time_s: float, site: int, working: bool
) -> Barrier:
    """Return why a site that could see an aircraft does not show it."""
    if site not in recording.folded(picture).spec.hears:
        return Barrier.NOT_HEARD
    if not working:
        return Barrier.SILENT
    return Barrier.TOO_NEW if site in recording.hears(picture, time_s) else Barrier.LINK_DOWN


def _rank(missing: Missing) -> tuple[int, float]:
    """Sites that do see it first, then by how little is missing."""
    order = list(Barrier)
    seen = (Barrier.TOO_FAR, Barrier.TOO_LOW, Barrier.HIDDEN)
    return len(order) if missing.barrier in seen else order.index(missing.barrier), missing.short_km
