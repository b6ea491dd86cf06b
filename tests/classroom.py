"""A small class to report on: the tiny scenario with questions and a run sheet, and a session."""

from __future__ import annotations

from pathlib import Path

from iffsim.classroom import session as classes
from iffsim.classroom.edits import NewAircraft
from iffsim.classroom.marks import Answer, Bookmark, Note, Prompt
from iffsim.classroom.session import Session
from iffsim.scenario import Scenario, loads
from iffsim.scenario.events import LinkDown, LinkUp, TransponderOff
from iffsim.scenario.points import Waypoint

TINY = (Path(__file__).parent / "data" / "tiny.toml").read_text(encoding="utf-8")
TEACHING = """
[info]
what = "Two pictures of one sky."
how = "Plots become tracks."
notice = "Only the right half names the ally."

[[questions]]
id = "bet"
at = "00:05:00"
aircraft = "RED1"
text = "Which is the intruder?"
text_tr = "Davetsiz hangisi?"
answer = "RED1"

[[questions]]
id = "ally"
at = "00:16:00"
aircraft = "ALLY1"
text = "What does the battery call it?"
options = ["friend", "unknown"]
options_tr = ["dost", "bilinmeyen"]
answer = "unknown"
answer_tr = "bilinmeyen"

[[questions]]
id = "again"
at = "00:09:00"
aircraft = "RED1"
text = "And this one?"
answer = "It is the stranger."

[[runsheet]]
at = "00:02:00"
inject = "Freeze."
expect = "They see two names for one track."
objective = "Seeing is not naming."
discuss = "What was measured?"
discuss_tr = "Ne ölçüldü?"
"""
LESSON = """
lesson = "The link names the ally; the battery cannot."
objectives = ["Tell seeing from naming."]
"""


def scenario_text() -> str:
    """Return the scenario as TOML."""
    return TINY.replace("[area]", LESSON + "\n[area]", 1) + TEACHING


def scenario() -> Scenario:
    """Return the scenario."""
    return loads(scenario_text(), "classroom")


def session() -> Session:
    """Return a class in which a bit of everything happened."""
    found = classes.begin(scenario())
    for question in found.scenario.questions:
        found = classes.ask(found, Prompt.of(question))
    found = classes.answer(found, Answer(prompt="ally", choice="friend", count=7))
    found = classes.answer(found, Answer(prompt="ally", choice="unknown", count=5))
    found = classes.answer(found, Answer(prompt="bet", choice="OWN1"))
    found = classes.fork(classes.seek(found, 300.0), "before the cut")
    found = classes.do(found, LinkDown(at="00:06:00", link="nato"))
    found = classes.do(found, LinkUp(at="00:07:30", link="nato"))
    found = classes.do(found, TransponderOff(at="00:06:40", flight="OWN1"))
    route = Waypoint(lat_deg=39.0, lon_deg=32.0), Waypoint(lat_deg=40.5, lon_deg=33.0)
    found = classes.do(
        found, NewAircraft(at="00:07:00", type="F-16", allegiance="allied", route=route)
    )
    found = classes.bookmark(found, Bookmark(at_s=365.0, name="Ağ koptu: ışık söndü"))
    return classes.note(
        found, Note(at_s=370.0, text="<script>alert(1)</script> & more", aircraft="OWN1")
    )
