"""From a checked scenario to a world: SI units, indices instead of names, changes as `Steps`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from iffsim.base import geo
from iffsim.base.steps import Steps
from iffsim.base.units import TICK_S
from iffsim.doctrine import Doctrine, Evidence, Identity, Rule, compile_rules
from iffsim.earth import geography
from iffsim.scenario.doctrines import BUILT_IN
from iffsim.scenario.events import LinkDown, LinkUp, NewDoctrine
from iffsim.scenario.places import projection, spot
from iffsim.scenario.rules_network import reported
from iffsim.scenario.types import Area, DoctrineTable, Link, Picture, Scenario
from iffsim.scenario.types import Zone as WrittenZone
from iffsim.truth import fleet
from iffsim.truth.changes import credential_bits, in_order, steps, whole_tick
from iffsim.truth.sites import Post, posts, sites
from iffsim.truth.traffic import Traffic
from iffsim.truth.world import Fleet, PictureSpec, World, Zone

Floats = npt.NDArray[np.float64]


def build(scenario: Scenario, seed: int | None = None) -> World:
    """Return the world of a checked scenario; `seed` overrides the scenario's own."""
    seed = scenario.seed if seed is None else seed
    return peopled(scenario, seed, *fleet.assemble(scenario, seed))


def resited(scenario: Scenario, before: Scenario, world: World) -> World | None:
    """Return `world`, made of the scenario `before`, with the sites of `scenario`; None if they
    differ in more than sites and traffic, so that it has to be built anew. Its fleet is left."""
    if any(getattr(scenario, key) is not getattr(before, key) for key in _BESIDE_SITES):
        return None
    standing = posts(scenario)
    if tuple(post.id for post in standing) != world.sites.ids:
        return None
    return replace(world, sites=sites(standing, scenario))


_BESIDE_SITES = ("duration", "area", "zones", "pictures", "links", "doctrines", "events")
"""What of a scenario a world's other parts are made of."""


def peopled(scenario: Scenario, seed: int, traffic: Traffic, aircraft: Fleet) -> World:
    """Return the world of a scenario whose fleet is assembled already."""
    standing = posts(scenario)
    on = projection(scenario.area)
    return World(
        seed=seed,
        ticks=whole_tick(scenario.duration_s),
        fleet=aircraft,
        traffic=traffic,
        sites=sites(standing, scenario),
        pictures=tuple(_picture(picture, standing, scenario) for picture in scenario.pictures),
        area_name=scenario.area.name,
        area_km=_area_km(scenario.area, on),
        zones=tuple(_zone(zone, on) for zone in scenario.zones),
        projection=on,
    )


# Pictures


def _picture(picture: Picture, standing: Sequence[Post], scenario: Scenario) -> PictureSpec:
    heard = _heard(picture, standing, scenario)
    links = [link for _, link in heard]
    latency = [0 if link is None else math.ceil(link.latency_s / TICK_S) for link in links]
    return PictureSpec(
        id=picture.id,
        title=picture.title,
        subtitle=picture.subtitle,
        hears=np.array([post for post, _ in heard], np.int64),
        remote=np.array([link is not None for link in links], bool),
        latency_ticks=np.array(latency, np.int64),
        loss=np.array([0.0 if link is None else link.loss for link in links]),
        link_up=_link_up(heard, standing, scenario),
        accepts=credential_bits(picture.accepts),
        uses_plans=picture.plans,
        doctrine=doctrine(picture.doctrine, scenario),
        initiate_plots=picture.initiate_plots,
        drop_ticks=math.ceil(picture.drop_s / TICK_S),
        later=_later(picture, scenario),
    )


def _heard(
    picture: Picture, standing: Sequence[Post], scenario: Scenario
) -> list[tuple[int, Link | None]]:
    """Return the posts that a picture hears, those of own sites first, each with its link."""
    ids = [site.id for site in scenario.sites]
    found: dict[str, Link | None] = dict.fromkeys(picture.own)
    for link in scenario.links:
        if link.id in picture.links:
            for site in reported(link, ids):
                found.setdefault(site, link)
    return [
        (row, link)
        for site, link in found.items()
        for row, post in enumerate(standing)
        if post.site.id == site
    ]


def _later(picture: Picture, scenario: Scenario) -> tuple[tuple[int, Doctrine], ...]:
    """Return the doctrines that take over, in order; of those of one tick the last."""
    found = {
        whole_tick(event.at_s): event.doctrine
        for event in in_order(scenario.events)
        if isinstance(event, NewDoctrine) and event.picture == picture.id
    }
    return tuple((tick, doctrine(name, scenario)) for tick, name in sorted(found.items()))


def _link_up(
    heard: list[tuple[int, Link | None]], standing: Sequence[Post], scenario: Scenario
) -> Steps:
    changes = [
        (row, whole_tick(event.at_s), isinstance(event, LinkUp))
        for event in in_order(scenario.events)
        if isinstance(event, LinkUp | LinkDown)
        for row, (post, link) in enumerate(heard)
        if link is not None and link.id == event.link
        if event.site in (None, standing[post].site.id)
    ]
    return steps(np.ones(len(heard), bool), changes)


def doctrine(name: str, scenario: Scenario) -> Doctrine:
    """Return a doctrine by name, compiled: the scenario's own, else the built-in one."""
    return compiled(name, scenario.doctrines.get(name) or BUILT_IN[name])


@lru_cache(maxsize=64)
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


def _area_km(area: Area, on: geo.Projection) -> shapely.Geometry:
    if area.country is not None:
        return geography.countries()[area.country]
    return _region_km(area, on)


def _region_km(region: Area | WrittenZone, on: geo.Projection) -> shapely.Polygon:
    """Return a written polygon or circle in projected km."""
    if region.polygon is not None:
        lat, lon = np.array(region.polygon).T
        return shapely.Polygon(on.km(geo.xyz(lat, lon)).T)
    assert region.place is not None
    assert region.radius_km is not None
    at = spot(region.place)
    around = geo.circle(geo.xyz(at.lat_deg, at.lon_deg), region.radius_km * 1000.0)
    return shapely.Polygon(on.km(around).T)


@lru_cache(maxsize=256)
def _zone(zone: WrittenZone, on: geo.Projection) -> Zone:
    polygon = _region_km(zone, on)
    if zone.place is not None:
        at = spot(zone.place)
        centre = geo.xyz(at.lat_deg, at.lon_deg)
    else:
        middle = polygon.centroid
        centre = on.xyz(np.array([middle.x, middle.y]))
    return Zone(zone.id, zone.name, zone.kind, polygon, centre)
