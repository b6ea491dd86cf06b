"""Words light tracks, tracks light words: what pointer or keyboard is on, and its light."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pygame

from iffsim.recording import Recording
from iffsim.scenario.types import Caption
from iffsim.view.chrome import topbar
from iffsim.view.chrome.captions import placed
from iffsim.view.chrome.heading import header
from iffsim.view.chrome.scores import CELLS, places
from iffsim.view.drawing import sprites as symbols
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import put_many
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import INK, LIT
from iffsim.view.map.layers.tracks import size
from iffsim.view.map.panes import Kind, Pane, pane_at
from iffsim.view.map.sight import Sight
from iffsim.view.map.sights import sight_of
from iffsim.view.model.meant import about, members
from iffsim.view.model.state import ViewState
from iffsim.view.model.topics import NONE, Topic

REACH_PX = 14.0
"""How near to a track the pointer lights it, at scale 1."""
_RING = 1.45
"""The ring of a lit track, in halves of a symbol."""


@dataclass(frozen=True)
class Light:
    """What is pointed at."""

    topic: Topic | None = None
    aircraft: int | None = None
    words: frozenset[Topic] = NONE
    """The words that light up."""


DARK = Light()


def light(
    recording: Recording, kit: Kit, layout: Layout, state: ViewState, said: Caption | None
) -> Light:
    """Return what is lit: what the keyboard chose, else what the pointer is on."""
    topic = state.topic or _word_at(kit, layout, state, said)
    if topic is not None:
        return Light(topic, None, frozenset({topic}))
    aircraft = _track_at(recording, layout, state)
    if aircraft is None:
        return DARK
    return Light(None, aircraft, about(recording, state, aircraft))


def _word_at(kit: Kit, layout: Layout, state: ViewState, said: Caption | None) -> Topic | None:
    """Return what the word under the pointer means."""
    spot = state.spot
    if spot is None:
        return None
    if layout.top.collidepoint(spot):
        entries = topbar.legend(kit, layout)
        return next((entry.topic for entry in entries if entry.box.collidepoint(spot)), None)
    if layout.scores.collidepoint(spot):
        cells = places(layout.scores, kit.scale, layout.tight)
        return next((CELLS[number] for number, box in cells if box.collidepoint(spot)), None)
    if layout.caption.collidepoint(spot) and said is not None:
        pieces = placed(kit, layout.caption, said, "")
        return next((one.topic for one in pieces if one.box.collidepoint(spot)), None)
    return None


def _track_at(recording: Recording, layout: Layout, state: ViewState) -> int | None:
    """Return the aircraft under the pointer."""
    pane = pane_at(state, layout, state.spot) if state.spot is not None else None
    if pane is None or state.spot is None:
        return None
    sight = sight_of(recording, state, pane, 0)
    px = np.concatenate([sight.px, sight.ghost_px], axis=1)
    far = np.hypot(px[0] - state.spot[0], px[1] - state.spot[1])
    if not len(far) or not far.min() < REACH_PX * layout.scale:
        return None
    return int(np.concatenate([sight.aircraft, sight.ghost])[far.argmin()])


def draw_light(
    surface: pygame.Surface, kit: Kit, recording: Recording, state: ViewState, pane: Pane,
    sight: Sight, shed: Light,
) -> None:  # fmt: skip
    """Ring what is lit in a pane."""
    if shed == DARK:
        return
    lit = _mask(recording, state, pane, shed)
    half = round(size(kit, sight) * _RING)
    ring = kit.kept(("lit", half), partial(symbols.circle, LIT, half))
    for aircraft, px in ((sight.aircraft, sight.px), (sight.ghost, sight.ghost_px)):
        some = lit[aircraft]
        put_many(surface, [ring] * int(some.sum()), ring.get_width() // 2, px[:, some])


def draw_count(
    surface: pygame.Surface, kit: Kit, recording: Recording, state: ViewState, pane: Pane,
    shed: Light,
) -> None:  # fmt: skip
    """Say what is lit by a word, and how many, wherever they are."""
    if shed.topic is None:
        return
    count = int(_mask(recording, state, pane, shed).sum())
    surface.set_clip(pane.clip)
    _label(
        surface, kit, pane, f"{kit.say.capital(kit.say(shed.topic.value))}: {kit.say.number(count)}"
    )
    surface.set_clip(None)


def _mask(recording: Recording, state: ViewState, pane: Pane, shed: Light) -> npt.NDArray[np.bool_]:
    """Return which aircraft are lit in a pane, bool[A]."""
    if shed.topic is None:
        one: npt.NDArray[np.bool_] = np.arange(len(recording.world.fleet.ids)) == shed.aircraft
        return one
    shown = state.pictures
    if pane.kind is Kind.PICTURE:
        shown = (state.pictures[pane.slot],)
    found = np.zeros(len(recording.world.fleet.ids), bool)
    for picture in shown:
        found |= members(recording, state, picture, shed.topic)
    return found


def _label(surface: pygame.Surface, kit: Kit, pane: Pane, words: str) -> None:
    """Say what is lit, below the header of the pane."""
    line = kit.letters.line(words, Style("bold", 14, INK))
    top = pane.clip.top + header(kit, pane.box) + kit.px(8)
    box = line.get_rect(midtop=(pane.clip.centerx, top))
    plate = box.inflate(kit.px(18), kit.px(4))
    pygame.draw.rect(surface, LIT, plate, border_radius=plate.height // 2)
    surface.blit(line, box)
