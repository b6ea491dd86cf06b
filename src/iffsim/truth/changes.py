"""What a scenario's events change on the way: replies, plans, sites, as `Steps`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from iffsim.base.arrays import Array, Bools
from iffsim.base.steps import Steps
from iffsim.base.units import TICK_S
from iffsim.doctrine import RIGHT, Credential, known, wrong
from iffsim.scenario.events import (
    AnyEvent,
    NewCredentials,
    PlanDropped,
    PlanFiled,
    SwapReplies,
    TransponderOff,
    TransponderOn,
    UnswapReplies,
)

Change = tuple[int, int, int]
"""Row, tick, value."""


def in_order(events: Sequence[AnyEvent]) -> list[AnyEvent]:
    """Return events by time; those of one time as they were written."""
    return sorted(events, key=lambda event: event.at_s)


def replies(
    bits: npt.NDArray[np.uint8],
    on: Bools,
    events: Sequence[AnyEvent],
    row: Callable[[str], int],
) -> Steps:
    """Return in which `Credential` bits each aircraft's position answers, uint8[A], over time.

    A swap makes each of two aircraft be heard with the other's replies: right reply, wrong track.
    """
    carried, working, partner = dict[int, int](), dict[int, bool](), dict[int, int]()
    changes: list[Change] = []

    def emitted(one: int) -> int:
        return carried.get(one, int(bits[one])) if working.get(one, bool(on[one])) else 0

    for event in in_order(events):
        if isinstance(event, NewCredentials):
            one = row(event.flight)
            carried[one] = reply_bits(event.credentials, int(bits[one]))
        touched = _apply(event, row, working, partner)
        for one in touched | {partner.get(one, one) for one in touched}:
            changes.append((one, whole_tick(event.at_s), emitted(partner.get(one, one))))
    return steps(np.where(on, bits, 0).astype(np.uint8), changes)


def _apply(
    event: AnyEvent,
    row: Callable[[str], int],
    working: dict[int, bool],
    partner: dict[int, int],
) -> set[int]:
    """Put one event into the tables and return the aircraft that it touches."""
    if isinstance(event, TransponderOff | TransponderOn):
        one = row(event.flight)
        working[one] = isinstance(event, TransponderOn)
        return {one}
    if isinstance(event, NewCredentials):
        return {row(event.flight)}
    if isinstance(event, SwapReplies | UnswapReplies):
        a, b = (row(name) for name in event.flights)
        touched = {a, b, partner.get(a, a), partner.get(b, b)}
        for one in touched:
            partner.pop(one, None)
        if isinstance(event, SwapReplies):
            partner[a], partner[b] = b, a
        return touched
    return set()


def plans(plan: Bools, events: Sequence[AnyEvent], row: Callable[[str], int]) -> Steps:
    """Return whether each aircraft flies a filed plan, bool[A], over time."""
    changes = [
        (row(event.flight), whole_tick(event.at_s), isinstance(event, PlanFiled))
        for event in in_order(events)
        if isinstance(event, PlanFiled | PlanDropped)
    ]
    return steps(plan, changes)


def credential_bits(names: Sequence[str]) -> int:
    """Return the `Credential` bits of names such as "national"."""
    return sum(Credential[name.upper()] for name in dict.fromkeys(names))


def reply_bits(names: Sequence[str], usual: int) -> int:
    """Return in which `Credential` bits a transponder answers that is given `names`.

    "wrong" stands for wrong codes in those credentials that it would usually know (in all, if it
    knows none) and that are not named beside it.
    """
    right = credential_bits([name for name in names if name != "wrong"])
    return right | wrong((known(usual) or RIGHT) & ~right) if "wrong" in names else right


def whole_tick(time_s: float) -> int:
    """Return the whole tick nearest to `time_s`."""
    return round(time_s / TICK_S)


def steps(initial: Array, changes: Sequence[Change]) -> Steps:
    """Return steps from `initial` [rows]; of changes at one row and tick the last given wins."""
    row, tick, value = np.array(changes, np.int64).reshape(-1, 3).T
    return Steps.build(initial, row, tick, value)
