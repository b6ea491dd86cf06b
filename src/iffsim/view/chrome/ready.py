"""What is always at hand, on the top bar: help, the other language, whose words, take it away."""

from __future__ import annotations

import pygame

from iffsim.commands.listed import printed
from iffsim.commands.table import BY_ID, placed
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import EDGE, RAISED, TEXT, TEXT_2
from iffsim.view.model.comfort import following
from iffsim.view.model.state import ViewState

COMMANDS = placed("top")
_WIDE = {"language": 38, "source": 104, "take": 92, "help": 34}
_FIRST = ("language", "help")
"""What stays where there is little room."""
_HIGH, _GAP, _BEFORE_CLOCK, _TITLE = 30, 5, 132, 250
"""How far from the middle of the clock they end; how much room the titles get."""


def buttons(layout: Layout) -> dict[str, pygame.Rect]:
    """Return where the button of each command is: to the left of the clock, as many as there is
    room for beside the titles."""
    right = layout.top.centerx - layout.px(_BEFORE_CLOCK)
    names = [command.id for command in COMMANDS]
    for shown in (names, [name for name in names if name in _FIRST]):
        wide = sum(layout.px(_WIDE[name] + _GAP) for name in shown)
        if right - wide - layout.top.x >= layout.px(_TITLE):
            break
    found, x = {}, right
    for name in reversed(shown):
        box = pygame.Rect(0, 0, layout.px(_WIDE[name]), layout.px(_HIGH))
        box.midright = (x, layout.top.centery)
        found[name] = box
        x = box.left - layout.px(_GAP)
    return found


def words(kit: Kit, name: str, state: ViewState) -> str:
    """Return what is on a button."""
    if name == "language":
        return following(state.comfort.language).upper()
    return "?" if name == "help" else kit.say(BY_ID[name].label)


def draw_ready(surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState) -> None:
    """Draw the buttons; the one under the pointer says what it does, and its key, below it."""
    for name, box in buttons(layout).items():
        over = state.spot is not None and box.collidepoint(state.spot)
        card(surface, box, RAISED, TEXT_2 if over else EDGE, kit.px(5))
        style = Style("bold" if name == "help" else "medium", 13, TEXT if over else TEXT_2)
        fits = kit.letters.fit(words(kit, name, state), style, box.width - kit.px(6))
        kit.letters.write(surface, fits, style, "center", box.center)


def draw_said(surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState) -> None:
    """Say what the button under the pointer does, below it."""
    if state.spot is None:
        return
    for name, box in buttons(layout).items():
        if box.collidepoint(state.spot):
            command = BY_ID[name]
            text = f"{kit.say(command.help)} ({kit.say.keys(printed(command.keys[0]))})"
            line = kit.letters.line(text, Style("medium", 14, TEXT))
            place = line.get_rect(topleft=(box.left, box.bottom + kit.px(9)))
            place = place.clamp(surface.get_rect().inflate(-kit.px(20), 0))
            card(surface, place.inflate(kit.px(18), kit.px(10)), RAISED, EDGE, kit.px(5))
            surface.blit(line, place)
