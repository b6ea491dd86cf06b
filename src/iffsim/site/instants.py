"""When each shipped scenario is pictured; sites and docs/gallery.md show them in this order."""

from __future__ import annotations

from iffsim.base.units import clock, parse_time
from iffsim.scenario import Scenario

INSTANTS = {
    "local-bubble": "00:17:30",
    "ladder": "00:08:00",
    "incirlik": "00:06:00",
    "needle": "00:06:00",
    "four-bubbles": "00:09:40",
    "from-whom": "00:15:40",
    "road-not-taken": "00:10:30",
    "low-observable": "00:17:30",
    "border-november-2015": "00:06:30",
    "own-force-paradox": "00:06:00",
    "link-lost": "00:08:00",
    "linked-and-wrong": "00:08:00",
    "silent-friend": "00:05:30",
    "supplier-without-codes": "00:09:00",
    "mountains": "00:10:00",
    "real-day": "12:20:00",
    "what-became-of-it": "00:16:00",
    "sandbox": "00:03:00",
    "stress": "00:03:00",
}
"""A scenario that is not named here is pictured half-way, and comes last."""


def instant(name: str, scenario: Scenario) -> float:
    """Return when a scenario is pictured, s."""
    half = clock(scenario.duration_s / 2)
    return parse_time(INSTANTS.get(name, half))
