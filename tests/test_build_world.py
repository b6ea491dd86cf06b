"""From written scenarios to worlds: seeds, who hears whom, events in place, sites, doctrines."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from iffsim.doctrine import EVIDENCE_BITS, Credential
from iffsim.earth import catalogue
from iffsim.scenario import loads
from iffsim.truth.build import build
from iffsim.truth.world import World

TINY = (Path(__file__).parent / "data" / "tiny.toml").read_text(encoding="utf-8")


def world(*changes: tuple[str, str], seed: int | None = None) -> World:
    text = TINY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return build(loads(text, "tiny.toml"), seed)


def event(line: str, at: str = "00:05:00") -> tuple[str, str]:
    return "[[chapters]]", f'[[events]]\nat = "{at}"\n{line}\n\n[[chapters]]'


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_traffic() -> None:
    one, same, other = world(), world(), world(seed=8)
    for name in ("t0_s", "t1_s", "u", "v", "alt0_m"):
        assert (
            getattr(one.traffic.legs, name).tobytes() == getattr(same.traffic.legs, name).tobytes()
        )
    written = one.traffic.first[3]
    np.testing.assert_array_equal(
        one.traffic.legs.u[:, :written], other.traffic.legs.u[:, :written]
    )
    assert one.traffic.legs.u[:, written:].tobytes() != other.traffic.legs.u[:, written:].tobytes()
    assert other.seed == 8


def test_a_picture_hears_its_own_sites_first_then_remote_ones() -> None:
    standalone, linked = world().pictures
    assert standalone.hears.tolist() == [0]
    assert not standalone.remote.any()
    assert linked.hears.tolist() == [0, 1]
    assert linked.remote.tolist() == [False, True]
    assert linked.latency_ticks.tolist() == [0, 2]
    _, linked = world(('latency = "2s"', 'latency = "1.2s"')).pictures
    assert linked.latency_ticks.tolist() == [0, 2], "no report is earlier than the link allows"


def test_a_lost_link_is_lost_for_remote_sites_only() -> None:
    _, linked = world(
        event('do = "link_down"\nlink = "nato"'), event('do = "link_up"\nlink = "nato"', "400s")
    ).pictures
    for tick, up in ((299, True), (300, False), (399, False), (400, True)):
        assert linked.link_up.all_at(tick).tolist() == [True, up]


def test_a_silent_site_is_active_again_after_its_event() -> None:
    sites = world(
        event('do = "site_silent"\nsite = "south"'),
        event('do = "site_active"\nsite = "south"', "400s"),
    ).sites
    assert [sites.active.all_at(tick).tolist() for tick in (299, 300, 400)] == [
        [True, True],
        [True, False],
        [True, True],
    ]


def test_what_a_flight_replies_follows_allegiance_transponder_and_credentials() -> None:
    fleet = world(
        event('do = "transponder_off"\nflight = "ALLY1"'),
        event('do = "credentials"\nflight = "ALLY1"\ncredentials = ["civil"]', "310s"),
        event('do = "transponder_on"\nflight = "ALLY1"', "320s"),
    ).fleet
    assert [int(fleet.replies.at(1, tick)) for tick in (0, 299, 300, 310, 319, 320)] == [
        2,
        2,
        0,
        0,
        0,
        4,
    ]
    assert fleet.replies.all_at(0).tolist() == [3, 2, 0, 4, 4, 4, 4, 4, 4]


def test_wrong_codes_are_wrong_in_what_an_aircraft_usually_knows() -> None:
    def told(flight: str, *credentials: str) -> int:
        words = f"credentials = {list(credentials)}".replace("'", '"')
        found = world(event(f'do = "credentials"\nflight = "{flight}"\n{words}')).fleet
        return int(found.replies.at(found.ids.index(flight), 300))

    national, allied = Credential.WRONG_NATIONAL, Credential.WRONG_ALLIED
    civil = Credential.WRONG_CIVIL
    assert told("OWN1", "wrong") == national | allied
    assert told("OWN1", "allied", "wrong") == national | Credential.ALLIED
    assert told("ALLY1", "wrong") == allied
    assert told("civil-002", "wrong") == civil
    everything = national | allied | civil | Credential.WRONG_SUPPLIER
    assert told("RED1", "wrong") == everything, "who knows none may try all"
    assert told("RED1") == 0


def test_swapped_replies_are_heard_from_the_wrong_aircraft_until_put_right() -> None:
    fleet = world(
        event('do = "swap_replies"\nflights = ["RED1", "civil-002"]'),
        event('do = "transponder_off"\nflight = "civil-002"', "310s"),
        event('do = "unswap_replies"\nflights = ["RED1", "civil-002"]', "320s"),
    ).fleet
    red, civil = fleet.ids.index("RED1"), fleet.ids.index("civil-002")
    heard = [
        (int(fleet.replies.at(red, t)), int(fleet.replies.at(civil, t)))
        for t in (299, 300, 310, 320)
    ]
    assert heard == [(0, 4), (4, 0), (0, 0), (0, 0)]


def test_a_plan_is_filed_and_dropped() -> None:
    fleet = world(
        event('do = "plan_filed"\nflight = "RED1"'), event('do = "plan_dropped"\nflight = "OWN1"')
    ).fleet
    assert fleet.plans.all_at(299)[:3].tolist() == [True, True, False]
    assert fleet.plans.all_at(300)[:3].tolist() == [False, True, True]


def test_what_a_site_does_not_say_comes_from_its_kind_and_its_airport() -> None:
    kind = catalogue.site_kinds()["battery"]
    sites = world(('place = "Ankara"', 'place = "LTAC"')).sites
    assert sites.range_m[0] == kind.range_km * 1000.0
    assert sites.scan_ticks[0] == kind.scan_s
    assert sites.height_m[0] == pytest.approx(
        catalogue.airports()["LTAC"].elevation_m + kind.antenna_m
    )
    assert sites.accepts.tolist() == [1, 7]
    assert sites.asks.tolist() == [1, 7]
    assert sites.phase_ticks.tolist() == [0, 3]


@pytest.mark.parametrize(
    ("written", "asks", "accepts"),
    [
        ('accepts = ["national", "allied"]', 3, 3),
        ('asks = ["national", "civil"]\naccepts = ["national"]', 5, 1),
        ('asks = ["civil"]', 4, 1),
        ("asks = []", 0, 1),
    ],
)
def test_a_site_asks_as_written_else_in_what_it_is_said_to_accept(written, asks, accepts) -> None:
    sites = world(('place = "Ankara"', f'place = "Ankara"\n{written}')).sites
    assert (int(sites.asks[0]), int(sites.accepts[0])) == (asks, accepts)


def test_a_carried_site_knows_its_aircraft() -> None:
    sites = world(("place = { lat_deg = 37.0, lon_deg = 35.4 }", 'carrier = "ALLY1"')).sites
    assert sites.carrier.tolist() == [-1, 1]


def test_area_and_zones_are_on_the_map_in_km() -> None:
    built = world()
    assert built.area_km.area == pytest.approx(780_000, rel=0.02)
    assert built.zones[0].polygon_km.area == pytest.approx(np.pi * 40**2, rel=0.001)


def test_the_standalone_doctrine_calls_only_national_replies_friends() -> None:
    standalone, _ = world().pictures
    friend = standalone.doctrine.identity == 3
    np.testing.assert_array_equal(friend, (np.arange(2**EVIDENCE_BITS) & 1) == 1)
    assert set(standalone.doctrine.identity.tolist()) == {1, 3}


def test_a_scenarios_own_doctrine_overrides_a_built_in_one() -> None:
    rule = (
        '[[doctrines.national.rules]]\nname = "mine"\nidentity = "suspect"\nall = ["no_reply"]\n\n'
    )
    standalone, _ = world(("[[flights]]", rule + "[[flights]]")).pictures
    assert standalone.doctrine.rules[0].name == "mine"
    assert set(standalone.doctrine.identity.tolist()) == {1, 5}
