"""Edits in words: a key and a name for each on the palette, a sentence for each that was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct, field

from iffsim.base.units import clock_hms
from iffsim.classroom.edits import FOUR, AnyEdit, MoreSites, NewAircraft
from iffsim.scenario import events
from iffsim.scenario.points import Point, Waypoint
from iffsim.words.say import ENGLISH, Words

Want = Literal["link", "aircraft", "site", "picture", "doctrine", "point", "route", "type", "side"]
_WANTS: dict[str, tuple[Want, ...]] = {
    "flight": ("aircraft",), "flights": ("aircraft", "aircraft"), "link": ("link",),
    "site": ("site",), "picture": ("picture",), "doctrine": ("doctrine",), "type": ("type",),
    "allegiance": ("side",), "route": ("route",), "place": ("point",), "origin": ("point",),
    "places": ("point",),
}  # fmt: skip
"""What must be chosen for each field of an edit."""


class Entry(Struct, frozen=True):
    """One action of the palette."""

    id: str
    key: str
    edit: type[AnyEdit]
    fields: tuple[str, ...]
    """Those fields of the edit that are chosen, in this order."""
    given: Mapping[str, Any] = field(default_factory=dict)
    """The other fields that it sets."""

    @property
    def name(self) -> str:
        """The id of its name in the table of words."""
        return f"inject.{self.id}"

    @property
    def said(self) -> str:
        """The id of what was done, with the edit's fields in braces."""
        return f"done.{self.id}"

    @property
    def wants(self) -> tuple[Want, ...]:
        """What must be chosen, in this order; "route" is two points or more, or one for a
        reroute."""
        return tuple(want for name in self.fields for want in _WANTS[name])

    def made(self, time_s: float, names: Sequence[str], way: Sequence[Point]) -> AnyEdit:
        """Return the edit from `time_s` on. `names`: what was chosen by id or word, in order;
        `way`: the places that were pointed at."""
        rest = iter(names)
        found: dict[str, Any] = {"at": clock_hms(time_s), **self.given}
        for name in self.fields:
            match name:
                case "flights":
                    found[name] = (next(rest), next(rest))
                case "route":
                    found[name] = tuple(
                        Waypoint(lat_deg=one.lat_deg, lon_deg=one.lon_deg) for one in way
                    )
                case "place" | "origin":
                    found[name] = way[-1]
                case "places":
                    found[name] = (way[-1],)
                case _:
                    found[name] = next(rest)
        return self.edit(**found)


PALETTE = (
    Entry("link_down", "d", events.LinkDown, ("link",)),
    Entry("link_up", "u", events.LinkUp, ("link",)),
    Entry("transponder_off", "o", events.TransponderOff, ("flight",)),
    Entry("transponder_on", "i", events.TransponderOn, ("flight",)),
    Entry("credentials", "w", events.NewCredentials, ("flight",), {"credentials": ("wrong",)}),
    Entry("plan_dropped", "p", events.PlanDropped, ("flight",)),
    Entry("plan_filed", "f", events.PlanFiled, ("flight",)),
    Entry("swap_replies", "x", events.SwapReplies, ("flights",)),
    Entry("unswap_replies", "z", events.UnswapReplies, ("flights",)),
    Entry("new_aircraft", "n", NewAircraft, ("type", "allegiance", "route")),
    Entry("reroute", "r", events.Reroute, ("flight", "route")),
    Entry("move_aircraft", "g", events.Reroute, ("flight", "origin")),
    Entry("site_silent", "s", events.SiteSilent, ("site",)),
    Entry("site_active", "a", events.SiteActive, ("site",)),
    Entry("move_site", "m", events.MoveSite, ("site", "place")),
    Entry("add_battery", "b", MoreSites, ("places",)),
    Entry("four_batteries", "4", MoreSites, (), {"places": FOUR}),
    Entry("doctrine", "c", events.NewDoctrine, ("picture", "doctrine")),
)  # fmt: skip
"""Every edit, with one key each; "no national codes" is the doctrine "none" for a picture."""

BY_ID = {entry.id: entry for entry in PALETTE}
_BY_EDIT = {entry.edit: entry for entry in reversed(PALETTE)}


def entry_of(edit: AnyEdit) -> Entry:
    """Return the action of the palette that makes an edit such as this."""
    match edit:
        case events.Reroute(origin=Point()):
            return BY_ID["move_aircraft"]
        case MoreSites(places=places) if len(places) > 1:
            return BY_ID["four_batteries"]
    return _BY_EDIT[type(edit)]


def words(edit: AnyEdit, say: Words = ENGLISH) -> str:
    """Return what was done, in a few words."""
    entry = entry_of(edit)
    fields = {name: getattr(edit, name) for name in edit.__struct_fields__}
    parts = {name: _shown(name, value, say) for name, value in fields.items()}
    if "link" in parts:
        parts["site"] = f" ({parts['site']})" if fields["site"] else ""
    return say(entry.said, **parts)


def _shown(name: str, value: Any, say: Words) -> str:
    match name, value:
        case "allegiance", str():
            return say(f"allegiance.{value}")
        case "credentials", tuple():
            kinds = [say(f"credential.{one}") for one in value]
            return ", ".join(kinds) or say("credential.nothing")
        case _, Point():
            return f"{value.lat_deg:.2f} N {value.lon_deg:.2f} E"
        case _, Waypoint():
            place = Point(lat_deg=value.lat_deg or 0.0, lon_deg=value.lon_deg or 0.0)
            return value.place or _shown(name, place, say)
        case _, (*_, Waypoint() as last):
            return _shown(name, last, say)
        case _, tuple():
            return ", ".join(_shown(name, one, say) for one in value)
    return str(value)
