"""The map itself, baked for one camera: bright where a picture looks, dim where it does not.

No names, no sites.

Baked once per camera on a canvas larger than the panel, so that a drag only moves the cut-out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import shapely
from msgspec import Struct

from iffsim.base import assets, geo
from iffsim.base.arrays import Floats
from iffsim.base.kept import kept
from iffsim.earth import geography
from iffsim.view.drawing.paint import lines, rings, stroke
from iffsim.view.drawing.theme import (
    BORDER,
    COAST,
    HOME,
    HOME_BORDER,
    LAND,
    SEA,
    Colour,
)  # fmt: skip
from iffsim.view.map.layers.relief import shade
from iffsim.view.model.camera import Camera, world_to_screen

_TIMES = 2
_GLOW: Colour = (11, 17, 22)
_GRID: Colour = (8, 11, 13)
_FOG_KEEP: Colour = (136, 136, 136)
_FOG_LIFT: Colour = (2, 4, 7)
_CODE = (
    "base/geo.py", "earth/geography.py", "scene/symbology.py", "view/drawing/paint.py",
    "view/drawing/theme.py", "view/model/camera.py", "view/map/layers/ground.py",
)  # fmt: skip
"""What draws the map: a version under way is not known by its number."""


class Canvas(Struct, frozen=True):
    """A camera with the rectangle that it is drawn on: a panel and some way around it."""

    camera: Camera
    box: pygame.Rect
    """In the panel's own pixels, the panel being (0, 0, width, height)."""

    @classmethod
    def around(cls, camera: Camera, size: tuple[int, int], share: float = 0.2) -> Canvas:
        """Return a canvas that reaches `share` of the panel's size beyond each edge."""
        box = pygame.Rect(0, 0, *size)
        wide, high = round(size[0] * share), round(size[1] * share)
        grown = box.inflate(2 * wide, 2 * high)
        spread = camera.px_per_km(grown) / camera.px_per_km(box)
        return cls(Camera(camera.east_km, camera.north_km, camera.span_km * spread), grown)

    @property
    def frame(self) -> pygame.Rect:
        """The canvas in its own pixels."""
        return pygame.Rect(0, 0, *self.box.size)

    @property
    def px_per_km(self) -> float:
        """Scale."""
        return self.camera.px_per_km(self.frame)

    def to_px(self, points_km: Floats) -> Floats:
        """Return canvas pixels (N, 2) of points (N, 2) in km."""
        return world_to_screen(self.camera, self.frame, points_km.T).T

    def cut(self, shape: Any) -> Any:
        """Return the part of a geometry near the canvas, no finer than its pixels."""
        camera, scale = self.camera, self.px_per_km
        wide, high = (
            self.box.width / scale / 2 + 40 / scale,
            self.box.height / scale / 2 + 40 / scale,
        )
        east, north = camera.east_km, camera.north_km
        near = shapely.clip_by_rect(shape, east - wide, north - high, east + wide, north + high)
        return shapely.simplify(near, 0.35 / scale, preserve_topology=False)


class Ground(Struct, frozen=True):
    """The baked map: opaque surfaces of the canvas' size."""

    canvas: Canvas
    bright: pygame.Surface
    dim: pygame.Surface
    named: bool = True
    """Whether the map's places are here."""


def bake(
    canvas: Canvas, relief: bool = False, on: geo.Projection = geo.TURKEY, keep: bool = False
) -> Ground:
    """Return the map for a canvas, with shaded relief if it is asked for; where the scenario is
    elsewhere, only the net of degrees there. Where `keep`, a map without relief is kept from one
    start to the next."""
    if not geography.covers(on):
        bare = pygame.Surface(canvas.box.size)
        bare.fill(LAND)
        _grid(bare, canvas, on)
        return Ground(canvas, bare, _fogged(bare), named=False)
    bright = _kept(canvas) if keep and not relief else _bright(canvas, relief)
    return Ground(canvas, bright, _fogged(bright))


def _kept(canvas: Canvas) -> pygame.Surface:
    """Return the map without relief, drawn now or at an earlier start."""
    size = canvas.box.size

    def made() -> bytes:
        return zlib.compress(pygame.image.tobytes(_bright(canvas, relief=False), "RGB"), 1)

    content = zlib.decompress(kept("map", _made_of(canvas), made))
    bright = pygame.Surface(size)
    bright.blit(pygame.image.frombuffer(content, size, "RGB"), (0, 0))
    return bright


def _made_of(canvas: Canvas) -> Iterator[bytes]:
    """Yield all that a map is made of: what is drawn, what draws it, and what that is built on."""
    yield repr(canvas).encode()
    yield f"{pygame.version.ver} {shapely.geos_version} {np.__version__}".encode()
    for file in (("map", "names.json"), ("map", "map.wkb"), ("symbology.json",)):
        yield assets.path(*file).read_bytes()
    code = Path(__file__).parents[3]
    for name in _CODE:
        yield (code / name).read_bytes()


def _bright(canvas: Canvas, relief: bool) -> pygame.Surface:
    land = canvas.cut(_countries())
    bright = _sea(canvas, land)
    bright.blit(_land(canvas, land), (0, 0), special_flags=pygame.BLEND_PREMULTIPLIED)
    if relief:
        shade(bright, canvas.camera)
    _lines(bright, canvas)
    return bright


def _countries() -> Any:
    """Return the land of all countries, not joined: that would take longer than to fill them."""
    return shapely.geometrycollections(list(geography.countries().values()))


def _sea(canvas: Canvas, land: Any) -> pygame.Surface:
    """Return water, lighter towards the coast, with the graticule."""
    sea = pygame.Surface(canvas.box.size)
    sea.fill(SEA)
    mask = pygame.Surface((canvas.box.width // 2, canvas.box.height // 2))
    _fill(mask, (canvas.to_px(ring) / 2 for ring in rings(land)[0]), (255, 255, 255))
    for reach in (3, 8):
        glow = pygame.transform.smoothscale(pygame.transform.box_blur(mask, reach), canvas.box.size)
        glow.fill(_GLOW, special_flags=pygame.BLEND_RGB_MULT)
        sea.blit(glow, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return sea


def _land(canvas: Canvas, land: Any) -> pygame.Surface:
    """Return a premultiplied layer with the land, Türkiye brighter, and the lakes as water."""
    big = pygame.Surface((canvas.box.width * _TIMES, canvas.box.height * _TIMES), pygame.SRCALPHA)
    lake = (SEA[0] + _GLOW[0], SEA[1] + _GLOW[1], SEA[2] + _GLOW[2])
    home = canvas.cut(geography.turkey())
    lakes = canvas.cut(geography.lakes())
    for shape, colour in ((land, LAND), (home, HOME), (lakes, lake)):
        _fill(big, (canvas.to_px(ring) * _TIMES for ring in rings(shape)[0]), colour)
    return pygame.transform.smoothscale(big, canvas.box.size)


def _fill(surface: pygame.Surface, outlines: Iterable[Floats], colour: Colour) -> None:
    for outline in outlines:
        if len(outline) > 2:
            pygame.draw.polygon(surface, colour, outline)


def _grid(surface: pygame.Surface, canvas: Canvas, on: geo.Projection) -> None:
    grid = pygame.Surface(canvas.box.size)
    for line in graticule(on):
        stroke(grid, _GRID, canvas.to_px(line))
    surface.blit(grid, (0, 0), special_flags=pygame.BLEND_RGB_ADD)


def _lines(surface: pygame.Surface, canvas: Canvas) -> None:
    """Draw graticule, borders, coast; Türkiye's own borders stand out."""
    _grid(surface, canvas, geo.TURKEY)
    borders = canvas.cut(geography.borders())
    for shape, colour in (
        (borders, BORDER),
        (canvas.cut(home_borders()), HOME_BORDER),
        (canvas.cut(geography.coast()), COAST),
    ):
        for line in lines(shape):
            stroke(surface, colour, canvas.to_px(line))


@cache
def home_borders() -> Any:
    """Return those lines between countries that are Türkiye's.

    In a fixed order: the library gives parts in any, and where strokes meet it shows.
    """
    return shapely.normalize(shapely.intersection(geography.borders(), _home_edge()))


def _home_edge() -> Any:
    return shapely.buffer(shapely.boundary(geography.turkey()), 1.0, quad_segs=1)


def graticule(on: geo.Projection = geo.TURKEY) -> list[Floats]:
    """Return meridians every 4 degrees and parallels every 2, each float64[N, 2] km."""
    if not geography.covers(on):
        return _net(on)
    lats, lons = np.linspace(26.0, 52.0, 60), np.linspace(8.0, 64.0, 90)
    meridians = [(lats, np.full_like(lats, lon)) for lon in range(8, 65, 4)]
    parallels = [(np.full_like(lons, lat), lons) for lat in range(26, 53, 2)]
    return [geo.project_km(geo.xyz(lat, lon)).T for lat, lon in meridians + parallels]


def _net(on: geo.Projection) -> list[Floats]:
    """Return whole degrees around the middle of another map: near a pole meridians every 30."""
    south, north = max(-90.0, on.lat_deg - 24.0), min(90.0, on.lat_deg + 24.0)
    polar = max(-south, north) > 85.0
    wide, every = (180.0, 30) if polar else (40.0, 4)
    middle = round(on.lon_deg / every) * every
    lons = np.linspace(middle - wide, middle + wide, 180)
    lats = np.linspace(south, north, 60)
    turns = np.arange(middle - wide, middle + wide + 1.0, every)
    levels = np.arange(np.ceil(south / 2.0) * 2.0, north + 0.1, 2.0)
    meridians = [(lats, np.full_like(lats, lon)) for lon in turns]
    parallels = [(np.full_like(lons, lat), lons) for lat in levels]
    return [on.km(geo.xyz(lat, lon)).T for lat, lon in meridians + parallels]


def _fogged(bright: pygame.Surface) -> pygame.Surface:
    """Return the map as it looks where nobody watches: greyer and darker."""
    dim = bright.copy()
    grey = pygame.transform.grayscale(bright)
    grey.set_alpha(115)
    dim.blit(grey, (0, 0))
    dim.fill(_FOG_KEEP, special_flags=pygame.BLEND_RGB_MULT)
    dim.fill(_FOG_LIFT, special_flags=pygame.BLEND_RGB_ADD)
    return dim
