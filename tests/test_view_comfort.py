"""For every reader: sizes of text, contrast, colour vision, motion, the keyboard alone."""

from __future__ import annotations

import itertools

import numpy as np
import pygame
import pytest
from msgspec.structs import replace
from test_view_hands import key
from view_demo import demo

from iffsim.classroom.session import Session, begin, do, undo
from iffsim.doctrine import Identity
from iffsim.scenario.events import LinkDown, LinkUp
from iffsim.view.chrome import slider, toolbar
from iffsim.view.chrome.heading import Heading, Part, draw_footer, draw_heading
from iffsim.view.chrome.slider import draw_slider
from iffsim.view.chrome.toolbar import draw_toolbar
from iffsim.view.drawing import theme
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import arrange
from iffsim.view.drawing.text import SMALLEST_PX, Lettering, Style
from iffsim.view.model import comfort, story
from iffsim.view.model.actions import Look, Pass, apply
from iffsim.view.model.camera import Camera
from iffsim.view.model.comfort import TEXT_SIZES, Comfort
from iffsim.view.model.state import ViewState, opening
from iffsim.view.window import frame
from iffsim.view.window import loop as app
from iffsim.view.window.frame import offscreen, render
from iffsim.view.window.loop import Pointer, handled

pytestmark = pytest.mark.usefixtures("screen")
SIZES = [(1280, 720), (1600, 900), (1920, 1080)]
MACHADO = {
    "protan": [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}  # fmt: skip
"""Machado, Oliveira and Fernandes, 2009, at full severity, on linear light; and luminance."""
FOUR = (Identity.FRIEND, Identity.HOSTILE, Identity.NEUTRAL, Identity.UNKNOWN)


def opened(**changes: object) -> ViewState:
    return replace(opening(story.show(demo())), time_s=500.0, playing=False, **changes)


def simulated(sprite: pygame.Surface, seen: str) -> np.ndarray:
    """Return a symbol as such a reader sees it on the dark map: luminance, 0..1, float64[w, h]."""
    ground = pygame.Surface(sprite.get_size())
    ground.fill(theme.LAND)
    ground.blit(sprite, (0, 0), special_flags=pygame.BLEND_PREMULTIPLIED)
    rgb = pygame.surfarray.array3d(ground) / 255.0
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    shown = np.clip(linear @ np.array(MACHADO[seen]).T, 0.0, 1.0)
    light: np.ndarray = shown @ np.array([0.2126, 0.7152, 0.0722])
    return light


def edges(light: np.ndarray) -> np.ndarray:
    """Return where a symbol's outline stands out: pixels much lighter than the map."""
    return light > light[0, 0] + 0.12


@pytest.mark.parametrize("contrast", [False, True])
@pytest.mark.parametrize("seen", MACHADO)
@pytest.mark.parametrize("half", [7.8, 11.0])
def test_the_four_identities_stay_apart_by_shape_in_every_colour_vision(seen, contrast, half):
    """Outlines of any two differ in at least a third of the pixels that either draws."""
    kit = Kit(1.0, Comfort(contrast=contrast))
    outlines = [edges(simulated(kit.track(one, "", False, half), seen)) for one in FOUR]
    for one, other in itertools.combinations(outlines, 2):
        assert one.sum() > 20
        assert (one ^ other).sum() > (one | other).sum() / 3


@pytest.mark.parametrize("seen", MACHADO)
def test_what_is_not_settled_is_told_by_its_broken_frame_in_every_colour_vision(seen):
    kit = Kit(1.0)
    for loose, firm in ((Identity.SUSPECT, Identity.HOSTILE), (Identity.PENDING, Identity.UNKNOWN)):
        one, other = (edges(simulated(kit.track(i, "", False, 14.0), seen)) for i in (loose, firm))
        assert (other & ~one).sum() > 0.12 * other.sum()


class Spy:
    """Keeps where text is written, surface by surface."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.boxes: dict[int, list[tuple[pygame.Rect, str, pygame.Surface]]] = {}
        plain = Lettering.write

        def write(letters, surface, text, style, anchor, at):  # type: ignore[no-untyped-def]
            box = plain(letters, surface, text, style, anchor, at)
            ink = letters.line(text, style).get_bounding_rect().move(box.topleft)
            if text.strip():
                self.boxes.setdefault(id(surface), []).append((ink, text, surface))
            return box

        patch.setattr(Lettering, "write", write)


def strips(size: tuple[int, int], state: ViewState) -> list[pygame.Rect]:
    """Return the parts of the window that hold no map."""
    layout = arrange(size, len(state.pictures), state.comfort.text)
    return [layout.top, layout.scores, layout.timeline, layout.caption]


@pytest.mark.parametrize("language", ["en", "tr"])
@pytest.mark.parametrize("text", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", SIZES[::2])
def test_no_text_of_the_strips_lies_on_another_or_outside(monkeypatch, size, text, language):
    spy = Spy(monkeypatch)
    state = opened(comfort=Comfort(language, text))
    surface = offscreen(size)
    frame.Stage(demo()).draw(surface, state)
    whole = strips(size, state)
    assert sum(map(len, spy.boxes.values())) > 40
    for boxes in spy.boxes.values():
        sheet = boxes[0][2]
        if sheet.get_size() == size:  # the window itself: only what is not on a map
            boxes = [one for one in boxes if any(box.contains(one[0]) for box in whole)]
        for (one, words, _), (other, more, _) in itertools.combinations(boxes, 2):
            assert not one.colliderect(other), (words, more, one, other)
        for box, words, _ in boxes:
            assert sheet.get_rect().contains(box), words


@pytest.mark.parametrize("language", ["en", "tr"])
@pytest.mark.parametrize("text", TEXT_SIZES)
@pytest.mark.parametrize("sandbox", [False, True])
def test_no_words_that_lie_over_the_maps_lie_on_others(monkeypatch, sandbox, text, language):
    spy, size = Spy(monkeypatch), (1280, 720)
    state = opened(comfort=Comfort(language, text), sandbox=sandbox, session=used())
    layout, surface = arrange(size, 2, text), offscreen(size)
    kit = Kit(layout.scale, state.comfort)
    for slot, box in enumerate(layout.panels):
        picture = demo().world.pictures[slot]
        rest = kit.say("frame.of_held", count=66)
        title, below = map(kit.say.written, (picture.title, picture.subtitle))
        note = kit.say("frame.outside", count=6, area="Türkiye")
        said = Heading(title, (Part(below),), Part("45"), rest, note)
        draw_heading(surface, kit, box, said, theme.SAND)
        draw_footer(surface, kit, box, state)
    draw_slider(surface, kit, layout, state)
    draw_toolbar(surface, kit, layout, state, demo())
    boxes = spy.boxes[id(surface)]
    assert len(boxes) > 8
    for (one, words, _), (other, more, _) in itertools.combinations(boxes, 2):
        assert not one.colliderect(other), (words, more, one, other)
    buttons = list(toolbar.buttons(layout, state).values())
    assert all(layout.panels[0].contains(button) for button in buttons)
    assert all(not a.colliderect(b) for a, b in itertools.combinations(buttons, 2))
    assert not any(button.colliderect(slider.bar(layout)) for button in buttons)


def used() -> Session:
    """Return a session in which something was done and something undone."""
    session = begin(demo().scenario, demo().world.seed)
    cut = do(session, LinkDown(at="00:00:10", link="net"))
    return undo(do(cut, LinkUp(at="00:00:20", link="net")))


@pytest.mark.parametrize("text", TEXT_SIZES)
@pytest.mark.parametrize("size", SIZES)
def test_the_layout_stays_whole_at_every_size_of_text(size, text):
    for panels in (1, 2):
        layout = arrange(size, panels, text)
        boxes = [layout.top, *layout.panels, layout.scores, layout.timeline, layout.caption]
        window = pygame.Rect(0, 0, *size)
        assert all(window.contains(box) and box.height > 0 for box in boxes)
        assert all(not a.colliderect(b) for a, b in itertools.combinations(boxes, 2))
        assert layout.panels[0].height > 0.3 * size[1]


def test_text_grows_with_ctrl_plus_shrinks_with_ctrl_minus_and_has_limits():
    state, ctrl = opened(), pygame.KMOD_LCTRL

    def press(code: int, times: int) -> float:
        nonlocal state
        for _ in range(times):
            state, _ = handled(key(code, ctrl), state, Pointer(), (1600, 900), demo())
        return state.comfort.text

    assert press(pygame.K_EQUALS, 20) == 2.0
    assert press(pygame.K_MINUS, 20) == 0.8
    assert press(pygame.K_0, 1) == 1.0
    assert state.camera == opened().camera


def test_larger_text_is_larger_on_the_window_and_none_is_too_small():
    heights = []
    for text in TEXT_SIZES:
        kit = Kit(arrange((1280, 720), 2, text).scale)
        heights.append(kit.letters.height(Style("regular", 15)))
        assert kit.letters.font("regular", 8).get_height() >= SMALLEST_PX
    assert heights == sorted(heights)
    assert heights[-1] >= 1.8 * heights[2]


@pytest.mark.parametrize("contrast", [False, True])
def test_every_ink_stands_out_from_its_ground(contrast):
    """WCAG 2.2: 4.5 to 1 for text, 7 to 1 with more contrast; 3 to 1 for symbols."""
    inks = [theme.TEXT, theme.TEXT_2, theme.TEXT_3, *theme.ACCENTS, theme.WARM]
    inks += [look.colour for look in theme.LOOKS.values()]
    for ink in inks:
        shown = theme.lifted(ink) if contrast else ink
        least = 7.0 if contrast else 4.5
        for ground in (theme.INK, theme.CARD, theme.RAISED):
            assert theme.contrast(shown, ground) >= least, ink
    for look in theme.LOOKS.values():
        assert theme.contrast(look.colour, theme.HOME) >= 3.0


def test_more_contrast_lifts_every_letter_and_darkens_the_map():
    plain, more = (
        frame.pixels(render(demo(), opened(comfort=Comfort(contrast=on)), (1280, 720)))
        for on in (False, True)
    )
    panel = arrange((1280, 720)).panels[0].inflate(-20, -160)
    clip = (slice(panel.top, panel.bottom), slice(panel.left, panel.right))
    assert np.median(more[clip]) < 0.6 * np.median(plain[clip])
    assert more[clip].max() >= plain[clip].max()


def test_with_less_motion_the_camera_is_there_at_once_and_links_do_not_run():
    calm = opened(comfort=Comfort(calm=True))
    there = apply(apply(calm, Look(Camera(100.0, 50.0, 700.0))), Pass(1 / 60))
    assert there.camera == Camera(100.0, 50.0, 700.0)
    assert there.aim is None
    lively = apply(apply(opened(), Look(Camera(100.0, 50.0, 700.0))), Pass(1 / 60))
    assert lively.aim is not None


def test_every_choice_has_a_key_and_comes_back():
    state = opened()
    for code, name in ((pygame.K_F3, "contrast"), (pygame.K_F4, "calm")):
        on, _ = handled(key(code), state, Pointer(), (1600, 900), demo())
        off, _ = handled(key(code), on, Pointer(), (1600, 900), demo())
        assert getattr(on.comfort, name) is True
        assert off.comfort == state.comfort


def test_the_map_moves_and_zooms_by_keyboard():
    state, alt = opened(), pygame.KMOD_LALT
    for code in (pygame.K_RIGHT, pygame.K_UP, pygame.K_PAGEUP):
        state, _ = handled(key(code, alt), state, Pointer(), (1600, 900), demo())
    first = opened().camera
    assert state.camera.east_km > first.east_km
    assert state.camera.north_km > first.north_km
    assert state.camera.span_km < first.span_km
    for code in (pygame.K_PAGEDOWN, pygame.K_LEFT, pygame.K_DOWN):
        state, _ = handled(key(code, alt), state, Pointer(), (1600, 900), demo())
    assert state.camera.span_km == pytest.approx(first.span_km)
    assert state.camera.east_km == pytest.approx(first.east_km, abs=0.05 * first.span_km)
    assert state.time_s == opened().time_s


def test_choices_that_are_made_are_values():
    first = Comfort()
    assert comfort.comforted(first, comfort.NextLanguage()) == Comfort("tr")
    assert first == Comfort()


@pytest.mark.parametrize("console", [False, True])
def test_help_fits_the_window_at_every_size_of_text(monkeypatch, console):
    for text in TEXT_SIZES:
        for language in ("en", "tr"):
            with monkeypatch.context() as patch:
                spy = Spy(patch)
                surface = offscreen((1280, 720))
                kit = Kit(arrange((1280, 720), 2, text).scale, Comfort(language, text))
                frame.draw_help(surface, kit, console)
            boxes = spy.boxes[id(surface)]
            assert all(surface.get_rect().contains(box) for box, _, _ in boxes)
            for (one, words, _), (other, more, _) in itertools.combinations(boxes, 2):
                assert not one.colliderect(other), (text, language, words, more)


def test_a_window_fits_its_screen_and_on_a_fine_one_uses_every_pixel():
    assert app.fitting((1600, 900), (1366, 768)) == (1366, 768)
    assert app.fitting((1600, 900), (1920, 1080)) == (1600, 900)
    assert app.fitting((1600, 900), (3840, 2160)) == (3200, 1800)
    fine, usual = arrange((3200, 1800)), arrange((1600, 900))
    assert fine.scale == 2 * usual.scale
