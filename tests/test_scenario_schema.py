"""The editors' schema is that of the types, and the shipped scenarios are valid under it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from iffsim import assets
from iffsim.scenario import load
from iffsim.scenario.schema import schema

TINY = Path(__file__).parent / "data" / "tiny.toml"
FAULTS = TINY.with_name("faults.toml")


def errors(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(json.loads(schema()))
    return [error.message for error in validator.iter_errors(tomllib.loads(text))]


def test_the_shipped_schema_is_current() -> None:
    shipped = assets.path("scenario.schema.json").read_text(encoding="utf-8")
    assert shipped == schema(), "run: python -m iffsim.scenario.schema"


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema()))


def test_a_good_scenario_is_valid_under_the_schema() -> None:
    assert errors(TINY.read_text(encoding="utf-8")) == []


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
