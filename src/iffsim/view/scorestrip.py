"""The scorecard strip: picture A against picture B, six measures, the needle among them.

Nothing is "n/a", never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pygame

from iffsim.doctrine import Allegiance, Identity
from iffsim.recording import Recording
from iffsim.score import Instant
from iffsim.view.kit import Kit
from iffsim.view.lettering import Style
from iffsim.view.paint import card, put
from iffsim.view.state import ViewState
from iffsim.view.theme import (
    CARD,
    EDGE,
    GROOVE,
    RED,
    TEXT,
    TEXT_2,
    TEXT_3,
    Colour,
    accent,
    mix,
)  # fmt: skip

NOTHING = "n/a"
_MOST_STRAWS = 24


@dataclass(frozen=True)
class Entry:
    """One measure of one picture: what to write, how long the bar is (0..1), straws for the
    needle."""

    text: str
    share: float | None = None
    straws: int | None = None


@dataclass(frozen=True)
class Cell:
    """One measure, for each picture shown."""

    title: str
    note: str
    entries: tuple[Entry, ...]
    headline: bool = False


def cells(
    recording: Recording, state: ViewState, shares: tuple[float | None, ...]
) -> tuple[Cell, ...]:
    """Return the six cells at the state's time.

    `shares`: how much of the area each picture watches.
    """
    now = [recording.score_at(picture, state.time_s) for picture in state.pictures]
    area = recording.world.area_name
    hunted = bool((recording.world.fleet.allegiance == Allegiance.INTRUDER).any())
    needles = tuple(needle(s) if hunted else Entry(NOTHING) for s in now)
    minutes = [exposure_min(recording, picture, state.time_s) for picture in state.pictures]
    so_far = " / ".join(f"{value:,.0f}" for value in minutes)
    return (
        Cell("Aircraft held", f"of those over {area}", tuple(_of(s.tracked, s) for s in now)),
        Cell("Identified correctly", "of those in the air", tuple(_of(s.correct, s) for s in now)),
        Cell("Left unknown", "held, but not named", tuple(_of(s.no_id, s) for s in now)),
        Cell("The needle", "the intruder is one of …", needles, True),
        Cell(
            "Friends not recognised",
            f"{so_far} aircraft-min so far",
            tuple(_of(s.unidentified_friends, s) for s in now),
        ),
        Cell(
            f"{area} under watch",
            f"at {state.coverage_alt_m:,.0f} m, share of the area",
            tuple(
                Entry(NOTHING if s is None else f"{s:.0%}".replace("%", " %"), s) for s in shares
            ),
        ),
    )


def exposure_min(recording: Recording, picture: str, time_s: float) -> float:
    """Return for how many aircraft-minutes friends were held without a name, until now."""
    until = recording.tick(time_s) + 1
    return float(recording.series(picture).unidentified_friends[:until].sum()) / 60.0


def _of(count: int, score: Instant) -> Entry:
    if score.objects == 0:
        return Entry(NOTHING)
    return Entry(str(count), count / score.objects)


def needle(score: Instant) -> Entry:
    """Return among how many tracks the intruder hides."""
    if score.needle is None:
        return Entry("not held")
    return Entry(f"1 of {score.needle}", None, score.needle)


def draw_scores(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, recording: Recording, state: ViewState,
    shares: tuple[float | None, ...],
) -> None:  # fmt: skip
    """Draw the strip."""
    card(surface, box, CARD, EDGE, kit.px(6))
    found = cells(recording, state, shares)
    colours = tuple(accent(state.show.order, picture) for picture in state.pictures)
    width = Fraction(box.width, len(found))
    for n, cell in enumerate(found):
        place = pygame.Rect(box.x + int(n * width), box.y, int(width), box.height)
        if cell.headline:
            pygame.draw.rect(surface, mix(CARD, RED, 0.07), place.inflate(0, -2))
        if n:
            rule = (place.x, place.y + kit.px(14)), (place.x, place.bottom - kit.px(14))
            pygame.draw.line(surface, EDGE, *rule)
        _cell(surface, kit, place.inflate(-2 * kit.px(17), 0), cell, colours)


def _cell(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, cell: Cell, colours: tuple[Colour, ...]
) -> None:
    letters = kit.letters
    title, note = Style("medium", 15), Style("regular", 12.5, TEXT_3)
    top = box.y + kit.px(9)
    ends = letters.write(
        surface, letters.fit(cell.title, title, box.width), title, "topleft", (box.x, top)
    )
    if cell.headline:
        put(
            surface,
            kit.track(Identity.HOSTILE, "", False, 6.5 * kit.scale),
            (ends.right + kit.px(14), ends.centery),
        )
    words = letters.fit(cell.note, note, box.width)
    letters.write(surface, words, note, "topleft", (box.x, top + kit.px(20)))
    for row, (entry, colour) in enumerate(zip(cell.entries, colours, strict=False)):
        y = box.y + kit.px(58 + 23 * row)
        letters.write(
            surface, chr(ord("A") + row), Style("bold", 13, colour), "midleft", (box.x, y)
        )
        size = 17 if cell.headline else 16
        style = Style("bold", size, TEXT if entry.text[0].isdigit() else TEXT_3)
        letters.write(surface, entry.text, style, "midright", (box.right, y))
        bar = pygame.Rect(box.x + kit.px(17), y - kit.px(4), box.width - kit.px(80), kit.px(8))
        if entry.straws is not None:
            _straws(surface, kit, bar, entry.straws)
        elif not cell.headline:
            _bar(surface, kit, bar, entry.share, colour)


def _bar(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, share: float | None, colour: Colour
) -> None:
    put(surface, kit.pill(box.width, box.height, GROOVE), box.center)
    if share:
        width = max(box.height, round(box.width * min(share, 1.0)))
        put(surface, kit.pill(width, box.height, colour), (box.x + width / 2, box.centery))


def _straws(surface: pygame.Surface, kit: Kit, box: pygame.Rect, count: int) -> None:
    """Draw one straw for each track that wears the intruder's label: one of them is the needle."""
    shown = min(count, _MOST_STRAWS)
    pitch = min(kit.px(9), box.width / max(shown, 1))
    wide, high = max(2, round(pitch * 0.45)), box.height + kit.px(5)
    needle_at = shown * 5 // 8
    for n in range(shown):
        x = box.x + round(n * pitch)
        colour = RED if n == needle_at else mix(TEXT_2, CARD, 0.45)
        pygame.draw.rect(surface, colour, (x, box.centery - high // 2, wide, high), border_radius=1)
