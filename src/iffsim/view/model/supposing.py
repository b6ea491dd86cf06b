"""What would change the selected track's name, shown on the map, one change after the other.

Each is an edit of the scenario from its first second on, shown as a drag is: nothing is written
down, and it is gone as soon as it is taken off, or another aircraft is selected.
"""

from __future__ import annotations

from msgspec import Struct

from iffsim import whatif
from iffsim.doctrine import NOT_HELD
from iffsim.recording import Recording
from iffsim.scenario.events import AnyEvent
from iffsim.scene.asked import Shut, View
from iffsim.view.model.asked import closed
from iffsim.view.model.challenge import goal
from iffsim.view.model.state import Offer, Supposed, ViewState
from iffsim.whatif import Change, telling

MOST = 3
"""So many changes are offered, as on a card."""


class Suppose(Struct, frozen=True):
    """Show the pictures as one change would leave them, or, with None, as they are."""

    what: Supposed | None


class Offered(Struct, frozen=True):
    """The changes that can be shown now."""

    offers: tuple[Offer, ...] = ()
    at: int | None = None
    """Which of them is shown."""


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
    if now is not None and now.at + 1 == len(now.offers):
        return Suppose(None)
    return taken(state, recording, 0 if now is None else now.at + 1)


def taken(state: ViewState, recording: Recording, number: int) -> Suppose | None:
    """Return the action that shows one of the changes that are offered, or that takes it off if it
    is shown; None where it is not offered."""
    found = offered(state, recording)
    if state.selected is None or number >= len(found.offers):
        return None
    return Suppose(None if number == found.at else Supposed(state.selected, found.offers, number))


def offered(state: ViewState, recording: Recording) -> Offered:
    """Return the changes that can be shown now: while one is, those that were offered before it."""
    now = supposed(state)
    if now is not None:
        return Offered(now.offers, now.at)
    return Offered(offers(state, recording) if able(state) else ())


def offers(state: ViewState, recording: Recording) -> tuple[Offer, ...]:
    """Return the changes that would give the selected track another name in one of the shown
    pictures, and that can be shown on the map."""
    if state.selected is None:
        return ()
    whys = [recording.why(name, state.selected, state.time_s) for name in state.pictures]
    found: dict[Change, None] = {}
    would: list[dict[Change, int]] = []
    for why in whys:
        some = [one for one in telling(recording, why) if one.able and whatif.edit("", one.change)]
        found.update((one.change, None) for one in some)
        would.append({one.change: int(one.identity) for one in some})
    called = [NOT_HELD if why.identity is None else int(why.identity) for why in whys]
    return tuple(
        Offer(one.name, tuple(new.get(one, old) for new, old in zip(would, called, strict=True)))
        for one in list(found)[:MOST]
    )


def edit(recording: Recording, aircraft: int, change: str) -> AnyEvent | None:
    """Return the edit that makes a change of an aircraft, from the first second on; None where
    there is none."""
    return whatif.edit(recording.world.fleet.ids[aircraft], Change[change])
