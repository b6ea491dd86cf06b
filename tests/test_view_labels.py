"""Labels: however crowded a map is, the track under the pointer is named."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from msgspec.structs import replace
from view_demo import crowd

from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import arrange
from iffsim.view.map import pins
from iffsim.view.map.layers import labels
from iffsim.view.map.panes import panes
from iffsim.view.map.sight import sight_of
from iffsim.view.model import story
from iffsim.view.model.state import opening
from iffsim.view.window.frame import pixels, render

pytestmark = pytest.mark.usefixtures("screen")
SIZE = (1600, 900)


@pytest.fixture(scope="module")
def many():
    recording = crowd(300)
    return recording, replace(opening(story.show(recording)), time_s=100.0, playing=False)


def test_every_track_of_a_crowd_is_named_when_it_is_pointed_at(many):
    recording, state = many
    pane = panes(state, arrange(SIZE))[0]
    sight = sight_of(recording, state, pane, -60)
    half = labels.frame_size(Kit(1.0), sight)
    assert len(sight) > 100
    named = set()
    for row, (x, y) in enumerate(sight.px.T.tolist()):
        found = labels.pointed(sight, (round(x), round(y)), half)
        assert found is not None
        alike = np.hypot(*(sight.px[:, found] - sight.px[:, row])) < 2.0
        named.add(found if alike else -1)
    assert -1 not in named
    assert labels.pointed(sight, (-500, -500), half) is None
    assert labels.pointed(sight, None, half) is None


def test_pointing_draws_the_name_above_the_track_or_below_where_hands_have_words_above(many):
    recording, state = many
    pane = panes(state, arrange(SIZE))[0]
    sight = sight_of(recording, state, pane, -60)
    inner = pane.clip.inflate(-300, -200)
    x, y = next((round(x), round(y)) for x, y in sight.px.T.tolist() if inner.collidepoint(x, y))
    for sandbox, box in ((False, (y - 40, y - 14)), (True, (y + 14, y + 40))):
        here = replace(state, sandbox=sandbox)
        plain = pixels(render(recording, here, SIZE))
        shown = pixels(render(recording, replace(here, spot=(x, y)), SIZE))
        changed = (plain != shown).any(axis=2)[slice(*box), x - 60 : x + 60]
        assert changed.mean() > 0.2


def test_the_name_of_a_mark_lies_beside_a_card_not_under_it():
    room, card = pygame.Rect(0, 60, 600, 400), pygame.Rect(380, 100, 200, 220)
    assert pins._beside(room, (340.0, 200.0), None) == room
    left = pins._beside(room, (340.0, 200.0), card)
    assert (left.left, left.right) == (0, 380)
    kit = Kit(1.0)
    box = pins._ringed(kit, left, (360.0, 200.0), "a long name of a marked aircraft", [])
    assert not box.colliderect(card)
    right = pins._beside(room, (590.0, 200.0), card)
    assert (right.left, right.right) == (580, 600)
    assert pins._beside(room, (450.0, 380.0), card) == room
