"""The engine held to the plain scalar reference, on random worlds, bit for bit."""

from hypothesis import assume, given, settings
from oracles.compare import KNIFE_EDGE_RAD, agree
from oracles.recorded import recorded
from oracles.scalar import simulate
from oracles.worlds import SLOW, worlds

from iffsim.truth.world import World


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(worlds())
def test_every_picture_at_every_tick_is_the_scalar_references(world: World) -> None:
    expected, margin = simulate(world)
    assume(margin > KNIFE_EDGE_RAD)
    agree(recorded(world), expected)
