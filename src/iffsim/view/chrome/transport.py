"""Back, play or pause, Next: the story by three buttons, beside the caption."""

from __future__ import annotations

from functools import partial

import pygame

from iffsim.commands.table import BY_ID
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card, smooth
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import EDGE, RAISED, TEXT, TEXT_2, TEXT_3, WARM, Colour, mix
from iffsim.view.model.state import ViewState

BACK, PLAY, NEXT = "chapter.back", "play", "chapter.next"
_SHARES = {BACK: 0.24, PLAY: 0.28, NEXT: 0.48}


def buttons(layout: Layout) -> dict[str, pygame.Rect]:
    """Return where the button of each command is."""
    box, x, found = layout.transport, float(layout.transport.x), {}
    for command, share in _SHARES.items():
        wide = box.width * share
        found[command] = pygame.Rect(round(x), box.y, round(wide) - layout.px(4), box.height)
        x += wide
    return found


def last(state: ViewState) -> bool:
    """Return whether no chapter follows."""
    return state.show.chapter_at(state.time_s) + 1 >= len(state.show.chapters)


def draw_transport(surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState) -> None:
    """Draw the buttons; Next is the one that stands out."""
    for knob, box in buttons(layout).items():
        loud = knob == NEXT and not last(state)
        fill = mix(RAISED, WARM, 0.1) if loud else RAISED
        edge = mix(EDGE, WARM, 0.45) if loud else EDGE
        card(surface, box, fill, edge, kit.px(6))
        ink = TEXT if loud else TEXT_3 if knob == NEXT else TEXT_2
        middle = box.center
        if knob == NEXT and not layout.tight:
            word = kit.say(BY_ID[knob].label)
            style = Style("bold", 16, ink)
            width = kit.letters.width(word, style)
            left = (box.centerx - width / 2 - kit.px(9), box.centery)
            kit.letters.write(surface, word, style, "midleft", left)
            middle = (round(left[0]) + width + kit.px(14), box.centery)
        playing = state.playing and knob == PLAY
        icon = kit.kept((knob, playing, ink), partial(_icon, knob, playing, ink, kit.scale))
        surface.blit(icon, icon.get_rect(center=middle), special_flags=pygame.BLEND_PREMULTIPLIED)


def _icon(knob: str, playing: bool, ink: Colour, scale: float) -> pygame.Surface:
    return smooth((round(18 * scale), round(18 * scale)), partial(_sketch, knob, playing, ink), 5)


def _sketch(knob: str, playing: bool, ink: Colour, big: pygame.Surface, times: float) -> None:
    """Draw an arrow head, or two bars, in a square of 18 units."""
    unit = big.get_width() / 18
    if knob == PLAY and playing:
        for x in (4.5, 10.5):
            pygame.draw.rect(big, ink, (x * unit, 3 * unit, 3.4 * unit, 12 * unit))
        return
    points = [(5, 2.5), (15, 9), (5, 15.5)] if knob == PLAY else [(6, 4), (13, 9), (6, 14)]
    if knob == BACK:
        points = [(18 - x, y) for x, y in points]
    if knob == PLAY:
        pygame.draw.polygon(big, ink, [(x * unit, y * unit) for x, y in points])
    else:
        line = [(x * unit, y * unit) for x, y in points]
        pygame.draw.lines(big, ink, False, line, round(2.4 * unit))
