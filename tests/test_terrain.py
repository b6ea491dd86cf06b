"""Mountains: held to a plain walk along the ray, and to cases that a map settles."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import shapely
import shapely.affinity
from oracles.sight import Land, sees

from iffsim.base import assets, geo
from iffsim.earth import contour, coverage, relief, terrain

ARARAT = (39.70, 44.30)


@pytest.fixture(scope="module")
def land() -> Land:
    with np.load(assets.path("terrain", "terrain.npz")) as file:
        return Land(
            float(file["lat_north"]), float(file["lon_west"]), float(file["cell_deg"]),
            file["mean_m"].tolist(), file["max_m"].tolist(),
        )  # fmt: skip


def shadow(lat: float, lon: float, height_m: float, range_m: float = 350_000.0) -> terrain.Shadow:
    return terrain.shadow(geo.xyz(lat, lon), height_m, range_m)


def lowest(found: terrain.Shadow, lat: float, lon: float) -> float:
    return float(found.over(geo.xyz(lat, lon)[:, None])[0])


def test_a_plain_walk_along_the_ray_agrees_in_more_than_995_of_1000_random_pairs(
    land: Land,
) -> None:
    draw, wrong, pairs, hidden = random.Random(7), [], 0, 0
    for _ in range(30):
        lat, lon = draw.uniform(36.5, 41.0), draw.uniform(27.0, 44.0)
        height = land.at(lat, lon) + 30.0
        found = shadow(lat, lon, height)
        site = geo.xyz(lat, lon)[:, None]
        for _ in range(50):
            way, far = draw.uniform(0, 6.2832), 350_000.0 * draw.random() ** 0.5
            p = geo.step(site, geo.heading_vector(site, way), far)
            place = [float(part[0]) for part in geo.lat_lon(p)]
            alt = draw.uniform(0, 12_000)
            seen = alt >= float(found.over(p)[0])
            walked = sees(land, (lat, lon, height), (place[0], place[1], alt))
            pairs, hidden = pairs + 1, hidden + (not walked)
            if seen != walked:
                wrong.append((found, p, alt))
    assert 0.2 < hidden / pairs < 0.8
    assert len(wrong) / pairs < 0.005
    assert all(at_an_edge(*case) for case in wrong)


def at_an_edge(found: terrain.Shadow, p: np.ndarray, alt_m: float) -> bool:
    """Return whether within one grid cell both answers, visible and hidden, are to be had."""
    around = geo.step(
        np.repeat(p, 32, axis=1),
        geo.heading_vector(np.repeat(p, 32, axis=1), np.arange(32) * np.pi / 16),
        np.tile([500.0, 1500.0], 16),
    )
    low = found.over(np.concatenate([around, p], axis=1))
    return bool((low - 100.0 <= alt_m).any() and (low + 100.0 >= alt_m).any())


def test_ararat_hides_what_is_behind_it() -> None:
    south_west = (39.50, 44.08)  # 30 km from the summit
    behind = (39.95, 44.60)  # in the plain beyond
    found = shadow(*south_west, 2_090.0)
    levelled = terrain.ground()
    rows, columns = np.indices(levelled.height_m.shape)
    lat = levelled.north_deg - (rows - 0.5) * levelled.cell_deg
    lon = levelled.west_deg + (columns - 0.5) * levelled.cell_deg
    massif = np.hypot(lat - ARARAT[0], (lon - ARARAT[1]) * 0.77) < 0.2
    plain = replace(levelled, height_m=np.where(massif, np.float32(1_500.0), levelled.height_m))
    without = terrain.shadow_over(plain, geo.xyz(*south_west), 2_090.0, 350_000.0)
    assert lowest(found, *behind) > 6_000.0
    assert lowest(without, *behind) < 2_000.0


def test_the_summits_stand_where_the_map_has_them() -> None:
    summits = np.array([ARARAT, (38.53, 35.45), (38.62, 42.22)]).T
    heights = terrain.ground().at(*summits)
    assert (heights > [3_500.0, 2_800.0, 2_000.0]).all()
    assert (heights < [5_137.0, 3_917.0, 4_058.0]).all()


def test_over_the_sea_nothing_changes() -> None:
    found = shadow(34.2, 30.5, 30.0, 80_000.0)
    assert found.highest_m == terrain.FLAT_M
    assert contour.visible(found, 80_000.0, 10.0) is None


def test_from_the_coast_the_sea_is_as_open_as_without_mountains() -> None:
    found = shadow(41.00, 39.90, 60.0, 250_000.0)  # east of Trabzon, where the coast runs east
    site = geo.xyz(41.00, 39.90)
    for alt_m in (50.0, 500.0, 5_000.0):
        reach = coverage.reach_m(250_000.0, 60.0, alt_m)
        shaded = contour.visible(found, reach, alt_m)
        circle = coverage.polygon(site, reach)
        x, y = geo.project_km(site)
        north = shapely.box(x - 30, y + 25, x + 30, y + 400)
        assert shaded is not None
        assert shaded.area < 0.8 * circle.area
        changed = shaded.symmetric_difference(circle).intersection(north)
        assert changed.area < 0.01 * north.intersection(circle).area


def test_the_higher_the_more_is_seen() -> None:
    found = shadow(39.9, 32.3, 1_050.0, 250_000.0)
    shapes = [contour.visible(found, 250_000.0, alt) for alt in (1_500, 3_000, 6_000, 9_000)]
    areas = [shape.area for shape in shapes if shape is not None]
    assert len(areas) == 4
    assert areas == sorted(areas)
    for low, high in pairwise(shapes):
        assert low.difference(high.buffer(1.0)).area < 0.001 * high.area


def test_where_the_azimuths_begin_the_shape_has_no_seam() -> None:
    """The same ground turned about the site gives the same shape turned: no azimuth is special."""
    turns, step_m, alt_m, reach = 360, 1_000.0, 3_000.0, 90_000.0
    lowest = np.full((turns, 101), terrain.FLAT_M, np.float32)
    lowest[170:191, 40:] = 6_000.0  # twenty-one degrees about the south, hidden from 40 km on
    lowest[300, 60:] = 6_000.0
    site = geo.xyz(39.0, 35.0)

    def seen(first: int) -> Any:
        turned = np.roll(lowest, first, axis=0)
        ring = np.concatenate([turned, turned[:1]])
        return contour.visible(terrain.Shadow(site, 100.0, step_m, ring), reach, alt_m)

    x, y = geo.project_km(site)
    straight = seen(0)
    for first in (180, 179, 181, 60, 100):  # across north, beside it, and elsewhere
        back = shapely.affinity.rotate(seen(first), first, origin=(float(x), float(y)))
        assert back.symmetric_difference(straight).area < 1e-9 * straight.area, first
        assert len(shapely.get_parts(back)) == len(shapely.get_parts(straight)), first


def test_a_shadow_is_computed_once_for_each_site() -> None:
    assert shadow(39.0, 35.0, 1_000.0) is shadow(39.0, 35.0, 1_000.0)
    assert shadow(39.0, 35.0, 1_000.0) is not shadow(39.0, 35.0, 1_200.0)


def test_ground_outside_the_data_is_sea() -> None:
    assert terrain.ground().at(np.array([60.0, 39.0]), np.array([35.0, 90.0])).tolist() == [0, 0]


def test_relief_is_level_at_sea_and_lit_from_the_north_west() -> None:
    shade = relief.shade()
    west, _, _, north = relief.FRAME_KM
    places = np.array([(43.0, 33.0), (34.0, 29.0), (38.53, 35.45)]).T  # the last: Erciyes, a cone
    here = geo.project_km(geo.xyz(*places)).T
    column = ((here[:, 0] - west) / relief.PIXEL_KM).astype(int)
    row = ((north - here[:, 1]) / relief.PIXEL_KM).astype(int)
    assert shade[row[:2], column[:2]].tolist() == [0.0, 0.0]
    lit, dark = shade[row[2] - 2, column[2] - 2], shade[row[2] + 2, column[2] + 2]
    assert lit > 0.0 > dark
    assert np.abs(shade).max() <= 1.0
