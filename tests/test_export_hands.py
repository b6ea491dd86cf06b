"""Hands on the page's model in a real Chromium: mouse, finger, keys; what they do is Python's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec
import needs
import numpy as np
import pytest
from browser import Browser
from pageedits import drawn as drawn_edits
from runs import run_of
from storypage import AT_S, READY, drawn

import iffsim
from iffsim.base.errors import BadInput
from iffsim.base.units import parse_time
from iffsim.classroom import edits
from iffsim.doctrine import Identity
from iffsim.export import write
from iffsim.recording import Recording
from iffsim.story import telling

pytestmark = needs.browser


def drag(page: Browser, spot: Sequence[float], by: tuple[float, float], lift: bool = True) -> None:
    steps = [("mousePressed", 0.0), ("mouseMoved", 0.5), ("mouseMoved", 1.0)]
    for kind, share in [*steps, *([("mouseReleased", 1.0)] if lift else [])]:
        page.call(
            "Input.dispatchMouseEvent", type=kind, x=spot[0] + share * by[0],
            y=spot[1] + share * by[1], button="left", buttons=int(kind != "mouseReleased"),
            clickCount=1,
        )  # fmt: skip
        drawn(page)


def swipe(page: Browser, spot: Sequence[float], by: tuple[float, float]) -> None:
    for kind, share in (("touchStart", 0.0), ("touchMove", 0.5), ("touchMove", 1.0)):
        at = {"x": spot[0] + share * by[0], "y": spot[1] + share * by[1]}
        page.call("Input.dispatchTouchEvent", type=kind, touchPoints=[at])
        drawn(page)
    page.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    drawn(page)


def push(page: Browser, name: str) -> None:
    page.run(f"document.querySelector('#hands .hand-{name}').click()")
    drawn(page)


def made(page: Browser) -> list[dict[str, object]]:
    found: list[dict[str, object]] = page.run("iffsim.edits()")
    return found


def says_what_python_says(page: Browser, recording: Recording) -> None:
    """Assert that both pictures hold what Python's hold once the page's edits are done."""
    done = [msgspec.convert(edit, edits.AnyEdit) for edit in made(page)]
    since = min((parse_time(edit.at) for edit in done), default=0.0)
    edited = edits.fitting(recording.scenario, done) if done else recording.scenario
    after, time_s = iffsim.revise(recording, edited, since), page.run("iffsim.state.time")
    for picture in ("standalone", "linked"):
        rows = json.loads(page.run(f"JSON.stringify(iffsim.pictureAt({picture!r}, {time_s}))"))
        found = {row["aircraft"]: row["identity"] for row in rows if row["held"]}
        state = after.picture(picture, time_s)
        held = state.held.nonzero()[0].tolist()
        ids = after.world.fleet.ids
        assert found == {ids[a]: Identity(state.identity[a]).name.lower() for a in held}


def test_a_dragged_battery_takes_its_coverage_and_its_names_along(
    page: Browser, recording: Recording
) -> None:
    camera = page.run("JSON.stringify(iffsim.state.camera)")
    before = page.run("iffsim.site(0, 'battery')")
    drag(page, before, (120.0, 60.0), lift=False)
    (edit,) = made(page)
    assert edit["do"] == "move_site"
    says_what_python_says(page, recording)
    page.call("Input.dispatchMouseEvent", type="mouseReleased", x=before[0] + 120,
              y=before[1] + 60, button="left", clickCount=1)  # fmt: skip
    drawn(page)
    assert page.run("iffsim.site(0, 'battery')") == pytest.approx(
        [before[0] + 120, before[1] + 60], abs=1.0
    )
    assert page.run("JSON.stringify(iffsim.state.camera)") == camera
    assert made(page) == [edit]
    says_what_python_says(page, recording)


def test_switches_do_what_the_window_does_and_are_taken_back_and_done_again(
    page: Browser, recording: Recording
) -> None:
    page.run("document.querySelector('.try').click()")
    drawn(page)
    for count, (name, do) in enumerate(
        (("link", "link_down"), ("codes", "doctrine"), ("four", "more_sites"))
    ):
        already = len(made(page))
        push(page, name)
        assert {edit["do"] for edit in made(page)[already:]} == {do}, count
        says_what_python_says(page, recording)
    whole = made(page)
    push(page, "undo")
    assert made(page) == whole[:-1]
    push(page, "redo")
    assert made(page) == whole
    push(page, "reset")
    assert made(page) == []
    says_what_python_says(page, recording)
    push(page, "redo")
    push(page, "redo")
    assert made(page) == whole[:-1]
    assert page.complaints() == []


def test_one_site_is_turned_off_and_its_link_cut(page: Browser, recording: Recording) -> None:
    page.run("document.querySelector('.try').click()")
    drawn(page)
    page.run(
        "{ const s = document.querySelector('#hands select'); s.value = 'southeast';"
        " s.dispatchEvent(new Event('change')); }"
    )
    drawn(page)
    push(page, "cut")
    push(page, "off")
    assert [edit["do"] for edit in made(page)][-1] == "site_silent"
    assert {edit.get("site") for edit in made(page)} == {"southeast"}
    says_what_python_says(page, recording)


def test_keys_carry_a_site(page: Browser, recording: Recording) -> None:
    page.run("document.querySelector('.try').click()")
    drawn(page)
    push(page, "move")
    before = page.run("iffsim.site(0, 'battery')")
    for name in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.press(name)
    drawn(page)
    now = page.run("iffsim.site(0, 'battery')")
    assert now[0] > before[0]
    assert now[1] > before[1]
    says_what_python_says(page, recording)
    page.press("Escape")
    drawn(page)
    assert made(page) == []
    push(page, "move")
    page.press("ArrowUp")
    page.press("Enter")
    drawn(page)
    assert [edit["do"] for edit in made(page)] == ["move_site"]
    time_s = page.run("iffsim.state.time")
    page.press("ArrowRight")
    assert page.run("iffsim.state.time") > time_s  # the arrows are the story's again


def test_the_selected_aircraft_is_carried_by_keys_and_it_is_said(
    page: Browser, recording: Recording
) -> None:
    page.run("iffsim.choose(iffsim.index('KC1'))")
    page.press("g")
    assert page.run("document.querySelector('#announce').textContent") == "Battery, Ankara is held."
    page.press("Escape")
    page.press("x")
    drawn(page)
    before = page.run("iffsim.spot(1, 'KC1')")
    for key in ("g", "g", "Escape", "g", "Delete", "g"):
        page.press(key)
    said = page.run("document.querySelector('#announce').textContent")
    assert said.endswith(" is held.")
    assert said.removesuffix(" is held.") == page.run(
        "document.querySelector('.panel .card h3').firstChild.data"
    )
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp"):
        page.press(key)
    drawn(page)
    now = page.run("iffsim.spot(1, 'KC1')")
    assert now[0] > before[0] + 10
    assert now[1] < before[1] - 10
    page.press("Enter")
    drawn(page)
    (edit,) = made(page)
    assert (edit["do"], edit["flight"]) == ("reroute", "KC1")
    assert page.run("document.querySelector('#announce').textContent").endswith(" was put down.")
    says_what_python_says(page, recording)


def test_a_site_is_moved_without_a_drag(page: Browser, recording: Recording) -> None:
    page.run("document.querySelector('.try').click()")
    drawn(page)
    push(page, "move")
    x, y = page.run("iffsim.site(0, 'battery')")
    page.click(x + 90, y + 50)
    drawn(page)
    push(page, "move")
    assert [edit["do"] for edit in made(page)] == ["move_site"]
    assert page.run("iffsim.site(0, 'battery')") == pytest.approx([x + 90, y + 50], abs=1.0)
    says_what_python_says(page, recording)


def test_a_finger_drags_a_site_and_an_aircraft(page: Browser, recording: Recording) -> None:
    page.call("Emulation.setTouchEmulationEnabled", enabled=True)
    try:
        swipe(page, page.run("iffsim.site(0, 'battery')"), (60.0, 40.0))
        assert [edit["do"] for edit in made(page)] == ["move_site"]
        page.run("document.querySelector('.try').click()")
        drawn(page)
        swipe(page, page.run("iffsim.spot(1, 'KC1')"), (40.0, -90.0))
        assert [edit["do"] for edit in made(page)] == ["move_site", "reroute"]
        says_what_python_says(page, recording)
    finally:
        page.call("Emulation.setTouchEmulationEnabled", enabled=False)


def test_while_a_question_is_open_nothing_can_be_changed_and_it_says_so(
    page: Browser, recording: Recording
) -> None:
    (bet,) = telling.story(recording).bets
    page.run(f"iffsim.seek({bet.open_s + 5})")
    drawn(page)
    page.wait("!iffsim.state.moving")  # the map flies to where the question is asked
    drag(page, page.run("iffsim.site(0, 'battery')"), (80.0, 0.0))
    assert made(page) == []
    assert not page.run("document.querySelector('#told').hidden")
    page.run("document.querySelector('.try').click()")
    drawn(page)
    for name in ("link", "codes", "four", "off"):
        push(page, name)
        assert (
            page.run(f"document.querySelector('#hands .hand-{name}').getAttribute('aria-disabled')")
            == "true"
        )
    assert made(page) == []


def test_what_was_changed_is_taken_back_for_a_question(page: Browser, recording: Recording) -> None:
    (bet,) = telling.story(recording).bets
    drag(page, page.run("iffsim.site(0, 'battery')"), (80.0, 0.0))
    whole = made(page)
    page.run(f"iffsim.seek({bet.open_s + 5})")
    drawn(page)
    assert made(page) == []
    says_what_python_says(page, recording)
    page.run(f"iffsim.seek({AT_S})")
    drawn(page)
    page.press("y", ctrl=True)
    drawn(page)
    assert made(page) == whole
    page.press("z", ctrl=True)
    drawn(page)
    assert made(page) == []


BAD = [
    [{"do": "alert", "at": "00:10:00"}],
    [{"do": "constructor", "at": "00:10:00"}],
    [{"do": "move_site", "at": "00:10:00", "site": "x", "place": {"lat_deg": 1, "lon_deg": 2}}],
    [{"do": "move_site", "at": "00:10:00", "site": "battery", "place": {"lat_deg": "1"}}],
    [{"do": "more_sites", "at": "99:10:00", "places": [{"lat_deg": 1, "lon_deg": 2}]}],
    [{"do": "doctrine", "at": "00:10:00", "picture": "linked", "doctrine": "__proto__"}],
    [{"do": "more_sites", "at": "00:10:00", "places": []}],
    [{"do": "reroute", "at": "00:10:00", "flight": "KC1"}],
    [None], {}, "x", None, [[]],
]  # fmt: skip


def test_edits_that_a_stranger_sends_are_checked(page: Browser, recording: Recording) -> None:
    for sent in BAD:
        assert page.run(f"iffsim.restore({json.dumps(sent)})") is False, sent
        assert made(page) == []
    rng, found = np.random.default_rng(7), 0
    while found < 5:
        edits_ = drawn_edits(rng, recording.scenario, hands=True)
        try:
            edits.fitting(recording.scenario, [msgspec.convert(e, edits.AnyEdit) for e in edits_])
        except BadInput:
            continue
        found += 1
        hostile = [{**edit, "extra": "<img src=x onerror=alert(1)>"} for edit in edits_]
        assert page.run(f"iffsim.restore({json.dumps(hostile)})") is True, edits_
        drawn(page)
        assert made(page) == edits_
    says_what_python_says(page, recording)
    assert page.complaints() == []


def test_mountains_cut_into_what_a_moved_battery_sees(chromium: Browser, tmp_path: Path) -> None:
    recording = run_of("mountains")
    write(recording, tmp_path / "hilly.html")
    chromium.resize(1600, 900)
    chromium.open(f"{(tmp_path / 'hilly.html').as_uri()}#t=300&lang=en", READY)
    battery = next(s.id for s in recording.scenario.sites if s.kind == "battery")
    chromium.wait("!iffsim.state.moving")
    drag(chromium, chromium.run(f"iffsim.site(0, {battery!r})"), (60.0, -40.0))
    (edit,) = made(chromium)
    done = edits.fitting(recording.scenario, [msgspec.convert(edit, edits.AnyEdit)])
    after = iffsim.revise(recording, done, parse_time(str(edit["at"])))
    says_what_python_says(chromium, recording)
    for picture in ("standalone", "linked"):
        for alt_m in (300, 1000, 3000):
            share = chromium.run(f"iffsim.watched({picture!r}, 300, {alt_m})")
            assert share == pytest.approx(after.watched(picture, 300.0, alt_m), abs=0.005)
    assert chromium.complaints() == []
