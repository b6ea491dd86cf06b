"""The take-away page as a file: small, whole, and closed to whatever a stranger writes."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import run_of

import iffsim
from iffsim.base import assets
from iffsim.base.errors import BadInput
from iffsim.base.steps import Steps
from iffsim.cli import main
from iffsim.export import inline, pack, page, write
from iffsim.export.data import data

TINY = Path(__file__).parent / "data" / "tiny.toml"
NASTY = '</script><script>alert(1)</script><img src=x onerror="alert(2)">{{script}}&amp;<!--\u2028'
KINDS = {"f64": "<f8", "i32": "<i4", "i16": "<i2", "u16": "<u2", "u8": "u1"}


def column(packed: dict[str, Any]) -> np.ndarray[Any, Any]:
    return np.frombuffer(base64.b64decode(packed["of"]), KINDS[packed["as"]])


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("export") / "story.html"
    write(run_of(), out)
    return out.read_text(encoding="utf-8")


def element(text: str, name: str) -> str:
    """Return what one element without attributes holds."""
    found = re.findall(f"<{name}>(.*?)</{name}>", text, re.DOTALL)
    assert len(found) == 1, name
    return str(found[0])


def test_the_main_story_is_one_file_under_three_megabytes(story: str) -> None:
    assert len(story.encode()) < 3_000_000


def test_nothing_in_the_page_points_outside_it(story: str) -> None:
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", story, flags=re.DOTALL)
    assert not re.search(r"\b(src|href|action|srcset|poster)\s*=", markup)
    assert "url(" not in element(story, "style").replace("url(data:font/ttf;base64,", "")
    assert "@import" not in element(story, "style")


def test_a_preview_reads_title_and_summary_once(story: str) -> None:
    for name in ("og:title", "og:description"):
        assert story.count(f'property="{name}"') == 1


def test_the_policy_lets_this_script_and_these_styles_run_and_nothing_else(story: str) -> None:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', story)
    assert found
    rules = dict(rule.split(" ", 1) for rule in html.unescape(found[1]).split("; "))
    for name, kind in (("script", "script-src"), ("style", "style-src")):
        digest = hashlib.sha256(element(story, name).encode()).digest()
        assert rules[kind] == f"'sha256-{base64.b64encode(digest).decode()}'"
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in found[1]
    assert found.start() < story.index("<style>") < story.index("<script>")


def test_the_same_recording_gives_the_same_page() -> None:
    recording = iffsim.run(iffsim.load(str(TINY)))
    assert page.page(recording) == page.page(recording)


@given(st.text())
def test_json_in_the_page_is_the_same_text_and_cannot_end_its_element(text: str) -> None:
    written = page.as_json({"text": text})
    assert json.loads(written) == {"text": text}
    assert not set("<>&\u2028\u2029") & set(written)


def test_what_strangers_write_stays_data() -> None:
    toml = TINY.read_text(encoding="utf-8")
    quoted = json.dumps(NASTY)
    for name, old in (("title", '"Tiny"'), ("text", '"The battery hears nobody else."')):
        assert f"{name} = {old}" in toml
        toml = toml.replace(f"{name} = {old}", f"{name} = {quoted}")
    text = page.page(iffsim.run(iffsim.loads(toml, "nasty")))
    assert "alert(1)" in text
    assert "<script>alert" not in text
    assert "<img" not in text
    assert text.count("<script") == text.count("</script>") == 3


def test_parts_of_the_script_cannot_end_it() -> None:
    for name in page.SCRIPTS:
        text = assets.path("story", name).read_text(encoding="utf-8").lower()
        assert "</script" not in text, name
        assert "<!--" not in text, name
        assert text.count("\n") <= 400, name


def test_all_parts_of_the_story_are_used() -> None:
    root = assets.path("story")
    shipped = {file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()}
    types = {"model/types.d.ts", "model/tsconfig.json"}  # for the checker of types alone
    assert shipped - types == {*page.SCRIPTS, *page.STYLES, "story.html"}


def test_no_two_parts_of_the_script_give_one_name_to_two_things() -> None:
    """They share one scope, in which of two functions of one name the later wins, unsaid."""
    named = re.compile(r"^(?:async )?(?:function\*?|class) (\w+)", re.MULTILINE)
    found = [name for part in page.SCRIPTS for name in named.findall(page.story_text(part))]
    assert [name for name, count in Counter(found).items() if count > 1] == []


def test_a_hole_is_filled_once() -> None:
    assert inline.filled("a {{x}} b {{y}}", {"x": "{{y}}", "y": "1"}) == "a {{y}} b 1"


def test_steps_come_through_packing() -> None:
    steps = Steps.build(np.array([5, 6, 7]), [1, 1, 2], [10, 20, 15], [8, 9, 3])
    found = pack.steps(steps, "u16")
    start, tick, value = (column(found[name]) for name in ("start", "tick", "value"))
    for row in range(3):
        some = slice(start[row], start[row + 1])
        assert tick[some].tolist() == steps.tick[steps.row == row].tolist()
        assert value[some].tolist() == steps.value[steps.row == row].tolist()


def test_a_line_loses_no_more_than_its_grain() -> None:
    line = np.random.default_rng(1).uniform(-1500.0, 1500.0, (50, 2))
    found = pack.lines([line], 0.1)
    assert np.abs(column(found["xy"]).reshape(-1, 2) * 0.1 - line).max() <= 0.0501


def test_cells_are_runs_of_what_is_inside() -> None:
    mask = np.array([[0, 1, 1, 0], [0, 0, 0, 0], [1, 0, 1, 1]], bool)
    assert pack.cells(mask).tolist() == [[0, 1, 2], [2, 0, 1], [2, 2, 2]]


def test_the_page_holds_runs_of_scans_and_no_picture() -> None:
    recording = run_of()
    packed = data(recording)
    assert len(column(packed["model"]["survey"]["first"])) == len(recording.survey.inside)
    assert {*packed["pictures"][0]} == {"id", "title", "subtitle", "number"}


def test_a_crowd_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST_AIRCRAFT", 5)
    with pytest.raises(BadInput, match="a page can show at most 5"):
        page.page(iffsim.run(iffsim.load(str(TINY))))


def test_the_command_writes_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "story.html"
    assert main(["export", str(TINY), "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_command_refuses_another_suffix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(TINY), "--out", str(tmp_path / "story.pdf")]) == 2
    assert "expected a name in .html" in capsys.readouterr().err
