"""CSV files that a spreadsheet opens without taking a cell for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

_FORMULA = re.compile(r"(?:^|(?<=[;\t\r\n]))(?=[=+\-@\uff0b\uff0d\uff1d\uff20\t\r])")
"""Where a cell would begin a formula: at its start, or where a spreadsheet that parts cells at
semicolons or tabs would begin another cell."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""With these a file could write over the terminal that shows it."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def harmless(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: text that begins with ``= + - @``, tab
    or CR gets an apostrophe before it. Numbers, also written as text, stay as they are. Control
    characters are shown as U+FFFD.

    Source: OWASP, "CSV Injection".
    """
    return _harmless(cell) if isinstance(cell, str) else cell


@lru_cache(4096)
def _harmless(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else _FORMULA.sub("'", _CONTROL.sub("\ufffd", cell))


def write_csv(path: Path, header: Sequence[str], table: Iterable[Sequence[Any]]) -> None:
    """Write a table as CSV: UTF-8, a header, harmless cells, lines that end in a bare newline."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([harmless(cell) for cell in header])
        out.writerows([harmless(cell) for cell in row] for row in table)
