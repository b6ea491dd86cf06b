"""What is drawn on each pane of the window, whatever the way of looking."""

from __future__ import annotations

from iffsim.recording import Recording
from iffsim.view.drawing.layout import Layout
from iffsim.view.map.difference import compare
from iffsim.view.map.panes import Kind, Pane, panes
from iffsim.view.map.sight import Sight, see
from iffsim.view.map.truth import see_truth
from iffsim.view.model.state import ViewState


def sight_of(recording: Recording, state: ViewState, pane: Pane, margin: int = 40) -> Sight:
    """Return what is in view of a pane's panel, `margin` px around it included."""
    time_s, camera, box = state.time_s, state.camera, pane.box
    match pane.kind:
        case Kind.TRUTH:
            return see_truth(recording, time_s, camera, box, margin)
        case Kind.DIFFERENCE:
            return compare(recording, state.pictures, time_s, camera, box, margin).sight
        case Kind.PICTURE:
            picture = state.pictures[pane.slot]
            sight = see(recording, picture, time_s, camera, box, margin)
            return sight.known() if state.hides_truth else sight


def shown(recording: Recording, state: ViewState, layout: Layout) -> tuple[Sight, ...]:
    """Return what is in view, pane by pane."""
    return tuple(sight_of(recording, state, pane, 0) for pane in panes(state, layout))
