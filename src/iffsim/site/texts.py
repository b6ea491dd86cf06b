"""Pages of words: the claims, what iffsim is, licences, and the page for what is not there."""

from __future__ import annotations

import tomllib
from typing import Any

from iffsim.base import assets
from iffsim.base.units import clock, parse_time
from iffsim.earth.claims import Claim, article
from iffsim.export import inline
from iffsim.export import page as story
from iffsim.report.html.markup import Part, Safe, element, joined
from iffsim.scene import symbology
from iffsim.site import plan
from iffsim.site.frame import Page, document, framed, icon, paragraphs, section
from iffsim.site.plan import Site
from iffsim.words.say import Words

LICENCES = {
    "site.licence_own": plan.OWN_LICENCE, "site.licence_fonts": plan.FONT_LICENCE,
    "site.licence_map": None, "site.licence_airports": None, "site.licence_terrain": None,
}  # fmt: skip
"""Message of what is licensed, and where the licence's text is."""
Row = dict[str, Any]
_EMPTY = element("td")


def claims(site: Site, say: Words) -> tuple[str, str]:
    """Return where the claims' page in a language is, and the page."""
    author = article().author
    intro = say("site.claims_intro", author=author)
    page = Page(plan.CLAIMS, say, say("site.claims_title"), intro)
    rows = claimed()
    if rows is None:
        inside: Part = element("p", say("site.no_claims"))
    else:
        names = ("site.claim", "site.shown", "site.said", "site.adds")
        head = element("tr", *(element("th", say(name), scope="col") for name in names))
        body = [_claim(site, page, name, one, rows[name]) for name, one in article().claims.items()]
        table = element("table", element("thead", head), element("tbody", *body), class_="claims")
        inside = joined(element("p", intro, class_="lead"), element("div", table, class_="wide"))
    return page.here, framed(site, page, element("h1", page.title), inside)


def claimed() -> dict[str, Row] | None:
    """Return, by claim, where it is shown and what is said of it; None where that was left out."""
    folder = assets.documents()
    if folder is None:
        return None
    return tomllib.loads((folder / "claims.toml").read_text(encoding="utf-8"))


def _claim(site: Site, page: Page, name: str, claim: Claim, row: Row) -> Safe:
    say = page.say
    shown = [_shown(site, page, one) for one in row.get("shown", ())]
    stands = f" (¶ {', '.join(map(str, claim.paragraphs))})"
    return element(
        "tr",
        element(
            "th",
            element("b", f"{name} "),
            claim.said(say.language == "tr"),
            element("span", stands, class_="quiet"),
            scope="row",
        ),
        element("td", _label(say, "site.shown"), element("ul", *shown)) if shown else _EMPTY,
        *(
            element("td", _label(say, label), _written(say, row, key)) if row.get(key) else _EMPTY
            for key, label in {"said": "site.said", "adds": "site.adds"}.items()
        ),
    )


def _label(say: Words, id: str) -> Safe:
    """Return what a cell is, for narrow screens, where the table is stacked and has no head."""
    return element("span", say(id), class_="label")


def _shown(site: Site, page: Page, row: Row) -> Safe:
    """Return where a number is shown; a link opens that instant with the picture it is of."""
    name, time_s = str(row["scenario"]), parse_time(str(row["at"]))
    at = f"{name} {clock(time_s)}"
    entry = next((one for one in site.entries if one.name == name), None)
    if entry:
        known = {picture.id for picture in entry.scenario.pictures}
        asked = next((word for word in str(row["measure"]).split() if word in known), None)
        which = f"&pictures={asked}" if asked else ""
        to = f"{plan.link(page.here, entry.page)}#t={time_s:g}{which}&lang={page.say.language}"
        where: Part = element("a", at, href=to)
    else:
        where = at
    return element("li", where, ": ", element("b", str(row["value"])), " ", _written(page.say, row))


def _written(say: Words, row: Row, key: str = "says") -> Part:
    """Return a text of the table of claims; where it has no Turkish, the English, marked so."""
    own = say.written(str(row.get(key, "")), str(row.get(f"{key}_tr", "")))
    foreign = own and say.language != "en" and f"{key}_tr" not in row
    return element("span", own, lang="en") if foreign else own


def about(site: Site, say: Words) -> tuple[str, str]:
    """Return where the page about iffsim in a language is, and the page."""
    page = Page(plan.ABOUT, say, say("site.about_title"), say("site.illustrative"))
    author = article().author
    return page.here, framed(
        site,
        page,
        element("h1", page.title),
        element("p", say("site.intro"), class_="lead"),
        paragraphs(*(say(name) for name in ("site.illustrative", "site.sides", "site.computes"))),
        paragraphs(say("site.article", author=author)),
        section(
            say("site.licences"),
            element("ul", *(_licence(page, name, to) for name, to in LICENCES.items())),
        ),
    )


def _licence(page: Page, name: str, place: str | None) -> Safe:
    text = page.say(name)
    if place is None or (place == plan.OWN_LICENCE and assets.licence() is None):
        return element("li", text)
    return element("li", element("a", text, href=plan.link(page.here, place)))


def lost(site: Site, said: list[Words]) -> tuple[str, str]:
    """Return where the page for what is not there is, and the page.

    A host shows it under any address, so it has its styles inside, and its links hold where the
    site's address is known or it is the top of its host.
    """
    page = Page(plan.LOST, said[0], said[0]("site.lost_title"), said[0]("site.lost_title"))
    style = story.colours() + assets.path("site", "site.css").read_text(encoding="utf-8")
    inside = [
        element(
            "div",
            element("h1" if say is said[0] else "h2", say("site.lost_title")),
            element("p", element("a", say("site.lost"), href=_home(site, say))),
            lang=say.language,
        )
        for say in said
    ]
    head = [
        Safe(f"<style>{style}</style>"),
        element("meta", name_="robots", content="noindex"),
        icon(inline.data_url("image/svg+xml", drawn_icon().encode())),
    ]
    return page.place, document(page, inline.policy(style, media=True), head, None, tuple(inside))


def drawn_icon() -> str:
    """Return the mark of the site's tabs, in the colours of the table: half named, half not."""
    colours = {name: f"rgb{symbology.colour(name)}" for name in ("ink", "blue", "yellow")}
    return inline.filled(assets.path("site", "icon.svg").read_text(encoding="utf-8"), colours)


def _home(site: Site, say: Words) -> str:
    place = plan.in_language(plan.HOME, say.language)
    return site.absolute(place) or place
