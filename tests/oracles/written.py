"""A written scenario, read plainly: what `truth.build` makes a world of, said again and apart.

It reads plain data (as TOML gives it) of small scenarios: flights through points at one level,
sites with everything stated, pictures, own doctrines, declared lines; and events of every kind.
What it returns has the shape of a `World` where `scalar.simulate` looks at it. Whatever changes is
a function of a tick, which goes through the events again each time it is asked.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from iffsim.base.random import name_key
from iffsim.doctrine import Evidence, Identity, Rule
from iffsim.earth.catalogue import aircraft_types
from iffsim.earth.terrain import shadow
from oracles.scalar import RADIUS_M, Vector, angle_rad, east_north_km

FOOT_M, KNOT_MPS = 0.3048, 1852 / 3600
USUAL = {"own": ["national", "allied"], "allied": ["allied"], "neutral": ["civil"], "intruder": []}
BIT = {"national": 1, "allied": 2, "civil": 4, "supplier": 8}
Plain = dict[str, Any]


def xyz(point: Plain) -> Vector:
    """Return the unit vector of a written point."""
    lat, lon = math.radians(point["lat_deg"]), math.radians(point["lon_deg"])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def tick_of(time: str) -> int:
    """Return the tick of a time that is written in whole seconds: "90s"."""
    return int(time.removesuffix("s"))


def before(events: list[Plain], tick: int, *kinds: str) -> list[Plain]:
    """Return the events of some kinds that have happened at a tick, in the order of time."""
    past = [e for e in events if tick_of(e["at"]) <= tick and e["do"] in kinds]
    return sorted(past, key=lambda e: tick_of(e["at"]))


# --- where an aircraft is -------------------------------------------------------------------------


def between(p: Vector, q: Vector, share: float) -> Vector:
    """Return the point at a share of the great circle from p to q."""
    angle = angle_rad(p, q)
    a, b = (
        math.sin((1 - share) * angle) / math.sin(angle),
        math.sin(share * angle) / math.sin(angle),
    )
    return tuple(a * x + b * y for x, y in zip(p, q, strict=True))  # type: ignore[return-value]


def turned(p: Vector, was: Vector, now: Vector) -> Vector:
    """Return p after the shortest rotation that takes `was` to `now` (Rodrigues)."""
    cross = np.cross(was, now)
    angle, axis = angle_rad(was, now), cross / np.linalg.norm(cross)
    v = np.array(p)
    out = v * math.cos(angle) + np.cross(axis, v) * math.sin(angle)
    return tuple((out + axis * (axis @ v) * (1 - math.cos(angle))).tolist())


@dataclass(frozen=True)
class Way:
    """Through points at one speed from a time on, towards a level at the type's rate."""

    start: float
    points: tuple[Vector, ...]
    speed: float
    alt: float
    level: float
    rate: float

    def times(self) -> list[float]:
        """Return when it is at each point, s."""
        found = [self.start]
        for p, q in zip(self.points, self.points[1:], strict=False):
            found.append(found[-1] + angle_rad(p, q) * RADIUS_M / self.speed)
        return found

    @property
    def end(self) -> float:
        return self.times()[-1]

    def at(self, time: float) -> tuple[Vector, float]:
        """Return place and altitude, m."""
        times = self.times()
        n = max(k for k in range(len(times) - 1) if times[k] <= time or k == 0)
        share = (time - times[n]) / (times[n + 1] - times[n])
        climbed = min(abs(self.level - self.alt), self.rate * (time - self.start))
        alt = self.alt + math.copysign(climbed, self.level - self.alt)
        return between(self.points[n], self.points[n + 1], share), alt


@dataclass(frozen=True)
class Flown:
    """An aircraft's ways, each from a time on."""

    ways: tuple[tuple[float, Way], ...]

    @property
    def life(self) -> tuple[float, float]:
        """Return when it appears and when its last way ends, s."""
        return self.ways[0][0], self.ways[-1][1].end

    def where(self, time: float) -> tuple[Vector, float]:
        """Return unit vector and altitude, m."""
        start, end = self.life
        time = min(max(time, start), end)
        return [way for since, way in self.ways if since <= time][-1].at(time)


def flown(flight: Plain, events: list[Plain]) -> Flown:
    """Return the ways of a flight, after all that sends it elsewhere."""
    start, level = float(tick_of(flight["start"])), flight["level_ft"] * FOOT_M
    rate = aircraft_types()[flight["type"]].climb_fpm * FOOT_M / 60
    points = tuple(map(xyz, flight["route"]))
    way = Way(start, points, flight["speed_kt"] * KNOT_MPS, level, level, rate)
    found = Flown(((start, way),))
    for event in before(events, 10**9, "reroute"):
        now = float(tick_of(event["at"]))
        if event["flight"] == flight["id"] and found.life[0] <= now < found.life[1]:
            found = Flown((*found.ways, (now, sent(found, event, now))))
    return found


def sent(found: Flown, event: Plain, now: float) -> Way:
    """Return the way that an aircraft is on after a reroute."""
    way = found.ways[-1][1]
    here, alt = found.where(now)
    at = xyz(event["from"]) if "from" in event else here
    if not event["route"]:
        moved = tuple(turned(point, here, at) for point in way.points)
        return replace(way, points=moved)
    still = max(alt, way.at(way.end)[1])
    level = event["level_ft"] * FOOT_M if "level_ft" in event else still
    speed = event["speed_kt"] * KNOT_MPS if "speed_kt" in event else way.speed
    return Way(now, (at, *map(xyz, event["route"])), speed, alt, level, way.rate)


# --- what it answers ------------------------------------------------------------------------------


def bits(words: list[str], usual: list[str]) -> int:
    """Return in what a transponder answers: a wrong code counts sixteen times."""
    right = sum(BIT[word] for word in words if word != "wrong")
    if "wrong" not in words:
        return right
    rest = [BIT[word] for word in (usual or BIT) if not right & BIT[word]]
    return right + 16 * sum(rest)


def replies(data: Plain, row: int, tick: int) -> int:
    """Return in what the transponder answers that is heard from an aircraft's place."""
    flights = {flight["id"]: flight for flight in data["flights"]}
    carried = {name: bits(USUAL[f["allegiance"]], []) for name, f in flights.items()}
    first, works, heard = dict(carried), dict.fromkeys(flights, True), {n: n for n in flights}
    kinds = ("credentials", "transponder_off", "transponder_on", "swap_replies", "unswap_replies")
    for event in before(data["events"], tick, *kinds):
        one = event.get("flight")
        if event["do"] == "credentials":
            usual = [word for word in BIT if first[one] & BIT[word]]
            carried[one] = bits(event["credentials"], usual)
        elif event["do"].startswith("transponder"):
            works[one] = event["do"] == "transponder_on"
        else:
            a, b = event["flights"]
            for name in (a, b):
                heard[heard[name]] = heard[name]
                heard[name] = name
            if event["do"] == "swap_replies":
                heard[a], heard[b] = b, a
    name = heard[list(flights)[row]]
    return carried[name] if works[name] else 0


def planned(data: Plain, row: int, tick: int) -> int:
    """Return whether an aircraft flies a filed plan."""
    flight = data["flights"][row]
    now = flight["allegiance"] != "intruder"
    for event in before(data["events"], tick, "plan_filed", "plan_dropped"):
        now = event["do"] == "plan_filed" if event["flight"] == flight["id"] else now
    return int(now)


# --- sites, pictures ------------------------------------------------------------------------------


def posts(data: Plain) -> list[Plain]:
    """Return each place where a site ever stands, with its times: those written, then the moves."""
    found = [{**site, "post": site["id"], "since": -1, "until": 10**9} for site in data["sites"]]
    for event in before(data["events"], 10**9, "move_site"):
        mine = [post for post in found if post["id"] == event["site"]]
        left, now = mine[-1], tick_of(event["at"])
        moved = {**left, "place": event["place"], "ground_m": event["ground_m"], "since": now}
        found.append({**moved, "post": f"{event['site']}~{len(mine) + 1}"})
        left["until"] = now
    return found


def works(data: Plain, post: Plain, tick: int) -> int:
    """Return whether a site is there and looks."""
    looks = True
    for event in before(data["events"], tick, "site_silent", "site_active"):
        looks = event["do"] == "site_active" if event["site"] == post["id"] else looks
    return int(looks and post["since"] <= tick < post["until"])


def link_up(data: Plain, link: str | None, post: Plain, tick: int) -> int:
    """Return whether a site's reports come through; own ones always do."""
    up = True
    for event in before(data["events"], tick, "link_down", "link_up"):
        touched = event["link"] == link and event.get("site", post["id"]) == post["id"]
        up = event["do"] == "link_up" if touched else up
    return int(up or link is None)


def rules(data: Plain, name: str) -> Any:
    """Return a scenario's own doctrine, row by row."""

    def said(words: list[str]) -> Evidence:
        return Evidence(sum(Evidence[word.upper()] for word in words))

    rows = [
        Rule(
            row["name"],
            Identity[row["identity"].upper()],
            *(said(row.get(key, [])) for key in ("all", "any", "none")),
        )
        for row in data["doctrines"][name]["rules"]
    ]
    return SimpleNamespace(rules=[*rows, Rule("else", Identity.UNKNOWN)])


def heard(data: Plain, spec: Plain, standing: list[Plain]) -> list[tuple[int, Plain | None, Plain]]:
    """Return the places of the sites that a picture hears, own first: (number, link, place)."""
    found = [(n, None, post) for name in spec["own"] for n, post in posted(standing, name)]
    for link in data["links"]:
        for site in data["sites"] if link["id"] in spec["links"] else []:
            if site["id"] in link["sites"] and site["id"] not in spec["own"]:
                found += [(n, link, post) for n, post in posted(standing, site["id"])]
    return found


def picture(data: Plain, spec: Plain, standing: list[Plain]) -> Any:
    """Return one picture."""
    hears = heard(data, spec, standing)
    later = [e for e in before(data["events"], 10**9, "doctrine") if e["picture"] == spec["id"]]
    late = {None: 0} | {link["id"]: tick_of(link["latency"]) for link in data["links"]}
    links = [link and link["id"] for _, link, _ in hears]
    return SimpleNamespace(
        id=spec["id"],
        hears=[n for n, _, _ in hears],
        remote=[link is not None for link in links],
        latency_ticks=[late[link] for link in links],
        loss=[0.0] * len(hears),
        link_up=lambda h, t: link_up(data, links[h], hears[h][2], t),
        accepts=sum(map(BIT.__getitem__, spec["accepts"])),
        uses_plans=spec["plans"],
        doctrine=rules(data, spec["doctrine"]),
        later=[(tick_of(e["at"]), rules(data, e["doctrine"])) for e in later],
        initiate_plots=spec["initiate_plots"],
        drop_ticks=tick_of(spec["drop"]),
    )


def posted(standing: list[Plain], site: str) -> list[tuple[int, Plain]]:
    """Return the places of one site, with their numbers."""
    return [(n, post) for n, post in enumerate(standing) if post["id"] == site]


# --- the whole ------------------------------------------------------------------------------------


def world(data: Plain) -> Any:
    """Return what `scalar.simulate` needs of a scenario."""
    standing, flights = posts(data), data["flights"]
    names = [flight["id"] for flight in flights]
    return SimpleNamespace(
        seed=data["seed"],
        ticks=tick_of(data["duration"]),
        ways=[flown(flight, data["events"]) for flight in flights],
        fleet=SimpleNamespace(
            ids=names,
            key=np.array([*map(name_key, names)], np.uint64),
            signature=[aircraft_types()[flight["type"]].signature for flight in flights],
            replies=lambda row, tick: replies(data, row, tick),
            plans=lambda row, tick: planned(data, row, tick),
        ),
        sites=sites(data, standing),
        pictures=[picture(data, spec, standing) for spec in data["pictures"]],
        zones=[line(zone) for zone in data["zones"]],
    )


def sites(data: Plain, standing: list[Plain]) -> Any:
    """Return all places of all sites."""

    def each(read: Callable[[Plain], Any]) -> list[Any]:
        return [read(post) for post in standing]

    def seen(post: Plain) -> Any:
        height = post["ground_m"] + post["antenna_m"]
        return shadow(np.array(xyz(post["place"])), height, 1000.0 * post["range_km"])

    def coded(key: str) -> list[int]:
        return each(lambda post: sum(map(BIT.__getitem__, post[key])))

    return SimpleNamespace(
        ids=each(lambda post: post["post"]),
        xyz=np.array(each(lambda post: xyz(post["place"]))).T,
        height_m=each(lambda post: post["ground_m"] + post["antenna_m"]),
        range_m=each(lambda post: 1000.0 * post["range_km"]),
        scan_ticks=each(lambda post: tick_of(post["scan"])),
        phase_ticks=each(lambda post: tick_of(post["phase"])),
        carrier=each(lambda _: -1),
        asks=coded("asks"),
        accepts=coded("accepts"),
        p_detect=each(lambda post: post["p_detect"]),
        p_reply=each(lambda post: post["p_reply"]),
        key=np.array(each(lambda post: name_key(post["post"])), np.uint64),
        active=lambda row, tick: works(data, standing[row], tick),
        shadows=each(seen) if data["terrain"] else [],
    )


def line(zone: Plain) -> Any:
    """Return a declared line as straight edges on the map."""
    ring = [east_north_km(xyz({"lat_deg": a, "lon_deg": b})) for a, b in zone["polygon"]]
    outline = SimpleNamespace(coords=[*ring, ring[0]])
    return SimpleNamespace(kind=zone["kind"], polygon_km=SimpleNamespace(exterior=outline))
