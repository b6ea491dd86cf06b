"""The result of a run, to be asked about any instant, in any order, for the same answer.

Nothing is kept for each instant: truth is computed, pictures are looked up in what changed.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from iffsim import scoretable
from iffsim.base.arrays import Array, Bools, Floats, Ints
from iffsim.base.errors import bad
from iffsim.base.remembered import Remembered
from iffsim.base.steps import NEVER
from iffsim.doctrine import Identity, Rule
from iffsim.earth import contour, coverage
from iffsim.pictures.events import Events, happened
from iffsim.pictures.numbers import track_numbers
from iffsim.pictures.picture import HELD, Picture, name_of, rule_of
from iffsim.pictures.plots import Plots
from iffsim.pictures.score import Instant, Scorecard, Series, scorecard, series
from iffsim.pictures.why import Why, why
from iffsim.scenario import Scenario
from iffsim.scenario.near import unknown
from iffsim.sensing import Survey
from iffsim.truth.traffic import Motion
from iffsim.truth.world import World


@dataclass(frozen=True, repr=False)
class PictureState:
    """What one picture holds at one tick; columns [A], in the order of `world.fleet.ids`."""

    tick: int
    held: Bools
    identity: npt.NDArray[np.uint8]
    """`Identity`, or `NOT_HELD`."""
    evidence: npt.NDArray[np.uint16]
    rule: npt.NDArray[np.uint8]
    """Index into the doctrine's rules; 0 where not held."""
    seen_tick: Ints
    """Scan tick of the latest plot received; `NEVER` where not held."""
    since_tick: Ints
    """First tick of the track; `NEVER` where not held."""
    sites: npt.NDArray[np.uint64]
    """Bit s: site s has a plot of it no older than the drop time."""

    def __repr__(self) -> str:
        names = {name.name: int((self.identity == name).sum()) for name in Identity}
        called = ", ".join(f"{count} {name}" for name, count in names.items() if count)
        return f"<PictureState at {self.tick} s: holds {called or 'none'} of {len(self.held)}>"


class Recording:
    """A scenario's run, from `iffsim.run` or `iffsim.open_recording`. Immutable; every answer
    depends on the question alone, so any instant can be asked about, in any order.

    Arrays [A] have a value for each aircraft, in the order of `world.fleet.ids`; [S] for each site,
    in that of `world.sites.ids`. `time_s` is in seconds from the beginning; what is outside the run
    counts as its first or last instant. `picture` is one of `picture_ids`, `aircraft` an id or an
    index: an unknown one raises `BadInput`, which says what looks most like it. A notebook shows
    the scorecards side by side; a recording can be pickled.
    """

    def __init__(
        self, scenario: Scenario, world: World, survey: Survey, plots: Plots,
        pictures: tuple[Picture, ...],
    ) -> None:  # fmt: skip
        self.scenario = scenario
        self.world = world
        self.survey = survey
        self.plots = plots
        self.pictures = pictures
        self.duration_s = float(world.ticks)
        self.picture_ids = tuple(picture.spec.id for picture in pictures)
        self._state = Remembered[PictureState](64)
        # One instant is asked about by many: each panel, each site, the score.
        self._truth = Remembered[Motion](2)
        self._inside = Remembered[Bools](2)
        self._places = Remembered[tuple[Floats, Bools]](4)
        self._series = Remembered[Series](len(pictures))
        self._numbers = Remembered[npt.NDArray[np.int32]](len(pictures))
        self._area = Remembered[Any](256)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what a recording is made of, not the answers that it remembers."""
        made_of = (self.scenario, self.world, self.survey, self.plots, self.pictures)
        return type(self), made_of

    def __repr__(self) -> str:
        return (
            f"<Recording of {self.scenario.title!r}: {self.duration_s:g} s,"
            f" {len(self.world.fleet.ids)} aircraft, {len(self.world.sites.ids)} sites,"
            f" pictures {', '.join(self.picture_ids)}, seed {self.world.seed}>"
        )

    def _repr_html_(self) -> str:
        """Return the scorecards side by side, as a notebook shows them."""
        return scoretable.table_html(
            self.scenario.title, {one: vars(self.scorecard(one)) for one in self.picture_ids}
        )

    def tick(self, time_s: float) -> int:
        """Return the tick that holds at `time_s`, inside the run."""
        return int(min(max(time_s, 0.0), self.world.ticks))

    def truth(self, time_s: float) -> Motion:
        """Return every aircraft's true motion at `time_s`, shapes [A]; read-only.

        For example:

            from iffsim.base import geo

            motion = recording.truth(600.0)
            lat_deg, lon_deg = geo.lat_lon(motion.xyz)
            print(motion.alive.sum(), "fly;", motion.speed_mps[motion.alive].max(), "m/s at most")
        """
        return self._truth.get(float(time_s), lambda: self._truth_at(float(time_s)))

    def folded(self, picture: str) -> Picture:
        """Return the whole of one picture: what it held, and called everybody, at all times."""
        if picture not in self.picture_ids:
            raise bad(self.scenario.title, unknown("picture", picture, self.picture_ids))
        return self.pictures[self.picture_ids.index(picture)]

    def picture(self, picture: str, time_s: float) -> PictureState:
        """Return what a picture holds at `time_s`.

        For example:

            from iffsim.doctrine import Identity

            state = recording.picture("linked", 600.0)
            print({name.name: int((state.identity == name).sum()) for name in Identity})
        """
        asked, tick = self.folded(picture).spec.id, self.tick(time_s)
        return self._state.get((asked, tick), lambda: self._state_at(asked, tick))

    def _state_at(self, picture: str, tick: int) -> PictureState:
        folded = self.folded(picture)
        state = folded.state.all_at(tick)
        held = (state & HELD) != 0
        evidence = np.where(held, state & ~np.uint16(HELD), 0).astype(np.uint16)
        names = folded.names.all_at(tick)
        seen = folded.last_plots(tick)
        track = folded.track.all_at(tick)
        since = np.full(len(held), NEVER, np.int64)
        since[held] = folded.tracks.begin[track[held]]
        return PictureState(
            tick,
            held,
            name_of(names),
            evidence,
            rule_of(names),
            np.where(held, seen.max(axis=0, initial=NEVER), NEVER),
            since,
            _site_bits(folded, seen, tick, held),
        )

    def plotted(self, picture: str, time_s: float) -> Motion:
        """Return each aircraft's motion at the last plot that a picture has of it by `time_s`,
        shapes [A]; `alive` says which it holds."""
        state = self.picture(picture, time_s)
        seen = np.where(state.held, state.seen_tick, 0)
        motion = self.world.traffic.at(seen.astype(float))
        return Motion(state.held, motion.xyz, motion.velocity, motion.alt_m)

    def known(self, picture: str, time_s: float) -> Motion:
        """Return where a display shows each aircraft that a picture holds: its last plot carried
        on, straight, to `time_s`; shapes [A], `alive` says which it holds."""
        motion = self.plotted(picture, time_s)
        seen = self.picture(picture, time_s).seen_tick
        age = np.where(motion.alive, max(time_s, 0.0) - seen, 0.0)
        speed = np.sqrt((motion.velocity**2).sum(axis=0))
        along = motion.velocity / np.where(speed > 0.0, speed, 1.0)
        turn = speed * age
        return Motion(
            motion.alive,
            np.cos(turn) * motion.xyz + np.sin(turn) * along,
            speed * (np.cos(turn) * along - np.sin(turn) * motion.xyz),
            motion.alt_m,
        )

    def numbers(self, picture: str) -> npt.NDArray[np.int32]:
        """Return the track number that a picture gives to each aircraft, int32[A], distinct: its
        own, which another picture does not know; read-only."""
        asked = self.folded(picture).spec.id
        return self._numbers.get(asked, lambda: self._numbers_of(asked))

    def in_area(self, time_s: float) -> Bools:
        """Return which aircraft are flying inside the area of interest at `time_s`, bool[A]."""
        tick = self.tick(time_s)
        return self._inside.get(tick, lambda: _sealed(self.survey.in_area.all_at(tick)))

    def site_places(self, time_s: float) -> tuple[Floats, Bools]:
        """Return every site's position at `time_s`, float64[3, S] (unit vectors), and whether it
        works, bool[S]; read-only."""
        return self._places.get(float(time_s), lambda: self._places_at(float(time_s)))

    def _places_at(self, time_s: float) -> tuple[Floats, Bools]:
        sites = self.world.sites
        working = sites.active.all_at(self.tick(time_s))
        xyz = sites.xyz.copy()
        carried = np.flatnonzero(sites.carrier >= 0)
        if len(carried):
            motion = self.truth(time_s)
            xyz[:, carried] = motion.xyz[:, sites.carrier[carried]]
            working[carried] &= motion.alive[sites.carrier[carried]]
        return _sealed(xyz), _sealed(working)

    def _truth_at(self, time_s: float) -> Motion:
        motion = self.world.traffic.at(time_s)
        for column in (motion.alive, motion.xyz, motion.velocity, motion.alt_m):
            _sealed(column)
        return motion

    def hears(self, picture: str, time_s: float) -> Ints:
        """Return the sites that a picture hears at `time_s`, working, and their link up: their
        indices, int64[N]."""
        folded = self.folded(picture)
        up = folded.spec.link_up.all_at(self.tick(time_s))
        sites = folded.spec.hears[up]
        _, working = self.site_places(time_s)
        found: Ints = sites[working[sites]]
        return found

    def site_coverage(
        self, site: int, time_s: float, alt_m: float, mountains: bool = True, signature: float = 1.0
    ) -> Any:
        """Return the coverage of a `site` (index) at altitude `alt_m` (m): shapely polygon in
        projected km (`world.projection` turns it back); empty when it does not work.

        Without `mountains` as if the ground hid nothing, to show the difference; for an aircraft of
        another `signature` (a share of each range).
        """
        xyz, working = self.site_places(time_s)
        if not working[site]:
            return shapely.Polygon()
        reach = self.reach_m(site, time_s, alt_m, signature)
        hidden = mountains and self.world.sites.shadow(site) is not None
        circle = (
            site if hidden else -1, alt_m if hidden else 0.0, tuple(xyz[:, site].tolist()), reach
        )  # fmt: skip
        return self._area.get(circle, lambda: self._site_polygon(*circle))

    def reach_m(self, site: int, time_s: float, alt_m: float, signature: float = 1.0) -> float:
        """Return how far a `site` (index) sees at `time_s` an aircraft of a `signature` (a share of
        its range) at altitude `alt_m` (m), over flat ground: m."""
        sites = self.world.sites
        height = float(sites.height_m[site])
        if sites.carrier[site] >= 0:
            height = float(self.truth(time_s).alt_m[sites.carrier[site]])
        return coverage.reach_m(signature * float(sites.range_m[site]), height, alt_m)

    def _site_polygon(
        self, shaded: int, alt_m: float, centre: tuple[float, ...], reach_m: float
    ) -> Any:
        """Return the circle around `centre`, less what mountains hide from site `shaded` (-1:
        none)."""
        shadow = self.world.sites.shadow(shaded) if shaded >= 0 else None
        left = None if shadow is None else contour.visible(shadow, reach_m, alt_m)
        if left is not None:
            return left
        return coverage.polygon(np.array(centre), reach_m, self.world.projection)

    def coverage(
        self, picture: str, time_s: float, alt_m: float, mountains: bool = True,
        signature: float = 1.0,
    ) -> Any:  # fmt: skip
        """Return the union of `site_coverage` of the sites that a picture hears at `time_s`, at
        altitude `alt_m` (m), with or without `mountains`, for an aircraft of a `signature` (a share
        of each range): shapely geometry in projected km."""
        sites = self.hears(picture, time_s)
        return shapely.union_all(
            [self.site_coverage(int(s), time_s, alt_m, mountains, signature) for s in sites]
        )

    def watched(self, picture: str, time_s: float, alt_m: float) -> float:
        """Return the share of the area of interest under a picture's coverage at `time_s` and
        altitude `alt_m` (m), 0..1."""
        return coverage.share(self.coverage(picture, time_s, alt_m), self.world.area_km)

    @cached_property
    def events(self) -> Events:
        """All that happened to tracks, in all pictures."""
        return happened(self.pictures, self.world.ticks)

    def why(self, picture: str, aircraft: str | int, time_s: float) -> Why:
        """Return why a picture calls an aircraft what it does at `time_s`; `iffsim.explain` puts it
        into sentences, `iffsim.whatif` says what would have changed it."""
        row = self.aircraft(aircraft)
        return why(self.folded(picture), self.world.sites, row, self.tick(time_s))

    def series(self, picture: str) -> Series:
        """Return a picture's counts at every tick, int64[ticks + 1] each.

        For example:

            print(recording.series("standalone").needle.max(), "wear the intruder's label at most")
        """
        asked = self.folded(picture).spec.id
        return self._series.get(asked, lambda: self._series_of(asked))

    def _numbers_of(self, picture: str) -> npt.NDArray[np.int32]:
        return _sealed(track_numbers(picture, self.world.fleet.number))

    def _series_of(self, picture: str) -> Series:
        return series(self.world, self.survey, self.folded(picture))

    def score_at(self, picture: str, time_s: float) -> Instant:
        """Return a picture's counts at `time_s`."""
        return self.series(picture).at(self.tick(time_s))

    def scorecard(self, picture: str) -> Scorecard:
        """Return a picture's scores over the whole run.

        For example:

            for picture in recording.picture_ids:
                card = recording.scorecard(picture)
                print(picture, card.completeness, card.id_correctness)
        """
        return scorecard(self.world, self.survey, self.folded(picture), self.series(picture))

    def rules(self, picture: str, time_s: float = 0.0) -> tuple[Rule, ...]:
        """Return the rows of a picture's doctrine at `time_s`; `PictureState.rule` and
        `Events.rule` count in them."""
        return self.folded(picture).spec.doctrine_at(self.tick(time_s)).rules

    def to_pandas(self, every_s: float = 10.0) -> Any:
        """Return a pandas DataFrame, a row for each picture, sampled time and aircraft.

        `every_s`: seconds between samples. Raises `BadInput` without pandas (extra `frames`).
        """
        return import_module("iffsim.frames").to_pandas(self, every_s)

    def to_xarray(self, every_s: float = 10.0) -> Any:
        """Return an xarray Dataset over picture, time and aircraft.

        `every_s`: seconds between samples. Raises `BadInput` without xarray (extra `frames`).
        """
        return import_module("iffsim.frames").to_xarray(self, every_s)

    def aircraft(self, who: str | int) -> int:
        """Return the index of an aircraft; `who` is its id or that index.

        Raises `BadInput` when there is none, with the id that looks most like it.
        """
        ids = self.world.fleet.ids
        if isinstance(who, str):
            if who not in ids:
                raise bad(self.scenario.title, unknown("aircraft", who, ids))
            return ids.index(who)
        row = operator.index(who)
        if not 0 <= row < len(ids):
            what = f"no aircraft {row}; expected an id, or an index from 0 to {len(ids) - 1}"
            raise bad(self.scenario.title, what)
        return row


def _sealed(column: Array) -> Array:
    """Return `column`, made read-only: it is handed out more than once."""
    column.flags.writeable = False
    return column


def _site_bits(folded: Picture, seen: Ints, tick: int, held: Bools) -> npt.NDArray[np.uint64]:
    """Return for each aircraft the set of sites whose last plot is no older than the drop time."""
    fresh = (tick - seen <= folded.spec.drop_ticks) & held
    bit = np.uint64(1) << folded.spec.hears.astype(np.uint64)
    found: npt.NDArray[np.uint64] = np.bitwise_or.reduce(
        np.where(fresh, bit[:, None], np.uint64(0)), axis=0
    )
    return found
