"""The camera's way from one look to the next: eased, in six tenths of a second."""

from __future__ import annotations

from dataclasses import replace

from iffsim.view.model.camera import GLIDE_S, Glide
from iffsim.view.model.state import ViewState


def glided(state: ViewState, wall_s: float) -> ViewState:
    """Return the state with the camera further on its way; exactly there at the end, and at once
    where motion is reduced."""
    if state.aim is None:
        return state if state.glide is None else replace(state, glide=None)
    begun = state.glide if state.glide and state.glide.aim == state.aim else None
    glide = begun or Glide(state.camera, state.aim)
    glide = replace(glide, gone_s=glide.gone_s + wall_s)
    if state.comfort.calm or glide.gone_s >= GLIDE_S:
        return replace(state, camera=state.aim, aim=None, glide=None)
    return replace(state, camera=glide.at(), glide=glide)
