"""The page on a phone: both pictures, the sheet, words for above and below, fingers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import needs
import pytest
from browser import Browser, find
from storypage import AT_S, drawn, opened

from iffsim.base import assets
from iffsim.recording import Recording
from iffsim.scenario import load

pytestmark = needs.browser
UPRIGHT, LYING, SMALL = (390, 844), (844, 390), (360, 640)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(find() or "", tmp_path_factory.mktemp("profile")) as browser:
        browser.call("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=2)
        yield browser


@pytest.mark.parametrize("size", [UPRIGHT, LYING, SMALL])
def test_both_pictures_stay_and_the_sheet_never_hides_the_selected_track(
    chromium: Browser, address: str, recording: Recording, size: tuple[int, int]
) -> None:
    page = opened(chromium, address, size)
    ids = recording.world.fleet.ids
    held = [recording.picture(name, AT_S).held for name in ("standalone", "linked")]
    both = (held[0] & held[1]).nonzero()[0].tolist()
    for aircraft in both[:: len(both) // 5]:
        page.run(f"iffsim.choose({aircraft})")
        drawn(page)
        page.wait("!iffsim.state.moving")  # the maps move so that it lies clear of their words
        drawn(page)
        assert not page.run("document.querySelector('#sheet').hidden")
        assert len(page.run("[...document.querySelectorAll('#sheet .card')].map(() => 1)")) == 2
        for slot in (0, 1):
            x, y = page.run(f"iffsim.spot({slot}, {ids[aircraft]!r})")
            over = page.run(f"document.elementFromPoint({x}, {y})?.closest('.map') !== null")
            assert over, (slot, ids[aircraft], x, y)
    heights = page.run(
        "[...document.querySelectorAll('.panel:not([hidden]) .map')].map((e) => e.clientHeight)"
    )
    assert len(heights) == 2
    assert max(heights) - min(heights) <= 1
    assert page.run("document.documentElement.scrollWidth") <= size[0]
    assert page.complaints() == []


def test_chapters_symbols_language_and_the_whole_card_are_in_reach(
    chromium: Browser, address: str
) -> None:
    page = opened(chromium, address, UPRIGHT)
    page.run(
        "{ const s = document.querySelector('#chapter'); s.value = 4; "
        "s.dispatchEvent(new Event('change')); }"
    )
    drawn(page)
    assert page.run("document.querySelector('#chapter').selectedOptions[0].text")[0] == "5"
    page.run(f"iffsim.seek({AT_S}); iffsim.choose(iffsim.index('KC1'))")
    drawn(page)
    rows = "[...document.querySelectorAll('#sheet li')].filter((e) => e.checkVisibility()).length"
    assert page.run(rows) == 0
    page.run("document.querySelector('.grip').click()")
    drawn(page)
    assert page.run(rows) > 4
    page.run("document.querySelector('#lang').click()")
    drawn(page)
    assert page.run("document.querySelector('.grip').textContent") == "Daha az"
    page.run("document.querySelector('#help').click()")
    drawn(page)
    marks = "[...document.querySelectorAll('#keys .legend li')].filter((e) => e.checkVisibility())"
    assert page.run(f"{marks}.length") == 5
    page.run("document.querySelector('#keys').close(); document.querySelector('.away').click()")
    drawn(page)
    assert page.run("document.querySelector('#sheet').hidden")


def captions() -> dict[str, list[str]]:
    """Return every caption, title and question of the shipped scenarios, by language."""
    found: dict[str, list[str]] = {"en": [], "tr": []}
    for scenario in map(load, assets.scenario_names()):
        lines = [line for chapter in scenario.chapters for line in chapter.captions]
        for one in (*lines, *scenario.questions):
            found["en"].append(one.text)
            found["tr"].append(one.text_tr)
        for chapter in scenario.chapters:
            found["en"].append(chapter.title)
            found["tr"].append(chapter.title_tr)
    return found


SIDES = {
    "en": re.compile(r"\b(left|right)\b", re.IGNORECASE),
    "tr": re.compile(r"\b(sol|sağ|sola|sağa|(sol|sağ)d\w+)\b", re.IGNORECASE),
}
NO_SIDE = {
    "The model does not say which account is right. It shows what each would look like.",
    "Could IFF settle which account is right?",
    "No use is left. “So, the question remains: why is Turkey buying S-400s?”",
    "What is left",
    "By the article's argument, which direction is left at the end?",
    "One unknown is left. Naming the others is what makes it stand out.",
    "At 3,000 m little is left of the ring: behind each ridge lies a shadow.",
}
"""What says left or right and means no side."""


def test_no_caption_says_left_or_click_where_pictures_are_stacked_and_fingers_tap(
    chromium: Browser, address: str
) -> None:
    page = opened(chromium, address, UPRIGHT)
    for lang, texts in captions().items():
        both = "iffsim.instead(iffsim.instead(one, lang, 'stacked'), lang, 'touched')"
        after = page.run(f"((lang) => {texts!r}.map((one) => {both}))({lang!r})")
        changed = {was: now for was, now in zip(texts, after, strict=True) if was != now}
        aside = [text for text in texts if SIDES[lang].search(re.sub("“[^”]*”", "", text))]
        assert {text for text in aside if text not in changed} <= NO_SIDE
        assert [now for now in changed.values() if SIDES[lang].search(now)] == []
        assert [now for now in after if re.search(r"(?i)\bclick|tıkla", now)] == []
        assert changed.keys() & NO_SIDE == set()
        assert all(was[0].isupper() == now[0].isupper() for was, now in changed.items() if was)
        for was, now in changed.items():
            assert re.findall("“[^”]*”", was) == re.findall("“[^”]*”", now)
        assert len(changed) > 25


@pytest.mark.parametrize(
    ("lang", "was", "now"),
    [
        (
            "en",
            "The left half is that inference, drawn.",
            "The upper half is that inference, drawn.",
        ),
        ("en", "Left: none. Look right.", "Above: none. Look below."),
        ("en", "Who sees them first, left or right?", "Who sees them first, above or below?"),
        ("en", "“A right turn”, left.", "“A right turn”, above."),
        ("tr", "Solda da sağda da dördü dost.", "Üstte de altta da dördü dost."),
        ("tr", "Önce kim görür: sol mu, sağ mı?", "Önce kim görür: üst mü, alt mı?"),
        ("tr", "Sağa bakmadan soldaki yabancıyı bulun.", "Aşağı bakmadan üstteki yabancıyı bulun."),
        ("tr", "Sağ yarının gözlerini izleyin.", "Alt yarının gözlerini izleyin."),
    ],
)
def test_sides_are_said_as_the_languages_say_them(
    chromium: Browser, address: str, lang: str, was: str, now: str
) -> None:
    page = chromium
    if not page.run("Boolean(window.iffsim)"):
        opened(page, address, UPRIGHT)
    assert page.run(f"iffsim.instead({was!r}, {lang!r}, 'stacked')") == now


def test_captions_follow_the_layout(chromium: Browser, address: str) -> None:
    page = opened(chromium, address, UPRIGHT)
    scenario = load("local-bubble")
    line = next(
        line for one in scenario.chapters for line in one.captions if "on the left" in line.text
    )
    page.run(f"iffsim.seek({line.at_s + 1})")
    drawn(page)
    said = "document.querySelector('#caption').textContent"
    assert "above" in page.run(said)
    page.resize(*LYING, mobile=True)
    drawn(page)
    assert page.run(said) == line.text
    page.resize(*UPRIGHT, mobile=True)
    drawn(page)
    assert "above" in page.run(said)


def touches(page: Browser, kind: str, *spots: tuple[float, float]) -> None:
    points = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(spots)]
    page.call("Input.dispatchTouchEvent", type=kind, touchPoints=points)
    drawn(page)


def test_two_fingers_zoom_two_taps_zoom_and_one_finger_scrolls_on(
    chromium: Browser, address: str
) -> None:
    page = opened(chromium, address, UPRIGHT)
    span = "iffsim.state.camera.span"
    before = page.run(span)
    touches(page, "touchStart", (150, 200), (230, 240))
    touches(page, "touchMove", (120, 190), (260, 250))
    touches(page, "touchEnd")
    assert page.run(span) < before * 0.8
    before = page.run(span)
    for _ in range(2):
        page.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": 60, "y": 260}])
        page.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    drawn(page)
    assert page.run(span) == pytest.approx(before / 2)
    touches(page, "touchStart", (40, 300))
    for y in (260, 220, 160, 120):
        touches(page, "touchMove", (40, y))
    touches(page, "touchEnd")
    page.wait("scrollY > 50")
    page.run("scrollTo(0, 0)")


def test_nothing_needs_a_drag_or_a_second_finger(chromium: Browser, address: str) -> None:
    page = opened(chromium, address, UPRIGHT)
    span = page.run("iffsim.state.camera.span")
    page.run("document.querySelectorAll('.zoom button')[0].click()")
    assert page.run("iffsim.state.camera.span") == pytest.approx(span * 1.5)
    page.run("document.querySelectorAll('.zoom button')[1].click()")
    assert page.run("iffsim.state.camera.span") == pytest.approx(span)
    page.run("document.querySelector('.try').click()")
    drawn(page)
    page.run("document.querySelector('#hands .hand-move').click()")
    drawn(page)
    top = page.run("document.querySelector('.map').getBoundingClientRect().top")
    touches(page, "touchStart", (200, top + 90))
    touches(page, "touchEnd")
    assert page.run("iffsim.edits().map((edit) => edit.do)") == ["move_site"]
    assert page.run("iffsim.site(0, 'battery')[0]") == pytest.approx(200, abs=1)
    assert page.complaints() == []
