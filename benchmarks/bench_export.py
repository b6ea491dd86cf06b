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
