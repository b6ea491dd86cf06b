"""A recording held to what the scalar reference says, tick by tick, bit for bit."""

from __future__ import annotations

from iffsim.base.steps import NEVER
from iffsim.doctrine import NOT_HELD
from iffsim.recording import Recording
from oracles.scalar import Held, Moments

KNIFE_EDGE_RAD = 1e-6
NOTHING = Held(NEVER, NEVER, 0, NOT_HELD, 0)


def agree(recording: Recording, expected: dict[str, Moments]) -> None:
    """Assert that every picture holds at every tick what is expected."""
    for name, moments in expected.items():
        for tick, moment in enumerate(moments):
            state = recording.picture(name, tick)
            assert state.held.tolist() == [track is not None for track in moment], tick
            tracks = [track or NOTHING for track in moment]
            assert state.seen_tick.tolist() == [track.seen for track in tracks], tick
            assert state.evidence.tolist() == [track.evidence for track in tracks], tick
            assert state.identity.tolist() == [track.identity for track in tracks], tick
            assert state.since_tick.tolist() == [track.since for track in tracks], tick
            assert state.sites.tolist() == [track.sites for track in tracks], tick
