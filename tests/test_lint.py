"""Warnings: what is allowed in a scenario but probably not meant; the starter has none."""

from __future__ import annotations

from pathlib import Path

import pytest

import iffsim
from iffsim.base import assets
from iffsim.cli import main
from iffsim.lint import warnings
from iffsim.scenario import load
from iffsim.scenario.about import page
from iffsim.words.say import ENGLISH, TURKISH

STARTER = assets.path("starter.toml").read_text(encoding="utf-8")
EVENT = '[[events]]\nat = "00:07:00"'
CASES = {
    "an event that changes nothing": (
        EVENT,
        f'[[events]]\nat = "00:03:00"\ndo = "plan_filed"\nflight = "AIR1"\n\n{EVENT}',
        "events[0]: plan_filed at 00:03:00 changes nothing in any picture",
    ),
    "an aircraft far away": (
        'route = ["LTAI", "LTAC"]',
        'route = ["LTFM", "LTBJ"]',
        "flights[2] (AIR1): it never enters Central plain",
    ),
    "an aircraft of the past": (
        'start = "-00:10:00"\nroute = ["LTAI", "LTAC"]',
        'start = "-10h"\nroute = ["LTAI", "LTAC"]',
        "flights[2] (AIR1): its route ends before the scenario begins",
    ),
    "a credential that nobody asks in": (
        'accepts = ["national"]',
        'accepts = ["national", "civil"]',
        'pictures[0] (alone): accepts "civil", but no site that it hears asks in it',
    ),
    "a credential that no doctrine names": (
        'doctrine = "national"',
        'doctrine = "none"',
        'pictures[0] (alone): accepts "national", but its doctrine names no national_reply',
    ),
    "a picture that nobody shows": (
        '[[flights]]\nid = "OWN1"',
        '[[pictures]]\nid = "third"\ntitle = "Third"\nown = ["battery"]\ndoctrine = "none"\n\n'
        '[[flights]]\nid = "OWN1"',
        "pictures[2] (third): no chapter shows this picture",
    ),
    "a picture that nobody speaks of": (
        "[[questions]]\nid",
        '[[pictures]]\nid = "third"\ntitle = "Third"\nown = ["battery"]\ndoctrine = "none"\n\n'
        '[[chapters]]\nat = "00:11:00"\ntitle = "End"\npictures = ["third"]\n\n'
        "[[questions]]\nid",
        "pictures[2] (third): no caption is shown beside this picture",
    ),
    "a sentence of the article without its claim": (
        'tag = "model"',
        'tag = "article"',
        "chapters[0].captions[0] (Two pictures of one sky): is the article's, but names no claim; "
        "give its number, C1 to C17",
    ),
    "a caption of three lines": (
        "does the right half lose, and what not?",
        "does the right half lose? " * 8,
        "chapters[1].captions[0] (The link is cut): has 256 characters; two lines hold about 220",
    ),
    "a caption that goes too soon": (
        'at = "00:02:00"',
        'at = "00:06:26"',
        "chapters[0].captions[1] (Two pictures of one sky): is shown for 4 s; reading it takes 7 s",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_probably_not_meant_is_said_in_a_sentence(case: str) -> None:
    was, now, sentence = CASES[case]
    assert was in STARTER
    scenario = iffsim.loads(STARTER.replace(was, now, 1), "mine.toml")
    assert [str(fault) for fault in warnings(scenario, "mine.toml")] == [f"mine.toml: {sentence}"]


def test_an_event_that_only_takes_reports_away_is_seen() -> None:
    silent = '[[events]]\nat = "00:03:00"\ndo = "site_silent"\nsite = "centre"\n\n'
    scenario = iffsim.loads(STARTER.replace(EVENT, silent + EVENT, 1), "mine.toml")
    faults = [str(fault) for fault in warnings(scenario, "mine.toml")]
    assert not [line for line in faults if "events[0]" in line]


@pytest.mark.parametrize("name", assets.scenario_names())
def test_no_shipped_scenario_has_a_warning(name: str) -> None:
    assert warnings(load(name), name) == []


def test_a_new_scenario_passes_check_without_a_warning_and_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "black-sea"]) == 0
    assert main(["check", "--strict", "black-sea.toml"]) == 0
    assert main(["run", "black-sea.toml"]) == 0
    assert "warning" not in capsys.readouterr().out
    first = (tmp_path / "black-sea.toml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "#:schema ./scenario.schema.json"
    beside = (tmp_path / "scenario.schema.json").read_bytes()
    assert beside == assets.path("scenario.schema.json").read_bytes()


def test_schema_says_the_first_line_or_writes_the_file_for_editors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out.startswith("#:schema ./scenario.schema.json\n")
    target = tmp_path / "here.json"
    assert main(["schema", "--out", str(target)]) == 0
    assert target.read_bytes() == assets.path("scenario.schema.json").read_bytes()
    assert "#:schema ./here.json" in capsys.readouterr().out


def test_new_writes_over_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "mine.toml"
    target.write_text("dear to me", encoding="utf-8")
    assert main(["new", str(target)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "dear to me"


def test_check_warns_and_where_strict_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    was, now, sentence = CASES["an aircraft far away"]
    path.write_text(STARTER.replace(was, now, 1), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out == f"warning: mine.toml: {sentence}\n{path}: ok\n"
    assert main(["check", "--strict", str(path)]) == 2


@pytest.mark.parametrize("turkish", [False, True])
def test_the_page_about_a_scenario_says_all_that_is_written(turkish: bool) -> None:
    scenario = load("local-bubble")
    found = dict(page(scenario, TURKISH if turkish else ENGLISH))
    assert scenario.info is not None
    assert len(found) == 12
    wanted = (scenario.info.notice_tr if turkish else "") or scenario.info.notice
    assert " ".join(wanted.split()) in found.values()


def test_info_is_said_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", "local-bubble"]) == 0
    assert "Things to try" in capsys.readouterr().out


def test_a_credential_that_only_a_later_doctrine_names_is_of_use() -> None:
    later = '[[events]]\nat = "00:03:00"\ndo = "doctrine"\npicture = "alone"\n'
    text = STARTER.replace('doctrine = "national"', 'doctrine = "none"', 1)
    text = text.replace(EVENT, f'{later}doctrine = "national"\n\n{EVENT}', 1)
    found = [str(fault) for fault in warnings(iffsim.loads(text, "mine"), "mine")]
    assert not any("accepts" in line for line in found)
