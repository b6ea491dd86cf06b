"""What scenarios may name: aircraft types, kinds of site, places, airports, actors.

From `assets/catalogue.toml` (round or invented numbers, each with its source) and
`assets/airports/airports.csv` (made by `assets/build.py`). Both are our own: tests check them.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from typing import Literal

import msgspec

from iffsim.base import assets
from iffsim.base.kept import kept

Category = Literal["fighter", "airliner", "tanker", "aew", "transport", "uav", "helicopter"]
Credential = Literal["national", "allied", "civil"]
PlaceKind = Literal["city", "site", "sea", "country"]
Size = Literal["large", "medium", "small"]


class AircraftType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type of aircraft: what a flight of it does unless the scenario says otherwise.

    `speed_kt` is over ground, `level_ft` its usual level, `climb_fpm` up and down.
    """

    name: str
    title: str
    category: Category
    speed_kt: float
    level_ft: float
    climb_fpm: float
    source: str
    title_tr: str = ""
    signature: float = 1.0
    """Factor on every site's range; 1 for ordinary aircraft."""


class SiteKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of site: a radar with its interrogator, which asks in some credentials (in none: it
    has no interrogator) and can validate the answers in some."""

    name: str
    title: str
    range_km: float
    scan_s: int
    antenna_m: float
    asks: tuple[Credential, ...]
    accepts: tuple[Credential, ...]
    source: str


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named point of the map; a sea's or a country's is where its label stands."""

    name: str
    lat_deg: float
    lon_deg: float
    kind: PlaceKind
    rank: int
    """1 for the labels that matter most."""
    name_tr: str = ""


class Airport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An aerodrome. `country` is its ISO 3166 code in the source, e.g. "TR"."""

    icao: str
    """ICAO code; the source's own identifier, e.g. "TR-0004", where there is none."""
    name: str
    city: str
    country: str
    lat_deg: float
    lon_deg: float
    elevation_m: float
    size: Size
    scheduled: bool
    """Whether airlines fly there."""
    military: bool


class Actor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom the article names: a name, the claims that name it, a note on what the article says."""

    name: str
    name_tr: str
    claims: tuple[str, ...]
    note: str
    note_tr: str
    source: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    places: tuple[Place, ...]
    aircraft: tuple[AircraftType, ...]
    site: tuple[SiteKind, ...]
    actor: tuple[Actor, ...]


@cache
def _file() -> _File:
    written = assets.path("catalogue.toml").read_bytes()

    def made() -> bytes:  # JSON is read in a twentieth of the time
        return msgspec.json.encode(msgspec.toml.decode(written))

    return msgspec.json.decode(kept("catalogue", [written], made), type=_File)


@cache
def aircraft_types() -> dict[str, AircraftType]:
    """Return the types of aircraft by name, e.g. "A320"."""
    return {kind.name: kind for kind in _file().aircraft}


@cache
def site_kinds() -> dict[str, SiteKind]:
    """Return the kinds of site by name, e.g. "battery"."""
    return {kind.name: kind for kind in _file().site}


@cache
def actors() -> dict[str, Actor]:
    """Return whom the article names, in its order, by English name, e.g. "Georgia"."""
    return {actor.name: actor for actor in _file().actor}


@cache
def places() -> dict[str, Place]:
    """Return the places by name as written, e.g. "İstanbul"."""
    return {place.name: place for place in _file().places}


@cache
def airports() -> dict[str, Airport]:
    """Return the aerodromes by ICAO code."""
    with assets.path("airports", "airports.csv").open(encoding="utf-8", newline="") as lines:
        found = [msgspec.convert(row, Airport, strict=False) for row in csv.DictReader(lines)]
    return {airport.icao: airport for airport in found}


def plain(name: str) -> str:
    """Return `name` in small ASCII letters for comparing: "İSTANBUL", "Istanbul" -> "istanbul"."""
    undotted = name.strip().replace("ı", "i")
    apart = unicodedata.normalize("NFKD", undotted)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def slug(title: str, otherwise: str) -> str:
    """Return a title as a file name: small letters, digits, hyphens; else `otherwise`."""
    return re.sub(r"[^a-z0-9]+", "-", plain(title)).strip("-")[:50] or otherwise


@cache
def _by_plain_name() -> dict[str, Place | Airport]:
    found: dict[str, Place | Airport] = {plain(code): row for code, row in airports().items()}
    found.update({plain(name): place for name, place in places().items()})
    return found


def find_place(name: str) -> Place | Airport | None:
    """Return the place or airport called `name`: ICAO code, Turkish or ASCII spelling, any case."""
    return _by_plain_name().get(plain(name))
