"""The sky before and after each thing that a class did, as plain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from iffsim.base import geo
from iffsim.classroom.live import Live
from iffsim.classroom.record import Deed, Edits, deeds
from iffsim.classroom.session import Session
from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.recording import Recording

MOST_DEEDS = 40
"""Of more than this the last ones are told with the sky, the others in words."""
MOST_CHANGES = 12
"""Changes of one picture that are named; more are counted."""


@dataclass(frozen=True)
class Change:
    """One aircraft that a picture calls otherwise after than before; no identity: not held."""

    number: int
    """Of its track in that picture, as the class saw it."""
    aircraft: str
    allegiance: str
    before: str
    after: str


@dataclass(frozen=True)
class Dot:
    """A track on a small map."""

    east_km: float
    north_km: float
    identity: str


@dataclass(frozen=True)
class Sky:
    """One picture before and after."""

    picture: str
    before: tuple[Dot, ...]
    after: tuple[Dot, ...]
    changes: tuple[Change, ...]
    more: int
    """Changes beyond those that are named."""


@dataclass(frozen=True)
class Done:
    """A deed with its skies; none where nothing differs."""

    deed: Deed
    seen_s: float | None
    skies: tuple[Sky, ...]


def told(session: Session, shown: Live) -> tuple[Done, ...]:
    """Return everything that was done, with the sky before and after."""
    flown: dict[Edits, Recording] = {}

    def line(edits: Edits) -> Recording:
        if edits not in flown:
            flown[edits] = shown.line(edits)
        return flown[edits]

    found = deeds(session)
    return tuple(_done(deed, line, n >= len(found) - MOST_DEEDS) for n, deed in enumerate(found))


def _done(deed: Deed, line: Callable[[Edits], Recording], wanted: bool) -> Done:
    duration_s = line(deed.after).duration_s if wanted else 0.0
    seen_s = deed.seen_s(duration_s) if wanted else None
    if seen_s is None:
        return Done(deed, None, ())
    before, after = line(deed.before), line(deed.after)
    skies = [_sky(before, after, picture, seen_s) for picture in after.picture_ids]
    return Done(deed, seen_s, tuple(one for one in skies if one.changes or one.more))


def _sky(before: Recording, after: Recording, picture: str, seen_s: float) -> Sky:
    old, new = _names(before, picture, seen_s), _names(after, picture, seen_s)
    fleet = after.world.fleet if len(after.world.fleet.ids) >= len(old) else before.world.fleet
    numbers = (after if fleet is after.world.fleet else before).numbers(picture)
    changes = [
        Change(
            int(numbers[row]), name, Allegiance(int(fleet.allegiance[row])).name.lower(),
            old.get(name, ""), new.get(name, ""),
        )
        for row, name in enumerate(fleet.ids)
        if old.get(name, "") != new.get(name, "")
    ]  # fmt: skip
    ranked = sorted(changes, key=lambda one: (one.allegiance != "intruder", one.number))
    return Sky(
        picture, _dots(before, picture, seen_s), _dots(after, picture, seen_s),
        tuple(ranked[:MOST_CHANGES]), max(0, len(ranked) - MOST_CHANGES),
    )  # fmt: skip


def _names(recording: Recording, picture: str, seen_s: float) -> dict[str, str]:
    """Return what a picture calls each aircraft that it holds, by id."""
    identity = recording.picture(picture, seen_s).identity
    ids = recording.world.fleet.ids
    held = np.flatnonzero(identity != NOT_HELD).tolist()
    return {ids[row]: Identity(int(identity[row])).name.lower() for row in held}


def _dots(recording: Recording, picture: str, seen_s: float) -> tuple[Dot, ...]:
    identity = recording.picture(picture, seen_s).identity
    km = geo.project_km(recording.known(picture, seen_s).xyz)
    held = np.flatnonzero((identity != NOT_HELD) & np.isfinite(km).all(axis=0)).tolist()
    return tuple(
        Dot(float(km[0, row]), float(km[1, row]), Identity(int(identity[row])).name.lower())
        for row in held
    )
