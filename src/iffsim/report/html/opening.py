"""How a report begins: what it is about, the numbers that matter, and every score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iffsim import __version__
from iffsim.base.units import clock
from iffsim.report.compute.facts import Facts
from iffsim.report.compute.measures import MEASURES, Measure, shown
from iffsim.report.html.markup import Part, Safe, element, joined, table
from iffsim.studies.shipped import shipped

KEY = ("completeness", "correct_share", "unidentified_friend_min", "unidentified_airliner_min",
       "needle_median", "needle_worst")  # fmt: skip
"""The measures on the first page."""
MOST_COLUMNS = 6
"""More pictures than this do not fit beside each other on paper."""
DISCLAIMER = "report.disclaimer"
KINDS = {
    "session": "report.of_session",
    "recording": "report.of_recording",
    "scenario": "report.of_scenario",
}


def opening(found: Facts) -> Safe:
    """Return the head of the report."""
    say, scenario = found.say, found.case.base
    lesson = say.written(scenario.lesson, scenario.lesson_tr)
    return element(
        "header",
        element("p", say(KINDS[found.case.kind]), class_="kind"),
        element("h1", say.written(scenario.title, scenario.title_tr)),
        element("p", say.written(scenario.summary, scenario.summary_tr), class_="lead"),
        element("p", lesson, class_="lesson") if lesson else None,
        element("p", _particulars(found), class_="particulars"),
        element("p", say(DISCLAIMER), class_="disclaimer"),
    )


def _particulars(found: Facts) -> str:
    say, recording = found.say, found.recording
    return say(
        "report.facts",
        area=say.written(recording.world.area_name), duration=clock(recording.duration_s),
        aircraft=say.number(len(recording.world.fleet.ids)), sites=len(recording.world.sites.ids),
        pictures=len(recording.picture_ids), seed=recording.world.seed, version=__version__,
    )  # fmt: skip


def glance(found: Facts) -> Safe:
    """Return the few numbers that carry the point."""
    say = found.say
    wanted = [next(m for m in MEASURES if m.key == key) for key in KEY]
    return element(
        "section",
        element("h2", say("report.glance")),
        _scores(found, wanted),
        element("p", say("report.whole_run", area=say.written(found.recording.world.area_name)),
                class_="note"),
        *(element("p", one, class_="note") for one in _among_skies(found)),
        class_="glance",
    )  # fmt: skip


def _among_skies(found: Facts) -> Iterator[str]:
    """Yield how usual this run is, where a study of its scenario is shipped."""
    say, study = found.say, shipped(found.recording.scenario)
    if study is None:
        return
    spans = []
    for picture, title in found.titles.items():
        if (one := study.scores[picture]["needle_median"]) is not None:
            low, high = (shown(say, "number", value) for value in (one[0], one[2]))
            spans.append(f"{title} {low}–{high}")
    if spans:
        yield say("spread.in_report", skies=say.number(study.skies), spans="; ".join(spans))
    if found.recording.world.seed == found.recording.scenario.seed:
        for picture, title in found.titles.items():
            if study.unusual(picture):
                rank = say.percent(study.exposure_rank[picture])
                yield say("spread.report_unusual", picture=title, rank=rank, places=study.places)


def scores(found: Facts) -> Safe:
    """Return every score of every picture, with what it means."""
    say = found.say
    return element(
        "section",
        element("h2", say("report.scores")),
        element("p", say(
            "report.siap"), class_="note"),
        _scores(found, list(MEASURES), whose=True),
        element("div", element("h3", say("report.what_measures_mean")),
                element("dl", *_meanings(found), class_="meanings"), class_="together"),
    )  # fmt: skip


def others(found: Facts) -> Safe | None:
    """Return the key numbers of snapshots and forks against those of the class; None: there are
    none."""
    say = found.say
    if not found.others:
        return None
    wanted = [next(m for m in MEASURES if m.key == key) for key in KEY]
    return element(
        "section",
        element("h2", say("report.lines")),
        element("p", say("report.lines_note"),
                class_="note"),
        *(_lines(found, wanted, some) for some in _columns(found)),
    )  # fmt: skip


def _lines(found: Facts, wanted: list[Measure], pictures: Sequence[str]) -> Safe:
    say = found.say
    head: list[Part] = [
        say("report.measure"),
        say("report.line"),
        *(found.titles[one] for one in pictures),
    ]
    cards = {say("report.as_it_ended"): found.scorecards, **found.others}
    rows: list[list[Part]] = [
        [f"{say(m.label)}{_unit(found, m)}", name,
         *(shown(say, m.kind, card[picture][m.key]) for picture in pictures)]
        for m in wanted
        for name, card in cards.items()
    ]  # fmt: skip
    return table(head, rows, "scores", numbers=2)


def _scores(found: Facts, wanted: list[Measure], whose: bool = False) -> Safe:
    """Return a column for each picture; several tables if one would be too wide for paper."""
    return joined(*(_table(found, wanted, whose, some) for some in _columns(found)))


def _columns(found: Facts) -> list[tuple[str, ...]]:
    names = list(found.titles)
    starts = range(0, len(names), MOST_COLUMNS)
    return [tuple(names[n : n + MOST_COLUMNS]) for n in starts]


def _table(found: Facts, wanted: list[Measure], whose: bool, pictures: Sequence[str]) -> Safe:
    say = found.say
    head: list[Part] = [say("report.measure"), *([say("report.whose")] if whose else [])]
    head += [found.titles[picture] for picture in pictures]
    rows = [row for measure in wanted for row in _rows(found, measure, whose, pictures)]
    return table(head, rows, "scores", numbers=2 if whose else 1)


def _rows(found: Facts, measure: Measure, whose: bool, pictures: Sequence[str]) -> list[list[Part]]:
    """Return the rows of one measure: one, or one for each zone."""
    say = found.say
    label, unit = say(measure.label), _unit(found, measure)
    values = [found.scorecards[picture][measure.key] for picture in pictures]
    if not isinstance(values[0], dict):
        return [_row(found, measure, f"{label}{unit}", values, whose)]
    zones = {zone.id: say.written(zone.name) for zone in found.recording.world.zones}
    return [
        _row(found, measure, f"{label}, {zones[zone]}{unit}", [v[zone] for v in values], whose)
        for zone in values[0]
    ]


def _row(
    found: Facts, measure: Measure, label: str, values: list[float | None], whose: bool
) -> list[Part]:
    say = found.say
    cells = [shown(say, measure.kind, value) for value in values]
    return [label, *([say.shown(measure.whose)] if whose else []), *cells]


def _unit(found: Facts, measure: Measure) -> str:
    units = {"minutes": "unit.aircraft_min", "time": "unit.min_s", "rate": "unit.per_s"}
    unit = units.get(measure.kind)
    return f" ({found.say(unit)})" if unit else ""


def _meanings(found: Facts) -> list[Safe]:
    say = found.say
    return [
        element("div", element("dt", say(measure.label)), element("dd", say(measure.meaning)))
        for measure in MEASURES
    ]
