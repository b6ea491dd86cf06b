"""Every mark on the screen explained: the card behind the legend on the top bar."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from iffsim.doctrine import Identity
from iffsim.scene.symbology import TAGS
from iffsim.view.drawing import sprites
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import card, put
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import (
    BLUE,
    CARD,
    EDGE,
    SAND,
    TEXT,
    TEXT_2,
    TEXT_3,
    VIOLET,
    WARM,
    Colour,
    look,
    mix,
)

Spot = tuple[float, float]
Draw = Callable[[pygame.Surface, Kit, Spot], None]
_HALF, _SYMBOL, _ROW, _WORDS, _HEAD = 9.0, 64, 40, 330, 52


def _track(identity: Identity, dim: bool = False) -> Draw:
    return lambda surface, kit, at: put(
        surface, kit.track(identity, "", dim, _HALF * kit.scale), at
    )


def _pair(one: Identity, other: Identity) -> Draw:
    def draw(surface: pygame.Surface, kit: Kit, at: Spot) -> None:
        _track(one)(surface, kit, (at[0] - kit.px(14), at[1]))
        _track(other)(surface, kit, (at[0] + kit.px(14), at[1]))

    return draw


def _ghost(surface: pygame.Surface, kit: Kit, at: Spot) -> None:
    put(surface, kit.ghost(), at)


def _course(surface: pygame.Surface, kit: Kit, at: Spot) -> None:
    colour, unit = look(Identity.UNKNOWN).colour, kit.scale
    put(surface, sprites.vector(colour, 90.0, 4 * unit, 24 * unit), at)
    _track(Identity.UNKNOWN)(surface, kit, at)


def _label(surface: pygame.Surface, kit: Kit, at: Spot) -> None:
    number, height = Style("bold", 12, WARM), Style("regular", 11, TEXT_2)
    kit.letters.write(surface, "TK 5912", number, "midbottom", (at[0], at[1] + kit.px(3)))
    kit.letters.write(surface, "FL285", height, "midtop", (at[0], at[1]))


def _ring(surface: pygame.Surface, kit: Kit, at: Spot) -> None:
    put(surface, sprites.circle(TEXT, 13 * kit.scale), at)
    _track(Identity.UNKNOWN)(surface, kit, at)


def _site(make: Callable[[Colour, float], pygame.Surface], colour: Colour) -> Draw:
    return lambda surface, kit, at: put(surface, make(colour, 0.8 * kit.scale), at)


def _link(surface: pygame.Surface, kit: Kit, at: Spot) -> None:
    for n in range(8):
        bead = mix(CARD, VIOLET, 0.25 + 0.75 * (n % 4) / 3)
        spot = (at[0] - kit.px(28) + n * kit.px(8), at[1])
        pygame.draw.circle(surface, bead, spot, kit.px(2))


def _coverage(surface: pygame.Surface, kit: Kit, at: Spot) -> None:
    pygame.draw.aacircle(surface, mix(CARD, SAND, 0.25), at, kit.px(14))
    pygame.draw.aacircle(surface, SAND, at, kit.px(14), max(1, kit.px(1)))


def _event(surface: pygame.Surface, kit: Kit, at: Spot) -> None:
    put(surface, sprites.diamond(TEXT, True, 5.2 * kit.scale), at)


def _ticks(surface: pygame.Surface, kit: Kit, at: Spot) -> None:
    for n, identity in enumerate((Identity.UNKNOWN, Identity.NEUTRAL, Identity.FRIEND)):
        spot = (at[0] + (n - 1) * kit.px(18), at[1])
        put(surface, sprites.tick(look(identity), True, 4.6 * kit.scale), spot)


def _tag(name: str) -> Draw:
    def draw(surface: pygame.Surface, kit: Kit, at: Spot) -> None:
        style = Style("bold", 12, TAGS[name])
        line = kit.letters.line(kit.say(f"tag.{name}"), style)
        box = line.get_rect(center=at).inflate(kit.px(14), kit.px(6))
        pygame.draw.rect(surface, TAGS[name], box, 1, border_radius=box.height // 2)
        surface.blit(line, line.get_rect(center=box.center))

    return draw


ROWS: tuple[tuple[Draw, str], ...] = (
    (_track(Identity.FRIEND), "legend.friend"),
    (_track(Identity.NEUTRAL), "legend.neutral"),
    (_track(Identity.UNKNOWN), "legend.unknown"),
    (_track(Identity.HOSTILE), "legend.hostile"),
    (_pair(Identity.ASSUMED_FRIEND, Identity.SUSPECT), "legend.dashed"),
    (_track(Identity.PENDING), "legend.pending"),
    (_track(Identity.UNKNOWN, True), "legend.old"),
    (_ghost, "legend.ghost"),
    (_course, "legend.course"),
    (_label, "legend.label"),
    (_ring, "legend.ring"),
    (_site(sprites.battery, BLUE), "legend.battery"),
    (_site(sprites.radar, VIOLET), "legend.radar"),
    (_site(sprites.airborne, VIOLET), "legend.airborne"),
    (_link, "legend.link"),
    (_coverage, "legend.coverage"),
    (_event, "legend.event"),
    (_ticks, "legend.ticks"),
    (_tag("article"), "legend.article"),
    (_tag("model"), "legend.model"),
    (_tag("record"), "legend.record"),
)
"""How each mark is drawn, and the id of what it means."""
_COLUMNS = (3, 2, 1)


def draw_marks_card(surface: pygame.Surface, kit: Kit) -> None:
    """Darken the window and explain every mark; smaller where text is so large that it would not
    fit."""
    kit, columns = _fitting(kit, surface.get_size())
    shade = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    shade.fill((4, 7, 11, 190))
    surface.blit(shade, (0, 0))
    box = pygame.Rect((0, 0), _size(kit, columns))
    box.center = surface.get_rect().center
    card(surface, box, CARD, EDGE, kit.px(10))
    left, top = box.x + kit.px(22), box.y + kit.px(12)
    title = Style("bold", 20, TEXT)
    kit.letters.write(surface, kit.say("legend.title"), title, "topleft", (left, top))
    closes = Style("regular", 13.5, TEXT_3)
    corner = (box.right - kit.px(22), top + kit.px(5))
    kit.letters.write(surface, kit.say("legend.closes"), closes, "topright", corner)
    deep = -(-len(ROWS) // columns)
    for number, (draw, words) in enumerate(ROWS):
        column, row = divmod(number, deep)
        x = left + column * kit.px(_SYMBOL + _WORDS)
        y = box.y + kit.px(_HEAD) + row * kit.px(_ROW) + kit.px(_ROW) // 2
        draw(surface, kit, (x + kit.px(_SYMBOL) // 2, y))
        _said(surface, kit, kit.say(words), (x + kit.px(_SYMBOL + 6), y))


def _said(surface: pygame.Surface, kit: Kit, text: str, at: Spot) -> None:
    """Write one line, or two, in the middle of a row."""
    style = Style("regular", 13.5, TEXT_2)
    lines = kit.letters.wrap([Run(text, style)], kit.px(_WORDS - 14))[:2]
    high = kit.letters.height(style)
    for number, line in enumerate(lines):
        y = at[1] + (number - len(lines) / 2) * high
        words = "".join(run.text for run in line)
        kit.letters.write(surface, words, style, "topleft", (at[0], y))


def _size(kit: Kit, columns: int) -> tuple[int, int]:
    deep = -(-len(ROWS) // columns)
    wide = columns * kit.px(_SYMBOL + _WORDS) + kit.px(44)
    return wide, kit.px(_HEAD) + deep * kit.px(_ROW) + kit.px(14)


def _fitting(kit: Kit, size: tuple[int, int]) -> tuple[Kit, int]:
    """Return in how many columns the card is largest in a window of `size`, and a kit with which
    it fits."""
    shares = {}
    for columns in _COLUMNS:
        wide, high = _size(kit, columns)
        shares[columns] = min(1.0, (size[0] - 20) / wide, (size[1] - 20) / high)
    best = max(_COLUMNS, key=lambda columns: shares[columns])
    share = shares[best]
    return (kit if share == 1.0 else kit.kept_at(kit.scale * share)), best
