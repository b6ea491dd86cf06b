"""The names of the buttons of the toolbar; each has a key."""

from __future__ import annotations

from enum import Enum


class Button(Enum):
    """What can be pushed: its name, its key."""

    OPEN = ("Try it", "X")
    LINK = ("Link", "F6")
    CODES = ("National codes", "F7")
    FOUR = ("Four batteries", "F8")
    UNDO = ("Undo", "Ctrl Z")
    REDO = ("Redo", "Ctrl Y")
    RESET = ("Reset", "Bksp")
