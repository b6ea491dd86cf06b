"""Where the map is looked at from, and the way between kilometres and pixels, both ways.

One camera serves every panel. Kilometres are those of `geo.project_km`: x east, y north.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from pygame import Rect

from iffsim.base.arrays import Array, Floats
from iffsim.story.telling import ASPECT, Look

NEAREST_KM = 20.0
FARTHEST_KM = 6000.0
FARTHEST_CENTRE_KM = 2500.0
GLIDE_S = 0.6
"""How long the camera takes from one look to the next."""


class Camera(Struct, frozen=True):
    """What is in the middle, km, and how wide that is which must be seen, km."""

    east_km: float = 0.0
    north_km: float = 0.0
    span_km: float = 1650.0

    @classmethod
    def of(cls, look: Look) -> Camera:
        """Return the camera of a look that the story asks for, kept near the map."""
        span = min(FARTHEST_KM, max(NEAREST_KM, look.span_km))
        return cls(look.east_km, look.north_km, span).moved(0.0, 0.0)

    def px_per_km(self, panel: Rect) -> float:
        """Return the scale in a panel."""
        return min(panel.width, panel.height * ASPECT) / self.span_km

    def moved(self, east_km: float, north_km: float) -> Camera:
        """Return the camera moved, kept near the map."""
        far = FARTHEST_CENTRE_KM
        return replace(
            self,
            east_km=min(far, max(-far, self.east_km + east_km)),
            north_km=min(far, max(-far, self.north_km + north_km)),
        )

    def zoomed(self, factor: float, east_km: float, north_km: float) -> Camera:
        """Return the camera `factor` times nearer; the given point stays where it is on screen."""
        span = min(FARTHEST_KM, max(NEAREST_KM, self.span_km / factor))
        keep = span / self.span_km
        return Camera(
            east_km + (self.east_km - east_km) * keep,
            north_km + (self.north_km - north_km) * keep,
            span,
        ).moved(0.0, 0.0)

    def nearing(self, aim: Camera, share: float) -> Camera:
        """Return the camera `share` of the way to another; zooming is even to the eye."""
        span = self.span_km * (aim.span_km / self.span_km) ** share
        return Camera(
            self.east_km + (aim.east_km - self.east_km) * share,
            self.north_km + (aim.north_km - self.north_km) * share,
            span,
        )


class Glide(Struct, frozen=True):
    """A way begun: from where, to where, and for how long it has been under way, s."""

    start: Camera
    aim: Camera
    gone_s: float = 0.0

    def at(self) -> Camera:
        """Return the camera now: slow at both ends."""
        share = min(self.gone_s / GLIDE_S, 1.0)
        return self.start.nearing(self.aim, share * share * (3.0 - 2.0 * share))


def world_to_screen(camera: Camera, panel: Rect, km: Array) -> Floats:
    """Return pixels (2, ...) of points (2, ...) in km, for a panel of the window."""
    scale = camera.px_per_km(panel)
    x = panel.x + panel.width / 2 + (km[0] - camera.east_km) * scale
    y = panel.y + panel.height / 2 - (km[1] - camera.north_km) * scale
    return np.stack([x, y])


def screen_to_world(camera: Camera, panel: Rect, px: Array) -> Floats:
    """Return km (2, ...) of pixels (2, ...): the inverse of `world_to_screen`."""
    scale = camera.px_per_km(panel)
    east = camera.east_km + (px[0] - panel.x - panel.width / 2) / scale
    north = camera.north_km - (px[1] - panel.y - panel.height / 2) / scale
    return np.stack([east, north])


def fitted(bounds_km: tuple[float, float, float, float], margin: float) -> Camera:
    """Return the camera that shows (west, south, east, north) km, `margin` times as large."""
    west, south, east, north = bounds_km
    span = max(east - west, (north - south) * ASPECT) * margin
    camera = Camera((west + east) / 2, (south + north) / 2, min(FARTHEST_KM, max(NEAREST_KM, span)))
    return camera.moved(0.0, 0.0)
