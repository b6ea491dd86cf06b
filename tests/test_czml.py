"""CZML: packets as Cesium reads them, and a recording's own positions, names and times in them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from runs import run_of

from iffsim import formats, tables
from iffsim.base import geo
from iffsim.doctrine import Identity
from iffsim.recording import Recording

EVERY_S = 10.0
POSITION = {"cartographicDegrees", "reference"}
KINDS = {
    "id": str, "name": str, "parent": str, "version": str, "description": str, "clock": dict,
    "availability": list, "position": dict, "point": dict, "label": dict, "path": dict,
    "ellipse": dict, "properties": dict,
}  # fmt: skip
"""Properties of a packet that are used here, and what each is."""


@pytest.fixture(scope="module")
def recording() -> Recording:
    return run_of()


@pytest.fixture(scope="module")
def written(recording: Recording, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("czml")
    formats.write(recording, "czml", folder, tables.times_s(recording, EVERY_S).tolist())
    return folder / "recording.czml"


@pytest.fixture(scope="module")
def packets(written: Path) -> dict[str, dict[str, Any]]:
    found = json.loads(written.read_text(encoding="utf-8"))
    assert found[0]["id"] == "document"
    assert found[0]["version"] == "1.0"
    assert len({one["id"] for one in found}) == len(found)
    return {one["id"]: one for one in found}


def span(text: str) -> tuple[float, float]:
    """Return an interval's ends, s from the beginning."""
    ends = [datetime.fromisoformat(part).timestamp() - 946_684_800 for part in text.split("/")]
    assert len(ends) == 2
    assert ends[0] <= ends[1]
    return ends[0], ends[1]


def samples(packet: dict[str, Any]) -> np.ndarray:
    return np.array(packet["position"]["cartographicDegrees"]).reshape(-1, 4)


def test_every_packet_has_only_what_czml_knows(packets: dict[str, dict[str, Any]]) -> None:
    names = list(packets)
    for place, packet in enumerate(packets.values()):
        assert packet.keys() <= KINDS.keys()
        assert all(isinstance(value, KINDS[key]) for key, value in packet.items())
        if "parent" in packet:
            assert names.index(packet["parent"]) < place
        if "position" in packet:
            assert len(POSITION & packet["position"].keys()) == 1
            assert packet["availability"]
        if to := packet.get("position", {}).get("reference"):
            assert to.partition("#")[0] in packets


def test_intervals_are_in_order_inside_the_clock_and_colours_fill_them(
    recording: Recording, packets: dict[str, dict[str, Any]]
) -> None:
    assert span(packets["document"]["clock"]["interval"]) == (0.0, recording.duration_s)
    for packet in packets.values():
        there = [span(text) for text in packet.get("availability", ())]
        assert there == sorted(there)
        assert all(0 <= start <= stop <= recording.duration_s for start, stop in there)
        if packet["id"].startswith("picture/") and "parent" in packet:
            coloured = [span(one["interval"]) for one in packet["point"]["color"]]
            assert sum(b - a for a, b in coloured) == sum(b - a for a, b in there)


def test_sampled_positions_are_where_the_aircraft_are_to_a_metre(
    recording: Recording, packets: dict[str, dict[str, Any]]
) -> None:
    compared = 0
    for a, name in enumerate(recording.world.fleet.ids):
        found = packets.get(f"truth/{name}")
        if found is None:
            continue
        time_s, lon, lat, alt_m = samples(found).T
        assert (np.diff(time_s) > 0).all()
        was = recording.world.traffic.follow(a, time_s)
        assert was.alive.all()
        assert geo.distance_m(geo.xyz(lat, lon), was.xyz).max() < 1.0
        assert np.abs(alt_m - was.alt_m).max() < 1.0
        compared += len(time_s)
    assert compared > 5_000


def test_a_track_is_called_and_available_as_its_picture_has_it_at_any_second(
    recording: Recording, packets: dict[str, dict[str, Any]]
) -> None:
    for time_s in (0.0, 777.0, 1051.0, 2000.0):
        for picture in recording.picture_ids:
            state = recording.picture(picture, time_s)
            expected = {
                name: Identity(int(state.identity[a])).name.lower()
                for a, name in enumerate(recording.world.fleet.ids)
                if state.held[a]
            }
            assert called(packets, picture, time_s) == expected


def called(packets: dict[str, dict[str, Any]], picture: str, time_s: float) -> dict[str, str]:
    """Return what a picture's packets call each track that is available."""
    found = {}
    for name, packet in packets.items():
        if packet.get("parent") != f"picture/{picture}":
            continue
        for one in packet["properties"]["identity"]:
            start, stop = span(one["interval"])
            if start <= time_s < stop:
                found[name.rpartition("/")[2]] = one["string"]
    return found


def test_a_tracks_positions_are_its_plots_at_their_own_seconds(
    recording: Recording, packets: dict[str, dict[str, Any]]
) -> None:
    packet = packets["picture/standalone/KC1"]
    a = recording.aircraft("KC1")
    time_s, lon, lat, _ = samples(packet).T
    was = recording.world.traffic.follow(a, time_s)
    assert geo.distance_m(geo.xyz(lat, lon), was.xyz).max() < 1.0


def test_the_same_recording_is_the_same_bytes(recording: Recording, tmp_path: Path) -> None:
    for place in (tmp_path / "one", tmp_path / "other"):
        place.mkdir()
        formats.write(recording, "czml", place, tables.times_s(recording, EVERY_S).tolist()[:40])
    one, other = (place.read_bytes() for place in tmp_path.rglob("recording.czml"))
    assert one == other
