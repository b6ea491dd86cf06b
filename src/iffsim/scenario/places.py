"""Where a place is: an airport by its ICAO code, a place by its name, or a position as written."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.earth import catalogue
from iffsim.earth.catalogue import plain
from iffsim.scenario.near import unknown
from iffsim.scenario.points import Point, Waypoint
from iffsim.scenario.types import Area

SAME_M, OPPOSITE_M = 10.0, 10_000.0
"""Points as near as this are one; points as near to each other's opposite have no way between."""
NEAR_DEG = 30.0
"""Areas whose middle is as near as this to that of the shipped map are computed and drawn on it."""
_POLE_DEG = 89.0
"""A map's middle is no nearer to a pole: there is no east at one."""


class Spot(Struct, frozen=True):
    """A position in degrees; `elevation_m` is an airport's, None for anything else."""

    lat_deg: float
    lon_deg: float
    elevation_m: float | None = None


def find(name: str) -> Spot | None:
    """Return where `name` is, an ICAO code or a place's name in any spelling, or None."""
    found = catalogue.find_place(name)
    if found is None:
        return None
    elevation = found.elevation_m if isinstance(found, catalogue.Airport) else None
    return Spot(found.lat_deg, found.lon_deg, elevation)


def spot(place: str | Point | Waypoint) -> Spot:
    """Return where a checked `place` is."""
    if isinstance(place, Waypoint):
        if place.place is not None:
            return spot(place.place)
        assert place.lat_deg is not None
        assert place.lon_deg is not None
        return Spot(place.lat_deg, place.lon_deg)
    if isinstance(place, Point):
        return Spot(place.lat_deg, place.lon_deg)
    found = find(place)
    assert found is not None, place
    return found


def unknown_place(name: str) -> str:
    """Return a sentence that says that nothing is called `name`, with what may have been meant."""
    airports, places = catalogue.airports(), catalogue.places()
    for airport in airports.values():
        if plain(name) in (plain(airport.name), plain(airport.city)):
            return f'unknown place "{name}"; did you mean its airport "{airport.icao}"?'
    if len(name) == 4 and name.isupper():
        return unknown("airport", name, airports, "an ICAO code or a place of the catalogue")
    return unknown("place", name, [*places, *airports], "an ICAO code or a place of the catalogue")


def projection(area: Area | None) -> geo.Projection:
    """Return the projection of a scenario with this area: Türkiye's map, or one of its own."""
    middle = None if area is None else _middle(area)
    if middle is None or geo.angle(middle, geo.TURKEY.middle) <= np.radians(NEAR_DEG):
        return geo.TURKEY
    lat, lon = (float(part) for part in geo.lat_lon(middle))
    return geo.Projection(round(min(_POLE_DEG, max(-_POLE_DEG, lat)), 2), round(lon, 2))


def _middle(area: Area) -> Floats | None:
    """Return the middle of a written area, float64[3]; None for a country: it is on the map."""
    if area.polygon is not None:
        total: Floats = geo.xyz(*np.array(area.polygon).T).sum(axis=1)
        length = float(np.linalg.norm(total))
        return total / length if length > 1e-6 else None
    if area.place is None or (isinstance(area.place, str) and find(area.place) is None):
        return None
    at = spot(area.place)
    return geo.xyz(at.lat_deg, at.lon_deg)
