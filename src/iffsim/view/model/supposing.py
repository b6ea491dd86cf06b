"""What would change the selected track's name, shown on the map, one change after the other.

Each is an edit of the scenario from its first second on, shown as a drag is: nothing is written
down, and it is gone as soon as it is taken off, or another aircraft is selected.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from iffsim import whatif
from iffsim.recording import Recording
from iffsim.scenario.events import AnyEvent
from iffsim.scene.asked import Shut, View
from iffsim.view.model.asked import closed
from iffsim.view.model.challenge import goal
from iffsim.view.model.state import Supposed, ViewState
from iffsim.whatif import Change, telling

MOST = 3
"""So many changes are offered, as on a card."""


class Suppose(Struct, frozen=True):
    """Show the pictures as one change would leave them, or, with None, as they are."""

    what: Supposed | None


def supposed(state: ViewState) -> Supposed | None:
    """Return what is supposed now; None as soon as its aircraft is not selected, or cards are
    shut."""
    now = state.supposed
    if now is None or now.aircraft != state.selected or not able(state):
        return None
    return now


def able(state: ViewState) -> bool:
    """Return whether a change can be shown: a track is selected, and its card may be read."""
    looks = state.view not in (View.TRUTH, View.DIFFERENCE)
    compared = state.console is not None and state.console.against is not None
    free = not compared and goal(state) is None and state.hold is None
    return state.selected is not None and looks and free and not _shut(state)


def _shut(state: ViewState) -> bool:
    return Shut.CARDS in closed(state).things


def following(state: ViewState, recording: Recording) -> Suppose | None:
    """Return the action that shows the next change, after the last one none; None where nothing
    that can be shown would change the name."""
    now = supposed(state)
    if now is not None:
        there = now.at + 1
        return Suppose(replace(now, at=there) if there < len(now.changes) else None)
    found = changes(state, recording)
    if not found or state.selected is None:
        return None
    return Suppose(Supposed(state.selected, found, 0))


def changes(state: ViewState, recording: Recording) -> tuple[str, ...]:
    """Return the names of the changes that would give the selected track another name in one of
    the shown pictures, and that can be shown on the map."""
    found: dict[str, None] = {}
    row = state.selected
    if row is None:
        return ()
    for picture in state.pictures:
        for one in telling(recording, recording.why(picture, row, state.time_s)):
            if one.able and edit(recording, row, one.change.name) is not None:
                found[one.change.name] = None
    return tuple(found)[:MOST]


def edit(recording: Recording, aircraft: int, change: str) -> AnyEvent | None:
    """Return the edit that makes a change of an aircraft, from the first second on; None where
    there is none."""
    return whatif.edit(recording.world.fleet.ids[aircraft], Change[change])
