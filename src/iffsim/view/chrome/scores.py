"""The scorecard strip: picture A against picture B, six measures, the needle among them.

Nothing is "n/a", never 0.
"""

from __future__ import annotations

from fractions import Fraction

import pygame
from msgspec import Struct
from msgspec.structs import replace

from iffsim.doctrine import Identity
from iffsim.scene.scene import Scene
from iffsim.scene.topics import COUNTED, NONE, Number, Topic
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import card, put, under
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import (
    CARD,
    EDGE,
    GROOVE,
    LIT,
    RED,
    TEXT,
    TEXT_2,
    TEXT_3,
    WARM,
    Colour,
    mix,
)  # fmt: skip
from iffsim.words.say import ENGLISH, Words

NOTHING = "scores.nothing"
_LETTERS = "AB"
_WIDE, _TIGHT_WIDE = 158, 142
"""A cell is never narrower than this, at scale 1."""
CELLS: tuple[Topic | None, ...] = (*COUNTED, None)
"""Which tracks each cell counts."""
_WEIGHTIEST = (3, 0, 2, 1, 4, 5)
"""The cells in the order in which they stay when there is less room."""
_WHY = {"none": NOTHING, "absent": "scores.no_needle", "shut": "scores.hidden"}


class Entry(Struct, frozen=True):
    """One measure of one picture: what to write, how long the bar is (0..1), straws for the
    needle."""

    text: str
    slot: int = 0
    """Which of the pictures."""
    share: float | None = None
    straws: tuple[int, ...] | None = None
    """The aircraft whose tracks they are."""


class Cell(Struct, frozen=True):
    """One measure, for each picture shown."""

    title: str
    note: str
    entries: tuple[Entry, ...]
    topic: Topic | None = None
    """Which tracks it counts."""
    headline: bool = False
    short: str = ""
    """The note where there is less room."""


def cells(scene: Scene, say: Words = ENGLISH) -> tuple[Cell, ...]:
    """Return the six cells of a scene, in words of a language."""
    area, minutes = scene.area.words(say), scene.exposure_min
    so_far = ""
    if None not in minutes:
        listed = " / ".join(say.number(one or 0.0) for one in minutes)
        so_far = say("scores.minutes_so_far", minutes=listed)
    notes = {
        Topic.HELD: say("scores.of_those_over", area=area),
        Topic.CORRECT: say("scores.of_those_in_air"),
        Topic.LEFT_UNKNOWN: say("scores.not_named"),
        Topic.NEEDLE: _among_skies(scene, say) or say("scores.intruder_one_of"),
        Topic.LOST_FRIENDS: so_far and (_unusual(scene, say) or so_far),
    }
    found = [_cell(scene, topic, notes[topic], say) for topic in COUNTED]
    friends = COUNTED.index(Topic.LOST_FRIENDS)
    found[friends] = replace(found[friends], short=so_far)
    alt_m = scene.asked.coverage_alt_m
    height = say("scores.share_at_height", height=say.number(alt_m))
    watched = tuple(_watched(scene, slot, say) for slot in scene.asked.slots())
    return (*found, Cell(say("scores.watched", area=area), height, watched))


def _among_skies(scene: Scene, say: Words) -> str:
    """Return the needle's interval of each picture over many skies, if a study is shipped."""
    if scene.skies is None or not any(scene.skies.needles):
        return ""
    spans = (
        f"{say.number(one[0])}–{say.number(one[2])}" if one else say(NOTHING)
        for one in scene.skies.needles
    )
    return say("spread.skies", spans=" / ".join(spans), skies=say.number(scene.skies.count))


def _unusual(scene: Scene, say: Words) -> str:
    """Return that friends are exposed more than at most other places, where it is so."""
    if scene.skies is None or scene.skies.rank is None:
        return ""
    minutes = " / ".join(say.number(one or 0.0) for one in scene.exposure_min)
    return say("spread.unusual", minutes=minutes, rank=say.percent(scene.skies.rank))


def _cell(scene: Scene, topic: Topic, note: str, say: Words) -> Cell:
    numbers = [one for one in scene.numbers if one.topic is topic]
    if topic is not Topic.NEEDLE:
        entries = tuple(counted(one, say) for one in numbers)
        return Cell(say.capital(say(topic.value)), note, entries, topic)
    hidden = any(one.nothing == "shut" for one in numbers)
    entries = tuple(
        needle(one, straws, say) for one, straws in zip(numbers, scene.straws, strict=True)
    )
    return Cell(say.capital(say(topic.value)), note, entries, topic, scene.hunted and not hidden)


def counted(one: Number, say: Words = ENGLISH) -> Entry:
    """Return how many tracks are counted, out of how many."""
    if one.nothing:
        return Entry(say(_WHY[one.nothing]), one.slot)
    return Entry(say.number(one.count), one.slot, one.count / one.of if one.of else None)


def _watched(scene: Scene, slot: int, say: Words) -> Entry:
    share = scene.watches[slot].share
    return Entry(say(NOTHING) if share is None else say.percent(share), slot, share)


def needle(one: Number, straws: tuple[int, ...] = (), say: Words = ENGLISH) -> Entry:
    """Return among how many tracks the intruder hides."""
    if one.nothing:
        return Entry(say(_WHY[one.nothing]), one.slot)
    return Entry(say("scores.one_of", count=one.count), one.slot, None, straws)


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


class Spot(Struct, frozen=True):
    """What of the strip is at a point: a measure, of one picture or of all, or a single track."""

    topic: Topic | None
    slot: int | None = None
    aircraft: int | None = None


def at(kit: Kit, box: pygame.Rect, scene: Scene, tight: bool, spot: tuple[int, int]) -> Spot | None:
    """Return what of the strip is at a point."""
    found = cells(scene, kit.say)
    for number, place in places(box, kit.scale, tight):
        if place.collidepoint(spot):
            cell = found[number]
            inner = place.inflate(-2 * kit.px(9 if tight else 17), 0)
            for row, entry in enumerate(cell.entries):
                if _row_box(kit, inner, cell, row, tight).collidepoint(spot):
                    straw = None if tight else _straw_at(kit, inner, cell, row, spot)
                    return Spot(cell.topic, entry.slot, straw)
            return Spot(cell.topic)
    return None


def _row_box(kit: Kit, box: pygame.Rect, cell: Cell, row: int, tight: bool) -> pygame.Rect:
    """Return where one picture's measure is in a cell."""
    if tight:
        room = box.width // max(len(cell.entries), 1)
        return pygame.Rect(box.x + row * room, box.bottom - kit.px(24), room, kit.px(24))
    return pygame.Rect(box.x, box.y + kit.px(58 + 23 * row - 11), box.width, kit.px(22))


def _straw_at(
    kit: Kit, box: pygame.Rect, cell: Cell, row: int, spot: tuple[int, int]
) -> int | None:
    entry = cell.entries[row]
    if entry.straws is None:
        return None
    boxes = _straw_boxes(kit, _bar_box(kit, box, cell, row), len(entry.straws))
    if not boxes:
        return None
    one = min(range(len(boxes)), key=lambda n: abs(boxes[n].centerx - spot[0]))
    near = abs(boxes[one].centerx - spot[0]) <= kit.px(5)
    return entry.straws[one] if near else None


def draw_scores(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, scene: Scene, tight: bool = False,
    lit: frozenset[Topic] = NONE, aircraft: int | None = None,
) -> None:  # fmt: skip
    """Draw the strip; titles of what is `lit` are underlined, the straw of `aircraft` is white."""
    card(surface, box, CARD, EDGE, kit.px(6))
    found = cells(scene, kit.say)
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
            _numbers(surface, kit, inner, cell, scene.colours)
        else:
            _rows(surface, kit, inner, cell, scene, aircraft)


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
        long = cell.short and letters.width(cell.note, note) > box.width
        words = letters.fit(cell.short if long else cell.note, note, box.width)
        letters.write(surface, words, note, "topleft", (box.x, top + kit.px(20)))
    return ends


def _numbers(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, cell: Cell, colours: tuple[Colour, ...]
) -> None:
    """Write the numbers alone, side by side."""
    x, y = box.x, box.bottom - kit.px(4)
    room = box.width // max(len(cell.entries), 1)
    for entry in cell.entries:
        letter = Style("bold", 13, colours[entry.slot])
        name = _LETTERS[entry.slot]
        end = kit.letters.write(surface, name, letter, "bottomleft", (x, y)).right
        style = Style("bold", 15, TEXT)
        text = entry.text if entry.straws is None else f"1/{kit.say.number(len(entry.straws))}"
        words = kit.letters.fit(text, style, x + room - end - kit.px(8))
        kit.letters.write(surface, words, style, "bottomleft", (end + kit.px(5), y + kit.px(1)))
        x += room


def _number_style(cell: Cell, entry: Entry) -> Style:
    size = 17 if cell.headline else 16
    return Style("bold", size, TEXT if any(map(str.isdigit, entry.text)) else TEXT_3)


def _bar_box(kit: Kit, box: pygame.Rect, cell: Cell, row: int) -> pygame.Rect:
    """Return where the bar or the straws of one picture lie: what its letter and number leave."""
    entry, y = cell.entries[row], box.y + kit.px(58 + 23 * row)
    number = box.right - kit.letters.width(entry.text, _number_style(cell, entry))
    left = box.x + kit.px(17)
    right = min(number - kit.px(8), box.right - kit.px(63))
    return pygame.Rect(left, y - kit.px(4), right - left, kit.px(8))


def _rows(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, cell: Cell, scene: Scene,
    aircraft: int | None,
) -> None:  # fmt: skip
    """Draw a bar and a number for each picture."""
    letters = kit.letters
    for row, entry in enumerate(cell.entries):
        y, colour = box.y + kit.px(58 + 23 * row), scene.colours[entry.slot]
        style = Style("bold", 13, colour)
        letters.write(surface, _LETTERS[entry.slot], style, "midleft", (box.x, y))
        style = _number_style(cell, entry)
        letters.write(surface, entry.text, style, "midright", (box.right, y))
        bar = _bar_box(kit, box, cell, row)
        if bar.width < kit.px(16):
            continue
        if entry.straws is not None:
            _straws(surface, kit, bar, entry.straws, scene, aircraft)
        elif not cell.headline:
            _bar(surface, kit, bar, entry.share, colour)


def _bar(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, share: float | None, colour: Colour
) -> None:
    put(surface, kit.pill(box.width, box.height, GROOVE), box.center)
    if share:
        width = max(box.height, round(box.width * min(share, 1.0)))
        put(surface, kit.pill(width, box.height, colour), (box.x + width / 2, box.centery))


def _straw_boxes(kit: Kit, box: pygame.Rect, count: int) -> list[pygame.Rect]:
    """Return where each straw stands: as many as there are, thinner where they are many."""
    pitch = min(float(kit.px(9)), box.width / max(count, 1))
    wide, high = max(1, round(pitch * 0.45)), box.height + kit.px(5)
    top = box.centery - high // 2
    return [pygame.Rect(box.x + int(n * pitch), top, wide, high) for n in range(count)]


def _straws(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, straws: tuple[int, ...], scene: Scene,
    aircraft: int | None,
) -> None:  # fmt: skip
    """Draw one straw for each track that wears the intruder's label, the needle red once it is
    known, the reader's bet in its colour."""
    known, bets = scene.revealed, {one.aircraft for one in scene.marks if one.kind == "bet"}
    for one, place in zip(straws, _straw_boxes(kit, box, len(straws)), strict=True):
        colour = RED if known[one] else WARM if one in bets else mix(TEXT_2, CARD, 0.45)
        if one == aircraft:
            colour, place = LIT, place.inflate(2, 2)
        pygame.draw.rect(surface, colour, place, border_radius=1)
