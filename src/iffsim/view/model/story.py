"""What a recording asks the window to show, and what a chapter does as it is entered."""

from __future__ import annotations

from msgspec.structs import replace

from iffsim.recording import Recording
from iffsim.scenario import about
from iffsim.scenario.twins import words
from iffsim.scene.asked import View
from iffsim.story.haystack import on_show
from iffsim.story.telling import Chapter, story
from iffsim.view.model.camera import Camera
from iffsim.view.model.heights import USUAL_M
from iffsim.view.model.state import Show, ViewState
from iffsim.words.say import languages


def show(recording: Recording) -> Show:
    """Return the facts of a recording that the window's actions need."""
    scenario = recording.scenario
    return Show(
        recording.duration_s,
        recording.picture_ids,
        tuple(_scan_s(recording, picture) for picture in range(len(recording.picture_ids))),
        story(recording),
        tuple((code, about.page(scenario, words(scenario, code))) for code in languages()),
        scenario.utc,
    )


def _scan_s(recording: Recording, picture: int) -> float:
    """Return the shortest scan period among a picture's own sites, else among all that it hears."""
    spec, scans = recording.world.pictures[picture], recording.world.sites.scan_ticks
    own = spec.hears[~spec.remote]
    heard = own if len(own) else spec.hears
    return float(scans[heard].min()) if len(heard) else 1.0


def entered(state: ViewState, old: Chapter, new: Chapter) -> ViewState:
    """Return the state, already at its new time, with what chapter `new` asks for.

    Coverage that `old` let sink rises again, and a sandbox that it opened closes. What the reader
    has opened itself stays.
    """
    height_m = new.coverage_m or (USUAL_M if old.coverage_m else None)
    return replace(
        state,
        pictures=new.pictures[:2] or state.pictures,
        aim=Camera.of(new.look) if new.look else state.aim,
        selected=_selected(state, old, new),
        height_aim_m=height_m,
        sandbox=new.sandbox or (state.sandbox and not old.sandbox),
        answer_read=False,
        view=new.view or state.view,
        single=0 if new.view is View.SINGLE else state.single,
    )


def _selected(state: ViewState, old: Chapter, new: Chapter) -> int | None:
    """Return which aircraft is selected: the new chapter's own; else not the old one's, nor, once
    it is answered, the bet. What the reader has chosen otherwise stays."""
    if new.aircraft is not None or state.selected is None:
        return new.aircraft
    over = state.selected == state.bet and on_show(state.show.story, state.time_s) is None
    return None if over or state.selected == old.aircraft else state.selected
