"""The model of docs/model.md again, said plainly: one tick, one site, one aircraft at a time.

It shares with the engine the shape of its input (`World`) and the keyed chance
(`iffsim.base.random`), nothing else: own geometry, own doctrine, own track life. It is slow, and
meant to be read beside the model.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from iffsim.base.random import Draw, chance
from iffsim.base.steps import Steps
from iffsim.doctrine import Evidence, Rule
from iffsim.truth.world import PictureSpec, World

RADIUS_M = 6_371_008.8
MIDDLE_DEG = (39.0, 35.0)
CREDENTIALS = (1, 2, 4, 8)
"""National, allied, civil: an answer's bit, and its evidence's; eight times it, a wrong code."""

Vector = tuple[float, float, float]


@dataclass(frozen=True)
class Plot:
    """One aircraft seen in one scan of a site; `knows` is in what it would answer, wrongly from 16
    on, nothing if chance ate its answer."""

    tick: int
    site: int
    aircraft: int
    knows: int
    planned: bool
    crossed: bool


@dataclass(frozen=True)
class Held:
    """What a picture knows of one aircraft at one tick."""

    since: int
    seen: int
    evidence: int
    identity: int
    sites: int
    """Bit s: a plot of site s came that is no older than the drop time."""


@dataclass
class Chain:
    """Reports that may be, or already are, a track."""

    last: int
    count: int = 0
    evidence: int = 0
    since: int | None = None
    seen_by: dict[int, int] = field(default_factory=dict)


@dataclass
class Simulation:
    """A world with the margin: how near to any limit (rad) its geometry came."""

    world: World
    margin_rad: float = math.inf
    plots: list[Plot] = field(default_factory=list)


Moments = list[list[Held | None]]
"""For each tick, for each aircraft."""


def simulate(world: World) -> tuple[dict[str, Moments], float]:
    """Return each picture's tracks at every tick, and the margin of the nearest knife edge, rad."""
    sim = Simulation(world)
    for tick in range(world.ticks + 1):
        for site in range(len(world.sites.ids)):
            sim.plots += scan(sim, site, tick)
    return {spec.id: follow(world, spec, sim.plots) for spec in world.pictures}, sim.margin_rad


# --- doctrine -------------------------------------------------------------------------------------


def first_match(rules: Sequence[Rule], evidence: int) -> int:
    """Return the index of the first rule that matches; a doctrine's last rule always does."""
    for index, rule in enumerate(rules):
        if evidence & rule.all_of != rule.all_of:
            continue
        if rule.any_of != 0 and evidence & rule.any_of == 0:
            continue
        if evidence & rule.none_of != 0:
            continue
        return index
    raise AssertionError("a doctrine's last rule matches everything")


# --- truth ----------------------------------------------------------------------------------------


def value(steps: Steps | Callable[[int, int], int], row: int, tick: int) -> int:
    """Return the latest change of a row not after the tick, by looking at all of them; or ask for
    it (`written.py`)."""
    if callable(steps):
        return steps(row, tick)
    found, when = None, -math.inf
    for r, t, v in zip(steps.row, steps.tick, steps.value, strict=True):
        if r == row and when <= t <= tick:
            found, when = v, t
    assert found is not None
    return int(found)


def life(world: World, a: int) -> tuple[float, float]:
    """Return when an aircraft appears and when its route ends, s."""
    if hasattr(world, "ways"):
        return world.ways[a].life
    legs, first = world.traffic.legs, world.traffic.first
    return float(legs.t0_s[first[a]]), float(legs.t1_s[first[a + 1] - 1])


def alive(world: World, a: int, tick: int) -> bool:
    """Return whether an aircraft exists at a tick."""
    start, end = life(world, a)
    return start <= tick < end


def where(world: World, a: int, time_s: float) -> tuple[Vector, float]:
    """Return an aircraft's unit vector and altitude, m; outside its life the nearest end."""
    if hasattr(world, "ways"):
        return world.ways[a].where(time_s)
    legs, first = world.traffic.legs, world.traffic.first
    start, end = life(world, a)
    time_s = min(max(time_s, start), end)
    leg = int(first[a])
    while leg + 1 < first[a + 1] and legs.t0_s[leg + 1] <= time_s:
        leg += 1
    elapsed = min(time_s, float(legs.t1_s[leg])) - float(legs.t0_s[leg])
    turn = float(legs.w_radps[leg]) * elapsed
    k, u, v = (part[:, leg].tolist() for part in (legs.k, legs.u, legs.v))
    x, y, z = (k[i] + math.cos(turn) * u[i] + math.sin(turn) * v[i] for i in range(3))
    return (x, y, z), float(legs.alt0_m[leg] + legs.climb_mps[leg] * elapsed)


def angle_rad(p: Vector, q: Vector) -> float:
    """Return the central angle of two unit vectors."""
    cross = (p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0])
    return math.atan2(math.hypot(*cross), sum(a * b for a, b in zip(p, q, strict=True)))


# --- zones ----------------------------------------------------------------------------------------


def east_north_km(p: Vector) -> tuple[float, float]:
    """Return Lambert's azimuthal equal-area coordinates (Snyder 24-2..24-4) of a unit vector."""
    lat0, lon0 = (math.radians(part) for part in MIDDLE_DEG)
    lat, lon = math.asin(max(-1.0, min(1.0, p[2]))), math.atan2(p[1], p[0])
    away = lon - lon0
    towards = math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(away)
    scale = RADIUS_M / 1000 * math.sqrt(2 / (1 + towards))
    east = scale * math.cos(lat) * math.sin(away)
    north = math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(away)
    return east, scale * north


def inside(ring: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    """Return whether a point is in a closed ring: an odd number of edges lies east of it."""
    odd = False
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            odd = not odd
    return odd


def edge_km(ring: Sequence[tuple[float, float]], x: float, y: float) -> float:
    """Return the distance of a point from the nearest edge of a ring, km."""
    nearest = math.inf
    for (x0, y0), (x1, y1) in pairwise(ring):
        dx, dy = x1 - x0, y1 - y0
        share = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)
        share = min(1.0, max(0.0, share))
        nearest = min(nearest, math.hypot(x - x0 - share * dx, y - y0 - share * dy))
    return nearest


def in_declared_zone(sim: Simulation, a: int, tick: int) -> bool:
    """Return whether an aircraft is across a declared line."""
    x, y = east_north_km(where(sim.world, a, tick)[0])
    rings = [list(z.polygon_km.exterior.coords) for z in sim.world.zones if z.kind == "declared"]
    for ring in rings:
        sim.margin_rad = min(sim.margin_rad, edge_km(ring, x, y) * 1000 / RADIUS_M)
    return any(inside(ring, x, y) for ring in rings)


# --- sensing --------------------------------------------------------------------------------------


def happens(world: World, kind: str, site: int, tick: int, a: int, probability: float) -> bool:
    """Return whether a keyed chance comes true."""
    sites, fleet = world.sites, world.fleet
    drawn = chance(
        world.seed,
        Draw[kind],
        sites.key[site : site + 1],
        np.array([tick], np.int64),
        fleet.key[a : a + 1],
    )
    return bool(drawn[0] < probability)


def scan(sim: Simulation, site: int, tick: int) -> list[Plot]:
    """Return the plots of one site at one tick: none unless it scans then."""
    sites, world = sim.world.sites, sim.world
    since_first = tick - int(sites.phase_ticks[site])
    if since_first < 0 or since_first % int(sites.scan_ticks[site]):
        return []
    if not value(sites.active, site, tick):
        return []
    carrier = int(sites.carrier[site])
    if carrier >= 0 and not alive(world, carrier, tick):
        return []
    return [
        plot(sim, site, tick, a)
        for a in range(len(world.fleet.ids))
        if alive(world, a, tick) and detected(sim, site, tick, a)
    ]


def detected(sim: Simulation, site: int, tick: int, a: int) -> bool:
    """Return whether a living aircraft is in range, over the horizon, and chance allows it."""
    world, sites = sim.world, sim.world.sites
    carrier = int(sites.carrier[site])
    at, height = tuple(sites.xyz[:, site].tolist()), float(sites.height_m[site])
    if carrier >= 0:
        at, height = where(world, carrier, tick)
    p, alt = where(world, a, tick)
    reach = float(sites.range_m[site]) * float(world.fleet.signature[a])
    horizon = 4120.0 * (math.sqrt(max(height, 0.0)) + math.sqrt(max(alt, 0.0)))
    limit_rad = min(reach, horizon) / RADIUS_M
    away = angle_rad(at, p)
    if carrier != a:
        sim.margin_rad = min(sim.margin_rad, abs(away - limit_rad))
    if carrier != a and (away > limit_rad or behind_a_mountain(sim, site, p, alt)):
        return False
    return happens(world, "DETECT", site, tick, a, float(sites.p_detect[site]))


def behind_a_mountain(sim: Simulation, site: int, p: Vector, alt: float) -> bool:
    """Return whether an aircraft is lower than its site's grid of lowest visible altitudes says."""
    shadow = sim.world.sites.shadows[site] if sim.world.sites.shadows else None
    if shadow is None:
        return False
    x, y, z = shadow.xyz.tolist()
    flat = math.hypot(x, y)
    east = (p[1] * x - p[0] * y) / flat
    north = p[2] * flat - z * (p[0] * x + p[1] * y) / flat
    rows, rings = shadow.lowest_m.shape
    turn = math.atan2(east, north) / (2 * math.pi) % 1.0 * (rows - 1)
    ring = min(angle_rad((x, y, z), p) * RADIUS_M / shadow.step_m, rings - 1.001)
    row, column = min(int(turn), rows - 2), int(ring)
    (a, b), (c, d) = shadow.lowest_m[row : row + 2, column : column + 2].tolist()
    here, beside = a + (ring - column) * (b - a), c + (ring - column) * (d - c)
    lowest = here + (turn - row) * (beside - here)
    sim.margin_rad = min(sim.margin_rad, abs(alt - lowest) / 10_000.0)
    return alt < lowest


def plot(sim: Simulation, site: int, tick: int, a: int) -> Plot:
    """Return what a site that sees an aircraft learns of it."""
    world, sites = sim.world, sim.world.sites
    knows = value(world.fleet.replies, a, tick)
    if not happens(world, "REPLY", site, tick, a, float(sites.p_reply[site])):
        knows = 0
    planned = bool(value(world.fleet.plans, a, tick))
    return Plot(tick, site, a, knows, planned, in_declared_zone(sim, a, tick))


# --- pictures -------------------------------------------------------------------------------------


def follow(world: World, spec: PictureSpec, plots: list[Plot]) -> Moments:
    """Return a picture's tracks at every tick."""
    arriving: dict[int, list[tuple[Plot, int]]] = {}
    for seen in plots:
        for heard in range(len(spec.hears)):
            if spec.hears[heard] == seen.site and not lost(world, spec, heard, seen):
                when = seen.tick + int(spec.latency_ticks[heard])
                arriving.setdefault(when, []).append((seen, evidence_of(world, spec, heard, seen)))
    chains: dict[int, Chain] = {}
    moments: Moments = []
    for tick in range(world.ticks + 1):
        for a in [a for a, chain in chains.items() if tick - chain.last > spec.drop_ticks]:
            del chains[a]
        for seen, evidence in arriving.get(tick, []):
            take(chains, spec, tick, seen, evidence)
        moments.append([held(chains.get(a), spec, tick) for a in range(len(world.fleet.ids))])
    return moments


def lost(world: World, spec: PictureSpec, heard: int, seen: Plot) -> bool:
    """Return whether the link loses a plot: it was down at the scan, or chance had it so."""
    if not spec.remote[heard]:
        return False
    if not value(spec.link_up, heard, seen.tick):
        return True
    kept = 1.0 - float(spec.loss[heard])
    return not happens(world, "LINK", seen.site, seen.tick, seen.aircraft, kept)


def answer_to(asked: set[int], valid: set[int], knows: int) -> Evidence:
    """Return what is heard of a transponder that is asked in some credentials."""
    if not asked:
        return Evidence.NOT_INTERROGATED
    right = {c for c in asked if knows & c}
    wrong = {c for c in asked if knows & 16 * c}
    if not right and not wrong:
        return Evidence.NO_REPLY
    if not right & valid:
        return Evidence.UNRECOGNISED_REPLY
    return Evidence(sum(right & valid))


def evidence_of(world: World, spec: PictureSpec, heard: int, seen: Plot) -> int:
    """Return what one report says to one picture."""
    evidence = answer_to(
        {c for c in CREDENTIALS if world.sites.asks[seen.site] & c and spec.accepts & c},
        {c for c in CREDENTIALS if world.sites.accepts[seen.site] & c},
        seen.knows,
    )
    if spec.uses_plans and seen.planned:
        evidence |= Evidence.PLAN_MATCH
    if spec.remote[heard]:
        evidence |= Evidence.OVER_LINK
    if seen.crossed:
        evidence |= Evidence.CROSSED_LINE
    return int(evidence)


def take(chains: dict[int, Chain], spec: PictureSpec, tick: int, seen: Plot, evidence: int) -> None:
    """Add a report that arrives at `tick` to its aircraft's chain, or begin one."""
    if tick - seen.tick > spec.drop_ticks:
        return
    chain = chains.setdefault(seen.aircraft, Chain(seen.tick))
    chain.last = max(chain.last, seen.tick)
    chain.seen_by[seen.site] = max(chain.seen_by.get(seen.site, seen.tick), seen.tick)
    chain.count += 1
    chain.evidence |= evidence
    if chain.since is None and chain.count >= spec.initiate_plots:
        chain.since = tick


def held(chain: Chain | None, spec: PictureSpec, tick: int) -> Held | None:
    """Return the track that a chain is, if it is one."""
    if chain is None or chain.since is None:
        return None
    rules = spec.doctrine.rules
    for start, doctrine in spec.later:
        rules = doctrine.rules if start <= tick else rules
    rule = rules[first_match(rules, chain.evidence)]
    sites = sum(1 << s for s, seen in chain.seen_by.items() if tick - seen <= spec.drop_ticks)
    return Held(chain.since, chain.last, chain.evidence, int(rule.identity), sites)
