"""A reader goes through the page in a real Chromium, by every hand: bet, lever, challenge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import needs
import pytest
from browser import Browser
from storypage import READY, drawn

import iffsim
from iffsim.classroom import edits
from iffsim.export import write
from iffsim.recording import Recording
from iffsim.scenario import events
from iffsim.story import telling

pytestmark = needs.browser
IN_THE_MIDDLE = """{
  const [x, y] = iffsim.site(0, "battery");
  const box = document.querySelector(".map").getBoundingClientRect();
  const now = iffsim.state.camera, km = now.span / box.width;
  iffsim.state.camera = { ...now, east: now.east + (x - box.x - box.width / 2) * km,
                          north: now.north - (y - box.y - box.height / 2) * km };
  iffsim.draw();
}"""
Hand = Callable[[Browser, str], None]


def middle(page: Browser, selector: str) -> tuple[float, float]:
    """Return the middle of an element, px, once it is in view; it is large enough for a finger."""
    box = page.run(
        f"(() => {{ const e = document.querySelector({selector!r}); "
        "e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect(); "
        "return [b.x, b.y, b.width, b.height]; })()"
    )
    assert min(box[2:]) >= 24, (selector, box)
    return box[0] + box[2] / 2, box[1] + box[3] / 2


def by_mouse(page: Browser, selector: str) -> None:
    page.click(*middle(page, selector))


def by_touch(page: Browser, selector: str) -> None:
    x, y = middle(page, selector)
    page.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    page.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])


def by_keys(page: Browser, selector: str) -> None:
    """Tab until an element has the focus, then press Enter."""
    for _ in range(120):
        if page.run(f"document.activeElement.matches({selector!r})"):
            break
        key(page, "Tab", 9)
    assert page.run(f"document.activeElement.matches({selector!r})"), selector
    key(page, "Enter", 13, "\r")


def key(page: Browser, name: str, code: int, text: str = "") -> None:
    kind = "keyDown" if text else "rawKeyDown"
    typed = {"text": text} if text else {}
    for one, more in ((kind, typed), ("keyUp", {})):
        page.call(
            "Input.dispatchKeyEvent", type=one, key=name, code=name, windowsVirtualKeyCode=code,
            **more,
        )  # fmt: skip


def done(page: Browser) -> list[str]:
    """Return what the reader has done to the scenario."""
    found: list[str] = page.run("iffsim.edits().map((edit) => edit.do)")
    return found


def carried(page: Browser, hand: Hand) -> None:
    """Carry the battery, by the hand that is asked for."""
    if hand is by_keys:
        hand(page, "#hands .hand-move")
        for name in ("ArrowRight", "ArrowUp", "Enter"):
            page.press(name)
            drawn(page)
        return
    page.run("document.querySelector('.map').scrollIntoView({block: 'center'})")
    page.wait("!iffsim.state.moving")
    page.run(IN_THE_MIDDLE)  # the selected track, brought into view, may have pushed it to the edge
    drawn(page)
    x, y = page.run("iffsim.site(0, 'battery')")
    if hand is by_mouse:
        by_mouse(page, ".card [data-act=close]")  # it lies over the battery
        drawn(page)
        drag(page, (x, y), (40.0, 20.0))
        return
    for kind, far in (("touchStart", 0), ("touchMove", 20), ("touchMove", 40)):
        page.call("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x, "y": y + far}])
        drawn(page)
    page.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    drawn(page)


@pytest.mark.parametrize(
    ("hand", "size", "lang"),
    [(by_mouse, (1280, 720), "en"), (by_keys, (1600, 900), "tr"), (by_touch, (390, 844), "tr")],
)
def test_the_story_goes_from_the_bet_over_the_lever_to_the_end_of_the_challenge(
    chromium: Browser, recording: Recording, tmp_path: Path, hand: Hand, size: tuple[int, int],
    lang: str,
) -> None:  # fmt: skip
    page, told = chromium, telling.story(recording)
    (bet,) = told.bets
    write(recording, tmp_path / "story.html")
    phone = size[0] < 600
    page.resize(*size, mobile=phone)
    page.call("Emulation.setTouchEmulationEnabled", enabled=phone)
    page.call("Network.emulateNetworkConditions", offline=True, latency=0,
              downloadThroughput=0, uploadThroughput=0)  # fmt: skip
    page.open(f"{(tmp_path / 'story.html').as_uri()}#t=0&lang={lang}", READY)
    while page.run("iffsim.state.time") < bet.open_s:
        hand(page, "#next")
        drawn(page)
    assert page.run("document.querySelector('#lever').getAttribute('aria-disabled')") == "true"
    hand(page, ".straw")
    drawn(page)
    assert page.run("iffsim.state.bet") == page.run("iffsim.straws()[0]")
    hand(page, "#lever")
    drawn(page)
    assert page.run("iffsim.state.time") == bet.reveal_s
    assert page.run("document.querySelectorAll('.panel:not([hidden])').length") == 2
    hand(page, ".try")
    drawn(page)
    carried(page, hand)
    assert done(page) == ["move_site"]
    hand(page, "#hands .hand-link")
    drawn(page)
    assert set(done(page)[1:]) == {"link_down"}
    for _ in range(2):
        hand(page, "#hands .hand-undo")
        drawn(page)
    assert done(page) == []
    hand(page, ".try")
    drawn(page)
    while page.run("document.querySelector('#end').hidden"):
        hand(page, "#next")
        drawn(page)
    hand(page, "[data-move=four]")
    hand(page, "[data-move=undo]")
    hand(page, "[data-move=link]")
    drawn(page)
    assert page.run("document.querySelectorAll('.results .won').length") == 1
    assert page.run("document.querySelector('.verdict').matches('.won')")
    assert page.run("document.documentElement.scrollWidth") <= size[0]
    hand(page, ".after .replay")
    drawn(page)
    assert page.run("iffsim.state.time") < told.chapters[1].start_s
    assert page.run("iffsim.state.bet") is None
    assert page.complaints() == []
    asked = [url for url in page.requests() if not url.startswith("data:font/")]
    assert len(asked) == 1
    page.call("Emulation.setTouchEmulationEnabled", enabled=False)


def test_the_page_that_is_saved_is_the_page_that_came(
    chromium: Browser, recording: Recording, tmp_path: Path
) -> None:
    write(recording, tmp_path / "story.html")
    chromium.open(f"{(tmp_path / 'story.html').as_uri()}#t=0&lang=en", READY)
    (tmp_path / "again.html").write_text(chromium.run("iffsim.whole()"), encoding="utf-8")
    chromium.open(f"{(tmp_path / 'again.html').as_uri()}#t=900&lang=en", READY)
    assert chromium.run("document.querySelectorAll('.panel').length") == 2
    assert chromium.complaints() == []


def test_the_challenge_counts_what_the_engine_counts_of_the_edited_scenario(
    chromium: Browser, recording: Recording, tmp_path: Path
) -> None:
    told = telling.story(recording)
    start_s, goal = next((one.start_s, one.challenge) for one in told.chapters if one.challenge)
    assert goal is not None
    read_s = told.bets[0].reveal_s - 1
    more = edits.MoreSites(at="00:00:00", places=edits.FOUR)
    none = events.NewDoctrine(at="00:00:00", picture=goal.picture, doctrine="none")
    whole = iffsim.run(edits.fitting(recording.scenario, [none, more]))
    write(recording, tmp_path / "story.html")
    page = chromium
    page.resize(1600, 900)
    page.open(f"{(tmp_path / 'story.html').as_uri()}#t={start_s + 10:g}&lang=en", READY)
    by_mouse(page, "[data-move=four]")
    by_mouse(page, "[data-move=codes]")
    drawn(page)
    counts = page.run("[...document.querySelectorAll('.results b')].map((e) => e.textContent)")
    wanted = [one.score_at(goal.picture, read_s).needle for one in (recording, whole)]
    assert [counts[0], counts[2]] == [f"1 of {needle}" for needle in wanted]
    by_mouse(page, "[data-move=undo]")
    by_mouse(page, "[data-move=undo]")
    drag(page, page.run("iffsim.site(0, 'battery')"), (40.0, 20.0))
    drawn(page)
    (moved,) = page.run("iffsim.edits()")
    assert moved["at"] == "00:00:00"
    whole = iffsim.run(edits.fitting(recording.scenario, [msgspec.convert(moved, edits.AnyEdit)]))
    needle = whole.score_at(goal.picture, read_s).needle
    said = "Not held" if needle is None else f"1 of {needle}"
    assert page.run("document.querySelector('.results li:last-child b').textContent") == said
    assert page.complaints() == []


def drag(page: Browser, spot: Sequence[float], by: tuple[float, float]) -> None:
    """Drag with the mouse."""
    for kind, share in (
        ("mousePressed", 0.0), ("mouseMoved", 0.5), ("mouseMoved", 1.0), ("mouseReleased", 1.0),
    ):  # fmt: skip
        page.call(
            "Input.dispatchMouseEvent", type=kind, x=spot[0] + share * by[0],
            y=spot[1] + share * by[1], button="left", buttons=int(kind != "mouseReleased"),
            clickCount=1,
        )  # fmt: skip
        drawn(page)
