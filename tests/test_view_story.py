"""The guided story: its pace, its bet, its sources; on the main scenario, as a reader meets it."""

from __future__ import annotations

import gc

import numpy as np
import pygame
import pytest
from msgspec.structs import replace
from runs import run_of
from view_demo import seen

from iffsim.doctrine import Identity
from iffsim.earth.claims import article
from iffsim.scene.scene import Scenes
from iffsim.story.shut import LOCKED
from iffsim.story.telling import Bet
from iffsim.view.chrome import betting, haystack, lever, slider, transport
from iffsim.view.chrome import source as sourcing
from iffsim.view.drawing.kit import Kit
from iffsim.view.map.layers.marks import light
from iffsim.view.model import looking, pace, story
from iffsim.view.model.actions import Pass, Seek, TurnChapter, apply
from iffsim.view.model.asked import asked, track_name
from iffsim.view.model.camera import Camera
from iffsim.view.model.state import ViewState, opening
from iffsim.view.window.frame import offscreen, pixels, render
from iffsim.view.window.idle import quiet, resting
from iffsim.view.window.loop import Pointer, handled, layout_of

SIZE = (1280, 720)


@pytest.fixture
def state() -> ViewState:
    return opening(story.show(run_of()))


def key(code: int, mod: int = 0) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=code, unicode="", mod=mod)


def clicked(state: ViewState, spot: tuple[float, float]) -> ViewState:
    at = (round(spot[0]), round(spot[1]))
    return after(
        state,
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1),
        pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1),
    )


def after(state: ViewState, *events: pygame.event.Event) -> ViewState:
    for event in events:
        state, _ = handled(event, state, Pointer(), SIZE, run_of())
    return state


def watched(state: ViewState, wall_s: float) -> ViewState:
    for _ in range(round(wall_s * 20)):
        state = apply(state, Pass(1 / 20))
    return state


def betting_time(state: ViewState) -> ViewState:
    return watched(apply(state, Seek(760.0)), 2.0)


def answered(state: ViewState) -> ViewState:
    """Return the state once the lever is pulled and names have arrived."""
    return apply(apply(state, TurnChapter(1)), Seek(tale_bet().told_s))


def tale_bet() -> Bet:
    return story.show(run_of()).story.bets[0]


def spoken(state: ViewState) -> str:
    offscreen(SIZE)
    found = betting.lines(run_of(), Kit(1.0), state)
    return " ".join(run.text for line in found for run in line.runs)


def spot_of(state: ViewState, aircraft: int, slot: int) -> tuple[float, float]:
    panel = layout_of(SIZE, state)[0].panels[slot]
    picture = state.pictures[slot]
    found = seen(run_of(), picture, state.time_s, state.camera, panel).spot(aircraft)
    assert found is not None
    return found


def alone(state: ViewState, slot: int) -> int:
    """Return an aircraft that a picture holds well away from all others and from the edges."""
    panel = layout_of(SIZE, state)[0].panels[slot]
    sight = seen(run_of(), state.pictures[slot], state.time_s, state.camera, panel, 0)
    px = np.concatenate([sight.px, sight.ghost_px], axis=1)
    apart = np.hypot(*(px[:, :, None] - px[:, None, :])) + 1e9 * np.eye(px.shape[1])
    inner = panel.inflate(-200, -200)
    inside = np.array([inner.collidepoint(x, y) for x, y in sight.px.T])
    return int(sight.aircraft[np.where(inside, apart.min(axis=0)[: len(sight)], 0.0).argmax()])


def test_the_contrast_is_on_screen_within_ten_seconds(state):
    early = watched(state, 10.0)
    left, right = (run_of().picture(name, early.time_s).identity for name in early.pictures)
    unknown, named = Identity.UNKNOWN, (Identity.FRIEND, Identity.NEUTRAL)
    assert (left == unknown).sum() >= 20
    assert np.isin(right, named).sum() >= 40
    assert (right == unknown).sum() <= 2


def test_the_whole_story_takes_about_five_minutes_by_itself(state):
    passed = 0.0
    while state.playing and passed < 600.0:
        state = apply(state, Pass(0.1))
        passed += 0.1
    assert 240.0 <= passed <= 360.0


def test_every_caption_stays_as_long_as_it_takes_to_read(state):
    lines = [line for chapter in run_of().scenario.chapters for line in chapter.captions]
    stops = [line.at_s for line in lines[1:]] + [run_of().duration_s]
    for line, stop_s in zip(lines, stops, strict=True):
        quiet = replace(state, time_s=line.at_s, bet=0)
        shown_s = (stop_s - line.at_s) / pace.speed(quiet)
        words = max(len(text.split()) for text in (line.text, line.text_tr))
        assert shown_s >= 3.0 + 0.3 * words - 1e-9, line.text


def test_time_slows_while_a_bet_is_open_and_once_it_is_placed_goes_on(state):
    choosing = betting_time(state)
    placed = apply(choosing, looking.PlaceBet(alone(choosing, 0)))
    assert pace.speed(choosing) < pace.speed(placed)


def test_a_chosen_speed_stays_until_the_storys_own_is_asked_for(state):
    faster = after(state, key(pygame.K_UP))
    assert not faster.paced
    assert pace.speed(faster) == faster.speed
    assert after(faster, key(pygame.K_p)).paced


def test_a_click_on_a_track_bets_on_it(state):
    slot = 0
    choosing = betting_time(state)
    assert "1 in" in spoken(choosing)
    one = alone(choosing, slot)
    placed = clicked(choosing, spot_of(choosing, one, slot))
    assert placed.bet == one
    assert track_name(run_of(), placed, one) in spoken(placed)


def test_tab_and_enter_bet_too(state):
    placed = after(betting_time(state), key(pygame.K_TAB), key(pygame.K_TAB), key(pygame.K_RETURN))
    assert placed.bet is not None
    assert placed.bet == placed.selected


def test_nobody_can_bet_before_or_after(state):
    for time_s in (100.0, 1210.0):
        there = watched(apply(state, Seek(time_s)), 1.0)
        one = alone(there, 0)
        assert clicked(there, spot_of(there, one, 0)).bet is None
        assert apply(there, looking.PlaceBet(one)).bet is None
        assert spoken(there) == ""


def test_a_right_bet_is_told_so(state):
    intruder = run_of().aircraft("STRANGER")
    placed = apply(betting_time(state), looking.PlaceBet(intruder))
    later = answered(placed)
    assert "found it" in spoken(later)
    assert track_name(run_of(), later, intruder) in spoken(later)


def test_a_wrong_bet_is_told_who_it_really_was(state):
    placed = apply(betting_time(state), looking.PlaceBet(run_of().aircraft("KC1")))
    later = answered(placed)
    assert "ally" in spoken(later)
    for name in ("KC1", "STRANGER"):
        assert track_name(run_of(), later, run_of().aircraft(name)) in spoken(later)


def test_without_a_bet_next_is_not_held_up_and_the_answer_comes_all_the_same(state):
    revealed = answered(betting_time(state))
    assert revealed.show.chapter_at(revealed.time_s) == 5
    assert track_name(run_of(), revealed, run_of().aircraft("STRANGER")) in spoken(revealed)


def test_enter_puts_the_answer_away_and_coming_back_shows_it_again(state):
    revealed = answered(betting_time(state))
    read = after(revealed, key(pygame.K_RETURN))
    assert spoken(read) == ""
    again = answered(apply(read, Seek(tale_bet().open_s)))
    assert spoken(again) != ""


def test_the_answer_marks_the_intruder_in_both_pictures(state):
    revealed = watched(answered(betting_time(state)), 2.0)
    shown = pixels(render(run_of(), revealed, SIZE)).astype(int)
    without = replace(revealed, show=revealed.show.retold(bets=()))
    plain = pixels(render(run_of(), without, SIZE)).astype(int)
    changed = np.abs(shown - plain).max(axis=2) > 40
    for slot in (0, 1):
        x, y = spot_of(revealed, run_of().aircraft("STRANGER"), slot)
        assert changed[round(y) + 10 : round(y) + 45, round(x) - 40 : round(x) + 40].sum() > 200


def test_the_bubble_sinks_by_itself_where_a_chapter_says_so_and_rises_again(state):
    low = watched(apply(state, Seek(1670.0)), 9.0)
    assert low.coverage_alt_m == 300.0
    high = watched(apply(low, TurnChapter(1)), 9.0)
    assert high.coverage_alt_m == 6000.0


def test_the_slider_moves_coverage_in_the_same_frame(state):
    there = watched(apply(state, Seek(100.0)), 2.0)
    layout = layout_of(SIZE, there)[0]
    top = slider.bar(layout).midtop
    knob = (top[0], round(slider.y_at(layout, there.coverage_alt_m)))
    low = (top[0], round(slider.y_at(layout, 300.0)))
    held = after(
        there,
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=knob, button=1),
        pygame.event.Event(
            pygame.MOUSEMOTION, pos=low, rel=(0, low[1] - knob[1]), buttons=(1, 0, 0)
        ),
    )
    assert held.coverage_alt_m == pytest.approx(300.0, rel=0.2)
    assert held.camera == there.camera
    before = run_of().watched("standalone", there.time_s, there.coverage_alt_m)
    assert run_of().watched("standalone", there.time_s, held.coverage_alt_m) < before / 3
    first, second = (pixels(render(run_of(), one, SIZE)).astype(int) for one in (there, held))
    assert (np.abs(first - second).max(axis=2) > 10).mean() > 0.05


def test_a_height_and_its_place_on_the_slider_belong_together(state):
    layout = layout_of(SIZE, state)[0]
    for alt_m in (100.0, 300.0, 1000.0, 3000.0, 6000.0, 10_000.0):
        found = slider.height_at(layout, slider.y_at(layout, alt_m))
        assert found == pytest.approx(alt_m, rel=0.01)


def test_e_and_a_click_on_the_tag_show_whose_word_a_caption_is(state):
    shown = after(state, key(pygame.K_e))
    assert shown.source
    layout = layout_of(SIZE, state)[0]
    assert clicked(state, sourcing.chip_zone(layout).center).source
    assert not after(shown, key(pygame.K_ESCAPE)).source


def test_the_pointer_on_the_tag_shows_it_too(state):
    layout = layout_of(SIZE, state)[0]
    spot = sourcing.chip_zone(layout).center
    pointed = after(
        state, pygame.event.Event(pygame.MOUSEMOTION, pos=spot, rel=(1, 1), buttons=(0, 0, 0))
    )
    assert sourcing.asked(layout, pointed)
    assert not sourcing.asked(layout, state)


def test_back_play_and_next_are_buttons_too(state):
    knobs = transport.buttons(layout_of(SIZE, state)[0])
    second = clicked(state, knobs[transport.NEXT].center)
    assert second.show.chapter_at(second.time_s) == 1
    assert not clicked(second, knobs[transport.PLAY].center).playing
    assert clicked(second, knobs[transport.BACK].center).time_s == 0.0


def test_every_caption_can_say_whose_word_it_is():
    offscreen(SIZE)
    kit = Kit(1.0)
    for chapter in run_of().scenario.chapters:
        for line in chapter.captions:
            said = " ".join(text for text, _ in sourcing.sentences(kit, line))
            assert line.claim is None or article().claims[line.claim].en in said
            assert line.source in said


def test_every_claim_that_a_scenario_can_cite_is_written_in_both_languages():
    assert list(article().claims) == [f"C{n}" for n in range(1, 18)]
    assert all(one.en and one.tr and one.en != one.tr for one in article().claims.values())


def test_the_window_rests_only_when_nothing_moves(state):
    assert not resting(state)
    paused = after(state, key(pygame.K_SPACE))
    assert resting(paused)
    turned = apply(paused, TurnChapter(1))
    assert not resting(turned)
    assert resting(watched(turned, 1.0))


def test_the_last_chapter_opens_the_sandbox_and_going_back_closes_it(state):
    last = state.show.chapters[-1]
    assert not apply(state, Seek(last.start_s - 1.0)).sandbox
    opened = apply(state, Seek(last.start_s))
    assert opened.sandbox
    assert not apply(opened, TurnChapter(-1)).sandbox


def test_played_again_from_its_end_the_sandbox_begins_where_it_was_opened(state):
    ended = replace(apply(state, Seek(state.show.duration_s)), playing=False)
    again = after(ended, key(pygame.K_SPACE))
    assert again.playing
    assert again.time_s == state.show.chapters[-1].start_s


def test_a_chapters_aircraft_and_an_answered_bet_are_let_go_what_a_reader_chose_stays(state):
    placed = apply(betting_time(state), looking.PlaceBet(run_of().aircraft("KC1")))
    revealed = apply(placed, TurnChapter(1))
    assert revealed.selected == placed.bet
    assert apply(revealed, TurnChapter(1)).selected is None
    chosen = replace(revealed, selected=7)
    assert apply(chosen, TurnChapter(1)).selected == 7
    swapped = apply(state, Seek(2405.0))
    assert swapped.selected == run_of().aircraft("STRANGER")
    assert apply(swapped, TurnChapter(1)).selected is None


def test_with_less_motion_the_camera_jumps_and_coverage_too(state):
    calm = replace(state, comfort=replace(state.comfort, calm=True))
    there = apply(apply(calm, Seek(1670.0)), Pass(1 / 60))
    assert there.aim is None
    assert there.camera == Camera.of(there.show.chapters[8].look)
    assert there.coverage_alt_m == 300.0


def test_the_collector_of_garbage_is_handed_back_as_it_was():
    assert gc.isenabled()
    with quiet():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_the_lever_is_locked_until_a_bet_is_placed_and_then_links(state):
    choosing = betting_time(state)
    tried = after(choosing, key(pygame.K_z))
    assert tried.notice == LOCKED
    assert tried.time_s == choosing.time_s
    layout = layout_of(SIZE, choosing)[0]
    assert clicked(choosing, lever.box(layout).center).notice == LOCKED
    placed = apply(choosing, looking.PlaceBet(alone(choosing, 0)))
    pulled = clicked(placed, lever.box(layout).center)
    assert pulled.show.chapters[pulled.show.chapter_at(pulled.time_s)].lever
    assert spoken(pulled) == ""
    assert pulled.selected == placed.bet


def test_a_straw_lights_its_track_and_a_click_on_it_bets_and_a_wrong_bet_stays(state):
    choosing = betting_time(state)
    layout, hay = layout_of(SIZE, choosing)[0], haystack.straws(run_of(), choosing)
    assert len(hay) >= 30
    assert {straw.named for straw in hay} == {False}
    spot = haystack.boxes(layout, len(hay))[3].center
    seen = replace(choosing, spot=spot)
    scene = Scenes(run_of()).at(asked(seen))
    assert light(scene, Kit(layout.scale), layout, seen, hay).aircraft == hay[3].aircraft
    placed = clicked(choosing, spot)
    assert placed.bet == hay[3].aircraft
    told = answered(placed)
    left = haystack.straws(run_of(), told)
    assert placed.bet in {straw.aircraft for straw in left}
    assert [run_of().world.fleet.ids[one.aircraft] for one in left if not one.named] == ["STRANGER"]
