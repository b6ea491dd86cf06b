"""Edits in words: a key and a name for each on the palette, a sentence for each that was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from iffsim.base.units import clock_hms
from iffsim.classroom.edits import FOUR, AnyEdit, MoreSites, NewAircraft
from iffsim.scenario import events
from iffsim.scenario.points import Point, Waypoint

Want = Literal["link", "aircraft", "site", "picture", "doctrine", "point", "route", "type", "side"]
_WANTS: dict[str, tuple[Want, ...]] = {
    "flight": ("aircraft",), "flights": ("aircraft", "aircraft"), "link": ("link",),
    "site": ("site",), "picture": ("picture",), "doctrine": ("doctrine",), "type": ("type",),
    "allegiance": ("side",), "route": ("route",), "place": ("point",), "origin": ("point",),
    "places": ("point",),
}  # fmt: skip
"""What must be chosen for each field of an edit."""


@dataclass(frozen=True)
class Entry:
    """One action of the palette."""

    id: str
    key: str
    name: str
    name_tr: str
    edit: type[AnyEdit]
    fields: tuple[str, ...]
    """Those fields of the edit that are chosen, in this order."""
    said: str
    said_tr: str
    """What was done, with the edit's fields in braces."""
    given: Mapping[str, Any] = field(default_factory=dict)
    """The other fields that it sets."""

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
    Entry("link_down", "d", "Link down", "Bağlantıyı kes", events.LinkDown, ("link",),
          "Link {link} down{site}", "{link} bağlantısı kesildi{site}"),
    Entry("link_up", "u", "Link up", "Bağlantıyı kur", events.LinkUp, ("link",),
          "Link {link} up{site}", "{link} bağlantısı kuruldu{site}"),
    Entry("transponder_off", "o", "Transponder off", "Transponderi kapat",
          events.TransponderOff, ("flight",),
          "{flight}: transponder off", "{flight}: transponder kapalı"),
    Entry("transponder_on", "i", "Transponder on", "Transponderi aç",
          events.TransponderOn, ("flight",),
          "{flight}: transponder on", "{flight}: transponder açık"),
    Entry("credentials", "w", "Wrong credential", "Yanlış kimlik yanıtı",
          events.NewCredentials, ("flight",),
          "{flight}: replies {credentials}", "{flight}: yanıtı {credentials}",
          {"credentials": ("wrong",)}),
    Entry("plan_dropped", "p", "Drop the flight plan", "Uçuş planını düşür",
          events.PlanDropped, ("flight",),
          "{flight}: flight plan dropped", "{flight}: uçuş planı düştü"),
    Entry("plan_filed", "f", "File the flight plan", "Uçuş planı ver",
          events.PlanFiled, ("flight",),
          "{flight}: flight plan filed", "{flight}: uçuş planı verildi"),
    Entry("swap_replies", "x", "Swap replies", "Yanıtları karıştır",
          events.SwapReplies, ("flights",),
          "Replies of {flights} swapped", "{flights}: yanıtları karıştı"),
    Entry("unswap_replies", "z", "Unswap replies", "Yanıtları düzelt",
          events.UnswapReplies, ("flights",),
          "Replies of {flights} their own again", "{flights}: yanıtları yine kendilerinin"),
    Entry("new_aircraft", "n", "New aircraft", "Yeni uçak",
          NewAircraft, ("type", "allegiance", "route"),
          "New aircraft: {type}, {allegiance}", "Yeni uçak: {type}, {allegiance}"),
    Entry("reroute", "r", "Reroute", "Rotayı değiştir", events.Reroute, ("flight", "route"),
          "{flight}: another way, to {route}", "{flight}: yeni rota, {route}"),
    Entry("move_aircraft", "g", "Move an aircraft", "Uçağı taşı",
          events.Reroute, ("flight", "origin"),
          "{flight}: put at {origin}", "{flight}: {origin} konumuna kondu"),
    Entry("site_silent", "s", "Site silent", "Mevziyi sustur", events.SiteSilent, ("site",),
          "{site}: silent", "{site}: sustu"),
    Entry("site_active", "a", "Site active", "Mevziyi çalıştır", events.SiteActive, ("site",),
          "{site}: active again", "{site}: yeniden çalışıyor"),
    Entry("move_site", "m", "Move a site", "Mevziyi taşı", events.MoveSite, ("site", "place"),
          "{site}: moved to {place}", "{site}: {place} konumuna taşındı"),
    Entry("add_battery", "b", "Add a battery", "Batarya ekle", MoreSites, ("places",),
          "One more battery at {places}", "{places} konumunda bir batarya daha"),
    Entry("four_batteries", "4", "Four batteries", "Dört batarya", MoreSites, (),
          "Three more batteries: four bubbles", "Üç batarya daha: dört kabarcık",
          {"places": FOUR}),
    Entry("doctrine", "c", "Change a doctrine", "Doktrini değiştir",
          events.NewDoctrine, ("picture", "doctrine"),
          "{picture}: doctrine {doctrine}", "{picture}: doktrin {doctrine}"),
)  # fmt: skip
"""Every edit, with one key each; "no national codes" is the doctrine "none" for a picture."""

BY_ID = {entry.id: entry for entry in PALETTE}
_BY_EDIT = {entry.edit: entry for entry in reversed(PALETTE)}
_TURKISH = {
    "own": "kendi", "allied": "müttefik", "neutral": "tarafsız", "intruder": "davetsiz",
    "national": "millî", "civil": "sivil", "wrong": "yanlış", "nothing": "yok",
}  # fmt: skip


def entry_of(edit: AnyEdit) -> Entry:
    """Return the action of the palette that makes an edit such as this."""
    match edit:
        case events.Reroute(origin=Point()):
            return BY_ID["move_aircraft"]
        case MoreSites(places=places) if len(places) > 1:
            return BY_ID["four_batteries"]
    return _BY_EDIT[type(edit)]


def words(edit: AnyEdit, turkish: bool = False) -> str:
    """Return what was done, in a few words."""
    entry = entry_of(edit)
    text = entry.said_tr if turkish else entry.said
    fields = {name: getattr(edit, name) for name in edit.__struct_fields__}
    parts = {name: _shown(value, turkish) for name, value in fields.items()}
    if "{site}" in text and "{link}" in text:
        parts["site"] = f" ({parts['site']})" if fields["site"] else ""
    return text.format_map(parts)


def _shown(value: object, turkish: bool) -> str:
    if isinstance(value, Point):
        return f"{value.lat_deg:.2f} N {value.lon_deg:.2f} E"
    if isinstance(value, Waypoint):
        place = Point(lat_deg=value.lat_deg or 0.0, lon_deg=value.lon_deg or 0.0)
        return value.place or _shown(place, turkish)
    if isinstance(value, tuple) and value and isinstance(value[0], Waypoint):
        return _shown(value[-1], turkish)
    if isinstance(value, tuple):
        return ", ".join(_shown(item, turkish) for item in value or ("nothing",))
    return _TURKISH.get(str(value), str(value)) if turkish else str(value)
