"""Chance of a written flight, where a scenario says so: when it appears, and where it turns.

Both are drawn evenly, keyed by the seed and the flight's id, so that nobody's chance depends on who
else flies: the start between as much earlier and as much later, a position over a disc around it.
Airports and named places stay where they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from iffsim.base import geo
from iffsim.base.random import name_key
from iffsim.scenario.points import Waypoint
from iffsim.scenario.words import seconds

if TYPE_CHECKING:
    from iffsim.scenario.types import Flight


def jitters(flight: Flight) -> bool:
    """Return whether a flight leaves anything to chance."""
    return flight.start_jitter is not None or flight.route_jitter_km is not None


def jittered(flight: Flight, seed: int) -> Flight:
    """Return a flight as it is flown under `seed`: itself, where it leaves nothing to chance."""
    if not jitters(flight):
        return flight
    key = np.array([seed, name_key(f"flight {flight.id}")], np.uint64)
    draw = np.random.Generator(np.random.Philox(key=key)).random(1 + 2 * len(flight.route))
    early = 0.0 if flight.start_jitter is None else seconds(flight.start_jitter)
    start = flight.start_s + (2.0 * float(draw[0]) - 1.0) * early
    route = flight.route
    if flight.route_jitter_km:
        pairs = draw[1:].reshape(-1, 2).tolist()
        route = tuple(
            _off(point, flight.route_jitter_km, *pair)
            for point, pair in zip(route, pairs, strict=True)
        )
    sign = "-" if start < 0.0 else ""
    return replace(flight, start=f"{sign}{abs(start):.3f}s", route=route)


def _off(point: str | Waypoint, most_km: float, far: float, turn: float) -> str | Waypoint:
    """Return a position moved within `most_km`, evenly over the disc; a place as it is."""
    if isinstance(point, str) or point.lat_deg is None or point.lon_deg is None:
        return point
    at = geo.xyz([point.lat_deg], [point.lon_deg])
    way = geo.heading_vector(at, np.array([2.0 * np.pi * turn]))
    lat, lon = geo.lat_lon(geo.step(at, way, most_km * 1000.0 * far**0.5))
    return replace(point, lat_deg=float(lat[0]), lon_deg=float(lon[0]))
