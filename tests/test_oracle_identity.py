"""The engine held to the plain scalar reference, on random worlds, bit for bit."""

from hypothesis import assume, given, settings
from oracles.recorded import recorded
from oracles.scalar import Held, simulate
from oracles.worlds import SLOW, worlds

from iffsim.base.steps import NEVER
from iffsim.doctrine import NOT_HELD
from iffsim.truth.world import World

KNIFE_EDGE_RAD = 1e-6
NOTHING = Held(NEVER, NEVER, 0, NOT_HELD, 0)


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(worlds())
def test_every_picture_at_every_tick_is_the_scalar_references(world: World) -> None:
    expected, margin = simulate(world)
    assume(margin > KNIFE_EDGE_RAD)
    recording = recorded(world)
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
