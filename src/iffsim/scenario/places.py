"""Where a place is: an airport by its ICAO code, a place by its name, or a position as written."""

from __future__ import annotations

from dataclasses import dataclass

from iffsim.earth import catalogue
from iffsim.earth.catalogue import plain
from iffsim.scenario.near import unknown
from iffsim.scenario.points import Point, Waypoint


@dataclass(frozen=True)
class Spot:
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
