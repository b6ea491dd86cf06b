"""What pictures share and watch, against counting by hand and shapes worked out apart."""

import numpy as np

import iffsim
from iffsim.base import geo
from iffsim.shares import HEIGHTS_M, commonality, shares


def test_commonality_counts_those_that_both_hold_and_call_the_same(
    recording: iffsim.Recording,
) -> None:
    pairs = [
        (int(x), int(y))
        for time_s in np.linspace(0.0, recording.duration_s, 25)
        for x, y in zip(
            recording.picture("standalone", time_s).identity,
            recording.picture("linked", time_s).identity,
            strict=True,
        )
        if x != 255 and y != 255
    ]
    expected = sum(x == y for x, y in pairs) / len(pairs)
    assert 0.0 < expected < 1.0
    assert commonality(recording, "standalone", "linked") == expected
    assert commonality(recording, "linked", "standalone") == expected
    among = shares(recording)["linked"]["commonality"]
    assert (among["standalone"], among["linked"]) == (expected, None)


def test_coverage_grows_with_height_and_with_the_link(recording: iffsim.Recording) -> None:
    found = shares(recording)
    for card in found.values():
        by_height = list(card["watched_share"].values())
        assert 0.0 < by_height[0] < by_height[1] <= by_height[2] <= 1.0
    for height in found["linked"]["watched_share"]:
        alone, linked = (found[p]["watched_share"][height] for p in ("standalone", "linked"))
        assert alone < linked


def test_a_named_site_is_watched_when_its_middle_is_within_reach(
    recording: iffsim.Recording,
) -> None:
    sites, half_s = recording.world.sites, recording.duration_s / 2.0
    places, _ = recording.site_places(half_s)
    carried = sites.carrier >= 0
    tops = np.where(carried, recording.truth(half_s).alt_m[sites.carrier], sites.height_m)
    zones = [zone for zone in recording.world.zones if zone.kind == "protected"]
    for name in ("standalone", "linked", "four"):
        heard = recording.hears(name, half_s)
        for height in HEIGHTS_M:
            horizon = 4120.0 * (np.sqrt(tops[heard]) + np.sqrt(height))
            reach = np.minimum(sites.range_m[heard], horizon)
            away = [geo.distance_m(places[:, heard], z.centre_xyz[:, None]) for z in zones]
            seen = [bool((one < reach).any()) for one in away]
            expected = sum(seen) / len(zones)
            assert shares(recording)[name]["sites_watched_share"][f"{height} m"] == expected
