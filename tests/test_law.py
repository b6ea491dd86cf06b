"""Nothing answers before it is asked: no scene that can be reached while a question is open tells
its aircraft from others, whatever is tried.

Every scene is made twice: as it is, and with the truth of the aircraft that is asked about
exchanged with another's that is called the same. They must not differ.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest
from msgspec import Struct
from msgspec.structs import replace
from runs import run_of

from iffsim import fair
from iffsim.classroom.live import Live
from iffsim.classroom.session import begin
from iffsim.commands.table import COMMANDS
from iffsim.doctrine import NOT_HELD
from iffsim.recording import Recording
from iffsim.scene.asked import Kind
from iffsim.scene.scene import Scene, Scenes
from iffsim.scene.topics import Topic
from iffsim.story.shut import ASKED, ASKING, COMING, OPEN
from iffsim.story.telling import Bet
from iffsim.view.console import asking
from iffsim.view.console.act import At
from iffsim.view.input.does import DOES, push
from iffsim.view.input.given import Given
from iffsim.view.map.sight import see
from iffsim.view.model import story
from iffsim.view.model.actions import Select, apply, at, at_rest
from iffsim.view.model.asked import asked, closed
from iffsim.view.model.console import Console
from iffsim.view.model.context import context
from iffsim.view.model.state import ViewState, opening
from iffsim.view.window import screens
from iffsim.view.window.desk import Desk
from iffsim.view.window.frame import pixels, render
from iffsim.view.window.loop import Pointer, handled, layout_of

ROOT = Path(__file__).resolve().parent.parent
SIZE = (1280, 720)
OTHERS = fair.COMPANY
MANY = 2200
"""Aircraft: in a sky of more every edit takes seconds, so commands that edit are left out."""
EDITS = ("link", "codes", "four", "undo", "redo", "reset")
SAMPLES = 3
"""Seconds at which each bet is looked at, evenly over the time that it is open."""
NAMES = tuple(sorted(path.stem for path in (ROOT / "scenarios").glob("*.toml")))


def exchanged(recording: Recording, one: int, other: int) -> Recording:
    """Return the recording with all that only truth knows of two aircraft exchanged."""
    fleet = recording.world.fleet
    order = list(range(len(fleet.ids)))
    order[one], order[other] = other, one
    whose = dataclasses.replace(
        fleet,
        allegiance=fleet.allegiance[order],
        types=tuple(fleet.types[n] for n in order),
        categories=tuple(fleet.categories[n] for n in order),
    )
    world = dataclasses.replace(recording.world, fleet=whose)
    return Recording(
        recording.scenario, world, recording.survey, recording.plots, recording.pictures
    )


def alike(recording: Recording, picture: str, aircraft: int, time_s: float) -> list[int]:
    """Return others over the area that a picture calls the same, those with the same evidence
    first."""
    inside = recording.in_area(time_s)
    same = fair.alike(recording, picture, aircraft, time_s) & (inside == inside[aircraft])
    called = recording.picture(picture, time_s).identity
    wears = (called == called[aircraft]) & (called != NOT_HELD) & ~same
    wears &= inside == inside[aircraft]
    wears[aircraft] = False
    return [*np.flatnonzero(same).tolist(), *np.flatnonzero(wears).tolist()]


def plain(value: Any) -> Any:
    """Return a value as it can be compared, what a scene keeps for itself left out."""
    if isinstance(value, np.ndarray):
        return value.shape, value.tobytes()
    if isinstance(value, Struct) or dataclasses.is_dataclass(value):
        names = [name for name in inspect.signature(type(value)).parameters if name[0] != "_"]
        return tuple(plain(getattr(value, name)) for name in names)
    if isinstance(value, tuple | list):
        return tuple(plain(one) for one in value)
    return value


def told(scene: Scene) -> Any:
    """Return all that a scene tells, and all that lights when it is pointed at."""
    lit = tuple(plain(scene.lit(pane, topic)) for pane in scene.panes for topic in Topic)
    return plain(replace(scene, watches=())), lit, scene.straws, plain(scene.revealed)


def given(state: ViewState, recording: Recording, key: str) -> Given:
    seen = screens.framed(state)
    return Given(seen, layout_of(SIZE, state)[0], recording, key)


def reached(state: ViewState, live: Live) -> Iterator[tuple[str, ViewState, Recording]]:
    """Yield what follows each command of the table, given by each of its keys."""
    now = context(screens.framed(state))
    large = len(live.recording.world.fleet.ids) > MANY
    for command in COMMANDS:
        if large and (command.id in EDITS or command.group == "inject"):
            continue
        if not (command.when.holds(now) or (command.place and command.when.able(now))):
            continue
        does = DOES[command.id]
        for key in command.keys if callable(does) else command.keys[:1]:
            desk = Desk(Live(live.session, live.recording))
            action = push(command.id, given(state, desk.recording, key))
            if action is not None:
                after = desk.follow(apply(state, action), 0.0)
                yield command.id, after, desk.recording


def keeps(recording: Recording, state: ViewState, aircraft: int, least: int = 0) -> str:
    """Return what is wrong with a scene while a question about an aircraft is open, "" if
    nothing."""
    wanted = asked(screens.framed(state))
    picture = closed(state).picture
    if wanted.panes() != ((Kind.PICTURE, 0),) or wanted.pictures != (picture,):
        return f"{wanted.pictures} in {wanted.looks}"
    others = alike(recording, picture, aircraft, state.time_s)[: least or 2]
    if len(others) < least:
        return f"{len(others)} others"
    as_it_is = told(Scenes(recording).at(wanted))
    for other in others:
        if told(Scenes(exchanged(recording, aircraft, other)).at(wanted)) != as_it_is:
            return f"differs when exchanged with {recording.world.fleet.ids[other]}"
    return ""


def seconds(bet: Bet) -> list[float]:
    """Return when to look: from when the aircraft can be seen, and while the bet is open."""
    early = [max(bet.seen_s, 0.0), bet.open_s - 1.0]
    return [*early, *np.linspace(bet.open_s, bet.reveal_s - 1.0, SAMPLES).round().tolist()]


def betrayed(recording: Recording, bet: Bet, state: ViewState, least: int) -> Iterator[str]:
    """Yield what tells a bet's aircraft from `least` others, after each command."""
    live = Live(begin(recording.scenario, recording.world.seed), recording)
    held, before = recording.picture(bet.picture, state.time_s).held[bet.aircraft], set()
    for command, after, now in reached(state, live):
        if closed(after).why not in (OPEN, COMING):
            continue
        key = (asked(screens.framed(after)), now if now is not recording else None)
        if key in before:
            continue
        before.add(key)
        enough = least if held and closed(after).why == OPEN else 0
        if wrong := keeps(now, after, bet.aircraft, enough):
            yield f"at {state.time_s:.0f} s, {command}: {wrong}"


def bets() -> Iterator[tuple[str, Recording, Bet]]:
    """Yield every bet of every scenario."""
    for name in NAMES:
        recording = run_of(name)
        for bet in story.show(recording).story.bets:
            yield name, recording, bet


def while_open(recording: Recording, time_s: float) -> ViewState:
    return at(replace(opening(story.show(recording)), playing=False), time_s)


def test_no_command_given_while_a_bet_is_open_tells_its_aircraft_from_ten_others():
    found, count = [], 0
    for name, recording, bet in bets():
        for time_s in seconds(bet):
            count += 1
            state = while_open(recording, time_s)
            found += [f"{name} {one}" for one in betrayed(recording, bet, state, OTHERS)]
    assert count >= 10
    assert found == []


def test_no_inject_of_an_instructor_tells_a_bets_aircraft_from_others():
    """An instructor may change the sky so that few look alike; whose a track is stays hidden."""
    found, count = [], 0
    for name, recording, bet in bets():
        count += 1
        state = while_open(recording, (bet.open_s + bet.reveal_s) / 2)
        taught = replace(state, console=Console())
        found += [f"{name} {one}" for one in betrayed(recording, bet, taught, 0)]
    assert count >= 2
    assert found == []


def test_a_frame_that_is_drawn_while_a_bet_is_open_does_not_depend_on_whose_the_track_is():
    recording = run_of("local-bubble")
    show = story.show(recording)
    bet = show.story.bets[0]
    other = alike(recording, bet.picture, bet.aircraft, 800.0)[0]
    state = apply(at(replace(opening(show), playing=False), 800.0), Select(bet.aircraft))
    frames = [
        pixels(render(one, state, SIZE))
        for one in (recording, exchanged(recording, bet.aircraft, other))
    ]
    assert np.array_equal(*frames)


def test_the_pointer_on_its_track_tells_no_more_than_the_pointer_on_another():
    """Pointed at, clicked, and held: by the mouse, as by the keys above."""
    recording = run_of("local-bubble")
    show = story.show(recording)
    bet = show.story.bets[0]
    state = at_rest(at(replace(opening(show), playing=False), 800.0))
    other = alike(recording, bet.picture, bet.aircraft, 800.0)[0]
    hidden = exchanged(recording, bet.aircraft, other)
    layout, shown = layout_of(SIZE, state)[0], screens.framed(state)
    sight = see(Scenes(recording).at(asked(shown)).panes[0].tracks, shown.camera, layout.panels[0])
    for aircraft in (bet.aircraft, other):
        x, y = map(round, sight.spot(aircraft) or (0, 0))
        for events in (
            [mouse(pygame.MOUSEMOTION, (x, y))],
            [mouse(pygame.MOUSEMOTION, (x, y)), mouse(pygame.MOUSEBUTTONDOWN, (x, y)),
             mouse(pygame.MOUSEBUTTONUP, (x, y))],
        ):  # fmt: skip
            ends = [state, state]
            for event in events:
                ends = [handled(event, end, Pointer(), SIZE, one)[0]
                        for end, one in zip(ends, (recording, hidden), strict=True)]  # fmt: skip
            assert plain(asked(ends[0])) == plain(asked(ends[1]))
            assert ends[0].notice == ends[1].notice
            frames = [pixels(render(one, end, SIZE))
                      for end, one in zip(ends, (recording, hidden), strict=True)]  # fmt: skip
            assert np.array_equal(*frames)
        assert ends[0].bet == aircraft


def mouse(kind: int, spot: tuple[int, int]) -> pygame.event.Event:
    moved = {"rel": (1, 1), "buttons": (0, 0, 0)} if kind == pygame.MOUSEMOTION else {"button": 1}
    return pygame.event.Event(kind, pos=spot, **moved)


def posed(recording: Recording, question: str) -> tuple[ViewState, Desk]:
    """Return a class on one screen, the truth not hidden, to whom a question was put."""
    live = Live(begin(recording.scenario, recording.world.seed), recording)
    state = replace(screens.lesson(live), console=Console())
    desk = Desk(live)
    assert state.console is not None
    use = asking.picked(At(state, state.console, recording), f"?{question}")
    return desk.follow(apply(state, use), 0.0), desk


@pytest.mark.parametrize("name", NAMES)
def test_no_command_given_while_a_question_is_open_answers_it(name):
    recording, found = run_of(name), []
    for question in recording.scenario.questions:
        state, desk = posed(recording, question.id)
        ids = recording.world.fleet.ids
        row = ids.index(question.aircraft) if question.aircraft in ids else None
        found += [f"{question.id}, {one}" for one in answers(recording, state, desk.live, row)]
    assert found == []


def answers(recording: Recording, state: ViewState, live: Live, row: int | None) -> Iterator[str]:
    """Yield what answers a question about an aircraft, or none, after each command."""
    seen = set()
    for command, after, now in reached(state, live):
        if closed(after).why != ASKED:
            assert command in ("ask", "question.away", "back", "desk.off", "window"), command
            continue
        wanted = asked(screens.framed(after))
        if (wanted, now if now is not recording else None) in seen:
            continue
        seen.add((wanted, now if now is not recording else None))
        yield from (f"{command}: {one}" for one in tells(Scenes(now).at(wanted)))
        if row is not None and (wrong := keeps(now, after, row)):
            yield f"{command}: {wrong}"


def tells(scene: Scene) -> Iterator[str]:
    """Yield what of a scene would answer a question to a class."""
    if not scene.asked.shut >= ASKING:
        yield "not shut"
    if any(pane.cards for pane in scene.panes):
        yield "a card"
    if scene.caption is not None:
        yield "a caption"
    if any(one.nothing != "shut" for one in scene.numbers if one.topic is not Topic.HELD):
        yield "a score"
