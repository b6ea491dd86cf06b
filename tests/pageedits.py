"""Edits such as the page's reader makes, drawn at random, as JSON."""

from __future__ import annotations

from typing import Any

import numpy as np

from iffsim.base.units import clock_hms
from iffsim.classroom.edits import FOUR
from iffsim.scenario.doctrines import BUILT_IN
from iffsim.scenario.types import Scenario

Edit = dict[str, Any]


def drawn(
    rng: np.random.Generator, scenario: Scenario, most: int = 6, hands: bool = False
) -> list[Edit]:
    """Return one to `most` edits of a scenario, at any times in any order; of `hands` only what a
    reader's hands do, else all that may happen in a scenario."""
    sites = [site.id for site in scenario.sites if site.carrier is None]
    doers = [_move, _move, _switch, _doctrine, _four, _put]
    if scenario.links:
        doers += [_link, _link]
    if not hands:
        doers += [_transponder, _credentials, _credentials, _plan, _swap]
    found: list[Edit] = []
    for _ in range(int(rng.integers(1, most + 1))):
        doer = doers[int(rng.integers(len(doers)))]
        at = clock_hms(float(rng.integers(0, int(scenario.duration_s))))
        edit = doer(rng, scenario, sites)
        found.append({"at": at, **edit})
    return found


def _some(rng: np.random.Generator, of: Any) -> Any:
    return of[int(rng.integers(len(of)))]


def _point(rng: np.random.Generator) -> dict[str, float]:
    return {
        "lat_deg": round(float(rng.uniform(35.0, 42.5)), 4),
        "lon_deg": round(float(rng.uniform(26.0, 44.5)), 4),
    }


def _move(rng: np.random.Generator, _: Scenario, sites: list[str]) -> Edit:
    return {"do": "move_site", "site": _some(rng, sites), "place": _point(rng)}


def _switch(rng: np.random.Generator, _: Scenario, sites: list[str]) -> Edit:
    return {"do": _some(rng, ("site_silent", "site_active")), "site": _some(rng, sites)}


def _link(rng: np.random.Generator, scenario: Scenario, sites: list[str]) -> Edit:
    edit = {"do": _some(rng, ("link_down", "link_up")), "link": _some(rng, scenario.links).id}
    return edit | ({"site": _some(rng, sites)} if rng.random() < 0.5 else {})


def _doctrine(rng: np.random.Generator, scenario: Scenario, _: list[str]) -> Edit:
    names = [*BUILT_IN, *scenario.doctrines]
    picture = _some(rng, scenario.pictures).id
    return {"do": "doctrine", "picture": picture, "doctrine": _some(rng, names)}


def _four(rng: np.random.Generator, _: Scenario, __: list[str]) -> Edit:
    places = [{"lat_deg": one.lat_deg, "lon_deg": one.lon_deg} for one in FOUR]
    return {"do": "more_sites", "places": places if rng.random() < 0.5 else [_point(rng)]}


def _put(rng: np.random.Generator, scenario: Scenario, _: list[str]) -> Edit:
    return {"do": "reroute", "flight": _some(rng, scenario.flights).id, "from": _point(rng)}


def _transponder(rng: np.random.Generator, scenario: Scenario, _: list[str]) -> Edit:
    do = _some(rng, ("transponder_off", "transponder_on"))
    return {"do": do, "flight": _some(rng, scenario.flights).id}


def _credentials(rng: np.random.Generator, scenario: Scenario, _: list[str]) -> Edit:
    names = ["national", "allied", "civil", "wrong"]
    some = [name for name in names if rng.random() < 0.5]
    return {"do": "credentials", "flight": _some(rng, scenario.flights).id, "credentials": some}


def _plan(rng: np.random.Generator, scenario: Scenario, _: list[str]) -> Edit:
    do = _some(rng, ("plan_filed", "plan_dropped"))
    return {"do": do, "flight": _some(rng, scenario.flights).id}


def _swap(rng: np.random.Generator, scenario: Scenario, _: list[str]) -> Edit:
    one, other = rng.choice(len(scenario.flights), 2, replace=False).tolist()
    do = "unswap_replies" if rng.random() < 0.2 else "swap_replies"
    return {"do": do, "flights": [scenario.flights[one].id, scenario.flights[other].id]}
