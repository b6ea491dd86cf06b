"""docs/tables.md names every column of the tables, and `run --help` says where to read it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from iffsim import tables
from iffsim.cli import main

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "tables.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "columns"),
    [("truth", tables.TRUTH), ("pictures", tables.PICTURES), ("events", tables.EVENTS)],
)
def test_every_column_is_explained_where_its_table_is(file: str, columns: tuple[str, ...]) -> None:
    part = re.split(r"(?m)^## ", PAGE)
    text = next(one for one in part if one.startswith(f"{file}.csv"))
    first = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    named = re.findall(r"`(\w+)`", " ".join(first))
    assert sorted(named) == sorted(columns)


def test_the_help_says_what_rows_mean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "last plot" in said
    assert "docs/tables.md" in said
