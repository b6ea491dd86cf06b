"""The types of the page's model, as `tsc --checkJs --strict` reads them from its comments."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import needs
import pytest

MODEL = Path(__file__).parents[1] / "assets" / "story" / "model"


@pytest.mark.skipif(shutil.which("tsc") is None, reason=needs.TYPES)
def test_the_model_in_the_page_is_typed() -> None:
    found = subprocess.run(
        [shutil.which("tsc") or "", "-p", str(MODEL)], capture_output=True, text=True, check=False
    )
    assert found.stdout == ""
    assert found.returncode == 0
