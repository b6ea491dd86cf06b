"""What the console lays over the maps: drawings, tracks pointed out, a line being typed, a list."""

from __future__ import annotations

from functools import partial

import numpy as np
import pygame

from iffsim.classroom.palette import PALETTE
from iffsim.view.chrome.heading import header
from iffsim.view.console import asking, entry, injecting
from iffsim.view.console.act import At
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout, timeline_bar, x_at
from iffsim.view.drawing.paint import card, put, smooth
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import (
    CARD,
    EDGE,
    INK,
    RAISED,
    TEXT,
    TEXT_2,
    TEXT_3,
    VIOLET,
    WARM,
    mix,
)
from iffsim.view.map.panes import panes
from iffsim.view.map.sight import sight_of
from iffsim.view.model.camera import world_to_screen
from iffsim.view.model.console import Inject, Km, Picking, Typing

_RING = 27.0


def draw_over(surface: pygame.Surface, kit: Kit, layout: Layout, at: At) -> None:
    """Draw on the maps what the class sees, then what the instructor has in hand."""
    console = at.console
    for pane in panes(at.state, layout):
        surface.set_clip(pane.clip)
        for stroke in console.strokes:
            _stroke(surface, kit, at, pane.box, stroke)
        if console.inject is not None:
            _way(surface, kit, at, pane.box, console.inject)
        sight = sight_of(at.recording, at.state, pane)
        ids = at.recording.world.fleet.ids
        for name in console.lit:
            spot = sight.spot(ids.index(name)) if name in ids else None
            if spot is not None:
                put(surface, kit.kept("pointed out", partial(_ring, kit.scale)), spot)
        surface.set_clip(None)
    if console.against is not None:
        _tags(surface, kit, layout, console.against)
    _flags(surface, kit, layout, at)
    if console.picking is not None:
        _list(surface, kit, layout, console.picking)
    if console.typing is not None:
        _line(surface, kit, layout.caption, console.typing)
    elif console.inject is not None:
        _asked(surface, kit, layout.caption, at, console.inject)


def _stroke(
    surface: pygame.Surface, kit: Kit, at: At, box: pygame.Rect, stroke: tuple[Km, ...]
) -> None:
    px = world_to_screen(at.state.camera, box, np.array(stroke, float).T)
    points = [(float(x), float(y)) for x, y in px.T]
    wide = kit.px(4)
    if len(points) > 1:
        pygame.draw.lines(surface, WARM, False, points, wide)
    for point in (points[0], points[-1]):
        pygame.draw.circle(surface, WARM, point, wide / 2)


def _way(surface: pygame.Surface, kit: Kit, at: At, box: pygame.Rect, inject: Inject) -> None:
    """Draw the places clicked so far."""
    if not inject.way:
        return
    px = world_to_screen(at.state.camera, box, np.array(inject.way, float).T)
    points = [(float(x), float(y)) for x, y in px.T]
    if len(points) > 1:
        pygame.draw.lines(surface, VIOLET, False, points, kit.px(2))
    for point in points:
        pygame.draw.circle(surface, INK, point, kit.px(6))
        pygame.draw.circle(surface, VIOLET, point, kit.px(4))


def _ring(scale: float) -> pygame.Surface:
    """Return two rings with four ticks: told from a selected track's by shape."""
    side = round((2 * _RING + 16) * scale)

    def sketch(big: pygame.Surface, times: float) -> None:
        k = scale * times
        middle = side * times / 2
        pygame.draw.circle(big, WARM, (middle, middle), _RING * k, max(1, round(3 * k)))
        for dx, dy in ((0, -1), (0, 1), (-1, 0), (1, 0)):
            tip = (middle + dx * (_RING - 7) * k, middle + dy * (_RING - 7) * k)
            out = (middle + dx * (_RING + 7) * k, middle + dy * (_RING + 7) * k)
            pygame.draw.line(big, WARM, tip, out, max(1, round(3 * k)))

    return smooth((side, side), sketch, 3)


def _tags(surface: pygame.Surface, kit: Kit, layout: Layout, against: str) -> None:
    """Say which line is left and which is right, below the headers at the outer edges."""
    left = f"{kit.say('quiz.as_it_was')}: {against}"
    style = Style("bold", 15, INK)
    for number, words in enumerate((left, kit.say("quiz.now"))[: len(layout.panels)]):
        box = layout.panels[number]
        line = kit.letters.line(kit.letters.fit(words, style, box.width // 2), style)
        tag = line.get_rect().inflate(kit.px(22), kit.px(8))
        tag.topright = (box.right - kit.px(14), box.y + header(kit, box) + kit.px(8))
        tag.left = tag.left if number else box.x + kit.px(14)
        pygame.draw.rect(surface, WARM, tag, border_radius=tag.height // 2)
        surface.blit(line, line.get_rect(center=tag.center))


def _flags(surface: pygame.Surface, kit: Kit, layout: Layout, at: At) -> None:
    """Draw a small flag on the timeline for each bookmark and each note, if the timeline is
    seen."""
    if at.console.hides or asking.current(at) is not None:
        return
    bar, log = timeline_bar(layout), at.session
    marks = [(one.at_s, WARM) for one in log.bookmarks] + [(one.at_s, TEXT) for one in log.notes]
    for at_s, colour in marks:
        x = round(x_at(layout, at_s, at.state.show.duration_s))
        foot, top = bar.bottom + kit.px(1), bar.y - kit.px(4)
        pygame.draw.line(surface, colour, (x, foot), (x, top), kit.px(2))
        tip = [(x, top), (x + kit.px(8), top + kit.px(3)), (x, top + kit.px(6))]
        pygame.draw.polygon(surface, colour, tip)


def _list(surface: pygame.Surface, kit: Kit, layout: Layout, picking: Picking) -> None:
    """Draw a list with a key for each line, in the middle of the maps."""
    letters = kit.letters
    style, key = Style("regular", 15, TEXT_2), Style("bold", 15, VIOLET)
    box, rows = entry.list_boxes(layout, len(picking.options))
    card(surface, box, CARD, EDGE, kit.px(8))
    x, y = box.x + kit.px(20), box.y + kit.px(14)
    small = Style("regular", 13, TEXT_3)
    right = (box.right - kit.px(16), y + kit.px(2))
    close = letters.write(surface, kit.say("asked.esc"), small, "topright", right)
    title = Style("bold", 16, TEXT)
    words = letters.fit(kit.say.shown(picking.title), title, close.x - x - kit.px(12))
    letters.write(surface, words, title, "topleft", (x, y))
    for name, one, row in zip(picking.keys, picking.options, rows, strict=True):
        letters.write(surface, name, key, "topleft", row.topleft)
        said = kit.say.written(one.words, one.words_tr)
        short = letters.fit(said, style, row.width - kit.px(40))
        letters.write(surface, short, style, "topleft", (row.x + kit.px(26), row.y))


def _line(surface: pygame.Surface, kit: Kit, box: pygame.Rect, typing: Typing) -> None:
    """Draw what is typed, where captions are."""
    card(surface, box, RAISED, VIOLET, kit.px(6))
    x, letters = box.x + kit.px(16), kit.letters
    ask = Style("regular", 13, TEXT_3)
    room = box.width - kit.px(32)
    words = letters.fit(kit.say(typing.purpose.value), ask, room - kit.px(190))
    letters.write(surface, words, ask, "topleft", (x, box.y + kit.px(6)))
    keys = kit.say("asked.enter_esc")
    right = (box.right - kit.px(16), box.y + kit.px(6))
    letters.write(surface, keys, ask, "topright", right)
    style, text = Style("medium", 18, TEXT), typing.text
    while letters.width(text, style) > room:
        text = text[1:]
    if typing.fresh and text:
        mark = pygame.Rect(
            x - 2, box.bottom - kit.px(29), letters.width(text, style) + 4, kit.px(23)
        )
        pygame.draw.rect(surface, mix(RAISED, VIOLET, 0.35), mark, border_radius=kit.px(3))
    end = letters.write(surface, text, style, "bottomleft", (x, box.bottom - kit.px(6))).right
    cursor = pygame.Rect(end + 1, box.bottom - kit.px(28), kit.px(2), kit.px(21))
    pygame.draw.rect(surface, VIOLET, cursor)


def _asked(surface: pygame.Surface, kit: Kit, box: pygame.Rect, at: At, inject: Inject) -> None:
    """Say what is to be chosen for an inject, where captions are."""
    card(surface, box, RAISED, VIOLET, kit.px(6))
    name = kit.say(PALETTE[inject.number].name)
    x, middle = box.x + kit.px(16), box.centery
    end = kit.letters.write(
        surface, f"{name}: ", Style("bold", 17, TEXT), "midleft", (x, middle)
    ).right
    words = at.console.said or injecting.asks(inject)
    said = kit.say.shown(words) if words else ""
    style = Style("regular", 16, TEXT_2)
    end = kit.letters.write(surface, said, style, "midleft", (end, middle)).right
    small = Style("regular", 13, TEXT_3)
    right = (box.right - kit.px(16), middle)
    kit.letters.write(surface, kit.say("asked.esc"), small, "midright", right)
