"""Why, in sentences: for the command line, cards and reports."""

from __future__ import annotations

from iffsim.base.units import clock
from iffsim.doctrine import Credential, Evidence
from iffsim.pictures.why import Sighting, Why
from iffsim.recording import Recording

REPLIES = {
    Evidence.NATIONAL_REPLY: "a valid national reply",
    Evidence.ALLIED_REPLY: "a valid allied reply",
    Evidence.CIVIL_REPLY: "a valid civil reply",
    Evidence.UNRECOGNISED_REPLY: "a reply that it cannot recognise",
    Evidence.NO_REPLY: "no reply",
    Evidence.NOT_INTERROGATED: "not asked",
}
"""What a site hears, in words. No reply is not hostile: IFF can only confirm friends."""

BITS = {
    **REPLIES,
    Evidence.PLAN_MATCH: "fits a filed flight plan",
    Evidence.OVER_LINK: "reported over the link",
    Evidence.CROSSED_LINE: "crossed a declared line",
}
"""Each bit of evidence, in words."""


ASKED = {
    Credential.NATIONAL: "national",
    Credential.ALLIED: "allied",
    Credential.CIVIL: "civil",
}
"""In what a site asks, in words."""


def asked_words(asked: Credential) -> str:
    """Return in what a site asks, in words: "national and allied code"; "" if it does not ask."""
    names = [words for bit, words in ASKED.items() if bit & asked]
    return ", ".join(names[:-1]) + " and " * (len(names) > 1) + f"{names[-1]} code" if names else ""


def reply_words(evidence: Evidence) -> str:
    """Return what a report's reply was, in words."""
    return " and ".join(words for bit, words in REPLIES.items() if bit & evidence)


def sentences(recording: Recording, why: Why) -> list[str]:
    """Return why a picture calls an aircraft what it does, a sentence each."""
    number = recording.numbers(why.picture)[why.aircraft]
    if not why.held or why.identity is None or why.rule is None or why.since is None:
        return [
            f"Track {number} is not held: no site that this picture hears has it.",
            *_seen(recording, why),
        ]
    name = why.identity.name.replace("_", " ")
    return [
        f"Track {number}: {name}, because of the rule “{why.rule.name}”.",
        f"Held since {clock(why.since)}.",
        *(f"{BITS[bit]} (first at {clock(tick)}).".capitalize() for bit, tick in why.evidence),
        *_seen(recording, why),
    ]


def _seen(recording: Recording, why: Why) -> list[str]:
    """Return one sentence for each site that has it."""
    return [_sighting(recording, why, sighting) for sighting in why.sightings]


def _sighting(recording: Recording, why: Why, sighting: Sighting) -> str:
    name = recording.world.sites.names[sighting.site]
    link = ", over the link" if sighting.over_link else ""
    age = why.tick - sighting.tick
    asked = asked_words(sighting.asked)
    if not asked:
        return f"{name} saw it {age} s ago{link}; it does not ask."
    said = reply_words(sighting.evidence)
    return f"{name} saw it {age} s ago{link}, and asked in {asked}: {said}."
