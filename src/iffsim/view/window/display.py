"""Whether a window can open here, asked of SDL itself."""

from __future__ import annotations

import os

import pygame

UNSEEN = ("dummy", "offscreen")
"""Drivers that SDL falls back to when it cannot reach the display: nobody sees their windows."""


def opens() -> bool:
    """Return whether a window would be seen. A driver named by ``SDL_VIDEODRIVER`` is meant."""
    if os.environ.get("SDL_VIDEODRIVER"):
        return True
    try:
        pygame.display.init()
    except pygame.error:
        return False
    seen = pygame.display.get_driver() not in UNSEEN
    if not seen:
        pygame.display.quit()
    return seen
