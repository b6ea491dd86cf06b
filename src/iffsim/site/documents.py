"""The documentation as pages: Markdown in the site's looks, its links led to the site's pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from iffsim.base import assets
from iffsim.report.html.markup import Safe, element
from iffsim.site import plan
from iffsim.site.frame import Page, framed
from iffsim.site.plan import Site
from iffsim.words.say import ENGLISH

ORDER = ("window", "gallery", "claims", "teaching", "scenarios", "real-traffic", "studies",
         "tables", "api", "model", "design", "performance")  # fmt: skip
"""What reads on first; what is not named here comes last."""
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)


def documents(site: Site) -> Mapping[str, str]:
    """Return the pages of the documentation by where they are; the first lists the others."""
    folder = assets.documents()
    sources = sorted(folder.glob("*.md"), key=_rank) if folder else []
    written = {one.name: one.read_text(encoding="utf-8") for one in sources}
    names = {name: _title(text) for name, text in written.items()}
    rows = [element("li", element("a", title, href=_page(name))) for name, title in names.items()]
    listed = element("ul", *rows) if rows else element("p", ENGLISH("site.no_documents"))
    page = _framed(plan.DOCUMENTS, ENGLISH("site.documents_title"))
    found = {plan.DOCUMENTS: framed(site, page, element("h1", page.title), listed)}
    for name, text in written.items():
        page = _framed(f"docs/{_page(name)}", names[name])
        found[page.place] = framed(site, page, Safe(rendered(text, names)))
    return found


def images() -> list[Path]:
    """Return the files of the documentation's pictures."""
    folder = assets.documents()
    return sorted((folder / "img").iterdir()) if folder else []


def rendered(text: str, titles: Mapping[str, str]) -> str:
    """Return Markdown as HTML. `titles`, by file, are of the pages to which links are led; a link
    to anything else that is not on the web becomes its text: a site holds no source code."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = reader.parse(text)
    seen: dict[str, int] = {}
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", _anchor(_spoken(tokens[number + 1]), seen))
        if (aligned := token.attrs.pop("style", None)) is not None:  # the policy allows no styles
            token.attrSet("class", "number" if "right" in str(aligned) else "")
        for inner in token.children or ():
            if inner.type == "image":
                inner.attrSet("loading", "lazy")
        _lead(token.children or (), titles)
    found = str(reader.renderer.render(tokens, reader.options, {}))
    # What is wide scrolls by itself, by keys as well, not the page under it.
    found = found.replace("<table>", '<div class="wide" tabindex="0"><table>')
    found = found.replace("<pre>", '<pre tabindex="0">')
    return found.replace("</table>", "</table></div>")


def _lead(tokens: Sequence[Token], titles: Mapping[str, str]) -> None:
    """Lead the links of one line to the site's pages, by their titles instead of files' names."""
    open_ = None
    for token in tokens:
        if token.type == "link_open":
            place, mark, part = str(token.attrGet("href")).partition("#")
            open_ = token
            if place in titles:
                token.attrSet("href", _page(place) + mark + part)
            elif not _ELSEWHERE.match(place or mark):
                token.tag, token.attrs = "span", {}
        elif token.type == "link_close" and open_ is not None:
            token.tag, open_ = open_.tag, None
        elif open_ is not None and token.content.removeprefix("docs/") in titles:
            token.content = titles[token.content.removeprefix("docs/")]


def _framed(place: str, title: str) -> Page:
    return Page(place, ENGLISH, title, title, twins=False)


def _page(name: str) -> str:
    return f"{Path(name).stem}.html"


def _rank(path: Path) -> tuple[int, str]:
    return (ORDER.index(path.stem) if path.stem in ORDER else len(ORDER), path.stem)


def _title(text: str) -> str:
    return next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), "")


def _spoken(token: Token) -> str:
    kinds = ("text", "code_inline")
    return "".join(one.content for one in token.children or () if one.type in kinds)


def _anchor(heading: str, seen: dict[str, int]) -> str:
    """Return the id of a heading, as GitHub gives it."""
    name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
    seen[name] = seen.get(name, -1) + 1
    return f"{name}-{seen[name]}" if seen[name] else name
