"""Sessions and autosaves of format 1, which wrote edits in words of their own."""

from __future__ import annotations

from typing import Any

from iffsim.base.units import clock_hms
from iffsim.classroom.edits import FOUR
from iffsim.scenario.plain import plain

_DO = {
    "LinkDown": "link_down", "LinkUp": "link_up", "TransponderOff": "transponder_off",
    "TransponderOn": "transponder_on", "WrongCredential": "credentials",
    "PlanDropped": "plan_dropped", "PlanFiled": "plan_filed", "SwapReplies": "swap_replies",
    "SwapDoctrine": "doctrine", "SiteSilent": "site_silent", "SiteActive": "site_active",
    "MoveSite": "move_site", "Reroute": "reroute", "MoveAircraft": "reroute",
    "NewAircraft": "new_aircraft", "AddBattery": "more_sites", "FourBatteries": "more_sites",
}  # fmt: skip
"""What each edit of format 1 is called as an event."""


def modern(data: Any) -> Any:
    """Return plain data of a log or an act with every edit written as an event. What is no edit of
    format 1 stays as it is, to be checked where it is read."""
    if isinstance(data, list):
        return [modern(item) for item in data]
    if not isinstance(data, dict):
        return data
    kind, at_s = data.get("edit"), data.get("at_s")
    if isinstance(kind, str) and kind in _DO and isinstance(at_s, int | float):
        return _event(kind, min(max(at_s, 0), 86_400), data)
    return {key: modern(item) for key, item in data.items()}


def _event(kind: str, at_s: float, data: dict[str, Any]) -> dict[str, Any]:
    found = {key: item for key, item in data.items() if key not in ("edit", "at_s")}
    found |= {"do": _DO[kind], "at": clock_hms(at_s)}
    match kind:
        case "WrongCredential":
            return {"credentials": ["wrong"], **found}
        case "MoveAircraft":
            return {("from" if key == "place" else key): item for key, item in found.items()}
        case "AddBattery":
            return {("places" if key == "place" else key): [item] if key == "place" else item
                    for key, item in found.items()}  # fmt: skip
        case "FourBatteries":
            return {"places": plain(FOUR), **found}
    return found
