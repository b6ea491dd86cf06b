"""Scenario, edits and acts that tests of sessions share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

import iffsim
from iffsim.base.units import clock_hms
from iffsim.classroom import acts
from iffsim.classroom.edits import FOUR, MoreSites, NewAircraft
from iffsim.classroom.marks import Answer, Bookmark, Note, Prompt
from iffsim.classroom.session import Session, begin, replay
from iffsim.scenario import events
from iffsim.scenario.points import Point, Waypoint

TINY = (Path(__file__).parent / "data" / "tiny.toml").read_text(encoding="utf-8")
SCENARIO = iffsim.loads(TINY, "tiny")

times = st.integers(0, 2399).map(lambda half: half / 2)
clocks = times.map(clock_hms)
flights = st.sampled_from(["OWN1", "ALLY1", "RED1", "civil-002", "civil-005"])
sites = st.sampled_from(["battery", "south"])
points = st.builds(
    Point, lat_deg=st.integers(360, 410).map(lambda x: x / 10),
    lon_deg=st.integers(280, 400).map(lambda x: x / 10),
)  # fmt: skip
ways = st.lists(
    st.sampled_from(["Van", "Konya", "LTAC", "Sivas"]).map(lambda name: Waypoint(place=name)),
    min_size=2, max_size=3, unique=True,
).map(tuple)  # fmt: skip
pairs = st.sampled_from([("OWN1", "RED1"), ("ALLY1", "civil-001")])

any_edit = st.one_of(
    st.builds(events.LinkDown, at=clocks, link=st.just("nato"), site=st.none() | sites),
    st.builds(events.LinkUp, at=clocks, link=st.just("nato")),
    st.builds(events.TransponderOff, at=clocks, flight=flights),
    st.builds(events.TransponderOn, at=clocks, flight=flights),
    st.builds(
        events.NewCredentials, at=clocks, flight=flights, credentials=st.just(("wrong",))
    ),
    st.builds(events.PlanDropped, at=clocks, flight=flights),
    st.builds(events.PlanFiled, at=clocks, flight=flights),
    st.builds(events.SwapReplies, at=clocks, flights=pairs),
    st.builds(events.UnswapReplies, at=clocks, flights=pairs),
    st.builds(
        events.NewDoctrine, at=clocks, picture=st.sampled_from(["standalone", "linked"]),
        doctrine=st.sampled_from(["none", "national", "nato"]),
    ),
    st.builds(events.SiteSilent, at=clocks, site=sites),
    st.builds(events.SiteActive, at=clocks, site=sites),
    st.builds(events.MoveSite, at=clocks, site=sites, place=points),
    st.builds(events.Reroute, at=clocks, flight=flights, route=ways),
    st.builds(events.Reroute, at=clocks, flight=flights, origin=points),
    st.builds(
        NewAircraft, at=clocks, type=st.just("F-16"), route=ways,
        allegiance=st.sampled_from(["own", "intruder"]),
    ),
    st.builds(MoreSites, at=clocks, places=st.tuples(points)),
    st.builds(MoreSites, at=clocks, places=st.just(FOUR)),
)  # fmt: skip

PROMPT = Prompt(id="q", at_s=300.0, text="Who?", answer="A", options=("A", "B"))
any_act = st.one_of(
    st.builds(acts.Do, edit=any_edit, position_s=times),
    st.builds(acts.Undo),
    st.builds(acts.Redo),
    st.builds(acts.Seek, position_s=times),
    st.builds(acts.Mark, bookmark=st.just(Bookmark(at_s=10.0, name="here", aircraft="RED1"))),
    st.builds(acts.Write, note=st.just(Note(at_s=11.5, text="Şüphe: “kim bu?”"))),
    st.builds(acts.Ask, prompt=st.just(PROMPT)),
    st.builds(acts.Snapshot, name=st.sampled_from(["a", "b"]), position_s=times),
    st.builds(acts.Fork, name=st.just("c")),
)
LOG = (
    acts.Do(edit=events.LinkDown(at="00:05:00", link="nato"), position_s=300.0),
    acts.Ask(prompt=PROMPT),
    acts.Reply(answer=Answer(prompt="q", choice="B", count=12)),
    acts.Reply(answer=Answer(prompt="q", choice="A", count=5)),
    acts.Reveal(prompt="q"),
    acts.Fork(name="c"),
    acts.Do(edit=NewAircraft(
        at="00:07:00", type="F-16", allegiance="own",
        route=(Waypoint(place="Konya"), Waypoint(lat_deg=39.0, lon_deg=35.0)),
    ), position_s=420.5),
    acts.Do(edit=events.MoveSite(
        at="00:08:20", site="battery", place=Point(lat_deg=38.0, lon_deg=33.0)
    )),
    acts.Undo(),
    acts.Write(note=Note(at_s=500.0, text="Not yet.", aircraft="RED1")),
)  # fmt: skip
"""What a class may do."""

START = begin(SCENARIO)
some_acts = st.lists(any_act, max_size=8)


def done(things: Sequence[acts.Act]) -> Session:
    """Return the session in which so much was done."""
    return replay(START, things)
