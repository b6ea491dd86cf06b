"""What stands around every page of a site but the stories': its head, its bar, its foot."""

from __future__ import annotations

from dataclasses import dataclass

from iffsim.report.html.markup import Part, Safe, element, joined
from iffsim.site import plan
from iffsim.site.plan import Site
from iffsim.words.say import Words, languages

BAR = {"site.scenarios": plan.HOME, "site.claims": plan.CLAIMS, "site.about": plan.ABOUT}
"""Message and page of each part that is there in every language."""


@dataclass(frozen=True)
class Page:
    """A page to be framed."""

    place: str
    """Where it is in the first language."""
    say: Words
    title: str
    description: str
    image: str | None = None
    """Its social preview."""
    twins: bool = True
    """Whether the other languages have it, too."""

    @property
    def here(self) -> str:
        """Return where it is."""
        return plan.in_language(self.place, self.say.language)


def framed(site: Site, page: Page, *inside: Part) -> str:
    """Return a whole page."""
    styles = [
        element("link", rel="stylesheet", href=plan.link(page.here, style))
        for style in (plan.LOOKS, plan.SITE_STYLE)
    ]
    styles.append(icon(plan.link(page.here, plan.ICON)))
    return document(page, plan.POLICY, [*styles, *social(site, page)], bar(page), inside)


def document(
    page: Page, policy: str, head: list[Safe], above: Part, inside: tuple[Part, ...]
) -> str:
    """Return a page's markup around its parts."""
    say = page.say
    whole = element(
        "html",
        element(
            "head",
            element("meta", charset="utf-8"),
            Safe(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
            Safe('<meta name="viewport" content="width=device-width, initial-scale=1"/>'),
            element("meta", name_="color-scheme", content="dark"),
            element("meta", name_="description", content=page.description),
            element("title", f"{page.title} · iffsim"),
            *head,
        ),
        element(
            "body",
            element("a", say("site.skip"), class_="skip", href="#content"),
            above,
            element("main", *inside, id="content"),
            element("footer", say("about.caution"), class_="foot"),
        ),
        lang=say.language,
    )
    return f"<!doctype html>\n{whole}\n"


def bar(page: Page) -> Safe:
    """Return the brand, the parts of the site, the other languages."""
    say = page.say

    def to(text: str, place: str, current: bool = False, **more: str) -> Safe:
        mark = "page" if current else None
        return element("a", text, href=plan.link(page.here, place), aria_current=mark, **more)

    parts = [
        to(say(name), plan.in_language(place, say.language), place == page.place)
        for name, place in BAR.items()
    ]
    # The documentation is in English alone.
    parts.append(to(say("site.documents"), plan.DOCUMENTS, page.place == plan.DOCUMENTS))
    others = [
        to(how.name, plan.in_language(page.place if page.twins else plan.HOME, code), lang=code)
        for code, how in languages().items()
        if code != say.language
    ]
    return element(
        "header",
        to("iffsim", plan.in_language(plan.HOME, say.language), class_="brand"),
        element("nav", *parts, aria_label=say("site.parts")),
        element("div", *others, class_="languages"),
        class_="bar",
    )


def social(site: Site, page: Page) -> list[Safe]:
    """Return what previews and search engines read: addresses only where the site's is known."""

    def meta(name: str, content: str | None) -> Safe:
        return element("meta", property=name, content=content) if content else Safe("")

    here = site.absolute(page.here)
    found = [
        meta("og:type", "website"),
        meta("og:site_name", "iffsim"),
        meta("og:title", page.title),
        meta("og:description", page.description),
        meta("og:url", here),
        meta("og:image", site.absolute(page.image) if page.image else None),
    ]
    if page.image and here:
        found.append(element("meta", name_="twitter:card", content="summary_large_image"))
    if here:
        found.append(element("link", rel="canonical", href=here))
    if here and page.twins:
        found += [
            element(
                "link", rel="alternate", hreflang=code,
                href=site.absolute(plan.in_language(page.place, code)),
            )
            for code in languages()
        ]  # fmt: skip
    return found


def icon(address: str) -> Safe:
    """Return the mark of the page's tab."""
    return element("link", rel="icon", type="image/svg+xml", href=address)


def section(heading: str, *inside: Part) -> Safe:
    """Return a part of a page under its heading."""
    return element("section", element("h2", heading), *inside)


def paragraphs(*texts: Part) -> Safe:
    """Return texts, each a paragraph."""
    return joined(*(element("p", one) for one in texts))
