"""What would change a track's name, in the page: what it offers and shows is Python's."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec
import needs
import numpy as np
import pytest
from browser import Browser

import iffsim
from iffsim.classroom import edits
from iffsim.doctrine import Identity
from iffsim.export import write
from iffsim.recording import Recording
from iffsim.scene.card import CHANGES
from iffsim.view.model import story, supposing
from iffsim.view.model.state import opening
from iffsim.whatif import Change

pytestmark = needs.browser
READY = "window.iffsim && document.fonts.status === 'loaded'"
AT_S, TRACK = 1341, "VAN905"


@cache
def made(name: str) -> Recording:
    return iffsim.run(name)


@pytest.fixture
def page(chromium: Browser, address: str) -> Browser:
    chromium.resize(1600, 900)
    chromium.open(f"{address}#t={AT_S}&lang=en&pictures=standalone,linked&select={TRACK}", READY)
    return chromium


def drawn(page: Browser) -> None:
    page.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def alt_w(page: Browser, key: str = "w") -> None:
    page.call("Input.dispatchKeyEvent", type="keyDown", key=key, code="KeyW", modifiers=1)
    page.call("Input.dispatchKeyEvent", type="keyUp", key=key, code="KeyW", modifiers=1)
    drawn(page)


def names(page: Browser, time_s: float) -> dict[str, dict[str, str]]:
    found = {}
    for picture in page.run("iffsim.shown()"):
        rows = json.loads(page.run(f"JSON.stringify(iffsim.pictureAt({picture!r}, {time_s}))"))
        found[picture] = {row["aircraft"]: row["identity"] for row in rows if row["held"]}
    return found


def names_in(recording: Recording, pictures: list[str], time_s: float) -> dict[str, dict[str, str]]:
    ids, found = recording.world.fleet.ids, {}
    for picture in pictures:
        state = recording.picture(picture, time_s)
        found[picture] = {
            ids[a]: Identity(state.identity[a]).name.lower() for a in np.flatnonzero(state.held)
        }
    return found


@pytest.mark.parametrize("name", ["local-bubble", "ladder", "border-november-2015"])
def test_the_page_offers_what_the_window_offers_and_shows_what_python_makes_of_it(
    chromium: Browser, tmp_path: Path, name: str
) -> None:
    recording, rng = made(name), np.random.default_rng(3)
    write(recording, tmp_path / "story.html")
    chromium.open((tmp_path / "story.html").as_uri() + "#t=0", READY)
    chromium.run("iffsim.state.playing = false")
    ids, shown = recording.world.fleet.ids, set[str]()
    start = replace(opening(story.show(recording)), playing=False)
    for _ in range(60):
        row, time_s = int(rng.integers(len(ids))), int(rng.integers(recording.duration_s))
        chromium.run(
            f"iffsim.choose(null); iffsim.seek({time_s}); iffsim.choose({row}); iffsim.draw()"
        )
        pictures = tuple(chromium.run("iffsim.shown()"))
        state = replace(start, time_s=float(time_s), selected=row, pictures=pictures)
        offered = [one.change for one in supposing.offered(state, recording).offers]
        assert chromium.run("iffsim.supposable()") == [CHANGES[Change[one]] for one in offered]
        for change in offered if len(shown) < 6 else ():
            chromium.run("iffsim.suppose(); iffsim.draw()")
            edit = supposing.edit(recording, row, change)
            assert edit is not None
            after = iffsim.revise(recording, edits.apply(recording.scenario, edit), 0.0)
            assert names(chromium, time_s) == names_in(after, list(pictures), time_s), edit
            shown.add(msgspec.json.encode(edit).decode())
    assert len(shown) >= 3
    assert chromium.complaints() == []


def test_each_change_is_said_and_shown_and_after_the_last_all_is_as_it_was(page: Browser) -> None:
    before, offered = names(page, AT_S), page.run("iffsim.supposable()")
    assert offered[0] == "change.national_reply"
    assert before["standalone"][TRACK] == "unknown"
    alt_w(page)
    assert names(page, AT_S)["standalone"][TRACK] == "friend"
    said = page.run("[...document.querySelectorAll('.letter')].map((one) => one.textContent)")
    assert said == [f"{x}  ·  Supposed · With a national reply" for x in "AB"]
    read = page.run("document.getElementById('announce').textContent")
    assert read.startswith("Supposed · With a national reply. ")
    assert "Friend" in read
    assert page.run("document.querySelectorAll('.panel.supposed').length") == 2
    assert "edits" not in page.run("iffsim.fragment()")
    assert page.run("iffsim.edits()") == []
    for _ in offered:
        alt_w(page, "∑")  # so a Mac's keyboard says it
    assert names(page, AT_S) == before
    assert page.run("document.querySelectorAll('.panel.supposed:not([hidden])').length") == 0


def test_the_card_has_a_button_for_it_which_keeps_the_focus(page: Browser) -> None:
    drawn(page)
    button = ".panel:not([hidden]) .card [data-act=suppose]"
    page.run(f"document.querySelector('{button}').focus()")
    assert page.run("document.activeElement.textContent") == "What if"
    page.run("document.activeElement.click()")
    drawn(page)
    assert page.run("document.activeElement.dataset.act") == "suppose"
    assert page.run("document.activeElement.getAttribute('aria-pressed')") == "true"
    assert page.run("document.activeElement.textContent") == "Supposed · With a national reply"


@pytest.mark.parametrize("leaving", [
    "iffsim.choose(null)", "iffsim.choose(iffsim.index('KC1'))", "iffsim.seek(800)",
    "iffsim.hold('battery', [0, 0])",
])  # fmt: skip
def test_it_is_gone_with_the_selection_with_a_hand_and_with_a_question(
    page: Browser, leaving: str
) -> None:
    alt_w(page)
    page.run(f"{leaving}; iffsim.draw()")
    assert page.run("iffsim.state.supposed") is None
    assert page.run("document.querySelectorAll('.panel.supposed:not([hidden])').length") == 0
    alt_w(page)
    assert page.run("iffsim.edits().length") == ("hold" in leaving)


def test_a_sheet_has_the_button_once(page: Browser) -> None:
    page.resize(390, 844, mobile=True)
    drawn(page)
    assert page.run("document.querySelectorAll('#sheet [data-act=suppose]').length") == 1
    page.run("document.querySelector('#sheet [data-act=suppose]').click()")
    drawn(page)
    assert names(page, AT_S)["standalone"][TRACK] == "friend"
    assert page.run("getComputedStyle(document.querySelector('.letter')).display") != "none"
