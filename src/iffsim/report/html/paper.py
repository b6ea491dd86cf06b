"""Paper: one page of HTML that stands alone, as the report and the run sheet share it."""

from __future__ import annotations

import html

from iffsim.base import assets
from iffsim.base.units import clock
from iffsim.export import inline
from iffsim.report.html.markup import Safe, element, text
from iffsim.scenario import Scenario
from iffsim.words.say import Words


def document(title: str, body: Safe, sheet: str, say: Words) -> str:
    """Return a page that stands alone, with styles of its own and a policy that allows nothing
    else."""
    style = inline.fonts((inline.REGULAR, inline.STRONG)) + _text("paper.css") + _text(sheet)
    return inline.filled(
        _text("paper.html"),
        {
            "language": say.language,
            "policy": html.escape(inline.policy(style, media=True)),
            "title": text(title),
            "style": style,
            "body": body,
            "letters": inline.font_licence(),
        },
    )


def _text(name: str) -> str:
    return assets.path("report", name).read_text(encoding="utf-8")


def head(scenario: Scenario, say: Words, kind: str) -> Safe:
    """Return the head that the three pages share."""
    return element(
        "header",
        element("p", kind, class_="kind"),
        element("h1", say.written(scenario.title, scenario.title_tr)),
        element("p", say.written(scenario.summary, scenario.summary_tr), class_="lead"),
        element("p", say("runsheet.facts", area=say.written(scenario.area.name),
                         duration=clock(scenario.duration_s)), class_="particulars"),
    )  # fmt: skip


def objectives(scenario: Scenario, say: Words) -> Safe | None:
    """Return what a class shall be able to do afterwards."""
    twins = scenario.objectives_tr
    both = len(twins) == len(scenario.objectives)
    wanted = twins if say.language == "tr" and both else scenario.objectives
    if not wanted:
        return None
    return element(
        "section",
        element("h2", say("runsheet.objectives")),
        element("ol", *(element("li", one) for one in wanted)),
        class_="objectives",
    )
