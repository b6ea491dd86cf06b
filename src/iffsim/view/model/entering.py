"""What a chapter does to the window as it is entered."""

from __future__ import annotations

from dataclasses import replace

from iffsim.view.model.heights import USUAL_M
from iffsim.view.model.pace import answered_bet
from iffsim.view.model.state import Chapter, ViewState


def entered(state: ViewState, old: Chapter, new: Chapter) -> ViewState:
    """Return the state, already at its new time, with what chapter `new` asks for.

    Coverage that `old` let sink rises again, and a sandbox that it opened closes. What the reader
    has opened itself stays.
    """
    height_m = new.coverage_m or (USUAL_M if old.coverage_m else None)
    return replace(
        state,
        pictures=new.pictures[:2] or state.pictures,
        aim=new.camera or state.aim,
        selected=_selected(state, old, new),
        height_aim_m=height_m,
        sandbox=new.sandbox or (state.sandbox and not old.sandbox),
        answer_read=False,
    )


def _selected(state: ViewState, old: Chapter, new: Chapter) -> int | None:
    """Return which aircraft is selected: the new chapter's own; else not the old one's, nor, once
    it is answered, the bet. What the reader has chosen otherwise stays."""
    if new.aircraft is not None or state.selected is None:
        return new.aircraft
    over = state.selected == state.bet and answered_bet(state) is None
    return None if over or state.selected == old.aircraft else state.selected
