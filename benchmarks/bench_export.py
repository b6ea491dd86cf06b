"""The take-away page: how long it takes to make, and how fluidly a browser scrubs it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import iffsim
from iffsim.export import page, write

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from browser import Browser, find

FRAMES = 120
SCRUB = f"""
new Promise((done) => {{
  let n = 0;
  const one = () => {{
    iffsim.state.time = 660 + 2 * n;
    iffsim.draw();
    if (++n < {FRAMES}) requestAnimationFrame(one);
    else done(n);
  }};
  requestAnimationFrame(one);
}})
"""


def test_make_the_page(benchmark: BenchmarkFixture) -> None:
    recording = iffsim.run(iffsim.load("local-bubble"))
    text = benchmark.pedantic(page.page, (recording,), rounds=3, warmup_rounds=1)
    assert len(text) < 3_000_000


def test_scrub_120_frames_in_a_browser(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    program = find()
    if program is None:
        pytest.skip("needs Chromium; on Debian and Ubuntu: apt-get install chromium")
    write(iffsim.run(iffsim.load("local-bubble")), tmp_path / "story.html")
    with Browser(program, tmp_path / "profile") as browser:
        browser.resize(1600, 900)
        browser.open(
            (tmp_path / "story.html").as_uri() + "#t=660",
            "window.iffsim && document.fonts.status === 'loaded'",
        )
        drawn = benchmark.pedantic(browser.run, (SCRUB,), rounds=3, warmup_rounds=1)
    assert drawn == FRAMES  # 2 s or less: 60 frames a second


def test_drag_the_battery_in_a_browser(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """One step of a drag: the model, both pictures, coverage, names, numbers, all drawn."""
    program = find()
    if program is None:
        pytest.skip("needs Chromium; on Debian and Ubuntu: apt-get install chromium")
    write(iffsim.run(iffsim.load("local-bubble")), tmp_path / "story.html")
    with Browser(program, tmp_path / "profile") as browser:
        browser.resize(1600, 900)
        browser.open(
            (tmp_path / "story.html").as_uri() + "#t=1500&pictures=standalone,linked",
            "window.iffsim && document.fonts.status === 'loaded'",
        )
        places = iter(range(1000))

        def step() -> int:
            n = next(places)
            script = f"(iffsim.hold('battery', [{n % 40 * 7 - 100}, {n * 11 % 300 - 150}]),"
            done: int = browser.run(f"{script} iffsim.draw(), iffsim.edits().length)")
            return done

        edits = benchmark.pedantic(step, rounds=60, warmup_rounds=10)
    assert edits == 1  # 50 ms or less
