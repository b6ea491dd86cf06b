"""Words and numbers light tracks, tracks light words: what pointer or keyboard is on, and its
light."""

from __future__ import annotations

from functools import partial

import numpy as np
import pygame
from msgspec import Struct

from iffsim.base.arrays import Bools
from iffsim.scene.asked import Kind
from iffsim.scene.scene import Pane, Scene
from iffsim.scene.topics import COUNTED, NONE, Topic
from iffsim.story.haystack import Straw
from iffsim.view.chrome import board, captions, feed, haystack, heading, scores, topbar
from iffsim.view.drawing import sprites as symbols
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import put_many
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import INK, LIT
from iffsim.view.map.layers.tracks import size
from iffsim.view.map.panes import MapBox, panes
from iffsim.view.map.sight import Sight, see
from iffsim.view.model.state import ViewState

REACH_PX = 14.0
"""How near to a track the pointer lights it, at scale 1."""
_RING = 1.45
"""The ring of a lit track, in halves of a symbol."""


class Light(Struct, frozen=True):
    """What is pointed at."""

    topic: Topic | None = None
    aircraft: int | None = None
    words: frozenset[Topic] = NONE
    """The words that light up."""
    slot: int | None = None
    """The picture whose number is pointed at; None: what the topic means in every map."""
    row: int | None = None
    """The row of the board that is pointed at."""
    several: frozenset[int] = frozenset()
    """Aircraft: those of the row of names that is pointed at, or whose names came last."""


DARK = Light()


def light(
    scene: Scene, kit: Kit, layout: Layout, state: ViewState, hay: tuple[Straw, ...] = (),
    news: tuple[feed.Row, ...] = (),
) -> Light:  # fmt: skip
    """Return what is lit: what the keyboard chose, else what the pointer is on, else whose names of
    the `news` came last; a straw of `hay` lights its track."""
    if state.topic is not None:
        return _of_topic(state.topic)
    found = DARK if state.spot is None else _pointed(scene, kit, layout, state, hay, news)
    return found if found != DARK else Light(several=feed.fresh(news, state.time_s))


def _pointed(
    scene: Scene, kit: Kit, layout: Layout, state: ViewState, hay: tuple[Straw, ...],
    news: tuple[feed.Row, ...],
) -> Light:  # fmt: skip
    """Return what the pointer lights."""
    assert state.spot is not None
    heard = feed.at(kit, layout, news, state.spot)
    if heard is not None:
        return Light(several=heard)
    if hay and layout.scores.collidepoint(state.spot):
        straw = haystack.at(layout, hay, state.spot)
        return DARK if straw is None else _of_track(scene, straw)
    row = board.row_at(kit, layout, scene, state.spot)
    if row is not None:
        return Light(row=row)
    found = _word_at(scene, kit, layout, state.spot) or _number_at(scene, kit, layout, state)
    if found is not None:
        return found
    aircraft = _track_at(scene, layout, state)
    return DARK if aircraft is None else _of_track(scene, aircraft)


def _of_topic(topic: Topic, slot: int | None = None) -> Light:
    return Light(topic, None, frozenset({topic}), slot)


def _of_track(scene: Scene, aircraft: int) -> Light:
    return Light(None, aircraft, scene.about(aircraft))


def _word_at(scene: Scene, kit: Kit, layout: Layout, spot: tuple[int, int]) -> Light | None:
    """Return what the word of legend or caption under the pointer lights."""
    topic = None
    if layout.top.collidepoint(spot):
        entries = topbar.legend(kit, layout)
        topic = next((entry.topic for entry in entries if entry.box.collidepoint(spot)), None)
    elif layout.caption.collidepoint(spot) and scene.caption is not None:
        pieces = captions.placed(kit, layout.caption, scene.caption, "")
        topic = next((one.topic for one in pieces if one.box.collidepoint(spot)), None)
    return None if topic is None else _of_topic(topic)


def _number_at(scene: Scene, kit: Kit, layout: Layout, state: ViewState) -> Light | None:
    """Return what the number of strip or header, or the straw, under the pointer lights."""
    spot = state.spot
    assert spot is not None
    if layout.scores.collidepoint(spot):
        found = scores.at(kit, layout.scores, scene, layout.tight, spot)
        if found is not None and found.aircraft is not None:
            return _of_track(scene, found.aircraft)
        return _of_topic(found.topic, found.slot) if found and found.topic else None
    for place, shown in zip(panes(state, layout), scene.panes, strict=True):
        if place.clip.collidepoint(spot) and spot[1] < place.clip.y + heading.header(
            kit, place.clip
        ):
            said = heading.heading(kit.say, scene, shown)
            for piece in heading.placed(kit, place.clip, said, shown.colour):
                if piece.part.topic is not None and piece.box.collidepoint(spot):
                    return _of_topic(piece.part.topic, piece.part.slot)
    return None


def _track_at(scene: Scene, layout: Layout, state: ViewState) -> int | None:
    """Return the aircraft under the pointer."""
    for place, shown in zip(panes(state, layout), scene.panes, strict=True):
        if state.spot is None or not place.clip.collidepoint(state.spot):
            continue
        sight = see(shown.tracks, state.camera, place.box, 0)
        px = np.concatenate([sight.px, sight.ghost_px], axis=1)
        far = np.hypot(px[0] - state.spot[0], px[1] - state.spot[1])
        if len(far) and far.min() < REACH_PX * layout.scale:
            return int(np.concatenate([sight.aircraft, sight.ghost])[far.argmin()])
    return None


def draw_light(
    surface: pygame.Surface, kit: Kit, scene: Scene, shown: Pane, sight: Sight, shed: Light
) -> None:
    """Ring what is lit in a pane."""
    if shed == DARK:
        return
    lit = mask(scene, shown, shed)
    half = round(size(kit, sight) * _RING)
    ring = kit.kept(("lit", half), partial(symbols.circle, LIT, half))
    for aircraft, px in ((sight.aircraft, sight.px), (sight.ghost, sight.ghost_px)):
        some = lit[aircraft]
        put_many(surface, [ring] * int(some.sum()), ring.get_width() // 2, px[:, some])


def mask(scene: Scene, shown: Pane, shed: Light) -> Bools:
    """Return which aircraft are lit in a pane, bool[A]."""
    if shed.topic is not None:
        return scene.lit(shown, shed.topic, shed.slot)
    if shed.row is not None:
        return _of_row(scene, shown, shed.row)
    chosen = shed.several if shed.aircraft is None else (shed.aircraft,)
    return np.isin(np.arange(len(shown.number)), list(chosen))


def _of_row(scene: Scene, shown: Pane, row: int) -> Bools:
    """Return the tracks that a row of the board counts, in the map of their picture."""
    found = scene.board.rows[row] if scene.board and row < len(scene.board.rows) else None
    nobody = np.zeros(len(shown.number), bool)
    if found is None or found.lit is None:
        return nobody
    return nobody if shown.picture not in ("", found.picture) else found.lit


def draw_count(
    surface: pygame.Surface, kit: Kit, scene: Scene, shown: Pane, where: tuple[MapBox, Sight],
    shed: Light,
) -> None:  # fmt: skip
    """Say what is lit by a word or a number, how many, and how many of those are off the map."""
    place, sight = where
    if shed.topic is None or (shed.slot not in (None, shown.slot) and shown.kind is Kind.PICTURE):
        return
    lit = mask(scene, shown, shed)
    seen = int(lit[sight.aircraft].sum() + lit[sight.ghost].sum())
    words = [f"{kit.say.capital(kit.say(shed.topic.value))}: {kit.say.number(int(lit.sum()))}"]
    if shown.kind is Kind.PICTURE and shed.topic in COUNTED:
        words.append(heading.uncounted(kit.say, scene, scene.score(shown.slot, shed.topic)))
    away = int(lit.sum()) - seen
    words.append(kit.say("frame.off_map", count=away) if away else "")
    surface.set_clip(place.clip)
    _label(surface, kit, place, ", ".join(filter(None, words)))
    surface.set_clip(None)


def _label(surface: pygame.Surface, kit: Kit, place: MapBox, words: str) -> None:
    """Say what is lit, below the header of the pane."""
    line = kit.letters.line(words, Style("bold", 14, INK))
    top = place.clip.top + heading.header(kit, place.box) + kit.px(8)
    box = line.get_rect(midtop=(place.clip.centerx, top))
    plate = box.inflate(kit.px(18), kit.px(4))
    pygame.draw.rect(surface, LIT, plate, border_radius=plate.height // 2)
    surface.blit(line, box)
