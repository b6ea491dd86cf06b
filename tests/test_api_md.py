"""What docs/api.md and README.md show in Python runs as it stands; the former is made of docstrings
that say what every argument is."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

import iffsim
from iffsim.cli import main

HERE = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """Return docs/api.py."""
    spec = importlib.util.spec_from_file_location("docs_api", HERE / "docs" / "api.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current(maker: ModuleType) -> None:
    shipped = (HERE / "docs" / "api.md").read_text(encoding="utf-8")
    assert shipped == maker.page(), "run: python docs/api.py"


def test_the_page_has_every_public_name(maker: ModuleType) -> None:
    parts = {part for names in maker.PARTS.values() for name in names for part in name.split(".")}
    assert set(iffsim.__all__) <= parts


def test_a_public_docstring_says_what_every_argument_is(maker: ModuleType) -> None:
    missing = []
    for name in (name for names in maker.PARTS.values() for name in names if "." in name):
        module, _, last = name.rpartition(".")
        node = next(one for one in maker.tree(module).body if getattr(one, "name", "") == last)
        about = ast.get_docstring(node) or ""
        for one in ast.walk(node):
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
                said = f"{about} {ast.get_docstring(one)}"
                known = {"self", "recording"}  # what these are goes without saying
                wanted = {arg.arg for arg in one.args.args} - known
                missing += [f"{name} {one.name}: {arg}" for arg in wanted
                            if not re.search(rf"\b{arg}\b", said)]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize("name", ["README.md", "docs/api.md", "docs/studies.md"])
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
