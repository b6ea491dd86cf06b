"""Where the scene's maps are on the window: on which panel, and what part of it is seen."""

from __future__ import annotations

from msgspec import Struct
from pygame import Rect

from iffsim.scene.asked import Kind, View
from iffsim.view.drawing.layout import Layout
from iffsim.view.model.asked import asked
from iffsim.view.model.state import ViewState


class MapBox(Struct, frozen=True):
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
    wanted = asked(state)
    return len(wanted.panes()) if wanted.looks is View.SIDE else 1


def panes(state: ViewState, layout: Layout) -> tuple[MapBox, ...]:
    """Return where each map of the scene is on the window, left to right."""
    wanted, first = asked(state), layout.panels[0]
    if wanted.looks is View.SIDE:
        boxes = zip(wanted.panes(), layout.panels, strict=False)
        return tuple(MapBox(kind, slot, box, box) for (kind, slot), box in boxes)
    clips: tuple[Rect, ...] = (first,)
    if wanted.looks is View.CURTAIN:
        x = divider(state, first)
        left = Rect(first.x, first.y, x - first.x, first.height)
        clips = (left, Rect(x, first.y, first.right - x, first.height))
    shown = zip(wanted.panes(), clips, strict=True)
    return tuple(MapBox(kind, slot, first, clip) for (kind, slot), clip in shown)


def pane_at(state: ViewState, layout: Layout, spot: tuple[float, float]) -> MapBox | None:
    """Return the pane under a point."""
    found = (pane for pane in panes(state, layout) if pane.clip.collidepoint(spot))
    return next(found, None)


def divider(state: ViewState, box: Rect) -> int:
    """Return where the curtain's edge is, px."""
    return round(box.x + box.width * state.curtain)


def share_at(box: Rect, x: float) -> float:
    """Return how far to the right a pixel is in a panel, 0..1: the inverse of `divider`."""
    return min(max((x - box.x) / box.width, 0.0), 1.0)
