"""The page for every reader: sources, Turkish, calm motion, small windows, strangers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import needs
import pytest
from browser import Browser
from storypage import AT_S, READY, box, drawn, spot, text, texts

import iffsim
from iffsim.export import write
from iffsim.recording import Recording
from iffsim.scene.asked import View
from iffsim.story import shut, telling

pytestmark = needs.browser
ENGLISH_WORDS = ("the", "of", "and", "is", "held", "not", "known", "unknown", "friend", "neutral",
                 "battery", "since", "ago")  # fmt: skip


def test_chapters_open_in_their_view_and_captions_ring_and_name_whom_they_are_about(
    page: Browser, recording: Recording
) -> None:
    told = telling.story(recording)
    for chapter in told.chapters:
        page.run(f"iffsim.seek(0); iffsim.seek({chapter.start_s + 1})")
        drawn(page)
        single = chapter.view is View.SINGLE or shut.closed(told, chapter.start_s + 1).picture
        shown = page.run("document.querySelectorAll('.panel:not([hidden])').length")
        assert shown == (1 if single else 2), chapter.title
    for time_s in [one.from_s + 1 for one in told.marks]:
        wanted = set(told.marked_at(time_s).aircraft) | {told.followed_at(time_s)} - {None}
        page.run(f"iffsim.seek({time_s})")
        assert wanted <= set(page.run("iffsim.marked()"))


def test_the_picture_itself_says_that_its_link_is_cut(page: Browser) -> None:
    page.run("iffsim.seek(2100)")  # ninety seconds after
    drawn(page)
    assert "link cut 1 min ago: own radar only" in texts(page, ".letter")[1]
    assert "link cut" not in texts(page, ".letter")[0]


def test_the_tag_says_whose_word_it_is_and_where_it_is_written(
    page: Browser, recording: Recording
) -> None:
    captions = [line for chapter in recording.scenario.chapters for line in chapter.captions]
    said = next(line for line in captions if line.tag == "record")
    page.run(f"iffsim.seek({said.at_s})")
    drawn(page)
    assert text(page, "#tag") == "record"
    assert text(page, "#caption") == said.text
    page.press("e")
    drawn(page)
    assert text(page, "#caption") == f"{said.text}On the public record. {said.source}"


def test_a_word_under_the_pointer_lights_the_tracks_that_it_means(page: Browser) -> None:
    legend = box(page, "#legend li:nth-child(5)")
    page.call("Input.dispatchMouseEvent", type="mouseMoved", x=legend["x"] + 30, y=legend["y"] + 8)
    page.wait("iffsim.state.lit === 'unknown'")
    page.call("Input.dispatchMouseEvent", type="mouseMoved", x=700, y=450)
    page.wait("iffsim.state.lit === null")


def test_the_keys_are_listed_on_a_question_mark(page: Browser) -> None:
    page.press("?")
    assert page.run("document.querySelector('#keys').open")
    assert "Space" in texts(page, "#keys dt")
    page.press("?")
    assert not page.run("document.querySelector('#keys').open")


def test_the_scrub_bar_follows_the_pointer(page: Browser, recording: Recording) -> None:
    bar, half_s = box(page, "#slider"), round(recording.duration_s / 2)
    page.click(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    drawn(page)
    assert text(page, "#clock") == f"{half_s // 60:02d}:{half_s % 60:02d}"
    shown = page.run("document.querySelector('#slider').getAttribute('aria-valuenow')")
    assert shown == str(half_s)


def test_the_altitude_slider_shrinks_the_bubble(page: Browser) -> None:
    shares = []
    for _ in range(4):
        shares.append(int(texts(page, ".score:last-child output")[0].split(" ")[0]))
        page.press(",")
        drawn(page)
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]


def test_every_word_is_there_in_turkish(page: Browser, recording: Recording) -> None:
    page.press("l")
    page.run("iffsim.seek(0)")
    drawn(page)
    chapter = recording.scenario.chapters[0]
    assert page.run("document.documentElement.lang") == "tr"
    assert chapter.title_tr in texts(page, "#chapter option:checked")[0]
    assert text(page, "#caption") == chapter.captions[0].text_tr
    assert texts(page, ".disclaimer") == ["Temsilîdir, gerçek menziller değildir"] * 2
    assert "BAĞLANTISIZ BATARYA" in texts(page, ".panel option")
    assert {"Tab   Shift Tab", "Tıklama", "Boşluk"} <= set(texts(page, "#keys dt"))
    page.run(f"iffsim.seek({AT_S})")
    page.click(*spot(page, 1, "KC1"))
    drawn(page)
    shown = page.run("document.body.innerText")
    english = {word for word in ENGLISH_WORDS if re.search(rf"(?i)\b{word}\b", shown)}
    assert english == set()


def test_reduced_motion_starts_still(chromium: Browser, address: str) -> None:
    features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    chromium.call("Emulation.setEmulatedMedia", features=features)
    chromium.open(address, READY)
    drawn(chromium)
    assert chromium.run("iffsim.state.playing") is False
    chromium.call("Emulation.setEmulatedMedia", features=[])
    chromium.open(address, READY)
    assert chromium.run("iffsim.state.playing") is True


@pytest.mark.parametrize("size", [(1600, 900), (1280, 720), (1024, 768), (400, 800)])
def test_it_fits_and_says_that_it_is_invented_at_every_size(
    page: Browser, size: tuple[int, int]
) -> None:
    page.resize(*size, mobile=size[0] < 600)
    drawn(page)
    assert page.run("document.documentElement.scrollWidth") <= size[0]
    left, right = page.run(
        "[...document.querySelectorAll('.disclaimer')]"
        ".map((e) => e.getBoundingClientRect().toJSON())"
    )
    for place in (left, right):
        assert 0 < place["width"] < size[0]
        assert place["right"] <= size[0]
        assert place["bottom"] <= size[1]
    assert (left["bottom"] < right["top"]) == (size[0] < 600)


def test_what_strangers_write_is_read_as_text(chromium: Browser, tmp_path: Path) -> None:
    toml = (Path(__file__).parent / "data" / "tiny.toml").read_text(encoding="utf-8")
    nasty = "<img src=x onerror=alert(1)></script>\u2028"
    toml = toml.replace('"Tiny"', json.dumps(nasty)).replace('"Battery"', json.dumps(nasty))
    toml = toml.replace('"The battery hears nobody else."', json.dumps(nasty))
    write(iffsim.run(iffsim.loads(toml, "nasty")), tmp_path / "nasty.html")
    chromium.open((tmp_path / "nasty.html").as_uri() + "#t=10&lang=en&select=OWN1", READY)
    drawn(chromium)
    assert text(chromium, "#caption") == nasty
    assert text(chromium, "#title") == nasty
    assert chromium.run("document.images.length") == 0
    assert chromium.complaints() == []
