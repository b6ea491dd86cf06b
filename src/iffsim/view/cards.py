"""The selected aircraft: a ring, and a card that says why this picture calls it what it does."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from iffsim.doctrine import Evidence
from iffsim.explain import REPLIES
from iffsim.recording import Recording
from iffsim.view.kit import Kit
from iffsim.view.lettering import Style
from iffsim.view.paint import put
from iffsim.view.theme import INK, NOT_HELD_LOOK, TEXT, TEXT_2, TEXT_3, Look, look
from iffsim.why import Why

_CREDENTIALS = Evidence.NATIONAL_REPLY | Evidence.ALLIED_REPLY | Evidence.CIVIL_REPLY
_VALID = {
    Evidence.NATIONAL_REPLY: "valid, national",
    Evidence.ALLIED_REPLY: "valid, allied",
    Evidence.CIVIL_REPLY: "valid, civil",
    Evidence.UNRECOGNISED_REPLY: "not recognised",
    Evidence.NO_REPLY: "none",
    Evidence.NOT_INTERROGATED: "not asked",
}
WIDTH, HEADER, ROW = 218, 31, 19


@dataclass(frozen=True)
class Card:
    """What a card says."""

    name: str
    look: Look
    rows: tuple[tuple[str, str], ...]


def card(recording: Recording, why: Why, time_s: float) -> Card:
    """Return the evidence card of one aircraft in one picture."""
    name = f"TK {int(recording.world.fleet.number[why.aircraft]):04d}"
    if not why.held or why.identity is None or why.rule is None:
        missing = (("Seen by", "no site of this picture"), ("Identity", "none: not held"))
        return Card(name, NOT_HELD_LOOK, missing)
    seen = why.sightings
    bits = Evidence(0)
    for bit, _ in why.evidence:
        bits |= bit
    rows = (
        ("Last seen", f"{max(0, int(time_s) - seen[0].tick)} s ago" if seen else "coasting"),
        ("Reply", _reply(bits)),
        ("Seen by", _sites(recording, why)),
        ("Flight plan", "matches" if bits & Evidence.PLAN_MATCH else "none known"),
        ("Rule", why.rule.name),
    )
    return Card(name, look(int(why.identity)), rows)


def _reply(bits: Evidence) -> str:
    """Return the best reply heard while the track lasts, in a few words."""
    for bit, words in _VALID.items():
        if bits & bit:
            return words
    return next((words for bit, words in REPLIES.items() if bits & bit), "none")


def _sites(recording: Recording, why: Why) -> str:
    """Return who has it: one site by name, several by count, and whether over a link."""
    names = [recording.world.sites.names[sighting.site] for sighting in why.sightings]
    if not names:
        return "nobody now"
    over = any(sighting.over_link for sighting in why.sightings)
    who = names[0] if len(names) == 1 else f"{len(names)} sites"
    return f"{who}, over link" if over else who


def size(kit: Kit, rows: int) -> tuple[int, int]:
    """Return a card's size, px."""
    return kit.px(WIDTH), kit.px(HEADER + ROW * rows + 8)


def box(
    kit: Kit, panel: pygame.Rect, spot: tuple[float, float], rows: int, right: bool
) -> pygame.Rect:
    """Return where a card lies: at the inner edge, on the half that does not hide the aircraft."""
    wide, high = size(kit, rows)
    x = panel.right - wide - kit.px(16) if right else panel.left + kit.px(16)
    top = panel.top + kit.px(66)
    found = pygame.Rect(x, top, wide, high)
    if found.inflate(kit.px(60), kit.px(60)).collidepoint(spot):
        found.bottom = panel.bottom - kit.px(44)
    return found


def draw_ring(surface: pygame.Surface, kit: Kit, spot: tuple[float, float], found: Card) -> None:
    """Ring the selected aircraft."""
    put(surface, kit.ring(found.look.colour), spot)


def draw_card(
    surface: pygame.Surface, kit: Kit, place: pygame.Rect, spot: tuple[float, float], found: Card
) -> None:
    """Draw a card with its leader line from the aircraft."""
    colour = found.look.colour
    _leader(surface, kit, place, spot, colour)
    shade = pygame.Surface(place.size, pygame.SRCALPHA)
    radius = kit.px(5)
    pygame.draw.rect(shade, (*INK, 238), shade.get_rect(), border_radius=radius)
    surface.blit(shade, place)
    pygame.draw.rect(surface, [round(c * 0.55) for c in colour], place, 1, border_radius=radius)
    stripe = (place.x, place.y + kit.px(6), kit.px(3), place.height - 2 * kit.px(6))
    pygame.draw.rect(surface, colour, stripe)
    left, right, top = place.x + kit.px(14), place.right - kit.px(12), place.y + kit.px(7)
    letters = kit.letters
    letters.write(surface, found.name, Style("bold", 15), "topleft", (left, top))
    word = Style("bold", 15, colour, 0.8)
    letters.write(surface, found.look.word, word, "topright", (right, top))
    for n, (name, value) in enumerate(found.rows):
        y = place.y + kit.px(HEADER + ROW * n)
        end = letters.write(surface, name, Style("regular", 13, TEXT_3), "topleft", (left, y)).right
        style = Style("medium", 13, TEXT if n else TEXT_2)
        short = letters.fit(value, style, right - end - kit.px(10))
        letters.write(surface, short, style, "topright", (right, y))


def _leader(
    surface: pygame.Surface, kit: Kit, place: pygame.Rect, spot: tuple[float, float],
    colour: tuple[int, int, int],
) -> None:  # fmt: skip
    """Draw a bent line from the ring to the card's nearer edge."""
    edge = place.left if spot[0] < place.centerx else place.right
    out = kit.px(12) * (-1 if edge == place.left else 1)
    end = (float(edge), float(place.y + kit.px(18)))
    bend = (edge + out, end[1])
    away = pygame.Vector2(bend) - spot
    if away.length() > 30 * kit.scale:
        start = pygame.Vector2(spot) + away.normalize() * 24 * kit.scale
        pygame.draw.aalines(surface, colour, False, [start, bend, end])
