"""Where tracks have been: short, fading lines, redrawn only when a new point of the past comes
in."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache

import numpy as np
import pygame

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.scene.symbology import TABLE
from iffsim.truth.traffic import Motion
from iffsim.view.drawing.theme import LAND, Colour, look, mix
from iffsim.view.map.sight import Sight
from iffsim.view.model.camera import Camera, world_to_screen

Past = Callable[[float], Motion]
"""Where every aircraft is drawn at a time, and whether it is."""
_TRAIL = TABLE["trail"]
_STEP_PX: float = _TRAIL["step_px"]
"""How far a fast aircraft goes between two points of its trail; less than its symbol hides."""
_FAST_MPS: float = _TRAIL["fast_mps"]
_STEPS_S: list[float] = _TRAIL["steps_s"]
_MOST_POINTS: int = _TRAIL["most_points"]
_MOST_SEGMENTS: int = _TRAIL["most_segments"]
_ALPHAS: list[int] = _TRAIL["alphas"]
_SHADES = len(_ALPHAS)
_TIMES = 2
_FINE, _ROUGH = 3, 1
"""Widths of a stroke: on the large layer, and straight on the window while the camera moves."""


class Trails:
    """One panel's trails; keeps the past positions it has asked for, and the layer drawn from
    them."""

    def __init__(self, on: geo.Projection) -> None:
        self._on = on
        self._past: dict[tuple[str, int, float], tuple[Floats, Floats]] = {}
        self._key: Hashable = None
        self._camera: Camera | None = None
        self._layer: pygame.Surface | None = None

    def forget(self) -> None:
        """Forget the layer that was drawn."""
        self._layer = self._key = None

    def draw(
        self, surface: pygame.Surface, panel: pygame.Rect, past: Past, name: str,
        time_s: float, camera: Camera, sight: Sight,
    ) -> None:  # fmt: skip
        """Draw the trails of what is in sight; `name` tells one `past` from another."""
        if not len(sight):
            return
        step_s = step(camera.px_per_km(panel))
        points = min(_MOST_POINTS, _MOST_SEGMENTS // len(sight))
        newest = int(time_s // step_s)
        key = (name, newest, step_s, camera, panel.size, points)
        if points < 2:
            return
        moving, self._camera = self._camera not in (None, camera), camera
        if key != self._key or self._layer is None:
            places = [self._at(past, name, newest - k, step_s) for k in range(points)]
            if moving:
                _strokes(surface, panel, camera, places, sight, _ROUGH)
                return
            self._layer, self._key = _layer(panel, camera, places, sight), key
        surface.blit(self._layer, panel, special_flags=pygame.BLEND_PREMULTIPLIED)

    def _at(self, past: Past, name: str, number: int, step_s: float) -> tuple[Floats, Floats]:
        """Return (km (2, A), held (A,)) at a multiple of the step."""
        key = (name, number, step_s)
        if key not in self._past:
            if len(self._past) > 4 * _MOST_POINTS:
                self._past.clear()
            time_s = number * step_s
            known = past(max(0.0, time_s))
            held = known.alive if time_s >= 0.0 else np.zeros_like(known.alive)
            self._past[key] = (self._on.km(known.xyz), held.astype(float))
        return self._past[key]


def step(px_per_km: float) -> float:
    """Return the time between points of a trail at a scale, s."""
    wanted = _STEP_PX / px_per_km * 1000.0 / _FAST_MPS
    return min(_STEPS_S, key=lambda step_s: abs(step_s - wanted))


def _layer(
    panel: pygame.Rect, camera: Camera, past: list[tuple[Floats, Floats]], sight: Sight
) -> pygame.Surface:
    """Return the trails on a premultiplied layer, smooth."""
    big = pygame.Rect(0, 0, panel.width * _TIMES, panel.height * _TIMES)
    layer = pygame.Surface(big.size, pygame.SRCALPHA)
    _strokes(layer, big, camera, past, sight, _FINE)
    return pygame.transform.smoothscale(layer, panel.size)


@cache
def _fine(colour: Colour, alpha: int) -> pygame.Color:
    """Return a premultiplied colour: strokes replace what is below them."""
    return pygame.Color(*colour, alpha).premul_alpha()


def _strokes(
    surface: pygame.Surface, panel: pygame.Rect, camera: Camera,
    past: list[tuple[Floats, Floats]], sight: Sight, width: int,
) -> None:  # fmt: skip
    """Draw each trail as a few strokes of falling strength.

    Strokes are drawn one by one: so the layer is kept, and of many tracks the trails are short.
    """
    px = np.stack([world_to_screen(camera, panel, km[:, sight.aircraft]).T for km, _ in past])
    held = np.stack([here[sight.aircraft] for _, here in past]) > 0
    unbroken = np.logical_and.accumulate(held & np.isfinite(px).all(axis=2), axis=0)
    lengths = unbroken.sum(axis=0)
    cuts = np.linspace(0, len(past) - 1, min(_SHADES, len(past) - 1) + 1).astype(int)
    strokes = list(zip(_ALPHAS, cuts[:-1].tolist(), cuts[1:].tolist(), strict=False))
    for track in np.flatnonzero(lengths > 1).tolist():
        colour = look(int(sight.identity[track])).colour
        line, length = px[:, track], int(lengths[track])
        for alpha, start, stop in reversed(strokes):
            end = min(stop + 1, length)
            if end - start > 1:
                ink = _fine(colour, alpha) if width == _FINE else mix(LAND, colour, alpha / 255)
                pygame.draw.lines(surface, ink, False, line[start:end], width)
