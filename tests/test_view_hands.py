"""Hands on the scenario: what is dragged and switched follows at once, and can be undone."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
import shapely
from msgspec.structs import replace
from view_demo import demo, seen

from iffsim.bake import run
from iffsim.base import geo
from iffsim.classroom.edits import NewAircraft
from iffsim.classroom.edits import after as edited
from iffsim.scenario import events
from iffsim.scenario.points import Waypoint
from iffsim.scene import coverage, sites
from iffsim.view.chrome.toolbar import buttons, face
from iffsim.view.drawing.layout import arrange
from iffsim.view.model import sandbox, story
from iffsim.view.model.camera import world_to_screen
from iffsim.view.model.state import Grip, ViewState, opening
from iffsim.view.window.desk import EVERY_S, REFUSED, Desk
from iffsim.view.window.frame import Stage, offscreen, pixels
from iffsim.view.window.loop import Pointer, handled

SIZE = (1600, 900)
TIME_S = 500.0


def event(kind: int, **data: object) -> pygame.event.Event:
    return pygame.event.Event(kind, **data)


def key(code: int, mod: int = 0) -> pygame.event.Event:
    return event(pygame.KEYDOWN, key=code, unicode="", mod=mod)


class Hand:
    """A window without a window: events go in, the desk does what they ask for."""

    def __init__(self, **changes: object) -> None:
        self.desk = Desk.of(demo())
        self.state: ViewState = replace(
            opening(story.show(demo())), time_s=TIME_S, playing=False,
            pictures=("standalone", "linked"), **changes,
        )  # fmt: skip
        self.pointer = Pointer()
        self.clock_s = 0.0

    @property
    def recording(self):
        return self.desk.recording

    def do(self, *events: pygame.event.Event) -> ViewState:
        for one in events:
            self.state, self.pointer = handled(one, self.state, self.pointer, SIZE, self.recording)
            self.clock_s += EVERY_S
            self.state = self.desk.follow(self.state, self.clock_s)
        return self.state

    def drag(self, start: tuple[int, int], by: tuple[int, int], drop: bool = True) -> ViewState:
        stop = (start[0] + by[0], start[1] + by[1])
        self.do(
            event(pygame.MOUSEBUTTONDOWN, pos=start, button=1),
            event(pygame.MOUSEMOTION, pos=stop, rel=by, buttons=(1, 0, 0)),
        )
        return self.do(event(pygame.MOUSEBUTTONUP, pos=stop, button=1)) if drop else self.state

    def click(self, spot: tuple[int, int]) -> ViewState:
        return self.do(
            event(pygame.MOUSEBUTTONDOWN, pos=spot, button=1),
            event(pygame.MOUSEBUTTONUP, pos=spot, button=1),
        )

    def push(self, button: str) -> ViewState:
        return self.click(buttons(arrange(SIZE), self.state)[button].center)

    def spot(self, km: tuple[float, float], slot: int = 0) -> tuple[int, int]:
        px = world_to_screen(self.state.camera, arrange(SIZE).panels[slot], np.array(km))
        return (round(float(px[0])), round(float(px[1])))

    def battery_km(self) -> tuple[float, float]:
        row = sandbox.site_row(self.recording, "battery", self.state.time_s)
        east, north = geo.project_km(self.recording.site_places(TIME_S)[0][:, row]).tolist()
        return (east, north)


@pytest.fixture
def hand() -> Hand:
    return Hand()


def test_a_dragged_battery_stands_where_it_is_dropped_and_undo_puts_it_back(hand):
    before = hand.battery_km()
    hand.drag(hand.spot(before), (90, 40))
    moved = hand.battery_km()
    scale = hand.state.camera.px_per_km(arrange(SIZE).panels[0])
    assert moved[0] - before[0] == pytest.approx(90 / scale, abs=1.5)
    assert before[1] - moved[1] == pytest.approx(40 / scale, abs=1.5)
    assert hand.state.edits == 1
    hand.do(key(pygame.K_z, pygame.KMOD_LCTRL))
    assert hand.battery_km() == pytest.approx(before, abs=1e-6)
    hand.do(key(pygame.K_y, pygame.KMOD_LCTRL))
    assert hand.battery_km() == pytest.approx(moved, abs=1e-6)


def test_coverage_follows_the_hand_in_the_same_frame_before_anything_is_baked(hand):
    """The bubble is drawn around the hand from the state alone: the recording is the old one."""
    start = hand.battery_km()
    hand.drag(hand.spot(start), (120, 0), drop=False)
    hold = hand.state.hold
    found = sites.posts(demo(), "standalone", TIME_S, (hold.name, hold.km))
    here = coverage.watch(demo(), "standalone", TIME_S, 6000.0, found, "k")
    middle = shapely.centroid(here.union)
    assert (middle.x, middle.y) == pytest.approx(hold.km, abs=12.0)
    assert hold.km[0] > start[0] + 50


def test_what_is_dragged_is_baked_while_it_is_dragged_and_is_what_a_whole_run_gives(hand):
    hand.drag(hand.spot(hand.battery_km()), (150, 60), drop=False)
    assert hand.state.edits == 0
    shown = hand.recording.picture("standalone", TIME_S)
    edit = sandbox.move(demo(), hand.state.hold, TIME_S)
    whole = run(edited(demo().scenario, [edit]))
    assert np.array_equal(shown.identity, whole.picture("standalone", TIME_S).identity)
    assert not np.array_equal(shown.held, demo().picture("standalone", TIME_S).held)
    assert hand.recording.score_at("standalone", TIME_S) == whole.score_at("standalone", TIME_S)


def test_baking_waits_while_the_hand_moves_fast(hand):
    hand.drag(hand.spot(hand.battery_km()), (150, 60), drop=False)
    first = hand.recording
    state = replace(hand.state, hold=replace(hand.state.hold, km=(0.0, 0.0)))
    hand.desk.follow(state, hand.clock_s + EVERY_S / 2)
    assert hand.recording is first
    hand.desk.follow(state, hand.clock_s + EVERY_S * 1.01)
    assert hand.recording is not first


def test_a_frame_is_drawn_from_the_new_recording_at_once(hand):
    stage, surface = Stage(demo()), offscreen(SIZE)
    stage.draw(surface, hand.state)
    before = pixels(surface)
    hand.drag(hand.spot(hand.battery_km()), (150, 60))
    stage.use(hand.recording)
    stage.draw(surface, hand.state)
    fresh = offscreen(SIZE)
    Stage(hand.recording).draw(fresh, hand.state)
    assert not np.array_equal(pixels(surface), before)
    scores = arrange(SIZE).scores
    clip = (slice(scores.top, scores.bottom), slice(scores.left, scores.right))
    assert np.array_equal(pixels(surface)[clip], pixels(fresh)[clip])


def test_escape_or_a_press_without_a_move_puts_nothing_anywhere(hand):
    hand.do(key(pygame.K_g), key(pygame.K_RIGHT), key(pygame.K_ESCAPE))
    assert hand.state.hold is None
    assert hand.state.edits == 0
    assert hand.recording.picture("standalone", TIME_S).held.tolist() == (
        demo().picture("standalone", TIME_S).held.tolist()
    )


def test_the_keyboard_carries_a_site_and_puts_it_down(hand):
    start = hand.battery_km()
    hand.do(key(pygame.K_g), *[key(pygame.K_RIGHT)] * 3, key(pygame.K_UP), key(pygame.K_RETURN))
    assert hand.battery_km() == pytest.approx((start[0] + 60, start[1] + 20), abs=1.5)


def test_a_click_on_a_site_silences_it_and_another_wakes_it(hand):
    spot = hand.spot(hand.battery_km())
    hand.click(spot)
    assert not sandbox.site_works(hand.recording, "battery", TIME_S)
    assert not hand.recording.picture("standalone", TIME_S).held.any()
    hand.click(spot)
    assert sandbox.site_works(hand.recording, "battery", TIME_S)
    assert hand.recording.picture("standalone", TIME_S).held.any()


def test_an_aircraft_can_be_taken_only_in_the_sandbox(hand):
    panel = arrange(SIZE).panels[1]
    sight = seen(demo(), "linked", TIME_S, hand.state.camera, panel, 0)
    km = geo.project_km(demo().truth(TIME_S).xyz)
    sites = geo.project_km(demo().site_places(TIME_S)[0])
    far = [a for a in sight.aircraft.tolist() if np.hypot(*(sites - km[:, [a]])).min() > 60]
    name = demo().world.fleet.ids[far[0]]
    spot = tuple(sight.px[:, sight.row(far[0])].round().astype(int).tolist())
    hand.drag(spot, (60, 0))
    assert hand.state.edits == 0
    hand.state = replace(hand.state, camera=opening(story.show(demo())).camera)
    hand.push("sandbox")
    hand.drag(spot, (60, 0))
    assert hand.state.edits == 1
    row = hand.recording.aircraft(name)
    now = geo.project_km(hand.recording.truth(TIME_S).xyz[:, row])
    scale = hand.state.camera.px_per_km(panel)
    assert now[0] - km[0, far[0]] == pytest.approx(60 / scale, abs=12.0)
    assert now[1] - km[1, far[0]] == pytest.approx(0.0, abs=12.0)


def test_the_link_button_cuts_the_link_and_restores_it(hand):
    hand.push("sandbox")
    whole = hand.recording.score_at("linked", TIME_S).tracked
    hand.push("link")
    assert face("link", hand.state, hand.recording).on is False
    assert hand.recording.score_at("linked", TIME_S).tracked < whole
    hand.push("link")
    assert hand.recording.score_at("linked", TIME_S).tracked == whole


def test_a_switch_also_undoes_what_the_scenario_itself_has_just_done():
    hand = Hand(sandbox=True)
    hand.state = replace(hand.state, time_s=610.0)  # the scenario cut the link at 600 s
    assert face("link", hand.state, hand.recording).on is False
    hand.do(key(pygame.K_F6))
    assert face("link", hand.state, hand.recording).on is True


def test_without_national_codes_even_own_jets_are_unknown(hand):
    jet = demo().aircraft("jet")
    assert demo().picture("standalone", TIME_S).identity[jet] == 3
    hand.do(key(pygame.K_F7))
    assert hand.recording.picture("standalone", TIME_S).identity[jet] == 1
    hand.do(key(pygame.K_F7))
    assert hand.recording.picture("standalone", TIME_S).identity[jet] == 3


def test_four_batteries_come_go_and_come_back(hand):
    alone = hand.recording.watched("standalone", TIME_S, 6000.0)
    hand.do(key(pygame.K_F8))
    four = hand.recording.watched("standalone", TIME_S, 6000.0)
    assert four > 1.5 * alone
    hand.do(key(pygame.K_F8))
    assert hand.recording.watched("standalone", TIME_S, 6000.0) == pytest.approx(alone)
    hand.do(key(pygame.K_F8))
    assert hand.recording.watched("standalone", TIME_S, 6000.0) == pytest.approx(four)


def test_reset_takes_back_everything_and_redo_does_it_again(hand):
    hand.do(key(pygame.K_F6), key(pygame.K_F7), key(pygame.K_F8))
    assert hand.state.edits >= 3
    count = hand.state.edits
    hand.push("reset")
    assert hand.state.edits == 0
    assert hand.state.undone == count
    for picture in demo().picture_ids:
        shown, first = hand.recording.picture(picture, TIME_S), demo().picture(picture, TIME_S)
        assert np.array_equal(shown.identity, first.identity)
    hand.do(key(pygame.K_y, pygame.KMOD_LCTRL))
    assert hand.state.edits == 1


def test_what_is_selected_stays_selected_when_an_aircraft_is_added(hand):
    last = len(demo().world.fleet.ids) - 1
    hand.state = replace(hand.state, selected=last)
    route = ({"lat_deg": 39.0, "lon_deg": 33.0}, {"lat_deg": 40.0, "lon_deg": 34.0})
    new = NewAircraft(
        at="00:06:40", type="A320", allegiance="neutral",
        route=tuple(Waypoint(**point) for point in route),
    )  # fmt: skip
    asked = sandbox.done(hand.state, new)
    hand.state = hand.desk.follow(sandbox.handled(hand.state, asked), 1.0)
    ids = hand.recording.world.fleet.ids
    assert len(ids) == last + 2
    assert ids[hand.state.selected] == demo().world.fleet.ids[last]


def test_what_cannot_be_done_is_said_and_forgotten_after_a_while(hand):
    wrong = events.SiteSilent(at="00:00:10", site="nowhere")
    asked = sandbox.done(hand.state, wrong)
    state = hand.desk.follow(sandbox.handled(hand.state, asked), 1.0)
    assert state.notice == REFUSED
    assert state.edits == 0
    state = hand.desk.follow(state, 2.0)
    assert state.notice == REFUSED
    assert hand.desk.follow(state, 9.0).notice == ""


def test_the_toolbar_can_be_walked_with_the_keyboard_and_shows_where_it_is(hand):
    hand.do(key(pygame.K_F10), key(pygame.K_RETURN))
    assert hand.state.sandbox
    assert hand.state.focus == "sandbox"
    hand.do(key(pygame.K_RIGHT), key(pygame.K_RETURN))
    assert hand.state.focus == "link"
    assert hand.state.edits == 1
    surface, other = offscreen(SIZE), offscreen(SIZE)
    Stage(hand.recording).draw(surface, hand.state)
    Stage(hand.recording).draw(other, replace(hand.state, focus=None))
    assert not np.array_equal(pixels(surface), pixels(other))
    hand.do(key(pygame.K_ESCAPE))
    assert hand.state.focus is None


def test_hands_leave_the_mouse_free(hand):
    hand.drag(hand.spot(hand.battery_km()), (50, 0))
    assert hand.state.grip is Grip.NOTHING
    assert hand.state.hold is None


def test_what_is_dragged_from_one_map_over_the_other_goes_straight_on(hand):
    start = hand.battery_km()
    spot = hand.spot(start)
    hand.do(event(pygame.MOUSEBUTTONDOWN, pos=spot, button=1))
    east = []
    for x in range(spot[0] + 20, spot[0] + 620, 100):
        hand.do(event(pygame.MOUSEMOTION, pos=(x, spot[1]), rel=(100, 0), buttons=(1, 0, 0)))
        east.append(hand.state.hold.km[0])
    steps = np.diff(east)
    assert steps == pytest.approx(np.full(len(steps), steps[0]))
    assert steps[0] > 0


def test_a_switch_says_what_it_did(hand):
    assert hand.do(key(pygame.K_F6)).notice == "sandbox.link_cut"
    assert hand.do(key(pygame.K_F6)).notice == "sandbox.link_up"


def test_a_click_on_a_track_that_lies_over_a_site_selects_the_track(hand):
    state = hand.state
    sight = seen(demo(), "standalone", TIME_S, state.camera, arrange(SIZE).panels[0], 0)
    site = np.array(hand.spot(hand.battery_km()))
    far = np.hypot(*(sight.px - site[:, None]))
    row = int(far.argmin())
    zoomed = replace(state.camera, span_km=state.camera.span_km * max(far.min() / 9.0, 1.0))
    km = geo.project_km(demo().truth(TIME_S).xyz[:, sight.aircraft[row]])
    hand.state = replace(state, camera=replace(zoomed, east_km=float(km[0]), north_km=float(km[1])))
    sight = seen(demo(), "standalone", TIME_S, hand.state.camera, arrange(SIZE).panels[0], 0)
    px = sight.px - np.array(hand.spot(hand.battery_km()))[:, None]
    nearest = int(np.hypot(*px).argmin())
    spot = tuple(sight.px[:, nearest].round().astype(int).tolist())
    hand.click(spot)
    assert hand.state.edits == 0
    assert hand.state.selected is not None
