"""Write the tables of keys in docs/window.md and docs/teaching.md from the table of commands.

    python docs/keys.py

A table stands between `<!-- keys: GROUP -->` and `<!-- end of keys -->`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from iffsim.commands.listed import printed
from iffsim.commands.table import COMMANDS
from iffsim.words.say import ENGLISH

HERE = Path(__file__).resolve().parent
DOCS = ("window.md", "teaching.md")
_TABLE = re.compile(r"(<!-- keys: (\w+) -->\n).*?(<!-- end of keys -->)", re.DOTALL)


def made(text: str) -> str:
    """Return a document with its tables of keys made anew."""
    return _TABLE.sub(lambda found: found[1] + table(found[2]) + found[3], text)


def table(group: str) -> str:
    """Return the table of a group: each command's keys, and what they do."""
    found: dict[str, list[str]] = {}
    for command in COMMANDS:
        if command.group == group:
            found.setdefault(command.help, []).extend(command.keys)
    rows = [f"| {' '.join(_quoted(keys))} | {ENGLISH(what)} |" for what, keys in found.items()]
    return "\n".join(["| key | what |", "|---|---|", *rows, ""])


def _quoted(keys: list[str]) -> list[str]:
    """Return keys in code marks; a run of letters and digits as its ends."""
    if len(keys) > 8 and all(len(key) == 1 for key in keys):
        digits = [key for key in keys if key.isdigit()]
        letters = [key for key in keys if not key.isdigit()]
        runs = [run for run in (digits, letters) if run]
        return [f"`{run[0]}` .. `{run[-1]}`" for run in runs]
    return [f"`{printed(key)}`" for key in dict.fromkeys(keys)]


def main() -> None:
    """Write both documents."""
    for name in DOCS:
        path = HERE / name
        path.write_text(made(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
