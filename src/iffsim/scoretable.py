"""How scorecards read, side by side: a label and a form for each measure; for a terminal, and as
a table for notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from iffsim.base.units import clock

LABELS = {
    "completeness": "completeness (SIAP C)",
    "id_completeness": "ID completeness (CID)",
    "id_correctness": "ID correctness (IDC)",
    "id_ambiguity": "ID ambiguity (IDA)",
    "correct_share": "C x IDC",
    "ambiguity": "ambiguity (A)",
    "spuriousness": "spuriousness (S)",
    "change_rate_per_s": "track number changes (R), per s",
    "longest_segment": "longest segment (LS)",
    "unidentified_friend_min": "unidentified friends, aircraft-minutes",
    "unidentified_airliner_min": "unidentified airliners, aircraft-minutes",
    "needle_median": "the needle: one of N, median",
    "needle_worst": "the needle: one of N, worst",
    "time_to_identify_s": "time to identify, median",
    "identified": "aircraft ever identified",
    "seen_in_area": "aircraft ever in the area",
    "warning_time_s": "warning time",
    "watched_share": "area watched at half-time",
    "sites_watched_share": "named sites watched at half-time",
    "commonality": "commonality: called the same in",
}

Card = Mapping[str, Any]


def score_rows(cards: Sequence[Card]) -> list[tuple[str, list[str]]]:
    """Return (label, a value for each card) of every measure, zone by zone if it has zones."""
    rows: list[tuple[str, list[str]]] = []
    for name in cards[0] if cards else ():
        label = LABELS.get(name, name.replace("_", " "))
        values = [card[name] for card in cards]
        if isinstance(values[0], dict):
            rows += [
                (f"{label}, {zone}", [shown(name, value[zone]) for value in values])
                for zone in values[0]
            ]
        else:
            rows.append((label, [shown(name, value) for value in values]))
    return rows


def shown(name: str, value: object) -> str:
    """Return a value as people read it: times as a clock, None as "n/a"."""
    if value is None:
        return "n/a"
    if not isinstance(value, float):
        return str(value)
    if name.endswith("_per_s"):
        return f"{value:.5f}"
    if name.endswith("_s"):
        return clock(value)
    return f"{value:.1f}" if name.endswith("_min") or name == "needle_median" else f"{value:.3f}"


def table_html(caption: str, cards: Mapping[str, Card]) -> str:
    """Return scorecards, by the name of their picture, as a table of HTML with a column each."""

    from html import escape

    def row(cell: str, first: str, rest: Sequence[str]) -> str:
        cells = "".join(f"<{cell}>{escape(one)}</{cell}>" for one in rest)
        return f"<tr><th scope='row'>{escape(first)}</th>{cells}</tr>"

    body = "".join(row("td", label, values) for label, values in score_rows(list(cards.values())))
    head = row("th", "", list(cards))
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )
