"""What a picture watches: the coverage of its sites, and how much of the area lies inside."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from msgspec import Struct

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.earth import coverage
from iffsim.earth.contour import visible
from iffsim.earth.terrain import ground, rough_shadow
from iffsim.recording import Recording
from iffsim.scene.sites import Posts

ALTITUDES_M = (100.0, 300.0, 1000.0, 3000.0, 6000.0, 10_000.0)
"""Heights for which coverage can be shown; round numbers."""
_COARSE_KM = 2.0


class Watch(Struct, frozen=True):
    """Coverage of one picture at one altitude, km."""

    key: Hashable
    union: Any
    parts: tuple[Any, ...]
    share: float | None
    """How much of the area of interest lies inside; None if there is no area."""
    fixed_km: Floats
    """float64[2, F], where the sites that do not fly stand."""


def key(found: Posts, alt_m: float, grain_km: float) -> Hashable:
    """Return what coverage depends on; a carried site counts as still until it has moved
    `grain_km`."""
    mobile = found.carried | (np.arange(len(found.site)) == found.held)
    place = np.where(mobile, np.rint(np.nan_to_num(found.km) / grain_km), 0).astype(np.int64)
    return found.site.tobytes(), found.heard.tobytes(), place.tobytes(), alt_m


@lru_cache(maxsize=4)
def _coarse(area: Any) -> Any:
    """Return an area without details that a share in whole per cent does not show."""
    return shapely.simplify(area, _COARSE_KM)


def watch(
    recording: Recording, picture: str, time_s: float, alt_m: float, found: Posts, known: Hashable,
    mountains: bool = True,
) -> Watch:  # fmt: skip
    """Return the coverage of a picture now, without `mountains` as if the ground were flat."""
    rows = np.flatnonzero(found.heard).tolist()
    parts = tuple(_part(recording, time_s, alt_m, found, row, mountains) for row in rows)
    union = shapely.normalize(shapely.union_all(parts)) if parts else shapely.Polygon()
    area = _coarse(recording.world.area_km)
    whole = float(shapely.area(area))
    inside = float(shapely.area(shapely.intersection(union, area)))
    share = inside / whole if whole > 0 else None
    return Watch(known, union, parts, share, found.km[:, ~found.carried])


def _part(
    recording: Recording, time_s: float, alt_m: float, found: Posts, row: int, mountains: bool
) -> Any:
    """Return the coverage of one site, km; of one in a hand, around the hand."""
    site = int(found.site[row])
    if row != found.held:
        return recording.site_coverage(site, time_s, alt_m, mountains)
    sites = recording.world.sites
    on = recording.world.projection
    place, height_m = on.xyz(found.km[:, row]), float(sites.height_m[site])
    range_m = float(sites.range_m[site])
    hilly = mountains and sites.shadow(site) is not None
    if hilly:
        height_m = carried_m(sites.xyz[:, site], height_m, place)
    reach = coverage.reach_m(range_m, height_m, alt_m)
    left = visible(rough_shadow(place, height_m, range_m), reach, alt_m) if hilly else None
    return coverage.polygon(place, reach, on) if left is None else left


def carried_m(old: Floats, height_m: float, new: Floats) -> float:
    """Return a site's height where it is put down: as far above the ground as it was."""
    was, now = (float(ground().at(*geo.lat_lon(place[:, None]))[0]) for place in (old, new))
    return now + max(0.0, height_m - was)
