"""One picture's panel: the layers of its map in their order, then its header."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pygame

from iffsim.recording import Recording
from iffsim.scene.card import Card
from iffsim.scene.scene import Pane, Scene
from iffsim.view.chrome import cards, slider
from iffsim.view.chrome.cards import NO_OFFERS
from iffsim.view.chrome.heading import draw_edge, draw_heading, header, heading
from iffsim.view.chrome.whatif import offering
from iffsim.view.drawing.kit import Kit
from iffsim.view.map import pins
from iffsim.view.map.layers import sites
from iffsim.view.map.layers.backdrop import Backdrop, Grounds
from iffsim.view.map.layers.labels import Labels, write_pointed
from iffsim.view.map.layers.marks import DARK, Light, draw_light
from iffsim.view.map.layers.rings import draw_ring_of
from iffsim.view.map.layers.tracks import Kinds, draw_on_top, draw_tracks
from iffsim.view.map.layers.trails import Trails
from iffsim.view.map.panes import MapBox
from iffsim.view.map.sight import Sight, see
from iffsim.view.model.state import ViewState
from iffsim.view.model.supposing import Offered


def kinds(recording: Recording) -> Kinds:
    """Return what kind each aircraft of the fleet is."""
    fleet = recording.world.fleet
    categories = tuple(dict.fromkeys(fleet.categories)) or ("",)
    index = {name: n for n, name in enumerate(categories)}
    return Kinds(np.array([index[name] for name in fleet.categories], np.int64), categories)


class Map:
    """Draws a map; owns the caches of its layers."""

    def __init__(self, recording: Recording, kinds: Kinds, grounds: Grounds, kit: Kit) -> None:
        self._recording = recording
        self._kinds = kinds
        self._kit = kit
        self._backdrop = Backdrop(grounds, kit, recording.world.zones)
        self._trails = Trails(recording.world.projection)
        self._labels = Labels(kit)

    def use(self, recording: Recording, kinds: Kinds) -> None:
        """Draw another recording of the same scenario from now on."""
        self._recording, self._kinds = recording, kinds
        self._trails = Trails(recording.world.projection)

    def forget(self) -> None:
        """Forget what was drawn; what was asked for stays known."""
        self._backdrop.forget()
        self._trails.forget()


class Panel(Map):
    """Draws one picture."""

    rows: Sequence[tuple[pygame.Rect, int]] = ()
    """Where the changes are that the card offers, by number, as it was drawn last."""

    def draw(
        self, surface: pygame.Surface, place: MapBox, scene: Scene, shown: Pane, state: ViewState,
        shed: Light = DARK, over: tuple[pygame.Rect, ...] = (), offered: Offered = NO_OFFERS,
    ) -> Sight:  # fmt: skip
        """Draw a map of the scene, as far as its place on the window shows it; labels keep clear of
        what lies `over` it. Return what is in sight."""
        kit, camera, box, clip = self._kit, state.camera, place.box, place.clip
        colour, posts, picture = shown.colour, shown.posts, shown.picture
        assert posts is not None
        surface.set_clip(clip)
        coverage = scene.watches[shown.slot]
        self._backdrop.draw(surface, box, camera, coverage, colour, state.aim)
        sight = see(shown.tracks, camera, box)
        ringed = draw_ring_of(surface, box, kit, camera, shown.ring)
        flow_s = 0.0 if kit.comfort.calm else state.time_s
        sites.draw_links(surface, box, kit, camera, posts, flow_s, colour)
        past = partial(self._recording.known, picture)
        self._trails.draw(surface, box, past, picture, state.time_s, camera, sight)
        marks = sites.draw_posts(surface, box, kit, camera, posts, colour)
        draw_tracks(surface, box, kit, sight, self._kinds)
        for mark in scene.marks:
            draw_on_top(surface, kit, sight, mark.aircraft, self._kinds)
        draw_light(surface, kit, scene, shown, sight, shed)
        clear = [*ringed, *sites.write_names(surface, kit, marks, posts, colour)]
        batteries = [marks[row].center for row in marks if posts.marks[row] == "battery"]
        around = (sight, [*clear, *over], batteries)
        self._words(surface, place, scene, shown, state, around, over, offered)
        draw_heading(surface, kit, clip, heading(kit.say, scene, shown), colour)
        surface.set_clip(None)
        draw_edge(surface, kit, clip, colour)
        return sight

    def _words(
        self, surface: pygame.Surface, place: MapBox, scene: Scene, shown: Pane, state: ViewState,
        found: tuple[Sight, list[pygame.Rect], list[tuple[int, int]]],
        over: tuple[pygame.Rect, ...], offered: Offered,
    ) -> None:  # fmt: skip
        """Draw the labels, and the selected aircraft's ring and card."""
        kit, box, clip = self._kit, place.box, place.clip
        sight, clear, batteries = found
        spot = sight.spot(state.selected)
        card = offering(shown.cards[0], offered, shown.slot) if shown.cards else None
        right = shown.slot == 0 and len(scene.panes) > 1
        keep = (spot or (-1, -1), *batteries)
        on = None if card is None else cards.box(kit, clip, keep, card, right, over)
        on = None if on is None or _mostly_under(on, over) else on
        clear = [*clear, on] if on else clear
        self.rows = ()
        clear += [pygame.Rect(box.x, box.y, box.width, header(kit, box))]
        clear += [pygame.Rect(box.x, box.bottom - kit.px(34), box.width, kit.px(34))]
        clear += [slider.zone(kit, box)] if box.x < kit.px(20) else []
        pinned = pins.pins(kit, scene, place, sight, state.camera, on, over)
        clear += pins.covered(kit, pinned)
        named = sight if state.labels else sight.only(sight.aircraft == state.selected)
        self._labels.draw(
            surface, box, named, shown.number, state.selected, clear,
            (shown.picture, box.size, *map(tuple, over)), state.camera, state.time_s,
        )  # fmt: skip
        free = _free(state, clip, (*over, on))
        write_pointed(surface, clip, kit, sight, shown.number, free, state.sandbox)
        pins.draw_marks(surface, kit, pinned)  # a card lies over rings
        self._ring(surface, sight, state.selected, card)
        if card is not None and on is not None:
            self.rows = cards.draw_card(surface, kit, on, spot or on.center, card, offered)

    def _ring(
        self, surface: pygame.Surface, sight: Sight, selected: int | None, card: Card | None
    ) -> None:
        """Ring the selected aircraft, in the colour of its card; without one, of its track."""
        spot, row = sight.spot(selected), sight.row(selected)
        if spot is None or (card is None and row is None):
            return
        identity = int(sight.identity[row]) if card is None else card.identity
        cards.draw_ring(surface, self._kit, spot, identity)
        draw_on_top(surface, self._kit, sight, selected, self._kinds)


def _mostly_under(card: pygame.Rect, over: tuple[pygame.Rect, ...]) -> bool:
    """Return whether so little of a card is seen that it says nothing: the rest is covered."""
    hidden = sum(part.width * part.height for part in map(card.clip, over))
    return hidden > card.width * card.height // 3


def _free(
    state: ViewState, clip: pygame.Rect, covers: tuple[pygame.Rect | None, ...]
) -> tuple[int, int] | None:
    """Return where the pointer is on a map, None where it is elsewhere or something lies there."""
    spot = state.spot
    if spot is None or not clip.collidepoint(spot):
        return None
    return None if any(cover and cover.collidepoint(spot) for cover in covers) else spot
