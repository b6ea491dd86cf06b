"""A class of 200 phones on this machine while the window plays: what an answer and a frame take.

    python benchmarks/class_load.py [--students 200] [--questions 2]

The students are a process of their own, on the loopback, as are the server and the window; each
joins, waits for each question, and answers at a random moment of the next three seconds. Prints how
long answers took until they were acknowledged, and frames (1600x900, drawn, not shown), by the
clock. Students, server and window share this machine's cores, as a class's phones do not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from msgspec.structs import replace

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import httpx
from phones import Opened, Student

from iffsim.classroom.session import begin
from iffsim.scenario import load
from iffsim.view.window import idle
from iffsim.view.window.frame import Stage, offscreen

SIZE, FPS = (1600, 900), 60
WITHIN_S, LONGEST_S = 3.0, 60.0
"""In this time after a question all answer; after so long something is wrong."""


async def shown(student: Student, since: str = "") -> dict[str, Any]:
    """Return what a phone shows; one that is refused asks again, as the page does."""
    while "asking" not in (found := await student.state(since)):
        await asyncio.sleep(1.0)
    return found


async def students(url: str, count: int, questions: int) -> list[float]:
    """Return what each answer took, s."""
    return [s for took in await asyncio.gather(
        *(phone(url, number, questions) for number in range(count))) for s in took]  # fmt: skip


async def phone(url: str, number: int, questions: int) -> list[float]:
    """Return what each answer of one student took, s."""
    chance, took, last = random.Random(number), [], 0
    # a client each: one for all spends its time on looking through its connections
    async with httpx.AsyncClient(base_url=url, timeout=30, verify=False) as client:
        student = Student(client, f"S{number}")
        await asyncio.sleep(chance.random() * 2)
        while (joined := await student.join()).status_code == 429:
            await asyncio.sleep(0.5)
        assert joined.status_code == 200, joined.text
        for _ in range(questions):
            state = await shown(student)
            while state["asking"] is None or state["asking"]["number"] <= last:
                state = await shown(student, state["version"])
            last = state["asking"]["number"]
            await asyncio.sleep(chance.random() * WITHIN_S)
            begun = time.perf_counter()
            found = await student.answer("0", last)
            took.append(time.perf_counter() - begun)
            assert found.status_code == 200, found.text
    return took


def taught(count: int, questions: int) -> None:
    """Hold the class and print what was measured."""
    with Opened(begin(load("local-bubble"))) as opened, idle.quiet():
        room, surface = opened.room, offscreen(SIZE)
        stage = Stage(room.desk.recording)
        words = [sys.executable, __file__, "--students", str(count), "--questions", str(questions)]
        crowd = subprocess.Popen(
            [*words, "--url", opened.url], stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        frames: list[float] = []
        stage.draw(surface, room.state)  # the first frame makes the map
        while len(opened.server.people) < count and crowd.poll() is None:
            room.tick(1 / FPS)
        for turn in range(questions):
            room.state = replace(room.state, playing=True)
            opened.put(("needle", "swap")[turn % 2])
            until_s = time.monotonic() + LONGEST_S
            while room.console.room.answered < count and crowd.poll() is None:
                assert time.monotonic() < until_s, "not all have answered"
                begun = time.perf_counter()
                room.tick(1 / FPS)
                stage.draw(surface, room.state)
                frames.append(time.perf_counter() - begun)
                time.sleep(max(0.0, 1 / FPS - frames[-1]))
            opened.reveal()
        took = json.loads(crowd.communicate()[0])
    for name, found in (("answers", took), ("frames", frames)):
        found.sort()
        parts = " ".join(
            f"{label} {found[min(len(found) - 1, int(len(found) * q))] * 1e3:.1f} ms"
            for label, q in (("median", 0.5), ("p95", 0.95), ("most", 1.0))
        )
        print(f"{name}: {len(found)}, {parts}")


def main() -> None:
    """Read what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--questions", type=int, default=2)
    parser.add_argument("--url")
    given = parser.parse_args()
    if given.url:
        found = asyncio.run(students(given.url, given.students, given.questions))
        print(json.dumps(found))
    else:
        taught(given.students, given.questions)


if __name__ == "__main__":
    main()
