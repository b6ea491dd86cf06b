"""Names that arrive over a link that has just come up: who heard them, and in which code."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from msgspec import Struct

from iffsim.doctrine import NOT_HELD, Identity
from iffsim.explain import CODES
from iffsim.pictures.events import EventKind
from iffsim.pictures.score import NO_ID
from iffsim.recording import Recording
from iffsim.scene.said import Said, said, written

_WEIGHTIEST = sorted(CODES)
"""Codes, the weightiest first."""


class Arrived(Struct, frozen=True):
    """A name that has come in."""

    at_s: float
    aircraft: int
    identity: int
    heard: Said
    """Who heard the answer; where nobody did, the rule that gave the name."""
    code: Said | None = None
    """In which code it answered."""


class Batch(Struct, frozen=True):
    """Names that came in at once, from one who heard them."""

    at_s: float
    heard: Said
    codes: tuple[Said, ...]
    aircraft: tuple[int, ...]
    identities: tuple[int, ...]
    """What each of them is called."""


def arrivals(
    recording: Recording, picture: str, since_s: float, until_s: float
) -> tuple[Arrived, ...]:
    """Return the tracks of a picture that were unknown and got a name from one time to another, s,
    the first to come first."""
    events, number = recording.events, recording.picture_ids.index(picture)
    nameless = np.isin(events.before, tuple(NO_ID))
    named = ~np.isin(events.after, (*NO_ID, NOT_HELD))
    rows = np.flatnonzero(
        (events.picture == number) & (events.kind == EventKind.IDENTIFIED) & nameless & named
        & (events.tick >= since_s) & (events.tick <= recording.tick(until_s))
    )  # fmt: skip
    pairs = [(int(events.tick[row]), int(events.aircraft[row])) for row in rows]
    return tuple(_arrived(recording, picture, tick, aircraft) for tick, aircraft in pairs)


def _arrived(recording: Recording, picture: str, tick: int, aircraft: int) -> Arrived:
    found = recording.why(picture, aircraft, float(tick))
    identity = int(found.identity if found.identity is not None else Identity.UNKNOWN)
    for code in _WEIGHTIEST:
        for seen in sorted(found.sightings, key=lambda one: -one.arrived):
            if int(seen.evidence) & int(code):
                site = written(recording.world.sites.names[seen.site])
                return Arrived(float(tick), aircraft, identity, site, said(CODES[code]))
    rule = written(found.rule.name if found.rule else "")
    return Arrived(float(tick), aircraft, identity, rule)


def batches(found: Sequence[Arrived]) -> tuple[Batch, ...]:
    """Return names that arrived by who heard them, the first to come first."""
    order = sorted(found, key=lambda one: (one.at_s, one.heard.key))
    made = []
    for (at_s, heard), group in groupby(order, key=lambda one: (one.at_s, one.heard)):
        some = tuple(group)
        codes = tuple(dict.fromkeys(one.code for one in some if one.code is not None))
        aircraft = tuple(one.aircraft for one in some)
        made.append(Batch(at_s, heard, codes, aircraft, tuple(one.identity for one in some)))
    return tuple(made)


def waits(recording: Recording, picture: str, aircraft: int, time_s: float) -> bool:
    """Return whether an aircraft is held, still without a name."""
    return int(recording.picture(picture, time_s).identity[aircraft]) in NO_ID
