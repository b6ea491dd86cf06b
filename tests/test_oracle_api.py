"""What a person writes and the public API answers, held to GeographicLib: an hour of flight."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pyproj
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import iffsim
from iffsim.base import geo
from iffsim.base.units import EARTH_RADIUS_M, KT

SPHERE = pyproj.Geod(a=EARTH_RADIUS_M, b=EARTH_RADIUS_M)
TINY = (Path(__file__).parent / "data" / "tiny.toml").read_text(encoding="utf-8")
HEAD = TINY[: TINY.index("[[flights]]")].replace('duration = "00:20:00"', 'duration = "01:00:00"')
assert '"01:00:00"' in HEAD

POINT = st.tuples(
    st.floats(33, 45).map(lambda x: round(x, 3)), st.floats(22, 48).map(lambda x: round(x, 3))
)


def turns(a: float, b: float) -> float:
    return abs((a - b + np.pi) % (2 * np.pi) - np.pi)


def spot(point: tuple[float, float]) -> str:
    return f"{{ lat_deg = {point[0]}, lon_deg = {point[1]} }}"


def flown(body: str) -> iffsim.Recording:
    flight = '\n[[flights]]\nid = "X"\ntype = "A320"\nallegiance = "neutral"\n'
    return iffsim.run(iffsim.loads(HEAD + flight + body, "drawn.toml"))


@settings(max_examples=12, deadline=None)
@given(st.lists(POINT, min_size=2, max_size=4), st.integers(100, 600))
def test_an_hour_along_a_written_route_is_geographiclibs(
    points: list[tuple[float, float]], speed_kt: int
) -> None:
    hops = [SPHERE.inv(a[1], a[0], b[1], b[0]) for a, b in pairwise(points)]
    assume(min(length for *_, length in hops) > 1000)
    route = ", ".join(spot(point) for point in points)
    recording = flown(f"speed_kt = {speed_kt}\nroute = [{route}]\n")
    for time in range(0, 3600, 97):
        flown_m, truth = speed_kt * KT * time, recording.truth(time)
        for start, (azimuth, _, length) in zip(points, hops, strict=False):
            if flown_m < length:
                lon, lat, back = SPHERE.fwd(start[1], start[0], azimuth, flown_m)
                assert geo.distance_m(truth.xyz[:, 0], geo.xyz(lat, lon)) < 1.0
                assert turns(truth.course_rad[0], np.radians(back + 180)) < 1e-6
                assert truth.speed_mps[0] == pytest.approx(speed_kt * KT, rel=1e-9)
                break
            flown_m -= length
        assert truth.alive[0] == (speed_kt * KT * time < sum(length for *_, length in hops))


@settings(max_examples=8, deadline=None)
@given(POINT, st.integers(3, 200), st.booleans(), st.integers(100, 600))
def test_an_hour_of_a_written_orbit_keeps_its_radius_and_its_direction(
    centre: tuple[float, float], radius_km: int, clockwise: bool, speed_kt: int
) -> None:
    recording = flown(
        f"speed_kt = {speed_kt}\n"
        f"orbit = {{ place = {spot(centre)}, radius_km = {radius_km}, "
        f"clockwise = {str(clockwise).lower()} }}\n"
    )
    angle = radius_km * 1000 / EARTH_RADIUS_M
    rate = speed_kt * KT / (EARTH_RADIUS_M * np.sin(angle)) * (1 if clockwise else -1)
    first = None
    for time in range(0, 3600, 97):
        truth = recording.truth(time)
        assert truth.alive[0]
        lat, lon = (float(part[0]) for part in geo.lat_lon(truth.xyz))
        bearing, back, away = SPHERE.inv(centre[1], centre[0], lon, lat)
        first = np.radians(bearing) if first is None else first
        assert abs(away - radius_km * 1000) < 1.0
        assert turns(np.radians(bearing), first + rate * time) * np.sin(angle) < 1e-6
        ahead = np.radians(back + 180) + (np.pi / 2 if clockwise else -np.pi / 2)
        assert turns(truth.course_rad[0], ahead) < 1e-6
