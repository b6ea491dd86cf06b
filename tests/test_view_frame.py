"""Frames: everything is drawn, nothing peeks, nothing is cut, and odd values do no harm."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import numpy as np
import pygame
import pytest
from msgspec.structs import replace
from view_demo import demo, seen

from iffsim.doctrine import NOT_HELD, Identity
from iffsim.scenario.telling import Caption
from iffsim.scene.asked import Asked, View
from iffsim.scene.scene import Scenes
from iffsim.scene.topics import COUNTED, Columns, Number, Topic, number
from iffsim.truth.traffic import Motion
from iffsim.view import wrong_edition
from iffsim.view.chrome import captions
from iffsim.view.chrome import scores as scorestrip
from iffsim.view.drawing import theme
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import arrange
from iffsim.view.drawing.text import FILES
from iffsim.view.map.layers import labels, sites
from iffsim.view.map.layers.ground import Canvas, bake
from iffsim.view.model import story
from iffsim.view.model.camera import Camera
from iffsim.view.model.state import opening
from iffsim.view.window import frame
from iffsim.view.window.frame import Stage, frames, offscreen, render
from iffsim.words.say import ENGLISH

pytestmark = pytest.mark.usefixtures("screen")
TURKISH = "ÇĞİÖŞÜçğıöşüâîû"


def opened(time_s: float = 200.0):
    return replace(opening(story.show(demo())), time_s=time_s, playing=False)


@pytest.mark.parametrize("size", [(1280, 720), (1600, 900), (800, 450)])
def test_a_frame_fills_its_surface_and_shows_both_pictures(size):
    shown = frame.pixels(render(demo(), opened(), size))
    assert shown.shape == (size[1], size[0], 3)
    left, right = np.split(shown[:, : size[0] // 2 * 2], 2, axis=1)
    assert shown.std() > 10
    assert (left != right).mean() > 0.05


def test_the_same_state_gives_the_same_frame_whatever_was_drawn_before():
    state, size = opened(), (1280, 720)
    first = frame.pixels(render(demo(), state, size))
    stage, surface = Stage(demo()), offscreen(size)
    moved = replace(state, camera=Camera(100.0, 50.0, 700.0), time_s=700.0, pictures=("isolated",))
    for before in (moved, replace(moved, selected=1), state, state):
        stage.draw(surface, before)
    assert np.array_equal(frame.pixels(surface), first)


def test_the_map_is_baked_to_the_same_pixels_every_time():
    canvas = Canvas.around(Camera(20.0, 10.0, 1650.0), (628, 462))
    first = frame.pixels(bake(canvas).bright)
    for _ in range(5):
        assert np.array_equal(frame.pixels(bake(canvas).bright), first)


def test_drawing_changes_nothing_in_the_recording():
    before = demo().picture("linked", 200.0).identity.copy()
    render(demo(), opened(), (1280, 720))
    assert np.array_equal(demo().picture("linked", 200.0).identity, before)


def test_frames_follow_the_clock_and_come_as_rgb():
    shown = list(frames(demo(), 10.0, 12.0, 2.0, 1.0, (640, 360)))
    assert len(shown) == 4
    assert {one.shape for one in shown} == {(360, 640, 3)}
    assert {one.dtype for one in shown} == {np.dtype(np.uint8)}
    assert not np.array_equal(shown[0], shown[-1])


def test_what_an_unknown_track_truly_is_cannot_be_seen():
    kit = Kit(1.0)
    for identity in (Identity.UNKNOWN, Identity.PENDING, Identity.SUSPECT):
        seen = [kit.track(identity, kind, False, 11.0) for kind in ("fighter", "airliner")]
        assert seen[0] is seen[1]
    named = [kit.track(Identity.FRIEND, kind, False, 11.0) for kind in ("fighter", "airliner")]
    assert frame.pixels(named[0]).tobytes() != frame.pixels(named[1]).tobytes()


def test_the_four_identities_differ_by_shape_alone():
    kit = Kit(1.0)
    masks = []
    for identity in (Identity.FRIEND, Identity.HOSTILE, Identity.NEUTRAL, Identity.UNKNOWN):
        sprite = kit.track(identity, "", False, 14.0)
        masks.append(pygame.surfarray.array_alpha(sprite) > 128)
    for n, one in enumerate(masks):
        for other in masks[n + 1 :]:
            assert (one != other).sum() > 0.08 * one.sum()


def test_unsettled_identities_are_marked_beside_colour():
    kit = Kit(1.0)
    pairs = (
        (Identity.ASSUMED_FRIEND, Identity.FRIEND),
        (Identity.SUSPECT, Identity.HOSTILE),
        (Identity.PENDING, Identity.UNKNOWN),
    )
    for unsettled, settled in pairs:
        grey = [
            pygame.surfarray.array3d(kit.track(i, "fighter", False, 14.0)).mean(axis=2)
            for i in (unsettled, settled)
        ]
        assert (np.abs(grey[0] - grey[1]) > 20).sum() > 15


@pytest.mark.parametrize("face", sorted(FILES))
def test_every_turkish_letter_has_a_glyph_of_its_own(face):
    font = Kit(1.0).letters.font(face, 24)
    missing = pygame.surfarray.array_alpha(font.render("\uffff", True, (255, 255, 255)))
    assert all(found is not None for found in font.metrics(TURKISH))
    drawn = [pygame.surfarray.array_alpha(font.render(c, True, (255, 255, 255))) for c in TURKISH]
    for one in drawn:
        assert one.shape != missing.shape or not np.array_equal(one, missing)
    assert len({one.tobytes() for one in drawn}) == len(TURKISH)


@pytest.mark.parametrize("width", [900, 1200, 2200])
@pytest.mark.parametrize("words", [3, 30, 60, 200])
def test_a_caption_takes_at_most_two_lines_and_no_line_is_too_wide(width, words):
    letters = Kit(1.0).letters
    text = " ".join(["UNKNOWN **iki** Çanakkale"] * (words // 3))
    lines = captions.set_lines(letters, text, width)
    assert 1 <= len(lines) <= 2
    for line in lines:
        assert sum(letters.width(run.text.rstrip(), run.style) for run in line) <= width + 12 * len(
            line
        )


def test_words_of_identity_wear_its_colour_and_stars_are_not_shown():
    runs = captions.runs("Only **own jets** are FRIEND, all else UNKNOWN.", 20)
    assert "*" not in "".join(run.text for run in runs)
    colours = {run.text: run.style.colour for run in runs}
    assert colours["FRIEND"] == theme.BLUE
    assert colours["UNKNOWN"] == theme.YELLOW


def test_a_caption_says_whose_word_it_is():
    kit, box = Kit(1.0), pygame.Rect(0, 0, 1200, 60)
    sheets = []
    for tag in ("article", "model", "record"):
        sheet = pygame.Surface(box.size)
        captions.draw_caption(sheet, kit, box, Caption(at="0s", text="Words.", tag=tag), "")
        sheets.append(frame.pixels(sheet))
    assert not np.array_equal(sheets[0], sheets[1])
    assert not np.array_equal(sheets[1], sheets[2])


def test_a_measure_over_nothing_says_so_and_is_never_nought():
    nobody = np.zeros(3, bool)
    named, whose = np.full(3, NOT_HELD, np.uint8), np.zeros(3, np.uint8)
    empty = Columns(nobody, named, nobody, nobody, whose)
    for topic in COUNTED:
        say = scorestrip.needle if topic is Topic.NEEDLE else scorestrip.counted
        assert say(number(empty, 0, topic, frozenset())).text == "n/a"


def test_the_needle_counts_the_tracks_among_which_the_intruder_hides():
    lit = np.arange(9) < 7
    assert scorestrip.needle(Number(Topic.NEEDLE, 0, lit)).text == "1 of 7"
    gone = Number(Topic.NEEDLE, 0, lit & False, nothing="absent")
    assert scorestrip.needle(gone).text == "none here"


class Odd:
    """A recording whose aircraft are nowhere (NaN), or that has none flying."""

    def __init__(self, nowhere: bool) -> None:
        self._nowhere = nowhere

    def __getattr__(self, name: str) -> object:
        return getattr(demo(), name)

    def _bent(self, motion: Motion) -> Motion:
        if self._nowhere:
            nan = np.full_like(motion.xyz, np.nan)
            return Motion(motion.alive, nan, nan, np.full_like(motion.alt_m, np.nan))
        return dataclasses.replace(motion, alive=np.zeros_like(motion.alive))

    def truth(self, time_s: float) -> Motion:
        return self._bent(demo().truth(time_s))

    def known(self, picture: str, time_s: float) -> Motion:
        return self._bent(demo().known(picture, time_s))

    def picture(self, picture: str, time_s: float):
        state = demo().picture(picture, time_s)
        if self._nowhere:
            return state
        held = np.zeros_like(state.held)
        return dataclasses.replace(
            state, held=held, identity=np.full_like(state.identity, NOT_HELD)
        )


@pytest.mark.parametrize("nowhere", [True, False])
def test_aircraft_that_are_nowhere_or_none_at_all_leave_a_calm_map(nowhere):
    odd = Odd(nowhere)
    state = replace(opened(), selected=1)
    shown = frame.pixels(render(odd, state, (1280, 720)))
    assert shown.std() > 10
    sight = seen(odd, "linked", 200.0, state.camera, arrange((1280, 720)).panels[1])
    assert len(sight) == 0


def test_labels_lie_inside_the_panel_and_not_on_each_other():
    panel = arrange((1600, 900)).panels[1]
    state = opened(400.0)
    sight = seen(demo(), "linked", 400.0, state.camera, panel)
    size = labels.label_size(Kit(1.0))
    placed = labels.place(panel, sight, None, [], size, 11.0)
    assert len(placed.aircraft) > 3
    boxes = []
    for aircraft, offset in zip(placed.aircraft, placed.offset.T, strict=True):
        spot = sight.px[:, sight.row(int(aircraft))] + offset
        boxes.append(pygame.Rect(*np.rint(spot).astype(int).tolist(), *size))
    for n, box in enumerate(boxes):
        assert panel.inflate(4, 4).contains(box)
        assert all(box.clip(other).width * box.clip(other).height < 60 for other in boxes[n + 1 :])


def test_a_label_keeps_its_place_while_its_track_moves_a_little():
    panel = arrange((1600, 900)).panels[1]
    camera = opened(400.0).camera
    first = seen(demo(), "linked", 400.0, camera, panel)
    size = labels.label_size(Kit(1.0))
    before = labels.place(panel, first, None, [], size, 11.0)
    later = seen(demo(), "linked", 403.0, camera, panel)
    after = labels.place(panel, later, None, [], size, 11.0, before)
    old = dict(zip(before.aircraft.tolist(), before.slot.tolist(), strict=True))
    new = dict(zip(after.aircraft.tolist(), after.slot.tolist(), strict=True))
    assert sum(new.get(aircraft) == slot for aircraft, slot in old.items()) >= 0.9 * len(old)


def test_a_card_tells_who_saw_it_what_it_replied_and_which_rule_named_it():
    recording = demo()
    jet = recording.aircraft("jet")
    time_s = next(t for t in range(60, 900, 10) if recording.picture("standalone", t).held[jet])
    card = card_of("standalone", jet, float(time_s))
    rows = {row.name.words(ENGLISH): row.value.words(ENGLISH) for row in card.rows}
    assert card.word.key == "identity.friend"
    assert rows["Reply"] == "valid, national"
    assert rows["Seen by"] == "Battery"
    assert rows["Rule"]


def test_a_card_of_an_aircraft_that_is_not_held_says_so():
    recording = demo()
    state = recording.picture("standalone", 100.0)
    absent = int(np.flatnonzero(~state.held)[0])
    assert card_of("standalone", absent, 100.0).word.key == "identity.not_held"


def card_of(picture, aircraft, time_s):
    asked = Asked(time_s, (picture,), View.SINGLE, selected=aircraft)
    return Scenes(demo()).at(asked).panes[0].cards[0]


def test_the_classic_pygame_is_refused_with_a_sentence_that_says_what_to_do():
    fault = wrong_edition(SimpleNamespace())
    assert fault is not None
    assert "pip install" in str(fault)
    assert wrong_edition(SimpleNamespace(IS_CE=True)) is None


def test_no_accent_is_an_identitys_colour():
    assert not set(theme.ACCENTS) & {theme.BLUE, theme.RED, theme.GREEN, theme.YELLOW}


def test_the_wave_along_a_link_has_a_bead_at_every_float_of_time():
    """A hair after a whole second the remainder of a float is the divisor itself."""
    kit = Kit(1.0)
    whole = [2.0 * n for n in range(40)]
    for time_s in [*whole, *np.nextafter(whole, 1e9), *np.nextafter(whole, -1.0), 1e-300]:
        _, bright = sites._dots(np.array([0.0, 0.0]), np.array([900.0, 0.0]), float(time_s), kit)
        assert bright.min() >= 0, time_s
        assert bright.max() < 8, time_s
