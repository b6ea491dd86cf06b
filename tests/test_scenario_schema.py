"""The editors' schema is that of the types, and the shipped scenarios are valid under it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from iffsim.base import assets
from iffsim.scenario import load
from iffsim.scenario.points import Waypoint
from iffsim.scenario.schema import schema

TINY = Path(__file__).parent / "data" / "tiny.toml"
FAULTS = TINY.with_name("faults.toml")


DRAFTS = (jsonschema.Draft7Validator, jsonschema.Draft202012Validator)
"""Editors of TOML read the schema by the older rules, whatever it says of itself."""


def errors(text: str) -> list[str]:
    scenario, rules = tomllib.loads(text), json.loads(schema())
    found = [[error.message for error in draft(rules).iter_errors(scenario)] for draft in DRAFTS]
    assert found[0] == found[1]
    return found[0]


def test_the_shipped_schema_is_current() -> None:
    shipped = assets.path("scenario.schema.json").read_text(encoding="utf-8")
    assert shipped == schema(), "run: python -m iffsim.scenario.schema"


@pytest.mark.parametrize("margin", ["", "    "])
def test_the_schema_does_not_depend_on_how_an_interpreter_keeps_docstrings(
    margin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = schema()
    first, *rest = str(Waypoint.__doc__).splitlines()
    assert rest
    kept = "\n".join([first, *(margin + line.strip() for line in rest)])
    monkeypatch.setattr(Waypoint, "__doc__", kept)
    assert schema() == shipped


def test_the_schema_is_a_schema() -> None:
    for draft in DRAFTS:
        draft.check_schema(json.loads(schema()))


def test_a_good_scenario_is_valid_under_the_schema() -> None:
    assert errors(TINY.read_text(encoding="utf-8")) == []


def test_the_starter_is_valid_under_the_schema() -> None:
    assert errors(assets.path("starter.toml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", assets.scenario_names())
def test_the_first_line_of_every_shipped_scenario_names_the_schema(name: str) -> None:
    path = assets.scenario_path(name)
    first = path.read_text(encoding="utf-8").splitlines()[0]
    named = path.parent / first.removeprefix("#:schema ")
    assert named.resolve() == assets.path("scenario.schema.json").resolve()


@pytest.mark.parametrize("name", assets.scenario_names())
def test_every_shipped_scenario_is_valid_under_the_schema_and_loads(name: str) -> None:
    assert errors(assets.scenario_path(name).read_text(encoding="utf-8")) == []
    assert load(name).title


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("seed = 7", "sede = 7"),
        ('duration = "00:20:00"', 'duration = "20 minutes"'),
        ("speed_kt = 480", "speed_kt = -480"),
        ('do = "link_down"', 'do = "link_dwon"'),
        ('tag = "article"', 'tag = "fact"'),
    ],
)
def test_an_editor_sees_faults_of_shape(was: str, now: str) -> None:
    assert errors(TINY.read_text(encoding="utf-8").replace(was, now, 1))
