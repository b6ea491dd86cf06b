"""All of the console on a window, in its order."""

from __future__ import annotations

import pygame

from iffsim.recording import Recording
from iffsim.view.console import column, overlay
from iffsim.view.console import quiz as quizcard
from iffsim.view.console.act import At
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import Layout
from iffsim.view.model.state import ViewState

KEYS = (
    ("Ctrl ← →", "help.event"),
    ("Alt ← →", "help.track_event"),
    ("J", "help.jump"),
    ("A", "help.ask"),
    ("1 .. 9   Enter", "help.answer"),
    ("Y   W", "help.bookmark"),
    ("V   R", "help.snapshot"),
    ("C", "help.fork"),
    ("T", "help.truth"),
    ("S   D   Del", "help.highlight"),
    ("O   F12", "help.sheet"),
    ("F2", "help.class_window"),
    ("Ctrl S   F5", "help.save"),
    ("F9", "help.console_off"),
    ("Shift D   U", "help.inject_link"),
    ("Shift O   I   W", "help.inject_transponder"),
    ("Shift P   F", "help.inject_plan"),
    ("Shift X   Z", "help.inject_swap"),
    ("Shift N   R   G", "help.inject_aircraft"),
    ("Shift S   A   M", "help.inject_site"),
    ("Shift B   4", "help.inject_battery"),
    ("Shift C", "help.inject_doctrine"),
)
"""For the overlay of keys: every key of the console."""


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
    return KEYS if state.console is not None else (("F9", "help.console"),)
