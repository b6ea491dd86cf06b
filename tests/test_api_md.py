"""What docs/api.md and README.md show in Python runs as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from iffsim.cli import main

HERE = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", ["README.md", "docs/api.md"])
def test_the_examples_of_a_page_run_from_top_to_bottom(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (HERE / name).read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks
    monkeypatch.chdir(tmp_path)
    space: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, name, "exec"), space)
    assert capsys.readouterr().out


def test_the_commands_that_the_readme_shows_work(capsys: pytest.CaptureFixture[str]) -> None:
    text = (HERE / "README.md").read_text(encoding="utf-8")
    shown = re.findall(
        r"^    iffsim ((?:list|explain|run local-bubble)[^#\n]*)", text, re.MULTILINE
    )
    quick = [line.split() for line in shown if "--out" not in line]
    assert {words[0] for words in quick} == {"list", "explain", "run"}
    for words in quick:
        assert main(words) == 0, words
    assert capsys.readouterr().err == ""
