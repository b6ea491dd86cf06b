"""The map, in km of its own projection (`geo.TURKEY`): countries, lakes, borders, coast.

From `assets/map`, made by `assets/build.py` out of Natural Earth (1:10m, de facto lines, simplified
to about 1 km). Lines imply no endorsement of any claim; `assets/README.md` tells each decision.
The map ends at a frame of degrees (18..54 E, 30..48 N); no line is drawn along it.

Loading reads geometry (WKB) and names (JSON): nothing is executed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from iffsim.base import assets, geo
from iffsim.base.arrays import Array, Floats

TURKEY = "Türkiye"


class _Names(msgspec.Struct, frozen=True):
    countries: tuple[str, ...]


def _projected(points_deg: Array) -> Floats:
    """Return (N, 2) km of (N, 2) longitudes and latitudes."""
    return geo.project_km(geo.xyz(points_deg[:, 1], points_deg[:, 0])).T


@cache
def _layers() -> dict[str, Any]:
    """Return every layer by name: the countries, then "lakes", "borders", "coast"."""
    names = msgspec.json.decode(assets.path("map", "names.json").read_bytes(), type=_Names)
    whole = shapely.from_wkb(assets.path("map", "map.wkb").read_bytes())
    shapes = shapely.get_parts(shapely.transform(whole, _projected))
    layers = dict(zip((*names.countries, "lakes", "borders", "coast"), shapes, strict=True))
    for shape in layers.values():
        shapely.prepare(shape)
    return layers


def covers(on: geo.Projection) -> bool:
    """Return whether the map is drawn in a projection: elsewhere on Earth there is none to draw."""
    return on == geo.TURKEY


@cache
def countries() -> dict[str, BaseGeometry]:
    """Return each country's land by name, lakes not cut out; "Crimea" is an entry of its own."""
    layers = ("lakes", "borders", "coast")
    return {name: shape for name, shape in _layers().items() if name not in layers}


def lakes() -> BaseGeometry:
    """Return the larger lakes as one MultiPolygon."""
    return _layers()["lakes"]


def borders() -> BaseGeometry:
    """Return the lines between countries; none between Crimea and its neighbours."""
    return _layers()["borders"]


def coast() -> BaseGeometry:
    """Return the lines between land and sea."""
    return _layers()["coast"]


@cache
def land() -> BaseGeometry:
    """Return all land, lakes not cut out, as one MultiPolygon."""
    return shapely.coverage_union_all(list(countries().values()))


def turkey() -> BaseGeometry:
    """Return the land of Türkiye."""
    return countries()[TURKEY]
