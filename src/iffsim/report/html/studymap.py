"""The map of a study: where a site stands against what is held, and left unnamed, from there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import shapely

from iffsim.bake import run
from iffsim.base import geo
from iffsim.base.arrays import Bools, Floats, Ints
from iffsim.report.html import studydraw as draw
from iffsim.report.html.markup import Part, element
from iffsim.report.html.studycase import Studied, hunted
from iffsim.scenario.places import projection
from iffsim.studies.intervals import rank, spread
from iffsim.truth.build import build

MOST_PICTURES = 3


def maps(case: Studied) -> Iterator[list[Part]]:
    """Yield a section for each place that varied."""
    plan = case.results.plan
    for factor, own in zip(plan.factors, plan.own, strict=True):
        place = factor.targets[0].place
        if factor.targets[0].kind == "place" and place[0] == "sites":
            site = plan.scenario.sites[int(place[1])].id
            heard = [p.id for p in plan.scenario.pictures if site in p.own] or [plan.pictures[0]]
            yield _map(case, factor.path, heard[:MOST_PICTURES], own is not None)


def _map(case: Studied, path: str, pictures: list[str], own: bool) -> list[Part]:
    say = case.say
    lat, lon = (case.parameters[f"{path}.{part}"].astype(float) for part in ("lat_deg", "lon_deg"))
    places, where = np.unique(np.stack([lat, lon]), axis=1, return_inverse=True)
    x, y = projection(case.results.plan.scenario.area).km(geo.xyz(*places))
    under, at = _under(case, x, y), _own_place(case, path) if own else None
    parts: list[Part] = [
        element("h2", say("spread.maps")),
        element("p", say("spread.map_note"), class_="note"),
    ]
    for picture in pictures:
        never = np.isnan(_mean(case.measured(picture, "needle_median"), where, len(x))) & hunted(
            case
        )
        told = {"picture": case.titles[picture], "path": path}
        for title, measure in (
            (say("spread.holds_title", **told), "completeness"),
            (say("spread.misnames_title", **told), "unidentified_friend_min"),
        ):
            values = _mean(case.measured(picture, measure), where, len(x))
            spots = draw.Spots(x, y, values, never)
            parts.append(draw.chart(title, under, spots, at, partial(case.shown, measure)))
        said = [element("p", one) for one in _map_said(case, values, never, path, picture)]
        parts.append(element("div", parts.pop(), *said, class_="together"))
    return parts


def _map_said(
    case: Studied, values: Floats, never: Bools, path: str, picture: str
) -> Iterator[str]:
    say, found = case.say, spread(values)
    if found is not None:
        low, middle, high = (say.number(v) for v in (found.low, found.middle, found.high))
        yield say("spread.map_said", never=say.number(int(never.sum())), of=say.number(len(values)),
                  low=low, middle=middle, high=high)  # fmt: skip
        own = _own_value(case, picture)
        if own is not None:
            yield say("spread.map_own", own=say.number(own), rank=say.percent(rank(values, own)))


def _own_value(case: Studied, picture: str) -> float | None:
    """Return the exposure of the scenario as it is, in its own sky."""
    return float(run(case.results.plan.scenario).scorecard(picture).unidentified_friend_min)


def _own_place(case: Studied, path: str) -> tuple[float, float] | None:
    plan = case.results.plan
    found = plan.parameters((None,) * len(plan.factors))
    lat, lon = found[f"{path}.lat_deg"], found[f"{path}.lon_deg"]
    x, y = projection(plan.scenario.area).km(geo.xyz(lat, lon)).tolist()
    return x, y


def _mean(values: Floats, where: Ints, many: int) -> Floats:
    """Return the mean of the values that there are at each of `many` places; nan for none."""
    known = ~np.isnan(values)
    total = np.bincount(where[known], values[known], many)
    count = np.bincount(where[known], minlength=many)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _under(case: Studied, x: Floats, y: Floats) -> draw.Chart:
    area = build(case.results.plan.scenario).area_km.simplify(2.0)
    rings = [
        np.array(part.exterior.coords).T for part in shapely.get_parts(area) if part.area > 50.0
    ]
    west, south, east, north = area.bounds
    off = 40.0
    bounds = (
        min(west, float(x.min())) - off, min(south, float(y.min())) - off,
        max(east, float(x.max())) + off, max(north, float(y.max())) + off,
    )  # fmt: skip
    return draw.Chart(rings, bounds)
