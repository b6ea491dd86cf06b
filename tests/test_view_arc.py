"""How the main scenario's first chapter ends, and how its link comes up: what moves by itself."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pygame
import pytest
from msgspec.structs import replace
from runs import run_of

from iffsim.scene.caption import chapters
from iffsim.scene.scene import Scenes
from iffsim.story import feed
from iffsim.view.chrome import captions, cards
from iffsim.view.chrome import feed as news
from iffsim.view.drawing.kit import Kit
from iffsim.view.map import pins
from iffsim.view.map.layers import labels
from iffsim.view.map.layers.marks import light, mask
from iffsim.view.map.panes import panes
from iffsim.view.map.sight import see
from iffsim.view.model import story
from iffsim.view.model.actions import Select, apply, at, at_rest
from iffsim.view.model.asked import asked
from iffsim.view.model.comfort import Comfort
from iffsim.view.model.state import ViewState, opening
from iffsim.view.window import screens
from iffsim.view.window.frame import pixels, render
from iffsim.view.window.loop import layout_of

SIZE = (1280, 720)


@pytest.fixture
def state() -> ViewState:
    return opening(story.show(run_of()))


def test_the_other_half_goes_dark_before_it_is_gone(state):
    _, right = layout_of(SIZE, state)[0].panels
    box = np.s_[right.top + 80 : right.bottom - 40, right.left : right.right]

    def light_of(time_s: float, **more: bool) -> float:
        now = replace(state, time_s=time_s, playing=False, comfort=replace(state.comfort, **more))
        return float(pixels(render(run_of(), now, SIZE))[box].mean())

    assert light_of(33.0) > light_of(40.0) > light_of(46.0) > light_of(49.9)
    assert light_of(49.9) < 0.35 * light_of(33.0)
    assert light_of(49.9, calm=True) > 0.9 * light_of(33.0, calm=True)
    assert [state.show.story.dusk_at(time_s) for time_s in (0.0, 33.0, 50.0, 1500.0)] == [0.0] * 4


def test_names_arrive_one_after_the_other_each_with_who_heard_what():
    start_s, found = story.show(run_of()).story.bets[0].reveal_s, []
    for time_s in (start_s + 9.0, start_s + 15.0, start_s + 25.0, start_s + 40.0):
        found.append(feed.arrivals(run_of(), "joining", start_s, time_s))
    counts = [len(one) for one in found]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] >= 30
    at_once = Counter(one.at_s for one in found[-1])
    assert len(at_once) >= 5
    assert max(at_once.values()) <= 8
    assert all(run_of().picture("joining", one.at_s).identity[one.aircraft] == one.identity
               for one in found[-1])  # fmt: skip
    codes = {one.code.key for one in found[-1] if one.code}
    assert codes == {"credential.allied", "credential.civil"}
    assert feed.waits(run_of(), "joining", run_of().aircraft("STRANGER"), 1100.0)
    assert not feed.waits(run_of(), "joining", run_of().aircraft("VAN905"), 1100.0)


def test_names_that_come_together_are_one_row_whose_numbers_light_as_many_tracks(state):
    bet = story.show(run_of()).story.bets[0]
    now = at_rest(at(replace(state, playing=False), bet.reveal_s + 48.0))
    told = at_rest(at(now, bet.told_s + 10.0))
    layout, kit = layout_of(SIZE, now)[0], Kit(layout_of(SIZE, now)[0].scale)
    found = feed.arrivals(run_of(), "joining", bet.reveal_s, 1200.0)
    scene = Scenes(run_of()).at(asked(now))
    rows = news.rows(run_of(), now, found, scene)
    held = run_of().picture("joining", now.time_s).identity
    assert 5 <= len(rows) <= 8
    assert not any(row.waits for row in rows)
    everybody = [one for row in rows for one in row.batch.aircraft]
    assert len(everybody) == len(set(everybody)) >= 30
    card, placed = news.boxes(kit, layout, rows)
    assert layout.panels[1].contains(card)
    for row, box in placed:
        assert [held[one] for one in row.batch.aircraft] == list(row.batch.identities)
        seen = replace(now, spot=box.center)
        shed = light(scene, kit, layout, seen, (), rows)
        assert mask(scene, scene.panes[1], shed).sum() == len(row.batch.aircraft)
    soon = replace(now, time_s=rows[-1].batch.at_s + 2.0)
    newest = light(scene, kit, layout, soon, (), rows)
    assert newest.several == frozenset(rows[-1].batch.aircraft)
    last = news.rows(run_of(), told, found, Scenes(run_of()).at(asked(told)))[-1]
    assert last.waits
    assert last.batch.aircraft == (bet.aircraft,)
    assert not news.shown(at(now, bet.close_s + 1.0))


def test_where_text_is_large_names_are_summed_in_one_row(state):
    bet = story.show(run_of()).story.bets[0]
    now = at_rest(at(replace(state, playing=False, comfort=Comfort(text=2.0)), bet.told_s + 9.0))
    layout = layout_of(SIZE, now)[0]
    kit, scene = Kit(layout.scale, now.comfort), Scenes(run_of()).at(asked(now))
    found = feed.arrivals(run_of(), "joining", bet.reveal_s, 1200.0)
    rows = news.rows(run_of(), now, found, scene)
    card, placed = news.boxes(kit, layout, rows)
    assert layout.panels[1].contains(card)
    every = {one for row in rows if not row.waits for one in row.batch.aircraft}
    assert [frozenset(row.batch.aircraft) for row, _ in placed] == [every, {bet.aircraft}]
    seen = replace(now, spot=placed[0][1].center)
    assert light(scene, kit, layout, seen, (), rows).several == every


@pytest.mark.parametrize("time_s", [560.0, 1031.0, 1259.0, 1341.0, 2100.0])
@pytest.mark.parametrize("language", ["en", "tr"])
def test_names_of_marks_lie_on_no_marked_track_no_name_and_no_label(
    state, language, time_s, monkeypatch
):
    now = replace(state, playing=False, comfort=Comfort(language))
    now = at_rest(at(now, time_s))
    layout, shown = layout_of(SIZE, now)[0], screens.framed(now)
    kit = Kit(layout.scale, now.comfort, run_of().scenario)
    write, written = labels._write, []

    def caught(surface, kit, sight, number, placed):
        rows = {one: n for n, one in enumerate(sight.aircraft.tolist())}
        px = [sight.px[:, rows[one]] for one in placed.aircraft.tolist()]
        corners = [spot + by for spot, by in zip(px, placed.offset.T, strict=True)]
        size = labels.label_size(kit)
        written.append([pygame.Rect(*map(round, corner), *size) for corner in corners])
        write(surface, kit, sight, number, placed)

    monkeypatch.setattr(labels, "_write", caught)
    render(run_of(), now, SIZE)
    scene = Scenes(run_of()).at(asked(shown))
    for place, pane, names in zip(panes(shown, layout), scene.panes, written, strict=True):
        sight = see(pane.tracks, shown.camera, place.box)
        found = pins.pins(kit, scene, place, sight, shown.camera)
        boxes = [pin.box for pin in found if pin.words]
        assert boxes
        for box in boxes:
            assert box.collidelist([one for one in boxes if one is not box]) < 0
            assert not any(box.collidepoint(pin.spot) for pin in found)
            assert box.inflate(-4, -4).collidelist(names) < 0


def test_no_line_of_a_caption_ends_with_the_mark_that_opens_a_quotation():
    render(run_of(), opening(story.show(run_of())), SIZE)
    letters = Kit(1.0).letters
    texts = [text for chapter in chapters(run_of()) for line in chapter.captions
             for text in (line.text, line.text_tr)]  # fmt: skip
    for text in texts:
        for width in range(200, 900, 50):
            lines = letters.wrap(captions.runs(text, 19.0), width)
            ends = ["".join(run.text for run in line).rstrip() for line in lines]
            assert not [end for end in ends if end.endswith("“")]
            assert "".join("".join(run.text for run in line) for line in lines).split() == (
                text.replace("**", "").split()
            )


@pytest.mark.parametrize("time_s", [1240.0, 1600.0])
def test_places_that_a_caption_names_are_ringed_and_named_in_every_map(state, time_s):
    now = at_rest(at(replace(state, playing=False), time_s))
    layout, shown = layout_of(SIZE, now)[0], screens.framed(now)
    kit = Kit(layout.scale, now.comfort, run_of().scenario)
    scene = Scenes(run_of()).at(asked(shown))
    marked = shown.show.story.marked_at(time_s).places
    zones = {zone.id: zone.name for zone in run_of().world.zones}
    assert {zones[name] for name in marked} == {spot.words.key for spot in scene.spots}
    for place, pane in zip(panes(shown, layout), scene.panes, strict=True):
        sight = see(pane.tracks, shown.camera, place.box)
        found = pins.pins(kit, scene, place, sight, shown.camera)
        found = tuple(one for one in found if one.kind == "place")
        assert len(found) == len(marked)
        assert all(pin.words for pin in found)
    bare = at(replace(now, comfort=Comfort()), 1500.0)
    assert Scenes(run_of()).at(asked(screens.framed(bare))).spots == ()


def test_a_card_lies_over_the_rings_of_marks_and_under_no_name(state):
    now = at_rest(at(replace(state, playing=False, comfort=Comfort(text=2.0)), 2500.0))
    layout, shown = layout_of(SIZE, now)[0], screens.framed(now)
    kit = Kit(layout.scale, now.comfort, run_of().scenario)
    scene, drawn = Scenes(run_of()).at(asked(shown)), []
    for place, pane in zip(panes(shown, layout), scene.panes, strict=True):
        sight = see(pane.tracks, shown.camera, place.box)
        spot = sight.spot(now.selected)
        card = cards.box(kit, place.clip, (spot,), pane.cards[0], pane.slot == 0)
        found = pins.pins(kit, scene, place, sight, shown.camera, card)
        drawn += [pin for pin in found if card.collidepoint(pin.spot)]
        assert not any(pin.words and card.colliderect(pin.box) for pin in found)
    assert drawn


def test_a_card_that_the_challenge_covers_is_left_out(state, monkeypatch):
    last, places, draw = state.show.chapters[-1], [], cards.draw_card

    def caught(surface, kit, place, *rest):
        places.append(place)
        return draw(surface, kit, place, *rest)

    monkeypatch.setattr(cards, "draw_card", caught)
    now = at_rest(at(replace(state, playing=False), last.start_s + 5.0))
    now = apply(now, Select(run_of().aircraft("KC1")))
    left, right = layout_of(SIZE, now)[0].panels
    render(run_of(), now, SIZE)
    assert [left.contains(place) for place in places] == [True]
    places.clear()
    render(run_of(), at_rest(at(now, 1341.0)), SIZE)
    assert [right.contains(place) for place in places] == [False, True]
