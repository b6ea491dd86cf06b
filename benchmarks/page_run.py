"""The exported page in a real browser: when its first picture stands, how it plays, what it keeps.

    python benchmarks/page_run.py [SCENARIO] [--minutes 10]

Prints, for a window of 1280x800: from opening the file to the first picture, at this machine's
speed and slowed four times; how far apart frames are while it plays; and the script's heap, after a
collection, once a minute of use is over and at the end. A random act (seek, selection, drag, let
go), drawn, stands for a second of use; they go as fast as the machine allows.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from browser import Browser, find

import iffsim
from iffsim.export import write

READY = "window.iffsim && performance.getEntriesByName('first-picture').length"
FIRST = "performance.getEntriesByName('first-picture')[0].startTime"
FRAMES = """
new Promise((done) => {
  const at = [];
  const one = (now) => { at.push(now); at.length < 600 ? requestAnimationFrame(one) : done(at); };
  requestAnimationFrame(one);
})
"""
STEPS_A_MINUTE = 60


def opened(browser: Browser, address: str, times: float) -> float:
    """Return when the first picture stood, ms after the navigation, the processor being so many
    times slower."""
    browser.call("Emulation.setCPUThrottlingRate", rate=times)
    browser.open(address, READY)
    found = float(browser.run(FIRST))
    browser.call("Emulation.setCPUThrottlingRate", rate=1)
    return found


def heap_mb(browser: Browser) -> float:
    """Return how much the script keeps, MB."""
    browser.call("HeapProfiler.collectGarbage")
    return float(browser.call("Runtime.getHeapUsage")["usedSize"]) / 1e6


def used(browser: Browser, duration_s: float, steps: int, chance: random.Random) -> None:
    """Use the page: a random act, and a frame, so many times."""
    for _ in range(steps):
        place = [round(chance.uniform(-300, 300)), round(chance.uniform(-200, 200))]
        act = chance.choice((
            f"iffsim.seek({chance.uniform(0, duration_s):.1f})",
            f"iffsim.choose({chance.randrange(40)})",
            f"iffsim.hold('battery', {place})",
            "iffsim.hold(null)",
        ))  # fmt: skip
        browser.run(f"{act}; iffsim.draw(); 0")


def main() -> None:
    """Read what is asked for, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario", nargs="?", default="local-bubble")
    parser.add_argument("--minutes", type=int, default=10)
    given = parser.parse_args()
    recording = iffsim.run(given.scenario)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "story.html"
        write(recording, page)
        with Browser(find() or sys.exit("needs Chromium"), Path(folder) / "profile") as browser:
            browser.resize(1280, 800)
            address = page.as_uri()
            for times in (1.0, 4.0):
                found = sorted(opened(browser, address, times) for _ in range(5))
                print(f"first picture, {times:g}x slower: {found[2]:.0f} ms ({found[-1]:.0f} most)")
            opened(browser, address, 1.0)
            at_ms = browser.run(FRAMES)
            gaps = sorted(b - a for a, b in pairwise(at_ms))
            late = gaps[len(gaps) * 95 // 100]
            print(f"playing: {statistics.median(gaps):.1f} ms a frame, 95 of 100 in {late:.1f}")
            chance = random.Random(1)
            used(browser, recording.duration_s, STEPS_A_MINUTE, chance)
            first = heap_mb(browser)
            used(browser, recording.duration_s, STEPS_A_MINUTE * (given.minutes - 1), chance)
            print(f"heap: {first:.1f} MB after a minute, {heap_mb(browser):.1f} MB at the end")


if __name__ == "__main__":
    main()
