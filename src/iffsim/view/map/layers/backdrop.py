"""What lies still behind the tracks: the map, bright where a picture looks, coverage outlines,
names of places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pygame

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.scene.coverage import Watch
from iffsim.truth.world import Zone
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import dashes, rings
from iffsim.view.drawing.theme import LAND, Colour, mix
from iffsim.view.map.layers.ground import Canvas, Ground, bake
from iffsim.view.map.layers.places import draw_zones, write_names
from iffsim.view.model.camera import Camera

_STRETCH = 2.5
"""A kept map is drawn up to so many times larger or smaller while the camera moves."""
_WIDE = Camera(0.0, 0.0, 3200.0)
_STEP_BACK = (112, 112, 112)
"""With more contrast, the map is darker by this, so that what lies on it stands out."""


class Grounds:
    """Keeps the latest baked maps, which all panels of a size share; with `relief` or flat."""

    def __init__(self, relief: bool = False, on: geo.Projection = geo.TURKEY) -> None:
        self._relief, self._on = relief, on
        self._kept: dict[tuple[Camera, tuple[int, int]], Ground] = {}
        self._wide: tuple[tuple[int, int], Canvas, pygame.Surface] | None = None

    def at(self, camera: Camera, size: tuple[int, int]) -> Ground:
        """Return the map for a camera and a panel's size."""
        key = (camera, size)
        if key not in self._kept:
            first = not self._kept  # the next start will ask for it, too
            while len(self._kept) > 1:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = bake(Canvas.around(camera, size), self._relief, self._on, first)
        return self._kept[key]

    def wide(self, size: tuple[int, int]) -> tuple[Canvas, pygame.Surface]:
        """Return the whole map, coarse and dim: what a camera sees at the edges while it draws
        away."""
        if self._wide is None or self._wide[0] != size:
            ground = bake(Canvas.around(_WIDE, size), self._relief, self._on)
            self._wide = (size, ground.canvas, ground.dim)
        return self._wide[1:]


class Backdrop:
    """One panel's still layers, kept until camera or coverage change.

    While the camera moves, the kept canvas is shifted and stretched; it is drawn afresh as soon
    as the camera rests, or shows what lies beyond the canvas.
    """

    def __init__(self, grounds: Grounds, kit: Kit, zones: Sequence[Zone]) -> None:
        self._grounds = grounds
        self._zones = zones
        self._kit = kit
        self._ground: Ground | None = None
        self._camera = Camera()
        self._asked = Camera()
        self._watch: Watch | None = None
        self._drawn: pygame.Surface | None = None

    def forget(self) -> None:
        """Forget the maps that were drawn."""
        self._ground = self._drawn = None

    def draw(
        self, surface: pygame.Surface, panel: pygame.Rect, camera: Camera, watch: Watch,
        accent: Colour, aim: Camera | None = None,
    ) -> None:  # fmt: skip
        """Draw the map of a panel; `aim` is where the camera is going, if it is."""
        moving, self._asked = camera != self._asked, camera
        if moving and aim not in (None, self._camera) and _draws_away(camera, aim):
            # what will be seen at the end holds all that is seen on the way
            self._ground = self._grounds.at(aim, panel.size)
            self._camera, self._drawn = aim, None
        if self._ground is None or not self._usable(camera, panel.size, moving):
            self._ground = self._grounds.at(camera, panel.size)
            self._camera, self._drawn = camera, None
        if self._drawn is None or self._watch is None or self._watch.key != watch.key:
            self._drawn = compose(
                self._ground, watch, self._zones, accent, self._kit, self._camera.span_km
            )
            self._watch = watch
        canvas = self._ground.canvas
        if not canvas.frame.contains(_cut_out(camera, panel.size, canvas)):
            _show(surface, panel, camera, *self._grounds.wide(panel.size))
        _show(surface, panel, camera, canvas, self._drawn)

    def _usable(self, camera: Camera, size: tuple[int, int], moving: bool) -> bool:
        """Return whether the kept canvas will do."""
        assert self._ground is not None
        canvas = self._ground.canvas
        if (canvas.box.width + 2 * canvas.box.x, canvas.box.height + 2 * canvas.box.y) != size:
            return False
        if camera == self._camera:
            return True
        shifted = camera.span_km == self._camera.span_km
        near = 1 / _STRETCH < camera.span_km / self._camera.span_km < _STRETCH
        inside = canvas.frame.contains(_cut_out(camera, size, canvas))
        return inside if shifted else (moving and near)


def _draws_away(camera: Camera, aim: Camera) -> bool:
    """Return whether a camera goes back, but not so far that the map at its aim is too coarse."""
    return 1.05 < aim.span_km / camera.span_km < _STRETCH


def _cut_out(camera: Camera, size: tuple[int, int], canvas: Canvas) -> pygame.Rect:
    """Return what a camera sees of a canvas, in the canvas' pixels."""
    scale = canvas.px_per_km
    share = scale / camera.px_per_km(pygame.Rect(0, 0, *size))
    wide, high = size[0] * share, size[1] * share
    x = canvas.box.width / 2 + (camera.east_km - canvas.camera.east_km) * scale - wide / 2
    y = canvas.box.height / 2 - (camera.north_km - canvas.camera.north_km) * scale - high / 2
    return pygame.Rect(round(x), round(y), max(1, round(wide)), max(1, round(high)))


def _show(
    surface: pygame.Surface, panel: pygame.Rect, camera: Camera, canvas: Canvas,
    drawn: pygame.Surface,
) -> None:  # fmt: skip
    """Put the part of a canvas that a camera sees on a panel."""
    cut = _cut_out(camera, panel.size, canvas)
    if cut.size == panel.size and canvas.frame.contains(cut):
        surface.blit(drawn, panel, cut)
        return
    seen = cut.clip(canvas.frame)
    if seen.width < 2 or seen.height < 2:
        return
    times = panel.width / cut.width
    target = pygame.Rect(
        panel.x + round((seen.x - cut.x) * times), panel.y + round((seen.y - cut.y) * times),
        round(seen.width * times), round(seen.height * times),
    )  # fmt: skip
    surface.blit(pygame.transform.smoothscale(drawn.subsurface(seen), target.size), target)


def compose(
    ground: Ground, watch: Watch, zones: Sequence[Zone], accent: Colour, kit: Kit, span_km: float
) -> pygame.Surface:
    """Return the map with fog outside coverage, the outlines of coverage, zones and names."""
    canvas = ground.canvas
    outer, inner = rings(canvas.cut(watch.union))
    mask = pygame.Surface(canvas.box.size, pygame.SRCALPHA)
    for outline in outer:
        pygame.draw.polygon(mask, (255, 255, 255, 255), canvas.to_px(outline))
    for outline in inner:
        pygame.draw.polygon(mask, (0, 0, 0, 0), canvas.to_px(outline))
    out = ground.dim.copy()
    if outer:
        _light(out, ground.bright, mask, accent, _bounds(canvas, outer))
    if kit.comfort.contrast:
        out.fill(_STEP_BACK, special_flags=pygame.BLEND_RGB_MULT)
    _site_outlines(out, canvas, watch, accent)
    for outline in outer + inner:
        _soft_line(out, canvas.to_px(outline), accent, kit.scale)
    draw_zones(out, canvas, zones, watch.union)
    if ground.named:
        write_names(out, canvas, kit, span_km, watch.fixed_km)
    return out


def _bounds(canvas: Canvas, outlines: list[Floats]) -> pygame.Rect:
    """Return the part of a canvas that outlines in km reach."""
    px = canvas.to_px(np.concatenate(outlines))
    (left, top), (right, bottom) = np.floor(px.min(axis=0)), np.ceil(px.max(axis=0))
    box = pygame.Rect(int(left) - 1, int(top) - 1, int(right - left) + 3, int(bottom - top) + 3)
    return box.clip(canvas.frame)


def _light(
    out: pygame.Surface, bright: pygame.Surface, mask: pygame.Surface, accent: Colour,
    box: pygame.Rect,
) -> None:  # fmt: skip
    """Lay the bright map over the dim one through a mask, with a breath of the picture's colour;
    nothing of the mask is outside `box`."""
    if not box.width or not box.height:
        return
    lit, mask = bright.subsurface(box).convert_alpha(), mask.subsurface(box)
    lit.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    out.blit(lit, box, special_flags=pygame.BLEND_PREMULTIPLIED)
    mask.fill((*mix((0, 0, 0), accent, 0.055), 255), special_flags=pygame.BLEND_RGBA_MULT)
    out.blit(mask, box, special_flags=pygame.BLEND_RGB_ADD)


def _site_outlines(out: pygame.Surface, canvas: Canvas, watch: Watch, accent: Colour) -> None:
    """Draw each site's own coverage, dashed and faint, where there are several."""
    if len(watch.parts) < 2:
        return
    colour = mix(LAND, accent, 0.42)
    for part in watch.parts:
        for outline in rings(part)[0]:
            marks = dashes(canvas.to_px(outline), 5.0, 9.0)
            inside = (marks > 0).all(axis=(1, 2)) & (marks < canvas.box.size).all(axis=(1, 2))
            for start, stop in marks[inside].tolist():
                pygame.draw.aaline(out, colour, start, stop)


def _soft_line(out: pygame.Surface, px: Floats, colour: Colour, scale: float) -> None:
    """Draw a closed line about one and a half pixels wide at scale 1."""
    pygame.draw.aalines(out, mix(LAND, colour, 0.55), True, px + 0.6 * scale)
    if scale > 1.3:
        pygame.draw.aalines(out, colour, True, px + 0.5)
    pygame.draw.aalines(out, colour, True, px)
