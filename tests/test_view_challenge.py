"""The challenge at the main story's end, in the window: moves, what they lead to, the cards."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pygame
import pytest
from msgspec.structs import replace

from iffsim.bake import run
from iffsim.classroom import edits
from iffsim.classroom.edits import FOUR, MoreSites
from iffsim.scenario import events
from iffsim.story.challenge import CODES, LINK, MORE, MOVES, PLACE, Move, game
from iffsim.view.chrome import challenge as drawn
from iffsim.view.chrome import ready
from iffsim.view.drawing.layout import arrange
from iffsim.view.input.does import push
from iffsim.view.input.given import Given
from iffsim.view.input.pointer import button_at, pressed
from iffsim.view.model import challenge, story
from iffsim.view.model.actions import Action, apply, at, at_rest
from iffsim.view.model.comfort import Comfort
from iffsim.view.model.console import Console
from iffsim.view.model.context import context
from iffsim.view.model.state import opening
from iffsim.view.window import reel, screens
from iffsim.view.window.desk import Desk
from iffsim.view.window.frame import Stage, offscreen, pixels
from iffsim.view.window.loop import layout_of
from iffsim.view.window.takeaway import REFUSED, WRITTEN, taken

SIZE = (1600, 900)


@pytest.fixture(scope="module")
def played(recording):
    return game(recording)


class Reader:
    """Somebody who plays the last chapter."""

    def __init__(self, recording, comfort: Comfort = Comfort()) -> None:  # noqa: B008
        self.desk = Desk.of(recording)
        show = story.show(recording)
        first = replace(opening(show), comfort=comfort, playing=False)
        self.state = at_rest(at(first, show.chapters[-1].start_s + 5.0))

    @property
    def given(self) -> Given:
        layout, _ = layout_of(SIZE, self.state)
        return Given(self.state, layout, self.desk.recording, "Left")

    def do(self, action: Action | None) -> None:
        if action is not None:
            self.state = self.desk.follow(apply(self.state, action), 0.0)

    def push(self, *commands: str) -> None:
        for command in commands:
            self.do(push(command, self.given))

    @property
    def moves(self) -> list[str]:
        return [move.kind for move in challenge.made(self.state)]


def test_what_moves_lead_to_is_what_a_run_of_the_edited_scenario_counts(recording, played):
    written, at_s = recording.scenario, "00:00:00"
    km = (-160.0, 0.0)
    lat_lon = played._edit(Move(PLACE, km)).place
    by_hand = {
        CODES: [events.NewDoctrine(at=at_s, picture="standalone", doctrine="none")],
        MORE: [MoreSites(at=at_s, places=FOUR)],
        PLACE: [events.MoveSite(at=at_s, site="battery", place=lat_lon)],
    }
    for kind, made in by_hand.items():
        fresh = run(edits.after(written, made), recording.world.seed)
        then = fresh.score_at("standalone", played.read_s)
        found = played.after([Move(kind, km if kind == PLACE else None)])
        assert (found.needle, found.held) == (then.needle, then.tracked), kind
        assert found.line[10] == fresh.score_at("standalone", 600.0).needle
    assert played.after([Move(LINK)]).needle == recording.score_at("linked", played.read_s).needle
    assert played.after([]).needle == recording.score_at("standalone", played.read_s).needle


def test_only_the_link_reaches_the_goal_and_the_order_of_moves_does_not_matter(played):
    assert all(played.after([Move(kind)]) is not None for kind in MOVES)
    assert played.after([Move(LINK)]).reaches(played.goal)
    assert not played.after([Move(MORE), Move(CODES)]).reaches(played.goal)
    both = [Move(MORE), Move(LINK)]
    assert played.after(both) is played.after(both[::-1])


def test_a_still_reads_the_needle_when_the_story_bets_though_it_asks_nobody_to(recording, played):
    first_bet = story.show(recording).story.bets[0]
    assert played.read_s == first_bet.reveal_s - 1
    state = at_rest(at(reel.first(recording, "side", (), "en"), played.start_s + 5.0))
    assert not state.show.story.bets
    stage = Stage(recording)
    stage.draw(offscreen(SIZE), state)
    assert stage._game.read_s == played.read_s


def test_moves_are_made_refused_and_taken_back_with_what_the_map_shows_of_them(recording):
    reader = Reader(recording)
    assert challenge.goal(reader.state) is not None
    reader.push("move.four", "move.four")
    assert (reader.moves, reader.state.edits) == ([MORE], 1)
    reader.push("move.link")
    assert (reader.moves, reader.state.edits) == ([MORE, LINK], 1)
    reader.push("move.codes")
    assert reader.moves == [MORE, LINK]
    assert reader.state.notice == challenge.FULL
    reader.push("move.undo")
    assert (reader.moves, reader.state.edits) == ([MORE], 1)
    reader.push("move.undo", "move.undo")
    assert (reader.moves, reader.state.edits) == ([], 0)


def test_the_map_beside_the_sheet_is_the_linked_one_once_the_link_was_made(recording):
    reader = Reader(recording)
    assert screens.framed(reader.state).pictures == ("standalone", "linked")
    reader.push("move.link")
    assert screens.framed(reader.state).pictures == ("linked", "standalone")
    reader.push("move.undo")
    assert screens.framed(reader.state).pictures == ("standalone", "linked")
    reader.push("move.link")
    assert screens.framed(at(reader.state, 600.0)).pictures == ("standalone",)


def test_the_battery_is_moved_by_keys_and_an_edit_between_is_taken_back_first(recording):
    reader = Reader(recording)
    reader.push("move.place", "carry.move", "carry.put")
    assert (reader.moves, reader.state.edits) == ([PLACE], 1)
    first = challenge.made(reader.state)[0].km
    reader.push("move.place", "carry.move", "carry.put")
    assert reader.moves == [PLACE]
    assert challenge.made(reader.state)[0].km != first
    reader.push("carry.take")
    while reader.state.hold.name == "battery":
        reader.push("carry.take")
    reader.push("carry.move", "carry.put")  # another site: no move of the challenge
    assert reader.moves == [PLACE]
    edited = reader.state.edits
    reader.push("move.undo")
    assert (reader.moves, reader.state.edits) == ([PLACE], edited - 1)
    reader.push("move.undo")
    assert reader.moves == []
    reader.push("move.place", "carry.move", "carry.put", "reset")
    assert (reader.moves, reader.state.edits) == ([], 0)


def test_the_buttons_give_their_commands_and_nothing_below_them_is_pressed(recording):
    reader = Reader(recording)
    given = reader.given
    boxes = drawn.buttons(given.layout, reader.state)
    assert set(boxes) == {*(one.id for one in drawn.COMMANDS), "take"}
    for command, box in boxes.items():
        assert button_at(box.center, given) == command
    place = drawn.box(given.layout)
    assert pressed((place.x + 3, place.y + 3), given) is None
    reader.do(pressed(boxes["move.link"].center, given))
    assert reader.moves == [LINK]
    reader.push("end.watch")
    chapters = reader.state.show.chapters
    assert reader.state.show.chapter_at(reader.state.time_s) == len(chapters) - 3
    assert challenge.goal(reader.state) is None
    assert drawn.buttons(reader.given.layout, reader.state) == {}


def test_it_is_not_there_while_a_class_sees_no_truth(recording):
    reader = Reader(recording)
    hidden = replace(reader.state, console=Console(truth=False))
    assert challenge.goal(hidden) is None
    assert "challenge" not in context(hidden).flags


@pytest.mark.parametrize("language", ["en", "tr"])
@pytest.mark.parametrize("text", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1280, 720), (1600, 900)])
def test_no_part_lies_over_another_or_leaves_the_window(recording, language, text, size):
    reader = Reader(recording, Comfort(language, text))
    reader.push("move.four", "move.link")
    layout, _ = layout_of(size, reader.state)
    place, where = drawn.box(layout), drawn.parts(layout)
    whole = pygame.Rect((0, 0), size)
    assert whole.contains(place)
    rooms = [room for room in where.values() if room.height]
    assert all(place.contains(room) for room in rooms)
    assert all(one.bottom <= other.top for one, other in pairwise(rooms))
    boxes = list(drawn.buttons(layout, reader.state).values())
    assert all(place.contains(box) for box in boxes)
    assert all(box.collidelist(boxes[:n]) == -1 for n, box in enumerate(boxes))


def test_the_frame_shows_what_was_reached(recording):
    reader = Reader(recording)
    stage, shots = Stage(recording), []
    for command in (None, "move.four", "move.link"):
        if command:
            reader.push(command)
        surface = offscreen(SIZE)
        stage.use(reader.desk.recording)
        stage.draw(surface, reader.state)
        box = drawn.parts(layout_of(SIZE, reader.state)[0])["said"]
        shots.append(pixels(surface)[box.y : box.bottom, box.x : box.right].astype(int))
    green = [(shot[..., 1] - np.maximum(shot[..., 0], shot[..., 2]) > 40).sum() for shot in shots]
    assert green[2] > 200 > 10 * max(green[0], green[1], 1)


def test_the_page_is_written_beside_the_program_and_over_nothing(recording, tmp_path, capsys):
    reader = Reader(recording)
    for name in ("iffsim-local-bubble.html", "iffsim-local-bubble-2.html"):
        reader.push("take")
        state = taken(reader.state, recording, tmp_path)
        assert (state.taking, state.notice) == (False, WRITTEN)
        assert (tmp_path / name).stat().st_size > 300_000
        assert str(tmp_path / name) in capsys.readouterr().out
    (tmp_path / "file").write_text("no folder")
    nowhere = taken(reader.state, recording, tmp_path / "file")
    assert (nowhere.taking, nowhere.notice) == (False, REFUSED)
    assert taken(state, recording, tmp_path) is state


@pytest.mark.parametrize("width", [700, 950, 1280, 1600, 2560])
@pytest.mark.parametrize("text", [0.8, 1.0, 1.5, 2.0])
def test_what_is_always_at_hand_leaves_room_for_titles_and_clock(width, text):
    layout = arrange((width, 900), 2, text)
    boxes = ready.buttons(layout)
    assert {"help", "language"} <= set(boxes) <= {one.id for one in ready.COMMANDS}
    row = sorted(boxes.values(), key=lambda box: box.x)
    assert all(one.right < other.x for one, other in pairwise(row))
    assert row[-1].right < layout.top.centerx - layout.px(100)
    if len(boxes) == len(ready.COMMANDS):
        assert row[0].x - layout.top.x >= layout.px(240)
