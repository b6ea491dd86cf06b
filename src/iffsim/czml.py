"""A recording as CZML, which Cesium flies around in a browser: a JSON list of packets.

* ``document``: the clock, from the beginning of the run to its end.
* ``sites``, ``truth``, ``picture/ID``: folders; `parent` of what is in them.
* ``site/ID``: a point, a name, and the ring within which it sees an aircraft at `RING_ALT_M`;
  present while the site works. A carried one follows its aircraft.
* ``truth/ID``: an aircraft, its sampled positions, available while it flies.
* ``picture/PICTURE/ID``: a track: where its plots were, at the seconds of the plots, held in place
  while it coasts; available while the picture holds it; coloured by what the picture calls it, an
  interval for each identity.

Times are those of the picture's changes, to the second; only positions are sampled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from iffsim import tables
from iffsim.base import geo
from iffsim.base.steps import Steps
from iffsim.dated import CAUTION, COLOURS, held, moment, stamp
from iffsim.earth import coverage
from iffsim.recording import Recording

Packet = dict[str, Any]
Span = tuple[float, float, str]
"""From, until (s), identity."""
RING_ALT_M = 6000.0
MULTIPLIER = 30
"""How many times faster than real it plays."""
WHITE = (255, 255, 255, 255)
GREY = (166, 180, 194, 255)


def write(recording: Recording, file: Path, times: Sequence[float]) -> None:
    """Write `recording`, its positions sampled at `times` (s), to `file`, a packet a line."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for number, packet in enumerate(packets(recording, times)):
            text = json.dumps(packet, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            out.write(("," if number else "[") + "\n" + text)
        out.write("\n]\n")


def packets(recording: Recording, times: Sequence[float]) -> Iterator[Packet]:
    """Yield every packet: the document first, folders before what is in them."""
    begin = moment(recording)
    yield _document(recording, begin)
    yield from (_folder("truth", "Truth"), *_truth(recording, begin, times))
    yield from (_folder("sites", "Sites"), *_sites(recording, begin))
    titles = {spec.id: spec.title for spec in recording.world.pictures}
    for picture in recording.picture_ids:
        yield _folder(f"picture/{picture}", titles[picture])
        yield from _picture(recording, picture, begin, times)


def _document(recording: Recording, begin: datetime) -> Packet:
    scenario = recording.scenario
    return {
        "id": "document",
        "name": scenario.title,
        "version": "1.0",
        "description": f"<p>{escape(scenario.summary)}</p><p>{CAUTION}</p>",
        "clock": {
            "interval": _interval(begin, 0.0, recording.duration_s),
            "currentTime": stamp(begin, 0.0),
            "multiplier": MULTIPLIER,
            "range": "LOOP_STOP",
            "step": "SYSTEM_CLOCK_MULTIPLIER",
        },
    }


def _folder(name: str, title: str) -> Packet:
    return {"id": name, "name": title}


def _truth(recording: Recording, begin: datetime, times: Sequence[float]) -> Iterator[Packet]:
    number = {time_s: n for n, time_s in enumerate(times)}
    ordered = sorted(tables.truth(recording, times), key=lambda row: (row[1], row[0]))
    for name, rows in groupby(ordered, lambda row: row[1]):
        places = [(row[0], row[3], row[2], row[4]) for row in rows]
        flown = list(_stretches([place[0] for place in places], number))
        yield {
            "id": f"truth/{name}",
            "name": name,
            "parent": "truth",
            "availability": [_interval(begin, *span) for span in flown],
            "position": _positions(begin, places),
            "point": {"pixelSize": 5, "color": {"rgba": list(WHITE)}},
            "path": _path(WHITE),
        }


def _stretches(when: list[float], number: dict[float, int]) -> Iterator[tuple[float, float]]:
    """Yield (from, until) of samples that follow each other without one left out."""
    for _, some in groupby(enumerate(when), lambda pair: number[pair[1]] - pair[0]):
        stretch = [time_s for _, time_s in some]
        yield stretch[0], stretch[-1]


def _picture(
    recording: Recording, picture: str, begin: datetime, times: Sequence[float]
) -> Iterator[Packet]:
    spans = _named(recording, picture)
    ordered = sorted(held(recording, picture, times), key=lambda row: (row[2], row[0]))
    for name, rows in groupby(ordered, lambda row: row[2]):
        plots = {row[4]: (row[4], row[6], row[5], row[7]) for row in rows}
        colours = [
            {"interval": _interval(begin, start, stop), "rgba": list(_rgba(identity))}
            for start, stop, identity in spans[name]
        ]
        called = [
            {"interval": _interval(begin, start, stop), "string": identity}
            for start, stop, identity in spans[name]
        ]
        yield {
            "id": f"picture/{picture}/{name}",
            "name": name,
            "parent": f"picture/{picture}",
            "availability": [_interval(begin, *span) for span in _joined(spans[name])],
            "properties": {"identity": called},
            "position": {
                **_positions(begin, list(plots.values())),
                "backwardExtrapolationType": "HOLD",
                "forwardExtrapolationType": "HOLD",
            },
            "point": {"pixelSize": 9, "color": colours, "outlineWidth": 1,
                      "outlineColor": {"rgba": [0, 0, 0, 255]}},
            "label": {**_label(name), "fillColor": colours},
        }  # fmt: skip


def _named(recording: Recording, picture: str) -> dict[str, list[Span]]:
    """Return for each aircraft what a picture calls it and from when until when."""
    found: dict[str, list[Span]] = {}
    mine = (row for row in tables.events(recording) if row[1] == picture)
    ordered = sorted(mine, key=lambda row: row[2])  # stable: each aircraft's in time order
    for name, rows in groupby(ordered, lambda row: row[2]):
        changes = [(row[0], row[5]) for row in rows]
        until = [time_s for time_s, _ in changes[1:]] + [recording.duration_s]
        found[name] = [
            (start, stop, identity)
            for (start, identity), stop in zip(changes, until, strict=True)
            if identity and stop > start
        ]
    return found


def _joined(spans: Iterable[Span]) -> list[tuple[float, float]]:
    """Return spans without their identities, those that touch as one."""
    found: list[tuple[float, float]] = []
    for start, stop, _ in spans:
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], stop
        else:
            found.append((start, stop))
    return found


def _sites(recording: Recording, begin: datetime) -> Iterator[Packet]:
    sites = recording.world.sites
    lat, lon = geo.lat_lon(sites.xyz)
    for site, name in enumerate(sites.ids):
        works = _works(sites.active, sites.present, site, recording.duration_s)
        carrier = int(sites.carrier[site])
        height_m = float(sites.height_m[site])
        where = [round(float(lon[site]), 6), round(float(lat[site]), 6), round(height_m, 1)]
        position: Packet = {"cartographicDegrees": where}
        if carrier >= 0:
            life = recording.world.everybody
            start_s, stop_s = float(life.start_s[carrier]), float(life.end_s[carrier])
            works = _within(works, start_s, stop_s)
            height_m = float(recording.truth((start_s + stop_s) / 2).alt_m[carrier])
            position = {"reference": f"truth/{recording.world.fleet.ids[carrier]}#position"}
        reach = coverage.reach_m(float(sites.range_m[site]), height_m, RING_ALT_M)
        yield {
            "id": f"site/{name}",
            "name": sites.names[site] or name,
            "parent": "sites",
            "availability": [_interval(begin, *span) for span in works],
            "description": f"<p>{escape(_hearers(recording, site))}</p><p>{CAUTION}</p>",
            "position": position,
            "point": {"pixelSize": 7, "color": {"rgba": list(GREY)}},
            "label": _label(sites.names[site] or name),
            "ellipse": {
                "semiMajorAxis": round(reach, 1), "semiMinorAxis": round(reach, 1), "height": 0,
                "fill": False, "outline": True, "outlineColor": {"rgba": list(GREY)},
            },
        }  # fmt: skip


def _works(
    active: Steps, present: Steps | None, site: int, end_s: float
) -> list[tuple[float, float]]:
    """Return when a site is there and works."""
    ticks = active.tick[active.row == site].tolist()
    ticks += [] if present is None else present.tick[present.row == site].tolist()
    edges = sorted({0.0, end_s, *(float(tick) for tick in ticks if 0 < tick < end_s)})
    row = np.array([site])
    spans = [
        (start, stop, "")
        for start, stop in pairwise(edges)
        if active.at(row, int(start))[0] and (present is None or present.at(row, int(start))[0])
    ]
    return _joined(spans)


def _within(
    spans: Iterable[tuple[float, float]], start_s: float, stop_s: float
) -> list[tuple[float, float]]:
    """Return what of spans lies between two times."""
    cut = [(max(start, start_s), min(stop, stop_s)) for start, stop in spans]
    return [(start, stop) for start, stop in cut if start < stop]


def _hearers(recording: Recording, site: int) -> str:
    """Return which pictures hear a site."""
    hearing = [spec.title for spec in recording.world.pictures if site in spec.hears]
    return f"Heard by: {', '.join(hearing) or 'none'}"


def _positions(begin: datetime, places: Sequence[tuple[float, float, float, float]]) -> Packet:
    """Return sampled positions: seconds, longitude, latitude (degrees), altitude (m)."""
    return {
        "epoch": stamp(begin, 0.0),
        "cartographicDegrees": [value for place in places for value in place],
        "interpolationAlgorithm": "LINEAR",
        "interpolationDegree": 1,
    }


def _path(colour: tuple[int, ...]) -> Packet:
    return {
        "leadTime": 0, "trailTime": 300, "width": 1, "resolution": 10,
        "material": {"solidColor": {"color": {"rgba": [*colour[:3], 120]}}},
    }  # fmt: skip


def _label(text: str) -> Packet:
    return {
        "text": text, "font": "13px sans-serif", "style": "FILL_AND_OUTLINE", "outlineWidth": 2,
        "horizontalOrigin": "LEFT", "pixelOffset": {"cartesian2": [10, 0]},
    }  # fmt: skip


def _rgba(identity: str) -> tuple[int, int, int, int]:
    """Return an identity's colour, from KML's aabbggrr."""
    alpha, blue, green, red = bytes.fromhex(COLOURS[identity])
    return red, green, blue, alpha


def _interval(begin: datetime, start_s: float, stop_s: float) -> str:
    return f"{stamp(begin, start_s)}/{stamp(begin, stop_s)}"
