"""All of the console on a window, in its order."""

from __future__ import annotations

import pygame

from iffsim.recording import Recording
from iffsim.view.console import column, overlay, quizcard, roomcard
from iffsim.view.console.act import At
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.model.state import ViewState


def draw_console(
    surface: pygame.Surface, kit: Kit, layout: Layout, state: ViewState, recording: Recording
) -> None:
    """Draw veils, a question, what lies over the maps, and the column; nothing if it is off."""
    if state.console is None:
        return
    at = At(state, state.console, recording)
    quizcard.draw_veils(surface, kit, layout, at)
    quizcard.draw_quiz(surface, kit, layout, at)
    roomcard.draw_door(surface, kit, layout, at)
    overlay.draw_over(surface, kit, layout, at)
    column.draw_column(surface, kit, layout, at)
