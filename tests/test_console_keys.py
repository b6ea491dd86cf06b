"""The console's keys, one for each action: injects, jumps, the pen, questions, the column."""

from __future__ import annotations

from types import SimpleNamespace

import pygame
import pytest
from console import ALT, CTRL, SHIFT, SIZE, same
from msgspec.structs import replace

from iffsim.bake import run
from iffsim.classroom.acts import Ask
from iffsim.classroom.edits import NewAircraft
from iffsim.classroom.marks import Prompt
from iffsim.classroom.palette import PALETTE, entry_of
from iffsim.classroom.session import edited, right
from iffsim.scene.asked import View
from iffsim.view.console import column
from iffsim.view.map.sight import shown
from iffsim.view.model.console import Purpose
from iffsim.view.window import screens
from iffsim.view.window.loop import layout_of
from iffsim.view.window.second_window import Classroom
from iffsim.words.say import messages


def test_hidden_truth_shows_no_ghosts_no_scores_no_truth_view(room):
    room.go("5:00")
    layout, _ = layout_of(SIZE, room.state)
    assert any(len(sight.ghost) for sight in shown(room.desk.recording, room.state, layout))
    room.key(pygame.K_4)
    assert room.state.view is View.TRUTH
    room.key(pygame.K_t)
    seen = screens.framed(room.state)
    assert seen.view is View.SIDE
    assert not seen.show.story.bets
    layout, _ = layout_of(SIZE, room.state)
    assert not layout.column.width
    assert not any(len(sight.ghost) for sight in shown(room.desk.recording, seen, layout))
    room.key(pygame.K_5)
    assert room.state.view is View.TRUTH  # as it was before, for when the truth is shown again


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
        assert entry_of(room.session.done[-1]) == entry
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
    assert isinstance(edit, NewAircraft)
    assert len(edit.route) == 2
    assert "NEW-1" in room.desk.recording.world.fleet.ids


def test_a_command_of_the_column_is_clicked(room):
    layout, _ = layout_of(SIZE, room.state)
    box = next(box for command, box in column.places(layout) if command.id == "pen")
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


def test_a_question_of_ones_own_has_its_answers_and_the_right_one(room):
    room.key(pygame.K_a, pygame.K_o)
    room.write("Whose fault? / nobody's / *the link's")
    prompt = room.session.prompts[-1]
    assert prompt.options == ("nobody's", "the link's")
    assert prompt.answer == "the link's"


def test_every_line_that_is_asked_for_is_in_the_table():
    assert [one for one in Purpose if one.value not in messages()] == []


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


def test_a_track_is_clicked_on_the_class_window_as_the_answer(room):
    room.go("5:00")
    room.key(pygame.K_TAB)
    row = room.state.selected
    ids = room.desk.recording.world.fleet.ids
    room.desk.live.play(
        Ask(prompt=Prompt(id="q", at_s=300.0, text="Which?", answer=ids[row]), position_s=300.0)
    )
    room.state = replace(room.state, session=room.session)
    room.state = replace(room.state, console=replace(room.console, quiz="q", window=True))
    classroom, size = Classroom(), (1280, 720)
    classroom._window = SimpleNamespace(get_surface=lambda: pygame.Surface(size))
    seen = screens.framed(screens.for_class(room.state))
    layout = screens.layout(size, seen)
    spot = shown(room.desk.recording, seen, layout)[0].spot(row)
    pos = tuple(round(value) for value in spot)
    click = pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=pos, button=1)
    room.state = classroom.heard(click, room.state, room.desk.recording)
    room.tick()
    assert right(room.session, "q") == (1, 1)
    nowhere = pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(5, 5), button=1)
    assert classroom.heard(nowhere, room.state, room.desk.recording) == room.state


def test_the_key_that_opens_a_line_is_not_its_first_letter(room):
    room.key(pygame.K_w)
    room.post(pygame.TEXTINPUT, text="w")
    room.write("ığüşöç İ")
    assert room.session.notes[0].text == "ığüşöç İ"
