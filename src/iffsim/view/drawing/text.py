"""Words on surfaces: fonts at one scale, each rendered line kept, halos, letter-spacing,
ellipsis, wrapping."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from itertools import groupby

import pygame
from msgspec import Struct
from msgspec.structs import replace

from iffsim.base import assets
from iffsim.view.drawing.theme import TEXT, Colour, lifted

FILES = {
    "regular": "IBMPlexSansCondensed-Regular.ttf",
    "medium": "IBMPlexSansCondensed-Medium.ttf",
    "bold": "IBMPlexSansCondensed-SemiBold.ttf",
    "italic": "IBMPlexSansCondensed-Regular.ttf",
    "mono": "IBMPlexMono-Medium.ttf",
}
SMALLEST_PX = 12
"""No text is ever smaller, whatever the scale."""
_KEPT = 6000


class Style(Struct, frozen=True):
    """How a line is set: face, size at scale 1 (px), colour, spacing between letters, halo
    colour."""

    face: str = "regular"
    size: float = 14
    colour: Colour = TEXT
    spacing: float = 0
    halo: Colour | None = None


class Run(Struct, frozen=True):
    """A piece of a line in one style."""

    text: str
    style: Style
    meaning: str = ""
    """What the words mean, if something: kept when a line is broken."""


class Lettering:
    """Fonts and rendered lines at one scale; owns both, so that nothing outlives the window."""

    def __init__(self, scale: float, contrast: bool = False) -> None:
        pygame.font.init()
        self.scale = scale
        self.contrast = contrast
        """Whether every colour of a letter is lifted until it stands out."""
        self._fonts: dict[tuple[str, int], pygame.font.Font] = {}
        self._lines: dict[tuple[str, Style], pygame.Surface] = {}
        self._widths: dict[tuple[str, Style], int] = {}
        self._wrapped: dict[tuple[tuple[Run, ...], float], list[list[Run]]] = {}

    def font(self, face: str, size: float) -> pygame.font.Font:
        """Return the font of a face at `size` (px at scale 1)."""
        pixels = max(SMALLEST_PX, round(size * self.scale))
        if (face, pixels) not in self._fonts:
            data = BytesIO(assets.path("fonts", FILES[face]).read_bytes())
            found = pygame.font.Font(data, pixels)
            found.set_italic(face == "italic")
            self._fonts[face, pixels] = found
        return self._fonts[face, pixels]

    def line(self, text: str, style: Style) -> pygame.Surface:
        """Return `text` rendered; kept, so that a line costs nothing the second time."""
        kept = self._lines.get((text, style))
        if kept is None:
            if len(self._lines) > _KEPT:
                self._lines.clear()
            kept = self._lines[text, style] = self._rendered(text, style)
        return kept

    def width(self, text: str, style: Style) -> int:
        """Return how wide `text` is, px."""
        kept = self._widths.get((text, style))
        if kept is None:
            if len(self._widths) > _KEPT:
                self._widths.clear()
            spacing = style.spacing * self.scale * max(0, len(text) - 1)
            plain = self.font(style.face, style.size).size(text)[0]
            kept = self._widths[text, style] = plain + math.ceil(spacing)
        return kept

    def height(self, style: Style) -> int:
        """Return the height of a line, px."""
        return self.font(style.face, style.size).get_height()

    def write(
        self, surface: pygame.Surface, text: str, style: Style, anchor: str, at: tuple[float, float]
    ) -> pygame.Rect:
        """Draw `text` with its rectangle's `anchor` ("topleft", "midright", ...) at a point."""
        line = self.line(text, style)
        box = line.get_rect(**{anchor: (round(at[0]), round(at[1]))})
        surface.blit(line, box)
        return box

    def fit(self, text: str, style: Style, width: float) -> str:
        """Return `text`, cut and with an ellipsis if it is wider than `width`."""
        if self.width(text, style) <= width:
            return text
        while text and self.width(text.rstrip() + "…", style) > width:
            text = text[:-1]
        return text.rstrip() + "…"

    def wrap(self, runs: Sequence[Run], width: float) -> list[list[Run]]:
        """Return lines of runs, broken between words, none wider than `width` if a word allows."""
        key = (tuple(runs), width)
        if key not in self._wrapped:
            if len(self._wrapped) > _KEPT:
                self._wrapped.clear()
            self._wrapped[key] = self._broken(runs, width)
        return self._wrapped[key]

    def _broken(self, runs: Sequence[Run], width: float) -> list[list[Run]]:
        lines: list[list[Run]] = [[]]
        for whole in _glued(runs):
            if lines[-1] and self._long([*lines[-1], *whole]) > width:
                lines.append([])
                whole = [replace(whole[0], text=whole[0].text.lstrip()), *whole[1:]]
            lines[-1] += whole
        return lines

    def _long(self, line: Sequence[Run]) -> int:
        """Return how wide a line is: words of one style in a row are as wide as they are together,
        which is more than the sum where each is rounded down."""
        parts = groupby(line, key=lambda run: run.style)
        *first, last = (("".join(run.text for run in some), style) for style, some in parts)
        return sum(self.width(*one) for one in first) + self.width(last[0].rstrip(), last[1])

    def _rendered(self, text: str, style: Style) -> pygame.Surface:
        ink = lifted(style.colour) if self.contrast else style.colour
        face = self._spaced(text, style, ink)
        if style.halo is None:
            return face
        reach = max(1, round(self.scale))
        shade = self._spaced(text, style, style.halo)
        size = (face.get_width() + 2 * reach, face.get_height() + 2 * reach)
        out = pygame.Surface(size, pygame.SRCALPHA)
        around = ((x, y) for x in (0, reach, 2 * reach) for y in (0, reach, 2 * reach))
        out.fblits([(shade, spot) for spot in around])
        out.blit(face, (reach, reach))
        return out

    def _spaced(self, text: str, style: Style, colour: Colour) -> pygame.Surface:
        font = self.font(style.face, style.size)
        if not style.spacing:
            return font.render(text, True, colour).convert_alpha()
        letters = [font.render(letter, True, colour).convert_alpha() for letter in text]
        gap = style.spacing * self.scale
        width = sum(letter.get_width() + gap for letter in letters)
        out = pygame.Surface((max(1, math.ceil(width)), font.get_height()), pygame.SRCALPHA)
        x = 0.0
        for letter in letters:
            out.blit(letter, (round(x), 0))
            x += letter.get_width() + gap
        return out


def _words(text: str) -> list[str]:
    """Return the words of `text`, each with the blanks that follow it."""
    words: list[str] = []
    for piece in text.split(" "):
        words.append(piece + " ")
    if words:
        words[-1] = words[-1][:-1]
    return [word for word in words if word]


def _glued(runs: Sequence[Run]) -> list[list[Run]]:
    """Return words with the space after them, each in its pieces: a quotation mark stays with the
    bold word after it."""
    found: list[list[Run]] = []
    for piece in (replace(run, text=word) for run in runs for word in _words(run.text)):
        apart = not found or found[-1][-1].text[-1:].isspace() or piece.text[:1].isspace()
        if apart:
            found.append([])
        found[-1].append(piece)
    return found
