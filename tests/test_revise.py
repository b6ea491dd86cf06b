"""An edit keeps the past and bakes only what follows; the result is that of a whole run."""

import re
from pathlib import Path

import msgspec
import numpy as np
import pytest
from oracles.scalar import simulate

import iffsim
from iffsim.bake import bake, recorded, revise, run
from iffsim.base import geo
from iffsim.base.units import parse_time
from iffsim.doctrine import NOT_HELD
from iffsim.earth.coverage import horizon_m
from iffsim.recording import Recording
from iffsim.scenario.events import Reroute
from iffsim.scenario.points import Point, Waypoint
from iffsim.sensing import regions_of
from iffsim.truth.build import build

TINY = (Path(__file__).parent / "data" / "tiny.toml").read_text(encoding="utf-8")
SEA = "lat_deg = 36.4, lon_deg = 33.6"
AIRBORNE = """
[[sites]]
id = "eye"
kind = "aew"
name = "Radar in the air"
carrier = "EYE1"

[[flights]]
id = "EYE1"
type = "E-7"
allegiance = "own"
orbit = { place = "Konya", radius_km = 25 }
"""


def event(do: str, **more: str) -> str:
    lines = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f'\n[[events]]\nat = "{{at}}"\ndo = "{do}"\n{lines}'


def twice(text: str) -> str:
    return text + text.replace("{at}", "00:15:10")


EDITS = {
    "a link goes down": event("link_down", link='"nato"'),
    "a transponder fails": event("transponder_off", flight='"OWN1"'),
    "a site falls silent": event("site_silent", site='"battery"'),
    "an aircraft appears": (
        '[[flights]]\nid = "ANEW"\ntype = "F-16"\nallegiance = "allied"\n'
        'start = "{at}"\nroute = ["Konya", "Samsun"]\n'
    ),
    "another way": event("reroute", flight='"RED1"', route='["Konya", "Van"]'),
    "another way, and back": (
        event("reroute", flight='"RED1"', route='["Konya", "Van"]', level_ft="3000")
        + '\n[[events]]\nat = "00:16:00"\ndo = "reroute"\nflight = "RED1"\nroute = ["LTAC"]\n'
    ),
    "a generated one, another way": event(
        "reroute", flight='"civil-003"', route='["Van"]', speed_kt="300"
    ),
    "put elsewhere": event("reroute", flight='"OWN1"', **{"from": f"{{{{ {SEA} }}}}"}),
    "put elsewhere on another way": event(
        "reroute", flight='"ALLY1"', route='["LTAJ"]', **{"from": f"{{{{ {SEA} }}}}"}
    ),
    "the radar plane put elsewhere": event(
        "reroute", flight='"EYE1"', **{"from": f"{{{{ {SEA} }}}}"}
    ),
    "the radar plane sent home": event("reroute", flight='"EYE1"', route='["LTAN"]'),
    "a site moves": event("move_site", site='"battery"', place='"Konya"'),
    "a site moves on": twice(event("move_site", site='"south"', place='"Konya"')),
    "a silent site moves": (
        event("site_silent", site='"battery"').replace("{at}", "00:00:30")
        + event("move_site", site='"battery"', place=f"{{{{ {SEA} }}}}")
        + '\n[[events]]\nat = "00:17:00"\ndo = "site_active"\nsite = "battery"\n'
    ),
    "another doctrine": event("doctrine", picture='"standalone"', doctrine='"nato"'),
    "no doctrine, and back": (
        event("doctrine", picture='"linked"', doctrine='"none"')
        + '\n[[events]]\nat = "00:16:00"\ndo = "doctrine"\npicture = "linked"\ndoctrine = "nato"\n'
    ),
    "a site appears": (
        '[[sites]]\nid = "late"\nkind = "radar"\nname = "Late"\nplace = "Kayseri"\n'
        'appears = "{at}"\n'
    ),
}


def edited(edit: str, at: str) -> iffsim.Scenario:
    text = edit.replace("{{", "{").replace("}}", "}").replace("{at}", at)
    return iffsim.loads(TINY + AIRBORNE + "\n" + text, "edited")


def same(one: Recording, other: Recording) -> None:
    assert one.world.fleet.ids == other.world.fleet.ids
    assert one.world.sites.ids == other.world.sites.ids
    for mine, theirs in zip(one.pictures, other.pictures, strict=True):
        for part in ("state", "track", "names"):
            for name in ("row", "tick", "value"):
                got = getattr(getattr(mine, part), name)
                assert np.array_equal(got, getattr(getattr(theirs, part), name))
    for name in ("row", "tick", "value"):
        got = getattr(one.survey.in_area, name)
        assert np.array_equal(got, getattr(other.survey.in_area, name))
    for name in ("site", "aircraft", "first", "last", "every"):
        assert np.array_equal(getattr(one.survey.inside, name), getattr(other.survey.inside, name))


@pytest.fixture(scope="module")
def before() -> Recording:
    return run(iffsim.loads(TINY + AIRBORNE, "tiny"))


@pytest.mark.parametrize("at", ["00:00:00", "00:01:05", "00:07:00", "00:14:31", "00:19:59"])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_gives_what_a_whole_run_of_the_edited_scenario_gives(
    edit: str, at: str, before: Recording
) -> None:
    scenario = edited(edit, at)
    since = min(parse_time(time) for time in re.findall(r"00:\d\d:\d\d", edit + at))
    after = revise(before, scenario, since)
    same(after, run(scenario))
    same(revise(after, before.scenario, since), before)


NEW = ["a generated one", "put elsewhere on", "the radar plane put", "a site moves on", "no d"]


@pytest.mark.parametrize("name", NEW)
def test_an_edit_means_what_the_scalar_reference_makes_of_it(name: str) -> None:
    (edit,) = (text for key, text in EDITS.items() if key.startswith(name))
    recording = run(edited(edit, "00:07:00"))
    expected, _ = simulate(recording.world)
    for picture, moments in expected.items():
        for tick in (0, 300, 419, 420, 421, 440, 600, 900, 1200):
            state, tracks = recording.picture(picture, tick), moments[tick]
            known = [NOT_HELD if track is None else track.identity for track in tracks]
            assert state.identity.tolist() == known
            assert state.evidence.tolist() == [0 if t is None else t.evidence for t in tracks]


def test_what_is_put_elsewhere_is_there_and_flies_on() -> None:
    moved = build(edited(EDITS["put elsewhere"], "00:07:00")).traffic
    plain = build(iffsim.loads(TINY + AIRBORNE, "tiny")).traffic
    one = 0
    assert np.array_equal(moved.at(419.0).xyz[:, one], plain.at(419.0).xyz[:, one])
    there = moved.at(420.0)
    np.testing.assert_allclose(there.xyz[:, one], geo.xyz(36.4, 33.6), atol=1e-12)
    for time in (420.0, 700.0, 1100.0):
        now, was = moved.at(time), plain.at(time)
        assert now.alt_m[one] == pytest.approx(was.alt_m[one])
        assert now.speed_mps[one] == pytest.approx(was.speed_mps[one])
    assert moved.end_s[one] == plain.end_s[one]


def test_a_new_way_begins_where_the_aircraft_is_and_ends_at_its_last_point() -> None:
    traffic = build(edited(EDITS["a generated one, another way"], "00:07:00")).traffic
    plain = build(iffsim.loads(TINY + AIRBORNE, "tiny")).traffic
    one = build(edited("", "")).fleet.ids.index("civil-003")
    hair = np.abs(traffic.at(420.0).xyz[:, one] - plain.at(420.0).xyz[:, one]).max()
    assert hair < 1e-9
    end = traffic.at(traffic.end_s)
    np.testing.assert_allclose(end.xyz[:, one], geo.xyz(38.5, 43.38), atol=2e-3)
    assert traffic.at(500.0).speed_mps[one] == pytest.approx(300 * 1852 / 3600)


def test_who_does_not_fly_is_not_sent_anywhere() -> None:
    late = build(edited(EDITS["another way"], "00:00:30")).traffic
    plain = build(iffsim.loads(TINY + AIRBORNE, "tiny")).traffic
    assert np.array_equal(late.legs.t0_s, plain.legs.t0_s)


@pytest.mark.parametrize("name", ["the radar plane put", "put elsewhere on", "a site moves on"])
def test_edits_mean_the_same_when_the_fleet_goes_through_in_parts(name: str) -> None:
    (edit,) = (text for key, text in EDITS.items() if key.startswith(name))
    scenario = edited(edit, "00:07:00")
    world = build(scenario)
    same(recorded(scenario, bake(world, part=2)), recorded(scenario, bake(world)))


def test_a_line_is_judged_anew_from_the_very_second_of_an_edit() -> None:
    """J0 is in the zone at 107 s; it is put elsewhere at 101 s."""
    past = run(iffsim.load(Path(__file__).parent / "data" / "line-small-zone.toml"))
    away = Point(lat_deg=40.3, lon_deg=35.0)
    event = Reroute(
        at="101s", flight="J0", route=(Waypoint(lat_deg=40.6, lon_deg=35.0),), origin=away
    )
    scenario = msgspec.structs.replace(past.scenario, events=(event,))
    one, other = revise(past, scenario, 101.0), run(scenario)
    (mine,), (theirs,) = one.survey.in_zone, other.survey.in_zone
    assert past.survey.in_zone[0].at(0, 107)
    for tick in range(301):
        assert mine.all_at(tick).tolist() == theirs.all_at(tick).tolist(), tick


def test_who_is_put_elsewhere_on_a_round_second_was_where_it_was_until_then() -> None:
    """The stretches that are looked at as a whole end at multiples of 64 s."""
    edit = EDITS["put elsewhere"].replace(SEA, "lat_deg = 33.0, lon_deg = 20.0")
    for at_s in (384, 448):
        edge = run(edited(edit, f"00:{at_s // 60:02}:{at_s % 60:02}"))
        inside, one = edge.survey.in_area, edge.aircraft("OWN1")
        traffic, (region, *_) = edge.world.traffic, regions_of(edge.world)
        for tick in range(at_s // 10 * 10 - 60, at_s + 60, 10):
            there = bool(region.contains(traffic.at(float(tick)).xyz[:, [one]])[0])
            assert bool(inside.at(np.array(one), tick)) == there, tick


def test_a_radar_plane_that_ends_between_two_anchors_sees_to_its_edge_and_no_farther() -> None:
    """It flies until 601 s; anchors are at 576 and 640 s, and there it waits."""
    put = Reroute(at="238s", flight="AEW1", origin=Point(lat_deg=35.9085, lon_deg=35.8342))
    scenario = iffsim.load("stress")
    world = (found := run(msgspec.structs.replace(scenario, events=(put,)))).world
    site = int(np.flatnonzero(world.sites.carrier >= 0)[0])
    carrier, every = int(world.sites.carrier[site]), int(world.sites.scan_ticks[site])
    runs = found.survey.inside.take(found.survey.inside.site == site)
    row, tick = runs.expand()
    seen = np.zeros((len(world.traffic), world.ticks + 1), bool)
    seen[runs.aircraft[row], tick] = True
    for scan in range(int(world.sites.phase_ticks[site]), world.ticks + 1, every):
        now = world.traffic.at(float(scan))
        horizon = horizon_m(now.alt_m[carrier], now.alt_m)
        reach = np.minimum(world.sites.range_m[site] * world.fleet.signature, horizon)
        near = geo.distance_m(now.xyz, now.xyz[:, [carrier]]) <= reach
        assert np.array_equal(seen[:, scan], near & now.alive), scan
