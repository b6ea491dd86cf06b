"""Edits in words: a key and a name for each on the palette, a sentence for each that was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from iffsim.classroom import edits
from iffsim.classroom.edits import Edit
from iffsim.scenario.points import Point, Waypoint

Want = Literal["link", "aircraft", "site", "picture", "doctrine", "point", "route", "type"]


@dataclass(frozen=True)
class Entry:
    """One action of the palette."""

    key: str
    name: str
    name_tr: str
    edit: type[Edit]
    wants: tuple[Want, ...]
    """What must be chosen for it, in this order; "route" is two points or more, or one for a
    reroute."""
    said: str
    said_tr: str
    """What was done, with the edit's fields in braces."""


PALETTE = (
    Entry("d", "Link down", "Bağlantıyı kes", edits.LinkDown, ("link",),
          "Link {link} down{site}", "{link} bağlantısı kesildi{site}"),
    Entry("u", "Link up", "Bağlantıyı kur", edits.LinkUp, ("link",),
          "Link {link} up{site}", "{link} bağlantısı kuruldu{site}"),
    Entry("o", "Transponder off", "Transponderi kapat", edits.TransponderOff, ("aircraft",),
          "{flight}: transponder off", "{flight}: transponder kapalı"),
    Entry("i", "Transponder on", "Transponderi aç", edits.TransponderOn, ("aircraft",),
          "{flight}: transponder on", "{flight}: transponder açık"),
    Entry("w", "Wrong credential", "Yanlış kimlik yanıtı", edits.WrongCredential, ("aircraft",),
          "{flight}: replies {credentials}", "{flight}: yanıtı {credentials}"),
    Entry("p", "Drop the flight plan", "Uçuş planını düşür", edits.PlanDropped, ("aircraft",),
          "{flight}: flight plan dropped", "{flight}: uçuş planı düştü"),
    Entry("f", "File the flight plan", "Uçuş planı ver", edits.PlanFiled, ("aircraft",),
          "{flight}: flight plan filed", "{flight}: uçuş planı verildi"),
    Entry("x", "Swap replies", "Yanıtları karıştır", edits.SwapReplies, ("aircraft", "aircraft"),
          "Replies of {flights} swapped", "{flights}: yanıtları karıştı"),
    Entry("n", "New aircraft", "Yeni uçak", edits.NewAircraft, ("type", "route"),
          "New aircraft: {type}, {allegiance}", "Yeni uçak: {type}, {allegiance}"),
    Entry("r", "Reroute", "Rotayı değiştir", edits.Reroute, ("aircraft", "route"),
          "{flight}: another way, to {route}", "{flight}: yeni rota, {route}"),
    Entry("g", "Move an aircraft", "Uçağı taşı", edits.MoveAircraft, ("aircraft", "point"),
          "{flight}: put at {place}", "{flight}: {place} konumuna kondu"),
    Entry("s", "Site silent", "Mevziyi sustur", edits.SiteSilent, ("site",),
          "{site}: silent", "{site}: sustu"),
    Entry("a", "Site active", "Mevziyi çalıştır", edits.SiteActive, ("site",),
          "{site}: active again", "{site}: yeniden çalışıyor"),
    Entry("m", "Move a site", "Mevziyi taşı", edits.MoveSite, ("site", "point"),
          "{site}: moved to {place}", "{site}: {place} konumuna taşındı"),
    Entry("b", "Add a battery", "Batarya ekle", edits.AddBattery, ("point",),
          "One more battery at {place}", "{place} konumunda bir batarya daha"),
    Entry("4", "Four batteries", "Dört batarya", edits.FourBatteries, (),
          "Three more batteries: four bubbles", "Üç batarya daha: dört kabarcık"),
    Entry("c", "Change a doctrine", "Doktrini değiştir", edits.SwapDoctrine,
          ("picture", "doctrine"),
          "{picture}: doctrine {doctrine}", "{picture}: doktrin {doctrine}"),
)  # fmt: skip
"""Every edit, with one key each; "no national codes" is the doctrine "none" for a picture."""

_BY_EDIT = {entry.edit: entry for entry in PALETTE}
_TURKISH = {
    "own": "kendi", "allied": "müttefik", "neutral": "tarafsız", "intruder": "davetsiz",
    "national": "millî", "civil": "sivil", "wrong": "yanlış", "nothing": "yok",
}  # fmt: skip


def words(edit: Edit, turkish: bool = False) -> str:
    """Return what was done, in a few words."""
    entry = _BY_EDIT[type(edit)]
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
