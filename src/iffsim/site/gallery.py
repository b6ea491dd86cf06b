"""The first page: every scenario with its image, what it is about and its lesson."""

from __future__ import annotations

from iffsim.report.html.markup import Safe, element, joined
from iffsim.scenario import about
from iffsim.scenario.twins import twins
from iffsim.site import plan
from iffsim.site.frame import Page, framed
from iffsim.site.plan import Entry, Site
from iffsim.words.say import Words


def gallery(site: Site, say: Words) -> tuple[str, str]:
    """Return where the first page in a language is, and the page."""
    image = site.entries[0].image(say.language)
    page = Page(plan.HOME, say, say("site.title"), say("site.intro"), image)
    first, *rest = site.entries
    return page.here, framed(
        site,
        page,
        element("h1", say("site.title")),
        element("p", say("site.intro"), class_="lead"),
        element("p", say("site.nothing"), class_="quiet"),
        _card(first, page, "first"),
        element("h2", say("site.scenarios")) if rest else None,
        element("div", *(_card(entry, page, None) for entry in rest), class_="cards"),
    )


def _card(entry: Entry, page: Page, kind: str | None) -> Safe:
    scenario = entry.scenario
    say = Words(page.say.language, twins(scenario))
    title, lead = plan.title(scenario, say), say("site.start") if kind else None
    to = f"{plan.link(page.here, entry.page)}#lang={say.language}"
    picture = element(
        "img", src=plan.link(page.here, entry.image(say.language)), width=1200, height=630,
        alt=say("site.pictured", title=title, at=entry.pictured), loading=None if kind else "lazy",
    )  # fmt: skip
    return element(
        "article",
        element("a", picture, href=to, tabindex=-1, class_="still"),
        element(
            "div",
            element("p", lead, class_="quiet") if lead else None,
            element("h2" if kind else "h3", title),
            element("p", plan.summary(scenario, say)),
            _lesson(entry, say),
            element("p", element("a", say("site.open", title=title), href=to), class_="open"),
            _more(entry, say),
        ),
        class_=f"card {kind}" if kind else "card",
        id=entry.name,
    )


def _lesson(entry: Entry, say: Words) -> Safe | None:
    told = " ".join(say.written(entry.scenario.lesson, entry.scenario.lesson_tr).split())
    if not told:
        return None
    return element("p", element("b", f"{say('about.lesson')}. "), told)


def _more(entry: Entry, say: Words) -> Safe | None:
    """Return the page about a scenario, folded away; what stands on its card already is left
    out."""
    known = {say("about.lesson"), say("about.mind")}
    parts = [part for part in about.page(entry.scenario, say)[1:] if part[0] not in known]
    if not parts:
        return None
    rows = [joined(element("dt", heading), element("dd", _lines(text))) for heading, text in parts]
    return element("details", element("summary", say("site.more")), element("dl", *rows))


def _lines(text: str) -> Safe:
    lines = text.split("\n")
    if len(lines) == 1:
        return joined(lines[0])
    return element("ul", *(element("li", line.removeprefix("- ")) for line in lines))
