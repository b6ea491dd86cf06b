"""A scripted class: hide truth, play, freeze, ask, reveal, cut the link, fork, undo, save, reopen,
replay to the bit."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest
from sessions import SCENARIO

import iffsim
from iffsim import edits, journal, sessions
from iffsim.acts import Ask
from iffsim.bake import run
from iffsim.cli.teach import desk as open_desk
from iffsim.live import Live
from iffsim.palette import PALETTE
from iffsim.recording import Recording
from iffsim.session import Prompt, begin, edited, right, tally
from iffsim.view import app, column, consoledraw, consolekeys, screens
from iffsim.view.actions import Pass, apply
from iffsim.view.app import Pointer, handled, layout_of
from iffsim.view.camera import world_to_screen
from iffsim.view.classdesk import ClassDesk
from iffsim.view.console import Console, Purpose
from iffsim.view.looks import View
from iffsim.view.sights import shown
from iffsim.view.words import turkish

SIZE = (1280, 720)
SHIFT, CTRL, ALT = pygame.KMOD_LSHIFT, pygame.KMOD_LCTRL, pygame.KMOD_LALT


class Class:
    """A class with its keyboard and mouse."""

    def __init__(self, desk: ClassDesk | None = None) -> None:
        self.desk = desk or ClassDesk(Live(begin(SCENARIO)))
        self.state = screens.lesson(self.desk.live)
        self.tick()

    @property
    def session(self):
        return self.desk.live.session

    @property
    def console(self) -> Console:
        assert self.state.console is not None
        return self.state.console

    def tick(self, wall_s: float = 0.0) -> None:
        self.state = self.desk.follow(apply(self.state, Pass(wall_s)), 0.0)

    def post(self, kind: int, **data: object) -> None:
        event = pygame.event.Event(kind, **data)
        self.state, _ = handled(event, self.state, Pointer(), SIZE, self.desk.recording)
        self.tick()

    def key(self, *codes: int, mod: int = 0) -> None:
        for code in codes:
            self.post(pygame.KEYDOWN, key=code, mod=mod, unicode="")

    def write(self, text: str) -> None:
        """Type a line over what is proposed, and end it."""
        self.key(pygame.K_BACKSPACE, mod=CTRL)
        for letter in text:
            self.post(pygame.KEYDOWN, key=0, mod=0, unicode=letter)
        self.key(pygame.K_RETURN)

    def click(self, spot: tuple[float, float]) -> None:
        pos = (round(spot[0]), round(spot[1]))
        self.post(pygame.MOUSEBUTTONDOWN, pos=pos, button=1)
        self.post(pygame.MOUSEBUTTONUP, pos=pos, button=1)

    def spot(self, km: tuple[float, float]) -> tuple[float, float]:
        layout, _ = layout_of(SIZE, self.state)
        x, y = world_to_screen(self.state.camera, layout.panels[0], np.array(km))
        return float(x), float(y)

    def go(self, text: str) -> None:
        self.key(pygame.K_j)
        self.write(text)


@pytest.fixture
def room(tmp_path, monkeypatch) -> Iterator[Class]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    found = Class()
    yield found
    found.desk.close(found.state)


def same(one: Recording, other: Recording) -> bool:
    """Return whether two recordings show the same at every tenth second."""
    return one.picture_ids == other.picture_ids and all(
        np.array_equal(getattr(a, name), getattr(b, name))
        for time_s in range(0, int(one.duration_s), 10)
        for picture in one.picture_ids
        for a, b in [(one.picture(picture, time_s), other.picture(picture, time_s))]
        for name in ("held", "identity", "evidence", "seen_tick", "sites")
    )


def ask_and_reveal(room: Class) -> None:
    """Ask what one would call the first track, take answers by keys and as a tally, reveal."""
    room.key(pygame.K_TAB, pygame.K_a, pygame.K_1)
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
    assert room.session.done == (edits.LinkDown(at_s=300.0, link="nato"),)
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


def test_a_class_that_was_killed_goes_on_from_its_autosave(room, capsys):
    room.key(pygame.K_s, mod=CTRL)
    room.write("class")
    room.key(pygame.K_y)
    room.write("after saving")
    again = Class(open_desk("class.iffses", None))  # the first one never closed
    assert [mark.name for mark in again.session.bookmarks] == ["after saving"]
    assert "autosave" in capsys.readouterr().err
    again.desk.close(again.state)


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


def test_hidden_truth_shows_no_ghosts_no_scores_no_truth_view(room):
    room.go("5:00")
    layout, _ = layout_of(SIZE, room.state)
    assert any(len(sight.ghost) for sight in shown(room.desk.recording, room.state, layout))
    room.key(pygame.K_4)
    assert room.state.view is View.TRUTH
    room.key(pygame.K_t)
    seen = screens.framed(room.state)
    assert seen.view is View.SIDE
    assert not seen.show.bets
    layout, _ = layout_of(SIZE, room.state)
    assert not layout.column.width
    assert not any(len(sight.ghost) for sight in shown(room.desk.recording, seen, layout))
    room.key(pygame.K_5)
    assert room.state.view is View.TRUTH  # as it was before, for when the truth is shown again


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


@pytest.mark.parametrize("text", ["2:00", "0:02:00", "120", "mark", "MARK"])
def test_a_jump_understands_times_and_bookmarks(room, text):
    room.go("2:00")
    room.key(pygame.K_y)
    room.write("mark")
    room.go("9:00")
    room.go(text)
    assert room.state.time_s == 120.0


def test_events_are_stepped_through_both_ways(room):
    room.key(pygame.K_RIGHT, mod=CTRL)
    first = room.state.time_s
    room.key(pygame.K_RIGHT, mod=CTRL)
    assert room.state.time_s > first > 0.0
    room.key(pygame.K_LEFT, mod=CTRL)
    assert room.state.time_s == first
    room.go("5:00")
    room.key(pygame.K_TAB)
    room.key(pygame.K_LEFT, mod=ALT)
    events = room.desk.recording.events
    mine = events.tick[events.aircraft == room.state.selected]
    assert int(room.state.time_s) in mine.tolist()


def test_every_inject_of_the_palette_can_be_done_by_keys(room):
    for entry in PALETTE:
        room.go("5:00")
        room.key(pygame.K_TAB)
        done = len(room.session.done)
        room.key(ord(entry.key), mod=SHIFT)
        for _ in range(12):
            if room.console.picking is not None:
                room.key(pygame.K_1)
            elif room.console.typing is not None:
                room.write("Konya" if not room.console.inject.way else "38.5 38.9")
            elif room.console.inject is not None:
                room.key(pygame.K_TAB, pygame.K_RETURN)
        assert len(room.session.done) == done + 1, entry.name
        assert isinstance(room.session.done[-1], entry.edit)
    assert same(run(edited(room.session), room.session.seed), room.desk.recording)


def test_a_new_aircraft_flies_where_it_was_clicked(room):
    room.go("3:00")
    room.key(pygame.K_n, mod=SHIFT)
    room.key(pygame.K_1, pygame.K_1)
    here = (room.state.camera.east_km, room.state.camera.north_km)
    room.click(room.spot(here))
    room.click(room.spot((here[0] + 90.0, here[1])))
    room.key(pygame.K_RETURN)
    edit = room.session.done[-1]
    assert isinstance(edit, edits.NewAircraft)
    assert len(edit.route) == 2
    assert "NEW-1" in room.desk.recording.world.fleet.ids


def test_a_command_of_the_column_is_clicked(room):
    layout, _ = layout_of(SIZE, room.state)
    _line, box = next(one for one in column.places(layout) if one[0].words == "Pen")
    room.click(box.center)
    assert room.console.pen


def test_the_pen_draws_and_del_wipes(room):
    room.key(pygame.K_d)
    room.post(pygame.MOUSEBUTTONDOWN, pos=(200, 200), button=1)
    for x in range(210, 300, 10):
        room.post(pygame.MOUSEMOTION, pos=(x, 200), rel=(10, 0), buttons=(1, 0, 0))
    room.post(pygame.MOUSEBUTTONUP, pos=(300, 200), button=1)
    assert len(room.console.strokes[0]) == 10
    room.key(pygame.K_DELETE)
    assert not room.console.strokes
    assert not room.console.pen


def test_nothing_of_the_column_overlaps_or_leaves_the_window(room):
    for size in (SIZE, (1600, 900), (1920, 1080)):
        layout, _ = layout_of(size, room.state)
        boxes = [box for _, box in column.places(layout)]
        assert all(layout.column.contains(box) for box in boxes)
        assert all(box.collidelist(boxes[n + 1 :]) < 0 for n, box in enumerate(boxes))
        assert all(not layout.column.colliderect(panel) for panel in layout.panels)


def test_help_names_every_key_of_the_console():
    words = [set(keys.replace("..", " ").split()) for keys, _ in consoledraw.KEYS]
    plain = set().union(*(w for w in words if not w & {"Shift", "Ctrl", "Alt"}))
    names = {pygame.K_DELETE: "Del"}
    for code in consolekeys.PLAIN:
        held = names.get(code, pygame.key.name(code).upper())
        assert held in plain | {"F5"}, held
    shifted = set().union(*(w for w in words if "Shift" in w))
    assert {entry.key.upper() for entry in PALETTE} <= shifted


def test_a_question_of_ones_own_has_its_answers_and_the_right_one(room):
    room.key(pygame.K_a)
    last = len(room.console.picking.options)
    room.key(ord(str(last)))
    room.write("Whose fault? / nobody's / *the link's")
    prompt = room.session.prompts[-1]
    assert prompt.options == ("nobody's", "the link's")
    assert prompt.answer == "the link's"


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


def test_every_word_of_the_console_is_there_in_turkish():
    injects = {entry.name for entry in PALETTE}
    said = [line.words for line in column.COMMANDS] + [what for _, what in consoledraw.KEYS]
    said += [purpose.value for purpose in Purpose if purpose.name not in ("RESTORE", "INJECT")]
    assert [words for words in said if words not in turkish() and words not in injects] == []


def test_a_track_is_clicked_as_the_answer_to_which_one_it_is(room):
    room.go("5:00")
    room.key(pygame.K_TAB)
    ids = room.desk.recording.world.fleet.ids
    prompt = Prompt(id="q", at_s=300.0, text="Which one?", answer=ids[room.state.selected])
    room.desk.live.play(Ask(prompt=prompt, position_s=300.0))
    console = replace(room.console, quiz="q")
    room.state = replace(room.state, session=room.session, console=console)
    layout, _ = layout_of(SIZE, room.state)
    spot = shown(room.desk.recording, room.state, layout)[0].spot(room.state.selected)
    room.click(spot)
    assert right(room.session, "q") == (1, 1)
    room.key(pygame.K_a)
    assert room.console.lit == (prompt.answer,)
