"""Small drawing tools: smooth shapes, premultiplied sprites, geometry in pixels, dashes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

import numpy as np
import pygame
import shapely

from iffsim.base.arrays import Floats
from iffsim.view.drawing.theme import LIT, Colour

PREMULTIPLIED = pygame.BLEND_PREMULTIPLIED


class Scaled(Protocol):
    """What knows how many pixels a length of the design is."""

    def px(self, length: float) -> int:
        """Return a length in pixels."""


def smooth(
    size: tuple[int, int], draw: Callable[[pygame.Surface, float], None], times: int = 5
) -> pygame.Surface:
    """Return a premultiplied sprite: `draw(big, times)` at `times` the size, scaled down
    smoothly."""
    big = pygame.Surface((size[0] * times, size[1] * times), pygame.SRCALPHA)
    draw(big, times)
    return pygame.transform.smoothscale(big.premul_alpha(), size)


def put(surface: pygame.Surface, sprite: pygame.Surface, centre: tuple[float, float]) -> None:
    """Draw a premultiplied sprite around a point."""
    box = sprite.get_rect(center=(round(centre[0]), round(centre[1])))
    surface.blit(sprite, box, special_flags=PREMULTIPLIED)


def put_many(
    surface: pygame.Surface, sprites: Iterable[pygame.Surface], half: int, px: Floats
) -> None:
    """Draw premultiplied sprites, all of half-size `half`, around points (2, N), in their order."""
    corners = (np.rint(px) - half).astype(np.int64).T.tolist()
    surface.fblits(list(zip(sprites, corners, strict=False)), PREMULTIPLIED)


def rings(shape: Any) -> tuple[list[Floats], list[Floats]]:
    """Return (outer, inner) rings of every polygon in a shapely geometry, each float64[N, 2]."""
    parts = shapely.get_parts(shape, return_index=False)
    outer: list[Floats] = []
    inner: list[Floats] = []
    for polygon in parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)]:
        first, *holes = shapely.get_rings(polygon)
        outer.append(shapely.get_coordinates(first))
        inner.extend(shapely.get_coordinates(hole) for hole in holes)
    return outer, inner


def lines(shape: Any) -> list[Floats]:
    """Return every line of a shapely geometry, each float64[N, 2]."""
    parts = shapely.get_parts(shape)
    whole = parts[(shapely.get_type_id(parts) == 1) & ~shapely.is_empty(parts)]
    return [shapely.get_coordinates(part) for part in whole]


def stroke(surface: pygame.Surface, colour: Colour, px: Floats) -> None:
    """Draw a fine line through points [N, 2].

    Lines of two points go another way: `aalines` of pygame-ce 2.5.8 then leaves a pixel to chance.
    """
    if len(px) > 2:
        pygame.draw.aalines(surface, colour, False, px)
    elif len(px) == 2:
        pygame.draw.aaline(surface, colour, px[0], px[1])


def dashes(ring: Floats, on: float, off: float) -> Floats:
    """Return the dashes along a closed ring [N, 2] as segments [K, 2, 2], same units as the
    ring."""
    steps = np.hypot(*np.diff(ring, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    count = int(along[-1] / (on + off))
    if count < 2 or not np.isfinite(along[-1]):
        return np.empty((0, 2, 2))
    start = np.arange(min(count, 720)) * (along[-1] / count)
    ends = np.stack([start, start + on], axis=1)
    return np.stack([np.interp(ends, along, ring[:, axis]) for axis in (0, 1)], axis=2)


def vertical_fade(width: int, height: int, colour: Colour, alpha: int) -> pygame.Surface:
    """Return a band that fades out downwards, for text that lies on a map."""
    band = pygame.Surface((1, height), pygame.SRCALPHA)
    for y in range(height):
        share = min(1.0, 3.2 * (1 - y / height))
        band.set_at((0, y), (*colour, round(alpha * share)))
    return pygame.transform.scale(band, (width, height))


def pill(width: int, height: int, colour: Colour) -> pygame.Surface:
    """Return a premultiplied rounded bar."""

    def draw(big: pygame.Surface, times: float) -> None:
        pygame.draw.rect(big, colour, big.get_rect(), border_radius=big.get_height() // 2)

    return smooth((max(1, width), max(1, height)), draw, 4)


def under(surface: pygame.Surface, kit: Scaled, box: pygame.Rect) -> None:
    """Underline what is lit: more than colour tells that it is."""
    line = pygame.Rect(box.x, box.bottom - kit.px(1), box.width, kit.px(2))
    pygame.draw.rect(surface, LIT, line, border_radius=kit.px(1))


def card(
    surface: pygame.Surface, box: pygame.Rect, fill: Colour, edge: Colour, radius: int
) -> None:
    """Draw a rounded panel with a thin edge."""
    pygame.draw.rect(surface, fill, box, border_radius=radius)
    pygame.draw.rect(surface, edge, box, 1, border_radius=radius)
