"""The bar on top: name, scenario, chapter, the clock, the speed, and the legend of shapes."""

from __future__ import annotations

import pygame

from iffsim.doctrine import Identity
from iffsim.units import clock
from iffsim.view import pace
from iffsim.view.kit import Kit
from iffsim.view.layout import Layout
from iffsim.view.lettering import Style
from iffsim.view.paint import put
from iffsim.view.state import ViewState
from iffsim.view.theme import TEXT, TEXT_2, TEXT_3, look

LEGEND = (Identity.FRIEND, Identity.HOSTILE, Identity.NEUTRAL, Identity.UNKNOWN)


def draw_top(
    surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, title: str
) -> None:
    """Draw the top bar."""
    start = _clock(surface, kit, layout.top, state)
    _legend(surface, kit, layout.top)
    name = Style("bold", 26, TEXT, 0.4)
    end = kit.letters.write(
        surface, "iffsim", name, "midleft", (kit.px(20), layout.top.centery - kit.px(1))
    ).right
    left = end + kit.px(24)
    room = start - left - kit.px(20)
    big, small = Style("medium", 15.5, TEXT_2), Style("regular", 13.5, TEXT_3)
    middle = layout.top.centery
    words = kit.letters.fit(title, big, room)
    chapter = kit.letters.fit(_chapter(state), small, room)
    anchor, shift = ("bottomleft", kit.px(1)) if chapter else ("midleft", 0)
    kit.letters.write(surface, words, big, anchor, (left, middle + shift))
    kit.letters.write(surface, chapter, small, "topleft", (left, middle + kit.px(1)))


def _chapter(state: ViewState) -> str:
    chapters = state.show.chapters
    if not chapters:
        return ""
    now = state.show.chapter_at(state.time_s)
    return f"Chapter {now + 1} of {len(chapters)}  ·  {chapters[now].title}"


def _clock(surface: pygame.Surface, kit: Kit, bar: pygame.Rect, state: ViewState) -> int:
    """Draw the clock in the middle; return where it begins."""
    face = Style("mono", 33, TEXT)
    box = kit.letters.write(surface, clock(state.time_s), face, "center", bar.center)
    small = Style("regular", 13.5, TEXT_3)
    before = kit.letters.write(
        surface, "T +", small, "midright", (box.left - kit.px(10), bar.centery)
    )
    _speed(surface, kit, (box.right + kit.px(12), bar.centery), state)
    return before.left


def _speed(surface: pygame.Surface, kit: Kit, at: tuple[float, float], state: ViewState) -> None:
    """Write how fast it goes, and below, whether it is paused or keeps the story's pace."""
    now = pace.speed(state)
    told = state.paced and bool(state.show.paces)
    below = "paused" if not state.playing else "story pace" if told else ""
    fast, small = Style("medium", 14, TEXT_2), Style("regular", 12, TEXT_3)
    words = f"{now:.0f}×" if told else f"{now:g}×"
    if not below:
        kit.letters.write(surface, words, fast, "midleft", at)
        return
    kit.letters.write(surface, words, fast, "bottomleft", (at[0], at[1] + kit.px(1)))
    kit.letters.write(surface, kit.say(below), small, "topleft", (at[0], at[1] + kit.px(1)))


def _legend(surface: pygame.Surface, kit: Kit, bar: pygame.Rect) -> int:
    """Draw the legend from the right; return where it begins."""
    x = float(bar.right - kit.px(20))
    style = Style("regular", 14, TEXT_2)
    for identity in reversed(LEGEND):
        word = look(identity).word.capitalize()
        box = kit.letters.write(surface, word, style, "midright", (x, bar.centery))
        put(
            surface,
            kit.track(identity, "", False, 8.0 * kit.scale),
            (box.left - kit.px(15), bar.centery),
        )
        x = box.left - kit.px(42)
    box = kit.letters.write(surface, "Not held", style, "midright", (x, bar.centery))
    put(surface, kit.ghost(), (box.left - kit.px(13), bar.centery))
    return box.left - kit.px(20)
