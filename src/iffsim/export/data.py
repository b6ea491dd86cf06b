"""A scenario as plain values: truth, the map, words, and what the page's own model runs on."""

from __future__ import annotations

from dataclasses import fields

import msgspec

from iffsim import whatif
from iffsim.base import geo
from iffsim.base.units import EARTH_RADIUS_M
from iffsim.doctrine import Allegiance, Evidence, Identity
from iffsim.earth import catalogue, contour, coverage
from iffsim.earth.claims import article
from iffsim.explain import CODES
from iffsim.export import ground, model, pack, story
from iffsim.export.pack import Packed
from iffsim.export.phrases import phrases
from iffsim.pictures.picture import HELD
from iffsim.pictures.score import CORRECT, NO_ID
from iffsim.recording import Recording
from iffsim.scene import card, symbology
from iffsim.scene.coverage import ALTITUDES_M
from iffsim.scene.topics import NEEDLE_LABELS, Topic
from iffsim.studies.shipped import shipped
from iffsim.truth.world import PictureSpec
from iffsim.whatif import Barrier, Change

FORMAT = 1
MEASURES = ("objects", "tracked", "correct", "no_id", "needle", "unidentified_friends")
"""The counts of `score.Series` that the page shows, in this order."""


def data(recording: Recording) -> Packed:
    """Return all that the page needs."""
    scenario, world = recording.scenario, recording.world
    cells = ground.Cells.of(world.area_km)
    return {
        "format": FORMAT,
        "title": scenario.title,
        "title_tr": scenario.title_tr,
        "summary": scenario.summary,
        "summary_tr": scenario.summary_tr,
        "author": article().author,
        "ticks": world.ticks,
        "constants": _constants(world.projection),
        "in_area": pack.steps(recording.survey.in_area, "u8"),
        "symbology": symbology.TABLE,
        "fleet": _fleet(recording),
        "legs": _legs(recording),
        "altitudes_m": list(altitudes_m(recording)),
        "hidden": _hidden(recording, cells),
        "pictures": [_picture(recording, spec) for spec in world.pictures],
        "model": model.model(recording),
        "area": {"name": world.area_name, **cells.packed()},
        "map": ground.ground(world.projection),
        "places": ground.places(world.projection),
        "zones": ground.zones(world.zones),
        "phrases": phrases(recording),
        "skies": _skies(recording),
        **story.story(recording),
    }


def altitudes_m(recording: Recording) -> tuple[float, ...]:
    """Return the heights for which coverage can be shown: round ones, and those of chapters."""
    asked = {chapter.coverage_m for chapter in recording.scenario.chapters if chapter.coverage_m}
    return tuple(sorted({*ALTITUDES_M, *asked}))


def _hidden(recording: Recording, cells: ground.Cells) -> list[list[Packed | None]]:
    """Return what each site sees at each altitude where mountains cut into it; None: a circle."""
    sites = recording.world.sites
    found: list[list[Packed | None]] = []
    for site, height_m in enumerate(sites.height_m.tolist()):
        shadow = sites.shadow(site)
        row: list[Packed | None] = []
        for alt_m in altitudes_m(recording) if shadow else ():
            reach = coverage.reach_m(float(sites.range_m[site]), height_m, alt_m)
            left = contour.visible(shadow, reach, alt_m) if shadow else None
            row.append(None if left is None else ground.shape(left, cells))
        found.append(row)
    return found


def _constants(on: geo.Projection) -> Packed:
    """Return the numbers of the model that the script must share."""
    return {
        "earth_radius_m": EARTH_RADIUS_M,
        "horizon_m": coverage.HORIZON_M,
        "centre_deg": [on.lat_deg, on.lon_deg],
        "held": HELD,
        "measures": list(MEASURES),
        "identities": [identity.name.lower() for identity in Identity],
        "evidence": [str(bit.name).lower() for bit in Evidence],
        "allegiances": [allegiance.name.lower() for allegiance in Allegiance],
        "correct": [sorted(int(i) for i in CORRECT[allegiance]) for allegiance in Allegiance],
        "no_id": sorted(int(i) for i in NO_ID),
        "needle_labels": [[int(i) for i in label] for label in NEEDLE_LABELS],
        "topics": [topic.name.lower() for topic in Topic],
        "card": _card(),
    }


def _card() -> Packed:
    """Return the phrases of why-cards, by what they stand for."""
    return {
        "P": card.P,
        "reply": [[int(bit), words] for bit, words in card.REPLY.items()],
        "codes": list(CODES.values()),
        "changes": list(card.CHANGES.values()),
        "supposes": [_supposed(change) for change in card.CHANGES],
        "unasked": {str(bits): words for bits, words in card.UNASKED.items()},
        "barriers": {
            barrier.name.lower(): card.BARRIERS.get(barrier, card.P["not_flying"])
            for barrier in Barrier
        },
        "whose": list(card.WHOSE.values()),
        "most": card.MOST,
    }


def _supposed(change: Change) -> Packed | None:
    """Return the edit that makes a change, but for its time and its aircraft."""
    found = whatif.edit("", change)
    if found is None:
        return None
    return {
        name: part
        for name, part in msgspec.to_builtins(found).items()
        if name not in ("at", "flight")
    }


def _fleet(recording: Recording) -> Packed:
    fleet = recording.world.fleet
    kinds = catalogue.aircraft_types()
    named = {flight.id: flight.name for flight in recording.scenario.flights}
    return {
        "ids": list(fleet.ids),
        "names": [named.get(name, "") for name in fleet.ids],
        "types": list(fleet.types),
        "categories": list(fleet.categories),
        "allegiance": pack.column(fleet.allegiance, "u8"),
        "number": pack.column(fleet.number, "i32"),
        "signature": pack.column(fleet.signature, "f64"),
        "titles": {
            name: [kinds[name].title, kinds[name].title_tr] for name in sorted(set(fleet.types))
        },
    }


def _legs(recording: Recording) -> Packed:
    traffic = recording.world.traffic
    names = [column.name for column in fields(traffic.legs)]
    columns = {name: pack.column(getattr(traffic.legs, name), "f64") for name in names}
    return {"first": pack.column(traffic.first, "i32"), **columns}


def _picture(recording: Recording, spec: PictureSpec) -> Packed:
    return {
        "id": spec.id,
        "title": spec.title,
        "subtitle": spec.subtitle,
        "number": pack.column(recording.numbers(spec.id), "i32"),
    }


def _skies(recording: Recording) -> Packed | None:
    """Return what the shipped study says of the numbers on the strip; None where there is none."""
    found = shipped(recording.scenario)
    if found is None:
        return None
    own = recording.world.seed == recording.scenario.seed
    ranks = {
        name: rank for name, rank in found.exposure_rank.items() if own and found.unusual(name)
    }
    needle = {
        name: [one and [one[0], one[2]] for one in spans] for name, spans in found.needle.items()
    }
    return {
        "count": found.skies,
        "every_s": found.every_s,
        "needle": needle,
        "ranks": ranks,
    }
