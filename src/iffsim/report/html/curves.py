"""Scores over time, picture against picture."""

from __future__ import annotations

from dataclasses import dataclass

from iffsim.base.units import clock
from iffsim.report.compute.facts import Facts
from iffsim.report.html import charts
from iffsim.report.html.markup import Safe, element, plain
from iffsim.report.html.timeline import marks


@dataclass(frozen=True)
class Curve:
    """What a drawing shows."""

    measure: str
    title: str
    share: bool


CURVES = (
    Curve("completeness", "Completeness (SIAP C): share of the aircraft in the area that are"
          " tracked", True),
    Curve("id_completeness", "ID completeness (SIAP CID): share of those tracked that have an"
          " identity", True),
    Curve("id_correctness", "ID correctness (SIAP IDC): share of those tracked that are correctly"
          " named", True),
    Curve("correct_share", "Correct share (own, C × IDC): share of the aircraft in the area that"
          " are tracked and correctly named", True),
    Curve("unidentified_friends", "Unidentified friends (own): own and allied aircraft held without"
          " an identity, count", False),
    Curve("unidentified_airliners", "Unidentified airliners (own): neutral aircraft held without an"
          " identity, count", False),
)  # fmt: skip
NEEDLE = Curve("needle", "The needle (own): tracks that wear the intruder's label, it included; the"
               " intruder is one of so many", False)  # fmt: skip
_LONGEST_LABEL = 28
"""Letters of a picture's name beside a curve."""


def curves(found: Facts) -> Safe:
    """Return every measure that has a value at an instant."""
    say = found.say
    step = clock(float(found.times_s[1] - found.times_s[0])) if len(found.times_s) > 1 else "0"
    note = say(
        "Values at single instants, every {step} (min:s). Numbers above a drawing are events and"
        " injects of the timeline. Where a line is missing there was nothing to measure.",
        step=step,
    )
    return element(
        "section",
        element(
            "div",
            element("h2", say("Scores over time")),
            element("p", note, class_="note"),
            _figure(found, CURVES[0]),
            class_="together",
        ),
        *(_figure(found, curve) for curve in CURVES[1:]),
    )


def needle(found: Facts) -> Safe:
    """Return the needle over time."""
    say = found.say
    return element(
        "section",
        element("h2", say("The needle over time")),
        element("p", say(
            "An intruder that nobody names as such hides among all tracks with the same label."
            " UNKNOWN and PENDING count as one label. One of 1: it stands out. A line is missing"
            " while no intruder is held in the area."), class_="note"),
        _figure(found, NEEDLE),
        class_="together",
    )  # fmt: skip


def _figure(found: Facts, curve: Curve) -> Safe:
    title = found.say(curve.title)
    lines = [
        charts.Line(_short(name), found.sampled(picture, curve.measure))
        for picture, name in found.titles.items()
    ]
    drawing = charts.over_time(
        curve.measure,
        title,
        found.times_s,
        lines,
        marks(found),
        _percent(found) if curve.share else None,
    )
    return element("figure", element("figcaption", title), drawing)


def _percent(found: Facts) -> str:
    return "%{}" if found.say.language == "tr" else "{} %"


def _short(written: str) -> str:
    """Return a name that fits beside a curve; its end stays, which may tell it from others."""
    name = " ".join(plain(written).split())
    if len(name) <= _LONGEST_LABEL:
        return name
    return f"{name[: _LONGEST_LABEL - 11].rstrip()}…{name[-10:].lstrip()}"
