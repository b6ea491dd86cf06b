"""How everything is drawn, read from `assets/symbology.json`: the page reads the same file.

Shape carries identity, colour repeats it; a picture's accent is never an identity's colour.
"""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
from msgspec import Struct

from iffsim.base import assets
from iffsim.base.arrays import Ints
from iffsim.doctrine import NOT_HELD, Allegiance, Identity

Colour = tuple[int, int, int]
Points = list[tuple[float, float]]

TABLE: dict[str, Any] = json.loads(assets.path("symbology.json").read_text(encoding="utf-8"))
"""The whole file, as the page gets it."""


def colour(said: str | list[int]) -> Colour:
    """Return a colour of the table: by its name, or its red, green, blue."""
    red, green, blue = TABLE["colours"][said] if isinstance(said, str) else said
    return red, green, blue


class Look(Struct, frozen=True):
    """How an identity is drawn: its frame's shape, its colour, its word, and a mark if not
    settled."""

    word: str
    """Its id in the table of words."""
    shape: str
    colour: Colour
    dashed: bool = False
    typed: bool = False
    """Whether the picture knows enough to show what kind of aircraft it is."""
    means: str = ""
    """What the legend calls it: "friend", "hostile", "neutral", "unknown", "not_held"."""


def _look(row: dict[str, Any]) -> Look:
    return Look(
        f"identity.{row['id']}", row["shape"], colour(row["colour"]), row.get("dashed", False),
        row.get("typed", False), row["means"],
    )  # fmt: skip


def _by_identity(column: str) -> Ints:
    return np.array([row[column] for row in TABLE["identities"]], np.int64)


LOOKS: dict[int, Look] = {
    Identity[row["id"].upper()]: _look(row) for row in TABLE["identities"]
}  # fmt: skip
NOT_HELD_LOOK = _look(TABLE["not_held"])
DRAW_ORDER = _by_identity("on_top")
"""By identity: what is drawn later lies on top."""
LABEL_WEIGHT = _by_identity("label_weight")
TICK_WEIGHT = _by_identity("tick_weight")
WEARS: Ints = np.array([Identity[name.upper()] for name in TABLE["truth_wears"]], np.int64)
"""By `Allegiance`: the identity whose frame an aircraft wears where the truth is shown."""
STALE_SCANS: float = TABLE["stale_scans"]
"""A track older than so many of the picture's longest scan periods is drawn as coasting."""
ACCENTS: tuple[Colour, ...] = tuple(colour(said) for said in TABLE["accents"])
TAGS: dict[str, Colour] = {name: colour(said) for name, said in TABLE["tags"].items()}
"""By whose word a caption is."""
assert len(WEARS) == len(Allegiance)


def look(identity: int) -> Look:
    """Return the look of an identity as a picture state gives it, `NOT_HELD` included."""
    return NOT_HELD_LOOK if identity == NOT_HELD else LOOKS[identity]


def accent(order: tuple[str, ...], picture: str) -> Colour:
    """Return a picture's colour; of all pictures in `order`, the first two wear sand and violet."""
    return ACCENTS[order.index(picture) % len(ACCENTS)]


def is_battery(kind: str) -> bool:
    """Return whether a kind of site wears a battery's mark."""
    return any(word in kind.lower() for word in TABLE["batteries"])


def arc(
    x: float, y: float, radius: float, start_deg: float, stop_deg: float, n: int = 20
) -> Points:
    """Return `n` points of an arc, y down, angles anticlockwise from the right."""
    turn = (stop_deg - start_deg) / (n - 1)
    angles = [math.radians(start_deg + turn * step) for step in range(n)]
    return [(x + radius * math.cos(a), y - radius * math.sin(a)) for a in angles]


def _outline(pieces: list[Any]) -> Points:
    found: Points = []
    for piece in pieces:
        found += arc(*piece["arc"]) if isinstance(piece, dict) else [(piece[0], piece[1])]
    return found


def _icon(said: dict[str, Any]) -> Points:
    if "whole" in said:
        return _outline(said["whole"])
    half = _outline(said["mirrored"])
    return [*half, *[(-x, y) for x, y in reversed(half)]]


FRAMES: dict[str, Points] = {name: _outline(said) for name, said in TABLE["frames"].items()}
"""The frame of each shape of `Look`, in halves of a symbol, x right, y down, open below."""
ICONS: dict[str, Points] = {name: _icon(said) for name, said in TABLE["icons"].items()}
"""One outline for each category of aircraft."""
