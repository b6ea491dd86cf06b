"""What must hold of area, zones, sites, links, pictures and doctrines."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from iffsim.base import geo
from iffsim.base.arrays import Floats
from iffsim.earth import catalogue, geography
from iffsim.scenario import places
from iffsim.scenario.doctrines import BUILT_IN
from iffsim.scenario.draft import Draft
from iffsim.scenario.near import shown, unknown
from iffsim.scenario.points import Point
from iffsim.scenario.rules_flights import a_place
from iffsim.scenario.shape import Found, Place
from iffsim.scenario.types import Area, DoctrineTable, Link, Picture, Polygon, Site, Zone
from iffsim.scenario.words import CredentialName, seconds

_WIDEST_DEG = 120.0
_OFF = (
    "is more than 120 degrees from the middle of the area of interest, where no map of it reaches;"
    " expected a place nearer to it"
)
_LEAST_KM2 = 0.01


def area_and_zones(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with the area of interest and the zones."""
    on = places.projection(draft.area)
    if draft.area is not None:
        yield from _area(draft.area, on)
    for index, zone in draft.zones.items():
        yield from _region(zone, ("zones", index), None, on)


def _area(area: Area, on: geo.Projection) -> Iterator[Found]:
    yield from _region(area, ("area",), area.country, on)
    if area.country is not None and area.country not in geography.countries():
        yield ("area", "country"), unknown("country", area.country, geography.countries())


def _region(
    region: Area | Zone, here: Place, country: str | None, on: geo.Projection
) -> Iterator[Found]:
    given = [part is not None for part in (country, region.polygon, region.place)]
    if sum(given) != 1:
        options = "country, polygon, or place" if isinstance(region, Area) else "polygon or place"
        yield here, f"expected exactly one of {options} with radius_km"
    elif (region.place is None) != (region.radius_km is None):
        wrong = "radius_km is missing" if region.radius_km is None else "radius_km without a place"
        yield here, f"{wrong}; expected place and radius_km together"
    faults = [*a_place(region.place, (*here, "place"))]
    yield from faults
    if region.polygon is not None:
        yield from _polygon(region.polygon, (*here, "polygon"), on)
    elif not faults and region.place is not None and _off(geo.xyz(*_degrees(region.place)), on):
        yield (*here, "place"), _OFF


def _polygon(corners: Polygon, here: Place, on: geo.Projection) -> Iterator[Found]:
    points = geo.xyz(*np.array(corners).T)
    if _off(points, on):
        yield here, _OFF
        return
    ring = shapely.Polygon(on.km(points).T)
    if not ring.is_valid or ring.area < _LEAST_KM2:
        yield here, "its sides cross or it has no area; expected corners in order"


def _off(points: Floats, on: geo.Projection) -> bool:
    """Return whether any of `points` is so far from the map's middle that it cannot be drawn."""
    return bool((np.tensordot(on.middle, points, 1) < np.cos(np.radians(_WIDEST_DEG))).any())


def _degrees(place: str | Point) -> tuple[float, float]:
    at = places.spot(place)
    return at.lat_deg, at.lon_deg


def sites(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with sites."""
    for index, site in draft.sites.items():
        here: Place = ("sites", index)
        if site.kind not in catalogue.site_kinds():
            yield (*here, "kind"), unknown("kind of site", site.kind, catalogue.site_kinds())
        else:
            yield from _scan(site, here)
        if (site.place is None) == (site.carrier is None):
            yield here, "expected either a place or a carrier"
        if site.carrier is not None:
            yield from draft.refer("flights", site.carrier, "flight", (*here, "carrier"))
        yield from a_place(site.place, (*here, "place"))
    if draft.complete("sites") and not draft.sites:
        yield ("sites",), "no site; expected at least one"


def scan_s(site: Site) -> float:
    """Return the scan period of a site whose kind is known, s."""
    return catalogue.site_kinds()[site.kind].scan_s if site.scan is None else seconds(site.scan)


def asked_in(site: Site) -> tuple[CredentialName, ...]:
    """Return in which credentials a site whose kind is known asks: as written, else in what it is
    said to accept, else as its kind does."""
    if site.asks is not None:
        return site.asks
    return catalogue.site_kinds()[site.kind].asks if site.accepts is None else site.accepts


def _scan(site: Site, here: Place) -> Iterator[Found]:
    period = scan_s(site)
    if site.scan is not None and (period < 1 or period % 1 or period > 3600):
        yield (
            (*here, "scan"),
            f"is {shown(site.scan)}, which is not a whole number of seconds from 1 to 3600",
        )
    elif site.phase is not None and seconds(site.phase) % 1:
        yield (*here, "phase"), f"is {shown(site.phase)}, which is not a whole number of seconds"
    elif site.phase is not None and seconds(site.phase) >= period:
        yield (
            (*here, "phase"),
            f"is {shown(site.phase)}, which is not shorter than the scan ({period:g}s)",
        )


def links(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with links."""
    for index, link in draft.links.items():
        here: Place = ("links", index)
        for number, name in enumerate(link.sites):
            if name != "*":
                yield from draft.refer("sites", name, "site", (*here, "sites", number))
        if not link.sites:
            yield (*here, "sites"), 'is an empty list; expected ids of sites, or ["*"]'
        if link.latency_s > 3600:
            yield (*here, "latency"), f"is {shown(link.latency)}, which is longer than an hour"


def pictures(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with pictures."""
    for index, picture in draft.pictures.items():
        here: Place = ("pictures", index)
        for number, name in enumerate(picture.own):
            yield from draft.refer("sites", name, "site", (*here, "own", number))
        for number, name in enumerate(picture.links):
            yield from draft.refer("links", name, "link", (*here, "links", number))
        yield from a_doctrine(picture.doctrine, draft, (*here, "doctrine"))
        if draft.complete("sites", "links"):
            yield from _hearing(picture, draft, here)
    if draft.complete("pictures") and not draft.pictures:
        yield ("pictures",), "no picture; expected at least one"


def a_doctrine(name: str, draft: Draft, here: Place) -> Iterator[Found]:
    """Yield a fault if no doctrine, built in or the scenario's own, is called `name`."""
    known = [*BUILT_IN, *(own for own in draft.ids["doctrines"] if own not in BUILT_IN)]
    if name not in known:
        yield here, unknown("doctrine", name, known)


def _hearing(picture: Picture, draft: Draft, here: Place) -> Iterator[Found]:
    sites = {site.id: site for site in draft.sites.values()}
    links = {link.id: link for link in draft.links.values()}
    via: dict[str, Link | None] = {name: None for name in picture.own if name in sites}
    for link in (links[name] for name in picture.links if name in links):
        for name in reported(link, list(sites)):
            if other := via.get(name):
                what = f'hears site "{name}" over two links ("{other.id}" and "{link.id}")'
                yield (*here, "links"), f"{what}; expected each remote site over one"
            via.setdefault(name, link)
    if not via and all(name in sites for name in picture.own):
        yield here, "hears no site; expected at least one in own or over its links"
    yield from _drop(picture, [(sites[name], link) for name, link in via.items()], here)


def reported(link: Link, sites: list[str]) -> list[str]:
    """Return the ids among `sites` that report over `link`, in the order of `sites`."""
    return [name for name in sites if name in link.sites or "*" in link.sites]


def _drop(picture: Picture, heard: list[tuple[Site, Link | None]], here: Place) -> Iterator[Found]:
    needed = 1.0
    for site, link in heard:
        if site.kind in catalogue.site_kinds():
            needed = max(needed, scan_s(site) + (link.latency_s if link else 0.0))
    if picture.drop_s < needed:
        what = f"is {shown(picture.drop)}, which is shorter than the longest scan and latency"
        yield (*here, "drop"), f"{what}; expected at least {needed:g}s"
    elif picture.drop_s > 86_400:
        yield (*here, "drop"), f"is {shown(picture.drop)}, which is longer than a day"


def doctrines(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with doctrines."""
    for name, table in draft.doctrines.items():
        yield from _rules(name, table)


def _rules(name: str, table: DoctrineTable) -> Iterator[Found]:
    for index, row in enumerate(table.rules):
        here: Place = ("doctrines", name, "rules", index)
        both = [word for word in row.all if word in row.none]
        if both:
            yield here, f'can never match: "{both[0]}" is in all and in none'
        elif row.any and all(word in row.none for word in row.any):
            yield here, "can never match: every word of any is in none"
