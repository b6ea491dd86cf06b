"""Scores over time, picture against picture."""

from __future__ import annotations

from dataclasses import dataclass

from iffsim.base.units import clock
from iffsim.report.compute.facts import Facts
from iffsim.report.html import charts
from iffsim.report.html.markup import Safe, element, plain
from iffsim.report.html.timeline import marks
from iffsim.words.say import languages


@dataclass(frozen=True)
class Curve:
    """What a drawing shows."""

    measure: str
    title: str
    share: bool


CURVES = (
    Curve("completeness", "curves.completeness", True),
    Curve("id_completeness", "curves.id_completeness", True),
    Curve("id_correctness", "curves.id_correctness", True),
    Curve("correct_share", "curves.correct_share", True),
    Curve("unidentified_friends", "curves.unidentified_friends", False),
    Curve("unidentified_airliners", "curves.unidentified_airliners", False),
)  # fmt: skip
NEEDLE = Curve("needle", "curves.needle", False)  # fmt: skip
_LONGEST_LABEL = 28
"""Letters of a picture's name beside a curve."""


def curves(found: Facts) -> Safe:
    """Return every measure that has a value at an instant."""
    say = found.say
    step = clock(float(found.times_s[1] - found.times_s[0])) if len(found.times_s) > 1 else "0"
    note = say(
        "curves.note",
        step=step,
    )
    return element(
        "section",
        element(
            "div",
            element("h2", say("curves.title")),
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
        element("h2", say("curves.needle_title")),
        element("p", say(
            "curves.needle_note"), class_="note"),
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
    return languages()[found.say.language].percent.replace("{number}", "{}")


def _short(written: str) -> str:
    """Return a name that fits beside a curve; its end stays, which may tell it from others."""
    name = " ".join(plain(written).split())
    if len(name) <= _LONGEST_LABEL:
        return name
    return f"{name[: _LONGEST_LABEL - 11].rstrip()}…{name[-10:].lstrip()}"
