"""The after-action report: its numbers are the recording's, its text is text, its files whole."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from classroom import scenario, scenario_text, session

from iffsim.bake import run
from iffsim.base.errors import BadInput
from iffsim.classroom import sessions
from iffsim.cli import main
from iffsim.doctrine import Allegiance, Identity
from iffsim.recording import Recording
from iffsim.report import deliver, media
from iffsim.report.compute.case import Case, of_recording, of_session
from iffsim.report.compute.confusion import COLUMNS, confusion
from iffsim.report.compute.exposures import exposures
from iffsim.report.compute.facts import SHARES, Facts, facts
from iffsim.report.compute.tablefiles import tables
from iffsim.report.html.charts import STYLES
from iffsim.report.html.page import page
from iffsim.scenario import loads
from iffsim.store import save
from iffsim.words.say import Words


@pytest.fixture(scope="module")
def recording() -> Recording:
    return run(scenario())


@pytest.fixture(scope="module")
def case() -> Case:
    return of_session(session())


@pytest.fixture(scope="module")
def found(case: Case) -> Facts:
    return facts(case, Words("en"))


@pytest.fixture(scope="module")
def html(found: Facts) -> str:
    return page(found)


class Reader(HTMLParser):
    """What a browser would make of a page: elements, attributes, text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.said: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())


def test_the_confusion_table_is_a_count_of_every_aircraft_at_every_tick(
    recording: Recording,
) -> None:
    for picture in recording.picture_ids:
        counted: Counter[tuple[str, str]] = Counter()
        for tick in range(recording.world.ticks + 1):
            inside = recording.in_area(tick)
            identity = recording.picture(picture, tick).identity
            for a in np.flatnonzero(inside).tolist():
                who = Allegiance(int(recording.world.fleet.allegiance[a])).name.lower()
                called = int(identity[a])
                name = Identity(called).name.lower() if called in list(Identity) else "not_held"
                counted[who, name] += 1
        table = confusion(recording, picture).aircraft_s
        assert {(who, c): n for who, row in table.items() for c, n in row.items() if n} == counted


def test_exposures_add_up_to_the_scorecard(case: Case) -> None:
    for picture in case.recording.picture_ids:
        card = case.recording.scorecard(picture)
        seconds: Counter[bool] = Counter()
        for one in exposures(case.recording, picture):
            seconds[one.allegiance == "neutral"] += one.unidentified_s
            assert one.unidentified_s == sum(stretch.ticks for stretch in one.stretches)
        assert seconds[False] / 60 == pytest.approx(card.unidentified_friend_min)
        assert seconds[True] / 60 == pytest.approx(card.unidentified_airliner_min)


def test_an_exposure_gives_the_reason_that_the_recording_gives(case: Case) -> None:
    recording = case.recording
    for picture in recording.picture_ids:
        for one in exposures(recording, picture):
            middle = (one.longest.first + one.longest.last) // 2
            why = recording.why(picture, recording.aircraft(one.aircraft), middle)
            assert why.rule is not None
            assert why.rule.name == one.rule
            assert {str(bit.name).lower() for bit, _ in why.evidence} == set(one.evidence)


def test_curves_are_the_counts_at_their_instants(found: Facts) -> None:
    recording = found.recording
    for picture in recording.picture_ids:
        for n in range(0, len(found.times_s), 17):
            now = recording.score_at(picture, float(found.times_s[n]))
            needle = found.sampled(picture, "needle")[n]
            assert (None if np.isnan(needle) else needle) == now.needle
            share = found.sampled(picture, "completeness")[n]
            assert share == pytest.approx(now.tracked / now.objects, nan_ok=True)
    assert found.times_s[-1] == recording.duration_s


def test_a_share_of_nothing_is_missing_not_zero(found: Facts) -> None:
    for picture in found.recording.picture_ids:
        counts = found.recording.series(picture)
        ticks = found.times_s.astype(int)
        for name in SHARES:
            whole = counts.objects if name in ("completeness", "correct_share") else counts.tracked
            assert (np.isnan(found.sampled(picture, name)) == (whole[ticks] == 0)).all()


def test_the_page_shows_the_scorecard(found: Facts, html: str) -> None:
    text = Reader(html).text
    for picture in found.recording.picture_ids:
        card = found.recording.scorecard(picture)
        assert card.completeness is not None
        assert f"{card.completeness * 100:.1f} %" in text
        assert f"{card.unidentified_friend_min:,.1f}" in text
        assert f"{card.unidentified_airliner_min:,.1f}" in text


def test_the_timeline_tells_events_injects_marks_and_the_intruder(found: Facts) -> None:
    said = {(one.time_s, one.kind, one.text) for one in found.moments}
    assert (600.0, "event", "NATO link is lost for Southern radar") in said
    assert (360.0, "inject", "NATO link is lost") in said
    assert (400.0, "inject", "OWN1: transponder off") in said
    assert (420.0, "inject", "New aircraft NEW-1: F-16, allied") in said
    assert (365.0, "bookmark", "Ağ koptu: ışık söndü") in said
    assert (300.0, "bookmark", "Fork: before the cut") in said
    assert (960.0, "question", "What does the battery call it?") in said
    assert any(kind == "intruder" and "RED1 is tracked" in text for _, kind, text in said)
    assert [one.time_s for one in found.moments] == sorted(one.time_s for one in found.moments)


def test_answers_are_tallied_and_compared_with_pictures_and_truth(found: Facts, html: str) -> None:
    ally = next(reply for reply in found.replies if reply.asked.prompt.id == "ally")
    assert ally.asked.counts == {"friend": 7, "unknown": 5}
    assert (ally.asked.right, ally.asked.answered) == (5, 12)
    assert ally.allegiance == "allied"
    assert {one.picture: one.identity for one in ally.called}["standalone"] == "unknown"
    assert "5 of 12 right" in Reader(html).text


def test_a_fork_is_set_against_the_class_as_it_ended(case: Case, found: Facts, html: str) -> None:
    fresh = run(scenario())
    assert found.others["before the cut"]["linked"]["completeness"] == pytest.approx(
        fresh.scorecard("linked").completeness
    )
    assert case.recording.scorecard("linked") != fresh.scorecard("linked")
    assert "before the cut" in Reader(html).text


def evil_text() -> str:
    """Return the scenario with markup wherever a person can write."""
    evil = "</title><script>alert(1)</script><img src=x onerror=alert(1)> & \\u202e ${x} {y}"
    text = scenario_text()
    for said in ("Tiny", "Stand-alone battery", "NATO-linked", "Southern radar", "NATO link",
                 "Which is the intruder?", "friend", "The sky as it is"):  # fmt: skip
        assert f'"{said}"' in text, said
        text = text.replace(f'"{said}"', f'"{said}{evil}"')
    return text


def test_what_strangers_wrote_stays_text() -> None:
    made = page(facts(of_recording(run(loads(evil_text(), "evil"))), Words("en")))
    read = Reader(made)
    assert not {"script", "img", "iframe", "object", "link", "base", "form"} & set(read.tags)
    assert not {name for name in read.attributes if name.startswith("on") or name == "style"}
    assert read.text.count("<script>alert(1)</script>") >= 8
    assert "\u202e" not in made


def test_the_page_has_a_policy_that_allows_no_script_and_no_request(html: str) -> None:
    assert "default-src &#x27;none&#x27;" in html
    assert "script-src" not in html
    assert "unsafe" not in html
    assert "http" not in html.partition("<main>")[2].partition("</main>")[0]


def test_tables_and_json_say_the_same_as_the_page(tmp_path: Path) -> None:
    file = tmp_path / "class.iffses"
    sessions.save(session(), file)
    out = tmp_path / "out" / "report.html"
    words = ["report", str(file), "--out", str(out), "--csv", "--json", "--no-frames", "--no-clip"]
    assert main(words) == 0
    names = {f"report-{name}.csv" for name in tables(facts(of_session(session()), Words("en")))}
    assert {path.name for path in out.parent.iterdir()} == {
        "report.html", "report.json", "report-results.csv", *names,
    }  # fmt: skip
    document = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
    assert document["kind"] == "session"
    assert document["scorecards"]["linked"] == json.loads(
        json.dumps(facts(of_session(session()), Words("en")).scorecards["linked"])
    )
    for name in ("series", "confusion", "exposures", "timeline", "answers"):
        with (out.parent / f"report-{name}.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert len(rows) == len(document[name]) > 0, name
        assert [str(v) if v is not None else "" for v in document[name][-1].values()] == list(
            rows[-1].values()
        )
    assert list(document["confusion"][0]) == ["picture", "allegiance", *(f"{c}_s" for c in COLUMNS)]


def test_a_recording_gives_the_numbers_of_its_scenario(
    tmp_path: Path, recording: Recording
) -> None:
    save(recording, tmp_path / "x.iffrec")
    (tmp_path / "x.toml").write_text(scenario_text(), encoding="utf-8")
    found: list[dict[str, Any]] = []
    for name in ("x.iffrec", "x.toml"):
        out = tmp_path / name.replace(".", "-") / "r.html"
        words = ["report", str(tmp_path / name), "--out", str(out), "--json", "--no-frames"]
        assert main([*words, "--no-clip"]) == 0
        found.append(json.loads(out.with_suffix(".json").read_text(encoding="utf-8")))
    assert [one.pop("kind") for one in found] == ["recording", "scenario"]
    assert found[0] == found[1]


def test_the_same_class_gives_the_same_bytes(html: str) -> None:
    assert page(facts(of_session(session()), Words("en"))) == html


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["{session}", "--out", "{out}/r.pdf"], "expected a name in .html"),
        (
            ["{session}", "--out", "{out}/r.html", "--lang", "de"],
            'unknown language "de"; expected one of en, tr',
        ),
        (["{session}", "--out", "{out}/r.html", "--seed", "1"], "has its seed already"),
        (["{session}", "--out", "{session}/r.html"], "cannot be written"),
        (["{out}/none.iffses", "--out", "{out}/r.html"], "is not there"),
        (["{cut}", "--out", "{out}/r.html"], "cut short"),
        (["no-such-scenario", "--out", "{out}/r.html"], "is not a file"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, cut, out = tmp_path / "a.iffses", tmp_path / "cut.iffses", tmp_path / "out"
    sessions.save(session(), whole)
    cut.write_bytes(whole.read_bytes()[:-40])
    out.mkdir()
    given = [word.format(session=whole, cut=cut, out=out) for word in words]
    assert main(["report", *given, "--no-frames", "--no-clip"]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert len(told.err.splitlines()) == 1
    assert list(out.iterdir()) == []


def test_matplotlib_without_a_cache_that_can_be_written_is_quiet() -> None:
    code = "from iffsim.report.html.charts import need_matplotlib; need_matplotlib()"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "MPLCONFIGDIR": os.path.join(os.devnull, "cache")},
    )  # fmt: skip
    assert found.stderr == ""


def test_without_matplotlib_one_line_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main(["report", "local-bubble", "--out", str(tmp_path / "r.html")]) == 2
    assert 'pip install "iffsim[report]"' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_breaks_half_way_leaves_nothing(
    tmp_path: Path, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(deliver.tablefiles, "write_json", full)
    wanted = deliver.Wanted(frames=False, clip=False, csv=True, json=True)
    with pytest.raises(BadInput, match="No space left"):
        deliver.write(case, tmp_path / "r.html", wanted, lambda _: nullcontext(None))
    assert list(tmp_path.iterdir()) == []


def test_frames_are_taken_at_bookmarks_else_in_chapters_else_in_the_middle(case: Case) -> None:
    marked = media.wishes(case, Words("en"))
    assert [(one.time_s, one.title) for one in marked] == [(365.0, "Ağ koptu: ışık söndü")]
    told = of_recording(case.recording)
    assert [one.title for one in media.wishes(told, Words("en"))] == ["The sky as it is"]
    bare = replace(told, base=msgspec.structs.replace(told.base, chapters=()))
    assert [one.time_s for one in media.wishes(bare, Words("en"))] == [600.0]


def test_lines_differ_by_more_than_colour() -> None:
    assert len({(width, str(dashes)) for _, width, dashes in STYLES}) == len(STYLES)
