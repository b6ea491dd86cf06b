"""The link's lever over the map while a bet is open, and the names that arrive once it is
pulled."""

from __future__ import annotations

import pygame

from iffsim.recording import Recording
from iffsim.scene.scene import Scene
from iffsim.story import feed
from iffsim.story.feed import Arrived
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import (
    CARD,
    EDGE,
    GREEN,
    GROOVE,
    TEXT,
    TEXT_2,
    TEXT_3,
    WARM,
    look,
    mix,
)
from iffsim.view.model.state import ViewState

COMMAND = "lever"
_WIDE, _HIGH, _FEED_WIDE, _ROW, _MOST = 176, 186, 348, 40, 4


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
    """Return what of the maps is covered: by the lever, or by the names that arrive."""
    if ahead(state):
        return (box(layout),)
    pulled = state.show.story.lever_at(state.time_s) is not None
    return (feed_box(layout, _MOST),) if pulled else ()


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


def entries(recording: Recording, state: ViewState) -> tuple[Arrived, ...]:
    """Return what the feed says: the latest names, and, once it is told, who still has none."""
    pulled, story = state.show.story.lever_at(state.time_s), state.show.story
    if pulled is None or len(state.pictures) < 2:
        return ()
    picture = state.pictures[1]
    found = feed.arrivals(recording, picture, pulled.start_s, state.time_s, _MOST)
    bet = story.answered_bet(state.time_s)
    last = feed.waiting(recording, picture, bet.aircraft, state.time_s) if bet else None
    return found if last is None else (last, *found[: _MOST - 1])


def feed_box(layout: Layout, count: int) -> pygame.Rect:
    """Return where the feed is: in the last map, below its header, at the right."""
    panel = layout.panels[-1]
    wide = min(layout.px(_FEED_WIDE), panel.width - layout.px(28))
    place = pygame.Rect(0, 0, wide, layout.px(40 + _ROW * max(count, 1)))
    place.topright = (panel.right - layout.px(12), panel.y + layout.px(64))
    return place


def draw_feed(
    surface: pygame.Surface, kit: Kit, layout: Layout, scene: Scene, found: tuple[Arrived, ...]
) -> None:
    """Draw the names that have arrived, newest first, each with its reason."""
    place = feed_box(layout, len(found))
    shade = pygame.Surface(place.size, pygame.SRCALPHA)
    pygame.draw.rect(shade, (*CARD, 236), shade.get_rect(), border_radius=kit.px(8))
    surface.blit(shade, place)
    pygame.draw.rect(surface, EDGE, place, 1, border_radius=kit.px(8))
    letters, left = kit.letters, place.x + kit.px(14)
    dot = (left + kit.px(5), place.y + kit.px(20))
    pygame.draw.aacircle(surface, GREEN, dot, kit.px(5))
    title = kit.say("feed.title" if found else "feed.soon")
    at = (left + kit.px(18), place.y + kit.px(20))
    letters.write(surface, title, Style("bold", 15, TEXT), "midleft", at)
    numbers = scene.track_numbers[-1]
    pins = (mark for mark in scene.marks if mark.kind == "follow")
    names = {mark.aircraft: mark.words.words(kit.say) for mark in pins}
    for row, one in enumerate(found):
        y = place.y + kit.px(38) + row * kit.px(_ROW)
        name = Style("bold", 14, look(one.identity).colour)
        words = f"TK {int(numbers[one.aircraft]):04d}  {one.word.words(kit.say)}"
        end = letters.write(surface, words, name, "topleft", (left, y)).right
        plain = Style("regular", 14, TEXT_2)
        short = letters.fit(names.get(one.aircraft, ""), plain, place.right - kit.px(20) - end)
        letters.write(surface, short, plain, "topleft", (end + kit.px(8), y))
        reason = Style("regular", 13.5, TEXT_3 if row else TEXT_2)
        fits = letters.fit(one.reason.words(kit.say), reason, place.width - kit.px(26))
        letters.write(surface, fits, reason, "topleft", (left, y + kit.px(18)))
