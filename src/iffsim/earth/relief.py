"""Shaded relief of the ground, for the map: light from the north-west, as on every printed map.

Lambert shading of the ground's slopes (Horn 1981 has the history; here plain central differences),
slopes made steeper so that mountains show at the scale of a country. Sea is flat.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.earth.terrain import ground

EXAGGERATION = 9.0
SUN = np.array([-0.52, 0.52, 0.68])
"""Towards the light: east, north, up; a unit vector, nearly."""
FADE_DEG = 0.5
PIXEL_KM = 4.0
"""About the size of the ground's own cells: finer shows nothing more."""
FRAME_KM = (-1224.0, -680.0, 1400.0, 776.0)
"""West, south, east, north: what of the projected map the ground's data cover, and a rim."""


@lru_cache(maxsize=2)
def shade(
    frame_km: tuple[float, float, float, float] = FRAME_KM, pixel_km: float = PIXEL_KM
) -> npt.NDArray[np.float32]:
    """Return how light the ground is, float32[H, W] in -1..1, row 0 northernmost: 0 level ground,
    positive towards the light. Pixel [0, 0]'s north-west corner is the frame's."""
    west, south, east, north = frame_km
    x = np.arange(west + pixel_km / 2, east, pixel_km)
    y = np.arange(north - pixel_km / 2, south, -pixel_km)
    lat, lon = geo.lat_lon(geo.unproject_km(np.stack(np.meshgrid(x, y))))
    height_km = ground().at(lat, lon) / 1000.0 * EXAGGERATION
    southward, eastward = np.gradient(height_km, pixel_km)
    light = -eastward * SUN[0] + southward * SUN[1] + SUN[2]
    light /= np.sqrt(1.0 + eastward**2 + southward**2)
    light = np.clip((light - SUN[2]) / (1.0 - SUN[2]), -1.0, 1.0)
    faded: npt.NDArray[np.float32] = (light * _fade(lat, lon)).astype(np.float32)
    return faded


def _fade(lat_deg: Floats, lon_deg: Floats) -> Floats:
    """Return 1 inside the data, falling to 0 at their edge, where a cliff would show."""
    land = ground()
    rows, columns = land.height_m.shape
    south, east = (
        land.north_deg - (rows - 2) * land.cell_deg,
        land.west_deg + (columns - 2) * land.cell_deg,
    )
    rim = np.minimum(
        np.minimum(lat_deg - south, land.north_deg - lat_deg),
        np.minimum(lon_deg - land.west_deg, east - lon_deg),
    )
    found: Floats = np.clip((rim - 0.1) / FADE_DEG, 0.0, 1.0)
    return found
