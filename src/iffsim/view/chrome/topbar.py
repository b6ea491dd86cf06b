"""The bar on top: name, scenario, chapter, the clock, the speed, and the legend of shapes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pygame
from msgspec import Struct

from iffsim.base.units import clock
from iffsim.doctrine import Identity
from iffsim.scene.topics import NONE, Topic
from iffsim.view.chrome import ready
from iffsim.view.chrome.viewswitch import buttons
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import put, under
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import TEXT, TEXT_2, TEXT_3
from iffsim.view.model import pace
from iffsim.view.model.state import ViewState

LEGEND = (
    (Topic.UNKNOWN, Identity.UNKNOWN),
    (Topic.NEUTRAL, Identity.NEUTRAL),
    (Topic.HOSTILE, Identity.HOSTILE),
    (Topic.FRIEND, Identity.FRIEND),
    (Topic.NOT_HELD, None),
)
"""From right to left."""
_WORD = Style("regular", 14, TEXT_2)
_USUAL, _CLOSE, _BARE = (27, 15), (24, 7), (24, 8)
"""Widths of a symbol and of a gap in the legend, from roomy to narrow; the last without words."""


def draw_top(
    surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, title: str,
    lit: frozenset[Topic] = NONE,
) -> None:  # fmt: skip
    """Draw the top bar; in the legend, what is `lit` stands out."""
    start = _clock(surface, kit, layout.top, state)
    start = min([start, *(box.left for box in ready.buttons(layout).values())])
    _legend(surface, kit, layout, lit)
    left = kit.px(20)
    if not layout.tight:
        name = Style("bold", 26, TEXT, 0.4)
        at = (left, layout.top.centery - kit.px(1))
        left = kit.letters.write(surface, "iffsim", name, "midleft", at).right + kit.px(24)
    room = start - left - kit.px(20)
    big, small = Style("medium", 15.5, TEXT_2), Style("regular", 13.5, TEXT_3)
    middle = layout.top.centery
    words = kit.letters.fit(title, big, room)
    chapter = kit.letters.fit(_chapter(kit, state), small, room)
    anchor, shift = ("bottomleft", kit.px(1)) if chapter else ("midleft", 0)
    kit.letters.write(surface, words, big, anchor, (left, middle + shift))
    kit.letters.write(surface, chapter, small, "topleft", (left, middle + kit.px(1)))


def _chapter(kit: Kit, state: ViewState) -> str:
    chapters = state.show.chapters
    if not chapters:
        return ""
    now = state.show.chapter_at(state.time_s)
    number = kit.say("frame.chapter", number=now + 1, count=len(chapters))
    return f"{number}  ·  {chapters[now].words(kit.say)}"


def _clock(surface: pygame.Surface, kit: Kit, bar: pygame.Rect, state: ViewState) -> int:
    """Draw the clock in the middle; return where it begins."""
    face = Style("mono", 33, TEXT)
    box = kit.letters.write(surface, clock(state.time_s), face, "center", bar.center)
    small = Style("regular", 13.5, TEXT_3)
    anchor = "bottomright" if state.show.utc else "midright"
    at = (box.left - kit.px(10), bar.centery)
    before = kit.letters.write(surface, kit.say("frame.elapsed"), small, anchor, at)
    if state.show.utc:
        day = time_of_day(state.show.utc, state.time_s)
        before = kit.letters.write(surface, day, small, "topright", at)
    _speed(surface, kit, (box.right + kit.px(12), bar.centery), state)
    return before.left


def time_of_day(utc: str, time_s: float) -> str:
    """Return e.g. "06:52:10 UTC": when it was in the sky that was recorded."""
    now = datetime.fromisoformat(utc) + timedelta(seconds=int(time_s))
    return f"{now:%H:%M:%S} UTC"


def _speed(surface: pygame.Surface, kit: Kit, at: tuple[float, float], state: ViewState) -> None:
    """Write how fast it goes, and below, whether it is paused or keeps the story's pace."""
    now = pace.speed(state)
    told = state.paced and bool(state.show.story.paces)
    below = "frame.paused" if not state.playing else "frame.story_pace" if told else ""
    fast, small = Style("medium", 14, TEXT_2), Style("regular", 12, TEXT_3)
    words = f"{now:.0f}×" if told else f"{now:g}×"
    if not below:
        kit.letters.write(surface, words, fast, "midleft", at)
        return
    kit.letters.write(surface, words, fast, "bottomleft", (at[0], at[1] + kit.px(1)))
    kit.letters.write(surface, kit.say(below), small, "topleft", (at[0], at[1] + kit.px(1)))


def legend_zone(layout: Layout) -> pygame.Rect:
    """Return where a press asks what every mark means: the bar to the right of all buttons."""
    left = max(box.right for box in buttons(layout).values()) + layout.px(12)
    return pygame.Rect(left, layout.top.y, max(0, layout.top.right - left), layout.top.height)


class Entry(Struct, frozen=True):
    """An entry of the legend: what it means, its symbol, and its word, if there is room."""

    topic: Topic
    identity: int | None
    """None for the ring of what is not held."""
    symbol: tuple[float, float]
    word: str
    box: pygame.Rect
    """All of it."""


def legend(kit: Kit, layout: Layout) -> tuple[Entry, ...]:
    """Return the legend, laid out from the right: without words, or not at all, if it is narrow."""
    bar = layout.top
    room = bar.right - kit.px(20) - max(b.right for b in buttons(layout).values()) - kit.px(12)
    for symbol, gap in (_USUAL, _CLOSE, _BARE):
        found = _laid_out(kit, bar, symbol, gap)
        if bar.right - kit.px(20) - found[-1].box.left <= room:
            return found
    return ()


def _laid_out(kit: Kit, bar: pygame.Rect, symbol: float, gap: float) -> tuple[Entry, ...]:
    """Return the entries from right to left: so wide a symbol, so wide a gap; bare of words."""
    words = (symbol, gap) != _BARE
    x, high = float(bar.right - kit.px(20)), bar.height
    found = []
    for topic, identity in LEGEND:
        word = kit.say.capital(kit.say(topic.value)) if words else ""
        wide = kit.letters.width(word, _WORD) + kit.px(symbol)
        box = pygame.Rect(round(x - wide), bar.y, round(wide), high)
        found.append(Entry(topic, identity, (box.left + kit.px(11), bar.centery), word, box))
        x = box.left - kit.px(gap)
    return tuple(found)


def _legend(surface: pygame.Surface, kit: Kit, layout: Layout, lit: frozenset[Topic]) -> None:
    """Draw the legend; what is lit is underlined."""
    for entry in legend(kit, layout):
        if entry.identity is None:
            put(surface, kit.ghost(), entry.symbol)
        else:
            put(surface, kit.track(entry.identity, "", False, 8.0 * kit.scale), entry.symbol)
        style = Style("bold", 14, TEXT) if entry.topic in lit else _WORD
        right = (entry.box.right, entry.box.centery)
        kit.letters.write(surface, entry.word, style, "midright", right)
        if entry.topic in lit:
            under(surface, kit, entry.box.inflate(0, -kit.px(22)))
