"""The names of the buttons of the toolbar; each has a key."""

from __future__ import annotations

from enum import Enum


class Button(Enum):
    """What can be pushed: its name, its key."""

    OPEN = ("sandbox.open", "X")
    LINK = ("sandbox.link", "F6")
    CODES = ("sandbox.codes", "F7")
    FOUR = ("sandbox.four", "F8")
    UNDO = ("sandbox.undo", "Ctrl Z")
    REDO = ("sandbox.redo", "Ctrl Y")
    RESET = ("sandbox.reset", "Bksp")
