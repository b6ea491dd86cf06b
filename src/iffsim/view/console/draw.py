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
    ("Ctrl ← →", "previous, next event"),
    ("Alt ← →", "previous, next event of the selected track"),
    ("J", "jump to a time, a chapter or a bookmark"),
    ("A", "ask the class; again: reveal; again: put away"),
    ("1 .. 9   Enter", "an answer to the question; a whole tally"),
    ("Y   W", "bookmark, note"),
    ("V   R", "snapshot, restore"),
    ("C", "fork from here and compare; again: end it"),
    ("T", "hide the truth from the class, reveal it"),
    ("S   D   Del", "point a track out, pen, wipe"),
    ("O   F12", "run sheet or log; the instructor's column"),
    ("F2", "the class's own window"),
    ("Ctrl S   F5", "save the session; save as a scenario"),
    ("F9", "console off"),
    ("Shift D   U", "inject: link down, up"),
    ("Shift O   I   W", "inject: transponder off, on; wrong credential"),
    ("Shift P   F", "inject: drop, file a flight plan"),
    ("Shift X   Z", "inject: swap replies, swap them back"),
    ("Shift N   R   G", "inject: new aircraft, reroute, move an aircraft"),
    ("Shift S   A   M", "inject: site silent, active, moved"),
    ("Shift B   4", "inject: one more battery, four batteries"),
    ("Shift C", "inject: another doctrine"),
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
    return KEYS if state.console is not None else (("F9", "the instructor's console"),)
