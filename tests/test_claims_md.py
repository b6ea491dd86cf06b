"""docs/claims.md: every claim is shown by a number that the engine gives, or is only said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from iffsim.earth.claims import article

DOCS = Path(__file__).resolve().parent.parent / "docs"
sys.path.insert(0, str(DOCS))
import claims  # noqa: E402  (the page's own maker)

SHOWN = [
    pytest.param(name, row, id=f"{name} {row['measure']}")
    for name, claim in claims.rows().items()
    for row in claim.get("shown", ())
]


@pytest.mark.parametrize(("name", "row"), SHOWN)
def test_the_number_is_what_the_engine_gives(name: str, row: claims.Row) -> None:
    assert claims.measured(row) == row["value"], "run: python docs/claims.py"


def test_every_claim_but_the_last_is_shown_by_a_number() -> None:
    assert list(claims.rows()) == list(article().claims)
    bare = [name for name, claim in claims.rows().items() if not claim.get("shown")]
    assert bare == ["C17"]


def test_the_page_is_current() -> None:
    assert (DOCS / "claims.md").read_text(encoding="utf-8") == claims.page()
