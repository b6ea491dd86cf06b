"""Pointing at a word lights the tracks that it means, pointing at a track the words; no more."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from msgspec.structs import replace
from runs import run_of
from test_view_hands import key
from view_demo import demo, scene_of, seen

from iffsim.doctrine import Allegiance
from iffsim.scene.topics import Topic
from iffsim.view.chrome import board, captions, scores, topbar
from iffsim.view.chrome.captions import placed
from iffsim.view.chrome.scores import CELLS, cells, places
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.layout import arrange
from iffsim.view.map.layers import marks as lighting
from iffsim.view.map.layers.marks import Light, light, mask
from iffsim.view.model import story
from iffsim.view.model.actions import Seek, apply
from iffsim.view.model.asked import told
from iffsim.view.model.state import ViewState, opening
from iffsim.view.window.frame import Stage, offscreen, pixels, render
from iffsim.view.window.loop import Pointer, handled, layout_of

pytestmark = pytest.mark.usefixtures("screen")
SIZE = (1600, 900)


def opened(recording, time_s: float, **changes: object) -> ViewState:
    state = replace(opening(story.show(recording)), time_s=time_s, playing=False)
    return replace(state, pictures=("standalone", "linked"), **changes)


def shed(state: ViewState, recording=None) -> Light:
    recording = recording or demo()
    layout = arrange(SIZE, 2, state.comfort.text)
    kit = Kit(layout.scale, state.comfort)
    return light(scene_of(recording, state), kit, layout, state)


def members(recording, state: ViewState, picture: str, topic: Topic) -> np.ndarray:
    """Return which aircraft a topic lights in the map of a picture."""
    scene = scene_of(recording, state)
    pane = next(pane for pane in scene.panes if pane.picture == picture)
    return scene.lit(pane, topic)


def about(recording, state: ViewState, aircraft: int) -> frozenset[Topic]:
    return scene_of(recording, state).about(aircraft)


def legend_spot(topic: Topic) -> tuple[int, int]:
    layout = arrange(SIZE)
    found = {entry.topic: entry.box for entry in topbar.legend(Kit(layout.scale), layout)}
    return found[topic].center


@pytest.mark.parametrize(
    "topic", [Topic.FRIEND, Topic.HOSTILE, Topic.NEUTRAL, Topic.UNKNOWN, Topic.NOT_HELD]
)
def test_pointing_at_the_legend_lights_what_it_means(topic):
    state = opened(demo(), 500.0, spot=legend_spot(topic))
    assert shed(state) == Light(topic, None, frozenset({topic}))


def test_every_cell_of_the_scores_lights_exactly_the_tracks_that_it_counts():
    state = opened(run_of(), 1000.0)
    numbers = cells(scene_of(run_of(), state))
    for topic, cell in zip(CELLS, numbers, strict=True):
        assert cell.topic is topic
        if topic in (None, Topic.NEEDLE):
            continue
        lit = [int(members(run_of(), state, p, topic).sum()) for p in state.pictures]
        assert [entry.text for entry in cell.entries] == [str(count) for count in lit], topic


def test_the_needle_lights_the_tracks_that_look_like_the_intruder():
    state = opened(run_of(), 1000.0)
    for picture in state.pictures:
        lit = members(run_of(), state, picture, Topic.NEEDLE)
        assert lit.sum() == run_of().score_at(picture, 1000.0).needle


def test_pointing_at_the_scores_and_at_the_caption_lights_what_they_name():
    layout, kit = arrange(SIZE), Kit(arrange(SIZE).scale)
    for number, box in places(layout.scores, kit.scale, tight=False):
        title = (box.centerx, box.y + 20)
        assert shed(opened(demo(), 500.0, spot=title)).topic is CELLS[number]
    state = opened(demo(), 400.0)
    said = scene_of(demo(), state).caption
    found = {piece.topic: piece.box for piece in placed(kit, layout.caption, said, "")}
    assert {Topic.FRIEND, Topic.UNKNOWN} <= found.keys()
    assert shed(replace(state, spot=found[Topic.UNKNOWN].center)).topic is Topic.UNKNOWN


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("an unknown aircraft", Topic.UNKNOWN), ("the airliners", Topic.AIRLINERS),
        ("yolcu uçakları", Topic.AIRLINERS), ("bilinmeyenler", Topic.UNKNOWN),
        ("müttefikler", Topic.ALLIES), ("the intruder", Topic.INTRUDER),
        ("own jets only", Topic.OWN), ("İğne burada", Topic.NEEDLE), ("dostlar", Topic.FRIEND),
    ],
)  # fmt: skip
def test_words_that_mean_tracks_are_known_in_both_languages(words, topic):
    assert [run.meaning for run in captions.runs(words, 20.0) if run.meaning] == [topic.name]


def test_words_that_only_look_alike_mean_nothing():
    for words in ("allied codes", "a reply", "the link", "the battery", "müttefik kodları"):
        assert not [run for run in captions.runs(words, 20.0) if run.meaning]


def test_pointing_at_a_track_lights_it_and_the_words_that_count_it():
    state = opened(demo(), 500.0)
    panel = arrange(SIZE).panels[0]
    sight = seen(demo(), "standalone", 500.0, state.camera, panel, 0)
    jet = demo().aircraft("jet")
    spot = tuple(sight.px[:, sight.row(jet)].round().astype(int).tolist())
    found = shed(replace(state, spot=spot))
    assert found.aircraft == jet
    assert {Topic.FRIEND, Topic.HELD, Topic.CORRECT, Topic.OWN} <= found.words
    assert not {Topic.UNKNOWN, Topic.NOT_HELD, Topic.INTRUDER} & found.words


def test_the_intruder_is_not_lit_before_it_is_revealed():
    bet = story.show(run_of()).story.bets[0]
    intruder = run_of().world.fleet.allegiance == Allegiance.INTRUDER
    before, after = (opened(run_of(), t) for t in (bet.told_s - 1.0, bet.told_s + 1.0))
    assert not members(run_of(), before, "standalone", Topic.INTRUDER).any()
    assert Topic.INTRUDER not in about(run_of(), before, int(np.flatnonzero(intruder)[0]))
    assert members(run_of(), after, "standalone", Topic.INTRUDER).sum() == 1


def test_while_a_bet_is_open_nothing_lit_tells_unknown_tracks_apart():
    """Every track that looks alike lights the same words, so no word is a hint."""
    bet = story.show(run_of()).story.bets[0]
    state = opened(run_of(), bet.open_s + 5.0)
    shown = run_of().picture("standalone", state.time_s)
    inside = run_of().in_area(state.time_s)
    alike = np.flatnonzero(shown.held & inside & (shown.identity == shown.identity[bet.aircraft]))
    assert bet.aircraft in alike
    only = replace(state, pictures=("standalone",))
    assert len({about(run_of(), only, int(one)) for one in alike}) == 1
    assert not told(state, Topic.AIRLINERS)


def test_the_keyboard_lights_one_word_after_another_and_none_at_the_end():
    state, lit = opened(demo(), 500.0), []
    words = [topic for topic in Topic if told(state, topic)]
    for _ in range(len(words) + 1):
        state, _ = handled(key(pygame.K_k), state, Pointer(), SIZE, demo())
        lit.append(state.topic)
    assert len(words) == 14
    assert lit == [*words, None]
    back, _ = handled(key(pygame.K_k, pygame.KMOD_LSHIFT), state, Pointer(), SIZE, demo())
    assert back.topic is words[-1]
    dark, _ = handled(key(pygame.K_ESCAPE), back, Pointer(), SIZE, demo())
    assert dark.topic is None


def test_what_is_lit_is_ringed_in_every_picture_and_the_word_underlined():
    dark = pixels(render(demo(), opened(demo(), 500.0), SIZE))
    lit = pixels(render(demo(), opened(demo(), 500.0, topic=Topic.NEUTRAL), SIZE))
    layout = arrange(SIZE)
    for box in (layout.panels[1], layout.top):
        clip = (slice(box.top, box.bottom), slice(box.left, box.right))
        assert not np.array_equal(dark[clip], lit[clip])


def test_every_lit_track_is_ringed_and_no_other():
    states = [opened(demo(), 500.0), opened(demo(), 500.0, topic=Topic.NEUTRAL)]
    dark, lit = (pixels(render(demo(), state, SIZE)).astype(int) for state in states)
    panel = arrange(SIZE).panels[1]
    sight = seen(demo(), "linked", 500.0, states[1].camera, panel, -80)
    meant = members(demo(), states[1], "linked", Topic.NEUTRAL)[sight.aircraft]
    assert 0 < meant.sum() < len(meant)
    for on, (x, y) in zip(meant, sight.px.T.round().astype(int), strict=True):
        near = np.abs(lit - dark)[y - 20 : y + 20, x - 20 : x + 20].sum(axis=2) > 200
        away = np.sort(np.hypot(*(sight.px - np.array([[x], [y]]))))
        if on or away[1] > 60:  # a neighbour's ring would reach over
            assert bool(near.sum() > 40) == bool(on), (x, y)


def test_the_pointer_leaves_nothing_lit_behind():
    stage, surface = Stage(demo()), offscreen(SIZE)
    stage.draw(surface, opened(demo(), 500.0, spot=legend_spot(Topic.UNKNOWN)))
    stage.draw(surface, opened(demo(), 500.0))
    assert np.array_equal(pixels(surface), pixels(render(demo(), opened(demo(), 500.0), SIZE)))
    gone, _ = handled(
        pygame.event.Event(pygame.WINDOWLEAVE), opened(demo(), 1.0, spot=(5, 5)), Pointer(),
        SIZE, demo(),
    )  # fmt: skip
    assert gone.spot is None
    assert shed(gone) == lighting.DARK


def row(number: int, slot: int) -> tuple[int, int]:
    """Return a point on the number of one picture in a cell of the strip."""
    layout = arrange(SIZE)
    boxes = dict(places(layout.scores, layout.scale, tight=False))
    return (boxes[number].right - 30, boxes[number].y + layout.px(58 + 23 * slot))


def test_pointing_at_one_pictures_number_lights_as_many_tracks_in_its_map_alone():
    for number, topic in enumerate(CELLS[:-1]):
        for slot in (0, 1):
            state = opened(run_of(), 1000.0, spot=row(number, slot))
            scene, found = scene_of(run_of(), state), shed(state, run_of())
            assert (found.topic, found.slot) == (topic, slot)
            lit = [int(lighting.mask(scene, pane, found).sum()) for pane in scene.panes]
            counted = scene.score(slot, topic).count
            assert lit == ([counted, 0] if slot == 0 else [0, counted])


def test_every_straw_is_a_track_and_lights_it():
    state = opened(run_of(), 1000.0)
    scene, layout = scene_of(run_of(), state), arrange(SIZE)
    kit, y = Kit(layout.scale), row(3, 0)[1]
    box = dict(places(layout.scores, layout.scale, tight=False))[3]
    across = [scores.at(kit, layout.scores, scene, False, (x, y)) for x in range(*xs(box))]
    straws = [one.aircraft for one in across if one is not None and one.aircraft is not None]
    assert list(dict.fromkeys(straws)) == list(scene.straws[0])
    assert len(scene.straws[0]) == scene.score(0, Topic.NEEDLE).count


def xs(box: pygame.Rect) -> tuple[int, int]:
    return box.left, box.right


def test_a_number_of_the_board_lights_as_many_tracks_as_it_says():
    made = run_of("four-bubbles")
    state = apply(opening(story.show(made)), Seek(265.0))
    scene, layout = scene_of(made, state), layout_of(SIZE, state)[0]
    kit = Kit(layout.scale, state.comfort, made.scenario)
    place, found = board.box(kit, layout, scene), scene.board
    assert place is not None
    assert found is not None
    assert [pane.picture for pane in scene.panes] == ["two", "four"]
    seen: list[int] = []
    for y in range(place.top, place.bottom):
        shed = light(scene, kit, layout, replace(state, spot=(place.centerx, y)))
        if shed.row is not None and shed.row not in seen:
            seen.append(shed.row)
            two, four = (int(mask(scene, pane, shed).sum()) for pane in scene.panes)
            assert (two, four) == (0, found.rows[shed.row].count), "those of its own picture"
    assert seen == list(range(len(found.rows))), "from top to bottom, each"
