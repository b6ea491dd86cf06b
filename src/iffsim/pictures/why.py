"""Why a picture calls a track what it does: who saw it when, what it replied, which rule named
it."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from iffsim.doctrine import Credential, Evidence, Identity, Rule
from iffsim.pictures.picture import HELD, Picture
from iffsim.truth.world import Sites


class Sighting(Struct, frozen=True):
    """The latest plot that one site reported of the aircraft."""

    site: int
    tick: int
    """When it was scanned."""
    arrived: int
    """When the report came in."""
    over_link: bool
    asked: Credential
    """In what the site asks for this picture; nothing: it does not ask."""
    evidence: Evidence
    """What this report said."""


class Why(Struct, frozen=True):
    """One aircraft in one picture at one tick; not held: no identity, no rule, no evidence."""

    picture: str
    aircraft: int
    tick: int
    held: bool
    since: int | None
    """First tick of the track."""
    identity: Identity | None
    rule: Rule | None
    evidence: tuple[tuple[Evidence, int], ...]
    """Each bit with the tick at which it first arrived, oldest first."""
    sightings: tuple[Sighting, ...]
    """Newest first; only those no older than the drop time."""


def why(picture: Picture, sites: Sites, aircraft: int, tick: int) -> Why:
    """Return why `picture`, which hears some of `sites`, calls `aircraft` (index) what it does at
    `tick`."""
    spec = picture.spec
    seen = _sightings(picture, sites, aircraft, tick)
    state = int(picture.state.at(np.array(aircraft), tick))
    if not state & HELD:
        return Why(spec.id, aircraft, tick, False, None, None, None, (), seen)
    evidence = state & ~HELD
    doctrine = spec.doctrine_at(tick)
    track = int(picture.track.at(np.array(aircraft), tick))
    first = picture.tracks.first[:, track]
    bits = [b for b in np.argsort(first, kind="stable") if first[b] <= tick]
    return Why(
        spec.id,
        aircraft,
        tick,
        True,
        int(picture.tracks.begin[track]),
        Identity(int(doctrine.identity[evidence])),
        doctrine.rules[int(doctrine.rule[evidence])],
        tuple((Evidence(1 << int(b)), int(first[b])) for b in bits),
        seen,
    )


def _sightings(picture: Picture, sites: Sites, aircraft: int, tick: int) -> tuple[Sighting, ...]:
    """Return each heard site's latest plot of one aircraft, newest first."""
    spec, reports = picture.spec, picture.reports
    rows = np.flatnonzero((reports.runs.aircraft == aircraft) & (reports.arrival <= tick))
    asks = spec.asks(sites)
    latest: dict[int, Sighting] = {}
    for r in rows.tolist():  # a handful: runs of one aircraft, in order of arrival
        every = int(reports.runs.every[r])
        age = (tick - int(reports.arrival[r])) // every * every
        scan = min(int(reports.runs.first[r]) + age, int(reports.runs.last[r]))
        heard = int(reports.heard[r])
        latest[heard] = Sighting(
            int(spec.hears[heard]),
            scan,
            scan + int(spec.latency_ticks[heard]),
            bool(spec.remote[heard]),
            Credential(int(asks[heard])),
            Evidence(int(reports.evidence[r])),
        )
    fresh = [s for s in latest.values() if tick - s.tick <= spec.drop_ticks]
    return tuple(sorted(fresh, key=lambda s: (-s.tick, s.site)))
