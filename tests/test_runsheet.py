"""The run sheet, the handout that gives nothing away, and the answer key."""

from __future__ import annotations

from pathlib import Path

import pytest
from classroom import TINY, scenario, scenario_text

from iffsim.bake import run
from iffsim.base.assets import scenario_names
from iffsim.cli import main
from iffsim.recording import Recording
from iffsim.report.compute.case import of_recording
from iffsim.report.html.sheets import answers, handout, lines, sheet
from iffsim.scenario import load, loads
from iffsim.words.say import Words

ENGLISH, TURKISH = Words("en"), Words("tr")


@pytest.fixture(scope="module")
def recording() -> Recording:
    return run(scenario())


def body(page: str) -> str:
    return page.partition("<main>")[2].partition("</main>")[0]


def test_the_sheet_has_rows_events_questions_and_chapters_in_order_of_time(
    recording: Recording,
) -> None:
    found = lines(recording, ENGLISH)
    assert [(line.at_s, line.kind) for line in found] == [
        (0.0, "chapter"), (120.0, "row"), (300.0, "question"), (540.0, "question"),
        (600.0, "event"), (960.0, "question"),
    ]  # fmt: skip
    row = found[1]
    assert (row.inject, row.expect, row.objective, row.discuss) == (
        "Freeze.", "They see two names for one track.", "Seeing is not naming.",
        "What was measured?",
    )  # fmt: skip
    assert found[4].inject == "NATO link is lost for Southern radar (in the scenario)."
    text = body(sheet(recording, ENGLISH))
    assert all(line.inject.replace("'", "&#x27;") in text for line in found)


def test_an_event_that_a_row_speaks_of_is_not_said_twice() -> None:
    said = scenario_text().replace('at = "00:02:00"', 'at = "00:10:00"')
    found = lines(run(loads(said, "classroom")), ENGLISH)
    assert [line.kind for line in found if line.at_s == 600.0] == ["row"]


def test_the_handout_gives_nothing_away(recording: Recording) -> None:
    text = body(handout(recording, ENGLISH))
    given = recording.scenario
    for question in given.questions:
        assert question.text in text
    number = recording.numbers("standalone")
    assert f"TK {number[recording.aircraft('ALLY1')]:04d}" in text
    assert f"TK {number[recording.aircraft('RED1')]:04d}" not in text, "it answers the first one"
    for secret in ("RED1", "STRANGER", given.lesson, "It is the stranger", "Freeze.",
                   "They see two names", "Only the right half", "✓"):  # fmt: skip
        assert secret not in text
    assert "What was measured?" in text


def test_the_answer_key_has_answers_truth_and_what_pictures_say(recording: Recording) -> None:
    text = body(answers(of_recording(recording), ENGLISH))
    for said in ("It is the stranger.", "unknown", "Only the right half names the ally.",
                 "calls it", "They see two names for one track."):  # fmt: skip
        assert said in text
    assert recording.scenario.lesson in text


def test_turkish_twins_are_used_where_there_are_some(recording: Recording) -> None:
    text = body(sheet(recording, TURKISH))
    assert "Ne ölçüldü?" in text
    assert "Davetsiz hangisi?" in text
    assert "Beklenen tepki" in text
    assert "Freeze." in text, "what has no twin stays as it was written"


def test_the_command_writes_three_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.toml").write_text(scenario_text(), encoding="utf-8")
    out = tmp_path / "out" / "sheet.html"
    assert main(["runsheet", str(tmp_path / "mine.toml"), "--out", str(out)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [Path(line).name for line in told] == [
        "sheet.html", "sheet-handout.html", "sheet-answers.html",
    ]  # fmt: skip
    assert sorted(path.name for path in out.parent.iterdir()) == sorted(
        Path(line).name for line in told
    )


def test_a_scenario_without_anything_for_a_class_has_a_sheet_too() -> None:
    bare = run(loads(TINY, "tiny"))
    assert "NATO link is lost" in sheet(bare, ENGLISH)
    assert "asks no questions" in answers(of_recording(bare), ENGLISH)
    assert "<h1>Tiny</h1>" in handout(bare, ENGLISH)


TAUGHT = [name for name in scenario_names() if load(name).runsheet and not load(name).recorded]


@pytest.mark.parametrize("name", TAUGHT)
def test_every_shipped_run_sheet_is_whole(name: str) -> None:
    given = load(name)
    found = [line.kind for line in lines(run(given), ENGLISH)]
    assert found.count("row") == len(given.runsheet)
    assert found.count("question") == len(given.questions)
    assert found.count("chapter") == len(given.chapters)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["local-bubble", "--out", "{out}/s.txt"], "expected a name in .html"),
        (
            ["local-bubble", "--out", "{out}/s.html", "--lang", "fr"],
            'unknown language "fr"; expected one of en, tr',
        ),
        (["no-such", "--out", "{out}/s.html"], "is not a file"),
    ],
)
def test_bad_input_is_one_sentence(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["runsheet", *(word.format(out=tmp_path) for word in words)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
