"""What becomes of a plot: lines that are declared, and reports that come too late."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from oracles.recorded import recorded
from oracles.worlds import SLOW, worlds

from iffsim import Recording, load
from iffsim.bake import run
from iffsim.base import geo
from iffsim.doctrine import Evidence
from iffsim.scenario import loads
from iffsim.truth.world import World

HERE = Path(__file__).parent
TINY = (HERE / "data" / "tiny.toml").read_text(encoding="utf-8")
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


def first_crossing(recording: Recording, picture: str, name: str, time_s: float) -> int | None:
    """Return when the first plot inside a declared line had come in at `time_s`, as the why-card
    says it."""
    why = recording.why(picture, recording.aircraft(name), time_s)
    found = [tick for bit, tick in why.evidence if bit is Evidence.CROSSED_LINE]
    return found[0] if found else None


def test_each_plot_is_judged_against_a_line_by_its_own_position() -> None:
    """Ten jets, a second apart, fly over a zone of two kilometres that takes them eight seconds; a
    radar looks every ten, from the seventh on."""
    recording = run(load(HERE / "data" / "line-small-zone.toml"))
    middle = geo.xyz(40.0, 35.5)
    for number in range(10):
        name = f"J{number}"
        row = recording.aircraft(name)
        inside = [
            scan
            for scan in range(7, 301, 10)
            if geo.distance_m(recording.truth(scan).xyz[:, row], middle) < 1000.0
        ]
        assert first_crossing(recording, "p", name, 300.0) == (inside[0] if inside else None), name
    assert first_crossing(recording, "p", "J0", 300.0) == 107
    assert first_crossing(recording, "p", "J7", 300.0) is None
    assert first_crossing(recording, "p", "J6", 300.0) is not None


def test_the_line_of_2015_is_crossed_at_the_first_plots_inside() -> None:
    recording = run(load("border-november-2015"))
    row = recording.aircraft("ACCOUNT1")
    runs = recording.plots.runs
    inside = recording.plots.over_line & (runs.aircraft == row)
    assert sorted(runs.first[inside].tolist()) == [355, 357, 360]
    late = 2
    assert first_crossing(recording, "airspace", "ACCOUNT1", 420.0) == 355 + late
    assert first_crossing(recording, "standalone", "ACCOUNT1", 420.0) == 360, (
        "its own radar, at once"
    )
    assert first_crossing(recording, "airspace", "ACCOUNT2", 420.0) is None
    why = recording.why("airspace", row, 420.0)
    assert not any(one.evidence & Evidence.CROSSED_LINE for one in why.sightings)
    assert Evidence.CROSSED_LINE in {bit for bit, _ in why.evidence}, "out again, it stays so"


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(worlds())
def test_no_report_arrives_after_the_end(world: World) -> None:
    recording = recorded(world)
    for picture in recording.picture_ids:
        reports = recording.folded(picture).reports
        arrival = reports.arrival + reports.runs.last - reports.runs.first
        assert arrival.max(initial=0) <= world.ticks
    assert recording.events.tick.max(initial=0) <= world.ticks
