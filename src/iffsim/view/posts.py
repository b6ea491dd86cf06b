"""The layer of sites: their marks and names, and the links over which they report."""

from __future__ import annotations

from functools import partial

import numpy as np
import pygame

from iffsim.recording import Recording
from iffsim.view import symbols
from iffsim.view.camera import Camera, Floats, world_to_screen
from iffsim.view.kit import Kit
from iffsim.view.lettering import Style
from iffsim.view.paint import put, put_many, smooth
from iffsim.view.theme import BLUE, SHADOW, TEXT_3, Colour
from iffsim.view.watch import Posts

_SPACING = 8.0
_BEADS = 8
BATTERY = "battery"
"""Kinds of site whose catalogue name holds this word wear a battery's mark."""


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
    for row in np.flatnonzero(found.remote & found.working & np.isfinite(px).all(axis=0)).tolist():
        dots, bead = _dots(px[:, row], hub, time_s if found.heard[row] else 0.0, kit)
        if found.heard[row]:
            sprites = [_bead(kit, colour, n) for n in bead.tolist()]
        else:
            sprites = [_bead(kit, TEXT_3, 1)] * len(bead)
        put_many(surface, sprites, kit.px(3), dots)


def _dots(start: Floats, stop: Floats, time_s: float, kit: Kit) -> tuple[Floats, Floats]:
    """Return the dots of a link, (2, N) px, and how bright each is, 0..7: a wave that runs to
    `stop`."""
    length = float(np.hypot(*(stop - start)))
    along = np.arange(12.0 * kit.scale, max(length - 20.0 * kit.scale, 0.0), _SPACING * kit.scale)
    along = along[:400]
    place = start[:, None] + (stop - start)[:, None] * (along / max(length, 1e-9))
    wave = (np.arange(len(along)) - time_s * 0.5) % _BEADS
    return place, wave.astype(np.int64)


def _bead(kit: Kit, colour: Colour, bright: int) -> pygame.Surface:
    half = kit.px(3)

    def draw(big: pygame.Surface, times: float) -> None:
        radius = (0.8 + 0.13 * bright) * kit.scale * times
        pygame.draw.circle(big, (*colour, 90 + 20 * bright), (half * times, half * times), radius)

    return kit.kept(("bead", colour, bright), partial(smooth, (2 * half, 2 * half), draw, 8))


def draw_posts(
    surface: pygame.Surface, panel: pygame.Rect, kit: Kit, camera: Camera, found: Posts,
    recording: Recording, colour: Colour,
) -> list[pygame.Rect]:  # fmt: skip
    """Draw the mark of each site; return what must stay clear of labels."""
    px = world_to_screen(camera, panel, found.km)
    taken: list[pygame.Rect] = []
    for row in np.flatnonzero(np.isfinite(px).all(axis=0)).tolist():
        x, y = float(px[0, row]), float(px[1, row])
        if panel.inflate(60, 60).collidepoint(x, y) and (
            found.working[row] or not found.carried[row]
        ):
            taken.append(_post(surface, kit, found, row, recording, colour, (x, y)))
    return taken


def _post(
    surface: pygame.Surface, kit: Kit, found: Posts, row: int, recording: Recording, colour: Colour,
    spot: tuple[float, float],
) -> pygame.Rect:  # fmt: skip
    """Draw one site's mark, dim while nothing comes from it; its name if it is the picture's
    own."""
    sites, site = recording.world.sites, int(found.site[row])
    heard = bool(found.heard[row])
    if found.carried[row]:
        mark = _kept(kit, "airborne", colour if heard else TEXT_3)
    elif BATTERY in sites.kinds[site].lower():
        mark = _kept(kit, "battery", BLUE if heard else TEXT_3)
    else:
        mark = _kept(kit, "radar", colour if heard else TEXT_3)
    put(surface, mark, spot)
    box = mark.get_rect(center=(round(spot[0]), round(spot[1])))
    if found.remote[row] and not found.carried[row]:
        return box
    ink = TEXT_3 if not heard else (colour if found.carried[row] else BLUE)
    below = (spot[0], box.bottom - kit.px(2))
    style = Style("bold", 12, ink, 0.6, SHADOW)
    return box.union(kit.letters.write(surface, sites.names[site], style, "midtop", below))


def _kept(kit: Kit, mark: str, colour: Colour) -> pygame.Surface:
    make = {"airborne": symbols.airborne, "battery": symbols.battery, "radar": symbols.radar}[mark]
    return kit.kept((mark, colour), partial(make, colour, kit.scale))
