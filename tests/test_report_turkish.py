"""A report and the three pages of a run sheet in Turkish: no English word is left."""

from __future__ import annotations

import html
import re

import pytest
from runs import run_of

from iffsim.report.compute.case import of_recording
from iffsim.report.compute.facts import facts
from iffsim.report.html import sheets
from iffsim.report.html.page import page
from iffsim.scenario.twins import words
from iffsim.words.say import Forms, messages

STOP = re.findall(
    r"\w+",
    "the of and is are with by to from held known what which who for at this that when an it"
    " its own allied neutral intruder friend unknown aircraft battery site picture track lost"
    " silent reply without over under seen sees",
)
"""English words that are not Turkish ones, too, and that hardly any English sentence lacks."""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    recording = run_of()
    say, case = words(recording.scenario, "tr"), of_recording(recording)
    return {
        "report": page(facts(case, say)),
        "sheet": sheets.sheet(recording, say),
        "handout": sheets.handout(recording, say),
        "answers": sheets.answers(case, say),
    }


def shown(page: str) -> str:
    """Return all that people read of a page, or hear."""
    body = re.sub(r"(?s)<(style|script)[^>]*>.*?</\1>", "", page)
    spoken = re.findall(r'(?:alt|aria-label|title)="([^"]*)"', body)
    return html.unescape(" | ".join([re.sub(r"<[^>]+>", " | ", body), *spoken]))


@pytest.mark.parametrize("name", ["report", "sheet", "handout", "answers"])
def test_no_english_word_is_left(pages: dict[str, str], name: str) -> None:
    text = shown(pages[name])
    assert [word for word in STOP if re.search(rf"(?i)(?<![\w-]){word}(?![\w-])", text)] == []
    english = {
        phrase
        for message in messages().values()
        for phrase in [message["en"]]
        if not isinstance(phrase, Forms) and phrase != message["tr"]
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)
        and (len(phrase) > 7 or " " in phrase)
    }
    assert english == set()
