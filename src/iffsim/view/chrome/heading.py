"""What frames a map: its header with title and number, its edge; scale, north, and the words that
it is invented."""

from __future__ import annotations

import math
from functools import partial

import pygame
from msgspec import Struct

from iffsim.scene.asked import Kind, View
from iffsim.scene.scene import Pane, Scene
from iffsim.scene.topics import Number, Topic
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import vertical_fade
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import (
    EDGE,
    INK,
    RED,
    SHADOW,
    TEXT,
    TEXT_2,
    TEXT_3,
    Colour,
    lifted,
)
from iffsim.view.model.state import ViewState
from iffsim.words.say import Words

HEADER = 58
DISCLAIMER = "frame.disclaimer"
_SCALES_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_LOW, _SHORT = 40, 260
"""A map lower than the second has a header of the first height, at scale 1."""
_NARROW = 150
"""A strip of map narrower than this has no header."""


class Part(Struct, frozen=True):
    """A piece of a header; a number knows which tracks it counts."""

    text: str
    topic: Topic | None = None
    slot: int | None = None


class Heading(Struct, frozen=True):
    """What a header says."""

    title: str
    below: tuple[Part, ...]
    number: Part
    rest: str
    """What the number counts."""
    note: str = ""
    """What is drawn and not counted."""
    cut: bool = False
    """Whether the picture's link is cut, as it says below."""


def heading(say: Words, scene: Scene, pane: Pane) -> Heading:
    """Return what the header of a map says."""
    if pane.kind is Kind.TRUTH:
        return _of_truth(say, scene, pane)
    if pane.kind is Kind.DIFFERENCE:
        return _of_difference(say, scene, pane)
    held = scene.score(pane.slot, Topic.HELD)
    letter, subtitle = "AB"[pane.slot], pane.subtitle.words(say)
    if pane.cut_s is not None:
        minutes = int((scene.asked.time_s - pane.cut_s) // 60)
        subtitle = say("takeaway.link_cut", count=minutes)
    below = Part(f"{letter}  ·  {subtitle}" if subtitle else letter)
    rest = say("quiz.aircraft_held")
    if held.of is not None:
        rest = say("frame.of_held", count=held.of)
    number = Part(str(held.count), Topic.HELD, pane.slot)
    return Heading(pane.title.words(say), (below,), number, rest, uncounted(say, scene, held),
                   pane.cut_s is not None)  # fmt: skip


def uncounted(say: Words, scene: Scene, number: Number) -> str:
    """Return how many tracks are drawn and not counted, in words; "" for none."""
    if not number.outside:
        return ""
    area = scene.area.words(say)
    if number.gone:
        return say("frame.not_over", count=number.outside, area=area)
    return say("frame.outside", count=number.outside, area=area)


COUNTED = {
    Topic.OWN: "views.own_underlined", Topic.ALLIES: "allegiance.allied",
    Topic.AIRLINERS: "credential.civil", Topic.INTRUDER: "allegiance.intruder",
}  # fmt: skip
DIFFERENT = {
    Topic.ONLY_A: "views.only_in_a", Topic.ONLY_B: "views.only_in_b",
    Topic.OTHERWISE: "views.called_otherwise", Topic.SAME: "views.same",
}  # fmt: skip


def _of_truth(say: Words, scene: Scene, pane: Pane) -> Heading:
    parts = [Part(f"{say('views.whose')}:")]
    parts += _counts(say, scene, pane, COUNTED)
    title = say("views.truth")
    number = Part(str(_lit(scene, pane, Topic.FLYING)), Topic.FLYING)
    return Heading(title, tuple(parts), number, say("views.in_air"))


def _of_difference(say: Words, scene: Scene, pane: Pane) -> Heading:
    titles = "  ·  ".join(
        f"{letter} {title.words(say)}" for letter, title in zip("AB", scene.titles, strict=False)
    )
    parts = tuple(_counts(say, scene, pane, DIFFERENT))
    number = Part(str(_lit(scene, pane, Topic.DIFFER)), Topic.DIFFER)
    return Heading(
        f"{say('views.difference')}:  {titles}", parts, number, say("views.tracks_differ")
    )


def _counts(say: Words, scene: Scene, pane: Pane, named: dict[Topic, str]) -> list[Part]:
    return [Part(f"{say(words)} {_lit(scene, pane, t)}", t) for t, words in named.items()]


def _lit(scene: Scene, pane: Pane, topic: Topic) -> int:
    return int(scene.lit(pane, topic).sum())


_REST, _TITLE, _BELOW = Style("regular", 13.5, TEXT_2), Style("bold", 18, TEXT, 0.8), 34
_GAP = 16
_CUT = Style("bold", 13.5, lifted(RED))


class Set(Struct, frozen=True):
    """A piece of a header with where it lies."""

    part: Part
    style: Style
    box: pygame.Rect


def placed(
    kit: Kit, box: pygame.Rect, said: Heading, colour: Colour
) -> tuple[Set, ...]:  # fmt: skip
    """Return where each piece of a header lies: number, what it counts, the note, what is
    below."""
    if box.width < kit.px(_NARROW):
        return ()
    letters, right = kit.letters, box.right - kit.px(16)

    def piece(part: Part, style: Style, anchor: str, at: tuple[int, int]) -> Set:
        place = pygame.Rect(0, 0, letters.width(part.text, style), letters.height(style))
        setattr(place, anchor, at)
        return Set(part, style, place)

    number = said.number
    rest = Part(said.rest, number.topic, number.slot)
    found = [piece(rest, _REST, "bottomright", (right, box.y + kit.px(35)))]
    left = found[0].box.left - kit.px(7)
    big = Style("bold", 26, colour)
    found.append(piece(number, big, "bottomright", (left, box.y + kit.px(39))))
    if header(kit, box) <= kit.px(_LOW):
        return tuple(found)
    y, x = box.y + kit.px(_BELOW), box.x + kit.px(16)
    stop = found[1].box.left - kit.px(18)
    if said.note:
        found.append(piece(Part(said.note), _REST, "topright", (right, y)))
        stop = min(stop, found[-1].box.left - kit.px(18))
    for part in said.below:
        short = letters.fit(part.text, _REST, max(stop - x, 0))
        style = _CUT if said.cut else _REST
        one = piece(Part(short, part.topic, part.slot), style, "topleft", (x, y))
        found.append(one)
        x = one.box.right + kit.px(_GAP)
    return tuple(found)


def draw_heading(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, said: Heading, colour: Colour
) -> None:
    """Draw title, subtitle, and a number at the right."""
    pieces = placed(kit, box, said, colour)
    if not pieces:
        return
    high = header(kit, box)
    fade = kit.kept(("fade", high), partial(vertical_fade, 64, high, INK, 225))
    surface.blit(pygame.transform.scale(fade, (box.width, high)), box.topleft)
    for one in pieces:
        kit.letters.write(surface, one.part.text, one.style, "topleft", one.box.topleft)
    left = box.x + kit.px(16)
    title = kit.letters.fit(
        kit.say.upper(said.title), _TITLE, pieces[1].box.left - box.x - kit.px(34)
    )
    kit.letters.write(surface, title, _TITLE, "topleft", (left, box.y + kit.px(10)))


def header(kit: Kit, box: pygame.Rect) -> int:
    """Return the height of a map's header, px: without its second line where the map is low."""
    return kit.px(_LOW if box.height < kit.px(_SHORT) else HEADER)


def draw_edge(surface: pygame.Surface, kit: Kit, box: pygame.Rect, colour: Colour) -> None:
    """Draw a thin edge, and a line in a picture's colour on top."""
    pygame.draw.rect(surface, EDGE, box, 1)
    pygame.draw.rect(surface, colour, (box.x, box.y, box.width, kit.px(2.4)))


def draw_footer(surface: pygame.Surface, kit: Kit, box: pygame.Rect, state: ViewState) -> None:
    """Draw the scale bar, north, the altitude that coverage is shown for, and the disclaimer."""
    high = kit.px(34)
    upward = partial(_fade_up, box.width, high)
    surface.blit(kit.kept(("fade up", box.width, high), upward), (box.x, box.bottom - high))
    scale = state.camera.px_per_km(box)
    km = max((k for k in _SCALES_KM if k * scale <= 150 * kit.scale), default=1)
    x, y, length, tip = box.x + kit.px(16), box.bottom - kit.px(16), round(km * scale), kit.px(4)
    points = [(x, y - tip), (x, y), (x + length, y), (x + length, y - tip)]
    pygame.draw.lines(surface, SHADOW, False, [(px + 1, py + 1) for px, py in points], 2)
    pygame.draw.lines(surface, TEXT_2, False, points)
    style = Style("regular", 12.5, TEXT_2, 0, SHADOW)
    end = kit.letters.write(
        surface, f"{km} km", style, "midleft", (x + length + kit.px(8), y - kit.px(2))
    )
    feet = round(state.coverage_alt_m / 0.3048, -2)
    metres = kit.say.number(state.coverage_alt_m)
    height = kit.say("frame.coverage_at_height", metres=metres, feet=kit.say.number(feet))
    words = f"{height}   ·   {kit.say(DISCLAIMER)}"
    quiet = Style("regular", 12.5, TEXT_3, 0, SHADOW)
    room = box.right - end.right - kit.px(60)
    if state.view is View.TRUTH or kit.letters.width(words, quiet) > room:
        words = kit.say(DISCLAIMER)
    at = (box.right - kit.px(14), y - kit.px(2))
    start = kit.letters.write(surface, words, quiet, "midright", at).left
    if start > end.right + kit.px(40):
        _north(surface, kit, (end.right + kit.px(16), y - kit.px(3)))


def _fade_up(width: int, height: int) -> pygame.Surface:
    return pygame.transform.flip(vertical_fade(width, height, INK, 248), False, True)


def _north(surface: pygame.Surface, kit: Kit, at: tuple[float, float]) -> None:
    """Draw a small arrow to the north of the map's middle."""
    x, y = at
    unit = kit.scale
    head = [
        (x, y - 9 * unit),
        (x + 4.5 * unit, y + 4 * unit),
        (x, y + 1 * unit),
        (x - 4.5 * unit, y + 4 * unit),
    ]
    pygame.draw.polygon(surface, TEXT_2, head)
    style = Style("bold", 11, TEXT_2, 0, SHADOW)
    at_right = (x + math.ceil(7 * unit), y - 2 * unit)
    kit.letters.write(surface, kit.say("frame.north"), style, "midleft", at_right)
