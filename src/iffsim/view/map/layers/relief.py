"""Mountains on the map: the ground's relief, shaded, under everything else that is drawn."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pygame

from iffsim.earth import relief
from iffsim.view.model.camera import Camera, world_to_screen

LIGHT, DARK = 46, 44
"""How much the brightest slope adds to the map, and the darkest takes away, of 255."""


def shade(surface: pygame.Surface, camera: Camera) -> None:
    """Lay the relief over what `camera` sees of a map; level ground and sea stay as they are."""
    west, south, east, north = relief.FRAME_KM
    box = surface.get_rect()
    corners = world_to_screen(camera, box, np.array([[west, east], [north, south]]))
    (left, right), (top, bottom) = corners
    seen = box.clip(pygame.Rect(round(left), round(top), round(right - left), round(bottom - top)))
    if not seen.width or not seen.height:
        return
    lit, dark = _layers()
    across, down = lit.get_width() / (right - left), lit.get_height() / (bottom - top)
    cut = pygame.Rect(
        int((seen.x - left) * across), int((seen.y - top) * down),
        max(2, round(seen.width * across)), max(2, round(seen.height * down)),
    ).clip(lit.get_rect())  # fmt: skip
    for layer, flag in ((lit, pygame.BLEND_RGB_ADD), (dark, pygame.BLEND_RGB_SUB)):
        part = pygame.transform.smoothscale(layer.subsurface(cut), seen.size)
        surface.blit(part, seen, special_flags=flag)


@lru_cache(maxsize=1)
def _layers() -> tuple[pygame.Surface, pygame.Surface]:
    """Return what the relief adds to the map and what it takes away, over `relief.FRAME_KM`."""
    light = relief.shade().T
    return _grey(light * LIGHT), _grey(-light * DARK)


def _grey(values: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> pygame.Surface:
    """Return a grey surface of values [x, y], those below 0 black."""
    grey = np.clip(values, 0, 255).astype(np.uint8)
    return pygame.surfarray.make_surface(np.repeat(grey[:, :, None], 3, axis=2))
