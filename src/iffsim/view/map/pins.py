"""Labels that pin aircraft and places: what the story follows and speaks of, the bet, its
answer."""

from __future__ import annotations

import numpy as np
import pygame
from msgspec import Struct

from iffsim.scene.scene import Scene, Spot
from iffsim.view.chrome import slider
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.paint import dashes
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import INK, WARM, Colour
from iffsim.view.map.panes import MapBox
from iffsim.view.map.sight import Sight
from iffsim.view.model.camera import Camera, world_to_screen

_MARK: Colour = (255, 255, 255)
_RING, _PLACE = 21, 26
"""How large the ring of a track is, and that of a place, at scale 1."""
_RINGED = ("follow", "mark")
"""Kinds of marks that ring their track; the others point at it."""
_AROUND = {"follow": _RING, "mark": _RING, "place": _PLACE}
"""How large the ring of a kind of marks is; the others have none."""
_NAME = Style("medium", 13, _MARK)
_HEAD, _FOOT = 60, 36
"""What the map's header and foot take, at scale 1."""


class Pin(Struct, frozen=True):
    """A mark with where it lies."""

    kind: str
    spot: tuple[float, float]
    words: str
    box: pygame.Rect
    """Its name with the ground under it; empty without one."""


def pins(
    kit: Kit, scene: Scene, place: MapBox, sight: Sight, camera: Camera,
    card: pygame.Rect | None = None, over: tuple[pygame.Rect, ...] = (),
) -> tuple[Pin, ...]:  # fmt: skip
    """Return a map's marks, laid out: names on no other name, on no marked track, in the map,
    beside the selected aircraft's card, and under nothing that lies `over` the map."""
    seen = [(one, spot) for one in scene.marks if (spot := sight.spot(one.aircraft)) is not None]
    spots = _spots(scene, place, camera)
    taken = [_around(kit, spot) for _, spot in seen]
    taken += [_around(kit, spot, _PLACE) for _, spot in spots]
    taken += [*over, *([card] if card else [])]
    room, found = _room(kit, place), []
    order = sorted(seen, key=lambda pair: pair[0].kind in _RINGED)
    marks = [(one.kind, spot, one.words) for one, spot in order]
    marks += [("place", spot, one.words) for one, spot in spots]
    for kind, spot, said in marks:
        words, box = said.words(kit.say), pygame.Rect(0, 0, 0, 0)
        if words and pygame.Rect(spot, (1, 1)).collidelist(over) < 0:
            if kind in _AROUND:
                here = _beside(room, spot, card)
                box = _ringed(kit, here, spot, words, taken, _AROUND[kind])
            else:
                box = _flag(kit, spot, words)
            taken.append(box)
        found.append(Pin(kind, spot, words if box.width else "", box))
    return tuple(found)


def _spots(scene: Scene, place: MapBox, camera: Camera) -> list[tuple[Spot, tuple[float, float]]]:
    """Return the places that are marked, with where they are, as far as the map shows them."""
    found = []
    for one in scene.spots:
        x, y = world_to_screen(camera, place.box, np.array(one.km)).tolist()
        if place.box.collidepoint(x, y):
            found.append((one, (x, y)))
    return found


def covered(kit: Kit, found: tuple[Pin, ...]) -> list[pygame.Rect]:
    """Return what pins cover of a map: their rings and names."""
    rings = [_around(kit, pin.spot, _AROUND[pin.kind]) for pin in found if pin.kind in _AROUND]
    return [*rings, *(pin.box for pin in found if pin.words)]


def draw_marks(surface: pygame.Surface, kit: Kit, found: tuple[Pin, ...]) -> None:
    """Mark on a map what the story follows and speaks of, the reader's bet, and, once it is
    answered, the aircraft that it was about."""
    for pin in reversed(found):
        if pin.kind == "place":
            _dashed(surface, kit, pin)
        elif pin.kind in _RINGED:
            _ring(surface, kit, pin)
        elif pin.words:
            _mark(surface, kit, pin, WARM if pin.kind == "bet" else _MARK)


def _room(kit: Kit, place: MapBox) -> pygame.Rect:
    """Return where names may lie: between a map's header and foot, beside the slider."""
    box, head, foot = place.box, kit.px(_HEAD), kit.px(_FOOT)
    room = pygame.Rect(box.x, box.y + head, box.width, box.height - head - foot)
    if box.x >= kit.px(20):
        return room
    beside = slider.zone(kit, box).right
    return pygame.Rect(beside, room.y, room.right - beside, room.height)


def _beside(room: pygame.Rect, spot: tuple[float, float], card: pygame.Rect | None) -> pygame.Rect:
    """Return the part of the room at a mark's side of a card; all of it for a mark below or above
    the card."""
    if card is None or card.left <= spot[0] <= card.right:
        return room
    left, right = (card.right, room.right) if spot[0] > card.right else (room.left, card.left)
    return pygame.Rect(left, room.y, max(0, right - left), room.height)


def _around(kit: Kit, spot: tuple[float, float], half: int = _RING) -> pygame.Rect:
    """Return the square around a ring."""
    box = pygame.Rect(0, 0, kit.px(2 * half), kit.px(2 * half))
    box.center = (round(spot[0]), round(spot[1]))
    return box


def _ringed(
    kit: Kit, room: pygame.Rect, spot: tuple[float, float], words: str, taken: list[pygame.Rect],
    half: int = _RING,
) -> pygame.Rect:  # fmt: skip
    """Return where the name of a ring lies: below it or above, where it is nearer to it, what is
    there already left free; without width where there is no room for it: the ring has to do."""
    line = kit.letters.line(words, _NAME)
    x, y = round(spot[0]), round(spot[1])
    box = line.get_rect(midtop=(x, y + kit.px(half + 2))).inflate(kit.px(10), kit.px(2))
    box.clamp_ip(pygame.Rect(room.x, box.y, max(room.width, box.width), box.height))
    above = box.copy()
    above.bottom = y - kit.px(half + 2)
    start, other_start = box.top, above.bottom
    while (other := box.collidelist(taken)) >= 0:
        box.top = taken[other].bottom + kit.px(2)
    while (other := above.collidelist(taken)) >= 0:
        above.bottom = taken[other].top - kit.px(2)
    fits, fits_above = box.bottom <= room.bottom, above.top >= room.top
    if not fits and not fits_above:
        return pygame.Rect(0, 0, 0, 0)
    nearer = other_start - above.bottom < box.top - start
    return above if fits_above and (nearer or not fits) else box


def _flag(kit: Kit, spot: tuple[float, float], words: str) -> pygame.Rect:
    """Return where the name of what is pointed at lies: below the pointer's tip."""
    at = (round(spot[0]), round(spot[1] + kit.px(25)))
    line = kit.letters.line(words, Style("bold", 13, INK))
    return line.get_rect(midtop=at).inflate(kit.px(14), kit.px(4))


def _ring(surface: pygame.Surface, kit: Kit, pin: Pin) -> None:
    """Ring what the story is about, and name it."""
    pygame.draw.aacircle(surface, INK, pin.spot, kit.px(21), kit.px(4))
    pygame.draw.aacircle(surface, _MARK, pin.spot, kit.px(20), kit.px(2))
    _named(surface, kit, pin)


def _dashed(surface: pygame.Surface, kit: Kit, pin: Pin) -> None:
    """Ring a place, and name it."""
    turn = np.linspace(0.0, 2.0 * np.pi, 49)
    circle = np.array(pin.spot) + kit.px(_PLACE - 1) * np.stack(
        [np.cos(turn), np.sin(turn)], axis=1
    )
    for start, stop in dashes(circle, 6.0 * kit.scale, 4.0 * kit.scale):
        pygame.draw.line(surface, _MARK, start, stop, kit.px(2))
    _named(surface, kit, pin)


def _named(surface: pygame.Surface, kit: Kit, pin: Pin) -> None:
    if pin.words:
        shade = pygame.Surface(pin.box.size, pygame.SRCALPHA)
        pygame.draw.rect(shade, (*INK, 200), shade.get_rect(), border_radius=kit.px(4))
        surface.blit(shade, pin.box)
        line = kit.letters.line(pin.words, _NAME)
        surface.blit(line, line.get_rect(center=pin.box.center))


def _mark(surface: pygame.Surface, kit: Kit, pin: Pin, colour: Colour) -> None:
    strong, box = kit.comfort.contrast, pin.box
    line = kit.letters.line(pin.words, Style("bold", 13, colour if strong else INK))
    x, y = pin.spot[0], pin.spot[1] + kit.px(25)
    tip = [(x, y - kit.px(7)), (x - kit.px(6), box.top + 1), (x + kit.px(6), box.top + 1)]
    pygame.draw.polygon(surface, colour, tip)
    pygame.draw.rect(surface, INK if strong else colour, box, border_radius=box.height // 2)
    pygame.draw.rect(surface, colour, box, kit.px(1.5), border_radius=box.height // 2)
    surface.blit(line, line.get_rect(center=box.center))
