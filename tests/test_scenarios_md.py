"""docs/scenarios.md is a whole scenario, and what it promises of it holds."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from lessons import label

import iffsim
from iffsim.base import assets
from iffsim.earth.catalogue import aircraft_types, site_kinds
from iffsim.lint import warnings

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


def test_the_page_lists_every_kind_of_site_with_the_catalogues_numbers() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = {
        f"| `{kind.name}` | {kind.range_km:g} km | {kind.scan_s} s | {', '.join(kind.accepts)} |"
        for kind in site_kinds().values()
    }
    assert rows <= set(page.splitlines())


def test_the_page_lists_every_type_of_aircraft_and_every_event() -> None:
    page = PAGE.read_text(encoding="utf-8")
    schema = json.loads(assets.path("scenario.schema.json").read_text(encoding="utf-8"))
    tags = {part["properties"]["do"]["enum"][0] for part in schema["$defs"].values()
            if "enum" in part.get("properties", {}).get("do", {})}  # fmt: skip
    assert len(tags) > 10
    outside = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    said = set(re.findall(r"`([^`]+)`", outside)) | set(re.findall(r'do = "(\w+)"', page))
    assert set(aircraft_types()) | tags <= said


def test_the_pieces_that_the_page_shows_beside_the_scenario_fit_into_it() -> None:
    """Indented pieces: zones, a doctrine, a crowd."""
    page = PAGE.read_text(encoding="utf-8")
    shown = re.findall(r"\n\n((?:    .*\n|\n(?=    ))+)", page)
    pieces = [re.sub(r"(?m)^    ", "", one) for one in shown if one.lstrip().startswith("[")]
    assert len(pieces) == 3
    text = "\n".join([*blocks(), *pieces])
    found = iffsim.loads(text, "black-sea.toml")
    assert len(found.zones) == 2
    assert found.background
    assert "strict" in found.doctrines


def test_what_the_page_writes_passes_check_without_a_warning() -> None:
    assert warnings(iffsim.loads("\n".join(blocks()), "black-sea.toml"), "black-sea.toml") == []


AEGEAN = {
    "EFES1": ("FRIEND", "FRIEND"),
    "AEW1": ("FRIEND", "FRIEND"),
    "SILENT1": ("UNKNOWN", "UNKNOWN"),
    "ALLY1": ("UNKNOWN", "FRIEND"),
    "GULF7": (None, "NEUTRAL"),
    "GHOST": ("UNKNOWN", "SUSPECT"),
}
"""A scenario written from the page alone: another battery site, another network, six flights."""


def test_a_scenario_written_from_the_page_alone_works_and_has_no_warning() -> None:
    path = Path(__file__).parent / "data" / "aegean.toml"
    scenario = iffsim.load(path)
    assert {flight.id for flight in scenario.flights} == set(AEGEAN)
    assert warnings(scenario, "aegean.toml") == []
    found = iffsim.run(scenario)
    at = 7 * MINUTE
    named = {name: tuple(label(found, p, name, at) for p in ("alone", "west")) for name in AEGEAN}
    assert named == AEGEAN
