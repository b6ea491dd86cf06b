"""The switch between the ways of looking: five small buttons with their keys, on the top bar."""

from __future__ import annotations

from functools import partial

import pygame

from iffsim.commands.listed import printed
from iffsim.commands.table import placed
from iffsim.scene.asked import View
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card, smooth
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import EDGE, GROOVE, RAISED, TEXT, TEXT_2, TEXT_3, Colour
from iffsim.view.model.state import ViewState

COMMANDS = placed("views")
_WIDE, _HIGH, _GAP, _AFTER_CLOCK = 32, 30, 2, 130


def buttons(layout: Layout) -> dict[str, pygame.Rect]:
    """Return where the button of each command is: to the right of the clock."""
    x, y = layout.top.centerx + layout.px(_AFTER_CLOCK), layout.top.centery
    found = {}
    for number, command in enumerate(COMMANDS):
        box = pygame.Rect(0, 0, layout.px(_WIDE), layout.px(_HIGH))
        box.midleft = (x + number * (layout.px(_WIDE) + layout.px(_GAP)), y)
        found[command.id] = box
    return found


def view_of(command: str) -> View:
    """Return the way of looking that a command of the switch is for."""
    return View(command.partition(".")[2])


def draw_switch(surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState) -> None:
    """Draw the buttons; the one in use is lit."""
    places = buttons(layout)
    for command in COMMANDS:
        box, view = places[command.id], view_of(command.id)
        lit = view is state.view
        radius = kit.px(5)
        pygame.draw.rect(surface, GROOVE if lit else RAISED, box, border_radius=radius)
        pygame.draw.rect(surface, TEXT_2 if lit else EDGE, box, 1, border_radius=radius)
        ink = TEXT if lit else TEXT_3
        icon = kit.kept(("view", view, ink), partial(_icon, view, ink, kit))
        surface.blit(icon, icon.get_rect(midleft=(box.x + kit.px(2), box.centery)),
                     special_flags=pygame.BLEND_PREMULTIPLIED)  # fmt: skip
        key = Style("regular", 11, ink)
        at = (box.right - kit.px(3), box.bottom)
        kit.letters.write(surface, printed(command.keys[0]), key, "bottomright", at)


def draw_hint(surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState) -> None:
    """Name the button under the pointer, below it."""
    if state.spot is None:
        return
    places = buttons(layout)
    command = next((one for one in COMMANDS if places[one.id].collidepoint(state.spot)), None)
    if command is None:
        return
    line = kit.letters.line(kit.say(command.label), Style("medium", 14, TEXT))
    under = places[command.id]
    box = line.get_rect(midtop=(under.centerx, under.bottom + kit.px(9)))
    card(surface, box.inflate(kit.px(18), kit.px(10)), RAISED, EDGE, kit.px(5))
    surface.blit(line, box)


def _icon(view: View, ink: Colour, kit: Kit) -> pygame.Surface:
    return smooth((kit.px(22), kit.px(16)), partial(_sketch, view, ink, kit.scale), 4)


def _sketch(view: View, ink: Colour, scale: float, big: pygame.Surface, times: float) -> None:
    """Draw what a way of looking is: panels, a curtain, one, an eye, unequal."""
    unit = scale * times
    box = pygame.Rect(round(unit), round(unit), round(20 * unit), round(14 * unit))
    width, middle = max(1, round(1.3 * unit)), box.centerx
    if view is View.DIFFERENCE:
        for y in (-2.6, 2.6):
            line = pygame.Rect(0, 0, round(12 * unit), round(1.8 * unit))
            line.center = (middle, round(box.centery + y * unit))
            pygame.draw.rect(big, ink, line)
        start, stop = (middle - 4 * unit, box.bottom), (middle + 4 * unit, box.top)
        pygame.draw.line(big, ink, start, stop, round(1.8 * unit))
        return
    if view is View.TRUTH:
        pygame.draw.ellipse(big, ink, box.inflate(0, -4 * unit), width)
        pygame.draw.circle(big, ink, box.center, 3.2 * unit)
        return
    pygame.draw.rect(big, ink, box, width, border_radius=round(2 * unit))
    if view is View.SIDE:
        gap = pygame.Rect(0, box.top, round(3.4 * unit), box.height)
        gap.centerx = middle
        pygame.draw.rect(big, (0, 0, 0, 0), gap)
        for x in (gap.left - width, gap.right):
            pygame.draw.rect(big, ink, (x, box.top, width, box.height))
    elif view is View.CURTAIN:
        pygame.draw.rect(big, (*ink, 120), (box.x, box.y, box.width // 2, box.height))
        pygame.draw.line(big, ink, (middle, 0), (middle, big.get_height()), width)
        pygame.draw.circle(big, ink, (middle, box.centery), 2.6 * unit)
