"""The scorecard strip: picture A against picture B, six measures, the needle among them.

Nothing is "n/a", never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pygame

from iffsim.doctrine import Allegiance, Identity
from iffsim.pictures.score import Instant
from iffsim.recording import Recording
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import card, put, under
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import (
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
from iffsim.view.model.state import ViewState
from iffsim.view.model.topics import NONE, Topic
from iffsim.words.say import ENGLISH, Words

NOTHING = "scores.nothing"
_MOST_STRAWS = 24
_LETTERS = "AB"
_WIDE, _TIGHT_WIDE = 158, 142
"""A cell is never narrower than this, at scale 1."""
CELLS = (
    Topic.HELD, Topic.CORRECT, Topic.LEFT_UNKNOWN, Topic.NEEDLE, Topic.LOST_FRIENDS, None,
)  # fmt: skip
"""Which tracks each cell counts."""
_WEIGHTIEST = (3, 0, 2, 1, 4, 5)
"""The cells in the order in which they stay when there is less room."""


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
    topic: Topic | None = None
    """Which tracks it counts."""
    headline: bool = False


def cells(
    recording: Recording, state: ViewState, shares: tuple[float | None, ...], say: Words = ENGLISH,
    beside: Recording | None = None,
) -> tuple[Cell, ...]:  # fmt: skip
    """Return the six cells at the state's time, in words of a language.

    `beside`: the recording of the left picture, if it is another one. `shares`: how much of the
    area each picture watches.
    """
    both = tuple(zip((beside or recording, recording), state.pictures, strict=False))
    now = [one.score_at(picture, state.time_s) for one, picture in both]
    area = say.written(recording.world.area_name)
    hunted = bool((recording.world.fleet.allegiance == Allegiance.INTRUDER).any())
    needles = tuple(needle(s, say) if hunted else Entry(say(NOTHING)) for s in now)
    minutes = [exposure_min(one, picture, state.time_s) for one, picture in both]
    so_far = say("scores.minutes_so_far", minutes=" / ".join(map(say.number, minutes)))
    height = say("scores.share_at_height", height=say.number(state.coverage_alt_m))
    over, air = say("scores.of_those_over", area=area), say("scores.of_those_in_air")
    friends = tuple(_of(s.unidentified_friends, s, say) for s in now)
    watched = tuple(Entry(say(NOTHING) if s is None else say.percent(s), s) for s in shares)
    return (
        _cell(say, Topic.HELD, over, tuple(_of(s.tracked, s, say) for s in now)),
        _cell(say, Topic.CORRECT, air, tuple(_of(s.correct, s, say) for s in now)),
        _cell(
            say, Topic.LEFT_UNKNOWN, say("scores.not_named"),
            tuple(_of(s.no_id, s, say) for s in now),
        ),
        _cell(say, Topic.NEEDLE, say("scores.intruder_one_of"), needles),
        _cell(say, Topic.LOST_FRIENDS, so_far, friends),
        Cell(say("scores.watched", area=area), height, watched),
    )  # fmt: skip


def _cell(say: Words, topic: Topic, note: str, entries: tuple[Entry, ...]) -> Cell:
    return Cell(say.capital(say(topic.value)), note, entries, topic, topic is Topic.NEEDLE)


def exposure_min(recording: Recording, picture: str, time_s: float) -> float:
    """Return for how many aircraft-minutes friends were held without a name, until now."""
    until = recording.tick(time_s) + 1
    return float(recording.series(picture).unidentified_friends[:until].sum()) / 60.0


def _of(count: int, score: Instant, say: Words) -> Entry:
    if score.objects == 0:
        return Entry(say(NOTHING))
    return Entry(say.number(count), count / score.objects)


def needle(score: Instant, say: Words = ENGLISH) -> Entry:
    """Return among how many tracks the intruder hides."""
    if score.needle is None:
        return Entry(say("identity.not_held"))
    return Entry(say("scores.one_of", count=score.needle), None, score.needle)


def places(box: pygame.Rect, scale: float, tight: bool) -> tuple[tuple[int, pygame.Rect], ...]:
    """Return the numbers of the cells for which there is room, with where each is."""
    most = len(_WEIGHTIEST)
    count = max(1, min(most, int(box.width / scale / (_TIGHT_WIDE if tight else _WIDE))))
    width = Fraction(box.width, count)
    chosen = sorted(_WEIGHTIEST[:count])
    return tuple(
        (number, pygame.Rect(box.x + int(n * width), box.y, int(width), box.height))
        for n, number in enumerate(chosen)
    )


def draw_scores(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, recording: Recording, state: ViewState,
    shares: tuple[float | None, ...], tight: bool = False, lit: frozenset[Topic] = NONE,
    beside: Recording | None = None,
) -> None:  # fmt: skip
    """Draw the strip; titles of what is `lit` are underlined."""
    card(surface, box, CARD, EDGE, kit.px(6))
    found = cells(recording, state, shares, kit.say, beside)
    colours = tuple(accent(state.show.order, picture) for picture in state.pictures)
    for n, (number, place) in enumerate(places(box, kit.scale, tight)):
        cell = found[number]
        if cell.headline:
            pygame.draw.rect(surface, mix(CARD, RED, 0.07), place.inflate(0, -2))
        if n:
            rule = (place.x, place.y + kit.px(14)), (place.x, place.bottom - kit.px(14))
            pygame.draw.line(surface, EDGE, *rule)
        inner = place.inflate(-2 * kit.px(9 if tight else 17), 0)
        title = _title(surface, kit, inner, cell, tight)
        if cell.topic in lit:
            under(surface, kit, title)
        if tight:
            _numbers(surface, kit, inner, cell, colours)
        else:
            _rows(surface, kit, inner, cell, colours)


def _title(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, cell: Cell, tight: bool
) -> pygame.Rect:
    """Write the title, and below it the note if there is room; return where the title is."""
    letters, top = kit.letters, box.y + kit.px(3 if tight else 9)
    title, note = Style("medium", 14 if tight else 15), Style("regular", 12.5, TEXT_3)
    room = box.width - kit.px(22) if cell.headline else box.width
    ends = letters.write(
        surface, letters.fit(cell.title, title, room), title, "topleft", (box.x, top)
    )
    if cell.headline:
        mark = kit.track(Identity.HOSTILE, "", False, 6.5 * kit.scale)
        put(surface, mark, (ends.right + kit.px(14), ends.centery))
    if not tight:
        words = letters.fit(cell.note, note, box.width)
        letters.write(surface, words, note, "topleft", (box.x, top + kit.px(20)))
    return ends


def _numbers(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, cell: Cell, colours: tuple[Colour, ...]
) -> None:
    """Write the numbers alone, side by side."""
    x, y = box.x, box.bottom - kit.px(4)
    room = box.width // max(len(cell.entries), 1)
    for row, (entry, colour) in enumerate(zip(cell.entries, colours, strict=False)):
        letter = Style("bold", 13, colour)
        end = kit.letters.write(surface, _LETTERS[row], letter, "bottomleft", (x, y)).right
        style = Style("bold", 15, TEXT)
        text = entry.text if entry.straws is None else f"1/{kit.say.number(entry.straws)}"
        words = kit.letters.fit(text, style, x + room - end - kit.px(8))
        kit.letters.write(surface, words, style, "bottomleft", (end + kit.px(5), y + kit.px(1)))
        x += room


def _rows(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, cell: Cell, colours: tuple[Colour, ...]
) -> None:
    """Draw a bar and a number for each picture."""
    letters = kit.letters
    for row, (entry, colour) in enumerate(zip(cell.entries, colours, strict=False)):
        y = box.y + kit.px(58 + 23 * row)
        letters.write(surface, _LETTERS[row], Style("bold", 13, colour), "midleft", (box.x, y))
        size = 17 if cell.headline else 16
        style = Style("bold", size, TEXT if any(map(str.isdigit, entry.text)) else TEXT_3)
        number = letters.write(surface, entry.text, style, "midright", (box.right, y))
        left = box.x + kit.px(17)
        right = min(number.left - kit.px(8), box.right - kit.px(63))
        bar = pygame.Rect(left, y - kit.px(4), right - left, kit.px(8))
        if bar.width < kit.px(16):
            continue
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
    shown = max(1, min(count, _MOST_STRAWS, box.width // 4))
    pitch = min(kit.px(9), box.width / max(shown, 1))
    wide, high = max(2, round(pitch * 0.45)), box.height + kit.px(5)
    needle_at = shown * 5 // 8
    for n in range(shown):
        x = box.x + round(n * pitch)
        colour = RED if n == needle_at else mix(TEXT_2, CARD, 0.45)
        pygame.draw.rect(surface, colour, (x, box.centery - high // 2, wide, high), border_radius=1)
