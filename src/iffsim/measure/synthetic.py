"""A world of any size, made straight from arrays: for profiling and benchmarks, not for watching.

So many aircraft on great circles over and around Turkey, so many sites that scan every 10 s, so
many pictures; every number is invented. The last picture hears every site, those before it one or
more. Aircraft are drawn block by block, so that a large crowd starts like a small one.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.base.steps import Steps
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.doctrine import (
    Allegiance,
    Credential,
    Doctrine,
    Evidence,
    Identity,
    Rule,
    compile_rules,
)
from iffsim.truth.traffic import Legs, Traffic
from iffsim.truth.world import Fleet, PictureSpec, Sites, World

BLOCK = 1 << 16
"""Aircraft drawn at once."""
SCAN_TICKS = 10
DROP_TICKS = 30
LINK_LATENCY_TICKS = 2
RANGE_M = 250_000.0
AREA_KM = (-700.0, -400.0, 700.0, 400.0)
"""The area of interest: a box, west, south, east, north."""
_FROM_DEG = ((34.0, 44.0), (22.0, 48.0))
"""Latitudes and longitudes among which aircraft start."""
_ALL = Credential.NATIONAL | Credential.ALLIED | Credential.CIVIL
_KINDS = (  # allegiance, credentials, on a plan, share
    (Allegiance.OWN, Credential.NATIONAL | Credential.ALLIED, True, 0.10),
    (Allegiance.ALLIED, Credential.ALLIED, True, 0.10),
    (Allegiance.NEUTRAL, Credential.CIVIL, True, 0.78),
    (Allegiance.INTRUDER, Credential(0), False, 0.02),
)
DOCTRINE = compile_rules(
    "synthetic",
    (
        Rule(
            "valid reply", Identity.FRIEND, any_of=Evidence.NATIONAL_REPLY | Evidence.ALLIED_REPLY
        ),
        Rule("airliner", Identity.NEUTRAL, all_of=Evidence.CIVIL_REPLY | Evidence.PLAN_MATCH),
    ),
)


def world(
    aircraft: int, sites: int = 12, pictures: int = 3, ticks: int = 600, seed: int = 1,
    doctrine: Doctrine = DOCTRINE,
) -> World:  # fmt: skip
    """Return a world of so many aircraft (A >= 1), sites, pictures and ticks."""
    fleet, traffic = _crowd(aircraft, ticks, seed)
    posts = _posts(sites, seed)
    specs = tuple(_picture(n, pictures, sites, doctrine) for n in range(pictures))
    area = shapely.box(*AREA_KM)
    return World(seed, ticks, fleet, traffic, posts, specs, "a box", area, ())


def _crowd(aircraft: int, ticks: int, seed: int) -> tuple[Fleet, Traffic]:
    """Return who flies and where: one great circle each, for the whole run."""
    kind, key = np.empty(aircraft, np.uint8), np.empty(aircraft, np.uint64)
    legs = _level_legs(aircraft, ticks)
    limits = np.cumsum([share for *_, share in _KINDS])[:-1]
    for n, start in enumerate(range(0, aircraft, BLOCK)):
        some = slice(start, start + BLOCK)
        u = np.random.default_rng([seed, n]).random((BLOCK, 7))[: aircraft - start].T
        kind[some] = np.searchsorted(limits, u[0], side="right")
        key[some] = (u[1] * 2.0**63).astype(np.uint64)
        _fly(legs.take(some), u[2:])
    allegiance, replies, plans = (
        np.array([int(row[i]) for row in _KINDS], np.uint8)[kind] for i in range(3)
    )
    nameless, alike = ("",) * aircraft, ("airliner",) * aircraft  # a million names weigh 60 MB
    constant = Steps.constant(replies)
    fleet = Fleet(
        nameless,
        alike,
        alike,
        allegiance,
        np.broadcast_to(1.0, aircraft),
        key,
        np.arange(aircraft, dtype=np.int32),
        constant,
        replace(constant, value=plans.astype(bool)),
    )
    return fleet, Traffic(np.arange(aircraft + 1, dtype=np.int64), legs)


def _level_legs(count: int, ticks: int) -> Legs:
    """Return great circles still to be filled in, on which all are at any time of a run."""
    nothing = np.broadcast_to(0.0, (3, count))  # zeros that take no memory
    begin, end = (np.broadcast_to(t, count) for t in (-60.0, ticks + 600.0))
    start, course = np.empty((3, count)), np.empty((3, count))
    w_radps, alt_m = np.empty(count), np.empty(count)
    return Legs(begin, end, nothing, start, course, w_radps, alt_m, nothing[0])


def _fly(legs: Legs, u: Floats) -> None:
    """Fill in `legs` from uniform draws `u` [5, L]."""
    lat, lon = (low + (high - low) * x for (low, high), x in zip(_FROM_DEG, u[:2], strict=True))
    legs.u[:] = geo.xyz(lat, lon)
    legs.v[:] = geo.heading_vector(legs.u, 2.0 * np.pi * u[2])
    legs.w_radps[:] = (120.0 + 140.0 * u[3]) / EARTH_RADIUS_M
    legs.alt0_m[:] = 3000.0 + 8000.0 * u[4]


def _posts(sites: int, seed: int) -> Sites:
    """Return fixed sites spread at random over the area."""
    u = np.random.default_rng([seed, BLOCK]).random((3, sites))
    west, south, east, north = AREA_KM
    places = np.array([west + (east - west) * u[0], south + (north - south) * u[1]])
    names = tuple(f"S{n + 1}" for n in range(sites))
    number, certain = np.arange(sites), np.ones(sites)
    return Sites(
        names,
        names,
        ("synthetic",) * sites,
        geo.unproject_km(places),
        np.full(sites, 500.0),
        np.full(sites, RANGE_M),
        np.full(sites, SCAN_TICKS),
        number % SCAN_TICKS,
        np.full(sites, -1),
        np.full(sites, int(_ALL), np.uint8),
        np.full(sites, int(_ALL), np.uint8),
        certain,
        certain,
        (u[2] * 2.0**63).astype(np.uint64),
        Steps.constant(np.ones(sites, bool)),
    )


def _picture(n: int, pictures: int, sites: int, doctrine: Doctrine) -> PictureSpec:
    """Return the n-th picture: the last hears every site, those before it one or more."""
    count = sites if n == pictures - 1 else min(sites, 1 + n // 2)
    hears = np.arange(count)
    accepts = _ALL if n == pictures - 1 else Credential.NATIONAL if n % 2 else Credential(0)
    return PictureSpec(
        f"picture-{n + 1}",
        f"Picture {n + 1}",
        "",
        hears,
        hears > 0,
        np.where(hears > 0, LINK_LATENCY_TICKS, 0),
        np.zeros(count),
        Steps.constant(np.ones(count, bool)),
        int(accepts),
        bool(accepts & Credential.CIVIL),
        doctrine,
        2,
        DROP_TICKS,
    )
