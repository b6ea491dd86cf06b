"""The link's lever over the map while a bet is open."""

from __future__ import annotations

import pygame

from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import (
    CARD,
    EDGE,
    GROOVE,
    TEXT,
    TEXT_2,
    TEXT_3,
    WARM,
    mix,
)
from iffsim.view.model.state import ViewState

COMMAND = "lever"
_WIDE, _HIGH = 176, 186


def ahead(state: ViewState) -> bool:
    """Return whether a lever waits."""
    return state.show.story.lever_ahead(state.time_s)


def box(layout: Layout) -> pygame.Rect:
    """Return where the lever is: at the right of the last map, below its header."""
    panel = layout.panels[-1]
    high = min(layout.px(_HIGH), panel.height - layout.px(110))
    place = pygame.Rect(0, 0, layout.px(_WIDE), high)
    place.topright = (panel.right - layout.px(14), panel.y + layout.px(66))
    return place


def buttons(layout: Layout, state: ViewState) -> dict[str, pygame.Rect]:
    """Return where the lever can be pulled."""
    return {COMMAND: box(layout)} if ahead(state) else {}


def over(layout: Layout, state: ViewState) -> tuple[pygame.Rect, ...]:
    """Return what of the maps is covered by the lever."""
    return (box(layout),) if ahead(state) else ()


def draw_lever(surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState) -> None:
    """Draw the lever, locked until a bet is placed."""
    if not ahead(state):
        return
    place, free = box(layout), state.bet is not None
    edge = WARM if free else EDGE
    card(surface, place, CARD, edge, kit.px(8))
    letters = kit.letters
    title = Style("bold", 16, TEXT)
    top = (place.centerx, place.y + kit.px(10))
    letters.write(surface, kit.say("lever.title"), title, "midtop", top)
    words = [kit.say("lever.off"), kit.say("lever.pull" if free else "lever.locked")]
    y = place.bottom - kit.px(12)
    for line, style in zip(
        reversed(words),
        (Style("bold" if free else "medium", 14, WARM if free else TEXT_2),
         Style("regular", 14, TEXT_3)),
        strict=True,
    ):  # fmt: skip
        short = letters.fit(line, style, place.width - kit.px(12))
        letters.write(surface, short, style, "midbottom", (place.centerx, y))
        y -= kit.px(20)
    slot = pygame.Rect(0, 0, kit.px(34), y - kit.px(6) - place.y - kit.px(36))
    slot.midtop = (place.centerx, place.y + kit.px(36))
    pygame.draw.rect(surface, GROOVE, slot, border_radius=slot.width // 2)
    pygame.draw.rect(surface, EDGE, slot, 1, border_radius=slot.width // 2)
    knob = pygame.Rect(0, 0, kit.px(44), kit.px(26))
    knob.midbottom = (slot.centerx, slot.bottom - kit.px(4))
    fill = WARM if free else mix(GROOVE, TEXT_3, 0.6)
    pygame.draw.rect(surface, fill, knob, border_radius=kit.px(7))
    pygame.draw.rect(surface, mix(fill, (0, 0, 0), 0.4), knob, 1, border_radius=kit.px(7))
    if free:
        x, tip = slot.centerx, slot.y + kit.px(10)
        for n in range(2):
            at = tip + n * kit.px(9)
            points = [(x - kit.px(6), at + kit.px(6)), (x, at), (x + kit.px(6), at + kit.px(6))]
            pygame.draw.lines(surface, WARM, False, points, kit.px(2))
