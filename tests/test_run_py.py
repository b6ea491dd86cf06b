"""`run.py` in a checkout of its own, with a pretended set-up: nothing is installed here."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parent.parent


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return `run.py` as it stands in an empty checkout."""
    for name in ("run.py", "pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((HERE / name).read_bytes())
    spec = importlib.util.spec_from_file_location("ground", tmp_path / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def done(ground: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what was done, with making an environment and pip only pretended."""
    said: list[str] = []

    def create() -> None:
        said.append("create")
        ground.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        ground.PYTHON.touch()

    monkeypatch.setattr(ground, "create", create)
    monkeypatch.setattr(ground, "pip", lambda *words: said.append(" ".join(words)))
    return said


def test_a_good_environment_is_left_alone(ground: ModuleType, done: list[str]) -> None:
    ground.prepare("use")
    assert done == ["create", "--constraint constraints.txt -e ."]
    ground.prepare("use")
    assert len(done) == 2


def test_an_environment_to_work_in_serves_for_use_too(ground: ModuleType, done: list[str]) -> None:
    ground.prepare("work")
    before = list(done)
    ground.prepare("use")
    assert done == before


def test_what_is_needed_for_work_is_added_to_what_is_there(
    ground: ModuleType, done: list[str]
) -> None:
    ground.prepare("use")
    ground.prepare("work")
    assert done.count("create") == 1
    assert done[-1] == "--constraint constraints.txt --group test --group lint -e ."


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_an_environment_is_made_again_when_what_it_needs_has_changed(
    ground: ModuleType, done: list[str], name: str
) -> None:
    ground.prepare("use")
    (ground.HERE / name).write_text("# changed\n", encoding="utf-8")
    ground.prepare("use")
    assert done.count("create") == 2


def test_an_interrupted_set_up_is_not_taken_as_good(
    ground: ModuleType, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_words: str) -> None:
        raise KeyboardInterrupt

    ground.prepare("use")
    with monkeypatch.context() as patch:
        patch.setattr(ground, "pip", interrupted)
        assert ground.main(["test"]) == 130
    ground.prepare("use")
    assert done.count("create") == 2


def test_a_failing_pip_is_one_plain_message_that_says_what_to_do(
    ground: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ground, "create", lambda: None)
    monkeypatch.setattr(ground, "PYTHON", Path(sys.executable))
    monkeypatch.setitem(ground.PACKAGES, "use", ("--no-index", "no-such-package-as-this"))
    assert ground.main(["list"]) == 1
    said = capsys.readouterr().err
    assert "ERROR: No matching distribution found for no-such-package-as-this" in said
    assert "needs a network" in said
    assert not ground.STAMP.exists()


def test_pins_are_plain_names_and_versions() -> None:
    pins = (HERE / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for pin in filter(None, pins):
        assert pin.startswith("#") or all(pin.partition("==")), pin
        assert "/" not in pin, pin
