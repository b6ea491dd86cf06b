"""What would change a track's name, in the page: what it offers and shows is Python's."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import needs
import numpy as np
import pytest
from browser import Browser
from runs import run_of
from storypage import READY, drawn

import iffsim
from iffsim.classroom import edits
from iffsim.doctrine import Identity
from iffsim.export import write
from iffsim.recording import Recording
from iffsim.scene.card import CHANGES
from iffsim.story import telling
from iffsim.view.model import story, supposing
from iffsim.view.model.state import opening
from iffsim.whatif import Change

pytestmark = needs.browser
AT_S, TRACK = 1341, "VAN905"


@pytest.fixture
def page(chromium: Browser, address: str) -> Browser:
    chromium.resize(1600, 900)
    chromium.open(f"{address}#t={AT_S}&lang=en&pictures=standalone,linked&select={TRACK}", READY)
    return chromium


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
    recording, rng = run_of(name), np.random.default_rng(3)
    write(recording, tmp_path / "story.html")
    chromium.open((tmp_path / "story.html").as_uri() + "#t=0", READY)
    chromium.run("iffsim.state.playing = false")
    ids, shown = recording.world.fleet.ids, set[str]()
    start = msgspec.structs.replace(opening(story.show(recording)), playing=False)
    for _ in range(60):
        row, time_s = int(rng.integers(len(ids))), int(rng.integers(recording.duration_s))
        chromium.run(
            f"iffsim.choose(null); iffsim.seek({time_s}); iffsim.choose({row}); iffsim.draw()"
        )
        pictures = tuple(chromium.run("iffsim.shown()"))
        state = msgspec.structs.replace(
            start, time_s=float(time_s), selected=row, pictures=pictures
        )
        offers = supposing.offered(state, recording).offers
        offered = [one.change for one in offers]
        assert chromium.run("iffsim.supposable()") == [
            [CHANGES[Change[one.change]], list(one.names)] for one in offers
        ]
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
    assert offered[0][0] == "change.national_reply"
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


def test_the_lines_of_the_card_do_it_and_keep_the_focus_as_do_alt_and_their_numbers(
    page: Browser,
) -> None:
    drawn(page)
    line = "document.activeElement"
    page.run("document.querySelector('.panel .card [data-act=suppose-1]').focus()")
    read = [page.run(f"[...{line}.children].map((one) => one.textContent)[{n}]") for n in range(3)]
    assert read[:2] == ["2", "With an allied reply"]
    for pressed in ("true", "false"):
        page.run(f"{line}.click()")
        drawn(page)
        assert page.run(f"{line}.dataset.act") == "suppose-1"
        assert page.run(f"{line}.getAttribute('aria-pressed')") == pressed
        assert page.run("iffsim.edits()") == []
    page.call("Input.dispatchKeyEvent", type="keyDown", key="1", code="Digit1", modifiers=1)
    page.call("Input.dispatchKeyEvent", type="keyUp", key="1", code="Digit1", modifiers=1)
    drawn(page)
    assert names(page, AT_S)["standalone"][TRACK] == "friend"


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


def test_an_open_sheet_has_the_lines(page: Browser) -> None:
    page.resize(390, 844, mobile=True)
    drawn(page)
    page.run("document.querySelector('#sheet .grip').click()")
    drawn(page)
    page.run("document.querySelector('#sheet [data-act=suppose-0]').click()")
    drawn(page)
    assert names(page, AT_S)["standalone"][TRACK] == "friend"
    assert page.run("getComputedStyle(document.querySelector('.letter')).display") != "none"


@pytest.mark.parametrize(("still", "dark"), [(False, True), (True, False)])
def test_the_second_picture_goes_dark_before_the_first_stands_alone(
    page: Browser, recording: Recording, still: bool, dark: bool
) -> None:
    told = story.show(recording).story
    time_s = told.chapters[1].start_s - 0.1 * telling.DUSK_S
    assert told.dusk_at(time_s) == pytest.approx(0.9)
    page.run(f"iffsim.choose(null); iffsim.state.still = {str(still).lower()}")
    light = """(() => { iffsim.seek(%f); iffsim.draw();
      return [...document.querySelectorAll('.panel canvas')].map((one) => {
        const { data } = one.getContext('2d').getImageData(40, 200, 300, 100);
        return data.reduce((sum, part) => sum + part, 0) / data.length; }); })()"""
    early, late = page.run(light % (time_s - 2 * telling.DUSK_S)), page.run(light % time_s)
    assert late[0] == pytest.approx(early[0], rel=0.1)
    assert (late[1] < early[1] - 10) is dark
