"""The challenge at the story's end: moves that change the scenario, each played over the whole run.

A move is an edit of the scenario from its first second on; the needle is what the engine counts,
read when the bet was asked and drawn over the whole run.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from iffsim import bake
from iffsim.base import geo
from iffsim.base.errors import BadInput
from iffsim.classroom import edits
from iffsim.classroom.edits import FOUR, AnyEdit, MoreSites
from iffsim.recording import Recording
from iffsim.scenario import events
from iffsim.scenario.points import Point
from iffsim.scenario.telling import Challenge
from iffsim.story.telling import Story, story

LINK, CODES, MORE, PLACE = "link", "codes", "four", "place"
MOVES = (LINK, CODES, MORE)
"""The moves that are made by saying so; `PLACE` needs a place."""
EVERY_S = 60.0
"""How far apart the points of the needle's line are."""
_START = "00:00:00"


class Move(Struct, frozen=True):
    """One move; for `PLACE`, where the picture's own site is put, km."""

    kind: str
    km: tuple[float, float] | None = None


class Played(Struct, frozen=True):
    """What moves lead to."""

    needle: int | None
    """Among how many tracks the intruder hides, None while it is not held."""
    held: int
    """How many aircraft the picture holds then."""
    line: tuple[int | None, ...]
    """The needle every `EVERY_S` over the run."""

    def reaches(self, goal: Challenge) -> bool:
        """Return whether the goal is reached."""
        return self.needle is not None and self.needle <= goal.needle


class Game:
    """The challenge of a recording's story, played by the engine; what was played is kept."""

    def __init__(self, recording: Recording, told: Story, start_s: float, goal: Challenge) -> None:
        self._recording = recording
        self.goal, self.start_s = goal, start_s
        self.read_s = next((bet.reveal_s - 1 for bet in told.bets), start_s)
        self.site = own_site(recording, goal.picture)
        self.linked = _linked(recording, goal.picture)
        self._played: dict[tuple[Move, ...], Played | None] = {}

    def after(self, moves: Sequence[Move]) -> Played | None:
        """Return what some moves lead to, in whatever order; None where they do not fit."""
        key = tuple(sorted(moves, key=lambda move: move.kind))
        if key not in self._played:
            self._played[key] = self._play(key)
        return self._played[key]

    def _edited(self, moves: Sequence[Move]) -> list[AnyEdit] | None:
        """Return the edits that moves are, None where they do not fit the scenario."""
        made = [edit for move in moves if (edit := self._edit(move)) is not None]
        try:
            edits.fitting(self._recording.scenario, made)
        except BadInput:
            return None
        return made

    def _edit(self, move: Move) -> AnyEdit | None:
        """Return the edit that a move is; None for one that looks at another picture instead."""
        match move.kind:
            case "codes":
                return events.NewDoctrine(at=_START, picture=self.goal.picture, doctrine="none")
            case "four":
                return MoreSites(at=_START, places=FOUR)
            case "place" if move.km is not None:
                xyz = self._recording.world.projection.xyz(np.array(move.km))
                lat, lon = geo.lat_lon(xyz)
                there = Point(lat_deg=round(float(lat), 4), lon_deg=round(float(lon), 4))
                return events.MoveSite(at=_START, site=self.site, place=there)
            case _:
                return None

    def _play(self, moves: Sequence[Move]) -> Played | None:
        made = self._edited(moves)
        if made is None:
            return None
        played = self._recording
        if made:
            scenario = edits.fitting(played.scenario, made)
            played = bake.revise(played, scenario, 0.0)
        linked = any(move.kind == LINK for move in moves)
        picture = self.linked if linked else self.goal.picture
        times = np.arange(0.0, played.duration_s, EVERY_S).tolist()
        then = played.score_at(picture, self.read_s)
        return Played(
            then.needle,
            then.tracked,
            tuple(played.score_at(picture, time_s).needle for time_s in times),
        )


def game(recording: Recording) -> Game | None:
    """Return the challenge of a recording's story; None if it has none.

    It is read when the story bets, whether or not anybody was asked to.
    """
    told = story(recording)
    chapter = next((one for one in told.chapters if one.challenge), None)
    if chapter is None or chapter.challenge is None:
        return None
    return Game(recording, told, chapter.start_s, chapter.challenge)


def own_site(recording: Recording, picture: str) -> str:
    """Return the first of a picture's own sites by its written id, "" if it has none."""
    spec = recording.world.pictures[recording.picture_ids.index(picture)]
    own = spec.hears[~spec.remote]
    return edits.written(recording.world.sites.ids[int(own[0])]) if len(own) else ""


def _linked(recording: Recording, picture: str) -> str:
    """Return the picture of the same own sites that hears most sites over links; "" for none."""
    specs = dict(zip(recording.picture_ids, recording.world.pictures, strict=True))
    own = set(specs[picture].hears[~specs[picture].remote].tolist())
    found = [
        name
        for name, spec in specs.items()
        if spec.remote.any() and set(spec.hears[~spec.remote].tolist()) == own
    ]
    return max(found, key=lambda name: int(specs[name].remote.sum()), default="")
