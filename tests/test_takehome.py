"""What a class takes home: questions for learning platforms, results, groups compared."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest
from classroom import scenario
from openpyxl import load_workbook

from iffsim.classroom import acts
from iffsim.classroom.live import Live
from iffsim.classroom.marks import Answer, Prompt
from iffsim.classroom.session import Session, begin, replay
from iffsim.classroom.sessions import save
from iffsim.classroom.takehome import moodle_xml, qti_package
from iffsim.cli import main
from iffsim.words.say import ENGLISH, TURKISH

PROMPTS = [Prompt.of(one) for one in scenario().questions]
QTI = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1"}
CP = {"c": "http://www.imsglobal.org/xsd/imscp_v1p1"}


def held(*answers: Answer) -> Session:
    """Return a class that was asked one question and gave `answers`."""
    (ally,) = (one for one in PROMPTS if one.id == "ally")
    now = [0.0]
    live = Live(begin(scenario()), clock=lambda: now[0])
    for act in (acts.Ask(prompt=ally), *(acts.Reply(answer=one) for one in answers)):
        now[0] += 10.0
        live.play(act)
    return live.session


def test_moodle_reads_the_right_answer_and_the_words_of_the_language() -> None:
    quiz = Tree.fromstring(moodle_xml(PROMPTS, TURKISH))
    kinds = {one.findtext("name/text"): one for one in quiz.iter("question")}
    assert {name: one.get("type") for name, one in kinds.items()} == {
        "bet": "essay", "ally": "multichoice", "again": "essay",
    }  # fmt: skip
    marks = {one.findtext("text"): one.get("fraction") for one in kinds["ally"].iter("answer")}
    assert marks == {"dost": "0", "bilinmeyen": "100"}
    assert kinds["bet"].findtext("questiontext/text") == "Davetsiz hangisi?"
    assert kinds["again"].findtext("graderinfo/text") == "It is the stranger."


def test_a_qti_package_names_every_item_and_each_has_its_right_answer() -> None:
    with zipfile.ZipFile(io.BytesIO(qti_package(PROMPTS, ENGLISH, "A -- B"))) as box:
        manifest = Tree.fromstring(box.read("imsmanifest.xml"))
        named = [one.get("href", "") for one in manifest.iterfind(".//c:resource", CP)]
        assert sorted(["imsmanifest.xml", *named]) == sorted(box.namelist())
        items = [Tree.fromstring(box.read(name)) for name in named]
    assert [one.get("title") for one in items] == ["bet", "ally", "again"]
    ally = items[1]
    right = ally.findtext(".//q:correctResponse/q:value", namespaces=QTI)
    choices = {one.get("identifier"): one.text for one in ally.iterfind(".//q:simpleChoice", QTI)}
    assert choices[right] == "unknown"
    assert len(items[0].findall(".//q:extendedTextInteraction", QTI)) == 1


@pytest.mark.parametrize("text", ["</text><script>", "a\x00b\x1b", "]]>", "=1+1", "ğ “ş” &amp;"])
def test_no_text_breaks_out_of_its_file(text: str) -> None:
    prompt = Prompt(id="q", at_s=0.0, text=text, answer=text, options=(text, "b"))
    quiz = Tree.fromstring(moodle_xml([prompt], ENGLISH))
    said = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    assert quiz.findtext("question/questiontext/text") == said
    with zipfile.ZipFile(io.BytesIO(qti_package([prompt], ENGLISH, text))) as box:
        item = Tree.fromstring(box.read("item-001.xml"))
        Tree.fromstring(box.read("imsmanifest.xml"))
    assert item.findtext(".//q:prompt", namespaces=QTI) == said


def test_groups_are_compared_question_by_question_and_results_are_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(held(Answer(prompt="ally", choice="unknown", count=3)), tmp_path / "monday.iffses")
    friday = held(
        Answer(prompt="ally", choice="friend", who="=Ayşe", team="Kartal", client="x"),
        Answer(prompt="ally", choice="unknown", who="Deniz", client="y"),
    )
    save(friday, tmp_path / "friday.iffses")
    words = ["report", str(tmp_path / "monday.iffses"), str(tmp_path / "friday.iffses"),
             "--out", str(tmp_path / "groups.html"), "--csv", "--xlsx", "--lang", "tr"]  # fmt: skip
    assert main(words) == 0
    names = {path.name for path in tmp_path.glob("groups*")}
    assert names == {"groups.html", "groups-summary.csv", "groups-results.csv", "groups.xlsx"}
    page = (tmp_path / "groups.html").read_text(encoding="utf-8")
    assert page.index("monday") < page.index("friday")
    for right, count in ((3, 3), (1, 2)):
        assert TURKISH("lesson.right_of", right=right, all=count) in page
    with (tmp_path / "groups-summary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(one["group"], one["answered"], one["right"]) for one in rows] == [
        ("monday", "3", "3"), ("friday", "2", "1"),
    ]  # fmt: skip
    book = load_workbook(tmp_path / "groups.xlsx")
    people = [row[6] for row in book["results"].iter_rows(values_only=True)][1:]
    assert people == [None, "=Ayşe", "Deniz"]
    kinds = {cell.data_type for row in book["results"].iter_rows() for cell in row}
    assert "f" not in kinds, "no formula"
    capsys.readouterr()
    assert main([*words[:3], "local-bubble", *words[3:]]) == 2
    assert "is no session" in capsys.readouterr().err


def test_a_report_brings_its_questions_along(tmp_path: Path) -> None:
    save(replay(held(), [acts.Reveal(prompt="ally")]), tmp_path / "class.iffses")
    words = ["--moodle", "--qti", "--xlsx", "--csv", "--no-frames", "--no-clip"]
    out = str(tmp_path / "r.html")
    assert main(["report", str(tmp_path / "class.iffses"), "--out", out, *words]) == 0
    found = {path.name for path in tmp_path.glob("r*")}
    assert {"r.html", "r-moodle.xml", "r-qti.zip", "r.xlsx", "r-results.csv"} <= found
