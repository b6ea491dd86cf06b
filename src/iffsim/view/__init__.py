"""The window: reads a recording, draws it, and knows no more of the model.

Only here is pygame imported.
"""

from __future__ import annotations

import os
from types import ModuleType

from iffsim.base.errors import BadInput, bad

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")


def wrong_edition(module: ModuleType) -> BadInput | None:
    """Return what to tell a person whose `pygame` is not the community edition, else None."""
    if getattr(module, "IS_CE", False):
        return None
    return bad(
        "pygame",
        "the classic edition is installed, but iffsim needs pygame-ce, which has the same name; "
        "run: pip uninstall pygame, then: pip install --force-reinstall pygame-ce",
    )


def _checked() -> None:
    import pygame

    if fault := wrong_edition(pygame):
        raise fault


_checked()
