"""Edits: words, keys, what they do, and what is said of those that do not fit."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sessions import SCENARIO, any_edit

from iffsim.bake import run
from iffsim.base.errors import BadInput
from iffsim.classroom.edits import FOUR, AnyEdit, MoreSites, NewAircraft, apply, fitting
from iffsim.classroom.palette import BY_ID, PALETTE, words
from iffsim.doctrine import Evidence
from iffsim.scenario import events, load, twins
from iffsim.scenario.points import Point, Waypoint
from iffsim.truth.build import build
from iffsim.words.say import TURKISH

HERE = Point(lat_deg=38.0, lon_deg=33.0)


def said(edit: AnyEdit) -> str:
    with pytest.raises(BadInput) as caught:
        apply(SCENARIO, edit)
    return str(caught.value.faults[0])


def test_every_edit_is_on_the_palette_once_and_has_a_key_of_its_own() -> None:
    assert {entry.edit for entry in PALETTE} == {*get_args(AnyEdit)}
    assert len({entry.id for entry in PALETTE}) == len(PALETTE)
    assert len({entry.key for entry in PALETTE}) == len(PALETTE)


@settings(max_examples=60, deadline=None)
@given(any_edit)
def test_every_edit_has_words_in_both_languages(edit: AnyEdit) -> None:
    english, turkish = words(edit), words(edit, TURKISH)
    for text in (english, turkish):
        assert text.isprintable()
        assert len(text) < 80
        assert "None" not in text
        assert "{" not in text
        assert "Struct" not in text
    assert english != turkish


@settings(max_examples=60, deadline=None)
@given(any_edit)
def test_every_edit_fits_and_goes_through_json_unchanged(edit: AnyEdit) -> None:
    assert apply(SCENARIO, edit) != SCENARIO
    assert msgspec.json.decode(msgspec.json.encode(edit), type=AnyEdit) == edit


@settings(max_examples=40, deadline=None)
@given(st.lists(any_edit, max_size=6))
def test_edits_leave_the_scenario_itself_as_it_was(done: list[AnyEdit]) -> None:
    edited = fitting(SCENARIO, done)
    assert edited.chapters == SCENARIO.chapters
    assert edited.flights[: len(SCENARIO.flights)] == SCENARIO.flights
    assert [site.id for site in edited.sites][: len(SCENARIO.sites)] == [
        site.id for site in SCENARIO.sites
    ]


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (
            events.LinkDown(at="00:01:00", link="natoo"),
            '00:01:00: link_down: unknown link "natoo"; did you mean "nato"?',
        ),
        (
            events.TransponderOff(at="00:01:00", flight="civil-099"),
            '00:01:00: transponder_off: unknown flight "civil-099"',
        ),
        (
            events.MoveSite(at="00:01:00", site="nowhere", place=HERE),
            "00:01:00: move_site: unknown site",
        ),
        (
            events.NewDoctrine(at="00:21:40", picture="linked", doctrine="none"),
            '00:21:40: doctrine: is "00:21:40", which is after the scenario\'s end (20:00)',
        ),
        (MoreSites(at="00:01:00", places=(HERE,), like="soth"), 'Tiny: has no site "soth"'),
        (
            NewAircraft(
                at="00:01:00", type="F-61", allegiance="own",
                route=(Waypoint(place="Van"), Waypoint(place="Konya")),
            ),
            '00:01:00: new_aircraft: unknown aircraft type "F-61"; did you mean "F-16"?',
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_in_a_sentence(edit: AnyEdit, sentence: str) -> None:
    assert said(edit).startswith(sentence)


def test_a_site_that_was_moved_may_be_meant_by_its_new_name() -> None:
    once = apply(SCENARIO, events.MoveSite(at="00:01:00", site="battery", place=HERE))
    again = apply(once, events.SiteSilent(at="00:01:30", site="battery~2"))
    active = build(again).sites.active
    assert build(again).sites.ids == ("battery", "south", "battery~2")
    assert active.all_at(59).tolist() == [True, True, False]
    assert active.all_at(60).tolist() == [False, True, True]
    assert active.all_at(90).tolist() == [False, True, False]


def test_while_a_site_is_dragged_only_the_last_place_counts() -> None:
    scenario = SCENARIO
    for lon in range(28, 38):
        place = Point(lat_deg=38.0, lon_deg=float(lon))
        scenario = apply(scenario, events.MoveSite(at="00:01:00", site="battery", place=place))
    assert len(scenario.events) == len(SCENARIO.events) + 1
    assert scenario.events[-1].place.lon_deg == 37.0


def test_there_is_an_end_to_moving_sites() -> None:
    moves = [events.MoveSite(at=f"{n}s", site="battery", place=HERE) for n in range(63)]
    assert len(build(fitting(SCENARIO, moves[:62])).sites.ids) == 64
    with pytest.raises(BadInput, match="expected at most 64 sites and moves of sites in all"):
        fitting(SCENARIO, moves)


def test_four_batteries_are_heard_by_those_who_hear_the_first() -> None:
    scenario = apply(SCENARIO, MoreSites(at="00:01:00", places=FOUR))
    new = ("battery-2", "battery-3", "battery-4")
    for picture in scenario.pictures:
        assert picture.own == ("battery", *new)
    sites = build(scenario).sites
    assert sites.standing(59).tolist() == [True, True, False, False, False]
    assert sites.standing(60).all()


def test_an_edit_between_two_ticks_holds_from_the_tick_that_is_shown() -> None:
    assert BY_ID["link_down"].made(3725.9, ["nato"], []).at == "01:02:05"


def test_a_new_aircraft_leaves_the_track_numbers_of_the_others() -> None:
    new = NewAircraft(
        at="00:01:00", type="F-16", allegiance="own",
        route=(Waypoint(place="Van"), Waypoint(place="Konya")),
    )  # fmt: skip
    old, world = build(SCENARIO).fleet, build(apply(SCENARIO, new)).fleet
    number = dict(zip(world.ids, world.number.tolist(), strict=True))
    assert world.ids[3] == "NEW-1"
    for name, was in zip(old.ids, old.number.tolist(), strict=True):
        assert number[name] == was


def test_a_wrong_credential_is_a_reply_that_no_picture_recognises() -> None:
    wrong = BY_ID["credentials"].made(0.0, ["OWN1"], [])
    recording = run(apply(SCENARIO, wrong))
    one = recording.aircraft("OWN1")
    for name in recording.picture_ids:
        state = recording.picture(name, 120.0)
        assert state.held[one]
        said = Evidence(int(state.evidence[one]))
        assert Evidence.UNRECOGNISED_REPLY in said
        assert not said & (Evidence.NATIONAL_REPLY | Evidence.ALLIED_REPLY | Evidence.NO_REPLY)


def test_what_was_moved_or_added_no_longer_has_the_name_of_a_place_in_its_name() -> None:
    scenario = load("local-bubble")
    moved = events.MoveSite(at="00:10:00", site="battery", place=HERE)
    edited = fitting(scenario, [moved, MoreSites(at="00:10:00", places=(HERE,))])
    sites = build(edited).sites
    names = dict(zip(sites.ids, sites.names, strict=True))
    assert names["battery"] == "Battery, Ankara"
    assert names["battery~2"] == "Battery"
    (fresh,) = (one for one in edited.sites if one.appears)
    assert fresh.name == f"Battery ({fresh.id.rpartition('-')[2]})"
    turkish = twins.words(edited, "tr").written
    assert turkish("Battery") == "Batarya"
    assert turkish(fresh.name).startswith("Batarya (")
