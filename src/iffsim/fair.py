"""A fair bet: nothing that a picture knows tells the track that is asked about from many others."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from iffsim.base.arrays import Bools, Ints
from iffsim.pictures.picture import HELD
from iffsim.recording import Recording
from iffsim.scenario import Scenario
from iffsim.scenario.teaching import Question

COMPANY = 10
"""So many other tracks have the answer's evidence at every second of a fair bet."""


class Bet(Struct, frozen=True):
    """A question whose answer is an aircraft: which track is it?"""

    question: Question
    picture: str
    """In which it is asked."""
    aircraft: int
    """Index of the aircraft that is the answer."""
    open_s: float
    shut_s: float
    """When it is answered: the next chapter's beginning, or the end."""


def asked_picture(scenario: Scenario, question: Question) -> str:
    """Return the id of the picture in which a question is asked: its own or the first shown."""
    return question.picture or shown_first(scenario, question.at_s)


def shown_first(scenario: Scenario, time_s: float) -> str:
    """Return the id of the first picture that the chapter of a time shows, else the scenario's."""
    shown = [chapter for chapter in scenario.chapters if chapter.at_s <= time_s]
    latest = max(shown, key=lambda chapter: chapter.at_s).pictures if shown else ()
    return next(iter(latest), scenario.pictures[0].id)


def bets(recording: Recording) -> tuple[Bet, ...]:
    """Return the questions whose answer is the aircraft that they ask about, as written."""
    scenario, ids = recording.scenario, recording.world.fleet.ids
    starts = [*sorted(chapter.at_s for chapter in scenario.chapters), recording.duration_s]
    return tuple(
        Bet(
            question,
            asked_picture(scenario, question),
            ids.index(question.aircraft),
            question.at_s,
            next((start for start in starts if start > question.at_s), starts[-1]),
        )
        for question in scenario.questions
        if question.aircraft in ids and question.answer == question.aircraft
    )


def alike(recording: Recording, picture: str, aircraft: int, time_s: float) -> Bools:
    """Return which other tracks of a picture have the same evidence as that of `aircraft` (index)
    at `time_s`, bool[A]; none where it is not held."""
    state = recording.folded(picture).state.all_at(recording.tick(time_s))
    found: Bools = (state == state[aircraft]) & ((state & HELD) != 0)
    found[aircraft] = False
    return found


def company(recording: Recording, bet: Bet) -> Ints:
    """Return how many other tracks have the answer's evidence at each tick at which a bet is open,
    int64[T], -1 where the answer is not held."""
    first, last = recording.tick(bet.open_s), recording.tick(bet.shut_s - 1.0)
    state = recording.folded(bet.picture).state
    found = np.empty(last - first + 1, np.int64)
    for n in range(len(found)):
        now = state.all_at(first + n)
        held = now[bet.aircraft] & HELD
        found[n] = (now == now[bet.aircraft]).sum() - 1 if held else -1
    return found
