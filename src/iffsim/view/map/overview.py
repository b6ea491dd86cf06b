"""One map of both pictures, or of the truth: what differs, and what no picture shows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pygame
import shapely

from iffsim.doctrine import Allegiance
from iffsim.earth import catalogue
from iffsim.recording import Recording
from iffsim.scene.symbology import WEARS
from iffsim.view.chrome import cards, slider
from iffsim.view.chrome.heading import Heading, draw_edge, draw_heading, header
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import put_many, rings, stroke
from iffsim.view.drawing.theme import RED, TEXT_2, accent, look
from iffsim.view.map import difference, truth
from iffsim.view.map.layers.backdrop import Backdrop, Grounds
from iffsim.view.map.layers.coverage import Watch
from iffsim.view.map.layers.labels import Labels
from iffsim.view.map.layers.marks import DARK, Light, draw_light
from iffsim.view.map.layers.tracks import draw_ghosts, draw_on_top, draw_tracks, size
from iffsim.view.map.layers.trails import Trails
from iffsim.view.map.pairs import draw_difference, own_bar
from iffsim.view.map.panel import Names
from iffsim.view.map.panes import Pane
from iffsim.view.map.sight import Sight
from iffsim.view.model.camera import world_to_screen
from iffsim.view.model.state import ViewState

_EVERYWHERE = Watch("everywhere", shapely.box(-1e4, -1e4, 1e4, 1e4), (), None, np.empty((2, 0)))


class Overview:
    """Draws one map over the whole width; owns the caches of its layers."""

    def __init__(self, recording: Recording, fleet: Names, grounds: Grounds, kit: Kit) -> None:
        self._recording = recording
        self._fleet = fleet
        self._kit = kit
        self._backdrop = Backdrop(grounds, kit, recording.world.zones)
        self._trails = Trails()
        self._labels = Labels(kit)
        self._joined: Watch | None = None

    def use(self, recording: Recording, fleet: Names) -> None:
        """Draw another recording of the same scenario from now on."""
        self._recording, self._fleet = recording, fleet
        self._trails = Trails()
        self._joined = None

    def draw_truth(
        self, surface: pygame.Surface, pane: Pane, state: ViewState, shed: Light = DARK
    ) -> Sight:
        """Draw every aircraft in the frame of its allegiance; say that no picture shows this."""
        kit, recording, box = self._kit, self._recording, pane.box
        surface.set_clip(box)
        self._backdrop.draw(surface, box, state.camera, _EVERYWHERE, TEXT_2, state.aim)
        sight = truth.see_truth(recording, state.time_s, state.camera, box)
        self._trails.draw(surface, box, recording.truth, "truth", state.time_s, state.camera, sight)
        draw_tracks(surface, box, kit, sight, self._fleet.kinds)
        bar = own_bar(kit, size(kit, sight))
        own = truth.own(recording, sight)
        put_many(surface, [bar] * int(own.sum()), bar.get_width() // 2, sight.px[:, own])
        draw_light(surface, kit, recording, state, pane, sight, shed)
        self._labelled(surface, box, state, sight, "truth")
        self._selected(surface, box, state, sight, (truth_card(recording, kit, state),))
        found = truth.counts(recording, state.time_s)
        said = "  ·  ".join(
            f"{kit.say(truth.COUNTED[whose])} {count}" for whose, count in found.items()
        )
        title, below = kit.say("views.truth"), kit.say("views.whose")
        rest = kit.say("views.in_air")
        words = Heading(title, f"{below}:  {said}", str(sum(found.values())), rest)
        draw_heading(surface, kit, box, words, TEXT_2)
        surface.set_clip(None)
        draw_edge(surface, kit, box, TEXT_2)
        _hatch(surface, kit, box)
        return sight

    def draw_difference(
        self, surface: pygame.Surface, pane: Pane, state: ViewState, watches: list[Watch],
        shed: Light = DARK,
    ) -> Sight:  # fmt: skip
        """Draw what each picture has that the other lacks, or calls otherwise."""
        kit, recording, box = self._kit, self._recording, pane.box
        colours = [accent(state.show.order, picture) for picture in state.pictures]
        surface.set_clip(box)
        self._backdrop.draw(surface, box, state.camera, self._union(watches), TEXT_2, state.aim)
        for watch, colour in zip(watches, colours, strict=True):
            for outline in rings(watch.union)[0]:
                px = world_to_screen(state.camera, box, outline.T).T
                stroke(surface, colour, px)
        found = difference.compare(recording, state.pictures, state.time_s, state.camera, box)
        draw_ghosts(surface, box, kit, found.sight)
        draw_difference(surface, box, kit, found, self._fleet.kinds, (colours[0], colours[1]))
        draw_light(surface, kit, recording, state, pane, found.sight, shed)
        named = found.sight.only(found.sight.aircraft == state.selected)
        self._labelled(surface, box, state, named, "difference")
        both = [self._why(picture, state) for picture in state.pictures]
        self._selected(surface, box, state, found.sight, tuple(both))
        self._difference_heading(surface, box, state)
        surface.set_clip(None)
        draw_edge(surface, kit, box, TEXT_2)
        return found.sight

    def _difference_heading(
        self, surface: pygame.Surface, box: pygame.Rect, state: ViewState
    ) -> None:
        say, titles = self._kit.say, []
        for slot, picture in enumerate(state.pictures):
            spec = self._recording.folded(picture).spec
            titles.append(f"{chr(ord('A') + slot)} {say.written(spec.title)}")
        same, only_a, only_b, other = difference.counts(
            self._recording, state.pictures, state.time_s
        )
        parts = (
            f"{say('views.only_in')} A {only_a}", f"{say('views.only_in')} B {only_b}",
            f"{say('views.called_otherwise')} {other}", f"{say('views.same')} {same}",
        )  # fmt: skip
        title = f"{say('views.difference')}:  {titles[0]}  ·  {titles[1]}"
        count = str(only_a + only_b + other)
        words = Heading(title, "   ·   ".join(parts), count, say("views.tracks_differ"))
        draw_heading(surface, self._kit, box, words, TEXT_2)

    def _union(self, watches: list[Watch]) -> Watch:
        """Return what either picture watches."""
        key = tuple(watch.key for watch in watches)
        if self._joined is None or self._joined.key != key:
            joined: Any = shapely.normalize(shapely.union_all([w.union for w in watches]))
            fixed = np.concatenate([watch.fixed_km for watch in watches], axis=1)
            self._joined = Watch(key, joined, (), None, fixed)
        return self._joined

    def _labelled(
        self, surface: pygame.Surface, box: pygame.Rect, state: ViewState, sight: Sight, name: str
    ) -> None:
        kit = self._kit
        clear = [
            pygame.Rect(box.x, box.y, box.width, header(kit, box)),
            pygame.Rect(box.x, box.bottom - kit.px(34), box.width, kit.px(34)),
        ]
        named = sight if state.labels else sight.only(sight.aircraft == state.selected)
        self._labels.draw(
            surface, box, named, self._fleet.number, state.selected, clear,
            (name, box.size), state.camera, state.time_s,
        )  # fmt: skip

    def _why(self, picture: str, state: ViewState) -> cards.Card | None:
        if state.selected is None:
            return None
        why = self._recording.why(picture, state.selected, state.time_s)
        return cards.card(self._recording, why, state.time_s, self._kit.say)

    def _selected(
        self, surface: pygame.Surface, box: pygame.Rect, state: ViewState, sight: Sight,
        found: tuple[cards.Card | None, ...],
    ) -> None:  # fmt: skip
        """Ring the selected aircraft; its cards stand at the edges and face each other."""
        kit, spot = self._kit, sight.spot(state.selected)
        shown = [card for card in found if card is not None]
        if spot is not None and shown:
            cards.draw_ring(surface, kit, spot, shown[-1])
            draw_on_top(surface, kit, sight, state.selected, self._fleet.kinds)
        beside = slider.zone(kit, box).width
        inner = pygame.Rect(box.x + beside, box.y, box.width - beside, box.height)
        for number, card in enumerate(shown):
            right = number == len(shown) - 1
            place = cards.box(kit, inner, spot or (-1, -1), len(card.rows), right)
            cards.draw_card(surface, kit, place, spot or place.center, card)


def truth_card(recording: Recording, kit: Kit, state: ViewState) -> cards.Card | None:
    """Return who the selected aircraft truly is."""
    one = state.selected
    if one is None or not bool(recording.truth(state.time_s).alive[one]):
        return None
    fleet, say = recording.world.fleet, kit.say
    whose = Allegiance(int(fleet.allegiance[one]))
    called = []
    for slot, picture in enumerate(state.pictures):
        identity = int(recording.picture(picture, state.time_s).identity[one])
        asked = f"{chr(ord('A') + slot)} {say('card.calls_it')}"
        called.append(cards.Row(asked, say.upper(say(look(identity).word))))
    name = f"TK {int(fleet.number[one]):04d}"
    kind = catalogue.aircraft_types()[fleet.types[one]]
    face = replace(look(int(WEARS[whose])), word=truth.WORDS[whose])
    return cards.Card(
        name,
        face,
        (cards.Row(say("card.type"), say.written(kind.title, kind.title_tr), 9), *called),
    )


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
