"""What starting imports, counted; how long it takes is for benchmarks."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from iffsim.base import assets
from iffsim.cli import app, shipped
from iffsim.cli.plain import plainly
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
PICTURE = """
import dataclasses, json, sys, tomllib
made, parsed = [], []
process, read = dataclasses._process_class, tomllib.loads
dataclasses._process_class = lambda cls, *rest: made.append(cls) or process(cls, *rest)
tomllib.loads = lambda text, **how: parsed.append(text) or read(text, **how)
import iffsim.view, pygame
pygame.display.flip = sys.exit  # the first frame is there
from iffsim.cli import main
assert main(sys.argv[1:]) == 0
print(json.dumps({
    "modules": sorted(sys.modules),
    "dataclasses": sum(cls.__module__.startswith("iffsim") for cls in made),
    "toml": sum(map(len, parsed)),
}))
"""
UNSEEN = {
    "PIL", "pydantic", "numpy.ma", "statistics", "contourpy", "iffsim.report", "iffsim.site",
    "iffsim.importing", "iffsim.measure", "iffsim.server", "asyncio", "concurrent", "logging",
    "iffsim.export",
}  # fmt: skip
"""What a picture can be drawn without."""
UNHEARD = {"tomli_w", "iffsim.view.console", "iffsim.view.input"}
"""What only a window needs, for whoever does something in it."""
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


@pytest.mark.parametrize(
    ("words", "absent", "modules", "toml"),
    [
        ("record local-bubble --at 00:10:00 --out STILL", UNSEEN | UNHEARD, 212, 92_000),
        ("play", UNSEEN, 238, 86_000),
    ],
)
def test_the_first_picture_imports_builds_and_reads_little_that_it_does_not_show(
    words: str, absent: set[str], modules: int, toml: int, tmp_path: Path
) -> None:
    called = words.replace("STILL", str(tmp_path / "still.png")).split()
    env = {**os.environ, "SDL_VIDEODRIVER": "dummy", "DISPLAY": ":none"}
    done = subprocess.run(
        [sys.executable, "-c", PICTURE, *called], capture_output=True, text=True, check=True,
        env=env,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    names = found["modules"]
    assert {
        one for one in absent if any(f"{name}.".startswith(f"{one}.") for name in names)
    } == set()
    assert len([name for name in names if name.startswith("iffsim")]) <= modules
    assert found["dataclasses"] <= 42  # one takes as long as thirty structs
    assert found["toml"] <= toml  # letters, read by Python's own reader


PLAIN = [
    "play", "play local-bubble", "play --lang tr", "list", "info battery", "new mine",
    "record local-bubble --at 00:10:00 --size 1600x900 --out x.png",
    "record --out x.png --from 1min --to 2min local-bubble --lang tr --pictures linked",
    "explain local-bubble --aircraft KC1 --at 12:30", "schema --out folder",
]  # fmt: skip
NOT_PLAIN = [
    "record local-bubble", "record --out x.png", "record local-bubble --out", "check a.toml",
    "record local-bubble other --out x.png", "record local-bubble --out x.png --out y.png",
    "record local-bubble --out=x.png", "record local-bubble --out x.png --seed 5",
    "record local-bubble --out x.png --at -5", "play --headless", "play --help", "play --nothing x",
    "play --text 1.5", "play -- local-bubble",
]  # fmt: skip


@pytest.mark.parametrize("line", PLAIN)
def test_what_is_called_plainly_is_called_as_typer_would(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, *words = line.split()
    heard: list[dict[str, object]] = []
    command = app.command(name)
    monkeypatch.setattr(command, "callback", lambda **given: heard.append(given))
    command(words, standalone_mode=False)
    function = app.function(name)
    given = plainly(function, words)
    assert given is not None
    usual = {key: one.default for key, one in inspect.signature(function).parameters.items()}
    assert usual | given == heard[0]


@pytest.mark.parametrize("line", NOT_PLAIN)
def test_what_is_not_plain_or_wrong_is_left_to_typer(line: str) -> None:
    name, *words = line.split()
    assert plainly(app.function(name), words) is None


def test_the_list_says_of_every_scenario_what_the_scenario_says() -> None:
    for name in assets.scenario_names():
        scenario, said = load(name), shipped.head(assets.scenario_path(name))
        assert (said["title"], said["summary"]) == (scenario.title, scenario.summary)


def test_every_command_is_there_says_what_it_does_and_parses() -> None:
    for name in app.COMMANDS:
        assert app.summary(name).endswith(".")
        assert app.command(name).name == name
