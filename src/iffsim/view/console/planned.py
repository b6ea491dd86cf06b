"""The lesson plan in the column: the class's clock, what to say now, what comes next."""

from __future__ import annotations

import pygame

from iffsim.base.units import clock
from iffsim.classroom import plan
from iffsim.commands.listed import printed
from iffsim.commands.table import BY_ID
from iffsim.scenario.teaching import LessonStep
from iffsim.view.console import lesson
from iffsim.view.console.act import At
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import TEXT, TEXT_2, TEXT_3, VIOLET, WARM

_LATE_S = 60.0
"""A step is told as late from here on."""


def draw_plan(surface: pygame.Surface, kit: Kit, box: pygame.Rect, at: At) -> int:
    """Draw the plan at the top of a box; return where it ends, px."""
    now = lesson.progress(at)
    y = box.y
    for runs in _lines(kit, at, now, box.width):
        x, high = box.x, kit.px(17)
        if y + high > box.bottom:
            break
        for run in runs:
            x = kit.letters.write(surface, run.text, run.style, "topleft", (x, y)).right
        y += high
    return y


def _lines(kit: Kit, at: At, now: plan.Progress, width: float) -> list[list[Run]]:
    """Return the lines of the plan: its clock, the step that is on, the next one."""
    say = kit.say
    spent = clock(now.clock_s)
    head = [Run(f"{spent}  ", Style("mono", 14, WARM if now.late_s > _LATE_S else TEXT)),
            Run(say("plan.title", minutes=now.minutes), Style("medium", 13.5, TEXT_2))]  # fmt: skip
    if now.late_s > _LATE_S:
        late = say("plan.late", clock=clock(now.late_s))
        head.append(Run(f"  {late}", Style("medium", 13.5, WARM)))
    found = [head]
    if now.current is not None:
        found += _step(kit, at, now.current, width, spoken=True)
    if now.next is None:
        return [*found, [Run(say("plan.ended"), Style("regular", 13.5, TEXT_3))]]
    key = say.keys(printed(BY_ID["step.next"].keys[0]))
    title = f"{say('plan.next', key=key)} · {now.next.minute:g} {say('plan.minute')}"
    found.append([Run(title, Style("bold", 13, TEXT_3))])
    return found + _step(kit, at, now.next, width, spoken=False)


def _step(kit: Kit, at: At, step: LessonStep, width: float, *, spoken: bool) -> list[list[Run]]:
    """Return the lines of a step: what to say and ask while it is on, what it will do before."""
    say = kit.say
    if not spoken:
        told = plan.told(step, at.recording.scenario, say) or say.written(step.say, step.say_tr)
        return kit.letters.wrap([Run(told, Style("regular", 13.5, TEXT_2))], width)
    found: list[list[Run]] = []
    for id_, text, twin in (
        ("plan.say", step.say, step.say_tr),
        ("plan.ask", step.ask, step.ask_tr),
    ):
        if text:
            first = Run(f"{say(id_)}: ", Style("bold", 13, VIOLET))
            words = Run(say.written(text, twin), Style("regular", 13.5, TEXT))
            found += kit.letters.wrap([first, words], width)
    return found
