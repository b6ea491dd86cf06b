"""Window and page agree: for every scenario at random instants, in all ways of looking, the page's
script in a real Chromium makes the scene that the window draws."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from runs import run_of
from scenes import asked, coasting, plain, wanted, without_barriers

from iffsim.base import assets
from iffsim.export import write
from iffsim.scene.caption import chapters, pieces

READY = "window.iffsim"
EACH = 6
"""Instants of each scenario: in all, every way of looking some twenty times."""


@pytest.mark.parametrize("name", assets.scenario_names())
def test_the_page_shows_the_scene_that_the_window_shows(
    chromium: Browser, tmp_path: Path, name: str
) -> None:
    made = run_of(name)
    write(made, tmp_path / "story.html")
    chromium.open((tmp_path / "story.html").as_uri() + "#t=0", READY)
    for one in (*asked(made, seed=len(name), count=EACH), *coasting(made)):
        found = json.loads(chromium.run(f"JSON.stringify(iffsim.scene({json.dumps(wanted(one))}))"))
        mine = json.loads(json.dumps(plain(made, one)))
        if made.scenario.terrain:
            found, mine = without_barriers(found), without_barriers(mine)
        assert differences(found, mine) == [], (name, one)
    texts = [text for line in captions(name) for text in (line.text, line.text_tr) if text]
    found = json.loads(chromium.run(f"JSON.stringify({json.dumps(texts)}.map(iffsim.pieces))"))
    for text, parts in zip(texts, found, strict=True):
        words = [(one.text, one.topic and one.topic.name.lower(), one.bold) for one in pieces(text)]
        assert [(part["text"], part["topic"], part["bold"]) for part in parts] == words
    assert chromium.complaints() == []


def captions(name: str) -> list[Any]:
    return [line for chapter in chapters(run_of(name)) for line in chapter.captions]


def differences(one: Any, other: Any, at: str = "") -> list[str]:
    """Return where two values of JSON differ, numbers that are not whole but for rounding."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = one.keys() ^ other.keys()
        inner = [(one[k], other[k], f"{at}.{k}") for k in one.keys() & other.keys()]
        return [f"{at}: {sorted(keys)}"] * bool(keys) + within(inner)
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return [f"{at}: {len(one)} and {len(other)}"]
        pairs = zip(one, other, strict=True)
        return within([(a, b, f"{at}[{n}]") for n, (a, b) in enumerate(pairs)])
    return [] if same(one, other) else [f"{at}: {one} and {other}"]


def within(inner: list[tuple[Any, Any, str]]) -> list[str]:
    return [fault for a, b, place in inner for fault in differences(a, b, place)]


def same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-7, abs_tol=1e-5)
    if isinstance(other, float) and isinstance(one, int):
        return math.isclose(one, other, rel_tol=1e-7, abs_tol=1e-5)
    return bool(one == other)
