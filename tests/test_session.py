"""Sessions: laws of doing and undoing, of the live recording, of files and of the autosave."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import FileIO
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sessions import LOG, SCENARIO, TINY, any_act, any_edit
from test_revise import same
from test_skyfile import RECORDED, sky

from iffsim.bake import run
from iffsim.base import processes
from iffsim.base.errors import BadInput
from iffsim.classroom import acts, lock, session
from iffsim.classroom.edits import FOUR, AnyEdit, MoreSites, NewAircraft
from iffsim.classroom.journal import Journal, left_behind, place, recover, recovered, reopen
from iffsim.classroom.live import Live
from iffsim.classroom.session import Session, begin, edited
from iffsim.classroom.sessions import autosave_of, open_session, save, save_scenario
from iffsim.cli import main
from iffsim.scenario import events, load, loads
from iffsim.scenario.events import LinkDown, Reroute
from iffsim.scenario.points import Point, Waypoint
from iffsim.scenario.skyfile import encode

laws = settings(max_examples=25, deadline=None)
START = begin(SCENARIO)
BASE = run(SCENARIO)
some_acts = st.lists(any_act, max_size=8)


def done(things: list[acts.Act]) -> Session:
    return acts.replay(START, things)


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
        session.answer(asked, session.Answer(prompt="q", choice="C"))
    with pytest.raises(BadInput, match='unknown question "z"'):
        session.reveal(asked, "z")


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
    assert recover(folder / "format1.iffses.autosave") == found
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


# --- the autosave ---------------------------------------------------------------------------------


@laws
@given(some_acts, st.integers(1, 200))
def test_an_autosave_cut_anywhere_holds_all_but_what_was_being_written(
    tmp_path_factory: pytest.TempPathFactory, things: list[acts.Act], cut: int
) -> None:
    path = tmp_path_factory.mktemp("journal") / "class.iffses.autosave"
    journal = Journal(path, START)
    sizes = [path.stat().st_size]
    for act in things:
        journal.write(act)
        sizes.append(path.stat().st_size)
    journal.close(keep=True)
    assert recover(path) == done(things)
    length = max(sizes[0], sizes[-1] - cut)
    with path.open("r+b") as file:
        file.truncate(length)
    whole = sum(size - 1 <= length for size in sizes[1:])  # a line without its end still counts
    assert recover(path) == done(things[:whole])


def test_an_autosave_goes_when_its_session_ends_well_and_an_older_one_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    path = place(None)
    for name in (".old", ".old2"):
        Journal(path, done(list(LOG))).close(keep=True)
        assert left_behind() == [path]
        with Journal(path, START) as journal:
            journal.write(LOG[0])
            assert left_behind() == []  # it is open
        assert not path.exists()
        assert journal.kept == path.with_name(f"{path.name}{name}")
        assert reopen(journal.kept) == done(list(LOG))


def test_an_autosave_that_was_recovered_whole_goes_on_in_the_next_and_a_damaged_one_is_kept(
    tmp_path: Path,
) -> None:
    path = tmp_path / "class.iffses.autosave"
    Journal(path, START).close(keep=True)
    with path.open("ab") as file:
        file.write(b'{"sum":"half a li')
    for lost in (17, 0):
        found = recovered(path)
        assert (found.acts, found.lost) == (0, lost)
        journal = Journal(path, found.session, found=found)
        assert (journal.kept is not None) == bool(lost)
        journal.close(keep=True)


# --- two windows ----------------------------------------------------------------------------------


def test_a_second_window_is_refused_until_it_takes_over_and_the_first_takes_nothing_with_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "class.iffses.autosave"
    first = Journal(path, START)
    first.write(LOG[0])
    with pytest.raises(lock.Taken, match=f"open in another window .process {os.getpid()}"):
        Journal(path, START)
    found = recovered(path)
    second = Journal(path, found.session, lock.acquire(path, take_over=True), found)
    second.write(LOG[1])
    with pytest.raises(lock.Taken, match="taken over"):
        first.write(LOG[2])
    first.close()
    assert lock.in_use(path) is not None
    assert recover(path) == done(list(LOG[:2]))
    second.close()
    assert [*tmp_path.iterdir()] == []


def test_the_lock_of_a_process_that_is_gone_or_of_a_later_one_with_its_number_is_nobody_s(
    tmp_path: Path,
) -> None:
    path = tmp_path / "class.iffses.autosave"
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    me, here = os.getpid(), processes.host()
    for pid, host, started, works in (
        (child.pid, here, "", False), (me, here, "1", False),
        (me, here, processes.started(me), True), (child.pid, "another machine", "", True),
    ):  # fmt: skip
        owner = lock.Owner(pid, host, started, "09:12", "x")
        lock.of(path).write_bytes(msgspec.json.encode(owner))
        assert owner.works == works
        if works:
            with pytest.raises(lock.Taken):
                lock.acquire(path)
        else:
            lock.acquire(path).release()


def test_of_many_windows_that_open_at_once_one_gets_the_session(tmp_path: Path) -> None:
    path = tmp_path / "class.iffses.autosave"
    lock.of(path).write_bytes(
        msgspec.json.encode(lock.Owner(2**22 + 9, processes.host(), "", "", ""))
    )

    def attempt(_: int) -> bool:
        try:
            lock.acquire(path)
        except lock.Taken:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(40))) == 1


CHILD = """
import sys
from concurrent.futures import ThreadPoolExecutor
from io import FileIO
from pathlib import Path
sys.path.insert(0, {tests!r})
from sessions import LOG, SCENARIO
from iffsim.classroom.acts import Seek
from iffsim.classroom.journal import Journal
from iffsim.classroom.session import begin
journal = Journal(Path(sys.argv[1]), begin(SCENARIO))
for number in range(1_000_000):
    journal.write(LOG[number] if number < len(LOG) else Seek(position_s=number / 1000))
    print(number, flush=True)
"""


def killed(path: Path, after_lines: int, wait_s: float) -> int:
    """Run a session in another process, kill it at some moment, return the last act it told of."""
    code = CHILD.format(tests=str(Path(__file__).parent))
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    told = [child.stdout.readline() for _ in range(after_lines)]
    time.sleep(wait_s)
    os.kill(child.pid, signal.SIGKILL)
    told += child.communicate()[0].splitlines()
    return max(int(line) for line in told if line.strip())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("attempt", range(int(os.environ.get("IFFSIM_KILLS", "3"))))
def test_a_session_that_is_killed_loses_at_most_its_last_act(attempt: int, tmp_path: Path) -> None:
    draw = random.Random(attempt)
    path = tmp_path / "class.iffses.autosave"
    last = killed(path, draw.randint(1, 40), draw.random() / 50)
    found = recover(path)
    things = [LOG[n] if n < len(LOG) else acts.Seek(position_s=n / 1000) for n in range(last + 2)]
    assert found in (done(things[: last + 1]), done(things))


@pytest.mark.parametrize("cuts", [True, False])
@pytest.mark.parametrize("room", [0, 1, 40])
def test_a_full_disk_is_told_and_what_could_not_be_written_is_written_once_there_is_room(
    room: int, cuts: bool, tmp_path: Path
) -> None:
    journal = Journal(tmp_path / "class.autosave", START)
    journal.write(LOG[0])
    good = journal._file
    journal._file = FullDisk(good, room, cuts)  # type: ignore[assignment]
    for number, act in enumerate(LOG[1:4], start=1):
        with pytest.raises(BadInput, match=r"No space left|fitted on the disk|output error"):
            journal.write(act)
        assert journal.waiting == number
        assert recover(journal.path) == done(list(LOG[:1]))
    journal._file = good
    journal.write(LOG[4])
    assert journal.waiting == 0
    assert recover(journal.path) == done(list(LOG[:5]))
    journal.close(keep=True)


class FullDisk:
    """A file on a disk with `room` bytes left, which writes what fits and says how much; the next
    write finds no room at all. Where `cuts` is false it cannot even be cut."""

    def __init__(self, file: FileIO, room: int, cuts: bool) -> None:
        self._file, self._room, self._cuts = file, room, cuts

    def write(self, data: bytes) -> int:
        if not self._room:
            raise OSError(28, "No space left on device")
        count = self._file.write(data[: self._room])
        self._room -= count
        return count

    def truncate(self, size: int) -> int:
        if not self._cuts:
            raise OSError(5, "Input/output error")
        return self._file.truncate(size)

    def fileno(self) -> int:
        return self._file.fileno()

    def close(self) -> None:
        self._file.close()


def test_what_is_still_unwritten_at_the_end_is_told(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "class.autosave", START)
    journal._file = FullDisk(journal._file, 0, True)  # type: ignore[assignment]
    with pytest.raises(BadInput):
        journal.write(LOG[0])
    with pytest.raises(BadInput, match="No space left"):
        journal.close(keep=True)
    assert journal.waiting == 1
    assert lock.in_use(journal.path) is None


def test_an_act_that_does_not_fit_changes_nothing_and_is_not_written_down(tmp_path: Path) -> None:
    with Journal(tmp_path / "class.autosave", START) as journal:
        live = Live(START, BASE, journal)
        live.play(LOG[0])
        before = (live.session, live.recording, journal.path.read_bytes())
        with pytest.raises(BadInput):
            live.play(acts.Do(edit=LinkDown(at="00:00:01", link="none")))
        assert (live.session, live.recording, journal.path.read_bytes()) == before


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
