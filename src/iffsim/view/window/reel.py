"""How stills and clips look: the window as nobody touches it."""

from __future__ import annotations

from msgspec.structs import replace

from iffsim.recording import Recording
from iffsim.scene.asked import View
from iffsim.view.drawing.layout import SMALLEST
from iffsim.view.model import story
from iffsim.view.model.state import ViewState, opening


def first(recording: Recording, view: str, pictures: tuple[str, ...], language: str) -> ViewState:
    """Return the state at the beginning, for a way of looking by its name ("side" and so on).

    Pictures that are named stay, whatever the chapters show. Nobody is asked to bet.
    """
    show = story.show(recording)
    chapters = show.chapters
    if pictures:
        chapters = tuple(replace(chapter, pictures=()) for chapter in chapters)
    if pictures or view != View.SIDE.value:
        chapters = tuple(replace(chapter, view=None) for chapter in chapters)
    state = opening(show.retold(bets=(), chapters=chapters))
    return replace(
        state,
        view=View(view),
        pictures=pictures or state.pictures,
        comfort=replace(state.comfort, language=language),
    )


def calm(state: ViewState, size: tuple[int, int]) -> ViewState:
    """Return the state without motion of its own, and for frames of small `size` without labels."""
    labels = size[0] >= SMALLEST[0]
    return replace(state, labels=labels, comfort=replace(state.comfort, calm=True))
