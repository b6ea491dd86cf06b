"""Positions as they are written: a point, a waypoint of a route."""

from __future__ import annotations

from iffsim.scenario.words import Latitude, LevelFt, Longitude, Place, SpeedKt, Table


class Point(Table, frozen=True):
    """A position on the map."""

    lat_deg: Latitude
    lon_deg: Longitude


class Waypoint(Table, frozen=True):
    """A point of a route, by `place` or by position.

    Level and speed hold from here on; the last point's level is the one to end at.
    """

    place: Place | None = None
    lat_deg: Latitude | None = None
    lon_deg: Longitude | None = None
    level_ft: LevelFt | None = None
    speed_kt: SpeedKt | None = None
