"""The palette: an inject is chosen by its key, then what it is about, one thing after the other."""

from __future__ import annotations

import re

import numpy as np
from msgspec.structs import replace

from iffsim.base import geo
from iffsim.classroom import acts, palette
from iffsim.classroom.edits import NewAircraft
from iffsim.classroom.palette import PALETTE
from iffsim.earth import catalogue
from iffsim.scenario.doctrines import BUILT_IN
from iffsim.scenario.points import Point
from iffsim.scenario.words import AllegianceName
from iffsim.view.console.act import At
from iffsim.view.model.console import Inject, Km, Option, Picking, Purpose, Typing, Use

ALLEGIANCES: tuple[AllegianceName, ...] = ("own", "allied", "neutral", "intruder")
_ASKS = {
    "aircraft": "asked.aircraft",
    "site": "asked.site",
    "point": "asked.point",
    "route": "asked.route",
}


def start(at: At, number: int) -> Use:
    """Begin an inject of the palette; the selected aircraft is the first that it is about."""
    begun = Inject(number)
    if PALETTE[number].wants[:1] == ("aircraft",) and at.aircraft is not None:
        begun = replace(begun, chosen=(at.aircraft,))
    return go_on(at, begun)


def asks(inject: Inject) -> str:
    """Return what a person is to do next."""
    return _ASKS.get(inject.wanted or "", "")


def go_on(at: At, inject: Inject) -> Use:
    """Return what follows: a list to pick from, a click to wait for, or the edit itself."""
    want = inject.wanted
    if want is None:
        return done(at, inject)
    options = _options(at, want)
    if options is not None and len(options) == 1:
        return go_on(at, replace(inject, chosen=(*inject.chosen, options[0].value)))
    waiting = replace(at.console.idle(), inject=inject)
    if options is not None:
        title = PALETTE[inject.number].name
        waiting = replace(waiting, picking=Picking(Purpose.INJECT, title, options))
    return Use(waiting)


def chosen(at: At, value: str) -> Use:
    """Go on with one thing more chosen."""
    inject = at.console.inject
    assert inject is not None
    if inject.wanted == "aircraft" and value in inject.chosen:
        return Use(replace(at.console, said="said.two_different"))
    return go_on(at, replace(inject, chosen=(*inject.chosen, value)))


def placed(at: At, km: Km) -> Use:
    """Go on with one place more."""
    inject = at.console.inject
    assert inject is not None
    more = replace(inject, way=(*inject.way, km))
    return go_on(at, more) if inject.wanted == "point" else Use(
        replace(at.console.idle(), inject=more)
    )  # fmt: skip


def ended(at: At) -> Use:
    """End a way, if it has enough places; else let a place be typed."""
    inject = at.console.inject
    assert inject is not None
    want = inject.wanted
    if want == "aircraft":
        name = at.aircraft
        return Use(replace(at.console, said="said.select_first")) if name is None else chosen(
            at, name
        )  # fmt: skip
    least = 2 if PALETTE[inject.number].edit is NewAircraft else 1
    if want == "route" and len(inject.way) >= least:
        return done(at, inject)
    return Use(replace(at.console, typing=Typing(Purpose.PLACE)))


def typed(at: At, text: str) -> Use:
    """Go on with a place by its name, an airport's code, or latitude and longitude."""
    km = place_km(text, at.recording.world.projection)
    still = replace(at.console, typing=None)
    if km is None:
        return Use(replace(still, said="said.no_such_place"))
    return placed(replace(at, console=still), km)


def place_km(text: str, on: geo.Projection) -> Km | None:
    """Return where a typed place is, km; None if nothing is known of it."""
    numbers = re.findall(r"-?\d+(?:\.\d+)?", text)
    if len(numbers) == 2 and not re.search(r"[A-Za-z]{3}", text):
        lat, lon = float(numbers[0]), float(numbers[1])
    else:
        said = catalogue.plain(text.strip())
        found = {catalogue.plain(name): spot for name, spot in catalogue.places().items()}
        airports = {code.casefold(): spot for code, spot in catalogue.airports().items()}
        spot = found.get(said) or airports.get(text.strip().casefold())
        if spot is None:
            return None
        lat, lon = spot.lat_deg, spot.lon_deg
    km = on.km(geo.xyz(lat, lon))
    return float(km[0]), float(km[1])


def done(at: At, inject: Inject) -> Use:
    """Return the edit, with its words."""
    way = [point(km, at.recording.world.projection) for km in inject.way]
    edit = PALETTE[inject.number].made(at.state.time_s, inject.chosen, way)
    said = palette.words(edit, at.words)
    return Use(at.console.idle(said), (acts.Do(edit=edit, position_s=at.state.time_s),))


def point(km: Km, on: geo.Projection) -> Point:
    """Return a place of the map as a point."""
    lat, lon = geo.lat_lon(on.xyz(np.array(km)))
    return Point(lat_deg=round(float(lat), 4), lon_deg=round(float(lon), 4))


def _options(at: At, want: str) -> tuple[Option, ...] | None:
    """Return what can be picked; None where it is pointed at on the map."""
    scenario = at.recording.scenario
    match want:
        case "link":
            pairs = [(link.id, at.words.written(link.name)) for link in scenario.links]
        case "site":
            pairs = [(site.id, at.words.written(site.name)) for site in scenario.sites]
        case "picture":
            pairs = [(one.id, at.words.written(one.title)) for one in scenario.pictures]
        case "doctrine":
            pairs = [(name, name) for name in dict.fromkeys((*BUILT_IN, *scenario.doctrines))]
        case "type":
            pairs = _types(at)
        case "side":
            pairs = _sides(at)
        case _:
            return None
    return tuple(Option(*pair) for pair in pairs)


def _sides(at: At) -> list[tuple[str, str]]:
    return [(name, at.words(f"allegiance.{name}")) for name in ALLEGIANCES]


def _types(at: At) -> list[tuple[str, str]]:
    return [
        (
            one.name,
            f"{at.words.written(one.title, one.title_tr)} ({at.words(f'category.{one.category}')})",
        )
        for one in catalogue.aircraft_types().values()
    ]
