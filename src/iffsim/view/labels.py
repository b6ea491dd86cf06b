"""Labels of tracks, placed so that they do not overlap: four places each, greedily, the
weightier first."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pygame

from iffsim.view.kit import Kit
from iffsim.view.lettering import Style
from iffsim.view.sight import Sight
from iffsim.view.theme import SHADOW, TEXT, TEXT_2, look, mix
from iffsim.view.tracks import size as frame_size

EVERY_FRAMES = 8
"""Labels find new places once in so many frames; between, they move with their tracks."""
MOST = 240
_CELL = 4
_BESIDE_RING = np.array([0.75, 0.4])
"""How much farther the selected aircraft's label is, for its ring, in halves of a symbol."""


@dataclass(frozen=True)
class Placed:
    """Labels that found room: rows of a sight are named by aircraft, offsets by pixels from the
    track."""

    aircraft: npt.NDArray[np.int64]
    offset: npt.NDArray[np.float64]
    """float64[2, K]"""


class Labels:
    """One panel's labels."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._placed = Placed(np.empty(0, np.int64), np.empty((2, 0)))
        self._key: Hashable = None
        self._age = 0

    def draw(
        self, surface: pygame.Surface, panel: pygame.Rect, sight: Sight,
        number: npt.NDArray[np.int32], selected: int | None, keep_clear: Iterable[pygame.Rect],
        key: Hashable,
    ) -> None:  # fmt: skip
        """Draw the labels; `key` changes whenever they must find new places at once."""
        self._age += 1
        if key != self._key or self._age >= EVERY_FRAMES:
            size = label_size(self._kit)
            half = frame_size(self._kit, sight)
            self._placed = place(panel, sight, selected, keep_clear, size, half)
            self._key, self._age = key, 0
        _write(surface, self._kit, sight, number, self._placed)


def label_size(kit: Kit) -> tuple[int, int]:
    """Return the size of a label, px."""
    name = _name_style(0)
    height = kit.letters.height(name)
    return kit.letters.width("TK 8888", name) + 2, round(height * 1.72)


def place(
    panel: pygame.Rect, sight: Sight, selected: int | None, keep_clear: Iterable[pygame.Rect],
    size: tuple[int, int], half: float,
) -> Placed:  # fmt: skip
    """Return which tracks get a label and where; none lies on another, on a symbol or off the
    panel."""
    free = _grid(panel, sight, keep_clear, half)
    order = np.lexsort((sight.px[0], -_weight(sight, selected)))[:MOST]
    wide, high = size
    gap = half * 1.55
    slots = np.array(
        [(gap, -high / 2), (-gap - wide, -high / 2), (-wide / 2, gap), (-wide / 2, -gap - high)]
    )
    found: list[int] = []
    offsets: list[list[float]] = []
    chosen = sight.aircraft[order] == selected
    spread = np.where(chosen[:, None, None], slots + np.sign(slots) * half * _BESIDE_RING, slots)
    corners = sight.px.T[order, None] + spread - panel.topleft
    cells = np.rint(corners / _CELL).astype(int).tolist()
    for row, spots, moved in zip(order.tolist(), cells, spread.tolist(), strict=True):
        for slot, (x, y) in enumerate(spots):
            stop_x, stop_y = x + wide // _CELL + 1, y + high // _CELL + 1
            inside = x > 0 and y > 0 and stop_x < free.shape[0] and stop_y < free.shape[1]
            if inside and free[x:stop_x, y:stop_y].all():
                free[x:stop_x, y:stop_y] = False
                found.append(row)
                offsets.append(moved[slot])
                break
    rows = np.array(found, np.int64)
    return Placed(sight.aircraft[rows], np.array(offsets).reshape(-1, 2).T)


def _weight(sight: Sight, selected: int | None) -> npt.NDArray[np.float64]:
    """Return how much a label matters: the selected, then hostile to neutral."""
    rank = np.array([3, 3, 2, 2, 1, 5, 6])
    weight: npt.NDArray[np.float64] = rank[sight.identity] + 10.0 * (
        sight.aircraft == (-1 if selected is None else selected)
    )
    return weight


def _grid(
    panel: pygame.Rect, sight: Sight, keep_clear: Iterable[pygame.Rect], half: float
) -> npt.NDArray[np.bool_]:
    """Return which cells of a panel are free, bool[columns, rows]."""
    free = np.ones((panel.width // _CELL + 1, panel.height // _CELL + 1), bool)
    for box in keep_clear:
        near = box.clip(panel).move(-panel.x, -panel.y)
        free[
            near.left // _CELL : near.right // _CELL + 1,
            near.top // _CELL : near.bottom // _CELL + 1,
        ] = 0
    cell = ((sight.px - np.array(panel.topleft)[:, None]) / _CELL).astype(int)
    reach = int(half * 0.9 / _CELL)
    for dx in range(-reach, reach + 1):
        for dy in range(-reach, reach + 1):
            x, y = cell[0] + dx, cell[1] + dy
            ok = (x >= 0) & (y >= 0) & (x < free.shape[0]) & (y < free.shape[1])
            free[x[ok], y[ok]] = False
    return free


def _name_style(identity: int) -> Style:
    return Style("bold", 13, mix(look(identity).colour, TEXT, 0.58), 0, SHADOW)


_LEVEL = Style("regular", 12, TEXT_2, 0, SHADOW)


def _write(
    surface: pygame.Surface, kit: Kit, sight: Sight, number: npt.NDArray[np.int32], placed: Placed
) -> None:
    """Draw the placed labels of those tracks that are still in view."""
    order = np.argsort(sight.aircraft)
    where = np.searchsorted(sight.aircraft, placed.aircraft, sorter=order)
    row = order[np.minimum(where, max(len(sight) - 1, 0))] if len(sight) else where
    still = sight.aircraft[row] == placed.aircraft if len(sight) else np.zeros(len(row), bool)
    row, offset = row[still], placed.offset[:, still]
    if not len(row):
        return
    wide, _ = label_size(kit)
    down = round(kit.letters.height(_LEVEL) * 0.86)
    styles = [_name_style(identity) for identity in range(7)]
    names = map(kit.letters.line, [f"TK {n:04d}" for n in number[sight.aircraft[row]].tolist()],
                map(styles.__getitem__, sight.identity[row].tolist()))  # fmt: skip
    levels = [kit.letters.line(f"FL{level:03d}", _LEVEL) for level in sight.level[row].tolist()]
    corner = np.rint(sight.px[:, row] + offset)
    shift = np.select([offset[0] > 0, offset[0] <= -wide - 1], [0.0, 1.0], 0.5)
    blits: list[tuple[pygame.Surface, tuple[float, float]]] = []
    for lines, dy in ((list(names), 0), (levels, down)):
        left = corner[0] + shift * (wide - np.array([line.get_width() for line in lines]))
        blits += zip(lines, zip(left.tolist(), (corner[1] + dy).tolist(), strict=True), strict=True)
    surface.fblits(blits)
