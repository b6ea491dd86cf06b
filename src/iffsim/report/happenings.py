"""What a scenario lets happen, in a sentence each."""

from __future__ import annotations

from collections.abc import Callable

from iffsim.scenario import Scenario, events
from iffsim.scenario.events import AnyEvent
from iffsim.scenario.points import Point
from iffsim.scenario.types import Flight, Site
from iffsim.words.say import Words


def sentence(event: AnyEvent, scenario: Scenario, say: Words) -> str:
    """Return what happens, in words; names instead of ids where there are some."""
    names = _names(scenario, say)

    def name(key: str) -> str:
        return names.get(key, key)

    match event:
        case events.LinkDown() | events.LinkUp():
            return _link(event, name, say)
        case events.SiteSilent(site=site):
            return say("{site} falls silent", site=name(site))
        case events.SiteActive(site=site):
            return say("{site} looks again", site=name(site))
        case events.MoveSite(site=site, place=place):
            where = _where(place)
            return say("{site} moves to {place}", site=name(site), place=where)
        case events.NewDoctrine(picture=picture, doctrine=doctrine):
            known = {one.id: say(one.title) for one in scenario.pictures}
            return say(
                "{picture} names by the doctrine “{doctrine}” from now on",
                picture=known.get(picture, picture), doctrine=doctrine,
            )  # fmt: skip
        case _:
            return _flight(event, say)


def _link(event: events.LinkDown | events.LinkUp, name: Callable[[str], str], say: Words) -> str:
    down = isinstance(event, events.LinkDown)
    link = name(f"link:{event.link}")
    if event.site is None:
        return say("{link} is lost" if down else "{link} is back", link=link)
    text = "{link} is lost for {site}" if down else "{link} is back for {site}"
    return say(text, link=link, site=name(event.site))


def _flight(event: AnyEvent, say: Words) -> str:
    match event:
        case events.TransponderOff(flight=flight):
            return say("{flight}: transponder off", flight=flight)
        case events.TransponderOn(flight=flight):
            return say("{flight}: transponder on", flight=flight)
        case events.NewCredentials(flight=flight, credentials=credentials):
            kinds = ", ".join(map(say, credentials)) or say("none")
            return say("{flight}: replies from now on: {kinds}", flight=flight, kinds=kinds)
        case events.PlanDropped(flight=flight):
            return say("{flight}: flight plan dropped", flight=flight)
        case events.PlanFiled(flight=flight):
            return say("{flight}: flight plan filed", flight=flight)
        case events.SwapReplies(flights=(one, other)):
            return say("Replies of {one} and {other} are swapped", one=one, other=other)
        case events.UnswapReplies(flights=(one, other)):
            return say("Replies of {one} and {other} are their own again", one=one, other=other)
        case events.Reroute(flight=flight, route=route):
            text = "{flight}: rerouted" if route else "{flight}: put elsewhere"
            return say(text, flight=flight)
    return str(event.__struct_config__.tag)


def appeared(flight: Flight, say: Words) -> str:
    """Return in words that an aircraft was added."""
    return say(
        "New aircraft {flight}: {type}, {allegiance}",
        flight=flight.id, type=flight.type, allegiance=say(flight.allegiance),
    )  # fmt: skip


def stood_up(site: Site, say: Words) -> str:
    """Return in words that a site was added."""
    return say("New site: {site}", site=say(site.name))


def _names(scenario: Scenario, say: Words) -> dict[str, str]:
    sites = {site.id: say(site.name) for site in scenario.sites}
    return {**sites, **{f"link:{link.id}": say(link.name) for link in scenario.links}}


def _where(place: str | Point) -> str:
    return place if isinstance(place, str) else f"{place.lat_deg:.2f}, {place.lon_deg:.2f}"
