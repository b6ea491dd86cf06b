"""The bet: which of these tracks is it? The marks on the map, the prompt, and the answer.

Calm either way: who guessed wrong has learnt the odds.
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from iffsim.doctrine import Allegiance
from iffsim.earth import catalogue
from iffsim.recording import Recording
from iffsim.scene.scene import Scene
from iffsim.scene.symbology import WEARS
from iffsim.story.telling import Bet
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import put
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import CARD, EDGE, INK, TEXT, TEXT_3, WARM, Colour, mix
from iffsim.view.map.panes import Pane
from iffsim.view.map.sight import Sight
from iffsim.view.model.asked import track_name
from iffsim.view.model.pace import answered_bet, open_bet
from iffsim.view.model.state import ViewState

_INTRUDER, _THIS_ONE = "topic.intruder", "bet.this_one"
_ABOVE = 44
_SIZE = 16.0
_MARK: Colour = (255, 255, 255)


def odds(recording: Recording, state: ViewState, bet: Bet) -> int | None:
    """Return among how many tracks the one asked for hides, in the picture of the bet."""
    time_s = min(max(state.time_s, bet.open_s), bet.reveal_s - 1.0)
    return recording.score_at(bet.picture, time_s).needle


def answered(state: ViewState) -> Bet | None:
    """Return the bet whose answer lies over the maps now, unless it was put away."""
    return None if state.answer_read else answered_bet(state)


def label(recording: Recording, bet: Bet) -> str:
    """Return what the aircraft of a bet is called on the map once it is answered."""
    whose = recording.world.fleet.allegiance[bet.aircraft]
    return _INTRUDER if whose == Allegiance.INTRUDER else _THIS_ONE


def draw_marks(surface: pygame.Surface, kit: Kit, scene: Scene, place: Pane, sight: Sight) -> None:
    """Mark on a map what the story follows and speaks of, the reader's bet, and, once it is
    answered, the aircraft that it was about."""
    surface.set_clip(place.clip)
    taken: list[pygame.Rect] = []
    for one in scene.marks:
        spot, words = sight.spot(one.aircraft), one.words.words(kit.say)
        if one.kind in ("follow", "mark"):
            _ring(surface, kit, spot, words, taken)
        else:
            _mark(surface, kit, spot, words, WARM if one.kind == "bet" else _MARK)
    surface.set_clip(None)


def _ring(
    surface: pygame.Surface, kit: Kit, spot: tuple[float, float] | None, words: str,
    taken: list[pygame.Rect],
) -> None:  # fmt: skip
    """Ring what the story is about, its name below, and below names that are there already: two
    tracks may be one ring apart."""
    if spot is None:
        return
    pygame.draw.aacircle(surface, INK, spot, kit.px(21), kit.px(4))
    pygame.draw.aacircle(surface, _MARK, spot, kit.px(20), kit.px(2))
    if words:
        line = kit.letters.line(words, Style("medium", 13, _MARK))
        box = line.get_rect(midtop=(round(spot[0]), round(spot[1]) + kit.px(24)))
        while (other := box.collidelist(taken)) >= 0:
            box.top = taken[other].bottom + kit.px(3)
        taken.append(box)
        shade = pygame.Surface(box.inflate(kit.px(10), kit.px(2)).size, pygame.SRCALPHA)
        pygame.draw.rect(shade, (*INK, 200), shade.get_rect(), border_radius=kit.px(4))
        surface.blit(shade, box.inflate(kit.px(10), kit.px(2)))
        surface.blit(line, box)


def _mark(
    surface: pygame.Surface, kit: Kit, spot: tuple[float, float] | None, words: str, colour: Colour
) -> None:
    if spot is None or not words:
        return
    strong = kit.comfort.contrast
    line = kit.letters.line(words, Style("bold", 13, colour if strong else INK))
    x, y = spot[0], spot[1] + kit.px(25)
    box = line.get_rect(midtop=(round(x), round(y))).inflate(kit.px(14), kit.px(4))
    tip = [(x, y - kit.px(7)), (x - kit.px(6), box.top + 1), (x + kit.px(6), box.top + 1)]
    pygame.draw.polygon(surface, colour, tip)
    pygame.draw.rect(surface, INK if strong else colour, box, border_radius=box.height // 2)
    pygame.draw.rect(surface, colour, box, kit.px(1.5), border_radius=box.height // 2)
    surface.blit(line, line.get_rect(center=box.center))


@dataclass(frozen=True)
class Line:
    """A line of the prompt or the answer: a symbol's identity, or none, then words."""

    runs: tuple[Run, ...]
    identity: int | None = None


def lines(recording: Recording, kit: Kit, state: ViewState) -> tuple[Line, ...]:
    """Return what the prompt or the answer says now; nothing if no bet is on."""
    bet = open_bet(state)
    if bet is not None:
        return _prompt(recording, kit, state, bet)
    bet = answered(state)
    return _answer(recording, kit, state, bet) if bet is not None else ()


def _prompt(recording: Recording, kit: Kit, state: ViewState, bet: Bet) -> tuple[Line, ...]:
    say, count = kit.say, odds(recording, state, bet)
    chance = say("bet.odds", count=count) if count else ""
    if state.bet is None:
        first = (_bold(say("bet.place")), _plain(say("bet.click_track")))
        keys = say("bet.by_key")
        return (Line((*first, _quiet(f"({keys})"), _warm(chance))),)
    name = _bold(say("bet.yours") + " " + track_name(recording, state, state.bet))
    later = _quiet(say("bet.change"))
    return (Line((name, _warm(chance), later)),)


def _answer(recording: Recording, kit: Kit, state: ViewState, bet: Bet) -> tuple[Line, ...]:
    say, count = kit.say, odds(recording, state, bet)
    close = _quiet(say("bet.close"))
    name = track_name(recording, state, bet.aircraft)
    hunted = label(recording, bet) == _INTRUDER
    sought = say("bet.intruder_was", name=name) if hunted else say("bet.it_was", name=name)
    shape = int(WEARS[int(recording.world.fleet.allegiance[bet.aircraft])])
    if state.bet == bet.aircraft:
        found = say("bet.found", name=name)
        luck = say("bet.blind_chance", count=count) if count else ""
        return (Line((_bold(found), _plain(luck), close), shape),)
    if state.bet is None:
        many = say("bet.hid_among", count=count) if count else ""
        return (Line((_bold(sought), _plain(many), close), shape),)
    whose = int(recording.world.fleet.allegiance[state.bet])
    mine = say("bet.you_bet", name=track_name(recording, state, state.bet))
    was = say(_WAS[whose], kind=kind(recording, state.bet, kit))
    return (
        Line((_bold(mine), _plain(was)), int(WEARS[whose])),
        Line((_bold(sought), close), shape),
    )


_WAS = (
    "bet.was_own",
    "bet.was_allied",
    "bet.was_neutral",
    "bet.was_intruder",
)
"""By allegiance."""


def kind(recording: Recording, aircraft: int, kit: Kit) -> str:
    """Return what type an aircraft is, in words."""
    name = recording.world.fleet.types[aircraft]
    found = catalogue.aircraft_types()[name]
    return kit.say.written(found.title, found.title_tr)


def _bold(text: str) -> Run:
    return Run(text, Style("bold", _SIZE, TEXT))


def _plain(text: str) -> Run:
    return Run(text, Style("regular", _SIZE, TEXT))


def _quiet(text: str) -> Run:
    return Run(text, Style("regular", 14, TEXT_3))


def _warm(text: str) -> Run:
    return Run(text, Style("bold", _SIZE, WARM))


def place(kit: Kit, layout: Layout, found: tuple[Line, ...]) -> pygame.Rect:
    """Return where the prompt or the answer lies: over the maps, in the middle, above their
    scales."""
    wide = max((_width(kit, line) for line in found), default=0) + kit.px(44)
    high = kit.px(20) + kit.px(26) * len(found)
    first, last = layout.panels[0], layout.panels[-1]
    middle = (first.left + last.right) // 2
    box = pygame.Rect(0, 0, min(wide, last.right - first.left - kit.px(16)), high)
    box.midbottom = (middle, first.bottom - kit.px(_ABOVE))
    return box


def _width(kit: Kit, line: Line) -> int:
    gaps = kit.px(7) * (len(line.runs) - 1) + (kit.px(28) if line.identity is not None else 0)
    return gaps + sum(kit.letters.width(run.text, run.style) for run in line.runs)


def draw_bet(
    surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, recording: Recording
) -> None:
    """Draw the prompt or the answer, if a bet is on."""
    found = lines(recording, kit, state)
    if not found:
        return
    box = place(kit, layout, found)
    shade = pygame.Surface(box.size, pygame.SRCALPHA)
    radius = kit.px(9)
    pygame.draw.rect(shade, (*mix(CARD, WARM, 0.05), 240), shade.get_rect(), border_radius=radius)
    surface.blit(shade, box)
    pygame.draw.rect(surface, mix(EDGE, WARM, 0.45), box, 1, border_radius=radius)
    for n, line in enumerate(found):
        x = float(box.x + kit.px(22))
        y = box.y + kit.px(10) + kit.px(26) * n + kit.px(13)
        if line.identity is not None:
            put(surface, kit.track(line.identity, "", False, 8.0 * kit.scale), (x + kit.px(8), y))
            x += kit.px(28)
        for run in line.runs:
            if run.text:
                kit.letters.write(surface, run.text, run.style, "midleft", (x, y))
                x += kit.letters.width(run.text, run.style) + kit.px(7)
