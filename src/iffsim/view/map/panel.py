"""One picture's panel: the layers of its map in their order, then its header."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pygame

from iffsim.recording import Recording
from iffsim.view.chrome import cards, slider
from iffsim.view.chrome.heading import Heading, draw_edge, draw_heading, header
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.theme import Colour, accent
from iffsim.view.map.layers import coverage as watch
from iffsim.view.map.layers import sites as posts
from iffsim.view.map.layers.backdrop import Backdrop, Grounds
from iffsim.view.map.layers.labels import Labels
from iffsim.view.map.layers.marks import DARK, Light, draw_light
from iffsim.view.map.layers.tracks import Kinds, draw_on_top, draw_tracks
from iffsim.view.map.layers.trails import Trails
from iffsim.view.map.panes import Pane
from iffsim.view.map.sight import Sight, see
from iffsim.view.model.state import ViewState

_GRAIN_PX = 2.0
"""Coverage of a flying radar is redrawn when it has moved so far."""


@dataclass(frozen=True)
class Names:
    """What a panel needs of the fleet, as columns."""

    kinds: Kinds
    number: npt.NDArray[np.int32]


def names(recording: Recording) -> Names:
    """Return the fleet's categories and track numbers."""
    fleet = recording.world.fleet
    categories = tuple(dict.fromkeys(fleet.categories)) or ("",)
    index = {name: n for n, name in enumerate(categories)}
    category = np.array([index[name] for name in fleet.categories], np.int64)
    return Names(Kinds(category, categories), fleet.number)


class Panel:
    """Draws one picture; owns the caches of its layers."""

    def __init__(self, recording: Recording, fleet: Names, grounds: Grounds, kit: Kit) -> None:
        self._recording = recording
        self._fleet = fleet
        self._kit = kit
        self._backdrop = Backdrop(grounds, kit, recording.world.zones)
        self._trails = Trails()
        self._labels = Labels(kit)
        self._watch: watch.Watch | None = None

    def use(self, recording: Recording, fleet: Names) -> None:
        """Draw another recording of the same scenario from now on."""
        self._recording, self._fleet = recording, fleet
        self._trails = Trails()
        self._watch = None

    def watched(
        self, state: ViewState, picture: str, px_per_km: float
    ) -> tuple[watch.Posts, watch.Watch]:
        """Return the sites of a picture and its coverage; the same object while nothing changed."""
        found = watch.posts(self._recording, picture, state.time_s, state.hold)
        grain_km = 2.0 ** round(math.log2(_GRAIN_PX / px_per_km))  # steady while the camera moves
        key = (picture, watch.key(found, state.coverage_alt_m, grain_km))
        if self._watch is None or self._watch.key != key:
            self._watch = watch.watch(
                self._recording, picture, state.time_s, state.coverage_alt_m, found, key,
                self._kit.comfort.mountains,
            )  # fmt: skip
        return found, self._watch

    def draw(
        self, surface: pygame.Surface, pane: Pane, state: ViewState, shed: Light = DARK
    ) -> Sight:
        """Draw the panel, as far as the pane shows it; return what is in sight."""
        kit, recording, camera = self._kit, self._recording, state.camera
        box, slot, clip = pane.box, pane.slot, pane.clip
        picture = state.pictures[slot]
        colour = accent(state.show.order, picture)
        found, coverage = self.watched(state, picture, camera.px_per_km(box))
        surface.set_clip(clip)
        self._backdrop.draw(surface, box, camera, coverage, colour, state.aim)
        sight = see(recording, picture, state.time_s, camera, box)
        if state.hides_truth:
            sight = sight.known()
        flow_s = 0.0 if kit.comfort.calm else state.time_s
        posts.draw_links(surface, box, kit, camera, found, flow_s, colour)
        past = partial(recording.known, picture)
        self._trails.draw(surface, box, past, picture, state.time_s, camera, sight)
        marks = posts.draw_posts(surface, box, kit, camera, found, recording, colour)
        draw_tracks(surface, box, kit, sight, self._fleet.kinds)
        draw_light(surface, kit, recording, state, pane, sight, shed)
        clear = posts.write_names(surface, kit, marks, found, recording, colour)
        self._words(surface, box, state, slot, sight, clear, clip)
        _header(surface, kit, clip, recording, state, slot, colour)
        surface.set_clip(None)
        draw_edge(surface, kit, clip, colour)
        return sight

    def _words(
        self, surface: pygame.Surface, box: pygame.Rect, state: ViewState, slot: int, sight: Sight,
        clear: list[pygame.Rect], clip: pygame.Rect,
    ) -> None:  # fmt: skip
        """Draw the labels, and the selected aircraft's ring and card."""
        kit, picture = self._kit, state.pictures[slot]
        spot = sight.spot(state.selected)
        card, place = None, None
        if state.selected is not None:
            why = self._recording.why(picture, state.selected, state.time_s)
            card = cards.card(self._recording, why, state.time_s, kit.say)
            right = slot == 0 and len(state.pictures) > 1
            place = cards.box(kit, clip, spot or (-1, -1), len(card.rows), right)
            clear = [*clear, place]
        clear += [pygame.Rect(box.x, box.y, box.width, header(kit, box))]
        clear += [pygame.Rect(box.x, box.bottom - kit.px(34), box.width, kit.px(34))]
        clear += [slider.zone(kit, box)] if box.x < kit.px(20) else []
        named = sight if state.labels else sight.only(sight.aircraft == state.selected)
        self._labels.draw(
            surface, box, named, self._fleet.number, state.selected, clear,
            (picture, box.size), state.camera, state.time_s,
        )  # fmt: skip
        if card is not None and place is not None:
            if spot is not None:
                cards.draw_ring(surface, kit, spot, card)
                draw_on_top(surface, kit, sight, state.selected, self._fleet.kinds)
            cards.draw_card(surface, kit, place, spot or place.center, card)


def _header(
    surface: pygame.Surface, kit: Kit, clip: pygame.Rect, recording: Recording, state: ViewState,
    slot: int, colour: Colour,
) -> None:  # fmt: skip
    """Draw title, subtitle, and how many aircraft are held."""
    picture = state.pictures[slot]
    spec = recording.world.pictures[recording.picture_ids.index(picture)]
    score = recording.score_at(picture, state.time_s)
    letter = chr(ord("A") + slot)
    below = f"{letter}  ·  {kit.say.written(spec.subtitle)}" if spec.subtitle else letter
    rest = kit.say("frame.of_held", count=score.objects)
    if state.hides_truth:
        rest = kit.say("quiz.aircraft_held")
    said = Heading(kit.say.written(spec.title), below, str(score.tracked), rest)
    draw_heading(surface, kit, clip, said, colour)
