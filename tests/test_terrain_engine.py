"""The engine with mountains: held to the scalar reference, and the same in any parts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from oracles.compare import KNIFE_EDGE_RAD
from oracles.recorded import recorded
from oracles.scalar import simulate
from oracles.worlds import SLOW, worlds

from iffsim import bake
from iffsim.base import geo
from iffsim.earth.terrain import Ground, Shadow, shadow_over
from iffsim.truth.world import World


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    """Draw rough ground around the middle of the map, some of it sea."""
    seed = draw(st.integers(0, 2**32 - 1))
    high = draw(st.sampled_from([300.0, 2_000.0, 5_000.0]))
    rough = np.random.default_rng(seed).uniform(-0.4, 1.0, (20, 24)) * high
    return Ground(42.0, 31.0, 0.35, np.pad(np.maximum(rough, 0.0).astype(np.float32), 1))


def with_mountains(world: World, land: Ground) -> World:
    sites = world.sites
    shadows: list[Shadow | None] = [
        shadow_over(land, sites.xyz[:, s], float(sites.height_m[s]), float(sites.range_m[s]))
        if sites.carrier[s] < 0
        else None
        for s in range(len(sites.ids))
    ]
    return replace(world, sites=replace(sites, shadows=tuple(shadows)))


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(worlds(), grounds())
def test_with_mountains_every_picture_at_every_tick_is_the_scalar_references(
    flat: World, land: Ground
) -> None:
    world = with_mountains(flat, land)
    expected, margin = simulate(world)
    assume(margin > KNIFE_EDGE_RAD)
    recording = recorded(world)
    for name, moments in expected.items():
        for tick, moment in enumerate(moments):
            state = recording.picture(name, tick)
            assert state.held.tolist() == [track is not None for track in moment], tick
            sites = [track.sites if track else 0 for track in moment]
            assert state.sites.tolist() == sites, tick


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(worlds(), grounds(), st.integers(1, 3))
def test_mountains_hide_the_same_in_any_parts_of_the_fleet(
    flat: World, land: Ground, part: int
) -> None:
    world = with_mountains(flat, land)
    whole, parts = bake.bake(world), bake.bake(world, part=part)
    for name in ("site", "aircraft", "first", "last"):
        one, other = (getattr(baked.survey.inside, name) for baked in (whole, parts))
        assert one.tolist() == other.tolist()


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(worlds(), grounds(), st.floats(0, 120), st.floats(10, 12_000))
def test_coverage_on_the_map_is_the_flat_one_less_what_mountains_hide(
    flat: World, land: Ground, time_s: float, alt_m: float
) -> None:
    recording = recorded(with_mountains(flat, land))
    for site in range(len(flat.sites.ids)):
        shaded = recording.site_coverage(site, time_s, alt_m)
        circle = recording.site_coverage(site, time_s, alt_m, mountains=False)
        assert shaded.is_valid
        assert shaded.area <= circle.area * 1.001 + 1.0
        assert shaded.difference(circle.buffer(1.5)).area < 1.0


@settings(max_examples=20, deadline=None)
@given(grounds(), st.integers(0, 3_000), st.integers(0, 9_000), st.integers(0, 99))
def test_the_polygon_and_the_look_up_say_the_same(
    land: Ground, height_m: int, alt_m: int, seed: int
) -> None:
    from iffsim.earth import contour

    found = shadow_over(land, geo.xyz(39.0, 35.0), float(height_m), 200_000.0)
    shape = contour.visible(found, 200_000.0, float(alt_m))
    xy = np.random.default_rng(seed).uniform(-200, 200, (2, 4000))
    p = geo.unproject_km(xy)
    near = geo.distance_m(p, found.xyz[:, None]) < 199_000.0
    seen = found.over(p) <= alt_m
    drawn = np.ones(4000, bool) if shape is None else shapely.contains_xy(shape, *xy)
    assert (seen != drawn)[near].mean() < 0.02


@settings(max_examples=20, deadline=None)
@given(grounds(), st.integers(0, 99), st.sampled_from([0.0001, 0.003, 0.02]))
def test_nothing_near_is_hidden_higher_than_the_coarse_answer_says(
    land: Ground, seed: int, swing_rad: float
) -> None:
    found = shadow_over(land, geo.xyz(39.0, 35.0), 500.0, 200_000.0)
    rng = np.random.default_rng(seed)
    p = geo.unproject_km(rng.uniform(-130, 130, (2, 500)))
    most = found.most_near(p, swing_rad)
    way = geo.heading_vector(p, rng.uniform(0, 2 * np.pi, 500))
    q = geo.step(p, way, rng.uniform(0, 1, 500) * swing_rad * geo.EARTH_RADIUS_KM * 1000.0)
    near = geo.distance_m(q, found.xyz[:, None]) < 200_000.0
    assert (found.over(q) <= most + 1e-3)[near].all()
