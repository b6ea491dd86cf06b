"""What the page's own model runs on (`assets/story/model/`): the scenario as written, in numbers,
and what geometry said of it.

The page folds pictures itself. It is given the survey of the scenario as it is, so that it only has
to look anew at sites and aircraft that its reader moves.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely

from iffsim.base.steps import NEVER
from iffsim.base.units import TICK_S
from iffsim.classroom.edits import CARRY_KM, FINE_KM, FOUR, SETTLE_S
from iffsim.earth.terrain import ground
from iffsim.export import pack
from iffsim.export.pack import Packed
from iffsim.recording import Recording
from iffsim.scenario import events
from iffsim.scenario.doctrines import BUILT_IN
from iffsim.scenario.types import Link, Picture, Scenario, Site
from iffsim.scenario.words import seconds
from iffsim.scene import symbology
from iffsim.truth.build import doctrine
from iffsim.truth.changes import credential_bits, whole_tick
from iffsim.truth.fleet import credentials_of
from iffsim.truth.sites import antenna_m, posts
from iffsim.truth.world import Sites

_NAMED = ("site", "link", "picture", "doctrine", "flight", "flights", "credentials")
"""What the page's model reads of an event, beside its time and its places."""


def model(recording: Recording) -> Packed:
    """Return all that the page's model needs beside `data`."""
    scenario, world = recording.scenario, recording.world
    lines = [
        {"inside": pack.steps(inside, "u8"), "rings": _rings(zone.polygon_km)}
        for zone, inside in zip(world.zones, recording.survey.in_zone, strict=True)
        if zone.kind == "declared"
    ]
    runs = recording.survey.inside
    return {
        "seed": world.seed,
        "survey": {
            "site": pack.column(runs.site, "u8"),
            "aircraft": pack.column(runs.aircraft, "i32"),
            "first": pack.column(runs.first, "i32"),
            "last": pack.column(runs.last, "i32"),
        },
        "area": _rings(world.area_km),
        "lines": lines,
        "sites": [_site(one, row, world.sites) for row, one in enumerate(scenario.sites)],
        "links": [_link(one) for one in scenario.links],
        "pictures": [_picture(one) for one in scenario.pictures],
        "doctrines": _doctrines(scenario),
        "events": _events(recording),
        **_transponders(recording),
        "hands": {
            "settle_s": SETTLE_S,
            "carry_km": CARRY_KM,
            "fine_km": FINE_KM,
            "four": [{"lat_deg": one.lat_deg, "lon_deg": one.lon_deg} for one in FOUR],
        },
        "ground": _ground() if scenario.terrain else None,
        "key": pack.column(world.fleet.key.view(np.uint32), "u32"),
    }


def _ground() -> Packed:
    """Return the ground of the whole map: a site may be moved anywhere."""
    land = ground()
    rows, columns = land.height_m.shape
    return {
        "north_deg": land.north_deg,
        "west_deg": land.west_deg,
        "cell_deg": land.cell_deg,
        "rows": rows,
        "columns": columns,
        "half_m": pack.column(np.rint(land.height_m * 2.0), "u16"),  # exact: so it is made
    }


def _rings(shape: Any) -> list[Packed]:
    """Return every ring of a shape, km east and north, as exact as it is."""
    parts = shapely.get_parts(shape)
    return [pack.column(shapely.get_coordinates(ring), "f64") for ring in shapely.get_rings(parts)]


def _transponders(recording: Recording) -> Packed:
    """Return as what each aircraft begins: in what it answers while its transponder is on, whether
    that is off, whether its plan is known."""
    fleet = recording.world.fleet
    answers = fleet.replies.all_at(NEVER)
    off = [row for row, one in enumerate(recording.scenario.flights) if one.transponder == "off"]
    for row in off:
        answers[row] = credentials_of(recording.scenario.flights[row])
    return {
        "answers": pack.column(answers, "u8"),
        "off": off,
        "planned": pack.column(fleet.plans.all_at(NEVER), "u8"),
    }


def _site(site: Site, row: int, sites: Sites) -> Packed:
    return {
        "id": site.id,
        "name": site.name,
        "battery": symbology.is_battery(site.kind),
        "xyz": sites.xyz[:, row].tolist(),
        "height_m": float(sites.height_m[row]),
        "antenna_m": antenna_m(site),
        "range_m": float(sites.range_m[row]),
        "every": int(sites.scan_ticks[row]),
        "phase": int(sites.phase_ticks[row]),
        "carrier": int(sites.carrier[row]),
        "asks": int(sites.asks[row]),
        "accepts": int(sites.accepts[row]),
        "p_detect": float(sites.p_detect[row]),
        "p_reply": float(sites.p_reply[row]),
        "appears": None if site.appears is None else whole_tick(seconds(site.appears)),
    }


def _link(link: Link) -> Packed:
    return {
        "id": link.id,
        "latency": math.ceil(link.latency_s / TICK_S),
        "loss": link.loss,
        "sites": list(link.sites),
    }


def _picture(picture: Picture) -> Packed:
    return {
        "id": picture.id,
        "own": list(picture.own),
        "links": list(picture.links),
        "accepts": credential_bits(picture.accepts),
        "plans": picture.plans,
        "doctrine": picture.doctrine,
        "initiate": picture.initiate_plots,
        "drop": math.ceil(picture.drop_s / TICK_S),
    }


def _doctrines(scenario: Scenario) -> Packed:
    """Return every doctrine that a picture may be given, as rules with their bits."""
    return {
        name: [
            {
                "name": rule.name,
                "identity": int(rule.identity),
                "all": int(rule.all_of),
                "any": int(rule.any_of),
                "none": int(rule.none_of),
            }
            for rule in doctrine(name, scenario).rules
        ]
        for name in {**BUILT_IN, **scenario.doctrines}
    }


def _events(recording: Recording) -> list[Packed]:
    """Return what happens in the scenario, with places as the engine found them."""
    stands = {post.id: row for row, post in enumerate(posts(recording.scenario))}
    moves, found = dict[str, int](), list[Packed]()
    told = sorted(recording.scenario.events, key=lambda event: event.at_s)
    for event in told:
        row: Packed = {"do": event.__struct_config__.tag, "at_s": event.at_s}
        for name in _NAMED:
            if getattr(event, name, None) is not None:
                row[name] = getattr(event, name)
        if isinstance(event, events.MoveSite):
            moves[event.site] = moves.get(event.site, 1) + 1
            post = stands[f"{event.site}~{moves[event.site]}"]
            row["xyz"] = recording.world.sites.xyz[:, post].tolist()
            row["height_m"] = float(recording.world.sites.height_m[post])
        if isinstance(event, events.Reroute):
            row["flown"] = True  # it is in the legs already
        found.append(row)
    return found
