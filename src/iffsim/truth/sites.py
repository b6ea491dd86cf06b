"""The sites of a scenario, in columns. A site that is moved is two sites in turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np

from iffsim.base import geo
from iffsim.base.arrays import Floats, Ints
from iffsim.base.random import name_key
from iffsim.base.steps import FOREVER, NEVER, Steps, together
from iffsim.earth import catalogue
from iffsim.earth.terrain import Shadow, ground, shadow
from iffsim.scenario.events import AnyEvent, MoveSite, SiteActive, SiteSilent
from iffsim.scenario.places import spot
from iffsim.scenario.points import Point
from iffsim.scenario.rules_network import asked_in, scan_s
from iffsim.scenario.twins import unplaced
from iffsim.scenario.types import Scenario, Site
from iffsim.scenario.words import seconds
from iffsim.truth.changes import credential_bits, in_order, steps, whole_tick
from iffsim.truth.world import Sites


@dataclass(frozen=True)
class Post:
    """A site at one place, there from tick `start` until before tick `stop`."""

    id: str
    """The site's own, and "battery~2", "battery~3" where it is moved to."""
    site: Site
    start: int = NEVER
    stop: int = FOREVER


def posts(scenario: Scenario) -> list[Post]:
    """Return all posts: the sites as written, then those that they are moved to, in order."""
    found = [Post(site.id, site, _appears(site)) for site in scenario.sites]
    now = {post.id: index for index, post in enumerate(found)}
    times = dict.fromkeys(now, 1)
    for event in in_order(scenario.events):
        if isinstance(event, MoveSite):
            name = event.site
            left = found[now[name]]
            tick = max(whole_tick(event.at_s), left.start)
            times[name] += 1
            found[now[name]] = replace(left, stop=tick)
            site = msgspec.structs.replace(
                left.site, place=event.place, ground_m=event.ground_m, name=unplaced(left.site.name)
            )
            now[name] = len(found)
            found.append(Post(f"{name}~{times[name]}", site, tick))
    return found


def _appears(site: Site) -> int:
    return NEVER if site.appears is None else whole_tick(seconds(site.appears))


def sites(found: Sequence[Post], scenario: Scenario) -> Sites:
    """Return all posts in columns."""
    written = [post.site for post in found]
    present, active = _times(found, scenario.events)
    hilly = scenario.terrain
    xyz = np.stack([_xyz(site.place) for site in written], axis=1)
    height_m = np.array([_height_m(site, hilly) for site in written])
    range_m = 1000.0 * np.array(_effective(written, "range_km"))
    carrier = _carriers(written, scenario)
    return Sites(
        ids=tuple(post.id for post in found),
        names=tuple(site.name for site in written),
        kinds=tuple(site.kind for site in written),
        xyz=xyz,
        height_m=height_m,
        range_m=range_m,
        scan_ticks=_ticks(map(scan_s, written)),
        phase_ticks=_ticks(seconds(site.phase or "0s") for site in written),
        carrier=carrier,
        asks=np.array([*map(credential_bits, map(asked_in, written))], np.uint8),
        accepts=np.array([*map(credential_bits, _effective(written, "accepts"))], np.uint8),
        p_detect=np.array(_effective(written, "p_detect")),
        p_reply=np.array(_effective(written, "p_reply")),
        key=np.array([name_key(post.id) for post in found], np.uint64),
        active=active,
        present=present,
        shadows=_shadows(xyz, height_m, range_m, carrier) if hilly else (),
    )


def _effective(written: Sequence[Site], field: str) -> list[Any]:
    """Return what each site says of itself, else what its kind in the catalogue says."""
    own = [(site, getattr(site, field)) for site in written]
    kinds = catalogue.site_kinds()
    return [getattr(kinds[site.kind], field) if said is None else said for site, said in own]


def _ticks(times_s: Iterable[float]) -> Ints:
    return np.array([whole_tick(time_s) for time_s in times_s], np.int64)


def _shadows(
    xyz: Floats, height_m: Floats, range_m: Floats, carrier: Ints
) -> tuple[Shadow | None, ...]:
    """Return what mountains hide from each site; a carried one looks down on them."""
    return tuple(
        shadow(xyz[:, s], float(height_m[s]), float(range_m[s])) if carrier[s] < 0 else None
        for s in range(len(carrier))
    )


def _carriers(written: Sequence[Site], scenario: Scenario) -> Ints:
    """Return the index of the flight that carries each site, -1 for none."""
    flights = {flight.id: index for index, flight in enumerate(scenario.flights)}
    return np.array([flights[s.carrier] if s.carrier else -1 for s in written], np.int64)


@lru_cache(maxsize=256)
def _xyz(place: str | Point | None) -> Floats:
    """Return where a site at `place` stands; for a carried one, anywhere."""
    if place is None:
        return np.array([1.0, 0.0, 0.0])
    at = spot(place)
    return geo.xyz(at.lat_deg, at.lon_deg)


def antenna_m(site: Site) -> float:
    """Return how high a site's antenna is above the ground, m."""
    return _effective([site], "antenna_m")[0]  # type: ignore[no-any-return]


def _height_m(site: Site, hilly: bool) -> float:
    """Return an antenna's height above the sphere, m; where the ground is `hilly` a site without a
    stated height stands on it."""
    antenna = antenna_m(site)
    if site.ground_m is not None:
        return site.ground_m + antenna
    if site.place is None:
        return antenna
    at = spot(site.place)
    if at.elevation_m is None and hilly:
        return float(ground().at(np.array([at.lat_deg]), np.array([at.lon_deg]))[0]) + antenna
    return (at.elevation_m or 0.0) + antenna


def _times(found: Sequence[Post], events: Sequence[AnyEvent]) -> tuple[Steps | None, Steps]:
    """Return when each post is there (None: all, always) and when it works."""
    changes = [
        (row, whole_tick(event.at_s), isinstance(event, SiteActive))
        for event in in_order(events)
        if isinstance(event, SiteActive | SiteSilent)
        for row, post in enumerate(found)
        if post.site.id == event.site
    ]
    awake = steps(np.ones(len(found), bool), changes)
    if all((post.start, post.stop) == (NEVER, FOREVER) for post in found):
        return None, awake
    start, stop = ([getattr(post, name) for post in found] for name in ("start", "stop"))
    some = np.flatnonzero(np.array(start) < np.array(stop))
    there = Steps.intervals(len(found), some, np.array(start)[some], np.array(stop)[some])
    row, tick, works, stands = together(awake, there)
    return there, Steps(len(found), row, tick, works & stands).without_repeats()
