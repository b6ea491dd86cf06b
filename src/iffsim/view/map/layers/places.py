"""Names on the map, which never overlap, and the named zones of a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pygame
import shapely

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.earth import catalogue
from iffsim.truth.world import Zone
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import dashes, rings
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import LAND, RED, TEXT, Colour, mix
from iffsim.view.map.layers.ground import Canvas
from iffsim.words.say import TURKISH, Words

_SEA_NAME: Colour = (104, 140, 174)
_LAND_NAME: Colour = (132, 149, 166)
_HOME_NAME: Colour = (172, 188, 204)
_CITY: Colour = (158, 173, 188)
_RANK_AT_KM = {1: 1e9, 2: 2200.0, 3: 1100.0, 4: 600.0}
"""A label of this rank is shown when the panel is at most so many km wide."""


def draw_zones(out: pygame.Surface, canvas: Canvas, zones: Sequence[Zone], watched: Any) -> None:
    """Outline the scenario's zones: whole if all of it is watched, else broken; lines are red."""
    for zone in zones:
        covered = bool(shapely.covers(watched, zone.polygon_km))
        ink = RED if zone.kind == "declared" else TEXT
        colour = mix(LAND, ink, 0.75 if covered else 0.45)
        for outline in rings(zone.polygon_km)[0]:
            px = canvas.to_px(outline)
            if covered:
                pygame.draw.aalines(out, colour, True, px)
                continue
            for start, stop in dashes(px, 3.0, 4.0).tolist():
                pygame.draw.aaline(out, colour, start, stop)


def write_names(
    out: pygame.Surface, canvas: Canvas, kit: Kit, span_km: float, sites_km: Floats
) -> None:
    """Write seas, countries and cities, the more the nearer; what would overlap is left out."""
    mark = kit.px(30)
    sites = canvas.to_px(sites_km.T)
    taken = [pygame.Rect(x - mark / 2, y - mark / 2, mark, mark * 1.4) for x, y in sites.tolist()]
    found = sorted(catalogue.places().values(), key=lambda place: (place.rank, place.name))
    known = [place for place in found if span_km <= _RANK_AT_KM.get(place.rank, 0.0)]
    spots = geo.project_km(geo.xyz([p.lat_deg for p in known], [p.lon_deg for p in known]))
    for place, spot in zip(known, canvas.to_px(spots.T).tolist(), strict=True):
        if canvas.frame.collidepoint(spot):
            _name(out, kit, place, spot, taken)


def _name(
    out: pygame.Surface, kit: Kit, place: catalogue.Place, spot: tuple[float, float],
    taken: list[pygame.Rect],
) -> None:  # fmt: skip
    """Write one name where it overlaps nothing of `taken`, and add it there; or leave it out."""
    word, style, dotted = _label(place, kit.say)
    line = kit.letters.line(word, style)
    for anchor, dx, dy in _SLOTS if dotted else (("center", 0, 0),):
        at = (round(spot[0] + dx * kit.px(6)), round(spot[1] + dy * kit.px(3)))
        box = line.get_rect(**{anchor: at})
        if box.collidelist(taken) < 0:
            taken.append(box.inflate(kit.px(6), kit.px(2)))
            out.blit(line, box)
            break
    else:
        return
    if dotted:
        pygame.draw.aacircle(out, _CITY, spot, kit.px(2))


_SLOTS = (("midleft", 1, 0), ("midright", -1, 0), ("midtop", 0, 1), ("midbottom", 0, -1))


def _label(place: catalogue.Place, say: Words) -> tuple[str, Style, bool]:
    """Return the word, its style, and whether a dot marks the place."""
    name = say.written(place.name, place.name_tr)
    if place.kind == "sea":
        return say.upper(name), Style("italic", 13, _SEA_NAME, 4), False
    if place.kind == "country" and place.rank == 1:
        # its own name is Turkish in every language
        return " ".join(TURKISH.upper(name)), Style("medium", 16, _HOME_NAME, 5), False
    if place.kind == "country":
        return say.upper(name), Style("regular", 11, _LAND_NAME, 3), False
    return name, Style("regular", 12.5, _CITY), True
