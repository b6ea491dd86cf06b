"""Why, in sentences: for the command line, cards and reports."""

from __future__ import annotations

from iffsim.base.units import clock
from iffsim.doctrine import Credential, Evidence
from iffsim.pictures.why import Sighting, Why
from iffsim.recording import Recording
from iffsim.words.say import ENGLISH

BITS = {bit: f"evidence.{str(bit.name).lower()}" for bit in Evidence}
"""Each bit of evidence, by its id in the table of words."""
REPLIES = {bit: BITS[bit] for bit in Evidence if bit < Evidence.PLAN_MATCH}
"""What a site hears: the bits of replies come first. No reply is not hostile: IFF can only confirm
friends."""

CODES = {
    Credential.NATIONAL: "credential.national",
    Credential.ALLIED: "credential.allied",
    Credential.CIVIL: "credential.civil",
    Credential.SUPPLIER: "credential.supplier",
}
"""In what a site asks, by its id in the table of words."""


def asked_words(asked: Credential) -> str:
    """Return in what a site asks, in words: "national and allied code"; "" if it does not ask."""
    names = [ENGLISH(id) for bit, id in CODES.items() if bit & asked]
    return ", ".join(names[:-1]) + " and " * (len(names) > 1) + f"{names[-1]} code" if names else ""


def reply_words(evidence: Evidence) -> str:
    """Return what a report's reply was, in words."""
    return " and ".join(ENGLISH(id) for bit, id in REPLIES.items() if bit & evidence)


def sentences(recording: Recording, why: Why) -> list[str]:
    """Return `why` a picture calls an aircraft what it does, from `Recording.why`, in sentences.

    For example:

        for picture in recording.picture_ids:
            print(picture, *iffsim.explain.sentences(recording, recording.why(picture, "KC1", 750)))
    """
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
        *(
            f"{ENGLISH(BITS[bit])} (first at {clock(tick)}).".capitalize()
            for bit, tick in why.evidence
        ),
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
