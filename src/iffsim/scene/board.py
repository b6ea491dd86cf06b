"""The board beside the map at an instant: an argument's rows, struck through as it goes on, and
counters: how long pictures have held a flight, how many tracks of one have a name in another."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from iffsim.base.arrays import Bools
from iffsim.pictures.score import NO_ID
from iffsim.recording import Recording
from iffsim.scenario.telling import BoardRow
from iffsim.scene.asked import WHICH, Asked, Shut
from iffsim.scene.said import Said, said, written
from iffsim.scene.topics import columns

_HOW = {"shown": "board.shown_here", "said": "board.said_only"}
_COUNTING = frozenset({Shut.NUMBERS, Shut.OTHERS, Shut.WHOSE})
"""What a count would tell: which tracks another picture can name."""


class Row(Struct, frozen=True, eq=False):
    """A line of the board."""

    words: Said
    struck: bool
    how: Said | None
    """Whether the run shows it or it is said only; None: neither is said."""
    minutes: tuple[tuple[int, float], ...]
    """For each picture on show its slot, and for how long it has held the row's flight, minutes;
    empty without a flight, or while that is shut."""
    lit: Bools | None = None
    """bool[A], the tracks that it counts; None where it counts none, or while that is shut."""
    picture: str = ""
    """The picture whose tracks it counts."""

    @property
    def count(self) -> int | None:
        """How many it counts; None: none are."""
        return None if self.lit is None else int(self.lit.sum())


class Board(Struct, frozen=True, eq=False):
    """A title and its rows."""

    title: Said
    rows: tuple[Row, ...]


def board(recording: Recording, asked: Asked) -> Board | None:
    """Return the board of a scenario; None if it has none, or while what the story says is shut.

    A row that counts tracks of a picture is there while that picture is on show.
    """
    found = recording.scenario.board
    if found is None or Shut.CAPTION in asked.shut:
        return None
    shown = {asked.pictures[slot] for slot in asked.slots()}
    rows = tuple(
        _row(recording, asked, row)
        for row in found.rows
        if row.picture is None or row.picture in shown
    )
    return Board(written(found.title, found.title_tr), rows) if rows else None


def _row(recording: Recording, asked: Asked, row: BoardRow) -> Row:
    struck = row.struck_s is not None and row.struck_s <= asked.time_s + 1e-6
    minutes: tuple[tuple[int, float], ...] = ()
    if row.flight is not None and not asked.shut & WHICH:
        one = recording.aircraft(row.flight)
        minutes = tuple(
            (slot, held_min(recording, asked.pictures[slot], one, asked.time_s))
            for slot in asked.slots()
        )
    how = said(_HOW[row.how]) if row.how else None
    lit = None if asked.shut & _COUNTING else named(recording, row, asked.time_s)
    return Row(written(row.text, row.text_tr), struck, how, minutes, lit, row.picture or "")


def named(recording: Recording, row: BoardRow, time_s: float) -> Bools | None:
    """Return which aircraft in the area one picture holds and another has a name for, bool[A]."""
    if row.picture is None or row.named_by is None:
        return None
    held, other = (columns(recording, one, time_s) for one in (row.picture, row.named_by))
    nameless = np.isin(other.identity, [int(one) for one in NO_ID])
    return np.asarray(held.held & held.inside & other.held & ~nameless, bool)


def held_min(recording: Recording, picture: str, aircraft: int, time_s: float) -> float:
    """Return for how many minutes a picture has held an aircraft until now."""
    tracks, now = recording.folded(picture).tracks, recording.tick(time_s)
    its = tracks.aircraft == aircraft
    lasted = np.minimum(tracks.end[its], now) - tracks.begin[its]
    return float(np.maximum(lasted, 0).sum()) / 60.0
