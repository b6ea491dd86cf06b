"""Line of sight again, said plainly: walk along the ray and look at the ground below it.

It shares with the product only the shipped elevation file and the model in words: ground half way
between a cell's mean and its highest point, bilinear between cell middles; 4/3 Earth; ground nearer
than 8 km and sea hide nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

RADIUS_M = 6_371_008.8
CLEAR_M = 8_000.0
Place = tuple[float, float, float]
"""Latitude, longitude (degrees), height (m)."""


@dataclass(frozen=True)
class Land:
    """Elevation cells, row 0 northernmost, as lists."""

    north: float
    west: float
    cell: float
    mean: list[list[float]]
    highest: list[list[float]]

    def cell_m(self, row: int, column: int) -> float:
        """Return a cell's height, 0 outside."""
        if not (0 <= row < len(self.mean) and 0 <= column < len(self.mean[0])):
            return 0.0
        return (self.mean[row][column] + self.highest[row][column]) / 2.0

    def at(self, lat: float, lon: float) -> float:
        """Return the height at a place."""
        y, x = (self.north - lat) / self.cell - 0.5, (lon - self.west) / self.cell - 0.5
        row, column = math.floor(y), math.floor(x)
        dy, dx = y - row, x - column
        upper = self.cell_m(row, column) * (1 - dx) + self.cell_m(row, column + 1) * dx
        lower = self.cell_m(row + 1, column) * (1 - dx) + self.cell_m(row + 1, column + 1) * dx
        return upper * (1 - dy) + lower * dy


def vector(lat: float, lon: float) -> tuple[float, float, float]:
    """Return a place's unit vector."""
    lat, lon = math.radians(lat), math.radians(lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def sees(land: Land, site: Place, target: Place, step_m: float = 500.0) -> bool:
    """Return whether no ground between stands above the ray."""
    p, q = vector(*site[:2]), vector(*target[:2])
    turn = math.acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(p, q, strict=True)))))
    far = turn * RADIUS_M
    effective = 4.0 / 3.0 * RADIUS_M
    gone = step_m
    while gone < far - step_m:
        if gone >= CLEAR_M:
            share = gone / far
            a = math.sin((1 - share) * turn) / math.sin(turn)
            b = math.sin(share * turn) / math.sin(turn)
            x, y, z = (a * s + b * t for s, t in zip(p, q, strict=True))
            ground = land.at(math.degrees(math.asin(z)), math.degrees(math.atan2(y, x)))
            chord = site[2] + (target[2] - site[2]) * share
            if ground > 0.0 and ground > chord - gone * (far - gone) / (2 * effective):
                return False
        gone += step_m
    return True
