"""Write the lesson plan in docs/teaching.md from the scenario's own.

    python docs/lesson.py

A plan stands between `<!-- lesson: SCENARIO MINUTES -->` and `<!-- end of lesson -->`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from iffsim.classroom import plan
from iffsim.scenario import load
from iffsim.words.say import ENGLISH

DOCUMENT = Path(__file__).resolve().parent / "teaching.md"
_PLAN = re.compile(r"(<!-- lesson: (\S+) (\d+) -->\n).*?(<!-- end of lesson -->)", re.DOTALL)


def made(text: str) -> str:
    """Return a document with its lesson plans made anew."""
    return _PLAN.sub(lambda found: found[1] + table(found[2], int(found[3])) + found[4], text)


def table(scenario_name: str, minutes: int) -> str:
    """Return a scenario's plan of so many minutes as a table."""
    scenario = load(scenario_name)
    rows = ["| min | the key does | say | ask |", "|---|---|---|---|"]
    for step in plan.steps(scenario, minutes):
        told = plan.told(step, scenario, ENGLISH)
        rows.append(f"| {step.minute:g} | {told} | {step.say} | {step.ask} |")
    return "\n".join([*rows, ""])


def main() -> None:
    """Write the document."""
    DOCUMENT.write_text(made(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
