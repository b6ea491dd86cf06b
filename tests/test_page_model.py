"""The model in the page makes of every scenario what Python makes of it: at every tick."""

from __future__ import annotations

from collections.abc import Iterator

import needs
import pagemodel
import pytest
from browser import Browser, find

import iffsim
from iffsim.base import assets
from iffsim.export import data

pytestmark = needs.browser


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(find() or "", tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.mark.parametrize("name", assets.scenario_names())
def test_a_shipped_scenario_is_the_same_in_the_page(chromium: Browser, name: str) -> None:
    recording = iffsim.run(name)
    found = chromium.run(f"{pagemodel.script(data.data(recording))}([])")
    assert pagemodel.differences(found, pagemodel.expected(recording)) == []
