"""Colours and looks.

Shape carries identity, colour repeats it; a picture's accent is never an identity's colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iffsim.doctrine import NOT_HELD, Identity

Colour = tuple[int, int, int]

INK: Colour = (9, 13, 19)
CARD: Colour = (15, 21, 29)
RAISED: Colour = (18, 25, 34)
EDGE: Colour = (34, 45, 58)
GROOVE: Colour = (32, 43, 55)
SHADOW: Colour = (6, 10, 15)
SEA: Colour = (14, 27, 41)
LAND: Colour = (36, 44, 53)
HOME: Colour = (57, 70, 83)
COAST: Colour = (98, 122, 144)
BORDER: Colour = (62, 76, 90)
HOME_BORDER: Colour = (128, 148, 166)
TEXT: Colour = (232, 238, 244)
TEXT_2: Colour = (166, 180, 194)
TEXT_3: Colour = (118, 135, 152)
GHOST: Colour = (122, 136, 150)
WARM: Colour = (255, 209, 84)
LIT: Colour = (255, 255, 255)
"""Rings and lines around what a word means."""

BLUE: Colour = (92, 178, 255)
RED: Colour = (255, 106, 92)
GREEN: Colour = (92, 214, 160)
YELLOW: Colour = (255, 209, 84)

SAND: Colour = (206, 190, 164)
VIOLET: Colour = (178, 156, 255)
ACCENTS: tuple[Colour, ...] = (
    SAND, VIOLET, (150, 176, 186), (236, 156, 204), (186, 196, 140), (222, 164, 138),
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How an identity is drawn: its frame's shape, its colour, its word, and a mark if not
    settled."""

    word: str
    shape: str
    colour: Colour
    dashed: bool = False
    typed: bool = False
    """Whether the picture knows enough to show what kind of aircraft it is."""


LOOKS: dict[int, Look] = {
    Identity.PENDING: Look("PENDING", "cloud", YELLOW, dashed=True),
    Identity.UNKNOWN: Look("UNKNOWN", "cloud", YELLOW),
    Identity.ASSUMED_FRIEND: Look("ASSUMED FRIEND", "arch", BLUE, dashed=True, typed=True),
    Identity.FRIEND: Look("FRIEND", "arch", BLUE, typed=True),
    Identity.NEUTRAL: Look("NEUTRAL", "box", GREEN, typed=True),
    Identity.SUSPECT: Look("SUSPECT", "tent", RED, dashed=True),
    Identity.HOSTILE: Look("HOSTILE", "tent", RED, typed=True),
}
NOT_HELD_LOOK = Look("NOT HELD", "ring", GHOST)
DRAW_ORDER: npt.NDArray[np.int64] = np.array([1, 1, 3, 4, 0, 5, 6])
"""By identity: what is drawn later lies on top."""


def look(identity: int) -> Look:
    """Return the look of an identity as a picture state gives it, `NOT_HELD` included."""
    return NOT_HELD_LOOK if identity == NOT_HELD else LOOKS[identity]


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


def lifted(colour: Colour, least: float = 7.5, ground: Colour = RAISED) -> Colour:
    """Return `colour`, mixed with white until it stands out from `ground` at least so much."""
    steps = (mix(colour, (255, 255, 255), n / 20) for n in range(20))
    return next((c for c in steps if contrast(c, ground) >= least), (255, 255, 255))


def accent(order: tuple[str, ...], picture: str) -> Colour:
    """Return a picture's colour; of all pictures in `order`, the first two wear sand and violet."""
    return ACCENTS[order.index(picture) % len(ACCENTS)]
