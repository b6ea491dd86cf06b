"""A scripted class: hide truth, play, freeze, ask, reveal, cut the link, fork, undo, save, reopen,
replay to the bit."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pygame
import pytest
from console import CTRL, SHIFT, SIZE, Class, same
from sessions import SCENARIO
from test_journal import FullDisk

import iffsim
from iffsim.bake import run
from iffsim.base import processes
from iffsim.base.errors import BadInput, Fault
from iffsim.classroom import acts, journal, lock, sessions
from iffsim.classroom.live import Live
from iffsim.classroom.marks import Note
from iffsim.classroom.session import begin, edited, replay, right, tally
from iffsim.cli.teach import desk as open_desk
from iffsim.scenario import events
from iffsim.view.console import entry
from iffsim.view.model.asked import closed
from iffsim.view.window import loop as app
from iffsim.view.window import screens
from iffsim.view.window.classdesk import ClassDesk
from iffsim.view.window.loop import layout_of


def ask_and_reveal(room: Class) -> None:
    """Ask what one would call the first track, take answers by keys and as a tally, reveal."""
    room.key(pygame.K_TAB, pygame.K_a, pygame.K_t)
    assert room.console.quiz == "spot-1"
    room.key(pygame.K_1, pygame.K_2, pygame.K_2, pygame.K_RETURN)
    room.write("3 0 2 9")
    assert tally(room.session, "spot-1") == {"friend": 4, "hostile": 2, "neutral": 2, "unknown": 9}
    room.key(pygame.K_a)
    prompt = room.session.prompts[0]
    assert prompt.revealed
    good = tally(room.session, "spot-1")[prompt.answer]
    assert right(room.session, "spot-1") == (good, 17)
    room.key(pygame.K_a)
    assert room.console.quiz is None


def inject_fork_undo(room: Class) -> None:
    """Cut the link, step back three scans, fork, add batteries, take them back."""
    before, start_s = room.desk.recording, room.state.time_s
    room.key(pygame.K_d, mod=SHIFT)
    assert room.session.done == (events.LinkDown(at="00:05:00", link="nato"),)
    assert room.desk.recording is not before
    room.key(*3 * [pygame.K_LEFT])
    assert room.state.time_s < start_s - 2 * min(room.state.show.scan_s)
    room.key(pygame.K_c, pygame.K_1)
    room.write("with the link cut")
    assert room.console.against == "with the link cut"
    room.key(pygame.K_4, mod=SHIFT)
    assert len(room.session.done) == 2
    room.key(pygame.K_z, mod=CTRL)
    assert (len(room.session.done), len(room.session.undone)) == (1, 1)
    room.key(pygame.K_c)


def test_a_whole_class_is_held_saved_reopened_and_replays_to_the_bit(room):
    room.key(pygame.K_t)
    assert room.console.hides
    assert not room.console.column
    room.key(pygame.K_SPACE)
    for _ in range(50):
        room.tick(0.1)
    room.key(pygame.K_SPACE)
    assert not room.state.playing
    assert room.state.time_s == pytest.approx(5.0, abs=0.2)
    room.go("5:00")
    ask_and_reveal(room)
    inject_fork_undo(room)
    room.key(pygame.K_y)
    room.write("the moment")
    room.key(pygame.K_w)
    room.write("Şüphe: “kim bu?”")
    room.key(pygame.K_s, mod=CTRL)
    room.write("class")
    assert room.console.saved
    room.key(pygame.K_q)
    assert not room.state.running
    assert room.desk.close(room.state) is None
    assert not Path("class.iffses.autosave").exists()
    again = Class(open_desk("class.iffses", None))
    assert again.session == room.session
    assert [mark.name for mark in again.session.bookmarks] == ["the moment"]
    assert again.session.notes[0].text == "Şüphe: “kim bu?”"
    assert again.state.time_s == pytest.approx(room.state.time_s)
    assert same(again.desk.recording, room.desk.recording)
    assert same(run(edited(again.session), again.session.seed), room.desk.recording)
    again.desk.close(again.state)


def test_what_was_not_saved_stays_in_the_autosave_and_opens_again(room):
    room.key(pygame.K_y)
    room.write("kept")
    kept = room.desk.close(room.state)
    assert kept is not None
    assert kept in journal.left_behind()
    again = Class(open_desk(str(kept), None))
    assert [mark.name for mark in again.session.bookmarks] == ["kept"]
    again.desk.close(again.state)


def killed(room: Class) -> None:
    """Leave everything as if the window's process was killed now."""
    room.desk._journal._file.close()
    room.desk._journal = room.desk.live.log = None
    for path in Path.cwd().rglob("*.lock"):
        path.write_bytes(msgspec.json.encode(lock.Owner(2**22 + 9, processes.host(), "", "", "")))


def test_a_class_that_was_killed_goes_on_from_its_autosave_and_is_not_saved_until_it_is(
    room, capsys
):
    room.key(pygame.K_s, mod=CTRL)
    room.write("class")
    room.key(pygame.K_y)
    room.write("after saving")
    room.key(pygame.K_t)
    killed(room)
    for _ in range(2):  # closed without a new act, it is still there
        again = Class(open_desk("class.iffses", None))
        assert [mark.name for mark in again.session.bookmarks] == ["after saving"]
        assert "autosave: Recovered, not saved yet: " in capsys.readouterr().err
        assert again.console.said.startswith("Recovered, not saved yet: ")
        assert again.console.hides
        assert not again.console.column
        assert not again.console.saved
        assert again.desk.close(again.state) == Path("class.iffses.autosave")
    again = Class(open_desk("class.iffses", None))
    again.key(pygame.K_s, mod=CTRL)
    assert again.console.saved
    assert again.desk.close(again.state) is None
    assert sorted(path.name for path in Path.cwd().glob("class*")) == ["class.iffses"]
    assert sessions.open_session(Path("class.iffses")) == again.session


def test_a_question_that_was_open_when_a_class_was_killed_is_open_again_and_shuts_the_same(room):
    room.key(pygame.K_s, mod=CTRL)
    room.write("class")
    room.go("03:00")
    room.key(pygame.K_TAB, pygame.K_a, pygame.K_t)
    asked = room.console.quiz
    assert asked is not None
    before = closed(room.state)
    assert before.things
    killed(room)
    again = Class(open_desk("class.iffses", None))
    assert again.console.quiz == asked
    assert closed(again.state) == before
    assert again.state.time_s == pytest.approx(room.state.time_s)
    again.key(pygame.K_a)
    assert not closed(again.state).things
    assert again.session.prompts[-1].revealed
    again.desk.close(again.state)
    revealed = Class(open_desk("class.iffses", None))
    assert revealed.console.quiz is None
    revealed.desk.close(revealed.state)


def test_an_autosave_of_another_class_does_not_write_over_the_file_beside_it(room, capsys):
    room.key(pygame.K_s, mod=CTRL)
    room.write("class")
    room.key(pygame.K_y)
    room.write("mine")
    killed(room)
    other = replay(begin(SCENARIO), [acts.Write(note=Note(at_s=1.0, text="another class"))])
    sessions.save(other, Path("class.iffses"))
    again = Class(open_desk("class.iffses", None))
    assert "is of another class" in capsys.readouterr().err
    assert [mark.name for mark in again.session.bookmarks] == ["mine"]
    assert not again.console.file
    assert again.desk.close(again.state) == Path("class.iffses.autosave")
    assert sessions.open_session(Path("class.iffses")) == other


def test_a_class_without_a_file_is_recovered_and_kept_until_it_has_one(room, capsys):
    room.key(pygame.K_y)
    room.write("kept")
    killed(room)
    (left,) = journal.left_behind()
    again = Class(open_desk(str(left), None, lang="tr"))
    assert "Kurtarıldı, henüz kaydedilmedi: 1 işlem" in capsys.readouterr().err
    assert again.desk.close(again.state) == left
    assert journal.recover(left) == again.session


def test_a_session_open_in_another_window_can_be_watched_or_taken_over(room, capsys):
    room.key(pygame.K_s, mod=CTRL)
    room.write("class")
    exact = r"another window \(process .*iffsim teach class.iffses --watch; .* --take-over$"
    with pytest.raises(BadInput, match=exact):
        open_desk("class.iffses", None)
    watcher = Class(open_desk("class.iffses", None, watch=True))
    room.key(pygame.K_d, mod=SHIFT)
    room.key(pygame.K_t)
    watcher.state = watcher.desk.follow(watcher.state, 5.0)
    assert watcher.session == room.session
    assert same(watcher.desk.recording, room.desk.recording)
    assert watcher.console.hides
    watcher.key(pygame.K_u, mod=SHIFT)
    assert watcher.console.said == "saving.watches"
    assert watcher.session == room.session
    other = Class(open_desk("class.iffses", None, take_over=True))
    room.key(pygame.K_u, mod=SHIFT)
    assert "Another window took this class over" in room.console.said
    assert len(other.session.done) == 1
    kept = room.desk.close(room.state)
    assert len(journal.recover(kept).done) == 2
    assert len(journal.recover(Path("class.iffses.autosave")).done) == 1
    other.desk.close(other.state)
    watcher.desk.close(watcher.state)


@pytest.mark.parametrize("by_click", [False, True])
def test_whether_to_watch_or_to_take_over_is_chosen_in_the_window(room, monkeypatch, by_click):
    monkeypatch.setattr("iffsim.cli.teach.has_display", lambda: True)
    room.key(pygame.K_s, mod=CTRL)
    room.write("class")
    room.key(pygame.K_d, mod=SHIFT)
    room.go("8:00")
    room.key(pygame.K_TAB, pygame.K_a, pygame.K_t)
    assert room.console.quiz is not None

    def second(line: int) -> Class:
        """Return the window of one who opens the class again, and picks a line."""
        found = Class(open_desk("class.iffses", None, choose=True))
        picking = found.console.picking
        assert picking is not None
        assert picking.title.startswith("This class is open in another window, since ")
        if by_click:
            layout, _ = layout_of(SIZE, found.state)
            found.click(entry.list_boxes(layout, 2)[1][line].center)
        else:
            found.key((pygame.K_1, pygame.K_2)[line])
        assert found.console.picking is None
        return found

    watcher = second(0)
    assert watcher.console.said == "saving.watches"
    assert watcher.desk.close(watcher.state) is None
    leader = second(1)
    assert leader.session.done == room.session.done
    assert leader.console.quiz == room.console.quiz, "a question that is open stays open"
    leader.key(pygame.K_d, mod=SHIFT)
    room.key(pygame.K_d, mod=SHIFT)
    assert "Another window took this class over" in room.console.said
    leader.key(pygame.K_s, mod=CTRL)
    assert leader.desk.close(leader.state) is None, "all is in the file"
    assert journal.recover(room.desk.close(room.state)).done == room.session.done


def test_a_full_disk_is_told_and_tried_again_until_all_is_written(room, monkeypatch):
    room.key(pygame.K_y)
    room.write("first")
    written = room.desk._journal._file
    room.desk._journal._file = FullDisk(written, 20, True)
    room.key(pygame.K_y)
    room.write("second")
    assert room.console.waiting == 1
    assert not room.console.saved
    room.desk._journal._file = written
    room.state = room.desk.follow(room.state, 9.0)
    assert room.console.waiting == 0
    assert room.console.said == "There is room again: nothing is missing"
    assert journal.recover(room.desk._journal.path) == room.session
    full = BadInput([Fault("class.iffses", "cannot be written (No space left on device)")])
    monkeypatch.setattr(sessions, "save", raising(full))
    room.key(pygame.K_s, mod=CTRL)
    room.write("class")
    assert "No space left" in room.console.said
    kept = room.desk.close(room.state)
    assert journal.recover(kept).bookmarks == room.session.bookmarks


def raising(error: Exception):
    def fail(*_: object) -> None:
        raise error

    return fail


def test_the_class_saves_as_a_scenario_that_loads(room):
    room.key(pygame.K_d, mod=SHIFT)
    room.key(pygame.K_F5)
    room.write("cut.toml")
    found = iffsim.load("cut.toml")
    assert len(found.events) == len(SCENARIO.events) + 1


def test_a_file_that_is_there_is_not_overwritten(room):
    Path("mine.iffses").write_text("mine")
    room.key(pygame.K_s, mod=CTRL)
    room.write("mine")
    assert Path("mine.iffses").read_text() == "mine"
    assert "take another name" in room.console.said
    assert not room.console.file


def test_the_class_window_hides_what_the_instructor_still_sees(room):
    room.key(pygame.K_F2, pygame.K_t)
    assert room.console.column
    assert not screens.framed(room.state).console.hides
    own = screens.for_class(room.state)
    assert own.console.hides
    assert not own.console.column
    assert not own.console.busy


def test_fork_and_original_are_drawn_as_two_pictures(room):
    room.go("3:00")
    room.key(pygame.K_c, pygame.K_1, pygame.K_RETURN)
    room.key(pygame.K_d, mod=SHIFT)
    beside = room.desk.beside(room.state)
    assert beside is not None
    assert beside is not room.desk.recording
    assert same(beside, run(SCENARIO, SCENARIO.seed))
    seen = screens.framed(room.state)
    assert len(set(seen.pictures)) == 1
    assert len(seen.pictures) == 2


def test_a_snapshot_is_restored(room):
    room.go("2:00")
    room.key(pygame.K_v, pygame.K_RETURN)
    room.key(pygame.K_d, mod=SHIFT)
    room.go("4:00")
    room.key(pygame.K_r, pygame.K_1)
    assert not room.session.done
    assert room.state.time_s == 120.0


def test_a_posted_script_teaches_in_a_real_loop(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    codes = [pygame.K_F2, pygame.K_t, pygame.K_o, pygame.K_q]
    steps = iter([pygame.event.Event(pygame.KEYDOWN, key=c, mod=0, unicode="")] for c in codes)
    desk = ClassDesk(Live(begin(SCENARIO)))
    last, kept = app.teach(desk, size=SIZE, script=lambda state: next(steps))
    assert last.console is not None
    assert last.console.window
    assert not last.console.truth
    assert kept is None


def test_a_session_file_still_opens_after_all_of_it(room):
    room.key(pygame.K_4, mod=SHIFT)
    room.key(pygame.K_s, mod=CTRL)
    room.write("four")
    assert sessions.open_session(Path("four.iffses")) == room.session
