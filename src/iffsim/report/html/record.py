"""What the class did, with the sky before and after; when and by whom it answered."""

from __future__ import annotations

from collections.abc import Iterable

from iffsim.base.units import clock
from iffsim.classroom import palette
from iffsim.classroom.record import Given
from iffsim.report.compute.case import Answered
from iffsim.report.compute.facts import Facts
from iffsim.report.compute.record import Change, Done, Dot, Sky
from iffsim.report.html.markup import Part, Safe, element, joined, table
from iffsim.scene.symbology import TABLE
from iffsim.words.say import Words

WIDE, HIGH = 220.0, 120.0
"""A small map, in its own units."""
BAR = 240
MEANS = {row["id"]: row["means"] for row in TABLE["identities"]}


def record(found: Facts) -> Safe | None:
    """Return what was done; None when nothing was."""
    if not found.case.done:
        return None
    say = found.say
    parts = [_done(found, one) for one in found.case.done]
    held = say("record.held", clock=clock(found.case.held_s)) if found.case.held_s else ""
    return element(
        "section",
        element("h2", say("record.title")),
        element("p", held, class_="note") if held else None,
        *parts,
        class_="record",
    )


def _done(found: Facts, one: Done) -> Safe:
    say, deed = found.say, one.deed
    spent = "–" if deed.clock_s is None else clock(deed.clock_s)
    what = palette.words(deed.edit, say) if deed.edit is not None else deed.name
    title = what if deed.kind == "inject" else say(f"record.{deed.kind}", what=what)
    head = element("h3", say("record.when", spent=spent, at=clock(deed.position_s)), " · ", title)
    if one.seen_s is None:
        return element("article", head, class_="deed")
    if not one.skies:
        nothing = element("p", say("record.nothing", at=clock(one.seen_s)), class_="note")
        return element("article", head, nothing, class_="deed")
    compared = deed.kind == "compare"
    names = [say("record.kept" if compared else "record.before"),
             say("record.now" if compared else "record.after")]  # fmt: skip
    heads: list[Part] = [say("report.picture"), *(f"{name}, {clock(one.seen_s)}" for name in names)]
    rows = [_row(found, sky) for sky in one.skies]
    return element("article", head, table(heads, rows, "skies"), class_="deed")


def _row(found: Facts, sky: Sky) -> list[Part]:
    say = found.say
    box = _box((*sky.before, *sky.after))
    before = [(one, one.before) for one in sky.changes]
    after = [(one, one.after) for one in sky.changes]
    return [
        found.titles[sky.picture],
        _sky(say, sky.before, box, before, sky.more),
        _sky(say, sky.after, box, after, sky.more),
    ]


def _sky(
    say: Words,
    dots: tuple[Dot, ...],
    box: tuple[float, float, float],
    changes: Iterable[tuple[Change, str]],
    more: int,
) -> Safe:
    items = [
        element("li", _track(say, one), element("b", say(f"identity.{name or 'not_held'}")))
        for one, name in changes
    ]
    if more:
        items.append(element("li", say("record.more", count=more)))
    return element("td", _map(say, dots, box), element("ul", *items, class_="changes"))


def _track(say: Words, one: Change) -> str:
    """Return a track by the number that the class saw, and who it was."""
    return f"TK {one.number:04d} ({one.aircraft}, {say(f'allegiance.{one.allegiance}')}): "


def _box(dots: tuple[Dot, ...]) -> tuple[float, float, float]:
    """Return the western and northern edge of a map that holds all dots, km, and its scale."""
    east, north = [one.east_km for one in dots], [one.north_km for one in dots]
    wide, high = max(east) - min(east), max(north) - min(north)
    scale = min((WIDE - 16) / max(wide, 1.0), (HIGH - 16) / max(high, 1.0))
    return min(east), max(north), scale


def _map(say: Words, dots: tuple[Dot, ...], box: tuple[float, float, float]) -> Safe:
    """Return a small map: shape carries identity, colour repeats it."""
    west, north, scale = box
    marks = [
        _mark(MEANS[one.identity], 8 + (one.east_km - west) * scale,
              8 + (north - one.north_km) * scale)
        for one in dots
    ]  # fmt: skip
    counts: dict[str, int] = {}
    for one in dots:
        counts[MEANS[one.identity]] = counts.get(MEANS[one.identity], 0) + 1
    told = ", ".join(f"{say(f'identity.{name}')} {count}" for name, count in counts.items())
    view = f"0 0 {WIDE:.0f} {HIGH:.0f}"
    return joined(
        element("svg", *marks, viewBox=view, class_="sky", role="img", aria_label=told),
        element("p", told, class_="note"),
    )


def _mark(means: str, x: float, y: float) -> Safe:
    match means:
        case "hostile":
            path = f"M{x:.1f} {y - 4:.1f}l4 4l-4 4l-4 -4z"
        case "neutral":
            path = f"M{x - 3:.1f} {y - 3:.1f}h6v6h-6z"
        case "friend":
            path = f"M{x - 3:.1f} {y + 3:.1f}v-3a3 3 0 0 1 6 0v3z"
        case _:
            path = f"M{x - 3:.1f} {y:.1f}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z"
    return element("path", d=path, class_=f"of-{means}")


def given(say: Words, asked: Answered) -> Safe | None:
    """Return when a question was answered by the class's clock, and by whom, if they gave names."""
    answers = asked.given
    if answers is None or not answers.given:
        return None
    last = max(one.clock_s for one in answers.given)
    end = max(last, answers.revealed_s or 0.0)
    span = max(end - answers.asked_s, 1.0)
    marks = [
        element("rect", x=round((one.clock_s - answers.asked_s) / span * (BAR - 2), 1), y=0,
                width=2, height=8, class_="bar")
        for one in answers.given
    ]  # fmt: skip
    told = say("record.answered", asked=clock(answers.asked_s), last=clock(last))
    if answers.revealed_s is not None:
        told += " " + say("record.revealed", at=clock(answers.revealed_s))
    ground = element("rect", x=0, y=3, width=BAR, height=2, class_="ground")
    strip = element(
        "svg", ground, *marks, viewBox=f"0 0 {BAR} 8", class_="strip", aria_hidden="true"
    )
    if asked.prompt.closed:
        tables = [_named(say, answers.by(what), f"record.{what}") for what in ("team", "who")]
    else:
        tables = [_written(say, answers.given)]
    return element("div", element("p", told, class_="note"), strip, *tables, class_="given")


def _named(say: Words, right: dict[str, tuple[int, int]], title: str) -> Safe | None:
    if not right:
        return None
    rows: list[list[Part]] = [
        [name, element("td", say("lesson.right_of", right=good, all=count), class_="number")]
        for name, (good, count) in sorted(right.items())
    ]
    return table([say(title), say("lesson.answer_given")], rows, "tally")


def _written(say: Words, given: Iterable[Given]) -> Safe | None:
    """Return what those who gave a name answered in their own words."""
    rows: list[list[Part]] = [[one.who, one.choice] for one in given if one.who]
    return table([say("record.who"), say("lesson.answer_given")], rows, "tally") if rows else None
