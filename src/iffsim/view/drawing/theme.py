"""Colours and looks: those of `scene/symbology.py`, and what mixes them."""

from __future__ import annotations

from iffsim.scene.symbology import (
    ACCENTS,
    DRAW_ORDER,
    LOOKS,
    NOT_HELD_LOOK,
    Colour,
    Look,
    accent,
    colour,
    look,
)

__all__ = ["ACCENTS", "DRAW_ORDER", "LOOKS", "NOT_HELD_LOOK", "Colour", "Look", "accent", "look"]

INK = colour("ink")
CARD = colour("card")
RAISED = colour("raised")
EDGE = colour("edge")
GROOVE = colour("groove")
SHADOW = colour("shadow")
SEA = colour("sea")
LAND = colour("land")
HOME = colour("home")
COAST = colour("coast")
BORDER = colour("border")
HOME_BORDER = colour("home_border")
TEXT = colour("text")
TEXT_2 = colour("text_2")
TEXT_3 = colour("text_3")
WARM = colour("warm")
LIT = colour("lit")
"""Rings and lines around what a word means."""
BLUE = colour("blue")
RED = colour("red")
GREEN = colour("green")
YELLOW = colour("yellow")
SAND = colour("sand")
VIOLET = colour("violet")


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Return the colour `share` of the way from `a` to `b`."""
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


def luminance(colour: Colour) -> float:
    """Return a colour's relative luminance, 0..1 (WCAG 2.2)."""
    share = [c / 255.0 for c in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in share)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: Colour, b: Colour) -> float:
    """Return how much two colours stand out from each other, 1..21 (WCAG 2.2)."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def lifted(colour: Colour) -> Colour:
    """Return `colour`, mixed with white until it stands out from the panels at 7.5 to 1."""
    steps = (mix(colour, (255, 255, 255), n / 20) for n in range(20))
    return next((c for c in steps if contrast(c, RAISED) >= 7.5), (255, 255, 255))
