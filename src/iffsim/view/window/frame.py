"""One frame as a function of recording, state and size; and frames off-screen, for records and
tests."""

from __future__ import annotations

import math
import os
from collections.abc import Hashable, Iterator
from functools import partial
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pygame
from msgspec.structs import replace

from iffsim.recording import Recording
from iffsim.scenario.telling import Caption
from iffsim.scene.asked import View
from iffsim.scene.scene import Scene, Scenes, beside
from iffsim.story.challenge import Game, game
from iffsim.story.feed import Arrived, arrivals
from iffsim.view.chrome import challenge, feed, haystack, lever, ready, source
from iffsim.view.chrome.captions import draw_caption
from iffsim.view.chrome.help import draw_help
from iffsim.view.chrome.info import draw_page
from iffsim.view.chrome.marks import draw_marks_card
from iffsim.view.chrome.scores import draw_scores
from iffsim.view.chrome.timeline import Ticks, draw_timeline
from iffsim.view.chrome.toolbar import draw_toolbar
from iffsim.view.chrome.topbar import draw_top
from iffsim.view.chrome.transport import draw_transport
from iffsim.view.chrome.viewswitch import draw_hint, draw_switch
from iffsim.view.chrome.whatif import draw_supposed
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout, drawn_size
from iffsim.view.drawing.theme import INK
from iffsim.view.map import panel
from iffsim.view.map.layers.held import draw_held
from iffsim.view.map.layers.marks import Light, light
from iffsim.view.map.maps import Maps
from iffsim.view.model import story
from iffsim.view.model.actions import at, at_rest
from iffsim.view.model.asked import asked
from iffsim.view.model.comfort import Comfort
from iffsim.view.model.motion import glided, sunk
from iffsim.view.model.state import ViewState, opening
from iffsim.view.model.supposing import Offered, offered
from iffsim.view.window import display, screens
from iffsim.view.window.desk import kept
from iffsim.words.say import alone

_GRAIN_PX = 2.0
"""Coverage of a flying radar is redrawn when it has moved so far."""


class Strip(Protocol):
    """What draws one strip of the window."""

    def __call__(self, surface: pygame.Surface, *, box: pygame.Rect) -> None:
        """Draw on all of `box`."""


class Stage:
    """Draws frames of one recording; owns every cache, so that frames that follow each other
    cost little."""

    def __init__(self, recording: Recording) -> None:
        self._scenes = Scenes(recording)
        self._beside: Scenes | None = None
        self._kinds = panel.kinds(recording)
        self._ticks = Ticks(recording)
        self._kit = Kit(1.0, scenario=recording.scenario)
        self._maps = Maps(recording, self._kinds, self._kit)
        self._sheet: pygame.Surface | None = None
        self._strips: dict[int, tuple[Hashable, pygame.Surface]] = {}
        self._arrived: tuple[Hashable, tuple[Arrived, ...]] = (None, ())
        self._offers: tuple[Hashable, Offered] = (None, Offered())
        self._played = recording
        self._game: Game | None = None

    def use(self, recording: Recording, beside: Recording | None = None) -> None:
        """Draw another recording of the same scenario, edited, from now on; on the left, if
        given, the one `beside` it."""
        old = self._beside.recording if self._beside else None
        if recording is self._scenes.recording and beside is old:
            return
        self._scenes = Scenes(recording)
        self._kit.speak(recording.scenario)
        self._beside = Scenes(beside) if beside else None
        self._kinds = panel.kinds(recording)
        self._ticks = Ticks(recording)
        self._strips.clear()
        self._arrived, self._offers = (None, ()), (None, Offered())
        self._maps.use(recording, self._kinds, beside)

    def draw(self, surface: pygame.Surface, state: ViewState) -> None:
        """Draw the frame of `state` on all of `surface`; small surfaces get a shrunk frame."""
        size, times = drawn_size(surface.get_size())
        if times == 1.0:
            self._draw(surface, state)
            return
        if self._sheet is None or self._sheet.get_size() != size:
            self._sheet = pygame.Surface(size)
        self._draw(self._sheet, state)
        pygame.transform.smoothscale(self._sheet, surface.get_size(), surface)

    def _draw(self, surface: pygame.Surface, state: ViewState) -> None:
        state = screens.framed(state)
        layout = screens.layout(surface.get_size(), state)
        self._equip(layout, state.comfort)
        scene = self._scene(state, layout)
        hay = haystack.straws(self._scenes.recording, state)
        news = self._news(scene, state)
        shed = light(scene, self._kit, layout, state, hay, news)
        above = (feed.boxes(self._kit, layout, news)[0],) if feed.shown(state) else ()
        surface.fill(INK)
        self._top(surface, layout, state, shed)
        self._maps.draw(surface, layout, scene, state, shed, above, self._offered(state))
        self._numbers(surface, layout, scene, state, shed)
        self._hands(surface, layout, state, news)
        self._story(surface, layout, scene, state, shed)
        self._over(surface, layout, scene, state)

    def _top(self, surface: pygame.Surface, layout: Layout, state: ViewState, shed: Light) -> None:
        """Draw the bar on top: names, clock, legend, the switch between the ways of looking."""
        scenario = self._scenes.recording.scenario
        title = self._kit.say.written(scenario.title, scenario.title_tr)
        draw_top(surface, self._kit, layout, state, title, shed.words)
        draw_switch(surface, self._kit, layout, state)
        ready.draw_ready(surface, self._kit, layout, state)

    def _numbers(
        self, surface: pygame.Surface, layout: Layout, scene: Scene, state: ViewState, shed: Light
    ) -> None:
        """Draw the scores, anew only when a tick has gone by, or other words or tracks are lit; the
        haystack while a bet is on."""
        if haystack.shown(state):
            recording = self._scenes.recording
            haystack.draw_haystack(surface, self._kit, layout, state, recording, shed.aircraft)
            return
        shares = tuple(watch.share for watch in scene.watches)
        tick = float(self._scenes.recording.tick(state.time_s))
        key = (replace(scene.asked, time_s=tick), shares, shed.words, shed.aircraft)
        strip = partial(
            draw_scores, kit=self._kit, scene=scene, tight=layout.tight, lit=shed.words,
            aircraft=shed.aircraft,
        )  # fmt: skip
        self._keep(surface, layout.scores, key, strip)

    @property
    def rows(self) -> tuple[tuple[pygame.Rect, int], ...]:
        """Where the changes are that the cards offer, as drawn last, by number."""
        return tuple(self._maps.rows)

    def _offered(self, state: ViewState) -> Offered:
        """Return what the cards let a reader suppose; worked out once a tick."""
        recording = self._scenes.recording
        key = (state.selected, state.supposed, state.pictures, recording.tick(state.time_s))
        if self._offers[0] != key:
            self._offers = (key, offered(state, recording))
        return self._offers[1]

    def _news(self, scene: Scene, state: ViewState) -> tuple[feed.Row, ...]:
        """Return the names that have come since the lever was pulled; all that will are looked for
        once."""
        story, recording = state.show.story, self._scenes.recording
        pulled = story.lever_at(state.time_s)
        if pulled is None or not feed.shown(state):
            return ()
        later = [one.start_s for one in story.chapters if one.start_s > pulled.start_s]
        span = (state.pictures[1], pulled.start_s, min(later, default=recording.duration_s))
        if self._arrived[0] != span:
            self._arrived = (span, arrivals(recording, *span))
        return feed.rows(recording, state, self._arrived[1], scene)

    def _hands(
        self, surface: pygame.Surface, layout: Layout, state: ViewState, news: tuple[feed.Row, ...]
    ) -> None:
        """Draw the toolbar, the lever, names that arrive, what a hand is on, and what was just done
        or refused."""
        recording = self._scenes.recording
        lever.draw_lever(surface, self._kit, layout, state)
        if feed.shown(state):
            feed.draw_feed(surface, self._kit, layout, news, state.spot)
        draw_toolbar(surface, self._kit, layout, state, recording)
        draw_supposed(surface, self._kit, layout, state)
        if challenge.on(state):
            self._game = self._game or game(self._played)
            challenge.draw_challenge(surface, self._kit, layout, state, self._game)
        draw_held(surface, self._kit, layout, state, recording)

    def _story(
        self, surface: pygame.Surface, layout: Layout, scene: Scene, state: ViewState, shed: Light
    ) -> None:
        """Draw timeline, caption, and the buttons beside it."""
        kit, recording = self._kit, self._scenes.recording
        said = _said(scene, state.comfort.language)
        draw_timeline(surface, kit, layout, state, self._ticks)
        summary = kit.say.written(recording.scenario.summary, recording.scenario.summary_tr)
        words = partial(draw_caption, kit=kit, said=said, fallback=summary, lit=shed.words)
        self._keep(surface, layout.caption, (said, shed.words), words)
        draw_transport(surface, kit, layout, state)

    def _over(
        self, surface: pygame.Surface, layout: Layout, scene: Scene, state: ViewState
    ) -> None:
        """Draw what lies over all else: the caption's source, the page, the console, help."""
        if source.asked(layout, state):
            source.draw_source(surface, self._kit, layout, scene.caption)
        draw_page(surface, self._kit.letters, layout, state)
        if state.console is not None:  # hardly any window has one, and it is a tenth of the source
            from iffsim.view.console.draw import draw_console

            draw_console(surface, self._kit, layout, state, self._scenes.recording)
        draw_hint(surface, self._kit, layout, state)
        ready.draw_said(surface, self._kit, layout, state)
        if state.marks:
            draw_marks_card(surface, self._kit)
        if state.help:
            draw_help(surface, self._kit, state.console is not None)

    def _scene(self, state: ViewState, layout: Layout) -> Scene:
        """Return what is shown: the scene, on the left another recording's while two lines are
        compared."""
        scale = state.camera.px_per_km(layout.panels[0])
        grain_km = 2.0 ** round(math.log2(_GRAIN_PX / scale))  # steady while the camera moves
        scene = self._scenes.at(asked(state, grain_km))
        if self._beside is None:
            return scene
        other = kept(state, self._scenes.recording, self._beside.recording)
        left = self._beside.at(asked(replace(other, show=state.show), grain_km))
        return beside(left, scene)

    def _keep(self, surface: pygame.Surface, box: pygame.Rect, key: Hashable, draw: Strip) -> None:
        """Draw a strip of the window, anew only when `key` changes."""
        kept = self._strips.get(box.y)
        if kept is None or kept[0] != (key, box.size):
            sheet = pygame.Surface(box.size)
            sheet.fill(INK)
            draw(sheet, box=sheet.get_rect())
            kept = self._strips[box.y] = ((key, box.size), sheet)
        surface.blit(kept[1], box)

    def _equip(self, layout: Layout, comfort: Comfort) -> None:
        """Get sprites and panels ready for a layout and a reader."""
        if (self._kit.scale, self._kit.comfort) != (layout.scale, comfort):
            self._kit = Kit(layout.scale, comfort, self._scenes.recording.scenario)
            self._strips.clear()
            other = self._beside.recording if self._beside else None
            self._maps = Maps(self._scenes.recording, self._kinds, self._kit)
            self._maps.use(self._scenes.recording, self._kinds, other)


def _said(scene: Scene, language: str) -> Caption | None:
    """Return the caption as it is true of the view: with one map alone nothing is left or right."""
    said = scene.caption
    if said is None or scene.asked.looks in (View.SIDE, View.CURTAIN):
        return said
    said = replace(said, text=alone(said.text, "en"))
    return said if language == "en" else replace(said, text_tr=alone(said.text_tr, language))


def offscreen(size: tuple[int, int]) -> pygame.Surface:
    """Return a surface to draw on when no window is open. Raises `BadInput` if SDL cannot draw."""
    if not pygame.display.get_init():
        named = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
        if not any(os.environ.get(name) for name in named):
            os.environ["SDL_VIDEODRIVER"] = "dummy"
        display.start()
    if pygame.display.get_surface() is None:
        # sprites are converted to the display's format, so there must be one, if only a hidden one
        pygame.display.set_mode((1, 1), pygame.HIDDEN)
    return pygame.Surface(size)


def render(recording: Recording, state: ViewState, size: tuple[int, int]) -> pygame.Surface:
    """Return one frame, drawn off-screen."""
    surface = offscreen(size)
    Stage(recording).draw(surface, state)
    return surface


def frames(
    recording: Recording, start_s: float, stop_s: float, fps: float, speed: float,
    size: tuple[int, int], first: ViewState | None = None,
) -> Iterator[npt.NDArray[np.uint8]]:  # fmt: skip
    """Yield frames uint8[height, width, 3] from `start_s` on, `fps` for each second watched.

    `speed`: seconds of the run for each second watched. At least one frame comes. `first` says how
    to look; as the window opens, if nothing does.
    """
    surface = offscreen(size)
    stage = Stage(recording)
    state = replace(first or opening(story.show(recording)), speed=speed, paced=False)
    state = at_rest(at(state, start_s))
    for number in range(max(1, round((stop_s - start_s) / speed * fps))):
        state = sunk(glided(at(state, start_s + number * speed / fps), 1.0 / fps), 1.0 / fps)
        stage.draw(surface, state)
        yield pixels(surface)


def pixels(surface: pygame.Surface) -> npt.NDArray[np.uint8]:
    """Return a copy of a surface as uint8[height, width, 3], red green blue."""
    width, height = surface.get_size()
    content = bytearray(pygame.image.tobytes(surface, "RGB"))
    return np.frombuffer(content, np.uint8).reshape(height, width, 3)
