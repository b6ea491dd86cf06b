"""The exported page in a real browser: when its first picture stands, how it plays, what it keeps.

    python benchmarks/page_run.py [SCENARIO] [--minutes 10] [--steps 40]

Prints, for a window of 1280x800: from opening the file to the first picture, at this machine's
speed and slowed four times; what a step of a drag costs, and how many a second there are; then,
while the story plays for so many minutes on the clock, how far apart frames are in 20 s of each
minute, and the script's heap, after a collection, at the end of each. A page that did not play is
an error.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
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
  const one = (now) => {
    at.push(now);
    now < at[0] + 20000 ? requestAnimationFrame(one) : done(at);
  };
  requestAnimationFrame(one);
})
"""
DRAG = """
(async () => {
  const { east, north, span } = iffsim.state.camera, took = [], start = performance.now();
  const id = %s, count = %d, frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let n = 0; n < count; n++) {
    const before = iffsim.edition(), at = n / count * 2 * Math.PI;
    iffsim.hold(id, [east + span / 5 * Math.cos(at), north + span / 9 * Math.sin(at)]);
    do await frame(); while (iffsim.edition() === before);
  }
  const whole = performance.now() - start;
  for (let n = 0; n < count; n++) {
    await frame();
    const at = (n + 0.5) / count * 2 * Math.PI, before = performance.now();
    iffsim.hold(id, [east + span / 5 * Math.cos(at), north + span / 9 * Math.sin(at)]);
    iffsim.draw();
    took.push(performance.now() - before);
  }
  iffsim.hold(null);
  return [count / whole * 1000, took.sort((a, b) => a - b)];
})()
"""
SLOW = 4.0
"""How fast the story plays, so that it does not end meanwhile."""


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


def dragged(browser: Browser, site: str, steps: int) -> None:
    """Print what a step of a drag of a site costs."""
    browser.run(f"iffsim.state.playing = false; {DRAG % (json.dumps(site), 5)}")
    a_second, took = browser.run(DRAG % (json.dumps(site), steps))
    median, most = took[len(took) // 2], took[-1]
    print(f"drag: {median:.0f} ms a step ({most:.0f} most), {a_second:.1f} steps a second")


def played(browser: Browser, minutes: int) -> None:
    """Let the story play, and print frames and heap of each minute."""
    browser.run(f"iffsim.state.speed = {SLOW}; iffsim.state.playing = true; iffsim.seek(0)")
    gaps, kept, before = list[float](), list[float](), 0.0
    for _ in range(minutes):
        until = time.monotonic() + 60
        at_ms = browser.run(FRAMES)
        gaps += [b - a for a, b in pairwise(at_ms)]
        time.sleep(max(0.0, until - time.monotonic()))
        now, playing = browser.run("[iffsim.state.time, iffsim.state.playing]")
        if not playing or now <= before:
            sys.exit(f"it did not play: {before:.0f} s, then {now:.0f} s")
        before = now
        kept.append(heap_mb(browser))
    gaps.sort()
    late = gaps[len(gaps) * 95 // 100]
    print(f"playing: {statistics.median(gaps):.1f} ms a frame, 95 of 100 in {late:.1f}")
    print("heap, MB, each minute:", " ".join(f"{one:.1f}" for one in kept))


def main() -> None:
    """Read what is asked for, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario", nargs="?", default="local-bubble")
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--site", default="battery")
    parser.add_argument("--at", type=float, help="when it is dragged, s")
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
            at_s = recording.duration_s / 2 if given.at is None else given.at
            opened(browser, f"{address}#t={at_s}", 1.0)
            dragged(browser, given.site, given.steps)
            opened(browser, address, 1.0)
            played(browser, given.minutes)


if __name__ == "__main__":
    main()
