"""The report of a study: what varied, how the numbers spread, where it stands, what matters most.

A sentence stands with each drawing and says no more than its numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from iffsim.base.arrays import Floats
from iffsim.base.version import VERSION
from iffsim.report.compute.measures import MEASURES, Measure
from iffsim.report.html import studydraw as draw
from iffsim.report.html.markup import Part, Safe, element, joined, table
from iffsim.report.html.paper import document
from iffsim.report.html.studycase import BY_KEY, Studied, hunted
from iffsim.report.html.studymap import maps
from iffsim.scenario.twins import twins
from iffsim.studies.effects import effects, indices
from iffsim.studies.factors import Factor
from iffsim.studies.intervals import mean_intervals, share_interval, spread
from iffsim.studies.results import Results
from iffsim.words.say import Words

DRAWN = ("needle_median", "unidentified_friend_min", "completeness", "correct_share")
"""Measures whose distribution is drawn."""
MOVED = ("needle_median", "unidentified_friend_min")
"""Measures of which it is said what moves them."""
MOST_DRAWN = 6
MOST_SHOWN = 12


def page(results: Results, language: str = "en") -> str:
    """Return the report of a study as one page of HTML that stands alone; "en" or "tr"."""
    scenario = results.plan.scenario
    case = Studied(results, Words(language, twins(scenario)))
    say = case.say
    title = results.plan.design.title or say.written(scenario.title, scenario.title_tr)
    sections = [_glance(case), _distributions(case), *maps(case), *_against(case), *_matters(case)]
    body = joined(
        _head(case, title),
        *(element("section", *section) for section in sections),
        element("footer", element("p", say("report.disclaimer"))),
    )
    return document(title, body, "report.css", say)


def _head(case: Studied, title: str) -> Safe:
    say, plan = case.say, case.results.plan
    facts = say(
        "spread.facts", runs=say.number(plan.total), settings=say.number(plan.settings),
        seeds=say.number(len(plan.seeds)), method=plan.design.method, version=VERSION,
        scenario=plan.design.scenario,
    )  # fmt: skip
    failed = case.results.failed
    return element(
        "header",
        element("p", say("spread.kind"), class_="kind"),
        element("h1", title),
        element("p", facts, class_="particulars"),
        element("p", say("spread.says"), class_="lesson"),
        element("h3", say("spread.varied")),
        element("ul", *(element("li", one) for one in _varied(case))),
        element("p", say("spread.failed", count=failed)) if failed else None,
    )


def _varied(case: Studied) -> Iterator[str]:
    say, plan = case.say, case.results.plan
    if not plan.factors:
        yield say("spread.nothing_varied")
    for factor in plan.factors:
        if factor.targets[0].kind == "place":
            column = case.parameters[f"{factor.path}.lat_deg"]
            values = say("spread.places", count=len(np.unique(column)))
        elif factor.levels and len(factor.levels) <= MOST_SHOWN:
            values = "; ".join(map(case.level, factor.levels))
        else:
            low, high = (case.level(factor.at((end,))) for end in (0.0, 1.0 - 1e-12))
            values = say("spread.from_to", low=low, high=high)
        yield f"{factor.path}: {values}"


def headlines(
    results: Results, say: Words, some: Sequence[str] | None = None
) -> list[tuple[str, list[str]]]:
    """Return (measure, a cell for each picture): median and 5 to 95 %; of `some` measures, or all
    of a scorecard."""
    case = Studied(results, say)
    rows = []
    for measure in MEASURES:
        if measure.key in (results.measures if some is None else some):
            cells = [_cell(case, picture, measure) for picture in results.plan.pictures]
            rows.append((case.named(measure.key), cells))
    return rows


def _cell(case: Studied, picture: str, measure: Measure) -> str:
    found = spread(case.measured(picture, measure.key))
    if found is None:
        return case.say("scores.nothing")
    low, middle, high = (case.shown(measure.key, v) for v in (found.low, found.middle, found.high))
    text = middle if low == high else f"{middle} ({low}–{high})"
    return text if found.n == found.of else f"{text}, {case.say('spread.in_runs', n=found.n)}"


def _glance(case: Studied) -> list[Part]:
    say = case.say
    head: list[Part] = [say("report.measure"), *case.titles.values()]
    rows: list[list[Part]] = [
        [label, *map(_in_lines, cells)] for label, cells in headlines(case.results, say)
    ]
    return [
        element("h2", say("spread.glance")),
        element("p", say("spread.glance_note"), class_="note"),
        table(head, rows, "scores", 1),
    ]


def _in_lines(cell: str) -> Part:
    """Return a cell with what is in brackets below what is not."""
    middle, bracket, rest = cell.partition(" (")
    return joined(middle, element("br"), element("small", f"({rest}")) if bracket else middle


def _distributions(case: Studied) -> list[Part]:
    say = case.say
    parts: list[Part] = [
        element("h2", say("spread.distributions")),
        element("p", say("spread.strip_note"), class_="note"),
    ]
    for measure in DRAWN:
        rows, said = [], []
        means = _means(case, measure)
        for picture, title in case.titles.items():
            values = case.measured(picture, measure)
            rows.append(
                draw.Row(title, values, spread(values), _cell(case, picture, BY_KEY[measure]))
            )
            sentences = _sentences(case, picture, measure, means.get(picture))
            said += [element("li", one) for one in sentences]
        drawn = draw.strips(case.named(measure), rows, partial(case.shown, measure))
        parts += [drawn, element("ul", *said)] if drawn else []
    return parts


def _means(case: Studied, measure: str) -> dict[str, tuple[float, float]]:
    """Return the interval of the mean of one measure, by picture, where it is not always one."""
    columns = {picture: case.measured(picture, measure) for picture in case.titles}
    known = {picture: column[~np.isnan(column)] for picture, column in columns.items()}
    moved = {picture: column for picture, column in known.items() if len(set(column.tolist())) > 1}
    return dict(zip(moved, mean_intervals([*moved.values()]), strict=True))


def _sentences(
    case: Studied, picture: str, measure: str, mean: tuple[float, float] | None
) -> Iterator[str]:
    """Yield what can be said of one measure of one picture, whose interval of the mean is `mean`;
    None where it is always one."""
    say, values = case.say, case.measured(picture, measure)
    found = spread(values)
    told = {"picture": case.titles[picture], "measure": case.named(measure)}
    if measure == "needle_median" and hunted(case):
        none = int(np.isnan(values).sum())
        if none:
            low, high = map(say.percent, share_interval(none, len(values)), (1, 1))
            yield say("spread.never", picture=told["picture"], some=say.number(none),
                      of=say.number(len(values)), low=low, high=high)  # fmt: skip
    if found is None:
        return
    known = values[~np.isnan(values)]
    write = partial(case.shown, measure)
    if mean is None:
        yield say("spread.same", **told, middle=write(found.middle), n=say.number(found.n))
        return
    yield say(
        "spread.spread", **told, middle=write(found.middle), low=write(found.low),
        high=write(found.high), mean=write(float(known.mean())), mean_low=write(mean[0]),
        mean_high=write(mean[1]), n=say.number(found.n),
    )  # fmt: skip


def _against(case: Studied) -> Iterator[list[Part]]:
    """Yield the section that draws the needle against each number that varied."""
    say = case.say
    drawn: list[Part] = []
    numbers = {
        factor.path: case.parameters[factor.path].astype(float)
        for factor in case.results.plan.factors
        if factor.targets[0].kind in ("whole", "number", "count")
        and case.parameters[factor.path].dtype != object
    }
    for path, column in list(numbers.items())[:MOST_DRAWN]:
        for picture, title in case.titles.items():
            values = case.measured(picture, "needle_median")
            if np.isnan(values).all() or np.nanmin(values) == np.nanmax(values):
                continue
            what = say(
                "spread.against_title",
                picture=title,
                measure=case.named("needle_median"),
                path=path,
            )
            plain = lambda v: say.number(v, 0 if v == int(v) else 1)  # noqa: E731
            needle = case.named("needle_median")
            drawing = draw.against(what, column, values, path, needle, (case.level, plain))
            sentence = element("p", _from_to(case, path, column, values))
            drawn.append(element("div", drawing, sentence, class_="together"))
    if drawn:
        yield [
            element("h2", say("spread.against")),
            element("p", say("spread.against_note"), class_="note"),
            *drawn,
        ]


def _from_to(case: Studied, path: str, column: Floats, values: Floats) -> str:
    keep = ~(np.isnan(values) | np.isnan(column))
    middles = draw.medians(column[keep], values[keep])
    (low, first), (high, last) = middles[0], middles[-1]
    return case.say(
        "spread.against_same" if first == last else "spread.against_said",
        path=path, low=case.level(low), high=case.level(high),
        first=case.shown("needle_median", first), last=case.shown("needle_median", last),
    )  # fmt: skip


def _matters(case: Studied) -> Iterator[list[Part]]:
    """Yield the section that says what moves the measures most."""
    say, plan = case.say, case.results.plan
    if not plan.factors or plan.settings < 2:
        return
    parts: list[Part] = [element("h2", say("spread.matters"))]
    parts.append(element("p", say("spread.tornado_note"), class_="note"))
    for measure in MOVED:
        for picture, title in case.titles.items():
            values = case.measured(picture, measure)
            told = {"picture": title, "measure": case.named(measure)}
            parts += _tornado(case, say("spread.tornado_title", **told), measure, values)
            if plan.design.method == "sobol":
                parts += _sobol(case, told, values)
    yield parts


def _tornado(case: Studied, title: str, measure: str, values: Floats) -> list[Part]:
    found = [one for one in effects(case.parameters, values) if one.high > one.low][:MOST_SHOWN]
    if not found:
        return []
    bars = [
        draw.Bar(one.name, one.low, one.high, case.level(one.at_low), case.level(one.at_high),
                 f"{case.say.percent(one.share)} ({case.say('spread.in_runs', n=one.n)})")
        for one in found
    ]  # fmt: skip
    middle = float(np.nanmean(values))
    return [draw.tornado(title, bars, middle, partial(case.shown, measure))]


def _sobol(case: Studied, told: dict[str, str], values: Floats) -> list[Part]:
    say, plan = case.say, case.results.plan
    means = (
        values.reshape(plan.settings, len(plan.seeds)).mean(axis=1)
        if not case.results.failed
        else values
    )
    if np.isnan(means).any() or len(means) != plan.settings:
        return [element("p", say("spread.sobol_none", **told))]
    if means.min() == means.max():
        return []
    names = [name for factor in plan.factors for name in _dimensions(case, factor)]

    def write(value: float, off: float) -> str:
        return f"{say.number(round(value, 2) + 0.0, 2)} ± {say.number(off, 2)}"

    rows: list[list[Part]] = [
        [one.name, write(one.first, one.first_off), write(one.total, one.total_off)]
        for one in indices(names, means)
    ]
    head: list[Part] = ["", say("spread.sobol_first"), say("spread.sobol_total")]
    return [element("h3", say("spread.sobol_title", **told)), table(head, rows, "scores", 1)]


def _dimensions(case: Studied, factor: Factor) -> list[str]:
    """Return what each dimension of a factor is called."""
    if factor.dimensions == 1:
        return [factor.path]
    return [f"{factor.path} ({case.say(way)})" for way in ("spread.across", "spread.along")]
