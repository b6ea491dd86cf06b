"""An edit of the main scenario (about a hundred aircraft): what one who drags a site waits for.

To be held: 100 ms for the whole act, checked, done, re-baked and written down.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from iffsim.classroom.acts import Do, Undo
from iffsim.classroom.edits import AnyEdit, NewAircraft
from iffsim.classroom.journal import Journal
from iffsim.classroom.live import Live
from iffsim.classroom.session import begin
from iffsim.scenario import load
from iffsim.scenario.events import LinkDown, MoveSite, Reroute
from iffsim.scenario.points import Point, Waypoint

PLACES = [Point(lat_deg=38.0 + n / 10, lon_deg=33.0 + n / 10) for n in range(10)]
EDITS: dict[str, Callable[[Point], AnyEdit]] = {
    "a site moved at the start": lambda at: MoveSite(at="00:00:00", site="battery", place=at),
    "a site moved halfway": lambda at: MoveSite(at="00:21:40", site="battery", place=at),
    "an aircraft moved": lambda at: Reroute(at="00:10:00", flight="civil-010", origin=at),
    "a link down": lambda _: LinkDown(at="00:10:00", link="nato"),
    "a new aircraft": lambda at: NewAircraft(
        at="00:10:00", type="F-16", allegiance="own",
        route=(Waypoint(lat_deg=at.lat_deg, lon_deg=at.lon_deg), Waypoint(place="Van")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_doing_an_edit(benchmark: BenchmarkFixture, name: str, tmp_path: Path) -> None:
    session = begin(load("local-bubble"))
    places = cycle(PLACES)
    with Journal(tmp_path / "class.autosave", session) as journal:
        live = Live(session, log=journal)

        def act() -> None:
            live.play(Do(edit=EDITS[name](next(places))))

        benchmark.pedantic(act, setup=lambda: live.play(Undo()) and None, rounds=20)
        assert len(live.recording.world.fleet.ids) >= 100


def test_dragging_a_site(benchmark: BenchmarkFixture) -> None:
    live = Live(begin(load("local-bubble")))
    places = cycle(PLACES)
    benchmark(lambda: live.preview(MoveSite(at="00:10:00", site="battery", place=next(places))))
    assert live.recording.world.sites.ids[-1] == "battery~2"
