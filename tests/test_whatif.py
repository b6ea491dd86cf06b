"""What would have changed it: each answer is held to a run in which that one thing was changed."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace
from view_demo import demo

from iffsim import load
from iffsim.bake import run
from iffsim.base.geo import distance_m
from iffsim.doctrine import Credential, Evidence, Identity
from iffsim.earth.coverage import reach_m
from iffsim.recording import Recording
from iffsim.scenario.types import DoctrineTable, RuleRow
from iffsim.whatif import Barrier, Change, missing, outcomes, telling

TIME_S = 850.0


def at(recording: Recording, picture: str, name: str):
    return recording.why(picture, recording.aircraft(name), TIME_S)


def replaced(name: str, **changes: object) -> Recording:
    """Return the demo's run with one flight changed."""
    scenario = demo().scenario
    flights = tuple(
        msgspec.structs.replace(flight, **changes) if flight.id == name else flight
        for flight in scenario.flights
    )
    return run(msgspec.structs.replace(scenario, flights=flights))


def only(found, change: Change):
    return next(one for one in found if one.change is change)


@pytest.mark.parametrize(
    ("change", "credentials"),
    [
        (Change.NATIONAL_REPLY, ("national",)),
        (Change.ALLIED_REPLY, ("allied",)),
        (Change.CIVIL_REPLY, ("civil",)),
    ],
)
@pytest.mark.parametrize("picture", ["isolated", "standalone", "linked"])
def test_another_reply_would_have_made_what_a_run_with_it_makes(change, credentials, picture):
    told = only(outcomes(demo(), at(demo(), picture, "intruder")), change)
    other = replaced("intruder", credentials=credentials, transponder="on", plan=False)
    assert at(other, picture, "intruder").identity == told.identity
    assert at(other, picture, "intruder").rule == told.rule


def test_a_friend_without_its_reply_would_be_what_a_silent_one_is():
    told = only(outcomes(demo(), at(demo(), "standalone", "jet")), Change.NO_REPLY)
    silent = replaced("jet", transponder="off")
    assert told.identity == at(silent, "standalone", "jet").identity == Identity.UNKNOWN


@pytest.mark.parametrize(
    ("change", "credential"),
    [
        (Change.ASKED_NATIONAL, "national"),
        (Change.ASKED_ALLIED, "allied"),
        (Change.ASKED_CIVIL, "civil"),
    ],
)
@pytest.mark.parametrize("picture", ["isolated", "standalone"])
def test_asked_in_another_credential_it_would_be_what_a_run_so_asked_makes(
    change, credential, picture
):
    """The run: the battery asks in it too and reads it, and the picture has the usual table."""
    why = at(demo(), picture, "tanker")
    found = [one for one in outcomes(demo(), why) if one.change is change]
    if (picture, credential) == ("standalone", "national"):
        assert found == [], "in that it is asked already"
        return
    scenario = demo().scenario
    site = next(site for site in scenario.sites if site.id == "battery")
    asks = ("national", credential)
    sites = tuple(
        msgspec.structs.replace(one, asks=asks, accepts=asks) if one is site else one
        for one in scenario.sites
    )
    pictures = tuple(
        msgspec.structs.replace(one, accepts=(*one.accepts, credential), doctrine="nato")
        for one in scenario.pictures
    )
    flights = tuple(
        msgspec.structs.replace(one, credentials=(credential,)) if one.id == "tanker" else one
        for one in scenario.flights
    )
    other = run(msgspec.structs.replace(scenario, sites=sites, pictures=pictures, flights=flights))
    assert (found[0].identity, found[0].rule) == (
        at(other, picture, "tanker").identity,
        at(other, picture, "tanker").rule,
    )
    assert not found[0].able, "as it is, nobody asks in it"


def test_a_doctrine_that_names_a_reply_is_heeded_though_nobody_asks_for_it_yet():
    row = RuleRow(name="an ally is neutral here", identity="neutral", all=("allied_reply",))
    scenario = demo().scenario
    pictures = tuple(
        msgspec.structs.replace(one, doctrine="odd") if one.id == "standalone" else one
        for one in scenario.pictures
    )
    other = run(
        msgspec.structs.replace(
            scenario, pictures=pictures, doctrines={"odd": DoctrineTable(rules=(row,))}
        )
    )
    told = only(outcomes(other, at(other, "standalone", "tanker")), Change.ASKED_ALLIED)
    assert told.identity == Identity.NEUTRAL
    assert told.rule.name == row.name


def test_what_a_reply_would_do_depends_on_who_sees_the_track_not_on_who_is_heard():
    """Every radar on the link asks in allied code; but here only the battery sees the track."""
    recording = demo()
    battery = recording.world.sites.ids.index("battery")
    why = recording.why("linked", recording.aircraft("intruder"), TIME_S)
    seen = tuple(one for one in why.sightings if one.site == battery)
    assert len(seen) == 1 < len(why.sightings)
    found = outcomes(recording, replace(why, sightings=seen))
    assert not only(found, Change.ALLIED_REPLY).able
    assert only(found, Change.ASKED_ALLIED).identity == Identity.FRIEND
    assert only(outcomes(recording, why), Change.ALLIED_REPLY).able


def test_a_picture_without_codes_asks_nothing_so_no_reply_could_have_changed_it():
    why = at(demo(), "isolated", "tanker")
    assert not any(one.able for one in telling(demo(), why))
    assert [one.asked for one in why.sightings] == [Credential(0)]
    assert [bit for bit, _ in why.evidence] == [Evidence.NOT_INTERROGATED]


def test_a_plan_counts_only_where_plans_are_known():
    alone = only(outcomes(demo(), at(demo(), "standalone", "intruder")), Change.PLAN)
    linked = only(outcomes(demo(), at(demo(), "linked", "intruder")), Change.PLAN)
    assert not alone.able
    assert linked.able
    assert linked.identity == at(replaced("intruder", plan=True), "linked", "intruder").identity


def test_nothing_told_of_two_tracks_alike_tells_them_apart():
    """The intruder and an ally are alike to a battery on its own, and so is what would help."""
    intruder, tanker = (at(demo(), "standalone", name) for name in ("intruder", "tanker"))
    assert tanker.identity == intruder.identity == Identity.UNKNOWN
    assert [bit for bit, _ in tanker.evidence] == [bit for bit, _ in intruder.evidence]
    assert {bit for bit, _ in tanker.evidence} == {Evidence.NO_REPLY}
    told = [
        {(o.change, o.able, o.identity) for o in telling(demo(), w)} for w in (intruder, tanker)
    ]
    assert told[0] == told[1]


def test_what_is_held_misses_nothing():
    assert missing(demo(), "linked", demo().aircraft("intruder"), TIME_S) == ()


def unheld(picture: str, time_s: float) -> list[int]:
    flying, held = demo().truth(time_s).alive, demo().picture(picture, time_s).held
    return np.flatnonzero(flying & ~held).tolist()


def test_so_much_nearer_or_so_much_higher_is_where_coverage_begins():
    seen = set()
    for aircraft in unheld("standalone", TIME_S):
        alt_m = float(demo().truth(TIME_S).alt_m[aircraft])
        for one in missing(demo(), "standalone", aircraft, TIME_S):
            seen.add(one.barrier)
            if one.site is None or demo().world.sites.carrier[one.site] >= 0:
                continue
            sites = demo().world.sites
            height_m, range_m = float(sites.height_m[one.site]), float(sites.range_m[one.site])
            if one.barrier is Barrier.TOO_LOW:
                higher = reach_m(range_m, height_m, one.need_m)
                lower = reach_m(range_m, height_m, alt_m)
                assert (higher - lower) / 1000.0 == pytest.approx(one.short_km, rel=1e-6)
                assert one.need_m > alt_m
    assert Barrier.TOO_FAR in seen


def test_a_smaller_signature_is_that_much_farther_out_of_range():
    recording = run(load("low-observable"))
    jet, sites = recording.aircraft("LOWOBS1"), recording.world.sites
    battery = sites.ids.index("battery")
    range_km = float(sites.range_m[battery]) * 0.25 / 1000.0
    seen = 0
    for time_s in range(0, int(recording.duration_s), 60):
        if not recording.truth(time_s).alive[jet]:
            continue
        away_km = distance_m(recording.truth(time_s).xyz[:, jet], sites.xyz[:, battery]) / 1000.0
        found = missing(recording, "standalone", jet, time_s)
        short = [one.short_km for one in found if one.site == battery]
        if away_km > range_km and short:
            seen += range_km < away_km < 250.0
            assert short == [pytest.approx(away_km - range_km)]
    assert seen, "at some time an ordinary jet would have been seen there"


def test_a_site_that_has_it_is_named_though_this_picture_does_not_hear_it():
    linked = demo().picture("linked", TIME_S)
    elsewhere = [a for a in unheld("standalone", TIME_S) if linked.held[a]]
    for aircraft in elsewhere:
        first = missing(demo(), "standalone", aircraft, TIME_S)[0]
        assert first.barrier is Barrier.NOT_HEARD
        assert linked.sites[aircraft] & np.uint64(1 << first.site)
    assert elsewhere


def test_a_lost_link_is_named_as_what_is_missing():
    time_s = 719.0  # the link is down from 600 to 720 s, and tracks are dropped by then
    held = demo().picture("linked", 590.0).held
    lost = [a for a in unheld("linked", time_s) if held[a]]
    found = [missing(demo(), "linked", a, time_s)[0].barrier for a in lost]
    assert Barrier.LINK_DOWN in found


def test_an_aircraft_that_has_landed_is_not_flying():
    landed = np.flatnonzero(~demo().truth(890.0).alive).tolist()
    assert [m.barrier for m in missing(demo(), "linked", landed[0], 890.0)] == [Barrier.NOT_FLYING]


def test_every_reply_bit_is_one_of_the_doctrines():
    bits = at(demo(), "linked", "jet").evidence
    assert any(bit & Evidence.NATIONAL_REPLY for bit, _ in bits)
