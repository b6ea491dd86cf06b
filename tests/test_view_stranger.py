"""A stranger at the real window, under Xvfb: watches, bets, pulls the lever, asks why, plays, ends.

With STRANGER_SHOTS=FOLDER in the environment a screenshot of each step goes there, to be looked at.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import needs
import pytest
from test_view_window import Window, display

__all__ = ["display"]

PROGRAM = """
import json, os
import pygame
from iffsim.bake import run
from iffsim.scenario import load
from iffsim.base import geo
from iffsim.view.window import loop as app
from iffsim.view.chrome import betting
from iffsim.view.model import sandbox
from iffsim.view.chrome import challenge, lever, slider
from iffsim.view.window import screens
from iffsim.view.chrome import transport
from iffsim.view.model.camera import world_to_screen
from iffsim.view.window.idle import resting
from iffsim.view.map.sight import sight_of
from iffsim.view.map.panes import panes

recording = run(load("local-bubble"))
seen = [None]

def layout_of(state):
    return app.layout_of(pygame.display.get_surface().get_size(), state)[0]

def spots(state):
    layout = app.layout_of(pygame.display.get_surface().get_size(), state)[0]
    pane = panes(state, layout)[-1]
    sight = sight_of(recording, state, pane, -60)
    return {int(one): [round(x), round(y)]
            for one, (x, y) in zip(sight.aircraft.tolist(), sight.px.T.tolist())}

def knob(state):
    layout = app.layout_of(pygame.display.get_surface().get_size(), state)[0]
    return [round(slider.bar(layout).centerx), round(slider.y_at(layout, state.coverage_alt_m))]

def battery(state):
    layout = app.layout_of(pygame.display.get_surface().get_size(), state)[0]
    row = sandbox.site_row(recording, "battery", state.time_s)
    km = geo.project_km(recording.site_places(state.time_s)[0][:, row])
    return [round(v) for v in world_to_screen(state.camera, layout.panels[0], km).tolist()]

def next_knob(state):
    layout = app.layout_of(pygame.display.get_surface().get_size(), state)[0]
    return list(transport.buttons(layout)[transport.NEXT].center)

def shoot(ask):
    if os.path.exists(ask):
        with open(ask) as file:
            pygame.image.save(pygame.display.get_surface(), file.read())
        os.remove(ask)

def tell(state):
    shoot(os.path.join(os.environ.get("STRANGER_SHOTS", "."), "ask"))
    now = dict(playing=state.playing, time_s=round(state.time_s, 1), selected=state.selected,
               chapter=state.show.chapter_at(state.time_s) + 1, bet=state.bet,
               pictures=state.pictures, view=state.view.value, alt_m=state.coverage_alt_m,
               next=next_knob(state), still=resting(state),
               choosing=betting.open_bet(state) is not None,
               answer=betting.answered(state) is not None, language=state.comfort.language,
               lever=list(lever.box(layout_of(state)).center),
               shown=[screens.framed(state).view.value, screens.framed(state).pictures],
               edits=state.edits, held=state.hold is not None,
               moves=[one.move.kind for one in state.moves],
               ends={name: list(box.center)
                     for name, box in challenge.buttons(layout_of(state), state).items()})
    if now != seen[0]:
        seen[0] = now
        print(json.dumps({**now, "spots": spots(state), "knob": knob(state),
               "battery": battery(state)}), flush=True)
    return ()

last = app.play(recording, size=(1280, 720), script=tell)
print(json.dumps(dict(quit=not last.running)), flush=True)
"""

pytestmark = needs.window


class Stranger(Window):
    """Somebody who has read nothing: presses Next, clicks what is on the map."""

    def __init__(self, screen: str) -> None:
        super().__init__(screen, PROGRAM)
        self._shots = 0

    def look(self, words: str) -> None:
        """Keep a screenshot, if somebody wants to see it."""
        folder = os.environ.get("STRANGER_SHOTS")
        if not folder:
            return
        time.sleep(0.7)
        self._shots += 1
        ask = Path(folder) / "ask"
        ask.write_text(str(Path(folder) / f"{self._shots:02d}-{words}.png"))
        while ask.exists():
            time.sleep(0.05)

    def step(self, fits, words: str, *command: object) -> dict:
        """Do something, wait until the window shows what it should, look."""
        if command:
            self.do(*command)
        now = self.until(fits, words)
        self.look(words)
        return now

    def at_rest(self) -> dict:
        """Pause, and wait until nothing moves any more."""
        if self.said[-1]["playing"]:
            self.do("key", "space")
        return self.until(lambda now: now["still"], "comes to rest")


@pytest.fixture
def stranger(display: str) -> Iterator[Stranger]:
    shown = Stranger(display)
    yield shown
    shown.process.kill()
    shown.process.wait(timeout=10)
    assert shown.process.stdout is not None
    shown.process.stdout.close()


def lonely(spots: dict) -> tuple[str, list[int]]:
    """Return the track farthest from all others, and where it is."""
    rest = list(spots.items())
    return max(
        rest,
        key=lambda one: min(
            (abs(one[1][0] - x) + abs(one[1][1] - y) for name, (x, y) in rest if name != one[0]),
            default=0,
        ),
    )


def meets_the_challenge(stranger: Stranger) -> None:
    """From chapter 6 to the end: the battery is dragged, the link made, one undone and done."""
    for chapter in range(7, 14):
        stranger.step(lambda now, n=chapter: now["chapter"] == n, "go on", "key", "n")
    now = stranger.at_rest()
    x, y = now["battery"]
    stranger.do("mousemove", x, y, "mousedown", 1)
    stranger.until(lambda now: now["held"], "the battery is held")
    stranger.do("mousemove", x - 30, y)
    stranger.do("mousemove", x - 60, y + 10)
    stranger.step(lambda now: now["moves"] == ["place"], "a move", "mouseup", 1)
    x, y = stranger.said[-1]["ends"]["move.link"]
    stranger.do("mousemove", x, y, "click", 1)
    stranger.step(lambda now: now["moves"] == ["place", "link"], "two moves: the end")
    stranger.step(lambda now: now["moves"] == ["place"], "one taken back", "key", "ctrl+z")
    stranger.step(lambda now: now["moves"] == ["place", "link"], "and by its key", "key", "F6")
    x, y = stranger.said[-1]["ends"]["end.watch"]
    stranger.do("mousemove", x, y, "click", 1)
    stranger.step(lambda now: now["chapter"] == 11, "what to watch next")


def test_a_stranger_watches_bets_sees_the_answer_asks_why_plays_and_leaves(stranger):
    stranger.step(lambda now: now["playing"] and now["time_s"] > 20.0, "it plays by itself")
    stranger.focus()
    stranger.step(lambda now: now["chapter"] == 2, "a battery", "key", "n")
    x, y = stranger.said[-1]["next"]
    stranger.do("mousemove", x, y, "click", 1)
    stranger.step(lambda now: now["chapter"] == 3, "who is a friend")
    stranger.step(lambda now: now["chapter"] == 4, "follow one plane", "key", "n")
    stranger.step(lambda now: now["choosing"], "place your bet", "key", "n")
    now = stranger.at_rest()
    stranger.do("key", "4", "key", "1", "key", "bracketright", "key", "z")
    time.sleep(0.5)
    assert stranger.said[-1]["shown"] == ["single", ["standalone"]]
    assert stranger.said[-1]["choosing"]

    name, (x, y) = lonely(now["spots"])
    stranger.do("mousemove", x, y, "click", 1)
    stranger.step(lambda now: now["bet"] == int(name), "the bet is placed")
    x, y = stranger.said[-1]["lever"]
    stranger.do("mousemove", x, y, "click", 1)
    stranger.step(lambda now: now["chapter"] == 6 and not now["answer"], "the lever is pulled")
    assert stranger.said[-1]["shown"] == ["side", ["standalone", "joining"]]
    stranger.do("key", "space", "key", "Up", "key", "Up")
    stranger.step(lambda now: now["answer"], "names have arrived")
    stranger.step(lambda now: not now["answer"], "put away", "key", "Return")

    now = stranger.at_rest()
    name, (x, y) = lonely(now["spots"])
    stranger.do("mousemove", x, y, "click", 1)
    stranger.step(lambda now: now["selected"] == int(name), "why is it called so")

    for key, view in (("2", "curtain"), ("3", "single"), ("4", "truth"), ("5", "difference")):
        stranger.step(lambda now, view=view: now["view"] == view, view, "key", key)
    stranger.step(lambda now: now["view"] == "side", "side by side", "key", "1")

    x, y = stranger.said[-1]["knob"]
    stranger.do("mousemove", x, y, "mousedown", 1, "mousemove", x, y + 80, "mouseup", 1)
    stranger.step(lambda now: now["alt_m"] < 3000.0, "lower coverage")

    x, y = stranger.said[-1]["battery"]
    stranger.do("mousemove", x, y, "mousedown", 1)
    stranger.until(lambda now: now["held"], "the battery is held")
    stranger.do("mousemove", x + 40, y + 30)
    stranger.do("mousemove", x + 80, y + 50)
    stranger.step(lambda now: now["edits"] == 1, "the battery moved", "mouseup", 1)
    stranger.step(lambda now: now["edits"] == 0, "undone", "key", "ctrl+z")
    stranger.step(lambda now: now["language"] == "tr", "in Turkish", "key", "l")
    stranger.step(lambda now: now["language"] == "en", "in English", "key", "l")

    before = stranger.said[-1]["time_s"]
    stranger.step(lambda now: now["time_s"] < before, "a step back", "key", "Left")

    meets_the_challenge(stranger)
    stranger.do("key", "q")
    stranger.until(lambda now: now.get("quit"), "quits")
    assert stranger.process.wait(timeout=10) == 0
