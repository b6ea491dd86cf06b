"""Rest: no frame is drawn and no time is burnt while nothing moves, and no collection of garbage
falls into a frame.

What is loaded is frozen: it lives as long as the window. What frames leave behind is freed as it
is left; the few cycles among it are swept now and then, and thoroughly at rest.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pygame

from iffsim.view.model.state import Grip, ViewState

WAIT_MS = 200
"""At rest the loop looks up so often, if nothing happens before."""
SWEEP_FRAMES, REST_FRAMES, LONG_FRAMES = 600, 50, 36_000
"""How often the young are swept; all, at rest (ten seconds); all, otherwise (ten minutes)."""


def resting(state: ViewState) -> bool:
    """Return whether nothing on the window will move until somebody acts."""
    gliding = state.aim is not None or state.height_aim_m is not None
    return not (state.playing or gliding or state.grip is not Grip.NOTHING)


def events(rest: bool) -> list[pygame.event.Event]:
    """Return what has happened; at rest, wait for it."""
    if not rest:
        return pygame.event.get()
    first = pygame.event.wait(WAIT_MS)
    found = [] if first.type == pygame.NOEVENT else [first]
    return [*found, *pygame.event.get()]


_MMAP_THRESHOLD, _LARGE_BYTES = -3, 1 << 20
"""`M_MMAP_THRESHOLD` of glibc's `mallopt`."""


def give_back_large() -> None:
    """Have surfaces that are freed go back to the system at once.

    Left to itself glibc keeps blocks of up to 32 MB for later once it has seen some freed, in a
    heap that small things then hold open: half as much again as the window needs. Elsewhere than
    with glibc nothing is done.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the collector of garbage away from what is loaded, and from frames."""
    give_back_large()
    gc.freeze()  # garbage, too: a start leaves a few things, and looking for them takes a frame
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def sweep(frame: int, rest: bool) -> None:
    """Free the cycles that frames have left: while something moves the young ones only, which takes
    far less than a frame; at rest, old ones too, such as runs that edits have replaced."""
    if frame % (REST_FRAMES if rest else LONG_FRAMES) == 0:
        gc.collect()
    elif frame % SWEEP_FRAMES == 0:
        gc.collect(1)
