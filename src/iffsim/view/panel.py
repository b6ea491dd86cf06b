"""One picture's panel: the layers of its map in their order, then header, scale, and the words
that it is invented."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pygame

from iffsim.recording import Recording
from iffsim.view import cards, posts, watch
from iffsim.view.backdrop import Backdrop, Grounds
from iffsim.view.kit import Kit
from iffsim.view.labels import Labels
from iffsim.view.lettering import Style
from iffsim.view.paint import vertical_fade
from iffsim.view.sight import Sight, see
from iffsim.view.state import ViewState
from iffsim.view.theme import EDGE, INK, SHADOW, TEXT, TEXT_2, TEXT_3, Colour, accent
from iffsim.view.tracks import Kinds, draw_on_top, draw_tracks
from iffsim.view.trails import Trails

_GRAIN_PX = 2.0
"""Coverage of a flying radar is redrawn when it has moved so far."""
_HEADER = 58
DISCLAIMER = "Illustrative, not real ranges"
_SCALES_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


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

    def watched(
        self, state: ViewState, picture: str, px_per_km: float
    ) -> tuple[watch.Posts, watch.Watch]:
        """Return the sites of a picture and its coverage; the same object while nothing changed."""
        found = watch.posts(self._recording, picture, state.time_s)
        grain_km = 2.0 ** round(math.log2(_GRAIN_PX / px_per_km))  # steady while the camera moves
        key = (picture, watch.key(found, state.coverage_alt_m, grain_km))
        if self._watch is None or self._watch.key != key:
            self._watch = watch.watch(
                self._recording, picture, state.time_s, state.coverage_alt_m, found, key
            )
        return found, self._watch

    def draw(
        self, surface: pygame.Surface, box: pygame.Rect, state: ViewState, slot: int
    ) -> watch.Watch:
        """Draw the panel; return its coverage, for the scores."""
        kit, recording, camera = self._kit, self._recording, state.camera
        picture = state.pictures[slot]
        colour = accent(state.show.order, picture)
        found, coverage = self.watched(state, picture, camera.px_per_km(box))
        surface.set_clip(box)
        self._backdrop.draw(surface, box, camera, coverage, colour)
        sight = see(recording, picture, state.time_s, camera, box)
        posts.draw_links(surface, box, kit, camera, found, state.time_s, colour)
        self._trails.draw(surface, box, recording, picture, state.time_s, camera, sight)
        marks = posts.draw_posts(surface, box, kit, camera, found, recording, colour)
        draw_tracks(surface, box, kit, sight, self._fleet.kinds)
        clear = posts.write_names(surface, kit, marks, found, recording, colour)
        self._words(surface, box, state, slot, sight, clear)
        _header(surface, kit, box, recording, state, slot, colour)
        _footer(surface, kit, box, state)
        surface.set_clip(None)
        pygame.draw.rect(surface, EDGE, box, 1)
        pygame.draw.rect(surface, colour, (box.x, box.y, box.width, kit.px(2.4)))
        return coverage

    def _words(
        self, surface: pygame.Surface, box: pygame.Rect, state: ViewState, slot: int, sight: Sight,
        clear: list[pygame.Rect],
    ) -> None:  # fmt: skip
        """Draw the labels, and the selected aircraft's ring and card."""
        kit, picture = self._kit, state.pictures[slot]
        spot = sight.spot(state.selected)
        card, place = None, None
        if state.selected is not None:
            why = self._recording.why(picture, state.selected, state.time_s)
            card = cards.card(self._recording, why, state.time_s)
            right = slot == 0 and len(state.pictures) > 1
            place = cards.box(kit, box, spot or (-1, -1), len(card.rows), right)
            clear = [*clear, place]
        clear += [pygame.Rect(box.x, box.y, box.width, kit.px(_HEADER))]
        clear += [pygame.Rect(box.x, box.bottom - kit.px(34), box.width, kit.px(34))]
        self._labels.draw(
            surface, box, sight, self._fleet.number, state.selected, clear,
            (picture, box.size), state.camera, state.time_s,
        )  # fmt: skip
        if card is not None and place is not None:
            if spot is not None:
                cards.draw_ring(surface, kit, spot, card)
                draw_on_top(surface, kit, sight, state.selected, self._fleet.kinds)
            cards.draw_card(surface, kit, place, spot or place.center, card)


def _header(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, recording: Recording, state: ViewState,
    slot: int, colour: Colour,
) -> None:  # fmt: skip
    """Draw title, subtitle, and how many aircraft are held."""
    picture = state.pictures[slot]
    spec = recording.world.pictures[recording.picture_ids.index(picture)]
    high = kit.px(_HEADER)
    fade = kit.kept(("fade", box.width, high), partial(vertical_fade, box.width, high, INK, 225))
    surface.blit(fade, box.topleft)
    score = recording.score_at(picture, state.time_s)
    letters, right = kit.letters, box.right - kit.px(16)
    rest = f"of {score.objects} aircraft held"
    of = letters.write(
        surface, rest, Style("regular", 13.5, TEXT_2), "bottomright", (right, box.y + kit.px(35))
    )
    big = Style("bold", 26, colour)
    at = (of.left - kit.px(7), box.y + kit.px(39))
    number = letters.write(surface, str(score.tracked), big, "bottomright", at)
    room = number.left - box.x - kit.px(34)
    title = letters.fit(spec.title.upper(), Style("bold", 18, TEXT, 0.8), room)
    left = box.x + kit.px(16)
    letters.write(
        surface, title, Style("bold", 18, TEXT, 0.8), "topleft", (left, box.y + kit.px(10))
    )
    below = f"{chr(ord('A') + slot)}  ·  {spec.subtitle}" if spec.subtitle else chr(ord("A") + slot)
    small = Style("regular", 13.5, TEXT_2)
    short = letters.fit(below, small, room)
    letters.write(surface, short, small, "topleft", (left, box.y + kit.px(34)))


def _footer(surface: pygame.Surface, kit: Kit, box: pygame.Rect, state: ViewState) -> None:
    """Draw the scale bar, north, the altitude that coverage is shown for, and the disclaimer."""
    high = kit.px(34)
    upward = partial(_fade_up, box.width, high)
    surface.blit(kit.kept(("fade up", box.width, high), upward), (box.x, box.bottom - high))
    scale = state.camera.px_per_km(box)
    km = max((k for k in _SCALES_KM if k * scale <= 150 * kit.scale), default=1)
    x, y, length, tip = box.x + kit.px(16), box.bottom - kit.px(16), round(km * scale), kit.px(4)
    points = [(x, y - tip), (x, y), (x + length, y), (x + length, y - tip)]
    pygame.draw.lines(surface, SHADOW, False, [(px + 1, py + 1) for px, py in points], 2)
    pygame.draw.lines(surface, TEXT_2, False, points)
    style = Style("regular", 12.5, TEXT_2, 0, SHADOW)
    end = kit.letters.write(
        surface, f"{km} km", style, "midleft", (x + length + kit.px(8), y - kit.px(2))
    )
    _north(surface, kit, (end.right + kit.px(16), y - kit.px(3)))
    feet = round(state.coverage_alt_m / 0.3048, -2)
    words = f"coverage at {state.coverage_alt_m:,.0f} m ({feet:,.0f} ft)   ·   {DISCLAIMER}"
    quiet = Style("regular", 12.5, TEXT_3, 0, SHADOW)
    room = box.right - end.right - kit.px(60)
    if kit.letters.width(words, quiet) > room:
        words = DISCLAIMER
    at = (box.right - kit.px(14), y - kit.px(2))
    kit.letters.write(surface, words, quiet, "midright", at)


def _fade_up(width: int, height: int) -> pygame.Surface:
    return pygame.transform.flip(vertical_fade(width, height, INK, 248), False, True)


def _north(surface: pygame.Surface, kit: Kit, at: tuple[float, float]) -> None:
    """Draw a small arrow to the north of the map's middle."""
    x, y = at
    unit = kit.scale
    head = [
        (x, y - 9 * unit),
        (x + 4.5 * unit, y + 4 * unit),
        (x, y + 1 * unit),
        (x - 4.5 * unit, y + 4 * unit),
    ]
    pygame.draw.polygon(surface, TEXT_2, head)
    style = Style("bold", 11, TEXT_2, 0, SHADOW)
    kit.letters.write(surface, "N", style, "midleft", (x + math.ceil(7 * unit), y - 2 * unit))
