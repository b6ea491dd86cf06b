"""GeoJSON (RFC 7946) as records: points with a time, and lines with a time for each of their
points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from iffsim.base.errors import bad
from iffsim.importing import known
from iffsim.importing.batch import Book

TYPES = ("FeatureCollection", "Feature")
TIMES = ("coordTimes", "times", "coordinateProperties")
_NAMES = ("name", "id", "title")

Row = dict[str, Any]


def rows(value: dict[str, Any], book: Book, where: str) -> Iterator[list[Row]]:
    """Yield the records of a feature or a collection of features. Raises `BadInput`."""
    features = value.get("features") if value["type"] == "FeatureCollection" else [value]
    found: list[Row] = []
    for feature in features if isinstance(features, list) else []:
        own = _feature(feature, where)
        if not own:
            book.tally["rows"] += 1
            book.tally["feature without times, or of another shape"] += 1
        found += own
    yield found


def _feature(feature: object, where: str) -> list[Row]:
    if not isinstance(feature, dict):
        return []
    shape, props = feature.get("geometry"), feature.get("properties")
    if not isinstance(shape, dict):
        return []
    props = props if isinstance(props, dict) else {}
    if what := known.refusal_of_names([*props]):
        raise bad(where, what.replace("truth.csv", "truth.geojson"))
    props.setdefault("name", next((str(props[n]) for n in _NAMES if props.get(n)), "track"))
    plain = {k: v for k, v in props.items() if not isinstance(v, list | dict)}
    points = shape.get("coordinates")
    if shape.get("type") == "Point":
        if not isinstance(points, list) or not {"time", "timestamp", "utc", "datetime", "when"} & {
            name.lower() for name in plain
        }:
            return []
        return [_row(plain, points)]
    times = _times(props)
    lines = [points] if shape.get("type") == "LineString" else points
    if times is None or shape.get("type") not in ("LineString", "MultiLineString"):
        return []
    times = [times] if shape.get("type") == "LineString" else times
    found = []
    for line, stamps in zip(_lists(lines), _lists(times), strict=False):
        for point, stamp in zip(_lists(line), _listed(stamps), strict=False):
            found.append(_row({**plain, "time": stamp}, point))
    return found


def _times(props: Row) -> list[Any] | None:
    for name in TIMES:
        told = props.get(name)
        told = told.get("times") if isinstance(told, dict) else told
        if isinstance(told, list):
            return told
    return None


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _lists(value: object) -> list[list[Any]]:
    return [one for one in _listed(value) if isinstance(one, list)]


def _row(plain: Row, point: list[Any]) -> Row:
    lon, lat, *height = [*point, None, None][: max(2, len(point))]
    return {**plain, "lat": lat, "lon": lon, "ele": height[0] if height else None}
