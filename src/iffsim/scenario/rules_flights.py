"""What must hold of flights and of generated traffic."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from iffsim.base import geo
from iffsim.base.units import clock
from iffsim.earth import catalogue
from iffsim.scenario import places
from iffsim.scenario.draft import Draft
from iffsim.scenario.near import shown, unknown
from iffsim.scenario.points import Point, Waypoint
from iffsim.scenario.shape import Found, Place
from iffsim.scenario.types import Background, Flight, Orbit
from iffsim.scenario.words import seconds

LARGE = 20_000
"""Aircraft that a scenario may generate without leave."""
LARGEST = 2_000_000
_MAX_EXAMPLES = 4000
"""Airports beyond which every pair is not tried."""


def flights(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with flights."""
    for index, flight in draft.flights.items():
        here: Place = ("flights", index)
        yield from a_type(flight.type, (*here, "type"))
        yield from _start(flight, draft, here)
        yield from _route(flight, here)
        if flight.orbit is not None:
            yield from _orbit(flight.orbit, flight.start_s, (*here, "orbit"))
        if draft.generated(flight.id):
            yield (*here, "id"), f'"{flight.id}" is also the id of a generated aircraft'


def a_type(name: str, here: Place) -> Iterator[Found]:
    """Yield a fault if the catalogue has no aircraft type `name`."""
    if name not in catalogue.aircraft_types():
        yield here, unknown("aircraft type", name, catalogue.aircraft_types())


def a_place(place: str | Point | None, here: Place) -> Iterator[Found]:
    """Yield a fault if nothing is called `place`."""
    if isinstance(place, str) and places.find(place) is None:
        yield here, places.unknown_place(place)


def _start(flight: Flight, draft: Draft, here: Place) -> Iterator[Found]:
    if draft.duration_s is not None and flight.start_s >= draft.duration_s:
        end = clock(draft.duration_s)
        yield (
            (*here, "start"),
            f"is {shown(flight.start)}, which is not before the scenario's end ({end})",
        )
    elif flight.start_jitter is not None:
        late_s = flight.start_s + seconds(flight.start_jitter)
        until_s = draft.duration_s
        if flight.orbit is not None and flight.orbit.until is not None:
            until_s = min(seconds(flight.orbit.until), until_s or math.inf)
        if until_s is not None and late_s >= until_s:
            what = f"is {shown(flight.start_jitter)}, with which it may appear too late"
            yield (*here, "start_jitter"), f"{what} ({clock(late_s)}, not before {clock(until_s)})"


def _route(flight: Flight, here: Place) -> Iterator[Found]:
    if len(flight.route) < 2 and flight.orbit is None:
        what = "has one point" if flight.route else "is missing"
        yield (*here, "route"), f"{what}; expected two points or more, or an orbit"
    yield from route_points(flight.route, here)


def route_points(route: Sequence[str | Waypoint], here: Place) -> Iterator[Found]:
    """Yield what is wrong with the points of a `route`, and with the ways between them."""
    faults = [
        fault
        for index, point in enumerate(route)
        for fault in _route_point(point, (*here, "route", index))
    ]
    if not faults:
        faults = [((*here, "route", index), what) for index, what in _steps(route)]
    yield from faults


def _route_point(point: str | Waypoint, here: Place) -> Iterator[Found]:
    if isinstance(point, str):
        yield from a_place(point, here)
        return
    given = [point.lat_deg is not None, point.lon_deg is not None]
    if point.place is not None and not any(given):
        yield from a_place(point.place, (*here, "place"))
    elif point.place is not None or not all(given):
        yield here, "expected either a place, or lat_deg and lon_deg"


def _steps(points: Sequence[str | Point | Waypoint]) -> Iterator[tuple[int, str]]:
    """Yield the index of each point with no straight way from the one before, and why."""
    at = [places.spot(point) for point in points]
    if not at:
        return
    xyz = geo.xyz([one.lat_deg for one in at], [one.lon_deg for one in at])
    p, q = xyz[:, :-1], xyz[:, 1:]
    for index in np.flatnonzero(geo.distance_m(p, q) < places.SAME_M):
        yield int(index) + 1, "is the same point as the one before; expected another"
    for index in np.flatnonzero(geo.distance_m(p, -q) < places.OPPOSITE_M):
        what = "is on the other side of the globe from the point before"
        yield int(index) + 1, f"{what}; expected a point between"


def _orbit(orbit: Orbit, start_s: float, here: Place) -> Iterator[Found]:
    faults = [*a_place(orbit.place, (*here, "place")), *a_place(orbit.to, (*here, "to"))]
    yield from faults
    if orbit.to is not None and not faults:
        yield from (((*here, "to"), what) for _, what in _steps([orbit.place, orbit.to]))
    if orbit.until is not None and seconds(orbit.until) <= start_s:
        yield (*here, "until"), f"is {shown(orbit.until)}, which is not after the flight's start"


def background(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with generated traffic."""
    for index, row in draft.background.items():
        here: Place = ("background", index)
        for number, name in enumerate(row.types):
            yield from a_type(name, (*here, "types", number))
        if row.level_ft and row.level_ft[0] > row.level_ft[1]:
            low, high = row.level_ft
            yield (*here, "level_ft"), f"{low:g} is above {high:g}; expected the lower level first"
        yield from _ends(row, here)
    total = sum(row.count for row in draft.background.values())
    if total > LARGEST:
        yield ("background",), f"{total:,} generated aircraft; expected at most {LARGEST:,} in all"
    elif total > LARGE and not draft.allow_large:
        what = f"{total:,} generated aircraft; more than {LARGE:,} need allow_large = true"
        yield ("background",), what


def _ends(row: Background, here: Place) -> Iterator[Found]:
    if row.airports is not None and row.pairs is not None:
        yield here, "both airports and pairs; expected one of them"
        return
    faults = [*_airports(row, here), *_pairs(row, here)]
    yield from faults
    if not faults and not _any_pair(row):
        yield here, f"no two of its airports are {row.min_distance_km:g} km or more apart"


def _airports(row: Background, here: Place) -> Iterator[Found]:
    for index, code in enumerate(row.airports or ()):
        if code not in catalogue.airports():
            what = unknown("airport", code, catalogue.airports(), "an ICAO code")
            yield (*here, "airports", index), what


def _pairs(row: Background, here: Place) -> Iterator[Found]:
    for index, pair in enumerate(row.pairs or ()):
        for end, code in enumerate(pair):
            if code not in catalogue.airports():
                what = unknown("airport", code, catalogue.airports(), "an ICAO code")
                yield (*here, "pairs", index, end), what
        if pair[0] == pair[1]:
            yield (*here, "pairs", index), f'from "{pair[0]}" to itself; expected two airports'


def _any_pair(row: Background) -> bool:
    if row.pairs is not None:
        return len(row.pairs) > 0
    codes = row.airports if row.airports is not None else tuple(scheduled())
    at = [catalogue.airports()[code] for code in dict.fromkeys(codes)][:_MAX_EXAMPLES]
    if len(at) < 2:
        return False
    p = geo.xyz([one.lat_deg for one in at], [one.lon_deg for one in at])
    cosine = np.cos(min(row.min_distance_km / geo.EARTH_RADIUS_KM, np.pi))
    return bool(((p.T @ p < cosine) & ~np.eye(len(at), dtype=bool)).any())


def recorded(draft: Draft) -> Iterator[Found]:
    """Yield each table of recorded traffic with a track whose id another aircraft has."""
    seen: set[str] = set()
    for index, sky in draft.skies.items():
        taken = seen | {*draft.ids["flights"]}
        wrong = [name for name in sky.ids if name in taken or draft.is_background(name)]
        if wrong:
            what = f"has a track {shown(wrong[0])}, which another aircraft is called too"
            yield ("recorded", index), what
        seen.update(sky.ids)


def something_flies(draft: Draft) -> Iterator[Found]:
    """Yield a fault if the scenario has no aircraft at all."""
    sections = ("flights", "background", "recorded")
    written = any(draft.ids[section] for section in sections)
    if not written and draft.complete(*sections):
        yield (), "nothing flies; expected at least one of [[flights]] or [[background]]"


def scheduled() -> list[str]:
    """Return the airports between which background flies when it names none."""
    return [code for code, airport in catalogue.airports().items() if airport.scheduled]
