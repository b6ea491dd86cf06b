"""One map of both pictures, or of the truth: what differs, and what no picture shows."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pygame
import shapely

from iffsim.recording import Recording
from iffsim.scene.coverage import Watch
from iffsim.scene.scene import Pane, Scene
from iffsim.view.chrome import cards, slider
from iffsim.view.chrome.heading import draw_edge, draw_heading, header, heading
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import put_many, rings, stroke
from iffsim.view.drawing.theme import RED
from iffsim.view.map import pins
from iffsim.view.map.layers.marks import DARK, Light, draw_light
from iffsim.view.map.layers.tracks import Kinds, draw_ghosts, draw_on_top, draw_tracks, size
from iffsim.view.map.pairs import draw_difference, own_bar
from iffsim.view.map.panel import Map
from iffsim.view.map.panes import MapBox
from iffsim.view.map.sight import Sight, see
from iffsim.view.model.camera import world_to_screen
from iffsim.view.model.state import ViewState

_EVERYWHERE = Watch("everywhere", shapely.box(-1e4, -1e4, 1e4, 1e4), (), None, np.empty((2, 0)))


class Overview(Map):
    """Draws one map over the whole width."""

    _joined: Watch | None = None

    def use(self, recording: Recording, kinds: Kinds) -> None:
        """Draw another recording of the same scenario from now on."""
        super().use(recording, kinds)
        self._joined = None

    def draw_truth(
        self, surface: pygame.Surface, place: MapBox, scene: Scene, state: ViewState,
        shed: Light = DARK, over: tuple[pygame.Rect, ...] = (),
    ) -> Sight:  # fmt: skip
        """Draw every aircraft in the frame of its allegiance; say that no picture shows this."""
        kit, box, shown = self._kit, place.box, scene.panes[0]
        surface.set_clip(box)
        self._backdrop.draw(surface, box, state.camera, _EVERYWHERE, shown.colour, state.aim)
        sight = see(shown.tracks, state.camera, box)
        past = self._recording.truth
        self._trails.draw(surface, box, past, "truth", state.time_s, state.camera, sight)
        draw_tracks(surface, box, kit, sight, self._kinds)
        if sight.own is not None:
            bar = own_bar(kit, size(kit, sight))
            mine = sight.px[:, sight.own]
            put_many(surface, [bar] * mine.shape[1], bar.get_width() // 2, mine)
        draw_light(surface, kit, scene, shown, sight, shed)
        pinned = pins.pins(kit, scene, place, sight, state.camera)
        self._labelled(surface, box, state, sight, shown, over, pins.covered(kit, pinned))
        pins.draw_marks(surface, kit, pinned)
        self._selected(surface, box, state, sight, shown)
        draw_heading(surface, kit, box, heading(kit.say, scene, shown), shown.colour)
        surface.set_clip(None)
        draw_edge(surface, kit, box, shown.colour)
        _hatch(surface, kit, box)
        return sight

    def draw_difference(
        self, surface: pygame.Surface, place: MapBox, scene: Scene, state: ViewState,
        shed: Light = DARK, over: tuple[pygame.Rect, ...] = (),
    ) -> Sight:  # fmt: skip
        """Draw what each picture has that the other lacks, or calls otherwise."""
        kit, box, shown, colours = self._kit, place.box, scene.panes[0], scene.colours
        surface.set_clip(box)
        watch = self._union(scene.watches)
        self._backdrop.draw(surface, box, state.camera, watch, shown.colour, state.aim)
        for one, colour in zip(scene.watches, colours, strict=True):
            for outline in rings(one.union)[0]:
                px = world_to_screen(state.camera, box, outline.T).T
                stroke(surface, colour, px)
        sight = see(shown.tracks, state.camera, box)
        draw_ghosts(surface, box, kit, sight)
        draw_difference(surface, box, kit, sight, self._kinds, (colours[0], colours[1]))
        draw_light(surface, kit, scene, shown, sight, shed)
        named = sight.only(sight.aircraft == state.selected)
        pinned = pins.pins(kit, scene, place, sight, state.camera)
        self._labelled(surface, box, state, named, shown, over, pins.covered(kit, pinned))
        pins.draw_marks(surface, kit, pinned)
        self._selected(surface, box, state, sight, shown)
        draw_heading(surface, kit, box, heading(kit.say, scene, shown), shown.colour)
        surface.set_clip(None)
        draw_edge(surface, kit, box, shown.colour)
        return sight

    def _union(self, watches: tuple[Watch, ...]) -> Watch:
        """Return what either picture watches."""
        key = tuple(watch.key for watch in watches)
        if self._joined is None or self._joined.key != key:
            joined: Any = shapely.normalize(shapely.union_all([w.union for w in watches]))
            fixed = np.concatenate([watch.fixed_km for watch in watches], axis=1)
            self._joined = Watch(key, joined, (), None, fixed)
        return self._joined

    def _labelled(
        self, surface: pygame.Surface, box: pygame.Rect, state: ViewState, sight: Sight,
        shown: Pane, over: tuple[pygame.Rect, ...], pinned: list[pygame.Rect],
    ) -> None:  # fmt: skip
        kit = self._kit
        clear = [
            *over,
            *pinned,
            pygame.Rect(box.x, box.y, box.width, header(kit, box)),
            pygame.Rect(box.x, box.bottom - kit.px(34), box.width, kit.px(34)),
        ]
        named = sight if state.labels else sight.only(sight.aircraft == state.selected)
        self._labels.draw(
            surface, box, named, shown.number, state.selected, clear,
            (shown.kind, box.size, *map(tuple, over)), state.camera, state.time_s,
        )  # fmt: skip

    def _selected(
        self, surface: pygame.Surface, box: pygame.Rect, state: ViewState, sight: Sight, shown: Pane
    ) -> None:
        """Ring the selected aircraft; its cards stand at the edges and face each other."""
        kit, spot = self._kit, sight.spot(state.selected)
        if spot is not None and shown.cards:
            cards.draw_ring(surface, kit, spot, shown.cards[-1].identity)
            draw_on_top(surface, kit, sight, state.selected, self._kinds)
        beside = slider.zone(kit, box).width
        inner = pygame.Rect(box.x + beside, box.y, box.width - beside, box.height)
        for number, card in enumerate(shown.cards):
            right = number == len(shown.cards) - 1
            place = cards.box(kit, inner, (spot or (-1, -1),), card, right)
            cards.draw_card(surface, kit, place, spot or place.center, card)


def _hatch(surface: pygame.Surface, kit: Kit, box: pygame.Rect) -> None:
    """Draw the line on top of the truth as a barrier, so that nobody takes it for a picture."""
    step, high = kit.px(12), kit.px(5)
    strip = kit.kept(("hatch", box.width), partial(_stripes, box.width, high, step))
    surface.blit(strip, box.topleft)


def _stripes(width: int, high: int, step: int) -> pygame.Surface:
    strip = pygame.Surface((width, high))
    strip.fill((24, 20, 22))
    for x in range(-high, width, step):
        half = step // 2
        points = [(x, high), (x + half, high), (x + half + high, 0), (x + high, 0)]
        pygame.draw.polygon(strip, RED, points)
    return strip
