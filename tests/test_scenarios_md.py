"""docs/scenarios.md is a whole scenario, and what it promises of it holds."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from lessons import label

import iffsim

PAGE = Path(__file__).resolve().parent.parent / "docs" / "scenarios.md"
MINUTE = 60


@cache
def blocks() -> list[str]:
    found = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [str(block) for block in found]


@cache
def written() -> iffsim.Recording:
    return iffsim.run(iffsim.loads("\n".join(blocks()), "black-sea.toml"))


@pytest.mark.parametrize("steps", [4, 5, 6])
def test_the_file_can_be_played_from_its_fourth_step_on(steps: int) -> None:
    assert iffsim.loads("\n".join(blocks()[:steps]), "black-sea.toml").flights


def test_the_battery_names_its_own_two_and_the_link_all_but_the_silent_one() -> None:
    expected = {
        "HAWK1": ("FRIEND", "FRIEND"),
        "DRONE1": ("FRIEND", "FRIEND"),
        "CARGO1": ("UNKNOWN", "FRIEND"),
        "EAST1": ("UNKNOWN", "NEUTRAL"),
        "WEST1": ("UNKNOWN", "NEUTRAL"),
        "SILENT1": ("UNKNOWN", "UNKNOWN"),
    }
    at = 8 * MINUTE
    named = {
        name: (label(written(), "alone", name, at), label(written(), "coastal", name, at))
        for name in expected
    }
    assert named == expected
    assert written().score_at("alone", at).needle == 4
    assert written().score_at("coastal", at).needle == 1


def test_with_the_link_down_it_sees_no_more_than_the_battery() -> None:
    at = 11 * MINUTE
    assert written().score_at("coastal", at).tracked == written().score_at("alone", at).tracked
