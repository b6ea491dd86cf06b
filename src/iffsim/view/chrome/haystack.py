"""The strip of straws where scores are, while a bet is on: each straw is a track."""

from __future__ import annotations

import pygame

from iffsim.recording import Recording
from iffsim.story import haystack
from iffsim.story.haystack import Straw
from iffsim.view.chrome import betting
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card, put
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import CARD, EDGE, LIT, TEXT, TEXT_3, WARM, mix
from iffsim.view.model.asked import asked
from iffsim.view.model.state import ViewState

_PITCH, _HALF = 30, 10.5
"""How far straws are apart, and half of one, at scale 1; closer where they are many."""


def shown(state: ViewState) -> bool:
    """Return whether the strip lies where scores are: while a bet is on, until its answer is put
    away."""
    story, now_s = state.show.story, state.time_s
    read = state.answer_read and story.answered_bet(now_s) is not None
    return haystack.on_show(story, now_s) is not None and not read


def straws(recording: Recording, state: ViewState) -> tuple[Straw, ...]:
    """Return the straws that a state shows."""
    bet = haystack.on_show(state.show.story, state.time_s)
    if bet is None or not shown(state):
        return ()
    seen = [state.pictures[slot] for slot in asked(state).slots()]
    beside = next((one for one in reversed(seen) if one != bet.picture), None)
    return haystack.straws(recording, bet, state.time_s, beside)


def boxes(layout: Layout, count: int) -> list[pygame.Rect]:
    """Return where each straw stands: below the words."""
    box = layout.scores
    left, room = box.x + layout.px(18), box.width - layout.px(36)
    pitch = min(float(layout.px(_PITCH)), room / max(count, 1))
    top = box.y + layout.px(22 if layout.tight else 52)
    high = box.bottom - top - layout.px(6)
    return [
        pygame.Rect(round(left + n * pitch), top, max(1, round(pitch)), high) for n in range(count)
    ]


def at(layout: Layout, found: tuple[Straw, ...], spot: tuple[int, int]) -> int | None:
    """Return the aircraft whose straw is at a point."""
    pairs = zip(boxes(layout, len(found)), found, strict=True)
    return next((straw.aircraft for box, straw in pairs if box.collidepoint(spot)), None)


def draw_haystack(
    surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, recording: Recording,
    aircraft: int | None,
) -> None:  # fmt: skip
    """Draw what is asked or answered, and the straws; that of the aircraft pointed at is lit, the
    bet's wears its colour."""
    box, found = layout.scores, straws(recording, state)
    card(surface, box, mix(CARD, WARM, 0.03), mix(EDGE, WARM, 0.35), kit.px(6))
    y = box.y + kit.px(11 if layout.tight else 17)
    for line in betting.lines(recording, kit, state) or (_waiting(kit, found),):
        x = float(box.x + kit.px(18))
        if line.identity is not None:
            put(surface, kit.track(line.identity, "", False, 8.0 * kit.scale), (x + kit.px(8), y))
            x += kit.px(26)
        for run in line.runs:
            words = kit.letters.fit(run.text, run.style, box.right - kit.px(14) - x)
            kit.letters.write(surface, words, run.style, "midleft", (x, y))
            x += kit.letters.width(words, run.style) + kit.px(7)
        y += kit.px(22)
    places = boxes(layout, len(found))
    half = min(_HALF * kit.scale, places[0].width * 0.42) if places else 0.0
    for place, straw in zip(places, found, strict=True):
        put(surface, kit.track(straw.identity, "", straw.named, half), place.center)
        mine, lit = straw.aircraft == state.bet, straw.aircraft == aircraft
        if mine or lit:
            ring = pygame.Rect(0, 0, round(half * 2.7), round(half * 3.1))
            ring.center = place.center
            ink = LIT if lit else WARM
            pygame.draw.rect(surface, ink, ring, kit.px(2), border_radius=kit.px(5))


def _waiting(kit: Kit, found: tuple[Straw, ...]) -> betting.Line:
    """Return what is said while names arrive."""
    left = sum(not straw.named for straw in found)
    first = kit.say("haystack.falling", count=len(found), left=left)
    return betting.Line((
        Run(first, Style("bold", 16, TEXT)),
        Run(kit.say("haystack.point"), Style("regular", 14, TEXT_3)),
    ))  # fmt: skip
