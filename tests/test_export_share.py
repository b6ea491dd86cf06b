"""A moment of the page as an address and as text: it comes back whole, and nothing else gets in."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import needs
import pytest
from browser import Browser
from storypage import READY, drawn

from iffsim.recording import Recording
from iffsim.story import telling
from iffsim.words.say import ENGLISH

pytestmark = needs.browser
PLACE = {"lat_deg": 39.5, "lon_deg": 33.0}
EDITS = [
    {"do": "move_site", "at": "00:20:00", "site": "battery", "place": PLACE},
    {"do": "link_down", "at": "00:21:00", "link": "nato", "site": "southeast"},
    {"do": "more_sites", "at": "00:22:00", "places": [PLACE]},
    {"do": "site_silent", "at": "00:23:00", "site": "battery-2"},
    {"do": "reroute", "at": "00:24:00", "flight": "KC1", "from": PLACE},
]  # fmt: skip


SEEN = """JSON.stringify([iffsim.state.time, iffsim.state.lang, iffsim.state.pictures,
    iffsim.state.view, iffsim.state.selected, iffsim.state.altM, iffsim.state.camera,
    iffsim.edits()])"""


def seen(page: Browser) -> list[Any]:
    found: list[Any] = json.loads(page.run(SEEN))
    return found


def told(page: Browser) -> str:
    """Return what was refused, "" if nothing was."""
    return str(page.run("(({hidden, textContent}) => hidden ? '' : textContent)"
                        "(document.querySelector('#told'))"))  # fmt: skip


def test_an_address_and_a_text_bring_a_moment_back_whole(page: Browser, address: str) -> None:
    page.run(f"iffsim.restore({json.dumps(EDITS)}); iffsim.choose(iffsim.index('KC1'))")
    page.run("iffsim.seek(1512.5); iffsim.state.altM = 3000; iffsim.choose(iffsim.index('KC1'))")
    drawn(page)
    page.press("l")
    page.press("]")
    drawn(page)
    before, fragment, text = seen(page), page.run("iffsim.fragment()"), page.run("iffsim.text()")
    assert before[-1] == EDITS
    assert before[1] == "tr"
    page.wait("location.hash.includes('edits=')")
    assert page.run("location.hash.slice(1)") == fragment
    page.open(f"{address}#{fragment}", READY)
    drawn(page)
    assert seen(page) == before
    assert told(page) == ""
    page.open(f"{address}#t=0&lang=en", READY)
    drawn(page)
    page.run("document.querySelector('#sharing').click()")
    page.run(f"document.querySelector('#share textarea').value = {text!r}")
    page.run("document.querySelector('#share .apply').click()")
    drawn(page)
    assert seen(page) == before
    page.run("location.hash = '#t=600&lang=en'")
    page.wait("iffsim.state.time === 600")
    assert page.complaints() == []


def test_moves_of_the_challenge_come_along(
    page: Browser, address: str, recording: Recording
) -> None:
    start = next(one.start_s for one in telling.story(recording).chapters if one.challenge)
    page.run(f"iffsim.seek({start + 5})")
    drawn(page)
    page.run("document.querySelector('[data-move=four]').click()")
    drawn(page)
    verdict = "[...document.querySelectorAll('.results b')].map((e) => e.textContent)"
    before, fragment = page.run(verdict), page.run("iffsim.fragment()")
    page.open(f"{address}#{fragment}", READY)
    drawn(page)
    assert page.run(verdict) == before
    assert len(before) == 2


@pytest.mark.parametrize(
    ("fragment", "names"),
    [
        ("t=-5", "t"), ("t=1e3", "t"), ("t=NaN", "t"), ("t=99999", "t"),
        ("lang=__proto__", "lang"), ("pictures=linked,nobody", "pictures"), ("select=0", "select"),
        ("alt=6001", "alt"), ("look=0,0", "look"), ("look=0,0,1", "look"), ("view=x", "view"),
        ("edits=[", "edits"), ("edits={}", "edits"),
        ("moves=[{\"move\":\"constructor\"}]", "moves"),
        ("edits=[{\"do\":\"link_down\",\"at\":[\"00:00:01\"],\"link\":\"nato\"}]", "edits"),
        ("edits=[{\"do\":\"site_silent\",\"at\":\"00:00:01\",\"site\":[\"battery\"]}]", "edits"),
        ("<img src=x onerror=alert(1)>", "?"), ("constructor=1", "?"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_left_out_and_said(page: Browser, fragment: str, names: str) -> None:
    before = seen(page)
    page.run(f"iffsim.show({('#' + fragment)!r})")
    drawn(page)
    assert told(page) == ENGLISH("share.unknown", names=names)
    assert seen(page)[:-2] == before[:-2]
    page.run("document.querySelector('#told').hidden = true")


def test_a_moment_of_another_scenario_is_refused_whole(page: Browser) -> None:
    before = seen(page)
    page.run("iffsim.show('#scenario=four-bubbles&t=3&lang=tr')")
    drawn(page)
    assert told(page) == ENGLISH("share.other")
    assert seen(page) == before


BITS = (
    "t", "lang", "pictures", "select", "alt", "look", "view", "edits", "moves", "scenario", "=",
    "&", "#", "%", "%00", "%E0%A4", "[", "]", "{", "}", '"', "'", ",", ":", "-1", "1e999", "NaN",
    "null", "true", "__proto__", "constructor", "toString", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "javascript:alert(1)", "\n", "\u2028", "\U0001f6e9", "00:10:00",
    "battery", "battery-2", "linked", "nato", "KC1", "none", "do", "at", "site", "place", "places",
    "lat_deg", "lon_deg", "move_site", "more_sites", "reroute", "doctrine", "link_down", "tr", "en",
)  # fmt: skip
GOOD = (
    "scenario=local-bubble&t=1500&lang=tr&pictures=linked,standalone&select=KC1&alt=3000"
    f"&look=10,-20,400&view=single&edits={json.dumps(EDITS)}"
)
VALUES = (None, 0, -1, 1e300, "", "battery", [], {}, [None], {"lat_deg": 1}, True, "00:00:00")


def fragments(count: int) -> list[str]:
    """Return addresses of strangers: noise, good ones cut and mixed, edits with a part spoilt."""
    rng, found = random.Random(5), list[str]()
    for n in range(count):
        if n % 3 == 0:
            text = "".join(rng.choices(BITS, k=rng.randint(1, 14)))
        elif n % 3 == 1:
            cut = rng.randrange(len(GOOD))
            text = GOOD[:cut] + rng.choice(BITS) + GOOD[cut + rng.randint(0, 9) :]
        else:
            edit = dict(rng.choice(EDITS))
            edit[rng.choice([*edit, "extra"])] = rng.choice(VALUES)
            step = {"move": rng.choice(["link", "codes", "x", None]), "edits": [edit]}
            name, sent = rng.choice([("edits", [edit]), ("moves", [step])])
            escaped = "".join(f"%{byte:02X}" for byte in json.dumps(sent).encode())
            text = f"t={rng.randrange(4000)}&{name}={escaped}"
        found.append(text)
    return found


FUZZ = """((texts) => {
    const thrown = [], before = document.querySelectorAll("*").length;
    let shown = 0;
    texts.forEach((text, n) => {
        try {
            iffsim.show("#" + text);
            if (n % 60 === 0 || iffsim.edits().length) { if (shown++ < 40) iffsim.draw(); }
        } catch (fault) { thrown.push([text, String(fault)]); }
        const s = iffsim.state;
        if (!Number.isFinite(s.time) || !["en", "tr"].includes(s.lang) || s.pictures.length !== 2
            || !Number.isFinite(s.camera.span) || !(s.selected === null || s.selected >= 0)) {
            thrown.push([text, JSON.stringify(s)]);
        }
    });
    return {thrown: thrown.slice(0, 5), images: document.querySelectorAll("img, iframe").length,
            scripts: document.scripts.length, polluted: ({}).lat_deg !== undefined};
})"""


def test_thousands_of_strange_addresses_throw_nothing_and_put_nothing_in(page: Browser) -> None:
    scripts = page.run("document.scripts.length")
    texts = fragments(3000)
    for start in range(0, len(texts), 1000):
        found = page.run(f"{FUZZ}({json.dumps(texts[start : start + 1000])})")
        assert found.pop("thrown") == []
        assert found == {"images": 0, "scripts": scripts, "polluted": False}
    drawn(page)
    asked = [url for url in page.requests() if not url.startswith("data:font/")]
    assert len(asked) == 1
    assert page.complaints() == []


def test_a_page_in_a_page_says_how_high_it_wants_to_be(
    page: Browser, address: str, tmp_path: Path
) -> None:
    page.run("document.querySelector('#sharing').click()")
    snippet = page.run("document.querySelectorAll('#share textarea')[1].value")
    assert snippet.startswith(f'<iframe src="{address}#')
    outer = tmp_path / "outer.html"
    outer.write_text(f"<!doctype html><title>x</title>{snippet}", encoding="utf-8")
    for width in (1000, 380):
        page.resize(width, 700)
        frame = "document.querySelector('iframe')"
        page.open(outer.as_uri(), f"{frame} && Number({frame}.height) !== 760")
        heights = []
        for _ in range(4):
            page.run("new Promise((done) => setTimeout(done, 120))")
            heights.append(int(page.run("document.querySelector('iframe').height")))
        assert 700 <= heights[-1] < 1500
        assert heights[-1] == heights[-2]  # it comes to rest
    page.resize(1280, 720)
