"""The timeline: chapters as bars, what happened to tracks as ticks, and the knob."""

from __future__ import annotations

from functools import partial

import numpy as np
import pygame

from iffsim.base.arrays import Floats, Ints
from iffsim.doctrine import NOT_HELD
from iffsim.pictures.events import EventKind
from iffsim.recording import Recording
from iffsim.scene.asked import Shut
from iffsim.scene.symbology import TICK_WEIGHT
from iffsim.story.telling import Chapter
from iffsim.view.drawing import sprites as symbols
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout, timeline_bar, x_at
from iffsim.view.drawing.paint import put
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import GROOVE, TEXT, TEXT_2, TEXT_3, Colour, look
from iffsim.view.model.asked import closed
from iffsim.view.model.state import ViewState

_PAST: Colour = (112, 130, 148)
_SPACING = 36.0
"""Ticks are no nearer to each other than this, px at scale 1."""


class Ticks:
    """The ticks of the pictures shown, kept until pictures or size change."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._key: tuple[tuple[str, ...], int] | None = None
        self._found: tuple[Floats, Ints] | None = None

    @property
    def given_s(self) -> tuple[float, ...]:
        """When the scenario itself lets something happen."""
        return tuple(event.at_s for event in self._recording.scenario.events)

    def at(self, pictures: tuple[str, ...], slots: int) -> tuple[Floats, Ints]:
        """Return (time_s, identity) of at most one tick in each of `slots` equal parts of the
        run."""
        if self._found is None or self._key != (pictures, slots):
            self._found = ticks(self._recording, pictures, slots)
            self._key = (pictures, slots)
        return self._found


def ticks(recording: Recording, pictures: tuple[str, ...], slots: int) -> tuple[Floats, Ints]:
    """Return (time_s, identity): in each part of the run the weightiest change of a track's
    identity."""
    events = recording.events
    shown = [recording.picture_ids.index(picture) for picture in pictures]
    named = (events.kind != EventKind.DROPPED) & (events.after != NOT_HELD) & (events.tick > 0)
    keep = np.flatnonzero(np.isin(events.picture, shown) & named)
    time_s, after = events.tick[keep].astype(float), events.after[keep].astype(np.int64)
    worth = TICK_WEIGHT[after] + 4 * (events.kind[keep] == EventKind.IDENTIFIED)
    slot = (time_s / max(recording.duration_s, 1.0) * slots).astype(np.int64)
    order = np.lexsort((time_s, -worth, slot))
    first = np.ones(len(order), bool)
    first[1:] = slot[order][1:] != slot[order][:-1]
    kept = order[first]
    return _apart(time_s[kept], after[kept], recording, slots)


def _apart(time_s: Floats, after: Ints, recording: Recording, slots: int) -> tuple[Floats, Ints]:
    """Leave out ticks too near to the one before, or to what the scenario does."""
    least_s = recording.duration_s / slots / 2
    given = np.array([event.at_s for event in recording.scenario.events] or [-1e9])
    far = np.abs(time_s[:, None] - given[None]).min(axis=1) > least_s
    far[1:] &= np.diff(time_s) > least_s
    return time_s[far], after[far]


def draw_timeline(
    surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, kept: Ticks
) -> None:
    """Draw chapters, ticks and knob."""
    duration = state.show.duration_s
    bar = timeline_bar(layout)
    chapters = state.show.chapters or (Chapter(0.0, ""),)
    now = state.show.chapter_at(state.time_s)
    for n, chapter in enumerate(chapters):
        stop_s = chapters[n + 1].start_s if n + 1 < len(chapters) else duration
        start_s = chapter.start_s if n else 0.0
        start, stop = round(x_at(layout, start_s, duration)), round(x_at(layout, stop_s, duration))
        start, stop = (
            start + (kit.px(2) if n else 0),
            stop - (kit.px(2) if stop_s < duration else 0),
        )
        span = pygame.Rect(start, bar.y, max(stop - start, kit.px(8)), bar.height)
        done = (state.time_s - start_s) / max(stop_s - start_s, 1e-9)
        _chapter_bar(surface, kit, span, done, n == now)
        if not layout.tight:
            title = chapter.words(kit.say)
            _chapter_name(surface, kit, span, n, title, n == now, n < now)
    _draw_ticks(surface, kit, layout, state, kept)
    knob = kit.kept("knob", partial(symbols.knob, TEXT, 7.0 * kit.scale))
    put(surface, knob, (x_at(layout, state.time_s, duration), bar.centery))


def _draw_ticks(
    surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, kept: Ticks
) -> None:
    """Draw what happened to tracks, and what the scenario does; of the future only what may be
    shown."""
    bar, duration = timeline_bar(layout), state.show.duration_s
    slots = max(1, int(bar.width / (_SPACING * kit.scale)))
    time_s, identity = kept.at(state.pictures, slots)
    stop_s = state.time_s if Shut.FUTURE in closed(state).things else duration
    high = bar.y - kit.px(10)
    for at_s, after in zip(time_s.tolist(), identity.tolist(), strict=True):
        if at_s <= stop_s:
            past = at_s <= state.time_s
            make = partial(symbols.tick, look(after), past, 4.6 * kit.scale)
            sprite = kit.kept(("tick", after, past), make)
            put(surface, sprite, (x_at(layout, at_s, duration), high))
    for given_s in kept.given_s:
        if given_s <= stop_s:
            past = given_s <= state.time_s
            make = partial(symbols.diamond, TEXT, past, 5.2 * kit.scale)
            put(surface, kit.kept(("event", past), make), (x_at(layout, given_s, duration), high))


def _chapter_bar(
    surface: pygame.Surface, kit: Kit, span: pygame.Rect, done: float, current: bool
) -> None:
    put(surface, kit.pill(span.width, span.height, GROOVE), span.center)
    if done <= 0.0:
        return
    # cut from the full bar, so that a moving end needs no sprite of its own
    full = kit.pill(span.width, span.height, TEXT if current else _PAST)
    width = round(span.width * min(done, 1.0))
    surface.blit(full, span.topleft, (0, 0, width, span.height), pygame.BLEND_PREMULTIPLIED)


def _chapter_name(
    surface: pygame.Surface, kit: Kit, span: pygame.Rect, number: int, title: str, current: bool,
    past: bool,
) -> None:  # fmt: skip
    """Write a chapter's number, and its title if there is room."""
    if not title:
        return
    y = span.bottom + kit.px(5)
    ink = TEXT if current else TEXT_3
    end = kit.letters.write(
        surface, str(number + 1), Style("bold", 14, ink), "topleft", (span.x + 1, y)
    ).right
    style = Style(
        "bold" if current else "regular", 14, TEXT if current else TEXT_2 if past else TEXT_3
    )
    words = kit.letters.fit(title, style, span.right - end - kit.px(10))
    if len(words) > 3:
        kit.letters.write(surface, words, style, "topleft", (end + kit.px(7), y))
