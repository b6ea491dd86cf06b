"""Between the window and the server of a class's devices: once a frame it hears what they answered,
has the desk play it, and says what they show from now on."""

from __future__ import annotations

import secrets
import time

import pygame
from msgspec.structs import replace

from iffsim.base.errors import BadInput
from iffsim.classroom.marks import Answer
from iffsim.server import seen
from iffsim.server.door import Door
from iffsim.server.process import Server
from iffsim.server.seen import Seen
from iffsim.server.wire import Done, Given, Person, Show
from iffsim.view.model.asked import prompt_on
from iffsim.view.model.room import Room
from iffsim.view.model.state import ViewState
from iffsim.view.window.classdesk import ClassDesk

MOST, MOST_S = 24, 0.008
"""In one frame no more answers are played, and for no longer, s of computing: the frame comes
first."""
NOBODY = Person()


def wake() -> None:
    """Have a window at rest look up; may be called from any thread."""
    if pygame.display.get_init():
        pygame.event.post(pygame.event.Event(pygame.USEREVENT))


class Phones:
    """Keeps a server and a desk together."""

    def __init__(self, server: Server, door: Door) -> None:
        self._server = server
        self._room = Room(door.place, door.code, door.modules)
        self._begun, self._version = secrets.token_hex(4), 0
        self._seen: Seen | None = None
        self._key: object = None
        self._mine: dict[str, str] = {}
        self._turns: dict[str, tuple[int, int]] = {}

    def follow(self, state: ViewState, desk: ClassDesk) -> ViewState:
        """Do what the devices asked for, and show them what is on."""
        again = self._server.tend(time.monotonic())
        self._show(state, desk, again)
        state = self._heard(state, desk)
        console = state.console
        if console is None:
            return state
        if again:
            console = replace(console, said="phone.gone")
        room = self._told()
        if room == console.room and console is state.console:
            return state
        return replace(state, console=replace(console, room=room))

    def _heard(self, state: ViewState, desk: ClassDesk) -> ViewState:
        until_s = time.thread_time() + MOST_S
        count = 0
        while count < MOST and time.thread_time() < until_s:
            for one in (found := self._server.heard(1)):
                if isinstance(one, Given):
                    state = self._given(state, desk, one)
            if not found:
                break
            count += 1
        return state

    def _given(self, state: ViewState, desk: ClassDesk, given: Given) -> ViewState:
        """Have one answer counted, and tell the device."""
        why, one = "phone.over", self._seen
        if one is not None and given.number == one.asking.number and not one.prompt.revealed:
            turn = given.number, given.turn
            late = self._turns.get(given.client, turn) > turn
            person = self._server.people.get(given.client, NOBODY)
            answer = seen.answer(one, given, person)
            why = "" if late else "phone.no_such_answer"
            if answer is not None and not late:
                self._turns[given.client] = turn
                state, why = self._counted(state, desk, one, answer)
        self._server.say(Done(given.ref, why, self._mine.get(given.client)))
        return state

    def _counted(
        self, state: ViewState, desk: ClassDesk, one: Seen, answer: Answer
    ) -> tuple[ViewState, str]:
        """Have the desk play an answer; return why it does not count, "" if it does."""
        try:
            state = desk.answered(state, answer)
        except BadInput:
            return state, "phone.not_counted"
        self._mine[answer.client] = seen.choice_of(one, answer.choice)
        return state, ""

    def _show(self, state: ViewState, desk: ClassDesk, again: bool) -> None:
        """Say to the devices what they show, if that is something else than before."""
        session, prompt = desk.live.session, prompt_on(desk.live.session, state.console)
        told = session.answers if prompt is not None and prompt.revealed else None
        asked = None if prompt is None else (seen.number(session, prompt.id), prompt)
        # before the reveal a map is of the asked instant: what happens later does not change it
        key = (asked, told, state.pictures if prompt else None, prompt and desk.recording)
        if key == self._key and not again:
            return
        if key != self._key:
            self._key, recording = key, desk.recording
            self._seen = seen.seen(recording, session, prompt, state.pictures) if prompt else None
            self._mine = seen.mine(self._seen, session) if self._seen else {}
        self._version += 1
        asking = self._seen.asking if self._seen else None
        version = f"{self._begun}-{self._version}"
        self._server.say(Show(version, seen.title(desk.recording), asking, self._mine))

    def _told(self) -> Room:
        """Return what the windows show of the devices."""
        people = self._server.people
        left = [] if self._seen is None else [p for c, p in people.items() if c not in self._mine]
        names = sorted({person.name for person in left} - {""})
        answered = 0 if self._seen is None else len(self._mine)
        return replace(
            self._room, devices=len(people), answered=answered, missing=tuple(names),
            nameless=sum(not person.name for person in left),
        )  # fmt: skip
