"""The ways to look: two pictures side by side, a curtain, one alone, the truth, the difference.

A pane is one of them on the window: which picture, on which panel, and what part of it is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pygame import Rect

from iffsim.view.drawing.layout import Layout
from iffsim.view.model.looks import View
from iffsim.view.model.state import ViewState


class Kind(Enum):
    """What a pane shows."""

    PICTURE = "picture"
    TRUTH = "truth"
    DIFFERENCE = "difference"


@dataclass(frozen=True)
class Pane:
    """A map on the window."""

    kind: Kind
    slot: int
    """Which of the two pictures; 0 for truth and difference."""
    box: Rect
    """The panel that the map fills."""
    clip: Rect
    """The part of it that is seen."""


def panels(state: ViewState) -> int:
    """Return how many panels the window has."""
    return len(state.pictures) if state.view is View.SIDE else 1


def panes(state: ViewState, layout: Layout) -> tuple[Pane, ...]:
    """Return what is on the window, left to right."""
    first = layout.panels[0]
    last = len(state.pictures) - 1
    match state.view:
        case View.SIDE:
            return tuple(Pane(Kind.PICTURE, n, box, box) for n, box in enumerate(layout.panels))
        case View.CURTAIN if last > 0:
            x = divider(state, first)
            left = Rect(first.x, first.y, x - first.x, first.height)
            right = Rect(x, first.y, first.right - x, first.height)
            return (Pane(Kind.PICTURE, 0, first, left), Pane(Kind.PICTURE, 1, first, right))
        case View.TRUTH:
            return (Pane(Kind.TRUTH, 0, first, first),)
        case View.DIFFERENCE if last > 0:
            return (Pane(Kind.DIFFERENCE, 0, first, first),)
        case _:
            return (Pane(Kind.PICTURE, min(state.single, last), first, first),)


def pane_at(state: ViewState, layout: Layout, spot: tuple[float, float]) -> Pane | None:
    """Return the pane under a point."""
    found = (pane for pane in panes(state, layout) if pane.clip.collidepoint(spot))
    return next(found, None)


def divider(state: ViewState, box: Rect) -> int:
    """Return where the curtain's edge is, px."""
    return round(box.x + box.width * state.curtain)


def share_at(box: Rect, x: float) -> float:
    """Return how far to the right a pixel is in a panel, 0..1: the inverse of `divider`."""
    return min(max((x - box.x) / box.width, 0.0), 1.0)
