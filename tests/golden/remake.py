"""Write the golden scorecards anew: ``PYTHONPATH=src python tests/golden/remake.py [NAME ...]``.

Look at the difference before you commit it: it says what has changed about the lessons.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import iffsim
from iffsim import tables
from iffsim.base import assets

HERE = Path(__file__).resolve().parent


def golden(recording: iffsim.Recording) -> str:
    """Return a recording's scorecards as text."""
    return json.dumps(tables.scorecards(recording), indent=1, ensure_ascii=False) + "\n"


def main(names: list[str]) -> None:
    """Write one file for each name; without names, for each shipped scenario."""
    for name in names or assets.scenario_names():
        (HERE / f"{name}.json").write_text(golden(iffsim.run(iffsim.load(name))), encoding="utf-8")
        print(f"tests/golden/{name}.json")


if __name__ == "__main__":
    main(sys.argv[1:])
