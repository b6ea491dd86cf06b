"""The gallery shows every scenario: a small picture, its lesson, the page about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

import iffsim
from iffsim.base import assets

DOCS = Path(__file__).resolve().parent.parent / "docs"
NAMES = pytest.mark.parametrize("name", assets.scenario_names())
MOST_BYTES = 150_000
AGAIN = "make it anew: PYTHONPATH=src python docs/gallery.py"


@NAMES
def test_the_gallery_tells_the_lesson_and_the_page_about_it(name: str) -> None:
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    scenario = iffsim.load(name)
    assert scenario.info is not None
    assert f"(`{name}`)" in page, AGAIN
    told = (scenario.summary, scenario.lesson, scenario.info.what, scenario.info.how)
    more = (scenario.info.notice, scenario.info.tries, scenario.info.origin, *scenario.objectives)
    for text in (*told, *more):
        assert " ".join(text.split()) in page, AGAIN


@NAMES
def test_the_gallery_has_a_small_picture_of_it(name: str) -> None:
    path = DOCS / "img" / f"{name}.png"
    assert path.stat().st_size <= MOST_BYTES
    with Image.open(path) as picture:
        assert picture.size == (960, 540)
