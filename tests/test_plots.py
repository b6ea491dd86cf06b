"""What becomes of a plot: lines that are declared, and reports that come too late."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from oracles.recorded import recorded
from oracles.worlds import SLOW, worlds

from iffsim.bake import run
from iffsim.doctrine import Evidence
from iffsim.scenario import loads
from iffsim.truth.world import World

TINY = (Path(__file__).parent / "data" / "tiny.toml").read_text(encoding="utf-8")
ZONE = '\n[[zones]]\nid = "{0}"\nname = "{0}"\nkind = "declared"\nplace = "{0}"\nradius_km = 60\n'


@pytest.mark.parametrize("places", [("Kayseri",), ("Kayseri", "Izmir"), ("Izmir", "Kayseri")])
def test_to_cross_any_of_several_declared_lines_is_to_cross_one(places: tuple[str, ...]) -> None:
    zones = "".join(map(ZONE.format, places))
    recording = run(loads(TINY + zones, "tiny"))
    evidence = recording.picture("linked", 1100.0).evidence
    crossed = [
        name
        for name, bits in zip(recording.world.fleet.ids, evidence.tolist(), strict=True)
        if bits & Evidence.CROSSED_LINE
    ]
    assert "ALLY1" in crossed
    assert "OWN1" not in crossed


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(worlds())
def test_no_report_arrives_after_the_end(world: World) -> None:
    recording = recorded(world)
    for picture in recording.picture_ids:
        reports = recording.folded(picture).reports
        arrival = reports.arrival + reports.runs.last - reports.runs.first
        assert arrival.max(initial=0) <= world.ticks
    assert recording.events.tick.max(initial=0) <= world.ticks
