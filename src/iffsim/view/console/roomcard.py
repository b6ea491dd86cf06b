"""How to join with one's own device, on the class's window; who has answered, in the column."""

from __future__ import annotations

from functools import partial

import pygame

from iffsim.view.console import asking
from iffsim.view.console.act import At
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import CARD, EDGE, GREEN, GROOVE, RAISED, TEXT, TEXT_2, TEXT_3
from iffsim.view.model.room import Room

_QUIET = 4
"""A QR code has a border of so many modules, light."""
_LIGHT, _DARK = (255, 255, 255), (0, 0, 0)


def draw_door(surface: pygame.Surface, kit: Kit, layout: Layout, at: At) -> None:
    """Draw where to join and the code while that is asked for and no question is on, which says it
    too; nothing on the instructor's window while the class has its own."""
    room = at.console.room
    if room is None or at.console.window or not at.console.door or asking.current(at) is not None:
        return
    maps = layout.panels[0].unionall(list(layout.panels))
    count = len(room.modules) + 2 * _QUIET
    module = max(2, min(maps.height * 6 // 10, maps.width // 3) // count)
    sheet = kit.kept(f"qr {room.place} {room.code} {module}", partial(_qr, room.modules, module))
    letters, say = kit.letters, kit.say
    head, big, code = Style("bold", 26, TEXT), Style("mono", 24, TEXT), Style("bold", 46, TEXT)
    quiet = Style("regular", 16, TEXT_2)
    lines = (
        (say("phone.answer_here"), head), (say("phone.scan"), quiet), (f"http://{room.place}", big),
        (room.spaced, code), (say("phone.devices", count=room.devices), quiet),
    )  # fmt: skip
    wide = max(letters.width(text, style) for text, style in lines)
    box = pygame.Rect(0, 0, sheet.width + wide + kit.px(76), sheet.height + kit.px(48))
    box.center = maps.center
    box.clamp_ip(maps)
    card(surface, box, CARD, EDGE, kit.px(8))
    place = sheet.get_rect(midleft=(box.x + kit.px(24), box.centery))
    surface.blit(sheet, place)
    x, y = place.right + kit.px(28), place.y
    step = place.height / len(lines)
    for number, (text, style) in enumerate(lines):
        at_y = round(y + step * (number + 0.5))
        letters.write(surface, text, style, "midleft", (x, at_y))


def _qr(modules: tuple[str, ...], module: int) -> pygame.Surface:
    side = (len(modules) + 2 * _QUIET) * module
    sheet = pygame.Surface((side, side))
    sheet.fill(_LIGHT)
    for y, row in enumerate(modules, _QUIET):
        for x, dark in enumerate(row, _QUIET):
            if dark == "1":
                sheet.fill(_DARK, (x * module, y * module, module, module))
    return sheet


def draw_room(surface: pygame.Surface, kit: Kit, box: pygame.Rect, at: At) -> int:
    """Draw in the column where to join, who has answered, and the answers so far; return where it
    ends, px."""
    room = at.console.room
    if room is None:
        return box.y
    lines = _said(kit, room, at, box.width - kit.px(90))
    prompt = asking.current(at)
    rows = () if prompt is None else asking.rows(at, prompt)[:6]
    high = max(kit.px(78), kit.px(18) * len(lines) + kit.px(14)) + kit.px(20) * len(rows)
    frame = pygame.Rect(box.x, box.y, box.width, min(high, box.height))
    card(surface, frame, CARD, EDGE, kit.px(5))
    old = surface.get_clip()
    surface.set_clip(frame)
    module = max(1, kit.px(64) // (len(room.modules) + 2 * _QUIET))
    sheet = kit.kept(f"qr {room.place} {room.code} {module}", partial(_qr, room.modules, module))
    place = sheet.get_rect(topright=(frame.right - kit.px(7), frame.y + kit.px(7)))
    surface.blit(sheet, place)
    y = frame.y + kit.px(7)
    for runs in lines:
        x = frame.x + kit.px(10)
        for run in runs:
            x = kit.letters.write(surface, run.text, run.style, "topleft", (x, y)).right
        y += kit.px(18)
    most = max(1, sum(row.count for row in rows))
    y = max(y, place.bottom) + kit.px(5)
    for row in rows:
        _bar(surface, kit, pygame.Rect(frame.x + kit.px(10), y, frame.width - kit.px(20),
                                       kit.px(18)), row, row.count / most)  # fmt: skip
        y += kit.px(20)
    surface.set_clip(old)
    return frame.bottom + kit.px(6)


def _said(kit: Kit, room: Room, at: At, width: int) -> list[list[Run]]:
    say, quiet = kit.say, Style("regular", 13.5, TEXT_2)
    found = [
        [Run(room.spaced, Style("bold", 15, TEXT))],
        [Run(room.place, Style("mono", 12.5, TEXT_2))],
    ]
    if asking.current(at) is None:
        return [*found, [Run(say("phone.devices", count=room.devices), quiet)]]
    done = say("phone.answered_of", count=room.answered, all=room.devices)
    found.append([Run(done, Style("bold", 13.5, TEXT))])
    names = list(room.missing)
    if room.nameless:
        names.append(say("phone.nameless", count=room.nameless))
    if names:
        told = say("phone.missing", names=", ".join(names))
        found += kit.letters.wrap([Run(told, Style("regular", 12.5, TEXT_3))], width)[:3]
    return found


def _bar(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, row: asking.Row, share: float
) -> None:
    pygame.draw.rect(surface, RAISED, box, border_radius=kit.px(3))
    full = pygame.Rect(box.x, box.y, round(box.width * share), box.height)
    pygame.draw.rect(surface, GROOVE, full, border_radius=kit.px(3))
    style = Style("medium", 13, GREEN if row.right else TEXT)
    right = kit.letters.write(surface, str(row.count), style, "midright",
                              (box.right - kit.px(6), box.centery)).left  # fmt: skip
    words = kit.letters.fit(row.words, style, right - box.x - kit.px(16))
    kit.letters.write(surface, words, style, "midleft", (box.x + kit.px(6), box.centery))
