"""The report as one self-contained page: no script, no request; it prints as it reads."""

from __future__ import annotations

import html

from iffsim import assets
from iffsim.export import inline
from iffsim.report import curves, happened, lesson, named, opening
from iffsim.report.facts import Facts
from iffsim.report.markup import Safe, element, joined, text
from iffsim.report.media import Shot
from iffsim.view.words import Words

ABOUT = (
    "Map: Natural Earth; its lines endorse no claim. Letters: IBM Plex, under the SIL Open Font"
    " Licence. Every sentence of the story is tagged: article (the 2019 article says so), model"
    " (this model shows it), record (it is on record)."
)


def page(found: Facts, shots: tuple[Shot, ...] = (), clip: str | None = None) -> str:
    """Return the whole page."""
    scenario = found.case.base
    body = joined(
        opening.opening(found),
        opening.glance(found),
        happened.happened(found),
        curves.curves(found),
        curves.needle(found),
        named.confusions(found),
        named.exposures(found),
        lesson.lesson(found),
        happened.frames(found, shots, clip),
        opening.scores(found),
        element(
            "footer", element("p", found.say(ABOUT)), element("p", found.say(opening.DISCLAIMER))
        ),
    )
    title = found.say.written(scenario.title, scenario.title_tr)
    return document(title, body, "report.css", found.say)


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
