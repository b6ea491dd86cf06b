"""The challenge at the story's end: its moves, what each led to, the needle's line, what next."""

from __future__ import annotations

from collections.abc import Iterator

import pygame

from iffsim.base.units import clock
from iffsim.commands.listed import printed
from iffsim.commands.table import BY_ID, placed
from iffsim.scenario.telling import Challenge
from iffsim.story.challenge import PLACE, Game, Played
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import (
    CARD,
    EDGE,
    GREEN,
    GROOVE,
    RAISED,
    TEXT,
    TEXT_2,
    TEXT_3,
    WARM,
    Colour,
    mix,
)
from iffsim.view.model import challenge
from iffsim.view.model.state import ViewState

COMMANDS = placed("challenge")
_MOVES = tuple(one.id for one in COMMANDS if one.id.startswith("move."))
_ENDS = (*(one.id for one in COMMANDS if one.id.startswith("end.")), "take")
_CARDS = {
    "end.watch": "takeaway.watch_how", "end.replay": "takeaway.replay_how",
    "take": "challenge.take",
}  # fmt: skip
"""What each card says."""
_WIDE, _PAD, _COLUMNS = 660, 18, 3
_HEAD, _HOW, _BUTTON, _RESULT, _LINE, _SAID, _CARD, _GAP = 34, 42, 34, 66, 62, 44, 62, 6


def box(layout: Layout) -> pygame.Rect:
    """Return where the challenge is: over the last map, so that the first can be worked on; where
    text is large, over more of them and over the scores."""
    return _arranged(layout)[0]


def parts(layout: Layout) -> dict[str, pygame.Rect]:
    """Return where each part is; what is secondary is left out where there is too little room:
    how it goes, then the line, then the words of the cards."""
    return _arranged(layout)[1]


def _room(layout: Layout, large: bool) -> pygame.Rect:
    """Return what the challenge may cover: of the last map below its header, or all of it and the
    scores."""
    first, last, edge = layout.panels[0], layout.panels[-1], layout.px(10)
    wide = layout.px(_WIDE)
    narrow = first is last or last.width - 2 * edge < 0.6 * wide
    left = max(first.x + edge, last.right - edge - wide) if narrow else last.x + edge
    top = last.y + (edge if large else layout.px(66))
    bottom = layout.scores.bottom if large else last.bottom - layout.px(30)
    wide = min(wide, last.right - edge - left)
    return pygame.Rect(last.right - edge - wide, top, wide, bottom - top)


def _arranged(layout: Layout) -> tuple[pygame.Rect, dict[str, pygame.Rect]]:
    pad, rows = layout.px(_PAD), -(-len(_MOVES) // _COLUMNS)
    high = {
        "head": _HEAD, "how": _HOW, "moves": rows * (_BUTTON + _GAP), "results": _RESULT,
        "line": _LINE, "said": _SAID, "ends": _CARD,
    }  # fmt: skip
    less = {"how": 0, "line": 0, "ends": _BUTTON, "said": 24}
    least = layout.px(sum((high | less).values())) + len(high) + pad
    place = _room(layout, False)
    if least > place.height:
        place = _room(layout, True)
    for name, height in less.items():
        if layout.px(sum(high.values())) + len(high) <= place.height - pad:
            break
        high[name] = height
    spare = place.height - pad - layout.px(sum(high.values()))
    found, y = {}, place.y + pad // 2
    for name, height in high.items():
        more = min(max(0, spare), layout.px(60)) if name == "line" and height else 0
        tall = layout.px(height) + more if height else 0
        found[name] = pygame.Rect(place.x + pad, y, place.width - 2 * pad, tall)
        y = found[name].bottom
    place.height = min(place.height, y + pad // 2 - place.y)
    return place, found


def buttons(layout: Layout, state: ViewState) -> dict[str, pygame.Rect]:
    """Return where the button of each command is; none while there is no challenge."""
    if challenge.goal(state) is None:
        return {}
    where, gap = parts(layout), layout.px(_GAP)
    found: dict[str, pygame.Rect] = {}
    for names, room, high in ((_MOVES, where["moves"], layout.px(_BUTTON)),
                              (_ENDS, where["ends"], where["ends"].height)):  # fmt: skip
        wide = (room.width - gap * (_COLUMNS - 1)) // _COLUMNS
        for n, name in enumerate(names):
            row, column = divmod(n, _COLUMNS)
            x, y = room.x + column * (wide + gap), room.y + row * (high + gap)
            found[name] = pygame.Rect(x, y, wide, high)
    return found


def over(layout: Layout, state: ViewState) -> tuple[pygame.Rect, ...]:
    """Return what of the maps is covered."""
    return () if challenge.goal(state) is None else (box(layout),)


def on(state: ViewState) -> bool:
    """Return whether the challenge is there."""
    return challenge.goal(state) is not None


def draw_challenge(
    surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, game: Game | None
) -> None:
    """Draw the challenge with what the moves made so far lead to."""
    goal = challenge.goal(state)
    if goal is None or game is None:
        return
    place, where, say = box(layout), parts(layout), kit.say
    shade = pygame.Surface(place.size, pygame.SRCALPHA)
    pygame.draw.rect(shade, (*CARD, 244), shade.get_rect(), border_radius=kit.px(10))
    surface.blit(shade, place)
    pygame.draw.rect(surface, EDGE, place, 1, border_radius=kit.px(10))
    title = say("takeaway.challenge", needle=goal.needle, moves=goal.moves)
    _lines(surface, kit, where["head"], title, Style("bold", 20, TEXT))
    how = say("takeaway.challenge_how", clock=clock(game.read_s))
    _lines(surface, kit, where["how"], how, Style("regular", 14, TEXT_2))
    for name, spot in buttons(layout, state).items():
        _button(surface, kit, spot, name, state, goal)
    steps = list(_steps(state, game))
    _results(surface, kit, where["results"], state, steps, goal)
    _needle(surface, kit, where["line"], steps, game)
    words, colour = _verdict(kit, state, steps, goal)
    _lines(surface, kit, where["said"], words, Style("bold", 15.5, colour))


def _steps(state: ViewState, game: Game) -> Iterator[Played | None]:
    """Yield what the moves lead to, one after the other, without any first."""
    moves = challenge.made(state)
    return (game.after(moves[:count]) for count in range(len(moves) + 1))


def _lines(surface: pygame.Surface, kit: Kit, room: pygame.Rect, text: str, style: Style) -> None:
    """Write as many lines as there is room for."""
    high, y = kit.letters.height(style), room.y
    most = max(1, room.height // high) if room.height else 0
    found = kit.letters.wrap([Run(text, style)], room.width)
    for number, line in enumerate(found[:most]):
        words = "".join(run.text for run in line)
        if number + 1 == most < len(found):
            words = kit.letters.fit(words + "…", style, room.width)
        kit.letters.write(surface, words, style, "topleft", (room.x, y))
        y += high


def _button(
    surface: pygame.Surface, kit: Kit, spot: pygame.Rect, name: str, state: ViewState,
    goal: Challenge,
) -> None:  # fmt: skip
    """Draw a move, or one of the cards after it, with its key."""
    command, kind = BY_ID[name], name.partition(".")[2]
    made = any(move.kind == kind for move in challenge.made(state))
    room = challenge.left(state, goal) > 0 or (made and kind == PLACE)
    able = bool(state.moves) if name == "move.undo" else name in _ENDS or room
    fill = mix(RAISED, GREEN, 0.18) if made else RAISED
    card(surface, spot, fill, GREEN if made else EDGE, kit.px(6))
    ink = TEXT if able or made else TEXT_3
    key = kit.say.keys(printed(command.keys[0]))
    mark = kit.letters.write(
        surface, key, Style("regular", 11, TEXT_3), "topright",
        (spot.right - kit.px(6), spot.y + kit.px(3)),
    )  # fmt: skip
    style, left = Style("medium", 14, ink), spot.x + kit.px(10)
    words = kit.letters.fit(kit.say(command.label), style, mark.left - left - kit.px(2))
    tall = spot.height > kit.px(_BUTTON) + kit.px(8)
    y = spot.y + kit.px(6) if tall else spot.centery - kit.letters.height(style) // 2
    kit.letters.write(surface, words, style, "topleft", (left, y))
    if tall:
        text = kit.say(_CARDS[name])
        below = pygame.Rect(left, y + kit.letters.height(style), spot.right - left - kit.px(6), 0)
        below.height = spot.bottom - below.y
        _lines(surface, kit, below, text, Style("regular", 12.5, TEXT_2))


def _results(
    surface: pygame.Surface, kit: Kit, room: pygame.Rect, state: ViewState,
    steps: list[Played | None], goal: Challenge,
) -> None:  # fmt: skip
    """Write the needle as the article has it, and after each move."""
    say, wide = kit.say, room.width // max(_COLUMNS, len(steps))
    for number, one in enumerate(steps):
        x, y = room.x + number * wide, room.y + kit.px(4)
        title = say("takeaway.as_article")
        if number:
            kind = challenge.made(state)[number - 1].kind
            move = say(BY_ID[f"move.{kind}"].label)
            title = say("takeaway.your_move", number=number, move=move)
        plain = Style("regular", 13, TEXT_2)
        kit.letters.write(
            surface, kit.letters.fit(title, plain, wide - kit.px(8)), plain, "topleft", (x, y)
        )
        won = one is not None and one.reaches(goal)
        style = Style("mono", 25, GREEN if won else WARM)
        y += kit.letters.height(plain)
        words = _needle_words(kit, one)
        kit.letters.write(
            surface, kit.letters.fit(words, style, wide - kit.px(8)), style, "topleft", (x, y)
        )


def _needle_words(kit: Kit, one: Played | None) -> str:
    if one is None or one.needle is None:
        return kit.say("scores.no_needle")
    return kit.say("scores.one_of", count=one.needle)


def _needle(
    surface: pygame.Surface, kit: Kit, room: pygame.Rect, steps: list[Played | None], game: Game
) -> None:
    """Draw the needle over the run: as the article has it, after the moves; the goal is dotted."""
    lines = [one.line for one in (steps[0], steps[-1]) if one is not None]
    if not room.height or not lines:
        return
    inner = room.inflate(0, -kit.px(12))
    pygame.draw.rect(surface, GROOVE, inner, border_radius=kit.px(4))
    chart = inner.inflate(-kit.px(8), -kit.px(8))
    most = max([game.goal.needle, *(n for line in lines for n in line if n is not None)])
    count = max(len(lines[0]) - 1, 1)

    def spot(n: float, needle: float) -> tuple[float, float]:
        return chart.x + chart.width * n / count, chart.bottom - chart.height * needle / most

    y = spot(0, game.goal.needle)[1]
    for x in range(chart.x, chart.right, kit.px(6)):
        pygame.draw.line(surface, TEXT_3, (x, y), (x + kit.px(2), y))
    for line, colour, width in zip(lines, (TEXT_3, WARM), (1, kit.px(2)), strict=False):
        for n in range(1, len(line)):
            before, after = line[n - 1], line[n]
            if before is not None and after is not None:
                pygame.draw.line(surface, colour, spot(n - 1, before), spot(n, after), width)


def _verdict(
    kit: Kit, state: ViewState, steps: list[Played | None], goal: Challenge
) -> tuple[str, Colour]:
    """Return what is said of it, and in which colour."""
    say, last, first = kit.say, steps[-1], steps[0]
    if last is not None and last.needle is not None and last.reaches(goal):
        moved = any(move.kind == PLACE for move in challenge.made(state))
        if moved and first is not None and last.held < first.held:
            few = say("challenge.fewer", count=last.needle, held=last.held, before=first.held)
            return few, WARM
        return say("takeaway.won", count=last.needle), GREEN
    left = challenge.left(state, goal)
    if left:
        return say("takeaway.moves_left", count=left), TEXT
    return say("takeaway.no_moves"), WARM
