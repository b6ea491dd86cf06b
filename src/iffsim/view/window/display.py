"""Whether a window can open here, asked of SDL itself."""

from __future__ import annotations

import os

import pygame

from iffsim.base.errors import bad

UNSEEN = ("dummy", "offscreen")
"""Drivers that SDL falls back to when it cannot reach the display: nobody sees their windows."""


def opens() -> bool:
    """Return whether a window would be seen. A driver named by ``SDL_VIDEODRIVER`` is meant.
    Raises `BadInput` if it is named and does not work."""
    if os.environ.get("SDL_VIDEODRIVER"):
        start()
        return True
    try:
        pygame.display.init()
    except pygame.error:
        return False
    seen = pygame.display.get_driver() not in UNSEEN
    if not seen:
        pygame.display.quit()
    return seen


def start() -> None:
    """Start SDL's display. Raises `BadInput` if the driver that is named does not work."""
    try:
        pygame.display.init()
    except pygame.error as error:
        raise bad("SDL_VIDEODRIVER", str(error)) from None
