"""A scenario made ready to run: SI units, indices instead of names, changes as `Steps`.

Letters in shapes: A aircraft, S sites, P pictures, L legs, Z zones. `build.py` makes a `World` from
a scenario; the engine below knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from iffsim.base import geo
from iffsim.base.arrays import Bools, Floats, Ints
from iffsim.base.steps import FOREVER, NEVER, Steps
from iffsim.doctrine import Doctrine
from iffsim.earth.terrain import Shadow
from iffsim.truth.traffic import Traffic


@dataclass(frozen=True)
class Fleet:
    """Who the aircraft are; where they fly is `Traffic`."""

    ids: tuple[str, ...]
    types: tuple[str, ...]
    """Catalogue name of each aircraft's type, e.g. "A320"."""
    categories: tuple[str, ...]
    """What symbol it wears: fighter, airliner, tanker, aew, transport, uav, helicopter."""
    allegiance: npt.NDArray[np.uint8]
    """uint8[A], `Allegiance`: truth only."""
    signature: Floats
    """float64[A], factor on every site's range; 1 for ordinary aircraft."""
    key: npt.NDArray[np.uint64]
    """uint64[A], hash of the id: keys randomness, so that order never matters."""
    number: npt.NDArray[np.int32]
    """int32[A], distinct, of as many digits all, e.g. 4021, drawn by key: what each picture's own
    track numbers (`Recording.numbers`) are made from. No picture shows it."""
    replies: Steps
    """uint8 per aircraft: `Credential` bits in which its transponder answers now, if it is asked
    in them; 0 when off."""
    plans: Steps
    """bool per aircraft: whether it flies a filed plan now."""

    def part(self, start: int, stop: int) -> Fleet:
        """Return aircraft `start` to `stop` (left out)."""
        some = slice(start, stop)
        return Fleet(
            self.ids[some],
            self.types[some],
            self.categories[some],
            self.allegiance[some],
            self.signature[some],
            self.key[some],
            self.number[some],
            self.replies.part(start, stop),
            self.plans.part(start, stop),
        )


@dataclass(frozen=True)
class Sites:
    """Radar with interrogator, fixed or carried by an aircraft."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    """Catalogue name of each site's kind, e.g. "battery"."""
    xyz: Floats
    """float64[3, S], unit vectors; meaningless where `carrier` >= 0. In a stack of runs whose sites
    stand elsewhere, [3, S, A], and so `height_m` and `range_m` [S, A]: as each aircraft has it."""
    height_m: Floats
    """float64[S], antenna above the sphere; a carried site uses its aircraft's altitude."""
    range_m: Floats
    """float64[S], ground range against an ordinary aircraft."""
    scan_ticks: Ints
    phase_ticks: Ints
    """int64[S], first scan; 0 <= phase < scan period."""
    carrier: Ints
    """int64[S], index of the carrying aircraft, -1 for fixed sites."""
    asks: npt.NDArray[np.uint8]
    """uint8[S], `Credential` bits in which its interrogator asks; 0: it has none."""
    accepts: npt.NDArray[np.uint8]
    """uint8[S], `Credential` bits whose answers it can validate."""
    p_detect: Floats
    p_reply: Floats
    key: npt.NDArray[np.uint64]
    active: Steps
    """bool per site: False while silent, and where it is not present."""
    present: Steps | None = None
    """bool per site: whether it stands there at all; a site that is moved is two sites in turn.
    None: all, all the time."""
    shadows: tuple[Shadow | None, ...] = ()
    """What mountains hide from each site; None for a carried one. Empty: terrain is off."""

    def shadow(self, site: int) -> Shadow | None:
        """Return what mountains hide from a site; None where nothing does."""
        return self.shadows[site] if self.shadows else None

    def stay(self, site: int) -> tuple[int, int]:
        """Return the first and last tick at which a site is there; none if first > last."""
        if self.present is None:
            return NEVER, FOREVER
        there = np.flatnonzero((self.present.row == site) & self.present.value)
        if not len(there):
            return 0, -1
        return int(self.present.tick[there[0]]), int(self.present.until[there[-1]]) - 1

    def standing(self, tick: int) -> Bools:
        """Return which sites are there at `tick`, bool[S], silent or not."""
        if self.present is None:
            return np.ones(len(self.ids), bool)
        found: Bools = self.present.all_at(tick)
        return found


@dataclass(frozen=True)
class PictureSpec:
    """What one picture hears and knows: pictures are data."""

    id: str
    title: str
    subtitle: str
    hears: Ints
    """int64[H], indices of the sites that it hears."""
    remote: Bools
    """bool[H], whether over a link."""
    latency_ticks: Ints
    """int64[H], 0 for own sites."""
    loss: Floats
    """float64[H], share of reports the link loses, keyed at random."""
    link_up: Steps
    """bool per heard site (row h): always up for own sites."""
    accepts: int
    """`Credential` bits that the picture can make use of, and in which alone it has its sites
    ask."""
    uses_plans: bool
    doctrine: Doctrine
    initiate_plots: int
    """How many plots make a track."""
    drop_ticks: int
    """A track is dropped when no report of a plot younger than this has come."""
    later: tuple[tuple[int, Doctrine], ...] = ()
    """Doctrines that take over from a tick on, in order."""

    def asks(self, sites: Sites) -> npt.NDArray[np.uint8]:
        """Return in which credentials each site that it hears asks for it: `Credential` bits,
        uint8[H]; 0: it does not ask."""
        return sites.asks[self.hears] & np.uint8(self.accepts)

    def doctrine_at(self, tick: int) -> Doctrine:
        """Return the doctrine that holds at `tick`."""
        begun = [doctrine for start, doctrine in self.later if start <= tick]
        return begun[-1] if begun else self.doctrine


@dataclass(frozen=True)
class Zone:
    """A named place on the map: protected (warning time, coverage share) or declared (a line to
    cross)."""

    id: str
    name: str
    kind: str
    polygon_km: Any
    """shapely Polygon in projected km (`World.projection`)."""
    centre_xyz: Floats
    """float64[3]."""


@dataclass(frozen=True, repr=False)
class World:
    """All that a run needs."""

    seed: int
    ticks: int
    """Duration, in ticks: the run covers ticks 0..ticks."""
    fleet: Fleet
    traffic: Traffic
    sites: Sites
    pictures: tuple[PictureSpec, ...]
    area_name: str
    area_km: Any
    """shapely geometry in projected km, the area of interest."""
    zones: tuple[Zone, ...]
    projection: geo.Projection = geo.TURKEY
    """In which `area_km`, the zones and all that is drawn are kilometres."""
    part_of: tuple[Traffic, int] | None = None
    """For a part: everybody's traffic, which carried sites need, and the index of its first
    aircraft."""
    seeds: npt.NDArray[np.uint64] | None = None
    """For a stack of runs: uint64[A], the seed of each aircraft's run, in place of `seed`."""

    def __repr__(self) -> str:
        return (
            f"<World of {self.area_name}: {self.ticks} s, {len(self.fleet.ids)} aircraft,"
            f" {len(self.sites.ids)} sites, pictures {', '.join(one.id for one in self.pictures)},"
            f" seed {self.seed}>"
        )

    def seed_of(self, aircraft: Ints) -> int | npt.NDArray[np.uint64]:
        """Return the seed that keys the chance of each of `aircraft` [N]: one, or [N]."""
        return self.seed if self.seeds is None else self.seeds[aircraft]

    @property
    def everybody(self) -> Traffic:
        """All traffic, also in a part."""
        return self.part_of[0] if self.part_of else self.traffic

    @property
    def offset(self) -> int:
        """Index of the first aircraft among everybody."""
        return self.part_of[1] if self.part_of else 0

    def part(self, start: int, stop: int) -> World:
        """Return the same world with only aircraft `start` to `stop` (left out): all that happens
        to an aircraft depends on it and on the sites alone."""
        return replace(
            self,
            fleet=self.fleet.part(start, stop),
            traffic=self.traffic.part(start, stop),
            part_of=(self.everybody, self.offset + start),
            seeds=None if self.seeds is None else self.seeds[start:stop],
        )

    def parts(self, size: int) -> Iterator[World]:
        """Yield the world in parts of at most `size` aircraft."""
        count = len(self.traffic)
        return (self.part(start, min(count, start + size)) for start in range(0, count, size))
