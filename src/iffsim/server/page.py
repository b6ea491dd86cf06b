"""The student's page: markup, styles, script, and the words and the map that it shows, as files of
text. It asks for nothing but these, from here."""

from __future__ import annotations

import html
from typing import Any

import numpy as np
import shapely

from iffsim.base import assets
from iffsim.earth import geography
from iffsim.export import inline
from iffsim.export.page import as_json, colours
from iffsim.export.phrases import spoken
from iffsim.scene import symbology
from iffsim.words.say import Words, languages, messages

MARGIN_KM = 40.0
"""So much is seen around Türkiye before anybody moves the map."""
AROUND_KM = 600.0
"""So much of the map is sent around it."""
GRAIN_KM = 2.0
_WORDS = "phone"
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" '
    'rx="6" fill="#090d13"/><path d="M6 25V16a10 10 0 0 1 20 0v9" fill="none" stroke="#5cb2ff" '
    'stroke-width="3"/></svg>'
)


def pages(language: str) -> dict[str, tuple[str, str]]:
    """Return the page's files by path, media type and text each; `language`: code of the one that
    it begins in, if a phone prefers none."""
    script = _text("class.js")
    ids = [id for id in messages() if id.partition(".")[0] in (_WORDS, "identity")]
    data = {
        **spoken(script + " ".join(f'"{id}"' for id in ids)), "map": _ground(), "lang": language,
    }  # fmt: skip
    page = inline.filled(
        _text("class.html"),
        {
            "lang": language,
            "noscript": html.escape(
                " ".join(Words(code)("phone.noscript") for code in languages())
            ),
            "data": as_json(data),
        },
    )
    return {
        "/": ("text/html; charset=utf-8", page),
        "/class.css": ("text/css; charset=utf-8", colours() + _text("class.css")),
        "/class.js": ("text/javascript; charset=utf-8", script),
        "/icon.svg": ("image/svg+xml", ICON),
    }


def _ground() -> dict[str, Any]:
    """Return the map and the symbols as outlines, in km east and south."""
    west, south, east, north = geography.turkey().bounds
    box = shapely.box(west, south, east, north)
    bounds = shapely.buffer(box, MARGIN_KM, join_style="mitre").bounds
    around = shapely.buffer(box, AROUND_KM, join_style="mitre")
    layers = {
        "land": geography.land(), "home": geography.turkey(), "lakes": geography.lakes(),
        "borders": geography.borders(),
    }  # fmt: skip
    return {
        "bounds_km": [round(one) for one in bounds],
        "layers": {
            name: _outline(shapely.simplify(shapely.intersection(shape, around), GRAIN_KM))
            for name, shape in layers.items()
        },
        "frames": {name: _line(np.array(frame), 2) for name, frame in symbology.FRAMES.items()},
        "looks": {
            row["id"]: {"shape": row["shape"], "means": row["means"], "dashed": row["dashed"]}
            for row in symbology.TABLE["identities"]
        },
    }


def _outline(shape: Any) -> str:
    """Return a geometry as an SVG path, y down."""
    parts = shapely.get_parts(shape)
    lines = [shapely.boundary(one) if one.geom_type == "Polygon" else one for one in parts]
    rows = [shapely.get_coordinates(one) for line in lines for one in shapely.get_parts(line)]
    return "".join(_line(row * (1, -1), 0) for row in rows if len(row) > 1)


def _line(points: Any, digits: int) -> str:
    found = np.round(points, digits) + 0.0
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in found.tolist())


def _text(name: str) -> str:
    return assets.path("class", name).read_text(encoding="utf-8")
