"""Labels of tracks, placed so that they do not overlap: four places each, greedily, the
weightier first."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np
import numpy.typing as npt
import pygame
from msgspec import Struct

from iffsim.base.arrays import Bools, Floats, Ints
from iffsim.scene.symbology import LABEL_WEIGHT, TABLE
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import card
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import CARD, SHADOW, TEXT, TEXT_2, look, mix
from iffsim.view.map.layers.tracks import size as frame_size
from iffsim.view.map.sight import Sight
from iffsim.view.model.camera import Camera

EVERY_FRAMES: int = TABLE["label"]["every_frames"]
"""Labels find new places once in so many frames; between, they move with their tracks."""
MOST: int = TABLE["label"]["most"]
JUMP_S = 3.0
"""When time goes on by more than this between two frames, it has been set anew."""
_CELL: int = TABLE["label"]["cell_px"]
_GAP: float = TABLE["label"]["gap"]
_BESIDE_RING = np.array([TABLE["label"]["beside_ring"], 0.4])
"""How much farther the selected aircraft's label is, for its ring, in halves of a symbol."""


class Placed(Struct, frozen=True):
    """The K labels that found room."""

    aircraft: Ints
    offset: Floats
    """float64[2, K], pixels from the track to the label's upper left corner."""
    slot: Ints
    """int64[K], which of the four places."""


NONE = Placed(np.empty(0, np.int64), np.empty((2, 0)), np.empty(0, np.int64))


class Labels:
    """One panel's labels. While the scene goes on, a label keeps its place if it can."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._placed = NONE
        self._scene: Hashable = None
        self._camera: Camera | None = None
        self._asked: tuple[int, int | None, Camera] = (0, None, Camera())
        self._time_s = 0.0
        self._age = 0

    def draw(
        self, surface: pygame.Surface, panel: pygame.Rect, sight: Sight,
        number: npt.NDArray[np.int32], selected: int | None, keep_clear: Iterable[pygame.Rect],
        scene: Hashable, camera: Camera, time_s: float,
    ) -> None:  # fmt: skip
        """Draw the labels; with another `scene`, or after a jump in time, all find new places."""
        self._age += 1
        moving, self._camera = self._camera not in (None, camera), camera
        asked = (len(sight), selected, self._asked[2] if moving else camera)
        jumped = scene != self._scene or not 0.0 <= time_s - self._time_s <= JUMP_S
        if jumped or asked != self._asked or self._age >= EVERY_FRAMES:
            before = NONE if jumped else self._placed
            size, half = label_size(self._kit), frame_size(self._kit, sight)
            self._placed = place(panel, sight, selected, keep_clear, size, half, before)
            self._scene, self._asked, self._age = scene, asked, 0
        self._time_s = time_s
        _write(surface, self._kit, sight, number, self._placed)


def label_size(kit: Kit) -> tuple[int, int]:
    """Return the size of a label, px."""
    name = _name_style(0)
    height = kit.letters.height(name)
    return kit.letters.width("TK 8888", name) + 2, round(height * 1.72)


def place(
    panel: pygame.Rect, sight: Sight, selected: int | None, keep_clear: Iterable[pygame.Rect],
    size: tuple[int, int], half: float, before: Placed = NONE,
) -> Placed:  # fmt: skip
    """Return which tracks get a label and where: never on another, on a symbol, or outside.

    Only the selected aircraft has one even where there is no room.
    A track that had a label `before` comes earlier than its equals, and tries its old place first.
    """
    free = _grid(panel, sight, keep_clear, half)
    old = dict(zip(before.aircraft.tolist(), before.slot.tolist(), strict=True))
    had = np.isin(sight.aircraft, before.aircraft)
    order = np.lexsort((sight.aircraft, ~had, -_weight(sight, selected)))[:MOST]
    offsets = _offsets(sight.aircraft[order] == selected, size, half)
    corners = sight.px.T[order, None] + offsets - panel.topleft
    cells = np.rint(corners / _CELL).astype(int).tolist()
    reach = (size[0] // _CELL + 1, size[1] // _CELL + 1)
    found: list[tuple[int, int]] = []
    for n, (aircraft, spots) in enumerate(zip(sight.aircraft[order].tolist(), cells, strict=True)):
        slot = _first_free(free, spots, reach, old.get(aircraft, 0))
        if slot is None and aircraft == selected:
            slot = 0
        if slot is not None:
            found.append((n, slot))
    rows, slots = np.array(found, np.int64).reshape(-1, 2).T
    return Placed(sight.aircraft[order[rows]], offsets[rows, slots].T, slots)


def _first_free(
    free: Bools, spots: list[list[int]], reach: tuple[int, int], first: int
) -> int | None:
    """Return the first of the four places with room, from `first` on; take it."""
    for slot in (first, *(other for other in range(4) if other != first)):
        x, y = spots[slot]
        stop_x, stop_y = x + reach[0], y + reach[1]
        inside = x > 0 and y > 0 and stop_x < free.shape[0] and stop_y < free.shape[1]
        if inside and free[x:stop_x, y:stop_y].all():
            free[x:stop_x, y:stop_y] = False
            return slot
    return None


def _offsets(ringed: Bools, size: tuple[int, int], half: float) -> Floats:
    """Return the four places of each label, float64[N, 4, 2]; beside the ring of the selected."""
    wide, high = size
    gap = half * _GAP
    slots = np.array(
        [(gap, -high / 2), (-gap - wide, -high / 2), (-wide / 2, gap), (-wide / 2, -gap - high)]
    )
    beside = slots + np.sign(slots) * half * _BESIDE_RING
    return np.where(ringed[:, None, None], beside, slots)


def _weight(sight: Sight, selected: int | None) -> Floats:
    """Return how much a label matters: the selected, then hostile to neutral."""
    chosen = sight.aircraft == (-1 if selected is None else selected)
    weight: Floats = LABEL_WEIGHT[sight.identity] + 10.0 * chosen
    return weight


def _grid(
    panel: pygame.Rect, sight: Sight, keep_clear: Iterable[pygame.Rect], half: float
) -> Bools:
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
    return Style(
        "bold", 13, mix(look(identity).colour, TEXT, TABLE["label"]["colour_share"]), 0, SHADOW
    )


_LEVEL = Style("regular", 12, TEXT_2, 0, SHADOW)


def pointed(sight: Sight, spot: tuple[int, int] | None, half: float) -> int | None:
    """Return the row of the track under the pointer, the nearest; None if none is."""
    if spot is None or not len(sight):
        return None
    far = np.hypot(sight.px[0] - spot[0], sight.px[1] - spot[1])
    row = int(far.argmin())
    return row if far[row] <= half * 1.3 else None


def write_pointed(
    surface: pygame.Surface, panel: pygame.Rect, kit: Kit, sight: Sight,
    number: npt.NDArray[np.int32], spot: tuple[int, int] | None, below: bool = False,
) -> None:  # fmt: skip
    """Name the track under the pointer over all else: any track can be named, however crowded.
    Above it, or `below`, where something else is said above."""
    half = frame_size(kit, sight)
    row = pointed(sight, spot, half)
    if row is None:
        return
    words = f"TK {int(number[sight.aircraft[row]]):04d}   FL{int(sight.level[row]):03d}"
    line = kit.letters.line(words, _name_style(int(sight.identity[row])))
    x, y = sight.px[:, row].tolist()
    gap = half + kit.px(8)
    box = line.get_rect(midbottom=(round(x), round(y - gap)))
    if below:
        box.top = round(y + gap)
    box = box.inflate(kit.px(14), kit.px(6)).clamp(panel.inflate(-kit.px(8), -kit.px(8)))
    card(surface, box, CARD, look(int(sight.identity[row])).colour, kit.px(5))
    surface.blit(line, line.get_rect(center=box.center))


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
