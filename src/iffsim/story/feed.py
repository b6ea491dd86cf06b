"""Names that arrive over a link that has just come up, one by one, each with its reason."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from iffsim.doctrine import NOT_HELD, Evidence, Identity
from iffsim.pictures.events import EventKind
from iffsim.pictures.score import NO_ID
from iffsim.recording import Recording
from iffsim.scene.said import Said, said, written
from iffsim.scene.symbology import LOOKS

_REASONS = (
    (Evidence.NATIONAL_REPLY, "feed.national"),
    (Evidence.ALLIED_REPLY, "feed.allied"),
    (Evidence.CIVIL_REPLY, "feed.civil"),
    (Evidence.SUPPLIER_REPLY, "feed.supplier"),
)
"""What was heard, the weightiest first."""


class Arrived(Struct, frozen=True):
    """A name that has come in, or that has not."""

    at_s: float
    aircraft: int
    identity: int
    word: Said
    """What the track is called."""
    reason: Said


def arrivals(
    recording: Recording, picture: str, since_s: float, time_s: float, most: int = 4
) -> tuple[Arrived, ...]:
    """Return the latest tracks of a picture that were unknown and got a name since a time, s,
    newest first, at most `most`."""
    events, number = recording.events, recording.picture_ids.index(picture)
    nameless = np.isin(events.before, tuple(NO_ID))
    named = ~np.isin(events.after, (*NO_ID, NOT_HELD))
    rows = np.flatnonzero(
        (events.picture == number) & (events.kind == EventKind.IDENTIFIED) & nameless & named
        & (events.tick >= since_s) & (events.tick <= recording.tick(time_s))
    )  # fmt: skip
    pairs = [(int(events.tick[row]), int(events.aircraft[row])) for row in reversed(rows[-most:])]
    return tuple(_arrived(recording, picture, tick, aircraft) for tick, aircraft in pairs)


def _arrived(recording: Recording, picture: str, tick: int, aircraft: int) -> Arrived:
    found = recording.why(picture, aircraft, float(tick))
    identity = int(found.identity if found.identity is not None else Identity.UNKNOWN)
    for bit, words in _REASONS:
        for seen in sorted(found.sightings, key=lambda one: -one.arrived):
            if seen.evidence & bit:
                site = written(recording.world.sites.names[seen.site])
                reason = said(words, site=site)
                return Arrived(float(tick), aircraft, identity, said(LOOKS[identity].word), reason)
    rule = written(found.rule.name if found.rule else "")
    return Arrived(float(tick), aircraft, identity, said(LOOKS[identity].word), rule)


def waiting(recording: Recording, picture: str, aircraft: int, time_s: float) -> Arrived | None:
    """Return the entry of an aircraft that is still held without a name; None if it has one, or is
    not held."""
    called = int(recording.picture(picture, time_s).identity[aircraft])
    if called not in NO_ID:
        return None
    return Arrived(time_s, aircraft, called, said("feed.still"), said("feed.nothing"))
