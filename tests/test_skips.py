"""Checks that were skipped do not pass for checks that were made."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import pytest

def test_good():
    pass

@pytest.mark.skipif(True, reason="needs a balloon; run: get balloon")
def test_high():
    pass

@pytest.mark.skipif(True, reason="needs a balloon; run: get balloon")
def test_higher():
    pass
"""


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--no-skips"], 1)])
def test_what_was_skipped_is_said_with_what_it_needs_and_may_be_a_failure(
    options: list[str], code: int, tmp_path: Path
) -> None:
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (tmp_path / "test_some.py").write_text(TESTS, encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*words, *options, "."],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert "2 checks were skipped" in done.stdout
    assert "   2  needs a balloon; run: get balloon\n" in done.stdout


def test_what_runs_on_a_clean_machine_lets_nothing_be_skipped() -> None:
    script = Path(__file__).resolve().parent.parent / ".ci" / "run"
    assert "run.py test --no-skips" in script.read_text(encoding="utf-8")
