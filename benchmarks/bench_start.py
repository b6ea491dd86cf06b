"""How long it takes from nothing to a picture, beside the bare import of what draws it.

A process each, in turn, their bytecode cached and the map kept from an earlier start: `iffsim
record ... --at` of the main scenario, the window up to its first frame, and `import numpy, shapely,
pygame, msgspec, typer`. Budget: 2.5 times the import. Ratios of the clock on the wall and of
processor time are in `extra_info`: the import meets the same load. What is imported and read is
counted in `tests/test_startup.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

IMPORTS = "import numpy, shapely, pygame, msgspec, typer"
WINDOW = """
import sys
import iffsim.view, pygame
pygame.display.flip = sys.exit  # the first frame is there
from iffsim.cli import main
main(["play", "local-bubble"])
"""
STILL = (
    "-m",
    "iffsim",
    "record",
    "local-bubble",
    "--at",
    "00:10:00",
    "--size",
    "1600x900",
    "--out",
)
ROUNDS = 7
Seconds = tuple[float, float]
"""On the wall, and of the processor."""


@pytest.fixture
def started(tmp_path: Path) -> Callable[..., Seconds]:
    """Return what runs Python with the given words, and says how long it took."""
    env = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {"PYTHONPYCACHEPREFIX": str(tmp_path / "bytecode"), "SDL_VIDEODRIVER": "dummy"}
    env |= {"DISPLAY": ":none", "IFFSIM_CACHE": str(tmp_path / "kept")}

    def run(*words: str) -> Seconds:
        before, begun = os.times(), time.perf_counter()
        subprocess.run([sys.executable, *words], env=env, check=True, capture_output=True)
        wall, after = time.perf_counter() - begun, os.times()
        used = after.children_user + after.children_system
        return wall, used - before.children_user - before.children_system

    return run


@pytest.mark.parametrize("what", ["still", "window"])
def test_the_first_picture(benchmark, tmp_path: Path, started, what: str) -> None:
    picture = tmp_path / "still.png"
    words = (*STILL, str(picture)) if what == "still" else ("-c", WINDOW)
    took: list[tuple[Seconds, Seconds]] = []

    def beside() -> None:
        bare = started("-c", IMPORTS)
        took.append((started(*words), bare))

    beside()
    took.clear()  # that one wrote the bytecode, and kept the map
    benchmark.pedantic(beside, rounds=ROUNDS)
    for name, which in (("wall", 0), ("processor", 1)):
        whole, bare = (median(pair[n][which] for pair in took) for n in (0, 1))
        benchmark.extra_info[name] = {
            "s": round(whole, 3), "imports_s": round(bare, 3), "times": round(whole / bare, 2),
        }  # fmt: skip
    assert what == "window" or picture.stat().st_size > 100_000
