"""What a recording's story tells and shows, as plain values: chapters, looks, bets, pace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from iffsim import fair
from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.earth import catalogue
from iffsim.recording import Recording
from iffsim.scenario import telling as written
from iffsim.scene.asked import View
from iffsim.scene.caption import chapters, order
from iffsim.story.pace import ANSWERED_S, Line, paces
from iffsim.words.say import Words

ASPECT = 1.37
"""Width to height of a map as designed; a map of another shape shows more."""
MARGIN = 1.06
"""The area of interest is shown so much larger than it is."""


DUSK_S = 16.0
"""So long before the cold open ends, s, its second picture begins to go dark: two on the wall."""


class Look(NamedTuple):
    """What is in the middle of a map, km, and how wide that is which must be seen, km."""

    east_km: float = 0.0
    north_km: float = 0.0
    span_km: float = 1650.0


class Chapter(Struct, frozen=True):
    """A chapter: when it starts, which pictures and what part of the map it shows, and how."""

    start_s: float
    title: str
    pictures: tuple[str, ...] = ()
    look: Look | None = None
    """None: the map stays as it is."""
    aircraft: int | None = None
    """The aircraft that it is about."""
    coverage_m: float | None = None
    """The height for which it shows coverage, m."""
    sandbox: bool = False
    """Whether it opens the sandbox."""
    title_tr: str = ""
    view: View | None = None
    """How it opens; None: as the reader has it."""
    lever: bool = False
    """Whether entering it is pulling the lever that links the pictures."""
    challenge: written.Challenge | None = None

    def words(self, say: Words) -> str:
        """Return its title in a language."""
        return say.written(self.title, self.title_tr)


class Bet(Struct, frozen=True):
    """A question that is answered on the map: which track is this aircraft?"""

    aircraft: int
    open_s: float
    """From when on it can be placed."""
    reveal_s: float
    """Until when it can be placed: what it shut is open again."""
    told_s: float
    """From when on it is answered: after a lever, once names have arrived."""
    close_s: float
    """Until when the answer is shown."""
    picture: str = ""
    """The id of the picture in which it is asked."""
    seen_s: float = 0.0
    """From when on its aircraft is in the air."""


class Marked(NamedTuple):
    """What a caption is about, marked while it stands."""

    from_s: float
    aircraft: tuple[int, ...] = ()
    """Indices of aircraft."""
    places: tuple[str, ...] = ()
    """Ids of sites and zones."""


class Story(Struct, frozen=True):
    """All that a recording tells."""

    chapters: tuple[Chapter, ...]
    home: Look
    """The area of interest."""
    order: tuple[str, ...]
    """Every picture, those two first that are shown unless a chapter says otherwise."""
    bets: tuple[Bet, ...] = ()
    paces: tuple[tuple[float, float], ...] = ()
    """The story's own pace: from when, s, and how fast."""
    follow: int | None = None
    """The aircraft that is ringed in every picture throughout."""
    marks: tuple[Marked, ...] = ()
    """What captions mark, in the order of time."""

    questions: tuple[tuple[str, str], ...] = ()
    """The scenario's questions: the id of each, and of the picture in which it is asked."""

    def asked_in(self, question: str) -> str:
        """Return the id of the picture in which a question is asked; "" if it is not written."""
        return dict(self.questions).get(question, "")

    def dusk_at(self, time_s: float) -> float:
        """Return how dark the second picture is, 0..1: where the second chapter shows one picture
        alone, the other one goes dark at the first one's end."""
        first, second = (*self.chapters[:2], None, None)[:2]
        if first is None or second is None or second.view is not View.SINGLE:
            return 0.0
        if first.view is View.SINGLE or time_s >= second.start_s - 1e-6:
            return 0.0
        return min(max(1.0 - (second.start_s - time_s) / DUSK_S, 0.0), 1.0)

    def lever_ahead(self, time_s: float) -> bool:
        """Return whether a lever waits: a bet is open, and the next chapter is the lever's."""
        after = self.chapters[self.chapter_at(time_s) + 1 :][:1]
        return self.open_bet(time_s) is not None and any(one.lever for one in after)

    def lever_at(self, time_s: float) -> Chapter | None:
        """Return the chapter of a time if it is the lever's, pulled."""
        now = self.chapters[self.chapter_at(time_s)] if self.chapters else None
        return now if now is not None and now.lever else None

    def followed_at(self, time_s: float) -> int | None:
        """Return the aircraft that the story follows, once a caption has introduced it."""
        met = any(self.follow in one.aircraft and one.from_s <= time_s + 1e-6 for one in self.marks)
        return self.follow if met else None

    def marked_at(self, time_s: float) -> Marked:
        """Return what the caption of a time marks."""
        begun = [one for one in self.marks if one.from_s <= time_s + 1e-6]
        return begun[-1] if begun else Marked(0.0)

    def open_bet(self, time_s: float) -> Bet | None:
        """Return the bet that can be placed at a time."""
        open_ = (one for one in self.bets if one.open_s <= time_s + 1e-6 < one.reveal_s)
        return next(open_, None)

    def answered_bet(self, time_s: float) -> Bet | None:
        """Return the bet whose answer is shown at a time."""
        shown = (one for one in self.bets if one.told_s <= time_s + 1e-6 < one.close_s)
        return next(shown, None)

    def first_shown(self, time_s: float) -> str:
        """Return the id of the first picture that the chapter of a time shows; "" if it shows
        none of its own."""
        shown = self.chapters[self.chapter_at(time_s)].pictures if self.chapters else ()
        return next(iter(shown), "")

    def chapter_at(self, time_s: float) -> int:
        """Return the index of the chapter at a time."""
        begun = [n for n, chapter in enumerate(self.chapters) if chapter.start_s <= time_s + 1e-6]
        return begun[-1] if begun else 0


def story(recording: Recording) -> Story:
    """Return what a recording tells, in time order."""
    home, bets, ids = _home(recording), _bets(recording), recording.world.fleet.ids
    follow = recording.scenario.follow
    levers = tuple(one.at_s for one in chapters(recording) if one.lever)
    return Story(
        tuple(_chapter(recording, chapter, home) for chapter in chapters(recording)),
        home,
        order(recording),
        bets,
        paces(_lines(recording), tuple((b.told_s, b.close_s) for b in bets), levers,
              recording.duration_s),
        ids.index(follow) if follow in ids else None,
        tuple(_marked(line, ids) for one in chapters(recording) for line in one.captions),
        tuple((one.id, fair.asked_picture(recording.scenario, one))
              for one in recording.scenario.questions),
    )  # fmt: skip


def _marked(line: written.Caption, ids: Sequence[str]) -> Marked:
    """Return what a caption marks; `ids` are those of the fleet."""
    flights = tuple(ids.index(name) for name in line.marks if name in ids)
    return Marked(line.at_s, flights, tuple(name for name in line.marks if name not in ids))


def place(recording: Recording, name: str | None, time_s: float) -> Floats | None:
    """Return where a flight, site, zone, place or airport is, (2,) km; None if nothing has that
    name."""
    world = recording.world
    if name in world.fleet.ids:
        return world.projection.km(recording.truth(time_s).xyz[:, world.fleet.ids.index(name)])
    if name in world.sites.ids:
        sites, _ = recording.site_places(time_s)
        return world.projection.km(sites[:, world.sites.ids.index(name)])
    for zone in world.zones:
        if zone.id == name:
            return world.projection.km(zone.centre_xyz)
    found = catalogue.places().get(name or "") or catalogue.airports().get(name or "")
    return None if found is None else world.projection.km(geo.xyz(found.lat_deg, found.lon_deg))


def _home(recording: Recording) -> Look:
    bounds = recording.world.area_km.bounds
    if len(bounds) != 4 or not np.isfinite(bounds).all():
        return Look()
    west, south, east, north = (float(edge) for edge in bounds)
    span = max(east - west, (north - south) * ASPECT) * MARGIN
    return Look((west + east) / 2, (south + north) / 2, span)


def _chapter(recording: Recording, chapter: written.Chapter, home: Look) -> Chapter:
    look, ids = None, recording.world.fleet.ids
    if chapter.focus is not None or chapter.zoom_km is not None:
        whole = chapter.focus == recording.world.area_name
        spot = None if whole else place(recording, chapter.focus, chapter.at_s)
        centre = home[:2] if spot is None else (float(spot[0]), float(spot[1]))
        look = Look(*centre, chapter.zoom_km or home.span_km)
    return Chapter(
        chapter.at_s,
        chapter.title,
        tuple(picture for picture in chapter.pictures if picture in recording.picture_ids),
        look,
        ids.index(chapter.focus) if chapter.focus in ids else None,
        chapter.coverage_m,
        chapter.sandbox,
        chapter.title_tr,
        View(chapter.view) if chapter.view else None,
        chapter.lever,
        chapter.challenge,
    )


def _lines(recording: Recording) -> list[Line]:
    """Return when each caption begins, s, and how long it takes to read, s."""
    return [
        (line.at_s, line.read_s) for chapter in chapters(recording) for line in chapter.captions
    ]


def _bets(recording: Recording) -> tuple[Bet, ...]:
    """Return the questions that are answered on the map: their answer is their aircraft's id.

    One is open until its chapter ends; it is answered while the next one's first captions are read.
    """
    told, ids = chapters(recording), recording.world.fleet.ids
    starts = [chapter.at_s for chapter in told] + [recording.duration_s]
    found = []
    for question in recording.scenario.questions:
        later = [n for n, start_s in enumerate(starts) if start_s > question.at_s]
        if question.aircraft in ids and question.answer == question.aircraft and later:
            lines = [line.at_s for line in told[later[0]].captions] if later[1:] else []
            reveal_s, after = starts[later[0]], [*starts, recording.duration_s][later[0] + 1]
            late = bool(lines[1:]) and told[later[0]].lever
            told_s = lines[1] if late else reveal_s
            close_s = lines[2 + late] if len(lines) > 2 + late else after
            close_s = min(close_s, told_s + ANSWERED_S)
            asked = fair.asked_picture(recording.scenario, question)
            row = ids.index(question.aircraft)
            seen_s = float(recording.world.traffic.start_s[row])
            found.append(Bet(row, question.at_s, reveal_s, told_s, close_s, asked, seen_s))
    return tuple(found)
