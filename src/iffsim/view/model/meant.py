"""Which tracks a word means: pointing at a word lights them, pointing at a track lights the words.

What only truth knows (allies, airliners, the intruder) lights nothing while a bet is open, and the
intruder never before it is revealed.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.pictures.score import CORRECT, NO_ID
from iffsim.recording import Recording
from iffsim.view.model.pace import choosing
from iffsim.view.model.state import ViewState
from iffsim.view.model.topics import Topic

Bools = npt.NDArray[np.bool_]


IDENTITIES = {
    Topic.FRIEND: (Identity.FRIEND, Identity.ASSUMED_FRIEND),
    Topic.HOSTILE: (Identity.HOSTILE, Identity.SUSPECT),
    Topic.NEUTRAL: (Identity.NEUTRAL,),
    Topic.UNKNOWN: (Identity.UNKNOWN, Identity.PENDING),
}
TRUTHS = {
    Topic.OWN: Allegiance.OWN,
    Topic.ALLIES: Allegiance.ALLIED,
    Topic.AIRLINERS: Allegiance.NEUTRAL,
    Topic.INTRUDER: Allegiance.INTRUDER,
}
COUNTED = (Topic.HELD, Topic.CORRECT, Topic.LEFT_UNKNOWN, Topic.NEEDLE, Topic.LOST_FRIENDS)
"""Those that the scores count: only aircraft in the area of interest."""


def told(state: ViewState, topic: Topic) -> bool:
    """Return whether a topic may be shown now, or would give a bet away."""
    if topic is Topic.INTRUDER:
        return all(bet.reveal_s <= state.time_s + 1e-6 for bet in state.show.bets)
    by_truth = topic in TRUTHS or topic in (Topic.CORRECT, Topic.LOST_FRIENDS)
    return not (by_truth and choosing(state))


def members(recording: Recording, state: ViewState, picture: str, topic: Topic) -> Bools:
    """Return which aircraft a word means in a picture now, bool[A]."""
    return np.asarray(np.stack(_meant(recording, state, picture, topic)).all(axis=0), bool)


def _meant(recording: Recording, state: ViewState, picture: str, topic: Topic) -> tuple[Bools, ...]:
    """Return columns bool[A]: the aircraft are meant for which all of them hold."""
    time_s, whose = state.time_s, recording.world.fleet.allegiance
    shown, flying = recording.picture(picture, time_s), recording.truth(time_s).alive
    held = shown.held & (shown.identity != NOT_HELD)
    if not told(state, topic):
        return (np.zeros_like(held),)
    if topic in IDENTITIES:
        return held, _named(shown.identity, IDENTITIES[topic])
    if topic is Topic.NOT_HELD:
        return flying, ~held
    if topic in TRUTHS:
        return flying, whose == TRUTHS[topic]
    inside, nameless = recording.in_area(time_s), _named(shown.identity, tuple(NO_ID))
    match topic:
        case Topic.CORRECT:
            return held, inside, _right(shown.identity, whose)
        case Topic.LEFT_UNKNOWN:
            return held, inside, nameless
        case Topic.LOST_FRIENDS:
            return held, inside, nameless, whose <= Allegiance.ALLIED
        case Topic.NEEDLE:
            needle = held & inside & (whose == Allegiance.INTRUDER)
            return held, inside, _alike(shown.identity, needle)
        case _:
            return held, inside


def about(
    recording: Recording, state: ViewState, aircraft: int, topics: tuple[Topic, ...] = tuple(Topic)
) -> frozenset[Topic]:
    """Return the topics that mean an aircraft in any picture shown."""
    return frozenset(
        topic
        for topic in topics
        if any(members(recording, state, one, topic)[aircraft] for one in state.pictures)
    )


def _named(identity: npt.NDArray[np.uint8], names: tuple[Identity, ...]) -> Bools:
    found: Bools = np.isin(identity, names)
    return found


def _right(identity: npt.NDArray[np.uint8], allegiance: npt.NDArray[np.uint8]) -> Bools:
    found = np.zeros(len(identity), bool)
    for whose, names in CORRECT.items():
        found |= (allegiance == whose) & _named(identity, tuple(names))
    return found


def _alike(identity: npt.NDArray[np.uint8], needle: Bools) -> Bools:
    """Return which wear the same label as the needle."""
    found: Bools = np.isin(identity, identity[needle])
    return found
