"""All of the console on a window, in its order."""

from __future__ import annotations

import pygame

from iffsim.recording import Recording
from iffsim.view import column, overlay, quizcard
from iffsim.view.consoleact import At
from iffsim.view.kit import Kit
from iffsim.view.layout import Layout
from iffsim.view.state import ViewState


def draw_console(
    surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, recording: Recording
) -> None:
    """Draw veils, a question, what lies over the maps, and the column; nothing if it is off."""
    if state.console is None:
        return
    at = At(state, state.console, recording)
    quizcard.draw_veils(surface, kit, layout, at)
    quizcard.draw_quiz(surface, kit, layout, at)
    overlay.draw_over(surface, kit, layout, at)
    column.draw_column(surface, kit, layout, at)


def keys_of(state: ViewState) -> tuple[tuple[str, str], ...]:
    """Return the keys of the console with what they do, for the overlay of keys."""
    if state.console is None:
        return (("F9", "the instructor's console"),)
    injects = tuple((f"Shift {line.key}", line.words) for line in column.INJECTS)
    commands = tuple((line.key, line.words) for line in column.COMMANDS)
    answers = (("1 .. 9   Enter", "an answer to the question, a tally"), ("F9", "console off"))
    return (*commands, *answers, *injects)
