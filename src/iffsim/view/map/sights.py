"""What is in view on each pane of the window, whatever the way of looking."""

from __future__ import annotations

from iffsim.recording import Recording
from iffsim.scene.scene import tracks_of
from iffsim.view.drawing.layout import Layout
from iffsim.view.map.panes import Pane, panes
from iffsim.view.map.sight import MARGIN, Sight, see
from iffsim.view.model.asked import asked
from iffsim.view.model.state import ViewState


def sight_of(recording: Recording, state: ViewState, pane: Pane, margin: int = MARGIN) -> Sight:
    """Return what is in view of a pane's panel, `margin` px around it included."""
    found = tracks_of(recording, asked(state), pane.kind, pane.slot)
    return see(found, state.camera, pane.box, margin)


def shown(recording: Recording, state: ViewState, layout: Layout) -> tuple[Sight, ...]:
    """Return what is in view, pane by pane."""
    return tuple(sight_of(recording, state, pane, 0) for pane in panes(state, layout))
