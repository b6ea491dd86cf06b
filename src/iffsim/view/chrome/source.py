"""Whose word the caption is: a card above the caption bar, shown on request."""

from __future__ import annotations

import pygame

from iffsim.earth.claims import article
from iffsim.scenario.telling import Caption
from iffsim.scene.symbology import TAGS
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import CARD, TEXT, TEXT_2, mix
from iffsim.view.model.state import ViewState

_MEANING = {
    "article": "source.article",
    "model": "source.model",
    "record": "source.record",
}


def sentences(kit: Kit, said: Caption) -> list[tuple[str, Style]]:
    """Return what the card says of a caption: what its tag means, its claim, its source."""
    first = kit.say(_MEANING[said.tag], author=article().author)
    found = [(first, Style("bold", 15, TAGS[said.tag]))]
    if said.claim is not None:
        words = article().claims[said.claim].said(kit.say.language == "tr")
        lead = "" if said.tag == "article" else kit.say("source.shows_claim") + " "
        found.append((f"{said.claim}  {lead}{words}", Style("regular", 15, TEXT)))
    if said.source:
        found.append((kit.say.written(said.source, said.source_tr), Style("regular", 14, TEXT_2)))
    return found


def chip_zone(layout: Layout) -> pygame.Rect:
    """Return where a click asks for the source: the left end of the caption bar, with its tag."""
    box = layout.caption
    return pygame.Rect(box.x, box.y, layout.px(110), box.height)


def asked(layout: Layout, state: ViewState) -> bool:
    """Return whether the card is wanted: by its key, by a click on the tag, or by the pointer."""
    return state.source or (state.spot is not None and chip_zone(layout).collidepoint(state.spot))


def draw_source(surface: pygame.Surface, kit: Kit, layout: Layout, said: Caption | None) -> None:
    """Draw the card; nothing without a caption."""
    if said is None:
        return
    wide = kit.px(620)
    rows: list[list[Run]] = []
    for text, style in sentences(kit, said):
        rows += kit.letters.wrap([Run(text, style)], wide - kit.px(40))
    heights = [max(kit.letters.height(run.style) for run in row) for row in rows]
    box = pygame.Rect(0, 0, wide, sum(heights) + kit.px(22))
    box.bottomleft = (layout.caption.x, layout.caption.top - kit.px(6))
    card(surface, box, CARD, mix(CARD, TAGS[said.tag], 0.5), kit.px(7))
    y = box.y + kit.px(11)
    for row, height in zip(rows, heights, strict=True):
        x = float(box.x + kit.px(20))
        for run in row:
            kit.letters.write(surface, run.text, run.style, "topleft", (x, y))
            x += kit.letters.width(run.text, run.style)
        y += height
