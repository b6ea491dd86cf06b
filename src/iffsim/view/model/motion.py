"""What moves by itself: the camera on its way to the next look, eased, in six tenths of a second,
and the height of coverage."""

from __future__ import annotations

import math

from msgspec.structs import replace

from iffsim.view.model.camera import GLIDE_S, Glide
from iffsim.view.model.state import ViewState

SINK_S = 0.9
"""How fast the height of coverage glides: what is left shrinks to a third in so long."""


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


def sunk(state: ViewState, wall_s: float) -> ViewState:
    """Return the state with the height of coverage nearer to where it is going; even in its
    root, like the horizon."""
    if state.height_aim_m is None:
        return state
    now, aim = math.sqrt(state.coverage_alt_m), math.sqrt(state.height_aim_m)
    now += (aim - now) * (1.0 - math.exp(-wall_s / SINK_S))
    if state.comfort.calm or abs(now - aim) < 0.25:
        return replace(state, coverage_alt_m=state.height_aim_m, height_aim_m=None)
    return replace(state, coverage_alt_m=now * now)
