"""The model in the page makes of every scenario what Python makes of it: at every tick."""

from __future__ import annotations

import json

import msgspec
import needs
import numpy as np
import pagemodel
import pytest
from browser import Browser
from pageedits import drawn
from runs import run_of

import iffsim
from iffsim.base import assets
from iffsim.base.errors import BadInput
from iffsim.base.units import parse_time
from iffsim.classroom import edits
from iffsim.export import data
from iffsim.scenario.types import Scenario

pytestmark = needs.browser


@pytest.mark.parametrize("name", assets.scenario_names())
def test_a_shipped_scenario_is_the_same_in_the_page(chromium: Browser, name: str) -> None:
    recording = run_of(name)
    found = chromium.run(f"{pagemodel.script(data.data(recording))}([])")
    assert pagemodel.differences(found, pagemodel.expected(recording)) == []


def doubtful(scenario: Scenario) -> Scenario:
    """Return a scenario in which scans, replies and reports are lost by chance."""
    replace = msgspec.structs.replace
    return replace(
        scenario,
        sites=tuple(replace(site, p_detect=0.9, p_reply=0.8) for site in scenario.sites),
        links=tuple(replace(link, loss=0.1) for link in scenario.links),
    )


@pytest.mark.parametrize(("name", "chance", "count"), [
    ("local-bubble", False, 4), ("sandbox", True, 4), ("border-november-2015", False, 4),
    ("mountains", False, 3),
])  # fmt: skip
def test_edits_do_the_same_in_the_page(
    chromium: Browser, name: str, chance: bool, count: int
) -> None:
    scenario = doubtful(iffsim.load(name)) if chance else iffsim.load(name)
    recording, rng = iffsim.run(scenario), np.random.default_rng(20190716)
    chromium.run(f"window.model = {pagemodel.script(data.data(recording))}; 0")
    tried = 0
    while tried < count:
        made = drawn(rng, scenario)
        try:
            edited = edits.fitting(scenario, [msgspec.convert(e, edits.AnyEdit) for e in made])
        except BadInput:
            continue
        tried += 1
        after = iffsim.revise(recording, edited, min(parse_time(edit["at"]) for edit in made))
        found = chromium.run(f"window.model({json.dumps(made)})")
        assert pagemodel.differences(found, pagemodel.expected(after)) == [], made
