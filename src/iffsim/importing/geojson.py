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
_STAMPS = frozenset(("time", "timestamp", "utc", "datetime", "when"))
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
    """Return the records of one feature, none where it has no times."""
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        return []
    shape, props = feature["geometry"], feature.get("properties")
    props = props if isinstance(props, dict) else {}
    if what := known.refusal_of_names([*props]):
        raise bad(where, what.replace("truth.csv", "truth.geojson"))
    props.setdefault("name", next((str(props[n]) for n in _NAMES if props.get(n)), "track"))
    plain = {k: v for k, v in props.items() if not isinstance(v, list | dict)}
    return _shaped(str(shape.get("type")), shape.get("coordinates"), props, plain)


def _shaped(kind: str, points: object, props: Row, plain: Row) -> list[Row]:
    """Return the records of a geometry of `kind`."""
    if kind == "Point":
        timed = not _STAMPS.isdisjoint(name.lower() for name in plain)
        return [_row(plain, points)] if timed and isinstance(points, list) else []
    times = _times(props)
    if kind == "LineString":
        return _line(plain, points, times)
    if kind == "MultiLineString":
        pairs = zip(_listed(points), _listed(times), strict=False)
        return [row for line, stamps in pairs for row in _line(plain, line, stamps)]
    return []


def _line(plain: Row, points: object, times: object) -> list[Row]:
    """Return the records of a line whose points have times."""
    pairs = zip(_listed(points), _listed(times), strict=False)
    return [_row({**plain, "time": at}, point) for point, at in pairs if isinstance(point, list)]


def _times(props: Row) -> list[Any] | None:
    for name in TIMES:
        told = props.get(name)
        told = told.get("times") if isinstance(told, dict) else told
        if isinstance(told, list):
            return told
    return None


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _row(plain: Row, point: list[Any]) -> Row:
    lon, lat, *height = [*point, None, None][: max(2, len(point))]
    return {**plain, "lat": lat, "lon": lon, "ele": height[0] if height else None}
