"""What each shipped scenario teaches, as something that its recording must bear out.

Every lesson is put to twenty seeds of background traffic, never to one lucky sky.
"""

from __future__ import annotations

from collections.abc import Callable

from iffsim import Recording
from iffsim.doctrine import Identity


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


LESSONS: dict[str, Callable[[Recording], None]] = {
    "local-bubble": local_bubble,
}
