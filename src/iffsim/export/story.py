"""The story for a page: chapters, captions, where to look, what the scenario itself lets happen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from iffsim.base import geo
from iffsim.earth import catalogue
from iffsim.export.pack import Packed
from iffsim.recording import Recording
from iffsim.scenario.telling import Caption, Chapter

ASPECT = 1.37
"""Width to height of a map as designed; the area of interest is fitted to it."""
_MARGIN = 1.06
_DEFAULT_SPAN_KM = 1650.0


def story(recording: Recording) -> Packed:
    """Return what to tell and to show, in time order."""
    home = _home(recording)
    chapters = sorted(recording.scenario.chapters, key=lambda chapter: chapter.at_s)
    events = sorted(recording.scenario.events, key=lambda event: event.at_s)
    return {
        "home": home,
        "order": order(recording),
        "chapters": [_chapter(recording, chapter, home) for chapter in chapters],
        "given": [{"at_s": event.at_s} for event in events],
        "bets": _bets(recording),
    }


def _bets(recording: Recording) -> list[Packed]:
    """Return the questions that are answered on the map: which track is this aircraft?"""
    scenario, ids = recording.scenario, recording.world.fleet.ids
    starts = [*sorted(chapter.at_s for chapter in scenario.chapters), recording.duration_s]
    return [
        {
            "aircraft": ids.index(asked.aircraft),
            "open_s": asked.at_s,
            "reveal_s": next((start for start in starts if start > asked.at_s), starts[-1]),
            "text": asked.text,
            "text_tr": asked.text_tr,
        }
        for asked in scenario.questions
        if asked.aircraft in ids and asked.answer == asked.aircraft
    ]


def order(recording: Recording) -> list[str]:
    """Return all pictures, first a pair: that which hears a link, and left of it the one before."""
    ids = recording.picture_ids
    linked = [n for n, spec in enumerate(recording.world.pictures) if spec.remote.any()]
    right = max(linked[0], 1) if linked else 1
    pair = ids[right - 1 : right + 1]
    return [*pair, *(picture for picture in ids if picture not in pair)]


def _home(recording: Recording) -> list[float]:
    """Return (east km, north km, width km) of the look at all of the area."""
    bounds = recording.world.area_km.bounds
    if len(bounds) != 4 or not np.isfinite(bounds).all():
        return [0.0, 0.0, _DEFAULT_SPAN_KM]
    west, south, east, north = bounds
    span = max(east - west, (north - south) * ASPECT) * _MARGIN
    return [round(float(v), 2) for v in ((west + east) / 2, (south + north) / 2, span)]


def _chapter(recording: Recording, chapter: Chapter, home: list[float]) -> Packed:
    ids = recording.world.fleet.ids
    captions = sorted(chapter.captions, key=lambda caption: caption.at_s)
    return {
        "at_s": chapter.at_s,
        "title": chapter.title,
        "title_tr": chapter.title_tr,
        "pictures": [name for name in chapter.pictures if name in recording.picture_ids],
        "camera": _camera(recording, chapter, home),
        "coverage_m": chapter.coverage_m,
        "aircraft": ids.index(chapter.focus) if chapter.focus in ids else None,
        "captions": [_caption(caption) for caption in captions],
    }


def _caption(caption: Caption) -> Packed:
    return {
        "at_s": caption.at_s,
        "text": caption.text,
        "text_tr": caption.text_tr,
        "tag": caption.tag,
        "claim": caption.claim or "",
        "source": caption.source,
        "source_tr": caption.source_tr,
    }


def _camera(recording: Recording, chapter: Chapter, home: list[float]) -> list[float] | None:
    """Return (east km, north km, width km), None where the chapter leaves the map as it is."""
    if chapter.focus is None and chapter.zoom_km is None:
        return None
    spot = _place(recording, chapter.focus, chapter.at_s)
    middle = home[:2] if spot is None else [round(float(v), 2) for v in spot]
    return [*middle, chapter.zoom_km or home[2]]


def _place(recording: Recording, name: str | None, time_s: float) -> npt.NDArray[np.float64] | None:
    """Return where a flight, site, zone or place is, (2,) km; None if nothing has that name."""
    world = recording.world
    if name in world.fleet.ids:
        return world.projection.km(recording.truth(time_s).xyz[:, world.fleet.ids.index(name)])
    if name in world.sites.ids:
        sites, _ = recording.site_places(time_s)
        return world.projection.km(sites[:, world.sites.ids.index(name)])
    for zone in world.zones:
        if zone.id == name:
            return world.projection.km(zone.centre_xyz)
    place = catalogue.places().get(name or "") or catalogue.airports().get(name or "")
    return None if place is None else world.projection.km(geo.xyz(place.lat_deg, place.lon_deg))
