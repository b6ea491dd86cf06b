"""Who was called what: confusion tables; who stayed without a name, how long and why."""

from __future__ import annotations

from iffsim.base.units import clock
from iffsim.doctrine import Evidence
from iffsim.explain import BITS
from iffsim.report.compute.confusion import COLUMNS, Confusion, is_correct
from iffsim.report.compute.exposures import Exposure
from iffsim.report.compute.facts import Facts
from iffsim.report.compute.measures import minutes, shown
from iffsim.report.html.markup import Part, Safe, element, joined, table

MOST_FRIENDS, MOST_AIRLINERS = 10, 5
"""How many rows a table of exposures has for each; the rest is summed in one line."""
SHADES = (0.0, 0.02, 0.25, 0.5, 0.75)
"""From which share of its row on a cell is a shade darker."""
STRIP = (160, 8)
"""Width and height of a strip of time, in its own units."""


def confusions(found: Facts) -> Safe:
    """Return truth against identity, a table for each picture."""
    say = found.say
    drawn = [_confusion(found, one) for one in found.confusions]
    note = say("confusion.note")
    title = element("h2", say("confusion.title"))
    first = element("div", title, element("p", note, class_="note"), *drawn[:1], class_="together")
    return element("section", first, *drawn[1:])


def _confusion(found: Facts, one: Confusion) -> Safe:
    say = found.say
    head: list[Part] = [
        say("report.truth"),
        *(say(f"identity.{column}") for column in COLUMNS),
        say("report.all"),
    ]
    rows = [_truth(found, who, row) for who, row in one.aircraft_s.items()]
    drawn = table(head, rows, "confusion", numbers=1)
    caption = element("figcaption", say("confusion.caption", picture=found.titles[one.picture]))
    return element("figure", caption, drawn)


def _truth(found: Facts, who: str, row: dict[str, int]) -> list[Part]:
    total = sum(row.values())
    cells: list[Part] = [found.say(f"allegiance.{who}")]
    for column, seconds in row.items():
        right = is_correct(who, column)
        share = seconds / total if total else 0.0
        shade = sum(share > limit for limit in SHADES)
        text = (minutes(found.say, seconds) if seconds else "–") + (" ✓" if right else "")
        kinds = f"number q{shade}" + (" right" if right else "")
        cells.append(element("td", text, class_=kinds))
    return [*cells, minutes(found.say, total)]


def exposures(found: Facts) -> Safe:
    """Return who was held without an identity, picture by picture."""
    say = found.say
    return element(
        "section",
        element("h2", say("exposure.title")),
        element("p", say(
            "exposure.note"),
            class_="note"),
        *(_exposed(found, picture) for picture in found.titles),
    )  # fmt: skip


def _exposed(found: Facts, picture: str) -> Safe:
    say = found.say
    friends, airliners = found.friends(picture), found.airliners(picture)
    title = say(
        "exposure.of_picture",
        picture=found.titles[picture],
        friends=minutes(say, sum(one.unidentified_s for one in friends)),
        airliners=minutes(say, sum(one.unidentified_s for one in airliners)),
    )
    if not friends and not airliners:
        return joined(element("h3", title), element("p", say("exposure.nobody")))
    heads = ("report.aircraft", "card.type", "report.truth", "unit.min", "exposure.when",
             "exposure.longest", "exposure.why")  # fmt: skip
    head: list[Part] = [say(id) for id in heads]
    rows = [_row(found, one) for one in (*friends[:MOST_FRIENDS], *airliners[:MOST_AIRLINERS])]
    left = [*friends[MOST_FRIENDS:], *airliners[MOST_AIRLINERS:]]
    rest = (
        say("exposure.more", number=len(left),
            minutes=minutes(say, sum(one.unidentified_s for one in left)))
        if left else None
    )  # fmt: skip
    return joined(
        element("h3", title),
        table(head, rows, "exposures"),
        element("p", rest, class_="note") if rest else None,
    )


def _row(found: Facts, one: Exposure) -> list[Part]:
    say, longest = found.say, one.longest
    name = element("small", say.written(one.name)) if one.name else None
    return [
        joined(one.aircraft, " ", name),
        element("td", one.type, class_="short"),
        element("td", say(f"allegiance.{one.allegiance}"), class_="short"),
        element("td", minutes(say, one.unidentified_s), class_="number"),
        _strip(found, one),
        f"{clock(longest.first)}–{clock(longest.last)}",
        why(found, one),
    ]


def why(found: Facts, one: Exposure) -> str:
    """Return the rule that named it and what was known of it."""
    say = found.say
    known = [say(BITS[Evidence[bit.upper()]]) for bit in one.evidence]
    evidence = ", ".join(known) or say("exposure.no_evidence")
    return f"{say.written(one.rule)}: {evidence}"


def _strip(found: Facts, one: Exposure) -> Safe:
    """Return the run as a strip: dark where the aircraft was held without an identity."""
    width, height = STRIP
    scale = width / max(found.recording.duration_s, 1.0)
    bars = [
        element("rect", x=round(stretch.first * scale, 2), y=0, height=height,
                width=round(max(stretch.ticks * scale, 0.6), 2), class_="bar")
        for stretch in one.stretches
    ]  # fmt: skip
    ground = element("rect", x=0, y=0, width=width, height=height, class_="ground")
    share = shown(found.say, "share", one.unidentified_s / (found.recording.duration_s + 1))
    label = found.say("exposure.share", share=share)
    return element(
        "svg", ground, *bars, viewBox=f"0 0 {width} {height}", class_="strip", role="img",
        aria_label=label, preserveAspectRatio="none",
    )  # fmt: skip
