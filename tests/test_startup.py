"""What starting imports, counted; how long it takes is for benchmarks."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from iffsim.base import assets
from iffsim.cli import app, shipped
from iffsim.scenario import load

COUNT = """
import json, sys
from contextlib import redirect_stdout
from io import StringIO
import typer, rich.console, rich.table
before = set(sys.modules)
from iffsim.cli import main
with redirect_stdout(StringIO()):
    assert main(sys.argv[1:]) == 0
print(json.dumps(sorted(set(sys.modules) - before)))
"""
HEAVY = {"numpy", "shapely", "pygame", "msgspec", "PIL", "pydantic"}


def imported(*words: str) -> set[str]:
    """Return which modules a fresh interpreter imports for a command, beside typer and rich."""
    done = subprocess.run(
        [sys.executable, "-c", COUNT, *words], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(("word", "most"), [("list", 12), ("--help", 40)])
def test_what_only_says_something_imports_nothing_heavy(word: str, most: int) -> None:
    found = imported(word)
    assert not {name.partition(".")[0] for name in found} & HEAVY
    assert len([name for name in found if name.startswith("iffsim")]) <= most, sorted(found)


def test_the_list_says_of_every_scenario_what_the_scenario_says() -> None:
    for name in assets.scenario_names():
        scenario, said = load(name), shipped.head(assets.scenario_path(name))
        assert (said["title"], said["summary"]) == (scenario.title, scenario.summary)


def test_every_command_is_there_says_what_it_does_and_parses() -> None:
    for name in app.COMMANDS:
        assert app.summary(name).endswith(".")
        assert app.command(name).name == name
