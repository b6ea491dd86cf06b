"""What is under the pointer on the maps."""

from __future__ import annotations

import numpy as np

from iffsim.recording import Recording
from iffsim.view.drawing.layout import Layout
from iffsim.view.map.panes import pane_at
from iffsim.view.map.sights import sight_of
from iffsim.view.model.state import ViewState

REACH_PX = 26.0
"""How near to a track a click selects it, at scale 1."""


def nearest(
    recording: Recording, state: ViewState, layout: Layout, spot: tuple[float, float]
) -> int | None:
    """Return the aircraft drawn nearest to a point, as a track or a ghost; None if none is near."""
    pane = pane_at(state, layout, spot)
    if pane is None:
        return None
    sight = sight_of(recording, state, pane)
    px = np.concatenate([sight.px, sight.ghost_px], axis=1)
    far = np.hypot(px[0] - spot[0], px[1] - spot[1])
    if not len(far) or far.min() > REACH_PX * layout.scale:
        return None
    return int(np.concatenate([sight.aircraft, sight.ghost])[far.argmin()])
