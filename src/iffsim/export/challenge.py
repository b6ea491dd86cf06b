"""The challenge at the story's end, played out before the page is written: the page has no model.

Each set of moves that the challenge allows is an edit of the scenario from its first second on; the
needle is what the engine counts, read when the bet was asked and drawn over the whole run.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from iffsim import bake
from iffsim.base.errors import BadInput
from iffsim.classroom import edits
from iffsim.classroom.edits import FOUR, AnyEdit, MoreSites
from iffsim.export.pack import Packed
from iffsim.recording import Recording
from iffsim.scenario import events
from iffsim.story.telling import Story

EVERY_S = 60.0
"""How far apart the points of the needle's line are."""
LINK, CODES, MORE = "link", "codes", "four"
MOVES = (LINK, CODES, MORE)
_START = "00:00:00"


def challenge(recording: Recording, told: Story) -> Packed | None:
    """Return the challenge of a story with the needle after every set of moves; None without
    one."""
    chapter = next((one for one in told.chapters if one.challenge), None)
    if chapter is None or chapter.challenge is None:
        return None
    goal = chapter.challenge
    linked = _linked(recording, goal.picture)
    moves = [move for move in MOVES if move != LINK or linked]
    sets = [chosen for size in range(goal.moves + 1) for chosen in combinations(moves, size)]
    read_s = next((bet.reveal_s - 1 for bet in told.bets), chapter.start_s)
    after = {
        "+".join(chosen): _played(recording, linked if LINK in chosen else goal.picture, chosen,
                                  read_s)
        for chosen in sets
    }  # fmt: skip
    return {
        "read_s": read_s,
        "every_s": EVERY_S,
        "offered": [move for move in moves if after[move] is not None],
        "after": {name: found for name, found in after.items() if found is not None},
    }


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


def _played(
    recording: Recording, picture: str, chosen: tuple[str, ...], read_s: float
) -> Packed | None:
    """Return among how many tracks of a picture the intruder hides after some moves, and its line
    over the run (None: it is not held); None where the moves do not fit the scenario."""
    made = list[AnyEdit]()
    if CODES in chosen:
        made.append(events.NewDoctrine(at=_START, picture=picture, doctrine="none"))
    if MORE in chosen:
        made.append(MoreSites(at=_START, places=FOUR))
    try:
        edited = edits.fitting(recording.scenario, made) if made else None
    except BadInput:
        return None
    played = recording if edited is None else bake.revise(recording, edited, 0.0)
    times = np.arange(0.0, recording.duration_s, EVERY_S).tolist()
    return {
        "needle": played.score_at(picture, read_s).needle,
        "line": [played.score_at(picture, time_s).needle for time_s in times],
    }
