"""The catalogue is consistent, says what is invented, and finds places however they are typed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from iffsim.base import geo
from iffsim.earth import geography
from iffsim.earth.catalogue import (
    Airport,
    Place,
    aircraft_types,
    airports,
    find_place,
    places,
    plain,
    site_kinds,
)

TYPED = {
    "istanbul": "İstanbul",
    "İSTANBUL": "İstanbul",
    "Izmir": "İzmir",
    "IZMIR": "İzmir",
    "sanliurfa": "Şanlıurfa",
    "ŞANLIURFA": "Şanlıurfa",
    "Igdir": "Iğdır",
    "incirlik": "İncirlik",
    "INCIRLIK": "İncirlik",
    "Canakkale": "Çanakkale",
    " kiyikoy ": "Kıyıköy",
    "turkiye": "Türkiye",
}


def at(place: Place | Airport) -> Point:
    return Point(geo.project_km(geo.xyz(place.lat_deg, place.lon_deg)))


def of_kind(kind: str) -> list[Place]:
    return [place for place in places().values() if place.kind == kind]


def test_aircraft_numbers_are_plausible_and_round() -> None:
    for kind in aircraft_types().values():
        assert 50 <= kind.speed_kt <= 550, kind
        assert kind.speed_kt % 5 == 0, kind
        assert 1_000 <= kind.level_ft <= 45_000, kind
        assert kind.level_ft % 1_000 == 0, kind
        assert 100 <= kind.climb_fpm <= 10_000, kind


def test_every_number_says_where_it_comes_from() -> None:
    for kind in (*aircraft_types().values(), *site_kinds().values()):
        assert len(kind.source) > 15, kind


def test_site_numbers_are_declared_invented() -> None:
    for kind in site_kinds().values():
        assert "invented for illustration" in kind.source
        assert kind.range_km % 50 == 0


def test_only_the_toy_low_observable_type_has_a_signature_and_says_so() -> None:
    reduced = [kind for kind in aircraft_types().values() if kind.signature != 1.0]
    assert [kind.name for kind in reduced] == ["F-35"]
    assert "toy factor" in reduced[0].source


def test_the_types_that_the_article_and_its_setting_need_are_there() -> None:
    wanted = "A320 A321 A333 B738 B77W B789 C-130 A400M KC-135 E-7 F-16 F-4 F-35 Su-24 TB2"
    assert {*wanted.split(), "UH-60", "CH-47F", "T129", "FIGHTER"} <= set(aircraft_types())


def test_every_category_has_a_type() -> None:
    categories = {kind.category for kind in aircraft_types().values()}
    assert len(categories) == 7


def test_the_battery_asks_and_validates_in_the_national_credential_only() -> None:
    assert all(kind.asks == kind.accepts for kind in site_kinds().values())
    assert site_kinds()["battery"].accepts == ("national",)
    assert set(site_kinds()["radar"].accepts) == {"national", "allied", "civil"}
    assert site_kinds()["civil"].accepts == ("civil",)


def test_a_carried_site_has_no_mast_of_its_own() -> None:
    assert [kind.name for kind in site_kinds().values() if kind.antenna_m == 0] == ["aew"]


@pytest.mark.parametrize(("typed", "name"), TYPED.items())
def test_places_are_found_however_they_are_typed(typed: str, name: str) -> None:
    found = find_place(typed)
    assert found is not None
    assert found.name == name


def test_airports_are_found_by_code_in_any_case() -> None:
    found = find_place("ltac")
    assert isinstance(found, Airport)
    assert found == airports()["LTAC"]


@given(st.sampled_from(sorted(places())), st.sampled_from(["lower", "upper", "title", "swapcase"]))
@settings(max_examples=60)
def test_case_never_matters(name: str, change: str) -> None:
    assert find_place(getattr(name, change)()) == places()[name]


@given(st.text(max_size=20))
@settings(max_examples=100)
def test_any_text_can_be_looked_up(text: str) -> None:
    found = find_place(text)
    name = found.icao if isinstance(found, Airport) else found.name if found else None
    assert name is None or plain(name) == plain(text)


def test_no_two_names_read_the_same() -> None:
    names = [plain(name) for name in (*places(), *airports())]
    assert len(names) == len(set(names))


def test_country_labels_stand_in_their_countries() -> None:
    wrong = [
        p.name for p in of_kind("country") if not geography.countries()[p.name].contains(at(p))
    ]
    assert wrong == []


def test_sea_labels_stand_in_the_sea() -> None:
    assert [place.name for place in of_kind("sea") if geography.land().contains(at(place))] == []


def test_cities_and_sites_stand_on_land() -> None:
    land: BaseGeometry = geography.land()
    ashore = [*of_kind("city"), *of_kind("site")]
    assert [place.name for place in ashore if land.distance(at(place)) > 2.0] == []


def test_cities_lie_near_their_airports() -> None:
    """An outside check on positions typed by hand: the airport list names each airport's city."""
    cities = {plain(place.name): place for place in of_kind("city")}
    pairs = [(cities[plain(a.city)], a) for a in airports().values() if plain(a.city) in cities]
    assert len(pairs) > 40
    for place, airport in pairs:
        km = geo.distance_m(*(geo.xyz(p.lat_deg, p.lon_deg) for p in (place, airport))) / 1000
        assert km < 70, (place, airport)


def test_airports_have_plausible_rows() -> None:
    rows = airports().values()
    assert len(rows) > 300
    assert all(-60 <= row.elevation_m <= 3_000 for row in rows)
    assert all(22 <= row.lon_deg <= 50 and 33 <= row.lat_deg <= 45 for row in rows)
    assert sum(row.scheduled and row.country == "TR" for row in rows) > 45


def test_known_airports_are_where_they_are() -> None:
    known = {"LTAC": (40.128, 32.995), "LTFM": (41.26, 28.74), "LTAG": (37.002, 35.426)}
    for code, (lat, lon) in known.items():
        row = airports()[code]
        assert np.allclose((row.lat_deg, row.lon_deg), (lat, lon), atol=0.01), code
    assert airports()["LTAG"].military
    assert airports()["LTFM"].scheduled
