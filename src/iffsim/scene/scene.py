"""The scene: recording and what is asked of it -> all that is shown, as frozen values.

The one place where it is decided what is shown. `Asked.shut` takes things out here, so that nothing
that must not be shown can reach a painter.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from iffsim.base.arrays import Bools
from iffsim.base.remembered import Remembered
from iffsim.doctrine import NOT_HELD, Allegiance
from iffsim.recording import Recording
from iffsim.scenario.telling import Caption
from iffsim.scene import card, coverage, sites, topics, tracks
from iffsim.scene.asked import Asked, Kind, Shut
from iffsim.scene.board import Board, board
from iffsim.scene.caption import caption, order
from iffsim.scene.card import Card
from iffsim.scene.coverage import Watch
from iffsim.scene.links import cut_since
from iffsim.scene.rings import Ring, ring
from iffsim.scene.said import Said, said, written
from iffsim.scene.sites import Posts
from iffsim.scene.symbology import TABLE, WEARS, Colour, accent, colour
from iffsim.scene.topics import COUNTED, IDENTITIES, TRUTHS, Columns, Number, Topic
from iffsim.scene.tracks import Tracks
from iffsim.studies.shipped import Interval, shipped
from iffsim.truth.world import Zone

NEUTRAL: Colour = colour(TABLE["colours"]["text_2"])
"""The colour of a map that is no picture's."""


class Mark(Struct, frozen=True):
    """A label that pins an aircraft in every map that shows it."""

    aircraft: int
    kind: str
    """"bet", "answer", "follow" or "mark"."""
    words: Said


class Spot(Struct, frozen=True):
    """A site or a zone that the story speaks of now."""

    km: tuple[float, float]
    words: Said
    """Its name; "" where the map names it already."""


class Pane(Struct, frozen=True, eq=False):
    """One map."""

    kind: Kind
    slot: int
    """Which of the pictures chosen; 0 for truth and difference."""
    picture: str
    """Its id; "" for truth and difference."""
    title: Said
    subtitle: Said
    colour: Colour
    tracks: Tracks
    number: npt.NDArray[np.int32]
    """int32[A]: what each aircraft's track is called here."""
    posts: Posts | None
    """None for truth and difference, which show no sites."""
    cards: tuple[Card, ...]
    """Of the selected aircraft; at most one but for the difference."""
    cut_s: float | None = None
    """Since when its link is cut, s; None: it is not."""
    ring: Ring | None = None
    """Of a pinned aircraft that is seen only from near."""


class Skies(Struct, frozen=True):
    """The shown sky among others."""

    count: int
    """How many skies were flown."""
    needles: tuple[Interval | None, ...]
    """For each picture on show, the needle in 5, 50 and 95 % of them; None: mostly none."""
    rank: float | None
    """At what share of other places friends are exposed less, 0..1, where that is unusual."""


class Scene(Struct, frozen=True, eq=False):
    """All that is shown at an instant."""

    asked: Asked
    panes: tuple[Pane, ...]
    colours: tuple[Colour, ...]
    """Of every picture chosen."""
    titles: tuple[Said, ...]
    numbers: tuple[Number, ...]
    """The scores, of each picture on show, in the order of `COUNTED`."""
    watches: tuple[Watch, ...]
    """The coverage of every picture chosen."""
    exposure_min: tuple[float | None, ...]
    """For each picture on show, the aircraft-minutes until now for which friends had no name; None
    while that is shut."""
    area: Said
    caption: Caption | None
    board: Board | None
    """None where the scenario has none, or while what the story says is shut."""
    zones: tuple[Zone, ...]
    marks: tuple[Mark, ...]
    spots: tuple[Spot, ...]
    track_numbers: tuple[npt.NDArray[np.int32], ...]
    """What every picture chosen calls each aircraft's track, int32[A]."""
    hunted: bool
    """Whether there is an intruder at all."""
    skies: Skies | None
    """What the shipped study says of the pictures on show; None where there is none, or while what
    it tells is shut."""
    _columns: tuple[Columns, ...]

    def number(self, slot: int, topic: Topic) -> Number:
        """Return how many tracks of a picture a topic means, and which."""
        return topics.number(self._columns[slot], slot, topic, self.asked.shut)

    def score(self, slot: int, topic: Topic) -> Number:
        """Return one of the scores of a picture on show: a number that holds from tick to tick."""
        return next(one for one in self.numbers if (one.slot, one.topic) == (slot, topic))

    def lit(self, pane: Pane, topic: Topic, slot: int | None = None) -> Bools:
        """Return which aircraft a topic lights in a pane, bool[A]; of one picture alone if `slot`
        says which."""
        if not topics.told(self.asked, topic):
            return np.zeros(len(pane.number), bool)
        if topic in topics.DIFFERENCES:
            return topics.differing(self._columns[0], self._columns[1], topic)
        if pane.kind is Kind.PICTURE:
            shown = slot is None or slot == pane.slot
            found = self.number(pane.slot, topic).lit
            return found if shown else np.zeros_like(found)
        if pane.kind is Kind.TRUTH and topic in (*IDENTITIES, *TRUTHS, Topic.FLYING):
            return self._in_truth(topic)
        some = self._columns if slot is None else (self._columns[slot],)
        parts = [topics.number(one, 0, topic, self.asked.shut).lit for one in some]
        return np.asarray(np.logical_or.reduce(parts), bool)

    def _in_truth(self, topic: Topic) -> Bools:
        """Return which aircraft wear a frame, or are someone's, where the truth is shown."""
        found = self._columns[0]
        if topic in IDENTITIES:
            wears = WEARS[found.whose]
            return np.asarray(found.flying & np.isin(wears, IDENTITIES[topic]), bool)
        return topics.meant(found, topic)

    def about(self, aircraft: int) -> frozenset[Topic]:
        """Return the topics that mean an aircraft in any map on show."""
        return frozenset(
            topic for topic in Topic if any(self.lit(pane, topic)[aircraft] for pane in self.panes)
        )

    @property
    def straws(self) -> tuple[tuple[int, ...], ...]:
        """The needle as a haystack: for each picture on show, the aircraft whose tracks look like
        the intruder, by track number."""
        found = []
        for one in self.numbers:
            if one.topic is Topic.NEEDLE:
                some = np.flatnonzero(one.lit)
                order = np.argsort(self.track_numbers[one.slot][some])
                found.append(tuple(some[order].tolist()))
        return tuple(found)

    @property
    def revealed(self) -> Bools:
        """Which aircraft may be told apart as intruders, bool[A]."""
        found = self._columns[0]
        if {Shut.INTRUDER, Shut.WHOSE} & self.asked.shut:
            return np.zeros_like(found.held)
        return np.asarray(found.whose == Allegiance.INTRUDER, bool)


class Scenes:
    """Makes the scenes of one recording; keeps what changes less often than frames follow."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self._order = order(recording)
        self._flights = {one.id: one for one in recording.scenario.flights}
        self._numbers = Remembered[tuple[Number, ...]](8)
        self._cards = Remembered[Card](8)
        self._watches: dict[str, Watch] = {}

    def at(self, asked: Asked) -> Scene:
        """Return the scene that is asked for."""
        recording, time_s, chosen = self.recording, asked.time_s, asked.pictures
        posts = tuple(sites.posts(recording, p, time_s, asked.hand) for p in chosen)
        columns = tuple(topics.columns(recording, p, time_s) for p in chosen)
        return Scene(
            asked,
            tuple(self._pane(asked, kind, slot, posts) for kind, slot in asked.panes()),
            tuple(accent(self._order, picture) for picture in chosen),
            tuple(written(recording.folded(p).spec.title) for p in chosen),
            self._counted(asked),
            tuple(self._watch(asked, *pair) for pair in zip(chosen, posts, strict=True)),
            self._exposures(asked),
            written(recording.world.area_name),
            None if Shut.CAPTION in asked.shut else caption(recording, time_s),
            board(recording, asked),
            recording.world.zones,
            tuple(self._mark(*pin) for pin in asked.pins),
            self._spots(asked, posts),
            tuple(recording.numbers(picture) for picture in chosen),
            bool((recording.world.fleet.allegiance == Allegiance.INTRUDER).any()),
            self._skies(asked),
            columns,
        )

    def _counted(self, asked: Asked) -> tuple[Number, ...]:
        """Return the scores of each picture on show."""
        tick = self.recording.tick(asked.time_s)
        return tuple(
            number
            for slot in asked.slots()
            for number in self._numbers_of(asked.pictures[slot], slot, tick, asked.shut)
        )

    def _mark(self, aircraft: int, kind: str) -> Mark:
        if kind in ("follow", "mark"):
            return Mark(aircraft, kind, self._flight(aircraft))
        whose = self.recording.world.fleet.allegiance[aircraft]
        answer = "topic.intruder" if whose == Allegiance.INTRUDER else "bet.this_one"
        return Mark(aircraft, kind, said("bet.mark" if kind == "bet" else answer))

    def _spots(self, asked: Asked, posts: tuple[sites.Posts, ...]) -> tuple[Spot, ...]:
        """Return the marked zones, and the marked sites of the chosen pictures, each once."""
        world, found = self.recording.world, dict[str, Spot]()
        for zone in world.zones if asked.marked else ():
            if zone.id in asked.marked:
                east, north = world.projection.km(zone.centre_xyz).tolist()
                found[zone.id] = Spot((east, north), written(zone.name))
        for post in posts if asked.marked else ():
            for row, site in enumerate(post.site.tolist()):
                name = world.sites.ids[site].partition("~")[0]
                if name in asked.marked:
                    east, north = post.km[:, row].tolist()
                    named = post.marks[row] != "radar"
                    found[name] = Spot((east, north), written("" if named else post.names[row]))
        return tuple(found.values())

    def _flight(self, aircraft: int) -> Said:
        """Return what the scenario calls a flight; its id if it has no name."""
        flight = self._flights.get(self.recording.world.fleet.ids[aircraft])
        return written(flight.name, flight.name_tr) if flight and flight.name else written("")

    def _pane(self, asked: Asked, kind: Kind, slot: int, posts: tuple[Posts, ...]) -> Pane:
        moving, cards = (
            tracks_of(self.recording, asked, kind, slot),
            self._selected(asked, kind, slot),
        )
        if kind is not Kind.PICTURE:
            number, none = self.recording.world.fleet.number, Said("")
            return Pane(kind, slot, "", none, none, NEUTRAL, moving, number, None, cards)
        picture = asked.pictures[slot]
        spec = self.recording.folded(picture).spec
        return Pane(
            kind, slot, picture, written(spec.title), written(spec.subtitle),
            accent(self._order, picture), moving, self.recording.numbers(picture),
            posts[slot], cards, cut_since(self.recording, picture, asked.time_s),
            ring(self.recording, asked, kind, slot),
        )  # fmt: skip

    def _selected(self, asked: Asked, kind: Kind, slot: int) -> tuple[Card, ...]:
        one = asked.selected
        if one is None or Shut.CARDS in asked.shut:
            return ()
        recording, tick = self.recording, self.recording.tick(asked.time_s)
        if kind is Kind.TRUTH:
            flies = bool(recording.truth(asked.time_s).alive[one])
            key = ("", one, tick, asked.pictures)
            made = partial(card.truth, recording, asked.pictures, one, asked.time_s)
            return (self._cards.get(key, made),) if flies else ()
        slots = range(len(asked.pictures)) if kind is Kind.DIFFERENCE else (slot,)
        found = tuple(self._card(asked.pictures[n], one, tick) for n in slots)
        if Shut.GHOSTS in asked.shut:
            found = tuple(one for one in found if one.identity != NOT_HELD)
        return found

    def _card(self, picture: str, aircraft: int, tick: int) -> Card:
        def made() -> Card:
            why = self.recording.why(picture, aircraft, float(tick))
            return card.card(self.recording, why, int(self.recording.numbers(picture)[aircraft]))

        return self._cards.get((picture, aircraft, tick), made)

    def _numbers_of(
        self, picture: str, slot: int, tick: int, shut: frozenset[Shut]
    ) -> tuple[Number, ...]:
        def made() -> tuple[Number, ...]:
            found = topics.columns(self.recording, picture, float(tick))
            return tuple(topics.number(found, slot, topic, shut) for topic in COUNTED)

        return self._numbers.get((picture, slot, tick, shut), made)

    def _exposures(self, asked: Asked) -> tuple[float | None, ...]:
        """Return for how many aircraft-minutes friends were held without a name, until now."""
        if Shut.WHOSE in asked.shut:
            return (None,) * len(asked.slots())
        stop = self.recording.tick(asked.time_s) + 1
        shown = [self.recording.series(asked.pictures[slot]) for slot in asked.slots()]
        return tuple(float(one.unidentified_friends[:stop].sum()) / 60.0 for one in shown)

    def _skies(self, asked: Asked) -> Skies | None:
        """Return how usual the sky is, of each picture on show."""
        found = shipped(self.recording.scenario)
        if found is None or asked.shut & {Shut.INTRUDER, Shut.WHOSE}:
            return None
        names = [asked.pictures[slot] for slot in asked.slots()]
        ranks = [found.exposure_rank[name] for name in names if found.unusual(name)]
        needles = tuple(found.needle_at(name, asked.time_s) for name in names)
        own = self.recording.world.seed == self.recording.scenario.seed
        return Skies(found.skies, needles, max(ranks) if ranks and own else None)

    def _watch(self, asked: Asked, picture: str, found: Posts) -> Watch:
        """Return the coverage of a picture; the same object while nothing changed."""
        key: Hashable = (picture, coverage.key(found, asked.coverage_alt_m, asked.grain_km))
        key = (key, asked.mountains)
        kept = self._watches.get(picture)
        if kept is None or kept.key != key:
            if len(self._watches) > len(asked.pictures):
                self._watches.clear()
            kept = self._watches[picture] = coverage.watch(
                self.recording, picture, asked.time_s, asked.coverage_alt_m, found, key,
                asked.mountains,
            )  # fmt: skip
        return kept


def tracks_of(recording: Recording, asked: Asked, kind: Kind, slot: int) -> Tracks:
    """Return what moves on one map."""
    ghosts = Shut.GHOSTS not in asked.shut
    if kind is Kind.TRUTH:
        return tracks.of_truth(recording, asked.time_s)
    if kind is Kind.DIFFERENCE:
        return tracks.of_difference(recording, asked.pictures, asked.time_s, ghosts)
    return tracks.of_picture(recording, asked.pictures[slot], asked.time_s, ghosts)


def beside(left: Scene, right: Scene) -> Scene:
    """Return a scene whose left map and numbers are another recording's: two lines compared."""
    numbers = [one for one in left.numbers if one.slot == 0]
    numbers += [one for one in right.numbers if one.slot]
    return replace(
        right,
        panes=(left.panes[0], *right.panes[1:]),
        numbers=tuple(numbers),
        watches=(left.watches[0], *right.watches[1:]),
        track_numbers=(left.track_numbers[0], *right.track_numbers[1:]),
        exposure_min=(left.exposure_min[0], *right.exposure_min[1:]),
    )
