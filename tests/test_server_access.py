"""What a class's phones show by WCAG 2.2 AA, as axe sees it: joining, waiting, a question, its map,
the answer."""

from __future__ import annotations

import time

import needs
import pytest
from browser import Browser
from phones import CODE, Opened
from test_export_access import AXE, SEEN, SMALL

pytestmark = needs.browser


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def until(opened: Opened, page: Browser, condition: str) -> None:
    """Go round as the window does, until the phone shows something."""
    stop = time.monotonic() + 20.0
    while not page.run(f"!!({condition})"):
        assert time.monotonic() < stop, condition
        opened.room.tick()
        time.sleep(0.02)


@pytest.mark.parametrize("lang", ["en", "tr"])
def test_axe_finds_nothing_on_a_phone_in_any_state(chromium: Browser, lang: str) -> None:
    page = chromium
    page.resize(390, 844, mobile=True)
    found = {}

    def seen(state: str) -> None:
        found[state] = [*page.run(SEEN), *page.run(SMALL)]

    with Opened() as opened:
        page.open(opened.url, "document.readyState === 'complete'")
        page.run(f"{AXE};0")
        until(opened, page, "!document.querySelector('#join').hidden")
        if lang == "tr":
            page.run("document.querySelector('#languages [lang=tr]').click()")
            until(opened, page, "document.documentElement.lang === 'tr'")
        seen("join")
        page.run(f"document.querySelector('#code').value = '{CODE}';"
                 "document.querySelector('#join .go').click()")  # fmt: skip
        until(opened, page, "!document.querySelector('#room').hidden")
        seen("waiting")
        opened.put("ally")
        until(opened, page, "!document.querySelector('#ask').hidden")
        seen("question")
        page.run("document.querySelector('#options input').click();"
                 "document.querySelector('#send').click()")  # fmt: skip
        until(opened, page, "document.querySelector('#status').textContent")
        seen("answered")
        opened.reveal()
        until(opened, page, "!document.querySelector('#told').hidden")
        seen("told")
    assert {state: what for state, what in found.items() if what} == {}
