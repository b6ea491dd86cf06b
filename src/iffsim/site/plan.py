"""What a site consists of, and where: the addresses that its pages give each other."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from iffsim.base.units import clock
from iffsim.scenario import Scenario
from iffsim.words.say import Words, languages

HOME, CLAIMS, ABOUT, DOCUMENTS, LOST = (
    "index.html", "claims.html", "about-iffsim.html", "docs/index.html", "404.html",
)  # fmt: skip
LOOKS, SITE_STYLE, STORY_STYLE, STORY_SCRIPT = (
    "shared/looks.css", "shared/site.css", "shared/story.css", "shared/story.js",
)  # fmt: skip
ICON = "shared/icon.svg"
FONT_LICENCE, OWN_LICENCE = "shared/OFL-IBM-Plex.txt", "shared/LICENSE.txt"
POLICY = "; ".join(
    (
        "default-src 'none'", "style-src 'self'", "font-src data:", "img-src 'self'",
        "base-uri 'none'", "form-action 'none'",
    )
)  # fmt: skip
"""What a page of the site may ask for: its styles and its images. Letters are in the styles,
because browsers refuse files of their own to a page from disk."""
STORY_POLICY = f"{POLICY}; script-src 'self'"


@dataclass(frozen=True)
class Entry:
    """A scenario of the site."""

    name: str
    scenario: Scenario
    pictured_s: float
    """The instant of its image."""

    @property
    def page(self) -> str:
        """Return where its page is."""
        return f"scenarios/{self.name}.html"

    @property
    def data(self) -> str:
        """Return where its data are."""
        return f"scenarios/{self.name}.js"

    def image(self, language: str = "en") -> str:
        """Return where its image in a language is."""
        return f"images/{self.name}.{language}.png"

    @property
    def pictured(self) -> str:
        """Return the instant of its image as a clock shows it."""
        return clock(self.pictured_s)


@dataclass(frozen=True)
class Site:
    """A site: its scenarios in their order, and its address, if that is known."""

    entries: Sequence[Entry]
    base_url: str | None = None
    """Ends with a slash."""

    def absolute(self, place: str) -> str | None:
        """Return the address of a place; None where the site's own is not known."""
        if self.base_url is None:
            return None
        return self.base_url + place.removesuffix(HOME)


def in_language(place: str, language: str) -> str:
    """Return where a page in a language is: the first language has the top, others a folder."""
    return place if language == next(iter(languages())) else f"{language}/{place}"


def link(start: str, place: str) -> str:
    """Return the relative address of a place of the site as it stands in the page at `start`."""
    return posixpath.relpath(place, posixpath.dirname(start) or ".")


def title(scenario: Scenario, say: Words) -> str:
    """Return a scenario's title."""
    return say.written(scenario.title, scenario.title_tr)


def summary(scenario: Scenario, say: Words) -> str:
    """Return what a scenario is about, on one line."""
    return " ".join(say.written(scenario.summary, scenario.summary_tr).split())
