"""What is supposed: said over the maps while they show it, and the rows of a card that do it."""

from __future__ import annotations

import pygame
from msgspec.structs import replace

from iffsim.scene.card import CHANGES, Card, Row
from iffsim.scene.said import said
from iffsim.scene.symbology import look
from iffsim.view.chrome import toolbar
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import CARD, TEXT, WARM
from iffsim.view.model.state import ViewState
from iffsim.view.model.supposing import MOST, Offered, supposed
from iffsim.whatif import Change


def offering(found: Card, offered: Offered, slot: int) -> Card:
    """Return a picture's card with the changes that are offered, and what each would make of the
    track, while one is shown: the card itself only knows what would change it again."""
    if offered.at is None:
        order = [one.change for one in offered.offers]
        by_number = sorted(
            found.changes, key=lambda row: order.index(row.change) if row.change in order else MOST
        )
        return replace(found, changes=tuple(by_number))
    rows = tuple(
        Row(said(CHANGES[Change[one.change]]), said(look(one.names[slot]).word), 7,
            one.names[slot], one.change)
        for one in offered.offers
    )  # fmt: skip
    return replace(found, changes=rows)


def draw_supposed(surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState) -> None:
    """Frame the maps, and say at their foot what is supposed."""
    now = supposed(state)
    if now is None:
        return
    change = kit.say(CHANGES[Change[now.offers[now.at].change]])
    style, words = Style("medium", 14, TEXT), kit.say("sandbox.supposed", change=change)
    row = toolbar.buttons(layout, state).values()
    for number, box in enumerate(layout.panels):
        pygame.draw.rect(surface, WARM, box, kit.px(2))
        left = max((one.right for one in row), default=box.left) if number == 0 else box.left
        room = box.right - left - kit.px(44)
        line = kit.letters.line(kit.letters.fit(words, style, room), style)
        place = line.get_rect().inflate(kit.px(20), kit.px(10))
        place.bottomright = (box.right - kit.px(12), box.bottom - kit.px(42))
        card(surface, place, CARD, WARM, kit.px(6))
        surface.blit(line, line.get_rect(center=place.center))
