"""The table of commands: one meaning for a key at a time, everything reachable, docs made of it."""

from __future__ import annotations

import importlib.util
import json
import re
from itertools import combinations
from pathlib import Path

import pygame
import pytest
from console import SHIFT
from console import SIZE as ROOM
from msgspec.structs import replace
from view_demo import demo

from iffsim.commands import listed
from iffsim.commands.command import FOCUSES, Context, When, command_for
from iffsim.commands.shut import shut
from iffsim.commands.table import BY_ID, COMMANDS, GESTURES, GOES_ON, GROUPS
from iffsim.scene.asked import View
from iffsim.story.shut import HIDDEN
from iffsim.view.chrome import ready, toolbar, transport, viewswitch
from iffsim.view.console import column
from iffsim.view.input import dispatch
from iffsim.view.input.does import DOES, push
from iffsim.view.input.given import Given
from iffsim.view.input.pointer import button_at
from iffsim.view.model import story
from iffsim.view.model.context import context
from iffsim.view.model.state import opening
from iffsim.view.window.loop import layout_of
from iffsim.words.say import messages

HERE = Path(__file__).parent.parent
SIZE = (1600, 900)


def meet(one: When, other: When) -> bool:
    """Return whether there is a context in which both hold."""
    clash = one.wanted & other.barred or one.barred & other.wanted
    return bool(one.focus & other.focus) and not clash


def test_no_two_commands_that_can_hold_together_share_a_key():
    clashes = [
        (one.id, other.id, key)
        for one, other in combinations(COMMANDS, 2)
        for key in set(one.keys) & set(other.keys)
        if meet(one.when, other.when)
    ]
    assert clashes == []


def test_every_command_is_done_by_something_and_has_a_key_a_keyboard_can_type():
    assert set(DOES) == set(BY_ID)
    assert len(BY_ID) == len(COMMANDS)
    typed = set(dispatch.NAMES.values()) | set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789[],.?")
    for command in COMMANDS:
        assert command.keys, command.id
        for key in command.keys:
            *held, name = key.split("+")
            assert set(held) <= {"Ctrl", "Alt", "Shift"}, key
            assert name in typed, key


def test_no_key_is_read_outside_the_one_module():
    naming = re.compile(r"pygame\.K_|KEYDOWN|KMOD_|\.unicode")
    found = {
        path.relative_to(HERE / "src" / "iffsim").as_posix()
        for path in (HERE / "src").rglob("*.py")
        if naming.search(path.read_text(encoding="utf-8"))
    }
    assert found - {"view/window/second_window.py"} == {"view/input/dispatch.py"}


def test_a_condition_names_only_what_there_is():
    with pytest.raises(ValueError, match="typo"):
        When.of("map typo")
    assert When.of("console").focus == set(FOCUSES) - {"line", "list", "page"}


@pytest.mark.parametrize(
    ("key", "focus", "flags", "wanted"),
    [
        ("Delete", "map", {"console"}, "wipe"),
        ("Delete", "carry", {"console"}, "carry.switch"),
        ("Delete", "map", set(), None),
        ("Enter", "map", {"betting"}, "guess.place"),
        ("Enter", "vote", {"console"}, "tally"),
        ("3", "vote", {"console"}, "vote"),
        ("3", "told", {"console"}, "view.single"),
        ("Right", "toolbar", set(), "toolbar.walk"),
        ("Alt+Left", "map", set(), "pan.left"),
        ("Alt+Left", "map", {"console"}, "track.back"),
        ("J", "inject", {"console"}, None),
        ("N", "place", {"console"}, None),
        ("F6", "place", {"console"}, "link"),
        ("Down", "page", set(), "page.scroll"),
    ],
)
def test_what_a_key_means_depends_on_who_has_the_keyboard(key, focus, flags, wanted):
    found = command_for(COMMANDS, key, Context(focus, frozenset(flags)))
    assert (found.id if found else None) == wanted


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ({"key": pygame.K_8, "mod": pygame.KMOD_MODE, "unicode": "["}, "["),  # Turkish: AltGr 8
        ({"key": pygame.K_4, "mod": pygame.KMOD_LSHIFT, "unicode": "+"}, "Plus"),
        ({"key": pygame.K_EQUALS, "mod": pygame.KMOD_LSHIFT, "unicode": "+"}, "Plus"),
        ({"key": ord("ı"), "mod": 0, "unicode": "ı"}, "I"),
        ({"key": pygame.K_s, "mod": pygame.KMOD_LMETA, "unicode": ""}, "Ctrl+S"),
        ({"key": pygame.K_EQUALS, "mod": pygame.KMOD_LCTRL, "unicode": ""}, "Ctrl+Plus"),
        ({"key": pygame.K_KP7, "mod": 0, "unicode": "7"}, "7"),
    ],
)
def test_a_key_is_called_by_its_place_and_by_what_it_types(data, wanted):
    assert wanted in list(dispatch.chords(pygame.event.Event(pygame.KEYDOWN, **data)))


def test_a_button_of_every_place_gives_its_own_command(room):
    layout, _ = layout_of(SIZE, room.state)
    given = Given(replace(room.state, sandbox=True, selected=0), layout, room.desk.recording)
    boxes = viewswitch.buttons(layout) | transport.buttons(layout)
    boxes |= toolbar.buttons(layout, given.state) | ready.buttons(layout)
    for command, box in boxes.items():
        assert button_at(box.center, given) == command
    listed_there = column.places(layout)
    for command, box in listed_there:
        assert column.command_at(box.center, layout) == command.id
    placed = set(boxes) | {command.id for command, _ in listed_there}
    hidden = {"undo", "redo", "reset"}  # nothing was done yet
    elsewhere = {command.id for command in COMMANDS if command.place == "challenge"}
    wanted = {command.id for command in COMMANDS if command.place}
    assert wanted == placed | hidden | elsewhere


@pytest.mark.parametrize("command", ["view.truth", "view.difference", "source", "word.next"])
def test_what_tells_the_truth_is_refused_aloud_while_it_is_hidden(room, command):
    room.key(pygame.K_t)
    before = room.state
    layout, _ = layout_of(SIZE, before)
    action = push(command, Given(before, layout, room.desk.recording))
    assert shut(command, context(before)) == HIDDEN
    assert action is not None
    assert action.why == HIDDEN
    room.key(pygame.K_4)
    assert room.state.notice == HIDDEN
    assert room.state.view is View.SIDE
    there, _ = layout_of(ROOM, room.state)
    room.click(viewswitch.buttons(there)["view.truth"].center)
    assert room.state.view is View.SIDE
    room.key(pygame.K_t, pygame.K_4)
    assert room.state.view is View.TRUTH


def test_on_two_screens_the_instructor_may_still_see_the_truth(room):
    room.key(pygame.K_F2, pygame.K_t, pygame.K_4)
    assert room.state.view is View.TRUTH


def test_letters_begin_the_name_of_a_place_that_an_inject_wants(room):
    room.go("5:00")
    room.key(pygame.K_b, mod=SHIFT)
    room.post(pygame.TEXTINPUT, text="B")  # of the key itself
    assert room.console.typing is None
    now, chapter = room.state.time_s, room.state.show.chapter_at(room.state.time_s)
    for letter in "Trabzon":
        room.key(ord(letter.lower()))
        room.post(pygame.TEXTINPUT, text=letter)
    assert room.console.typing.text == "Trabzon"
    assert (room.state.time_s, room.state.show.chapter_at(now)) == (now, chapter)
    room.key(pygame.K_RETURN)
    assert [type(edit).__name__ for edit in room.session.done] == ["MoreSites"]


def test_every_line_of_help_and_every_button_is_in_the_table_of_words():
    said = [*GROUPS.values(), *(what for _, _, what in GESTURES)]
    said += [f"cap.{by.lower()}" for by, _, _ in GESTURES]
    said += [id_ for one in COMMANDS for id_ in (one.help, one.label) if id_]
    assert [id_ for id_ in said if id_ not in messages()] == []


def test_help_lists_every_command_that_can_hold_on_the_map():
    for console in (False, True):
        flags = frozenset({"console"} if console else ())
        lines = {line.help for group in GROUPS for line in listed.lines(group, console)}
        for command in COMMANDS:
            on = command.when.wanted <= flags | {"curtain", "betting", "edits", "undone"}
            if on and "map" in command.when.focus and not command.when.barred & flags:
                assert command.help in lines, command.id


def test_the_table_can_be_read_by_what_is_not_python():
    rows = json.loads(listed.as_json())
    assert [row["id"] for row in rows] == list(BY_ID)
    assert rows[0]["keys"] == ["Space"]
    assert "map" in rows[0]["when"]["focus"]


def _keys_script():
    spec = importlib.util.spec_from_file_location("keys", HERE / "docs" / "keys.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["window.md", "teaching.md"])
def test_the_tables_of_keys_in_the_docs_are_those_of_the_table(name):
    """`python docs/keys.py` makes them anew."""
    text = (HERE / "docs" / name).read_text(encoding="utf-8")
    assert _keys_script().made(text) == text


def test_every_key_that_the_docs_name_is_in_the_table_and_the_other_way_round():
    known = {listed.printed(key) for command in COMMANDS for key in command.keys}
    looks_like_key = re.compile(
        r"((Shift|Ctrl|Alt) )?(F\d+|[A-Z0-9\[\],.?+−←→↑↓]|Space|Enter|Esc|Tab|Del|Bksp|Home|End"
        r"|PgUp|PgDn)"
    )
    named = set()
    for name in ("window.md", "teaching.md"):
        text = (HERE / "docs" / name).read_text(encoding="utf-8")
        named |= {key for key in re.findall(r"`([^`\n]+)`", text) if looks_like_key.fullmatch(key)}
    assert named - known == set()
    assert {key for key in known - named if not re.fullmatch("[1-9D-Y]", key)} == set()


def test_what_is_allowed_now_follows_from_the_state():
    state = replace(opening(story.show(demo())), playing=False)
    now = context(state)
    allowed = {command.id for command in COMMANDS if command.when.holds(now)}
    assert {"play", "view.truth", "desk.on", "sandbox"} <= allowed
    assert not allowed & {"undo", "ask", "line.end", "carry.put", "guess.close"}


def test_a_key_that_comes_again_switches_nothing_back_but_steps_go_on():
    """A key let go while a frame took long comes twice before it is told to be up."""
    assert set(BY_ID) >= GOES_ON
    now = [0.0]
    held, state = dispatch.Held(lambda: now[0]), replace(opening(story.show(demo())), playing=False)
    layout = layout_of(SIZE, state)[0]
    meant = []
    for kind, code in [
        (pygame.KEYDOWN, pygame.K_SPACE), (pygame.KEYDOWN, pygame.K_SPACE),
        (pygame.KEYUP, pygame.K_SPACE), (pygame.KEYDOWN, pygame.K_SPACE),
        (pygame.KEYDOWN, pygame.K_RIGHT), (pygame.KEYDOWN, pygame.K_RIGHT),
    ]:  # fmt: skip
        event = held.marked(pygame.event.Event(kind, key=code, mod=0, unicode=""))
        meant.append(dispatch.read(event, state, layout, demo()) is not None)
    assert meant == [True, False, False, True, True, True]
    now[0] += dispatch.FORGOTTEN_S  # it was let go where nobody heard of it
    pressed = held.marked(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_SPACE, mod=0, unicode=""))
    assert dispatch.read(pressed, state, layout, demo()) is not None
