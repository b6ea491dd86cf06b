"""The names that arrive once the lever is pulled: a row for each radar that heard some, with how
many, and one for who is left without."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pygame
from msgspec import Struct

from iffsim.doctrine import Identity
from iffsim.pictures.score import NO_ID
from iffsim.recording import Recording
from iffsim.scene.said import Said, said
from iffsim.scene.scene import Scene
from iffsim.story.feed import Arrived, Batch, batches, waits
from iffsim.story.pace import ANSWERED_S
from iffsim.view.chrome import haystack
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card, put
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import CARD, EDGE, GREEN, LIT, TEXT, TEXT_2, look
from iffsim.view.model.state import ViewState

_WIDE, _NARROW = 250, 190
_PAD, _HEAD, _LINE, _GAP, _GLYPH = 12, 36, 18, 8, 17
FRESH_S = 6.0
"""So long after they have come, s of the run, names are ringed on the maps."""


class Row(Struct, frozen=True):
    """What one radar brought, or who is left."""

    batch: Batch
    reason: Said | None
    follow: Said | None = None
    """The aircraft that the story follows, if it is among them."""
    waits: bool = False


def shown(state: ViewState) -> bool:
    """Return whether names arrive: the lever is pulled, and its bet not yet put away; without a bet
    for as long as an answer would stand."""
    story = state.show.story
    pulled = story.lever_at(state.time_s)
    if pulled is None or len(state.pictures) < 2:
        return False
    return haystack.shown(state) if story.bets else state.time_s < pulled.start_s + ANSWERED_S


def rows(
    recording: Recording, state: ViewState, found: tuple[Arrived, ...], scene: Scene
) -> tuple[Row, ...]:
    """Return what has come by now, of all that is `found` in the lever's chapter, and, once it is
    told, who still has no name. Only tracks count that have theirs now."""
    picture, tick = state.pictures[1], float(recording.tick(state.time_s))
    named = ~np.isin(recording.picture(picture, tick).identity, tuple(NO_ID))
    come = batches([one for one in found if one.at_s <= tick and named[one.aircraft]])
    follow = {mark.aircraft: mark.words for mark in scene.marks if mark.kind == "follow"}
    made = []
    for batch in come:
        name = next((follow[one] for one in batch.aircraft if one in follow), None)
        made.append(Row(batch, _reason(batch.codes), name))
    bet = state.show.story.answered_bet(state.time_s)
    if bet is not None and waits(recording, picture, bet.aircraft, tick):
        left = Batch(tick, said("feed.still"), (), (bet.aircraft,), (int(Identity.UNKNOWN),))
        made.append(Row(left, said("feed.nothing"), waits=True))
    return tuple(made)


def _reason(codes: tuple[Said, ...]) -> Said | None:
    """Return in which codes the tracks answered; None where a rule named them without any."""
    if not codes:
        return None
    listed = codes[0]
    for code in codes[1:]:
        listed = said("why.and", one=listed, other=code)
    return said("feed.answered", codes=listed)


def fresh(found: tuple[Row, ...], time_s: float) -> frozenset[int]:
    """Return the aircraft whose names came last, for a moment."""
    new = (row.batch for row in found if not row.waits and time_s - row.batch.at_s <= FRESH_S)
    return frozenset(one for batch in new for one in batch.aircraft)


def _lines(kit: Kit, layout: Layout, row: Row) -> list[Run]:
    """Return what stands below a row's first line, broken to the card's width."""
    found: list[Run] = []
    for one, ink in ((row.reason, TEXT_2), (row.follow, TEXT)):
        if one is not None:
            style = Style("regular", 13.5, ink)
            runs = [Run(one.words(kit.say), style)]
            for line in kit.letters.wrap(runs, layout.px(_WIDE - 2 * _PAD)):
                found.append(Run("".join(run.text for run in line), style))
    return found


def boxes(
    kit: Kit, layout: Layout, found: tuple[Row, ...]
) -> tuple[pygame.Rect, list[tuple[Row, pygame.Rect]]]:
    """Return where the card lies, at the right of the last map, and where each of its rows; the
    first are left out where there is no room for all."""
    panel, wide = layout.panels[-1], layout.px(_NARROW if layout.tight else _WIDE)
    found = _summed(found) if layout.tight else found
    left, top = panel.right - wide - layout.px(12), panel.y + layout.px(64)
    room = panel.bottom - layout.px(44) - top - layout.px(_HEAD)
    kept: list[tuple[Row, int]] = []
    for row in reversed(found):
        high = layout.px(_GAP) + layout.px(_LINE) * (1 + len(_lines(kit, layout, row)))
        room -= high
        if room < 0:
            break
        kept.insert(0, (row, high))
    y, placed = top + layout.px(_HEAD), []
    for row, high in kept:
        placed.append((row, pygame.Rect(left, y, wide, high)))
        y += high
    foot = layout.px(4) if kept else 0
    return pygame.Rect(left, top, wide, y - top + foot), placed


def _summed(found: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return one row for all names, without reasons, for where there is little room; and the one
    for who still has none."""
    come = [row.batch for row in found if not row.waits]
    aircraft = tuple(one for batch in come for one in batch.aircraft)
    names = tuple(one for batch in come for one in batch.identities)
    every = Batch(come[-1].at_s, said("feed.named"), (), aircraft, names) if come else None
    rest = tuple(Row(row.batch, None, waits=True) for row in found if row.waits)
    return (*([Row(every, None)] if every else ()), *rest)


def at(
    kit: Kit, layout: Layout, found: tuple[Row, ...], spot: tuple[int, int]
) -> frozenset[int] | None:
    """Return the aircraft of the row at a point."""
    row = next((one for one, box in boxes(kit, layout, found)[1] if box.collidepoint(spot)), None)
    return None if row is None else frozenset(row.batch.aircraft)


def draw_feed(
    surface: pygame.Surface, kit: Kit, layout: Layout, found: tuple[Row, ...],
    spot: tuple[int, int] | None,
) -> None:  # fmt: skip
    """Draw the rows, the first to come on top; the one that is pointed at is framed."""
    place, placed = boxes(kit, layout, found)
    card(surface, place, CARD, EDGE, kit.px(8))
    left = place.x + kit.px(_PAD)
    middle = place.y + kit.px(20)
    pygame.draw.aacircle(surface, GREEN, (left + kit.px(5), middle), kit.px(5))
    title = kit.say("feed.title" if found else "feed.soon")
    style = Style("bold", 15, TEXT)
    title = kit.letters.fit(title, style, place.right - left - kit.px(26))
    kit.letters.write(surface, title, style, "midleft", (left + kit.px(18), middle))
    for row, box in placed:
        _row(surface, kit, row, box, _lines(kit, layout, row))
        if spot is not None and box.collidepoint(spot):
            pygame.draw.rect(surface, LIT, box.inflate(-kit.px(6), 0), 1, border_radius=kit.px(4))


def _row(surface: pygame.Surface, kit: Kit, row: Row, box: pygame.Rect, lines: list[Run]) -> None:
    """Write who heard, at the right how many of each name, and below it why."""
    letters, y = kit.letters, box.y + kit.px(_GAP) // 2 + kit.px(_LINE) // 2
    x = box.right - kit.px(_PAD)
    for identity, count in sorted(Counter(row.batch.identities).items()):
        number = Style("bold", 14, look(identity).colour)
        x = letters.write(surface, kit.say.number(count), number, "midright", (x, y)).left
        x -= kit.px(_GLYPH) // 2 + kit.px(2)
        put(surface, kit.track(identity, "", False, 6.5 * kit.scale), (x, y))
        x -= kit.px(_GLYPH) // 2 + kit.px(4)
    style = Style("bold", 14, look(Identity.UNKNOWN).colour if row.waits else TEXT)
    left = box.x + kit.px(_PAD)
    name = letters.fit(kit.say.capital(row.batch.heard.words(kit.say)), style, x - left)
    letters.write(surface, name, style, "midleft", (left, y))
    for n, line in enumerate(lines):
        below = (left, y + kit.px(_LINE) * (n + 1))
        letters.write(surface, line.text, line.style, "midleft", below)
