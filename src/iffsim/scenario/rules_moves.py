"""What must hold of aircraft that are sent another way and of sites that are moved."""

from __future__ import annotations

from collections.abc import Iterator

from iffsim.base.units import clock
from iffsim.scenario.draft import Draft
from iffsim.scenario.events import MoveSite, Reroute
from iffsim.scenario.near import shown
from iffsim.scenario.rules_flights import a_place, route_points
from iffsim.scenario.shape import Found, Place
from iffsim.scenario.words import seconds

MAX_SITES = 64
"""Sites, and places that they are moved to: one bit each where a track remembers who saw it."""


def reroute(event: Reroute, here: Place) -> Iterator[Found]:
    """Yield what is wrong with a new route."""
    if not event.route and event.origin is None:
        yield (*here, "route"), "is missing; expected points to fly through, or from, or both"
    yield from route_points(event.route, here)


def move_site(event: MoveSite, draft: Draft, here: Place) -> Iterator[Found]:
    """Yield what is wrong with where a site is moved to, and with moving it at all."""
    yield from draft.refer("sites", event.site, "site", (*here, "site"))
    yield from a_place(event.place, (*here, "place"))
    for site in draft.sites.values():
        if site.id != event.site:
            continue
        if site.carrier is not None:
            what = f'is "{site.id}", which {site.carrier} carries; expected one on the ground'
            yield (*here, "site"), what
        elif site.appears is not None and event.at_s < seconds(site.appears):
            what = f"is {shown(event.at)}, which is before the site appears ({site.appears})"
            yield (*here, "at"), what


def many_moves(draft: Draft) -> Iterator[Found]:
    """Yield a fault if there are more sites, and places that they are moved to, than can be."""
    moves = [index for index, event in draft.events.items() if isinstance(event, MoveSite)]
    left = max(MAX_SITES - len(draft.ids["sites"]), 0)
    if len(moves) > left:
        what = f"expected at most {MAX_SITES} sites and moves of sites in all"
        yield ("events", moves[left]), what


def appears(draft: Draft) -> Iterator[Found]:
    """Yield a fault for each site that appears after the end."""
    for index, site in draft.sites.items():
        end = draft.duration_s
        if site.appears is not None and end is not None and seconds(site.appears) > end:
            what = f"is {shown(site.appears)}, which is after the scenario's end ({clock(end)})"
            yield ("sites", index, "appears"), what
