"""What a hand is on: a ring around the site or aircraft that it holds or could take, and a hint."""

from __future__ import annotations

from functools import partial

import numpy as np
import pygame

from iffsim.recording import Recording
from iffsim.view.drawing import sprites
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card, put
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import CARD, TEXT, WARM, mix
from iffsim.view.map.hit_test import thing_at
from iffsim.view.map.panes import panes
from iffsim.view.model.camera import world_to_screen
from iffsim.view.model.state import Grip, Hold, ViewState

_RING = {"site": 23.0, "aircraft": 17.0}
_HINTS = {"site": "sandbox.drag_site", "aircraft": "sandbox.drag"}
_BY_KEY = "sandbox.by_key"


def draw_held(
    surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, recording: Recording
) -> None:
    """Ring what is held, or what the pointer is on and could be taken."""
    held = state.hold
    if held is None and state.spot is not None and state.grip is Grip.NOTHING:
        held = thing_at(state.spot, state, layout, recording)
    if held is not None:
        _ring(surface, kit, layout, state, held)
    if state.notice:
        _say(surface, kit, layout, kit.say(state.notice))


def _ring(surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, held: Hold) -> None:
    ring = kit.kept(
        ("hand", held.kind), partial(sprites.circle, WARM, _RING[held.kind] * kit.scale)
    )
    for number, pane in enumerate(panes(state, layout)):
        x, y = world_to_screen(state.camera, pane.box, np.array(held.km)).tolist()
        surface.set_clip(pane.clip)
        put(surface, ring, (x, y))
        if state.grip is Grip.NOTHING and (number == 0 or _over(pane.clip, state)):
            hint = _BY_KEY if state.hold is not None else _HINTS[held.kind]
            if state.hold is not None or _over(pane.clip, state):
                _hint(surface, kit, pane.clip, (x, y), kit.say(hint))
        surface.set_clip(None)


def _over(box: pygame.Rect, state: ViewState) -> bool:
    """Return whether the pointer is in a pane."""
    return state.spot is not None and box.collidepoint(state.spot)


def _hint(
    surface: pygame.Surface, kit: Kit, pane: pygame.Rect, at: tuple[float, float], words: str
) -> None:
    """Say what can be done, above the ring, inside the pane."""
    style = Style("medium", 13, TEXT)
    line = kit.letters.line(kit.letters.fit(words, style, pane.width - kit.px(24)), style)
    box = line.get_rect(midbottom=(round(at[0]), round(at[1] - kit.px(30))))
    box = box.inflate(kit.px(16), kit.px(8)).clamp(pane.inflate(-kit.px(8), -kit.px(8)))
    card(surface, box, CARD, mix(CARD, WARM, 0.5), kit.px(5))
    surface.blit(line, line.get_rect(center=box.center))


def _say(surface: pygame.Surface, kit: Kit, layout: Layout, words: str) -> None:
    """Say what was done, or could not be, below the middle of the maps."""
    maps = layout.panels[0].unionall(list(layout.panels[1:]))
    style = Style("medium", 16, TEXT)
    line = kit.letters.line(kit.letters.fit(words, style, maps.width - kit.px(60)), style)
    at = (maps.centerx, maps.bottom - kit.px(150))
    box = line.get_rect(center=at).inflate(kit.px(30), kit.px(16))
    card(surface, box, CARD, WARM, kit.px(8))
    surface.blit(line, line.get_rect(center=box.center))
