"""What makes the window fit its reader: language, size of text, contrast, motion, mountains."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from iffsim.words.say import languages

TEXT_SIZES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""Sizes of text, and of all that goes with it, against the usual."""


class Comfort(Struct, frozen=True):
    """What a reader has chosen."""

    language: str = "en"
    text: float = 1.0
    contrast: bool = False
    """More contrast: text at least 7 to 1 on its ground, a darker map, bolder symbols."""
    calm: bool = False
    """Reduced motion: nothing glides, nothing runs but the aircraft."""
    mountains: bool = True
    """Where terrain is on: relief, and coverage as the ground leaves it; else as if flat."""


USUAL = Comfort()


class NextLanguage(Struct, frozen=True):
    """Speak the next language."""


class ScaleText(Struct, frozen=True):
    """Make text `steps` sizes larger, or smaller; 0: its usual size."""

    steps: int


class ToggleContrast(Struct, frozen=True):
    """More contrast, or the usual."""


class ToggleMotion(Struct, frozen=True):
    """Less motion, or the usual."""


class ToggleMountains(Struct, frozen=True):
    """Take the mountains away, or put them back."""


Comforting = NextLanguage | ScaleText | ToggleContrast | ToggleMotion | ToggleMountains


def comforted(comfort: Comfort, action: Comforting) -> Comfort:
    """Return what is chosen after an action."""
    match action:
        case NextLanguage():
            return replace(comfort, language=following(comfort.language))
        case ScaleText(steps):
            return replace(comfort, text=_next(comfort.text, steps) if steps else 1.0)
        case ToggleContrast():
            return replace(comfort, contrast=not comfort.contrast)
        case ToggleMotion():
            return replace(comfort, calm=not comfort.calm)
        case ToggleMountains():
            return replace(comfort, mountains=not comfort.mountains)


def following(language: str) -> str:
    """Return the language after one."""
    known = tuple(languages())
    return known[(known.index(language) + 1) % len(known)]


def _next(text: float, steps: int) -> float:
    nearest = min(range(len(TEXT_SIZES)), key=lambda rung: abs(TEXT_SIZES[rung] - text))
    return TEXT_SIZES[min(max(nearest + steps, 0), len(TEXT_SIZES) - 1)]
