"""The page by WCAG 2.2 AA: what axe sees in each of its states, and what no tool sees."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import needs
import pytest
from browser import Browser
from storypage import AT_S, DESK, drawn, opened

from iffsim.commands.table import BY_ID
from iffsim.export import keys
from iffsim.export.page import story_text
from iffsim.recording import Recording
from iffsim.story import telling
from iffsim.story.telling import Story

pytestmark = needs.browser
AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
SEEN = """axe.run(document, {resultTypes: ["violations"]}).then(({violations}) =>
    violations.map((one) => [one.id, one.nodes[0].html, one.nodes[0].failureSummary]))"""
PHONE, ZOOMED = (390, 844), (320, 256)
"""Narrow, and 1280 x 1024 at 400 %."""


@pytest.fixture(scope="module")
def told(recording: Recording) -> Story:
    return telling.story(recording)


def do(page: Browser, script: str) -> Any:
    found = page.run(script)
    drawn(page)
    return found


def states(told: Story) -> dict[str, str]:
    """Return scripts that bring the page into its states."""
    (bet,) = told.bets
    end = next(one.start_s for one in told.chapters if one.challenge)
    return {
        "opening": "iffsim.seek(0)",
        "bet open": f"iffsim.seek({bet.open_s + 30}); iffsim.draw();"
        " document.querySelector('.straw').click()",
        "lever pulled": f"iffsim.seek({bet.reveal_s + 25})",
        "card open": f"iffsim.seek({AT_S}); iffsim.choose(iffsim.index('KC1'))",
        "hands": "document.querySelector('.try').click()",
        "help open": "document.querySelector('#help').click()",
        "challenge": f"document.querySelector('#keys').close(); iffsim.seek({end + 1})",
    }


@pytest.mark.parametrize(("size", "lang"), [(DESK, "en"), (DESK, "tr"), (PHONE, "tr")])
def test_axe_finds_nothing_in_any_state(
    chromium: Browser, address: str, told: Story, size: tuple[int, int], lang: str
) -> None:
    page = opened(chromium, address, size, lang)
    page.run(f"{AXE};0")
    found = {}
    for state, script in states(told).items():
        do(page, script)
        found[state] = page.run(SEEN)
        small = page.run(SMALL)
        assert small == [], state
    assert {state: seen for state, seen in found.items() if seen} == {}
    assert page.complaints() == []


SMALL = """[...document.querySelectorAll("button, select, input, [role=slider]")]
    .filter((e) => e.checkVisibility() && !e.closest("#chapters"))
    .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 23.9 || box.height < 23.9).map(([name]) => name)"""
"""What is smaller than 24 px; the bars of chapters have an equal in the list of chapters."""


def test_the_page_has_one_heading_and_its_landmarks_and_names_hold_what_is_read(
    page: Browser,
) -> None:
    assert page.run("document.querySelectorAll('h1').length") == 1
    for name in ("header", "main", "footer"):
        assert page.run(f"document.querySelectorAll('body > {name}, .stage > {name}').length") == 1
    unlike = page.run(
        "[...document.querySelectorAll('button[aria-label]')].filter((e) => "
        "/\\p{L}{3}/u.test(e.textContent) && !e.getAttribute('aria-label').toLowerCase()"
        ".includes(e.textContent.trim().toLowerCase())).map((e) => e.outerHTML)"
    )
    assert unlike == []


def test_every_command_of_the_page_is_in_the_table_and_help_says_all_its_keys(
    page: Browser,
) -> None:
    made = keys.keys(story_text("keys.js"))
    assert {row["id"] for row in made["rows"]} <= BY_ID.keys()
    assert {"play", "lever", "undo", "language"} <= {row["id"] for row in made["rows"]}
    chords = [chord for row in made["rows"] for chord in row["keys"]]
    assert len(chords) == len(set(chords))
    with pytest.raises(ValueError, match="no such command"):
        keys.done('  "dance": () => act.dance(),')
    listed = page.run("[...document.querySelectorAll('#keys dt')].map((e) => e.textContent)")
    assert len(listed) == len(made["lines"])
    assert any("Ctrl" in line for line in listed)


def test_single_letters_can_be_turned_off_and_never_fire_from_form_fields(page: Browser) -> None:
    def language() -> str:
        return str(page.run("document.documentElement.lang"))

    page.run("document.querySelector('.panel select').focus()")
    page.press("l")
    page.run("document.querySelector('#scores input').focus()")
    page.press("l")
    assert language() == "en"
    page.run("document.activeElement.blur()")
    page.press("l")
    assert language() == "tr"
    page.press("l")
    do(page, "document.querySelector('#help').click()")
    do(page, "document.querySelector('#keys input').click()")
    do(page, "document.querySelector('#keys').close(); document.activeElement.blur()")
    for letter in ("l", "?", "t", "+"):
        page.press(letter)
    assert language() == "en"
    assert not page.run("document.querySelector('#keys').open")
    before = page.run("iffsim.state.time")
    page.press("ArrowRight")
    assert page.run("iffsim.state.time") > before  # no letter: it stays
    do(page, "document.querySelector('#help').click()")
    assert not page.run("document.querySelector('#keys input').checked")
    do(page, "document.querySelector('#keys input').click()")
    do(page, "document.querySelector('#keys').close()")


def test_a_map_is_crossed_with_one_tab_and_sliders_move_with_arrows(page: Browser) -> None:
    page.run("document.querySelector('.map').focus()")
    page.press("Tab")
    assert not page.run("document.activeElement === document.querySelector('.map')")
    assert page.run("iffsim.state.selected") is None
    page.run("document.querySelector('#slider').focus()")
    for key, sign in (("ArrowRight", 1), ("ArrowLeft", -1), ("ArrowUp", 1), ("ArrowDown", -1)):
        before = page.run("iffsim.state.time")
        page.press(key)
        assert (page.run("iffsim.state.time") - before) * sign > 0, key
        drawn(page)
        said = page.run("document.querySelector('#slider').getAttribute('aria-valuenow')")
        assert int(said) == int(page.run("iffsim.state.time"))


def test_nothing_is_read_aloud_by_itself_while_the_story_plays(page: Browser) -> None:
    live = "[...document.querySelectorAll('#said, #bet, #feed ol')].map((e) => e.ariaLive)"
    assert set(do(page, live)) <= {"polite", None}
    page.press(" ")
    drawn(page)
    assert set(page.run(live)) <= {"off", None}
    said = "document.querySelector('#announce').textContent"
    before = page.run(said)
    page.run("iffsim.seek(iffsim.state.time + 60)")
    drawn(page)
    assert page.run(said) == before
    page.press(" ")
    drawn(page)


@pytest.mark.parametrize("lang", ["en", "tr"])
def test_at_400_percent_nothing_lies_beyond_the_edge_and_keys_scroll(
    chromium: Browser, address: str, told: Story, lang: str
) -> None:
    page = opened(chromium, address, ZOOMED, lang)
    for state, script in states(told).items():
        do(page, script)
        if state == "help open":
            continue
        assert page.run("document.documentElement.scrollWidth") <= ZOOMED[0], state
        assert page.run(BEYOND) == [], state
    for bar in (".top", ".said"):
        assert page.run(f"getComputedStyle(document.querySelector('{bar}')).position") == "static"
    page.run("scrollTo(0, 0); document.activeElement.blur()")
    time_s = page.run("iffsim.state.time")
    page.press("PageDown")
    assert page.run("iffsim.state.time") == time_s


BEYOND = """[...document.querySelectorAll("button, select, input, h2, h3, p, output, b")]
    .filter((e) => e.checkVisibility({checkVisibilityCSS: true}))
    .filter((e) => !e.closest(".unseen, #chapters"))
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([, box]) => box.left < -1 || box.right > innerWidth + 1)
    .map(([e]) => e)
    .map((e) => e.outerHTML.slice(0, 120))"""


def test_the_focus_is_seen_everywhere_and_colours_of_the_system_are_kept(page: Browser) -> None:
    page.call("Emulation.setEmulatedMedia",
              features=[{"name": "forced-colors", "value": "active"}])  # fmt: skip
    try:
        drawn(page)
        lost = page.run(
            "[...document.querySelectorAll('button, select, input, .map, #slider')]"
            ".filter((e) => e.checkVisibility()).filter((e) => { e.focus(); "
            "const s = getComputedStyle(e); return document.activeElement === e && "
            "e.matches(':focus-visible') && (s.outlineStyle === 'none' || "
            "s.outlineWidth === '0px'); })"
            ".map((e) => e.outerHTML.slice(0, 90))"
        )
        assert lost == []
        kept = page.run("getComputedStyle(document.querySelector('.bar i')).forcedColorAdjust")
        assert kept == "none"
    finally:
        page.call("Emulation.setEmulatedMedia", features=[])
