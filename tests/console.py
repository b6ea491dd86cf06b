"""A class with its keyboard and mouse, for tests of the console."""

from __future__ import annotations

import numpy as np
import pygame
from sessions import SCENARIO

from iffsim.classroom.live import Live
from iffsim.classroom.session import begin
from iffsim.recording import Recording
from iffsim.view.model.actions import Pass, apply
from iffsim.view.model.camera import world_to_screen
from iffsim.view.model.console import Console
from iffsim.view.window import screens
from iffsim.view.window.classdesk import ClassDesk
from iffsim.view.window.loop import Pointer, handled, layout_of

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
        self.desk = self.desk.successor

    def post(self, kind: int, **data: object) -> None:
        event = pygame.event.Event(kind, **data)
        self.state, _ = handled(event, self.state, Pointer(), SIZE, self.desk.recording)
        self.tick()

    def key(self, *codes: int, mod: int = 0) -> None:
        for code in codes:
            self.post(pygame.KEYDOWN, key=code, mod=mod, unicode="")

    def write(self, text: str) -> None:
        """Type a line over what is proposed, and end it."""
        for letter in text:
            self.key(0)
            self.post(pygame.TEXTINPUT, text=letter)
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


def same(one: Recording, other: Recording) -> bool:
    """Return whether two recordings show the same at every tenth second."""
    return one.picture_ids == other.picture_ids and all(
        np.array_equal(getattr(a, name), getattr(b, name))
        for time_s in range(0, int(one.duration_s), 10)
        for picture in one.picture_ids
        for a, b in [(one.picture(picture, time_s), other.picture(picture, time_s))]
        for name in ("held", "identity", "evidence", "seen_tick", "sites")
    )
