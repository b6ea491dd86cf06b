"""The overlay of keys; `tests/test_view_controls.py` holds it to what `controls.py` reads."""

from __future__ import annotations

import pygame

from iffsim.view.kit import Kit
from iffsim.view.lettering import Style
from iffsim.view.paint import card
from iffsim.view.theme import CARD, EDGE, TEXT, TEXT_2, TEXT_3, VIOLET

KEYS = (
    ("Space", "play, pause"),
    ("← →", "one scan back, forward"),
    ("↑ ↓   + −", "faster, slower"),
    ("Home  End", "start, end"),
    ("N  B   PgDn PgUp", "next, previous chapter"),
    ("Timeline", "click or drag to any time"),
    ("Wheel", "zoom to the pointer"),
    ("Drag", "move the map"),
    ("F   0", "fit what is seen, whole area"),
    ("Click   Tab", "select an aircraft, the next one"),
    ("Esc", "select nothing, close this"),
    ("[   ]", "another picture on the left, on the right"),
    (",   .", "coverage lower, higher; or drag the slider"),
    ("1 2 3 4 5", "side by side, curtain, one (again: the other), truth, difference"),
    ("Shift ← →", "move the curtain; or drag its edge"),
    ("Enter", "bet on the selected track; close the answer"),
    ("P", "the story's own pace"),
    ("E", "whose word the caption is"),
    ("I", "about this scenario"),
    ("X", "try it: take hold of aircraft, too"),
    ("G   arrows Enter", "take the next site, carry it, put it down"),
    ("F6  F7  F8", "link, national codes, four batteries"),
    ("Ctrl Z   Ctrl Y   Backspace", "undo, redo, reset"),
    ("K", "light up what a word means, the next word"),
    ("L", "English, Türkçe"),
    ("Ctrl + −   Ctrl 0", "larger, smaller, usual text"),
    ("F3  F4", "more contrast, less motion"),
    ("M", "mountains off, on"),
    ("F11", "full screen"),
    ("?   H", "this help"),
    ("Q", "quit"),
)


def draw_help(surface: pygame.Surface, kit: Kit) -> None:
    """Darken the window and list the keys."""
    shade = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    shade.fill((4, 7, 11, 190))
    surface.blit(shade, (0, 0))
    row = kit.px(27)
    box = pygame.Rect(0, 0, kit.px(560), row * len(KEYS) + kit.px(92))
    box.center = surface.get_rect().center
    card(surface, box, CARD, EDGE, kit.px(10))
    left, top = box.x + kit.px(28), box.y + kit.px(22)
    kit.letters.write(surface, "Keys", Style("bold", 20, TEXT), "topleft", (left, top))
    close = Style("regular", 13.5, TEXT_3)
    kit.letters.write(
        surface, "? closes", close, "topright", (box.right - kit.px(28), top + kit.px(5))
    )
    for n, (keys, words) in enumerate(KEYS):
        y = top + kit.px(50) + n * row
        kit.letters.write(surface, keys, Style("bold", 15, VIOLET), "midleft", (left, y))
        at = (left + kit.px(190), y)
        kit.letters.write(surface, words, Style("regular", 15, TEXT_2), "midleft", at)
