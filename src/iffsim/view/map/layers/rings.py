"""The ring of a pinned aircraft that radars see only from near, with its name."""

from __future__ import annotations

import numpy as np
import pygame

from iffsim.base.arrays import Floats
from iffsim.scene.rings import Ring
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import dashes, rings
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import INK, TEXT
from iffsim.view.model.camera import Camera, world_to_screen

_ON, _OFF = 7.0, 6.0
"""Dashes, px at scale 1."""


def draw_ring_of(
    surface: pygame.Surface, box: pygame.Rect, kit: Kit, camera: Camera, found: Ring | None
) -> list[pygame.Rect]:
    """Draw where the aircraft would be held: a dashed outline for each part, the name at the one
    that is largest on the map. Return where the name lies: labels keep clear of it."""
    parts = [] if found is None else rings(found.shape)[0]
    lines = [world_to_screen(camera, box, outline.T).T for outline in parts]
    for line in lines:
        for start, stop in dashes(line, _ON * kit.scale, _OFF * kit.scale):
            for shift in (0.0, 0.6):
                pygame.draw.aaline(surface, TEXT, start + shift, stop + shift)
    seen = [line for line in lines if _inside(box, line)]
    if found is None or not seen:
        return []
    return [_name(surface, box, kit, max(seen, key=lambda line: float(np.ptp(line[:, 0]))), found)]


def _inside(box: pygame.Rect, line: Floats) -> bool:
    """Return whether the top of an outline is on the map: there the name stands."""
    return box.collidepoint(*_top(line))


def _top(line: Floats) -> tuple[float, float]:
    x, y = line[line[:, 1].argmin()].tolist()
    return x, y


def _name(
    surface: pygame.Surface, box: pygame.Rect, kit: Kit, line: Floats, found: Ring
) -> pygame.Rect:
    words = kit.letters.line(found.words.words(kit.say), Style("medium", 12.5, TEXT))
    x, y = _top(line)
    place = words.get_rect(midbottom=(round(x), round(y) - kit.px(4))).inflate(
        kit.px(10), kit.px(2)
    )
    place.clamp_ip(box)
    shade = pygame.Surface(place.size, pygame.SRCALPHA)
    pygame.draw.rect(shade, (*INK, 200), shade.get_rect(), border_radius=kit.px(4))
    surface.blit(shade, place)
    surface.blit(words, words.get_rect(center=place.center))
    return place
