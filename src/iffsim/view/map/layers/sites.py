"""The layer of sites: their marks and names, and the links over which they report."""

from __future__ import annotations

from functools import partial

import numpy as np
import pygame

from iffsim.base.arrays import Floats
from iffsim.scene.sites import Posts
from iffsim.view.drawing import sprites as symbols
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import put, put_many, smooth
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import BLUE, SHADOW, TEXT_3, Colour
from iffsim.view.model.camera import Camera, world_to_screen

_SPACING = 8.0
_BEADS = 8


def draw_links(
    surface: pygame.Surface, panel: pygame.Rect, kit: Kit, camera: Camera, found: Posts,
    time_s: float, colour: Colour,
) -> None:  # fmt: skip
    """Draw a dotted line from each linked site to the picture's own; dots run while reports come
    in."""
    if found.hub is None:
        return
    px = world_to_screen(camera, panel, found.km)
    hub = px[:, found.hub]
    running = [_bead(kit, colour, n) for n in range(_BEADS)]
    still = [_bead(kit, TEXT_3, 1)] * _BEADS
    for row in np.flatnonzero(found.remote & found.working & np.isfinite(px).all(axis=0)).tolist():
        dots, wave = _dots(px[:, row], hub, time_s, kit)
        beads = running if found.heard[row] else still
        put_many(surface, map(beads.__getitem__, wave.tolist()), kit.px(3), dots)


def _dots(start: Floats, stop: Floats, time_s: float, kit: Kit) -> tuple[Floats, Floats]:
    """Return the dots of a link, (2, N) px, and how bright each is, 0..7: a wave that runs to
    `stop`."""
    length = float(np.hypot(*(stop - start)))
    along = np.arange(12.0 * kit.scale, max(length - 20.0 * kit.scale, 0.0), _SPACING * kit.scale)
    along = along[:400]
    place = start[:, None] + (stop - start)[:, None] * (along / max(length, 1e-9))
    # whole before the remainder: a float just below zero has the remainder 8.0 and no bead
    wave = np.floor(np.arange(len(along)) - time_s * 0.5).astype(np.int64) % _BEADS
    return place, wave


def _bead(kit: Kit, colour: Colour, bright: int) -> pygame.Surface:
    half = kit.px(3)

    def draw(big: pygame.Surface, times: float) -> None:
        radius = (0.8 + 0.13 * bright) * kit.scale * times
        pygame.draw.circle(big, (*colour, 90 + 20 * bright), (half * times, half * times), radius)

    return kit.kept(("bead", colour, bright), partial(smooth, (2 * half, 2 * half), draw, 8))


def draw_posts(
    surface: pygame.Surface, panel: pygame.Rect, kit: Kit, camera: Camera, found: Posts,
    colour: Colour,
) -> dict[int, pygame.Rect]:  # fmt: skip
    """Draw the mark of each site, dim while nothing comes from it; return where each row's is."""
    px = world_to_screen(camera, panel, found.km)
    marks: dict[int, pygame.Rect] = {}
    near = panel.inflate(60, 60)
    for row in np.flatnonzero(np.isfinite(px).all(axis=0)).tolist():
        x, y = float(px[0, row]), float(px[1, row])
        if near.collidepoint(x, y) and (found.working[row] or not found.carried[row]):
            mark = _mark(kit, found, row, colour)
            put(surface, mark, (x, y))
            marks[row] = mark.get_rect(center=(round(x), round(y)))
    return marks


def _mark(kit: Kit, found: Posts, row: int, colour: Colour) -> pygame.Surface:
    mark = found.marks[row]
    ink = BLUE if mark == "battery" else colour
    return _kept(kit, mark, ink if found.heard[row] else TEXT_3)


def write_names(
    surface: pygame.Surface, kit: Kit, marks: dict[int, pygame.Rect], found: Posts, colour: Colour,
) -> list[pygame.Rect]:  # fmt: skip
    """Name the picture's own sites and those that fly; return what must stay clear of labels."""
    taken = list(marks.values())
    for row, box in marks.items():
        if found.remote[row] and not found.carried[row]:
            continue
        heard = bool(found.heard[row])
        ink = TEXT_3 if not heard else (colour if found.carried[row] else BLUE)
        style = Style("bold", 12, ink, 0.6, SHADOW)
        name = kit.say.written(found.names[row])
        below = (box.centerx, box.bottom - kit.px(2))
        taken.append(kit.letters.write(surface, name, style, "midtop", below))
    return taken


def _kept(kit: Kit, mark: str, colour: Colour) -> pygame.Surface:
    make = {"airborne": symbols.airborne, "battery": symbols.battery, "radar": symbols.radar}[mark]
    return kit.kept((mark, colour), partial(make, colour, kit.scale))
