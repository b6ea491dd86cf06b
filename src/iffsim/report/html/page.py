"""The report as one self-contained page: no script, no request; it prints as it reads."""

from __future__ import annotations

from iffsim.report.compute.facts import Facts
from iffsim.report.html import curves, identities, opening, questions, record, timeline
from iffsim.report.html.markup import element, joined
from iffsim.report.html.paper import document
from iffsim.report.media import NOTHING, Media

ABOUT = "report.about"


def page(found: Facts, shown: Media = NOTHING) -> str:
    """Return the whole page."""
    scenario = found.case.base
    body = joined(
        opening.opening(found),
        opening.glance(found),
        timeline.timeline(found),
        record.record(found),
        curves.curves(found),
        curves.needle(found),
        identities.confusions(found),
        identities.exposures(found),
        questions.questions(found),
        timeline.frames(found, shown),
        opening.others(found),
        opening.scores(found),
        element(
            "footer", element("p", found.say(ABOUT)), element("p", found.say(opening.DISCLAIMER))
        ),
    )
    title = found.say.written(scenario.title, scenario.title_tr)
    return document(title, body, "report.css", found.say)
