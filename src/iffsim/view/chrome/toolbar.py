"""The small toolbar of the sandbox, at the foot of the first map: switches, undo, reset."""

from __future__ import annotations

from functools import partial

import pygame
from msgspec import Struct

from iffsim.commands.listed import printed
from iffsim.commands.table import BY_ID
from iffsim.recording import Recording
from iffsim.story.haystack import on_show
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import put, smooth
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import (
    CARD,
    EDGE,
    GREEN,
    GROOVE,
    RED,
    TEXT,
    TEXT_2,
    TEXT_3,
    WARM,
    Colour,
)
from iffsim.view.model import challenge, sandbox
from iffsim.view.model.context import context
from iffsim.view.model.state import ViewState

_HIGH, _GAP, _LEFT, _BOTTOM = 34, 5, 62, 42
_NARROW, _ROOMY = 46, 620
"""A button without words, and how wide a map must be for buttons with words, at scale 1."""


_WIDTHS = {
    "sandbox": 94,
    "link": 90, "codes": 128, "four": 120, "undo": 82, "redo": 82, "reset": 82,
}  # fmt: skip
_SWITCHES = ("link", "codes", "four")
_PLAIN = ("undo", "redo", "reset")


class Face(Struct, frozen=True):
    """How a button looks now."""

    able: bool
    on: bool | None = None
    """For a switch, which way it lies."""


def shown(state: ViewState) -> tuple[str, ...]:
    """Return the commands whose buttons are there now, in order; none while a bet is on: nothing
    lies over its tracks."""
    if on_show(state.show.story, state.time_s) is not None and not state.answer_read:
        return ()
    more = _PLAIN if state.edits or state.undone else ()
    switches = _SWITCHES if state.sandbox and challenge.goal(state) is None else ()
    plain = (one for one in more if one != "undo" or not state.moves)  # the challenge has its own
    return ("sandbox", *switches, *plain)


def buttons(layout: Layout, state: ViewState) -> dict[str, pygame.Rect]:
    """Return where each button is; what does not fit into one row goes on in the next above."""
    panel = layout.panels[0]
    left, right = panel.x + layout.px(_LEFT), panel.right - layout.px(12)
    high, gap = layout.px(_HIGH), layout.px(_GAP)
    narrow = is_narrow(layout)
    rows: list[list[tuple[str, pygame.Rect]]] = [[]]
    x = left
    for button in shown(state):
        wide = layout.px(_NARROW if narrow else _WIDTHS[button])
        if rows[-1] and x + wide > right:
            rows.append([])
            x = left
        rows[-1].append((button, pygame.Rect(x, 0, wide, high)))
        x += wide + gap
    found = {}
    for number, row in enumerate(reversed(rows)):
        for button, box in row:
            box.bottom = panel.bottom - layout.px(_BOTTOM) - number * (high + gap)
            found[button] = box
    return found


def is_narrow(layout: Layout) -> bool:
    """Return whether buttons have no words: there is too little room beside the cards."""
    return layout.panels[0].width < layout.px(_ROOMY)


def face(button: str, state: ViewState, recording: Recording) -> Face:
    """Return how a button looks now."""
    match button:
        case "sandbox":
            return Face(True, state.sandbox)
        case "link":
            on = sandbox.link_up(recording, state.time_s)
            return Face(on is not None, on)
        case "codes":
            on = sandbox.codes_on(recording, state)
            return Face(on is not None, on)
        case "four":
            return Face(True, sandbox.four_on(recording, state))
        case _:
            return Face(BY_ID[button].when.able(context(state)))


def draw_toolbar(
    surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, recording: Recording
) -> None:
    """Draw the buttons."""
    for button, box in buttons(layout, state).items():
        now = face(button, state, recording)
        _button(surface, kit, box, button, now, state.focus == button, is_narrow(layout))


def _button(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, button: str, now: Face, focus: bool,
    narrow: bool,
) -> None:  # fmt: skip
    """Draw icon, name and key; a green icon is on, a struck one is off."""
    radius, lit = kit.px(6), now.able and now.on is True
    pygame.draw.rect(surface, GROOVE if lit else CARD, box, border_radius=radius)
    edge, width = (WARM, kit.px(2)) if focus else (TEXT_3 if lit else EDGE, 1)
    pygame.draw.rect(surface, edge, box, width, border_radius=radius)
    off = now.able and now.on is False and button != "sandbox"
    colour = (GREEN if now.on else RED if off else TEXT_2) if now.able else TEXT_3
    icon = kit.kept(("tool", button, colour), partial(_icon, button, colour, kit.scale))
    put(surface, icon, (box.x + kit.px(17), box.centery))
    if off:
        x, y, reach = box.x + kit.px(17), box.centery, kit.px(10)
        pygame.draw.line(surface, RED, (x - reach, y + reach), (x + reach, y - reach), kit.px(2))
    command = BY_ID[button]
    key = kit.say.keys(printed(command.keys[0]))
    mark = kit.letters.line(key, Style("regular", 11, TEXT_3))
    corner = (box.right - kit.px(4), box.bottom - kit.px(1))
    if narrow:
        mark = mark.subsurface(mark.get_bounding_rect())
        mark_box = mark.get_rect(bottomright=corner)
        if mark_box.left > box.x + kit.px(24):
            surface.blit(mark, mark_box)
        return
    surface.blit(mark, mark.get_rect(bottomright=corner))
    style = Style("medium", 13, TEXT if now.able else TEXT_3)
    words = kit.letters.fit(kit.say(command.label), style, box.width - kit.px(39))
    kit.letters.write(surface, words, style, "topleft", (box.x + kit.px(32), box.y + kit.px(2)))


def _icon(button: str, colour: Colour, scale: float) -> pygame.Surface:
    side = round(22 * scale)
    return smooth((side, side), partial(_sketch, button, colour, scale), 4)


def _sketch(button: str, colour: Colour, scale: float, big: pygame.Surface, times: float) -> None:
    """Draw what a button does, on a square of 22."""
    k = scale * times
    width = max(1, round(1.8 * k))

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x * k, y * k) for x, y in points]

    match button:
        case "sandbox":
            pygame.draw.lines(big, colour, False, at((11, 3), (11, 19)), width)
            pygame.draw.lines(big, colour, False, at((3, 11), (19, 11)), width)
            for tip, one, two in (
                ((11, 2), (8, 6), (14, 6)), ((11, 20), (8, 16), (14, 16)),
                ((2, 11), (6, 8), (6, 14)), ((20, 11), (16, 8), (16, 14)),
            ):  # fmt: skip
                pygame.draw.polygon(big, colour, at(tip, one, two))
        case "link":
            for x in (4, 18):
                pygame.draw.circle(big, colour, (x * k, 11 * k), 3 * k, width)
            for x in (9, 13):
                pygame.draw.circle(big, colour, (x * k, 11 * k), 1.3 * k)
        case "codes":
            pygame.draw.circle(big, colour, (7 * k, 11 * k), 4 * k, width)
            pygame.draw.lines(
                big, colour, False, at((11, 11), (20, 11), (20, 15), (20, 11), (16, 11), (16, 14)),
                width,
            )  # fmt: skip
        case "four":
            for x in (6, 16):
                for y in (6, 16):
                    pygame.draw.circle(big, colour, (x * k, y * k), 4 * k, width)
        case _:
            _arrow(big, button, colour, k, width)


def _arrow(big: pygame.Surface, button: str, colour: Colour, k: float, width: int) -> None:
    """Draw a bent arrow, back or on; all the way round for reset."""
    box = pygame.Rect(round(4 * k), round(5 * k), round(14 * k), round(13 * k))
    sweep = (0.6, 5.2) if button == "reset" else (0.2, 2.9)
    pygame.draw.arc(big, colour, box, *sweep, width)
    x = 18 if button == "redo" else 4
    tip = [(x - 3.5, 9), (x + 3.5, 9), (x, 14)]
    if button == "reset":
        tip = [(13, 3), (19, 3), (17, 10)]
    pygame.draw.polygon(big, colour, [(px * k, py * k) for px, py in tip])
