"""A question on the screen, where scores and timeline are: its answers, and what was right."""

from __future__ import annotations

import pygame

from iffsim.classroom import session
from iffsim.classroom.marks import Prompt
from iffsim.view.console import asking
from iffsim.view.console.act import At
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import (
    CARD,
    EDGE,
    GREEN,
    GROOVE,
    RAISED,
    TEXT,
    TEXT_2,
    TEXT_3,
    VIOLET,
    WARM,
)

_MOST = 6
"""So many answers have room; those left over are added up."""


def place(layout: Layout) -> pygame.Rect:
    """Return where a question is."""
    box = layout.scores.union(layout.timeline)
    return pygame.Rect(layout.scores.x, box.y, layout.scores.width, box.height)


def draw_quiz(surface: pygame.Surface, kit: Kit, layout: Layout, at: At) -> None:
    """Draw the question that is on, if any."""
    prompt = asking.current(at)
    if prompt is None:
        return
    box = place(layout)
    card(surface, box, CARD, WARM, kit.px(6))
    inner = box.inflate(-kit.px(28), -kit.px(12))
    told = asking.compared(at, prompt) if prompt.revealed else ()
    if told:
        side = min(kit.px(330), inner.width * 2 // 5)
        right = pygame.Rect(inner.right - side, inner.y, side, inner.height)
        inner.width -= side + kit.px(24)
        _compared(surface, kit, right, told)
    _question(surface, kit, inner, at, prompt)
    _answers(surface, kit, inner, at, prompt)


def _question(surface: pygame.Surface, kit: Kit, box: pygame.Rect, at: At, prompt: Prompt) -> None:
    letters = kit.letters
    count = session.right(at.session, prompt.id)
    small = Style("regular", 13.5, TEXT_3)
    words = _score(kit, at, prompt, *count)
    start = letters.write(surface, words, small, "topright", (box.right, box.y + kit.px(4))).left
    room = at.console.room
    if room is not None and not at.console.window:  # for those who come late
        where = (start - kit.px(18), box.y + kit.px(2))
        words, style = f"{room.place}  ·  {room.spaced}", Style("bold", 15, TEXT)
        start = letters.write(surface, words, style, "topright", where).left
    style = Style("bold", 18, TEXT)
    text = letters.fit(
        kit.say.written(prompt.text, prompt.text_tr), style, start - box.x - kit.px(16)
    )
    letters.write(surface, text, style, "topleft", box.topleft)


def _score(kit: Kit, at: At, prompt: Prompt, right: int, count: int) -> str:
    """Return how many have answered; once it is revealed, how many rightly."""
    if not prompt.revealed:
        how = "quiz.choose" if prompt.options else (
            "quiz.say_it" if asking.sought(at, prompt) is None else
            "quiz.point"
        )  # fmt: skip
        return f"{kit.say('quiz.answers', count=count)}  ·  {kit.say(how)}"
    if not prompt.options and asking.sought(at, prompt) is None:
        return kit.say("quiz.answers", count=count)
    return kit.say("quiz.right_of", right=right, count=count)


def _answers(surface: pygame.Surface, kit: Kit, box: pygame.Rect, at: At, prompt: Prompt) -> None:
    """Draw each answer beside its number, with its bar once it is revealed."""
    rows = sorted(asking.rows(at, prompt), key=lambda row: -row.count * (not prompt.options))
    rows = rows[:_MOST]
    top = box.y + kit.px(32)
    if prompt.revealed and not any(row.right for row in rows):
        words = asking.named(at, kit.say.written(prompt.answer, prompt.answer_tr))
        style = Style("medium", 15, GREEN)
        short = kit.letters.fit(words, style, box.width)
        top = kit.letters.write(surface, short, style, "topleft", (box.x, top)).bottom
    if not rows:
        return
    columns = max(1, min(len(rows), box.width // kit.px(170)))
    wide = box.width // columns
    deep = -(-len(rows) // columns)
    high = min(kit.px(58), (box.bottom - top) // deep)
    for number, row in enumerate(rows):
        spot = pygame.Rect(
            box.x + (number % columns) * wide, top + (number // columns) * high, wide - kit.px(14),
            high - kit.px(6),
        )  # fmt: skip
        most = max(1, sum(one.count for one in rows))
        _answer(surface, kit, spot, number, row, row.count / most if prompt.revealed else None)


def _answer(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, number: int, row: asking.Row,
    share: float | None,
) -> None:  # fmt: skip
    pygame.draw.rect(surface, RAISED, box, border_radius=kit.px(4))
    if share:
        bar = pygame.Rect(box.x, box.bottom - kit.px(5), round(box.width * share), kit.px(5))
        pygame.draw.rect(surface, GREEN if row.right else GROOVE, bar, border_radius=kit.px(2))
    if row.right:
        pygame.draw.rect(surface, GREEN, box, kit.px(2), border_radius=kit.px(4))
    y = box.centery - (kit.px(2) if share is not None else 0)
    key = Style("bold", 15, VIOLET)
    x = kit.letters.write(surface, str(number + 1), key, "midleft", (box.x + kit.px(9), y)).right
    right = box.right - kit.px(9)
    if share is not None:
        ticked = f"✓ {row.count}" if row.right else str(row.count)
        right = kit.letters.write(
            surface, ticked, Style("bold", 15, TEXT), "midright", (right, y)
        ).left
    style = Style("medium", 15, TEXT if row.right else TEXT_2)
    short = kit.letters.fit(row.words, style, right - x - kit.px(16))
    kit.letters.write(surface, short, style, "midleft", (x + kit.px(9), y))


def _compared(
    surface: pygame.Surface, kit: Kit, box: pygame.Rect, told: tuple[tuple[str, str], ...]
) -> None:
    """Draw what each picture calls it, and the truth."""
    pygame.draw.line(surface, EDGE, box.topleft, box.bottomleft)
    step = min(kit.px(27), box.height // max(len(told), 1))
    for number, (who, what) in enumerate(told):
        y = box.y + step * number + step // 2
        last = number == len(told) - 1
        word = Style("bold", 15, GREEN if last else TEXT)
        left = box.x + kit.px(14)
        start = kit.letters.write(surface, what, word, "midright", (box.right, y)).left
        name = Style("bold" if last else "regular", 14, TEXT_2)
        short = kit.letters.fit(who, name, start - left - kit.px(10))
        kit.letters.write(surface, short, name, "midleft", (left, y))


def draw_veils(surface: pygame.Surface, kit: Kit, layout: Layout, at: At) -> None:
    """Cover what tells the truth: the scores and the story's words."""
    if not at.console.hides:
        return
    words = kit.say("quiz.truth_hidden")
    for box, said in ((layout.scores, words), (layout.caption, kit.say("quiz.what_do_you_see"))):
        card(surface, box, CARD, EDGE, kit.px(6))
        kit.letters.write(surface, said, Style("medium", 17, TEXT_3), "center", box.center)
