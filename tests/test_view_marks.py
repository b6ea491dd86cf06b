"""The card that explains every mark: all of it fits, says something, and opens by key and click."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from msgspec.structs import replace
from view_demo import demo

from iffsim.doctrine import Identity
from iffsim.scene.symbology import TAGS
from iffsim.view.chrome import marks, topbar
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import arrange
from iffsim.view.drawing.text import Run, Style
from iffsim.view.input.given import Given
from iffsim.view.input.pointer import button_at, pressed
from iffsim.view.model import story
from iffsim.view.model.actions import apply
from iffsim.view.model.comfort import Comfort
from iffsim.view.model.state import opening
from iffsim.view.window.frame import pixels, render

pytestmark = pytest.mark.usefixtures("screen")
SIZES = ((1280, 720), (1600, 900), (2560, 1440))


@pytest.mark.parametrize("language", ["en", "tr"])
@pytest.mark.parametrize("text", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", SIZES)
def test_the_card_fits_and_no_line_is_cut(size, text, language):
    scale = arrange(size, 2, text).scale
    kit, columns = marks._fitting(Kit(scale, Comfort(language, text)), size)
    wide, high = marks._size(kit, columns)
    assert (wide, high) <= size
    assert high <= size[1]
    style = Style("regular", 13.5, (255, 255, 255))
    for _, words in marks.ROWS:
        lines = kit.letters.wrap([Run(kit.say(words), style)], kit.px(marks._WORDS - 14))
        assert len(lines) <= 2, words
        for line in lines:
            assert sum(kit.letters.width(run.text.rstrip(), style) for run in line) < kit.px(330)


def test_every_identity_and_every_tag_is_explained():
    said = {words.partition(".")[2] for _, words in marks.ROWS}
    dashed = {Identity.ASSUMED_FRIEND: "dashed", Identity.SUSPECT: "dashed"}
    assert {dashed.get(one, one.name.lower()) for one in Identity} <= said
    assert set(TAGS) <= said


def test_each_mark_is_drawn_in_its_place():
    kit, surface = Kit(1.0), pygame.Surface((120, 60))
    for draw, words in marks.ROWS:
        surface.fill((0, 0, 0))
        draw(surface, kit, (60, 30))
        found = pixels(surface).any(axis=2)
        assert found.sum() > 15, words
        rows, columns = np.flatnonzero(found.any(axis=1)), np.flatnonzero(found.any(axis=0))
        assert rows[0] >= 8, words
        assert rows[-1] <= 52, words
        assert columns[0] >= 26, words
        assert columns[-1] <= 94, words


def test_a_click_on_the_legend_opens_it_and_the_next_click_closes_it():
    state = replace(opening(story.show(demo())), playing=False)
    layout = arrange((1600, 900))
    spot = topbar.legend_zone(layout).center
    given = Given(state, layout, demo())
    assert button_at(spot, given) == "marks"
    opened = apply(state, pressed(spot, given))
    assert opened.marks
    before, after = (pixels(render(demo(), one, (1600, 900))) for one in (state, opened))
    assert (before != after).any(axis=2).mean() > 0.5
    assert not apply(opened, pressed((800, 500), Given(opened, layout, demo()))).marks
