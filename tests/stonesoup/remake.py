"""Remake `golden.json`: what Stone Soup says of drawn runs and of local-bubble's pictures.

    python tests/stonesoup/remake.py            measure, write golden.json
    python tests/stonesoup/remake.py --check    measure; compare with golden.json and with iffsim

Run it with the environment that the tests use. Stone Soup brings some 400 MB with it, so it gets an
environment of its own, made in a temporary directory (under a minute) and removed at the end; with
`--python PATH` an interpreter that has Stone Soup already is used instead.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from oracles.siap import Run, Segment, Stay, as_data, observed, siap  # noqa: E402

import iffsim  # noqa: E402

GOLDEN = HERE / "golden.json"
PACKAGE = "stonesoup==1.9.1"
EVERY = 60
"""Stone Soup's sums over local-bubble are taken at every minute: it is slow."""


def main() -> int:
    """Measure, then write or check; the exit code is 0 when all agree."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--python", help="an interpreter that has Stone Soup")
    chosen = parser.parse_args()
    drawn = [{"name": f"drawn {n}", "run": as_data(draw(n)), "every": 1} for n in range(12)]
    recorded, faults = local_bubble()
    cases = drawn + recorded
    for case, numbers in zip(cases, measured(cases, chosen.python), strict=True):
        case["stonesoup"] = numbers
    if not chosen.check:
        GOLDEN.write_text(json.dumps(drawn, indent=None, separators=(",", ":")) + "\n")
    elif json.loads(GOLDEN.read_text()) != drawn:
        faults.append("golden.json is not what Stone Soup says now; remake it without --check")
    faults += [fault for case in recorded for fault in differences(case)]
    print("\n".join(faults) or f"{len(cases)} runs: Stone Soup and iffsim agree")
    return bool(faults)


def draw(seed: int) -> Run:
    """Return a run of random stays, tracks that drop and begin again, and ghosts."""
    chance = random.Random(seed)
    run = Run([], [])
    for _ in range(chance.randint(1, 5)):
        first = chance.randint(0, 40)
        name = chance.choice(["OWN", "ALLIED", "NEUTRAL", "INTRUDER"])
        stay = Stay(name, first, first + chance.randint(5, 60))
        tick = first + chance.randint(0, 8)
        while tick < stay.last and chance.random() < 0.8:
            last = min(stay.last, tick + chance.randint(1, 25))
            labels = sorted(chance.choices([0, 0, 1, 2], k=last - tick + 1))
            words = [[None, name, "wrongly"][label] for label in labels]
            stay.segments.append(Segment(tick, last, words))
            tick = last + chance.randint(1, 6)
        run.stays.append(stay)
    if chance.random() < 0.5:
        run.ghosts.append((chance.randint(5, 30), chance.randint(31, 50)))
    return run


def local_bubble() -> tuple[list[dict], list[str]]:
    """Return local-bubble's pictures as cases, and where its scorecards miscount."""
    recording = iffsim.run(iffsim.load("local-bubble"))
    cases, faults = [], []
    for picture in recording.picture_ids:
        run = observed(recording, picture)
        card = recording.scorecard(picture)
        for name, value in siap(run).items():
            if not same(getattr(card, name), value):
                faults.append(f"{picture}: {name} is {getattr(card, name)}, counted {value}")
        cases.append({"name": picture, "run": as_data(run), "every": EVERY})
    return cases, faults


def differences(case: dict) -> list[str]:
    """Return where Stone Soup's numbers for one of local-bubble's pictures are not ours."""
    from oracles.siap import from_data

    ours, theirs = siap(from_data(case["run"]), EVERY), case["stonesoup"]
    return [
        f"{case['name']}: {name} is {ours[name]}, Stone Soup says {theirs[name]}"
        for name in theirs
        if ours[name] is not None and not same(ours[name], theirs[name])
    ]


def same(one: float | None, other: float | None) -> bool:
    """Return whether two scores are equal but for rounding."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


def measured(cases: list[dict], python: str | None) -> list[dict]:
    """Return Stone Soup's numbers for each case, from an environment that has it."""
    with tempfile.TemporaryDirectory() as place:
        if python is None:
            venv.create(place, with_pip=True)
            inside = "Scripts/python.exe" if os.name == "nt" else "bin/python"
            python = str(Path(place) / inside)
            install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*install, PACKAGE], check=True)
        done = subprocess.run(
            [python, str(HERE / "measure.py")],
            input=json.dumps([{"run": c["run"], "every": c["every"]} for c in cases]),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
