"""The map against outside references: areas against pyproj, positions against the airport list."""

from __future__ import annotations

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import Point

from iffsim.base import assets, geo
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.earth import geography
from iffsim.earth.catalogue import airports, places

SPHERE = Geod(a=EARTH_RADIUS_M, b=EARTH_RADIUS_M)


def unprojected() -> dict[str, shapely.Geometry]:
    whole = shapely.from_wkb(assets.path("map", "map.wkb").read_bytes())
    return dict(zip(geography.countries(), shapely.get_parts(whole), strict=False))


@pytest.mark.parametrize("name", geography.countries())
def test_areas_agree_with_geodesic_areas_on_the_same_sphere(name: str) -> None:
    expected_m2, _ = SPHERE.geometry_area_perimeter(shapely.orient_polygons(unprojected()[name]))
    assert geography.countries()[name].area * 1e6 == pytest.approx(expected_m2, rel=1e-3)


def test_the_area_of_turkiye_is_the_published_one() -> None:
    assert geography.turkey().area == pytest.approx(783_562, rel=0.01)  # km2, lakes included


def test_every_turkish_airport_lies_in_turkiye() -> None:
    rows = [row for row in airports().values() if row.country == "TR"]
    assert len(rows) == 88
    land = geography.turkey()
    off = {
        r.icao: land.distance(Point(geo.project_km(geo.xyz(r.lat_deg, r.lon_deg)))) for r in rows
    }
    assert {code: km for code, km in off.items() if km > 2.0} == {}


def test_airports_of_other_countries_do_not() -> None:
    land = geography.turkey()
    rows = [row for row in airports().values() if row.country != "TR"]
    points = geo.project_km(geo.xyz([r.lat_deg for r in rows], [r.lon_deg for r in rows]))
    assert not shapely.contains_xy(land, points[0], points[1]).any()


def test_neighbours_meet_without_overlap() -> None:
    shapes = list(geography.countries().values())
    assert shapely.coverage_is_valid(shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(geography.land().area, rel=1e-9)


def test_every_shape_is_valid() -> None:
    shapes = [*geography.countries().values(), geography.land(), geography.lakes()]
    assert shapely.is_valid(shapes).all()


def test_coast_and_borders_go_through_points_of_countries_only() -> None:
    points = set(map(tuple, shapely.get_coordinates(list(geography.countries().values()))))
    for lines in (geography.coast(), geography.borders()):
        assert set(map(tuple, shapely.get_coordinates(lines))) <= points


def test_borders_run_inside_the_land_and_the_coast_around_it() -> None:
    outline = shapely.boundary(geography.land()).buffer(1e-6)
    assert shapely.difference(geography.coast(), outline).length < 1e-3
    assert shapely.intersection(geography.borders(), outline).length < 1e-3


def test_turkiye_is_outlined_all_round_by_coast_and_borders() -> None:
    lines = shapely.union_all([geography.coast(), geography.borders()]).buffer(1e-6)
    assert shapely.difference(shapely.boundary(geography.turkey()), lines).length < 1e-3


def test_cyprus_is_one_island_with_no_line_inside() -> None:
    cyprus = geography.countries()["Cyprus"]
    assert len(shapely.get_parts(cyprus)) == 1
    assert geography.borders().distance(cyprus) > 50
    assert cyprus.area == pytest.approx(9_251, rel=0.02)  # km2, the whole island
    assert not {"N. Cyprus", "Akrotiri", "Dhekelia"} & set(geography.countries())


def test_crimea_is_in_no_country_and_has_no_border_line() -> None:
    crimea = geography.countries()["Crimea"]
    for name in ("Russia", "Ukraine"):
        assert shapely.intersection(crimea, geography.countries()[name]).area < 1e-6
    assert geography.borders().distance(crimea) > 50
    assert "Crimea" not in places()


def test_names_are_todays() -> None:
    assert {"Türkiye", "North Macedonia"} <= set(geography.countries())
    assert not {"Turkey", "Macedonia"} & set(geography.countries())


def test_lake_van_is_a_lake_inside_turkiye() -> None:
    van = Point(geo.project_km(geo.xyz(38.62, 42.95)))
    assert geography.lakes().contains(van)
    assert geography.turkey().contains(van)
