"""From a checked scenario to a world: SI units, indices instead of names, changes as `Steps`."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely

from iffsim import catalogue, fleet, geo, geography
from iffsim.changes import credential_bits, in_order, steps, whole_tick
from iffsim.doctrine import Doctrine, Evidence, Identity, Rule, compile_rules
from iffsim.random import name_key
from iffsim.scenario.doctrines import BUILT_IN
from iffsim.scenario.events import LinkDown, LinkUp, SiteActive, SiteSilent
from iffsim.scenario.places import spot
from iffsim.scenario.rules_network import reported, scan_s
from iffsim.scenario.types import (
    Area,
    DoctrineTable,
    Link,
    Picture,
    Scenario,
    Site,
)
from iffsim.scenario.types import Zone as WrittenZone
from iffsim.scenario.words import seconds
from iffsim.steps import Steps
from iffsim.terrain import Shadow, ground, shadow
from iffsim.units import TICK_S
from iffsim.world import PictureSpec, Sites, World, Zone

Floats = npt.NDArray[np.float64]


def build(scenario: Scenario, seed: int | None = None) -> World:
    """Return the world of a checked scenario; `seed` overrides the scenario's own."""
    seed = scenario.seed if seed is None else seed
    traffic, aircraft = fleet.assemble(scenario, seed)
    return World(
        seed=seed,
        ticks=whole_tick(scenario.duration_s),
        fleet=aircraft,
        traffic=traffic,
        sites=_sites(scenario),
        pictures=tuple(_picture(picture, scenario) for picture in scenario.pictures),
        area_name=scenario.area.name,
        area_km=_area_km(scenario.area),
        zones=tuple(_zone(zone) for zone in scenario.zones),
    )


# Sites


def _sites(scenario: Scenario) -> Sites:
    sites = scenario.sites
    kinds = [catalogue.site_kinds()[site.kind] for site in sites]
    both = list(zip(sites, kinds, strict=True))
    flights = [flight.id for flight in scenario.flights]
    carrier = [-1 if site.carrier is None else flights.index(site.carrier) for site in sites]
    interrogates = [k.interrogates if s.interrogates is None else s.interrogates for s, k in both]
    accepts = [credential_bits(k.accepts if s.accepts is None else s.accepts) for s, k in both]
    hilly = scenario.terrain
    xyz = np.stack([_site_xyz(site) for site in sites], axis=1)
    height_m = np.array([_site_height_m(site, hilly) for site in sites])
    range_m = 1000.0 * np.array([k.range_km if s.range_km is None else s.range_km for s, k in both])
    return Sites(
        ids=tuple(site.id for site in sites),
        names=tuple(site.name for site in sites),
        kinds=tuple(site.kind for site in sites),
        xyz=xyz,
        height_m=height_m,
        range_m=range_m,
        scan_ticks=np.array([whole_tick(scan_s(site)) for site in sites], np.int64),
        phase_ticks=np.array([whole_tick(seconds(site.phase or "0s")) for site in sites], np.int64),
        carrier=np.array(carrier, np.int64),
        interrogates=np.array(interrogates, bool),
        accepts=np.array(accepts, np.uint8),
        p_detect=np.array([site.p_detect for site in sites]),
        p_reply=np.array([site.p_reply for site in sites]),
        key=np.array([name_key(site.id) for site in sites], np.uint64),
        active=_active(scenario),
        shadows=_shadows(xyz, height_m, range_m, carrier) if hilly else (),
    )


def _shadows(
    xyz: Floats, height_m: Floats, range_m: Floats, carrier: Sequence[int]
) -> tuple[Shadow | None, ...]:
    """Return what mountains hide from each site; a carried one looks down on them."""
    return tuple(
        shadow(xyz[:, s], float(height_m[s]), float(range_m[s])) if carrier[s] < 0 else None
        for s in range(len(carrier))
    )


def _site_xyz(site: Site) -> Floats:
    """Return where a site stands; for a carried one, anywhere."""
    if site.place is None:
        return np.array([1.0, 0.0, 0.0])
    at = spot(site.place)
    return geo.xyz(at.lat_deg, at.lon_deg)


def _site_height_m(site: Site, hilly: bool) -> float:
    """Return an antenna's height above the sphere, m; where the ground is `hilly` a site without a
    stated height stands on it."""
    kind = catalogue.site_kinds()[site.kind]
    antenna = kind.antenna_m if site.antenna_m is None else site.antenna_m
    if site.ground_m is not None:
        return site.ground_m + antenna
    if site.place is None:
        return antenna
    at = spot(site.place)
    if at.elevation_m is None and hilly:
        return float(ground().at(np.array([at.lat_deg]), np.array([at.lon_deg]))[0]) + antenna
    return (at.elevation_m or 0.0) + antenna


def _active(scenario: Scenario) -> Steps:
    index = {site.id: row for row, site in enumerate(scenario.sites)}
    changes = [
        (index[event.site], whole_tick(event.at_s), isinstance(event, SiteActive))
        for event in in_order(scenario.events)
        if isinstance(event, SiteActive | SiteSilent)
    ]
    return steps(np.ones(len(index), bool), changes)


# Pictures


def _picture(picture: Picture, scenario: Scenario) -> PictureSpec:
    heard = _heard(picture, scenario)
    ids = [site.id for site in scenario.sites]
    links = [link for _, link in heard]
    latency = [0 if link is None else math.ceil(link.latency_s / TICK_S) for link in links]
    return PictureSpec(
        id=picture.id,
        title=picture.title,
        subtitle=picture.subtitle,
        hears=np.array([ids.index(site) for site, _ in heard], np.int64),
        remote=np.array([link is not None for link in links], bool),
        latency_ticks=np.array(latency, np.int64),
        loss=np.array([0.0 if link is None else link.loss for link in links]),
        link_up=_link_up(heard, scenario),
        accepts=credential_bits(picture.accepts),
        uses_plans=picture.plans,
        doctrine=doctrine(picture.doctrine, scenario),
        initiate_plots=picture.initiate_plots,
        drop_ticks=math.ceil(picture.drop_s / TICK_S),
    )


def _heard(picture: Picture, scenario: Scenario) -> list[tuple[str, Link | None]]:
    """Return the sites that a picture hears, own ones first, each with its link."""
    ids = [site.id for site in scenario.sites]
    found: dict[str, Link | None] = dict.fromkeys(picture.own)
    for link in scenario.links:
        if link.id in picture.links:
            for site in reported(link, ids):
                found.setdefault(site, link)
    return list(found.items())


def _link_up(heard: list[tuple[str, Link | None]], scenario: Scenario) -> Steps:
    changes = [
        (row, whole_tick(event.at_s), isinstance(event, LinkUp))
        for event in in_order(scenario.events)
        if isinstance(event, LinkUp | LinkDown)
        for row, (site, link) in enumerate(heard)
        if link is not None and link.id == event.link and event.site in (None, site)
    ]
    return steps(np.ones(len(heard), bool), changes)


def doctrine(name: str, scenario: Scenario) -> Doctrine:
    """Return a doctrine by name, compiled: the scenario's own, else the built-in one."""
    return compiled(name, scenario.doctrines.get(name) or BUILT_IN[name])


def compiled(name: str, table: DoctrineTable) -> Doctrine:
    """Return a written doctrine as a look-up table."""
    rules = [
        Rule(
            row.name,
            Identity[row.identity.upper()],
            _evidence(row.all),
            _evidence(row.any),
            _evidence(row.none),
        )
        for row in table.rules
    ]
    return compile_rules(name, rules)


def _evidence(names: Sequence[str]) -> Evidence:
    found = Evidence(0)
    for name in names:
        found |= Evidence[name.upper()]
    return found


# The map


def _area_km(area: Area) -> shapely.Geometry:
    if area.country is not None:
        return geography.countries()[area.country]
    return _region_km(area)


def _region_km(region: Area | WrittenZone) -> shapely.Polygon:
    """Return a written polygon or circle in projected km."""
    if region.polygon is not None:
        lat, lon = np.array(region.polygon).T
        return shapely.Polygon(geo.project_km(geo.xyz(lat, lon)).T)
    assert region.place is not None
    assert region.radius_km is not None
    at = spot(region.place)
    around = geo.circle(geo.xyz(at.lat_deg, at.lon_deg), region.radius_km * 1000.0)
    return shapely.Polygon(geo.project_km(around).T)


def _zone(zone: WrittenZone) -> Zone:
    polygon = _region_km(zone)
    if zone.place is not None:
        at = spot(zone.place)
        centre = geo.xyz(at.lat_deg, at.lon_deg)
    else:
        middle = polygon.centroid
        centre = geo.unproject_km(np.array([middle.x, middle.y]))
    return Zone(zone.id, zone.name, zone.kind, polygon, centre)
