"""What a recording asks the window to show: chapters, captions, where to look; and what a chapter
does as it is entered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from iffsim.base import geo
from iffsim.earth import catalogue
from iffsim.recording import Recording
from iffsim.scenario import about
from iffsim.scenario.twins import words
from iffsim.scenario.types import Chapter as WrittenChapter
from iffsim.scene.caption import chapters, order
from iffsim.view.model.camera import Camera, fitted
from iffsim.view.model.heights import USUAL_M
from iffsim.view.model.pace import answered_bet, paces
from iffsim.view.model.state import Bet, Chapter, Show, ViewState
from iffsim.words.say import languages


def show(recording: Recording) -> Show:
    """Return the facts of a recording that the window's actions need."""
    bounds = recording.world.area_km.bounds
    home = fitted(bounds, 1.06) if len(bounds) == 4 else Camera()
    bets, scenario = _bets(recording), recording.scenario
    return Show(
        recording.duration_s,
        recording.picture_ids,
        tuple(_scan_s(recording, picture) for picture in range(len(recording.picture_ids))),
        tuple(_chapter(recording, chapter, home) for chapter in chapters(recording)),
        home,
        order(recording),
        bets,
        paces(_lines(recording), bets, recording.duration_s),
        tuple((code, about.page(scenario, words(scenario, code))) for code in languages()),
        scenario.utc,
    )


def _lines(recording: Recording) -> list[tuple[float, int]]:
    """Return when each caption begins, s, and how many characters it has in its longer language."""
    return [
        (line.at_s, max(len(line.text), len(line.text_tr)))
        for chapter in chapters(recording)
        for line in chapter.captions
    ]


_ANSWERED_S = 150.0
"""The answer to a bet is shown no longer than this."""


def _bets(recording: Recording) -> tuple[Bet, ...]:
    """Return the questions that are answered on the map: their answer is their aircraft's id.

    One is open until its chapter ends; it is answered while the next one's first captions are read.
    """
    written, ids = chapters(recording), recording.world.fleet.ids
    starts = [chapter.at_s for chapter in written] + [recording.duration_s]
    found = []
    for question in recording.scenario.questions:
        later = [n for n, start_s in enumerate(starts) if start_s > question.at_s]
        if question.aircraft in ids and question.answer == question.aircraft and later:
            lines = [line.at_s for line in written[later[0]].captions] if later[1:] else []
            reveal_s, after = starts[later[0]], [*starts, recording.duration_s][later[0] + 1]
            close_s = min(lines[2] if len(lines) > 2 else after, reveal_s + _ANSWERED_S)
            found.append(Bet(ids.index(question.aircraft), question.at_s, reveal_s, close_s))
    return tuple(found)


def _scan_s(recording: Recording, picture: int) -> float:
    """Return the shortest scan period among a picture's own sites, else among all that it hears."""
    spec, scans = recording.world.pictures[picture], recording.world.sites.scan_ticks
    own = spec.hears[~spec.remote]
    heard = own if len(own) else spec.hears
    return float(scans[heard].min()) if len(heard) else 1.0


def _chapter(recording: Recording, chapter: WrittenChapter, home: Camera) -> Chapter:
    camera = None
    if chapter.focus is not None or chapter.zoom_km is not None:
        whole = chapter.focus == recording.world.area_name
        spot = None if whole else _place(recording, chapter.focus, chapter.at_s)
        centre = (home.east_km, home.north_km) if spot is None else (float(spot[0]), float(spot[1]))
        camera = Camera(*centre, chapter.zoom_km or home.span_km)
    known = tuple(picture for picture in chapter.pictures if picture in recording.picture_ids)
    ids = recording.world.fleet.ids
    aircraft = ids.index(chapter.focus) if chapter.focus in ids else None
    return Chapter(
        chapter.at_s,
        chapter.title,
        known,
        camera,
        aircraft,
        chapter.coverage_m,
        sandbox=chapter.sandbox,
        title_tr=chapter.title_tr,
    )


def _place(recording: Recording, name: str | None, time_s: float) -> npt.NDArray[np.float64] | None:
    """Return where a flight, site, zone or place is, (2,) km; None if there is nothing of that
    name."""
    world = recording.world
    if name in world.fleet.ids:
        return geo.project_km(recording.truth(time_s).xyz[:, world.fleet.ids.index(name)])
    if name in world.sites.ids:
        sites, _ = recording.site_places(time_s)
        return geo.project_km(sites[:, world.sites.ids.index(name)])
    for zone in world.zones:
        if zone.id == name:
            return geo.project_km(zone.centre_xyz)
    if name in catalogue.places():
        place = catalogue.places()[name]
        return geo.project_km(geo.xyz(place.lat_deg, place.lon_deg))
    airport = catalogue.airports().get(name) if name else None
    return geo.project_km(geo.xyz(airport.lat_deg, airport.lon_deg)) if airport else None


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
