"""Labels that pin aircraft: what the story follows and speaks of, the bet, its answer."""

from __future__ import annotations

import pygame

from iffsim.scene.scene import Scene
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.text import Style
from iffsim.view.drawing.theme import INK, WARM, Colour
from iffsim.view.map.panes import Pane
from iffsim.view.map.sight import Sight

_MARK: Colour = (255, 255, 255)


def draw_marks(surface: pygame.Surface, kit: Kit, scene: Scene, place: Pane, sight: Sight) -> None:
    """Mark on a map what the story follows and speaks of, the reader's bet, and, once it is
    answered, the aircraft that it was about."""
    surface.set_clip(place.clip)
    taken: list[pygame.Rect] = []
    for one in scene.marks:
        spot, words = sight.spot(one.aircraft), one.words.words(kit.say)
        if one.kind in ("follow", "mark"):
            _ring(surface, kit, spot, words, taken)
        else:
            _mark(surface, kit, spot, words, WARM if one.kind == "bet" else _MARK)
    surface.set_clip(None)


def _ring(
    surface: pygame.Surface, kit: Kit, spot: tuple[float, float] | None, words: str,
    taken: list[pygame.Rect],
) -> None:  # fmt: skip
    """Ring what the story is about, its name below, and below names that are there already: two
    tracks may be one ring apart."""
    if spot is None:
        return
    pygame.draw.aacircle(surface, INK, spot, kit.px(21), kit.px(4))
    pygame.draw.aacircle(surface, _MARK, spot, kit.px(20), kit.px(2))
    if words:
        line = kit.letters.line(words, Style("medium", 13, _MARK))
        box = line.get_rect(midtop=(round(spot[0]), round(spot[1]) + kit.px(24)))
        while (other := box.collidelist(taken)) >= 0:
            box.top = taken[other].bottom + kit.px(3)
        taken.append(box)
        shade = pygame.Surface(box.inflate(kit.px(10), kit.px(2)).size, pygame.SRCALPHA)
        pygame.draw.rect(shade, (*INK, 200), shade.get_rect(), border_radius=kit.px(4))
        surface.blit(shade, box.inflate(kit.px(10), kit.px(2)))
        surface.blit(line, box)


def _mark(
    surface: pygame.Surface, kit: Kit, spot: tuple[float, float] | None, words: str, colour: Colour
) -> None:
    if spot is None or not words:
        return
    strong = kit.comfort.contrast
    line = kit.letters.line(words, Style("bold", 13, colour if strong else INK))
    x, y = spot[0], spot[1] + kit.px(25)
    box = line.get_rect(midtop=(round(x), round(y))).inflate(kit.px(14), kit.px(4))
    tip = [(x, y - kit.px(7)), (x - kit.px(6), box.top + 1), (x + kit.px(6), box.top + 1)]
    pygame.draw.polygon(surface, colour, tip)
    pygame.draw.rect(surface, INK if strong else colour, box, border_radius=box.height // 2)
    pygame.draw.rect(surface, colour, box, kit.px(1.5), border_radius=box.height // 2)
    surface.blit(line, line.get_rect(center=box.center))
