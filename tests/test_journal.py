"""The autosave: kills, full disks, damaged ends; two windows on one session."""

from __future__ import annotations

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
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sessions import LOG, SCENARIO, START, done, some_acts

from iffsim.bake import run
from iffsim.base import processes
from iffsim.base.errors import BadInput
from iffsim.classroom import acts, lock
from iffsim.classroom.journal import Journal, left_behind, place, recover, recovered, reopen
from iffsim.classroom.live import Live
from iffsim.cli.report import open_case
from iffsim.scenario.events import LinkDown

laws = settings(max_examples=25, deadline=None)
BASE = run(SCENARIO)


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


def test_a_report_on_an_autosave_is_on_the_class_that_it_is_of(tmp_path: Path) -> None:
    path = tmp_path / "class.iffses.autosave"
    Journal(path, done(list(LOG))).close(keep=True)
    assert open_case(str(path), None).session == done(list(LOG))


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
