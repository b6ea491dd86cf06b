"""The sphere and its projection, held to pyproj (GeographicLib's geodesics, PROJ's LAEA)."""

import numpy as np
import pyproj
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from iffsim.base import geo
from iffsim.base.units import EARTH_RADIUS_M

SPHERE = pyproj.Geod(a=EARTH_RADIUS_M, b=EARTH_RADIUS_M)
LAEA = pyproj.Proj(proj="laea", lat_0=39, lon_0=35, R=EARTH_RADIUS_M, units="m")

LAT = st.floats(-85, 85)
LON = st.floats(-180, 180)
NEAR_LAT = st.floats(30, 48)
NEAR_LON = st.floats(20, 50)


def apart_rad(a: object, b: object) -> float:
    """Return the largest difference of two angles, whole turns aside."""
    difference = np.asarray(a, float) - np.asarray(b, float)
    return float(np.abs((difference + np.pi) % (2 * np.pi) - np.pi).max())


@given(LAT, LON)
def test_a_unit_vector_turns_back_into_its_latitude_and_longitude(lat: float, lon: float) -> None:
    p = geo.xyz(lat, lon)
    back = geo.lat_lon(p * 7.0)
    assert np.isclose(np.linalg.norm(p), 1.0, atol=1e-15)
    assert abs(back[0] - lat) < 1e-12
    assert apart_rad(np.radians(back[1]), np.radians(lon)) < 1e-12


@given(LAT, LON, LAT, LON)
def test_distances_are_geographiclibs_within_a_metre(
    lat0: float, lon0: float, lat1: float, lon1: float
) -> None:
    expected = SPHERE.inv(lon0, lat0, lon1, lat1)[2]
    assert abs(geo.distance_m(geo.xyz(lat0, lon0), geo.xyz(lat1, lon1)) - expected) < 1.0


@given(LAT, LON, st.floats(0.001, 50.0))
def test_tiny_distances_keep_their_precision(lat: float, lon: float, distance: float) -> None:
    p = geo.xyz(lat, lon)
    q = geo.step(p, geo.heading_vector(p, 1.0), distance)
    assert abs(float(geo.distance_m(p, q)) - distance) < 1e-8


@given(LAT, LON, st.floats(0, 2 * np.pi), st.floats(1.0, 5e6))
def test_a_step_along_a_course_lands_where_geographiclib_lands(
    lat: float, lon: float, course: float, distance: float
) -> None:
    p = geo.xyz(lat, lon)
    tangent = geo.heading_vector(p, course)
    lon1, lat1, back = SPHERE.fwd(lon, lat, np.degrees(course), distance)
    q = geo.step(p, tangent, distance)
    assert geo.distance_m(q, geo.xyz(lat1, lon1)) < 1e-6
    assert apart_rad(geo.course_rad(p, tangent), course) < 1e-9
    onward = np.cross(np.cross(p, tangent), q)
    if abs(lat1) < 85:
        assert apart_rad(geo.course_rad(q, onward), np.radians(back + 180)) < 1e-6


def test_a_point_that_does_not_move_has_course_zero() -> None:
    assert geo.course_rad(geo.xyz(39, 35), np.zeros(3)) == 0.0


@given(NEAR_LAT, NEAR_LON)
def test_the_projection_is_projs_equal_area_one(lat: float, lon: float) -> None:
    expected_km = np.array(LAEA(lon, lat)) / 1000
    assert np.abs(geo.project_km(geo.xyz(lat, lon)) - expected_km).max() < 1e-6


@given(LAT, LON)
def test_projecting_and_back_is_the_same_point(lat: float, lon: float) -> None:
    p = geo.xyz(lat, lon)
    if geo.angle(p, geo.xyz(*geo.CENTRE_DEG)) < 3.0:
        assert geo.distance_m(geo.unproject_km(geo.project_km(p)), p) < 1e-3


def test_many_points_project_as_each_alone() -> None:
    lat, lon = np.meshgrid(np.linspace(34, 44, 5), np.linspace(24, 46, 7))
    many = geo.project_km(geo.xyz(lat, lon))
    one = [geo.project_km(geo.xyz(a, b)) for a, b in zip(lat.ravel(), lon.ravel(), strict=True)]
    assert np.array_equal(many.reshape(2, -1), np.array(one).T)
    back = geo.unproject_km(many)
    assert np.allclose(back, geo.xyz(lat, lon), atol=1e-14)


@settings(max_examples=25)
@given(NEAR_LAT, NEAR_LON, st.floats(5_000, 400_000))
def test_a_circle_keeps_its_radius_and_its_spherical_area(
    lat: float, lon: float, radius: float
) -> None:
    centre = geo.xyz(lat, lon)
    ring = geo.circle(centre, radius, 3600)
    lats, lons = geo.lat_lon(ring)
    distances = SPHERE.inv(np.full(3600, lon), np.full(3600, lat), lons, lats)[2]
    assert np.abs(distances - radius).max() < 1e-5
    cap_km2 = 2 * np.pi * (EARTH_RADIUS_M / 1000) ** 2 * (1 - np.cos(radius / EARTH_RADIUS_M))
    drawn_km2 = shapely.Polygon(geo.project_km(ring).T).area
    assert abs(drawn_km2 / cap_km2 - 1) < 1e-5


@settings(max_examples=25)
@given(
    st.floats(32, 44), st.floats(24, 46), st.lists(st.floats(10e3, 300e3), min_size=5, max_size=12)
)
def test_a_projected_polygons_area_is_geographiclibs(
    lat: float, lon: float, radii: list[float]
) -> None:
    centre = geo.xyz(lat, lon)
    corners = geo.circle(centre, np.array(radii), len(radii))
    edges = np.linspace(0, 1, 200, endpoint=False)
    following = np.roll(corners, -1, axis=1)
    chords = corners[:, :, None] * (1 - edges) + following[:, :, None] * edges
    outline = (chords / np.linalg.norm(chords, axis=0)).reshape(3, -1)
    lats, lons = geo.lat_lon(corners)
    expected_km2 = abs(SPHERE.polygon_area_perimeter(lons, lats)[0]) / 1e6
    drawn_km2 = shapely.Polygon(geo.project_km(outline).T).area
    assert abs(drawn_km2 - expected_km2) < 1e-4 * expected_km2 + 0.01
