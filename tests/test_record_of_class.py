"""The record of a class is what happened, what was taken back too: the sky before and after."""

from __future__ import annotations

import pytest
from classroom import scenario
from classroom import session as old_session
from msgspec.structs import replace

from iffsim.bake import run
from iffsim.classroom import acts
from iffsim.classroom.edits import after
from iffsim.classroom.live import Live
from iffsim.classroom.marks import Answer, Prompt
from iffsim.classroom.record import answers, deeds
from iffsim.classroom.session import Session, begin, edited, play
from iffsim.doctrine import NOT_HELD, Identity
from iffsim.report.compute import record
from iffsim.report.compute.case import of_session
from iffsim.report.compute.facts import facts
from iffsim.report.html.page import page
from iffsim.scenario.events import LinkDown, TransponderOff
from iffsim.scenario.twins import titles
from iffsim.words.say import ENGLISH, TURKISH

CUT = LinkDown(at="00:05:00", link="nato")
OFF = TransponderOff(at="00:06:40", flight="OWN1")


def reply(choice: str, **more: str) -> acts.Reply:
    return acts.Reply(answer=Answer(prompt="ally", choice=choice, **more))


@pytest.fixture(scope="module")
def held() -> Session:
    """A class that forked, cut the link, took it back, and did something else; answers by name."""
    now = [0.0]
    live = Live(begin(scenario()), clock=lambda: now[0])
    ally = next(one for one in live.session.scenario.questions if one.id == "ally")
    for act in (
        acts.Fork(name="whole", position_s=300.0),
        acts.Do(edit=CUT, position_s=300.0),
        acts.Undo(position_s=420.0),
        acts.Do(edit=OFF, position_s=400.0),
        acts.Compare(name="whole", position_s=500.0),
        acts.Compare(position_s=500.0),
        acts.Ask(prompt=Prompt.of(ally), position_s=960.0),
        reply("friend", client="a", who="Ayşe", team="Kartal"),
        reply("unknown", client="b", who="Deniz", team="Kartal"),
        reply("unknown", client="a", who="Ayşe", team="Kartal"),
        acts.Reply(answer=Answer(prompt="ally", choice="friend", count=7)),
        acts.Reveal(prompt="ally"),
    ):
        now[0] += 30.0
        live.play(act)
    return live.session


def test_what_was_taken_back_is_told_in_its_turn_with_what_held_before_and_after(
    held: Session,
) -> None:
    found = deeds(held)
    assert [(one.kind, one.before, one.after) for one in found] == [
        ("fork", (), ()), ("inject", (), (CUT,)), ("undo", (CUT,), ()), ("inject", (), (OFF,)),
        ("compare", (), (OFF,)), ("compare_end", (OFF,), (OFF,)),
    ]  # fmt: skip
    assert [one.clock_s for one in found] == [30.0, 60.0, 90.0, 120.0, 150.0, 180.0]
    assert found[-1].after == held.done


def test_the_skies_are_those_of_whole_runs_and_tracks_have_the_class_s_numbers(
    held: Session,
) -> None:
    done = of_session(held).done
    cut, undone = done[1], done[2]
    assert (cut.seen_s, undone.seen_s) == (360.0, 420.0)
    assert cut.skies
    for one in (cut, undone):
        runs = [run(after(held.scenario, edits)) for edits in (one.deed.before, one.deed.after)]
        for sky in one.skies:
            for recording, dots in zip(runs, (sky.before, sky.after), strict=True):
                state = recording.picture(sky.picture, one.seen_s)
                assert len(dots) == int(state.held.sum())
            for change in sky.changes:
                row = runs[0].aircraft(change.aircraft)
                assert change.number == runs[0].numbers(sky.picture)[row]
                for recording, said in zip(runs, (change.before, change.after), strict=True):
                    name = recording.picture(sky.picture, one.seen_s).identity[row]
                    assert said == ("" if name == NOT_HELD else Identity(int(name)).name.lower())
    assert [(c.after, c.before) for s in cut.skies for c in s.changes] != []


def test_answers_are_told_over_the_class_s_clock_by_person_and_by_team(held: Session) -> None:
    found = answers(held)["ally"]
    assert (found.asked_s, found.revealed_s) == (210.0, 360.0)
    assert [(one.clock_s, one.choice, one.count) for one in found.given] == [
        (270.0, "unknown", 1), (300.0, "unknown", 1), (330.0, "friend", 7),
    ]  # fmt: skip
    assert found.by("who") == {"Ayşe": (1, 1), "Deniz": (1, 1)}
    assert found.by("team") == {"Kartal": (2, 2)}


def test_the_page_tells_each_deed_once_in_both_languages(held: Session) -> None:
    english = page(facts(of_session(held), ENGLISH))
    assert english.count("Taken back: Link nato down") == 1
    assert english.count("<h3>class 01:00, scenario 05:00 · Link nato down") == 1
    assert "Fork “whole”, compared from here on" in english
    assert "By the class&#x27;s clock: asked at 03:30, the last answer at 05:30." in english
    assert "Kartal" in english
    turkish = page(facts(of_session(held), TURKISH))
    assert "Geri alındı: nato bağlantısı kesildi" in turkish
    assert "Taken back" not in turkish


def test_a_session_of_format_1_tells_the_edits_that_hold_and_one_that_went_on_what_followed() -> (
    None
):
    old = old_session()
    assert [one.edit for one in deeds(old)] == list(old.done)
    assert {one.clock_s for one in deeds(old)} == {None}
    on = play(old, acts.Do(edit=CUT, position_s=300.0))
    (deed,) = deeds(on)
    assert (deed.before, deed.after) == (old.done, on.done)
    assert edited(on).events[-1] == CUT


def test_more_changes_than_a_page_has_room_for_are_counted(
    held: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "MOST_CHANGES", 0)
    case = of_session(held)
    more = [sky.more for one in case.done for sky in one.skies if sky.more]
    assert more
    assert f"and {more[0]} more" in page(facts(case, ENGLISH))


def test_answers_in_ones_own_words_are_told_and_not_called_wrong(held: Session) -> None:
    again = next(one for one in held.scenario.questions if one.id == "again")
    said = Answer(prompt="again", choice="nobody knows", client="a", who="Ayşe", team="Kartal")
    session = held
    for act in (acts.Ask(prompt=Prompt.of(again), position_s=970.0), acts.Reply(answer=said)):
        session = play(session, act)
    found = page(facts(of_session(session), ENGLISH))
    told = found[found.rindex("And this one?") :]
    told = told[: told.index("</article>")]
    assert "nobody knows" in told
    assert "Ayşe" in told
    assert " right" not in told


def test_pictures_of_one_title_are_told_apart_by_their_ids() -> None:
    pictures = [replace(one, title="Linked") for one in scenario().pictures[:2]]
    first, second = (one.id for one in pictures)
    assert titles(pictures, ENGLISH) == {first: f"Linked ({first})", second: f"Linked ({second})"}
