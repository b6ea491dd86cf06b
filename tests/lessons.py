"""What each shipped scenario teaches, as something that its recording must bear out.

Every lesson is put to twenty seeds of background traffic, never to one lucky sky.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from iffsim import Recording
from iffsim.doctrine import Allegiance, Identity


def minute(minutes: float) -> float:
    """Return seconds."""
    return 60.0 * minutes


def label(recording: Recording, picture: str, aircraft: str, time_s: float) -> str | None:
    """Return what a picture calls an aircraft, e.g. "FRIEND"; None where it is not held."""
    state, row = recording.picture(picture, time_s), recording.aircraft(aircraft)
    return Identity(int(state.identity[row])).name if state.held[row] else None


def local_bubble(recording: Recording) -> None:
    reveal = minute(11)
    alone, linked = (recording.score_at(p, reveal) for p in ("standalone", "linked"))
    assert alone.needle is not None
    assert alone.needle >= 20
    assert linked.needle == 1
    assert linked.no_id == 1
    assert linked.wrong == linked.unidentified_friends == linked.unidentified_airliners == 0
    assert alone.unidentified_friends >= 5
    assert alone.unidentified_airliners >= 15
    cut, swapped = minute(32), minute(40)
    assert (
        recording.score_at("linked", cut).tracked == recording.score_at("standalone", cut).tracked
    )
    assert label(recording, "linked", "STRANGER", swapped) == "FRIEND"
    assert label(recording, "standalone", "STRANGER", swapped) == "UNKNOWN"


def ladder(recording: Recording) -> None:
    rungs = ("isolated", "standalone", "network", "linked")
    at = {rung: recording.score_at(rung, minute(8)) for rung in rungs}
    assert at["isolated"].tracked == at["isolated"].no_id == at["standalone"].tracked
    assert at["network"].tracked > at["standalone"].tracked
    assert at["network"].no_id > at["standalone"].no_id, "more radars make more unknowns"
    assert at["linked"].no_id == at["linked"].needle == 1
    named = [recording.scorecard(rung).correct_share or 0.0 for rung in rungs]
    assert named == sorted(set(named)), "each rung names more than the one below"


def incirlik(recording: Recording) -> None:
    allies = recording.world.fleet.allegiance == Allegiance.ALLIED
    held = False
    for tick in range(0, recording.world.ticks + 1, 5):
        state = recording.picture("standalone", tick)
        assert (state.identity[state.held & allies] == Identity.UNKNOWN).all()
        held |= bool((state.held & allies).sum() >= 5)
    assert held
    assert recording.scorecard("standalone").unidentified_friend_min >= 60
    assert recording.scorecard("linked").unidentified_friend_min < 1
    assert label(recording, "linked", "ALLY1", minute(4)) == "FRIEND"


def needle(recording: Recording) -> None:
    alone, linked = recording.scorecard("standalone"), recording.scorecard("linked")
    assert alone.needle_median is not None
    assert alone.needle_median >= 15
    assert linked.needle_median == 1
    stranger = recording.aircraft("STRANGER")
    motion = recording.truth(minute(6))
    civil = np.array([name.startswith("civil-") for name in recording.world.fleet.ids])
    level = civil & motion.alive & (motion.alt_m > 8500)
    lowest, highest = motion.alt_m[level].min(), motion.alt_m[level].max()
    assert lowest <= motion.alt_m[stranger] <= highest, "it flies at an airliner's height"


LESSONS: dict[str, Callable[[Recording], None]] = {
    "local-bubble": local_bubble,
    "ladder": ladder,
    "incirlik": incirlik,
    "needle": needle,
}
