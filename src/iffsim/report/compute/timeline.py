"""What happened, in order of time: the story, the scenario's events, what a class did, and how each
picture dealt with the intruder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.pictures.events import EventKind
from iffsim.recording import Recording
from iffsim.report.compute.case import Case
from iffsim.scenario import Scenario, events
from iffsim.scenario.events import AnyEvent
from iffsim.scenario.points import Point
from iffsim.scenario.types import Flight, Site
from iffsim.scenario.words import seconds
from iffsim.words.say import Words

KINDS = ("chapter", "event", "inject", "question", "bookmark", "note", "intruder")
"""Kinds of moments; at one instant they stand in this order."""
MOST_OF_A_KIND = 60
"""More moments of one kind than this are only counted: a page is for reading."""


@dataclass(frozen=True)
class Moment:
    """One thing that happened."""

    time_s: float
    kind: str
    text: str
    picture: str = ""
    """For the intruder's: in which picture."""
    aircraft: str = ""


def moments(case: Case, say: Words) -> list[Moment]:
    """Return all that happened, in order of time."""
    everything = chain(
        _chapters(case.base, say),
        _events(case, say),
        _class(case, say),
        _intruders(case.recording, say),
        _crossings(case.recording, say),
    )
    return sorted(everything, key=lambda one: (one.time_s, KINDS.index(one.kind)))


@dataclass(frozen=True)
class Entry:
    """One line of the timeline as a page has it: the same in several pictures is said once."""

    time_s: float
    kind: str
    text: str
    aircraft: str
    pictures: tuple[str, ...]


def entries(found: Iterable[Moment]) -> list[Entry]:
    """Return the lines of a timeline."""
    pictures: dict[tuple[float, str, str, str], list[str]] = {}
    for one in found:
        pictures.setdefault((one.time_s, one.kind, one.text, one.aircraft), []).append(one.picture)
    return [Entry(*same, tuple(filter(None, where))) for same, where in pictures.items()]


def shortened(found: Iterable[Moment]) -> tuple[list[Entry], dict[str, int]]:
    """Return what a page has room for, and how many lines of each kind were left out."""
    kept: list[Entry] = []
    left_out: dict[str, int] = {}
    counts = dict.fromkeys(KINDS, 0)
    for one in entries(found):
        counts[one.kind] += 1
        if counts[one.kind] <= MOST_OF_A_KIND:
            kept.append(one)
        else:
            left_out[one.kind] = counts[one.kind] - MOST_OF_A_KIND
    return kept, left_out


def _chapters(scenario: Scenario, say: Words) -> Iterator[Moment]:
    for chapter in scenario.chapters:
        yield Moment(chapter.at_s, "chapter", say.written(chapter.title, chapter.title_tr))


def _events(case: Case, say: Words) -> Iterator[Moment]:
    """Yield the scenario's own events, and what was added to them: a session only adds."""
    base, now = case.base, case.recording.scenario
    for event in now.events:
        kind = "event" if event in base.events else "inject"
        yield Moment(event.at_s, kind, sentence(event, now, say))
    flights = {flight.id for flight in base.flights}
    for flight in now.flights:
        if flight.id not in flights:
            yield Moment(flight.start_s, "inject", appeared(flight, say), aircraft=flight.id)
    sites = {site.id for site in base.sites}
    for site in now.sites:
        if site.id not in sites:
            yield Moment(_appears_s(now, site.id), "inject", stood_up(site, say))


def _appears_s(scenario: Scenario, site: str) -> float:
    found = next(one for one in scenario.sites if one.id == site)
    return seconds(found.appears) if found.appears else 0.0


def _class(case: Case, say: Words) -> Iterator[Moment]:
    for asked in case.asked:
        prompt = asked.prompt
        text = say.written(prompt.text, prompt.text_tr)
        yield Moment(prompt.at_s, "question", text, aircraft=prompt.aircraft or "")
    for mark in case.bookmarks:
        yield Moment(mark.at_s, "bookmark", mark.name, aircraft=mark.aircraft or "")
    for line in (other.line for other in case.lines):
        text = say(
            "happened.fork" if line.kind == "fork" else "happened.snapshot_kept", name=line.name
        )
        yield Moment(line.at_s, "bookmark", text)
    for note in case.notes:
        yield Moment(note.at_s, "note", note.text, aircraft=note.aircraft or "")


def _intruders(recording: Recording, say: Words) -> Iterator[Moment]:
    """Yield what became of each intruder's tracks, picture by picture."""
    found = recording.events
    ids = recording.world.fleet.ids
    who = recording.world.fleet.allegiance[found.aircraft] == Allegiance.INTRUDER
    for n in np.flatnonzero(who).tolist():
        a, spec = int(found.aircraft[n]), recording.world.pictures[int(found.picture[n])]
        kind, after = EventKind(int(found.kind[n])), int(found.after[n])
        yield Moment(
            float(found.tick[n]),
            "intruder",
            _track_words(kind, after, ids[a], say),
            spec.id,
            ids[a],
        )


def _track_words(kind: EventKind, after: int, aircraft: str, say: Words) -> str:
    if kind is EventKind.DROPPED or after == NOT_HELD:
        return say("happened.dropped", aircraft=aircraft)
    label = say(f"identity.{Identity(after).name.lower()}")
    if kind is EventKind.INITIATED:
        return say("happened.tracked", aircraft=aircraft, identity=label)
    return say("happened.renamed", aircraft=aircraft, identity=label)


def _crossings(recording: Recording, say: Words) -> Iterator[Moment]:
    """Yield when an intruder flies into a zone, and out of it."""
    ids, allegiance = recording.world.fleet.ids, recording.world.fleet.allegiance
    for zone, inside in zip(recording.world.zones, recording.survey.in_zone, strict=True):
        crossed = (allegiance[inside.row] == Allegiance.INTRUDER) & (inside.tick > 0)
        crossed &= inside.tick <= recording.world.ticks
        for n in np.flatnonzero(crossed).tolist():
            text = "happened.enters" if inside.value[n] else "happened.leaves"
            name = ids[int(inside.row[n])]
            said = say(text, aircraft=name, zone=say.written(zone.name))
            yield Moment(float(inside.tick[n]), "intruder", said, aircraft=name)


def sentence(event: AnyEvent, scenario: Scenario, say: Words) -> str:
    """Return what happens, in words; names instead of ids where there are some."""
    names = _names(scenario, say)

    def name(key: str) -> str:
        return names.get(key, key)

    match event:
        case events.LinkDown() | events.LinkUp():
            return _link(event, name, say)
        case events.SiteSilent(site=site):
            return say("event.site_silent", site=name(site))
        case events.SiteActive(site=site):
            return say("event.site_active", site=name(site))
        case events.MoveSite(site=site, place=place):
            where = _where(place)
            return say("event.site_moved", site=name(site), place=where)
        case events.NewDoctrine(picture=picture, doctrine=doctrine):
            known = {one.id: say.written(one.title) for one in scenario.pictures}
            return say(
                "event.new_doctrine",
                picture=known.get(picture, picture), doctrine=doctrine,
            )  # fmt: skip
        case _:
            return _flight(event, say)


def _link(event: events.LinkDown | events.LinkUp, name: Callable[[str], str], say: Words) -> str:
    down = isinstance(event, events.LinkDown)
    link = name(f"link:{event.link}")
    if event.site is None:
        return say("event.link_down" if down else "event.link_up", link=link)
    text = "event.link_down_for" if down else "event.link_up_for"
    return say(text, link=link, site=name(event.site))


def _flight(event: AnyEvent, say: Words) -> str:
    match event:
        case events.TransponderOff(flight=flight):
            return say("event.transponder_off", flight=flight)
        case events.TransponderOn(flight=flight):
            return say("event.transponder_on", flight=flight)
        case events.NewCredentials(flight=flight, credentials=credentials):
            kinds = ", ".join(say(f"credential.{one}") for one in credentials) or say("reply.none")
            return say("event.credentials", flight=flight, kinds=kinds)
        case events.PlanDropped(flight=flight):
            return say("event.plan_dropped", flight=flight)
        case events.PlanFiled(flight=flight):
            return say("event.plan_filed", flight=flight)
        case events.SwapReplies(flights=(one, other)):
            return say("event.swap", one=one, other=other)
        case events.UnswapReplies(flights=(one, other)):
            return say("event.swap_back", one=one, other=other)
        case events.Reroute(flight=flight, route=route):
            text = "event.reroute" if route else "event.put_elsewhere"
            return say(text, flight=flight)
    return str(event.__struct_config__.tag)


def appeared(flight: Flight, say: Words) -> str:
    """Return in words that an aircraft was added."""
    return say(
        "event.new_aircraft",
        flight=flight.id, type=flight.type, allegiance=say(f"allegiance.{flight.allegiance}"),
    )  # fmt: skip


def stood_up(site: Site, say: Words) -> str:
    """Return in words that a site was added."""
    return say("event.new_site", site=say.written(site.name))


def _names(scenario: Scenario, say: Words) -> dict[str, str]:
    sites = {site.id: say.written(site.name) for site in scenario.sites}
    return {**sites, **{f"link:{link.id}": say.written(link.name) for link in scenario.links}}


def _where(place: str | Point) -> str:
    return place if isinstance(place, str) else f"{place.lat_deg:.2f}, {place.lon_deg:.2f}"
