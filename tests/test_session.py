"""Sessions: laws of doing and undoing, of the live recording, of files and of the autosave."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sessions import LOG, PROMPT, SCENARIO, START, TINY, any_edit, done, some_acts
from test_revise import same
from test_skyfile import RECORDED, sky

from iffsim.bake import run
from iffsim.base.errors import BadInput
from iffsim.classroom import acts, session
from iffsim.classroom.edits import FOUR, AnyEdit, MoreSites, NewAircraft
from iffsim.classroom.journal import Journal, recover, reopen
from iffsim.classroom.live import Live
from iffsim.classroom.marks import Answer
from iffsim.classroom.names import autosave_of
from iffsim.classroom.session import Session, begin, edited, replay
from iffsim.classroom.sessions import open_session, save, save_scenario
from iffsim.cli import main
from iffsim.scenario import events, load, loads
from iffsim.scenario.events import Reroute
from iffsim.scenario.points import Point, Waypoint
from iffsim.scenario.skyfile import encode

laws = settings(max_examples=25, deadline=None)
BASE = run(SCENARIO)


@laws
@given(some_acts, any_edit)
def test_undoing_gives_what_was_before_and_redoing_what_was_after(
    things: list[acts.Act], edit: AnyEdit
) -> None:
    before = done(things)
    after = session.do(before, edit)
    back = session.undo(after)
    assert (back.done, edited(back)) == (before.done, edited(before))
    assert session.redo(back) == after


def test_with_nothing_to_undo_or_redo_nothing_happens() -> None:
    assert session.undo(START) == session.redo(START) == START


@settings(max_examples=30, deadline=None)
@given(some_acts)
def test_the_live_recording_is_that_of_a_fresh_run_of_the_edited_scenario(
    things: list[acts.Act],
) -> None:
    live = Live(START, BASE)
    for act in (*things, acts.Snapshot(name="z"), *things[:2], acts.Restore(name="z")):
        live.play(act)
    same(live.recording, run(edited(live.session)))
    assert live.session.done == done(things).done


@settings(max_examples=10, deadline=None)
@given(st.lists(any_edit, max_size=3), st.lists(any_edit, min_size=1, max_size=3))
def test_a_preview_is_taken_back_to_the_bit(kept: list[AnyEdit], tried: list[AnyEdit]) -> None:
    live = Live(done([acts.Do(edit=edit) for edit in kept]), BASE)
    live.preview(*tried)
    same(live.preview(), run(edited(live.session)))
    same(live.line(()), BASE)


def test_a_fork_and_the_line_it_left_are_compared_from_where_they_part() -> None:
    live = Live(START, BASE)
    for act in LOG:
        live.play(act)
    assert session.compare(live.session, "c") == 420.0
    (line,) = live.session.lines
    same(live.line(line.edits), run(session.edited(done(list(LOG[:6])))))
    assert session.compare(session.restore(live.session, "c"), "c") is None


def test_restoring_keeps_what_would_be_lost() -> None:
    here = done(list(LOG))
    back = session.restore(here, "c")
    assert [line.name for line in back.lines] == ["c", "before c"]
    assert session.restore(back, "before c").done == here.done


def test_answers_are_tallied_and_those_that_are_no_option_refused() -> None:
    asked = done(list(LOG))
    assert session.tally(asked, "q") == {"A": 5, "B": 12}
    assert session.right(asked, "q") == (5, 17)
    assert asked.prompts[0].revealed
    with pytest.raises(BadInput, match='unknown answer "C"'):
        session.answer(asked, Answer(prompt="q", choice="C"))
    with pytest.raises(BadInput, match='unknown question "z"'):
        session.reveal(asked, "z")


def test_everything_done_is_in_the_history_with_the_class_s_clock_and_nothing_twice() -> None:
    now = [100.0]
    live = Live(START, BASE, clock=lambda: now[0])
    undone = 3 * [acts.Undo()]  # of which the last has nothing to do
    for act in (*LOG, acts.Seek(position_s=9.0), *undone, acts.Compare(name="c")):
        now[0] += 5.0
        live.play(act)
    history = live.session.history
    assert [type(act) for act in history[:-3]] == [type(act) for act in LOG]
    assert [type(act) for act in history[-3:]] == [acts.Undo, acts.Undo, acts.Compare]
    assert [act.clock_s for act in history[:3]] == [5.0, 10.0, 15.0]
    again = Live(live.session, clock=lambda: now[0] + 5000.0)
    assert again.clock_s == live.clock_s == history[-1].clock_s
    unstamped = [msgspec.structs.replace(act, clock_s=0.0) for act in history]
    assert replay(START, unstamped).done == live.session.done


def test_of_one_client_one_answer_counts_however_often_it_is_sent(tmp_path: Path) -> None:
    def reply(choice: str, client: str, who: str = "Ayşe") -> acts.Reply:
        return acts.Reply(answer=Answer(prompt="q", choice=choice, client=client, who=who))

    with Journal(tmp_path / "class.autosave", START) as journal:
        live = Live(START, BASE, journal)
        live.play(acts.Ask(prompt=PROMPT))
        for act in (reply("A", "t1"), reply("A", "t1"), reply("B", "t2"), reply("B", "t1")):
            live.play(act)
        size = journal.path.stat().st_size
        live.play(reply("B", "t1"))  # sent again after a lost network
        live.play(acts.Reveal(prompt="q"))
        live.play(reply("B", "t2"))
        with pytest.raises(BadInput, match="revealed already"):
            live.play(reply("A", "t2"))
        assert session.tally(live.session, "q") == {"A": 0, "B": 2}
        lines = journal.path.read_bytes()[size:].splitlines()
        assert len(lines) == 1
        assert recover(journal.path) == live.session


# --- files ----------------------------------------------------------------------------------------


@laws
@given(some_acts)
def test_a_session_comes_back_from_its_file_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, things: list[acts.Act]
) -> None:
    path = tmp_path_factory.mktemp("session") / "class.iffses"
    save(done(things), path)
    assert open_session(path) == done(things)


def test_a_session_replays_to_the_bit(tmp_path: Path) -> None:
    live = Live(START, BASE)
    for act in LOG:
        live.play(act)
    save(live.session, tmp_path / "class.iffses")
    same(Live(open_session(tmp_path / "class.iffses")).recording, live.recording)


@settings(max_examples=10, deadline=None)
@given(some_acts)
def test_the_edited_scenario_is_one_that_check_passes_and_that_runs_the_same(
    tmp_path_factory: pytest.TempPathFactory, things: list[acts.Act]
) -> None:
    path = tmp_path_factory.mktemp("scenario") / "mine.toml"
    live = Live(done(things), BASE)
    assert save_scenario(live.session, path) == edited(live.session)
    assert main(["check", str(path)]) == 0
    same(run(load(path)), live.recording)


def test_recorded_traffic_goes_with_the_session_and_with_the_edited_scenario(
    tmp_path: Path,
) -> None:
    content = encode(sky())
    scenario = loads(TINY + RECORDED, "rec", lambda _: content)
    live = Live(begin(scenario))
    at = Point(lat_deg=38.0, lon_deg=33.0)
    live.play(acts.Do(edit=Reroute(at="00:00:15", flight="REC1", origin=at)))
    save(live.session, tmp_path / "class.iffses")
    assert open_session(tmp_path / "class.iffses") == live.session
    same(run(save_scenario(live.session, tmp_path / "mine.toml")), live.recording)
    (tmp_path / "day.iffsky").write_bytes(b"another day")
    with pytest.raises(BadInput, match="is there already and holds something else"):
        save_scenario(live.session, tmp_path / "mine.toml")


FAULTS = {
    "is cut short, damaged, or no iffsim session": lambda text: text[: len(text) // 2],
    "has format 9; this iffsim reads up to 2": lambda t: t.replace('"format": 2', '"format": 9', 1),
    "was changed since it was saved": lambda text: text.replace('"Tiny"', '"Tony"', 1),
    "is no iffsim session": lambda _: "{}",
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_file_with_a_fault_is_told_in_a_sentence_that_names_the_autosave(
    what: str, tmp_path: Path
) -> None:
    path = tmp_path / "class.iffses"
    save(done(list(LOG)), path)
    Journal(autosave_of(path), done(list(LOG))).close(keep=True)
    path.write_text(FAULTS[what](path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        open_session(path)
    (fault,) = caught.value.faults
    assert fault.what.startswith(what)
    assert fault.what.endswith(f"its autosave is {autosave_of(path)}")
    assert reopen(autosave_of(path)) == done(list(LOG))


P, R = Point(lat_deg=38.0, lon_deg=33.0), (Waypoint(place="Van"), Waypoint(place="Konya"))
OF_FORMAT_1 = (
    events.LinkDown(at="00:05:00", link="nato", site="south"),
    events.LinkUp(at="00:05:30", link="nato"),
    events.TransponderOff(at="00:01:00", flight="OWN1"),
    events.TransponderOn(at="00:01:10", flight="OWN1"),
    events.NewCredentials(at="00:01:20", flight="OWN1", credentials=("wrong",)),
    events.NewCredentials(at="00:01:30", flight="ALLY1", credentials=("civil",)),
    events.PlanDropped(at="00:01:31", flight="civil-002"),
    events.PlanFiled(at="00:01:35", flight="civil-002"),
    events.SwapReplies(at="00:01:40", flights=("OWN1", "RED1")),
    events.NewDoctrine(at="00:02:00", picture="linked", doctrine="national"),
    events.SiteSilent(at="00:02:10", site="south"),
    events.SiteActive(at="00:02:20", site="south"),
    events.MoveSite(at="00:02:30", site="battery", place=P),
    events.SiteSilent(at="00:02:35", site="battery~2"),
    events.Reroute(at="00:03:20", flight="RED1", route=R, level_ft=20000.0),
    events.Reroute(at="00:03:30", flight="ALLY1", origin=P),
    NewAircraft(at="00:03:40", type="F-16", allegiance="own", route=R),
    MoreSites(at="00:03:50", places=(P,), like="south"),
    MoreSites(at="00:04:00", places=FOUR),
)
"""Every kind of edit that `data/format1.iffses` has, written by the iffsim before events."""


def test_sessions_and_autosaves_of_format_1_still_open() -> None:
    folder = Path(__file__).parent / "data"
    found = open_session(folder / "format1.iffses")
    assert found.all_done == OF_FORMAT_1
    assert (len(found.undone), found.lines[0].edits) == (1, found.done)
    again = recover(folder / "format1.iffses.autosave")
    assert msgspec.structs.replace(again, history=()) == found
    recording, told = run(edited(found)), hashlib.sha256()
    for time_s in range(0, 1200, 50):
        for picture in recording.picture_ids:
            told.update(np.packbits(recording.picture(picture, time_s).held).tobytes())
    assert told.hexdigest().startswith("296f237e68b249f8")


def test_a_missing_file_is_missed(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not there; expected a session"):
        open_session(tmp_path / "none.iffses")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_fuzzed_bytes_end_in_bad_input_or_in_a_session(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    path = folder / "class.iffses"
    with Journal(folder / "class.iffses.autosave", START) as journal:
        journal.write(LOG[0])
        if data.draw(st.booleans()):
            save(done(list(LOG)), path)
        else:
            path = folder / "other.autosave"
            path.write_bytes(journal.path.read_bytes())
        content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        content[start : start + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    path.write_bytes(bytes(content))
    found = outcome(path)
    assert isinstance(found, Session) or all(line.isprintable() for line in found)


def outcome(path: Path) -> Session | list[str]:
    """Return the session in a file, or what is said of it."""
    try:
        return reopen(path)
    except BadInput as error:
        return [str(fault) for fault in error.faults]


def test_the_commands_take_a_session_and_say_what_is_wrong_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "class.iffses"
    save(done(list(LOG)), path)
    assert main(["check", str(path)]) == 0
    assert main(["run", str(path)]) == 0
    path.write_text("{}", encoding="utf-8")
    assert main(["run", str(path)]) == 2
    assert capsys.readouterr().err == f"{path}: is no iffsim session\n"
