"""The needle as a haystack: a straw for each track that looks like the one asked for."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from iffsim.pictures.score import NO_ID
from iffsim.recording import Recording
from iffsim.scene import topics
from iffsim.scene.topics import NEEDLE_LABELS
from iffsim.story.telling import Bet, Story


class Straw(Struct, frozen=True):
    """A track that looks like the one asked for in the picture in which it is asked."""

    aircraft: int
    identity: int
    """What the linked picture calls it, once that may be seen; until then, what it is called where
    it is asked."""
    named: bool
    """Whether it has a name by now: it is hay."""


def on_show(story: Story, time_s: float) -> Bet | None:
    """Return the bet whose haystack is shown: while it is open, while its answer is awaited and
    shown."""
    return story.open_bet(time_s) or next(
        (bet for bet in story.bets if bet.reveal_s <= time_s + 1e-6 < bet.close_s), None
    )


def straws(
    recording: Recording, bet: Bet, time_s: float, beside: str | None = None
) -> tuple[Straw, ...]:
    """Return the haystack at a time, by track number; `beside` is the id of the picture whose
    names thin it out, None while nothing may."""
    found = topics.columns(recording, bet.picture, time_s)
    label = next(
        (one for one in NEEDLE_LABELS if found.identity[bet.aircraft] in one), NEEDLE_LABELS[0]
    )
    rows = np.flatnonzero(found.held & found.inside & np.isin(found.identity, label))
    rows = rows[np.argsort(recording.numbers(bet.picture)[rows], kind="stable")]
    names = found.identity if beside is None else recording.picture(beside, time_s).identity
    return tuple(
        Straw(row, int(names[row]), beside is not None and int(names[row]) not in NO_ID)
        for row in rows.tolist()
    )
