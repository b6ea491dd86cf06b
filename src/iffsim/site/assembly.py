"""A site put together in a temporary folder, then moved to its place, beside what else is there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import iffsim
from iffsim.base import assets
from iffsim.base.errors import bad
from iffsim.base.files import folder
from iffsim.base.progress import Tell, watched
from iffsim.export import inline, page
from iffsim.report.html.markup import text
from iffsim.scenario import Scenario
from iffsim.site import plan, stories
from iffsim.site.documents import documents, images
from iffsim.site.gallery import gallery
from iffsim.site.instants import INSTANTS, instant
from iffsim.site.plan import Entry, Site
from iffsim.site.texts import about, claims, drawn_icon, lost
from iffsim.words.say import Words, languages

MARK = "iffsim-site.json"
"""Tells a site's folder, and lists the files that are the site's."""


def build(
    scenarios: Mapping[str, Scenario],
    out: Path,
    base_url: str | None = None,
    force: bool = False,
    tell: Tell | None = None,
) -> int:
    """Write a site of `scenarios`, by name, into the folder `out`; return how many files it has.

    `base_url`, the site's address, makes canonical addresses, preview images and a sitemap. A
    folder with anything in it that is no site is refused unless `force`; what is not the site's
    stays. `tell` is told the share done. Raises `BadInput`.
    """
    before = _owned(out, force)
    order = sorted(scenarios, key=lambda name: (_rank(name), name))
    entries = [Entry(name, scenarios[name], instant(name, scenarios[name])) for name in order]
    site = Site(entries, base_url)
    with folder(out) as temporary:
        for entry in watched(entries, len(entries), tell):
            stories.write(site, entry, iffsim.run(entry.scenario), temporary)
        _write(temporary, pages(site))
        _shared(temporary)
        now = sorted(str(p.relative_to(temporary).as_posix()) for p in _files(temporary))
        listed = {"iffsim": "site", "files": now}
        _write(temporary, {MARK: json.dumps(listed, indent=1) + "\n"})
    for gone in before - {*now}:
        with suppress(OSError):
            (out / gone).unlink(missing_ok=True)
    return len(now)


def _rank(name: str) -> int:
    return list(INSTANTS).index(name) if name in INSTANTS else len(INSTANTS)


def _owned(out: Path, force: bool) -> set[str]:
    """Return the files of the site that is in `out`; raises `BadInput` for any other folder."""
    try:
        if not out.exists() or not any(out.iterdir()):
            return set()
        files = json.loads((out / MARK).read_text(encoding="utf-8"))["files"]
        return {
            name for name in map(str, files) if (out / name).resolve().is_relative_to(out.resolve())
        }
    except (OSError, ValueError, KeyError, TypeError):
        if out.is_dir() and force:
            return set()
    if not out.is_dir():
        raise bad(str(out), "is a file; expected a folder")
    raise bad(str(out), "has files in it and is no site of iffsim's; --force writes beside them")


def pages(site: Site) -> dict[str, str]:
    """Return every page but the stories, by where it is."""
    said = [Words(code) for code in languages()]
    found = dict(make(site, say) for say in said for make in (gallery, claims, about))
    found |= documents(site)
    if site.base_url is not None:
        found["sitemap.xml"] = _sitemap(site, [*found, *(entry.page for entry in site.entries)])
    return found | dict([lost(site, said)])


def _sitemap(site: Site, places: list[str]) -> str:
    rows = "".join(f"<url><loc>{text(site.absolute(one))}</loc></url>\n" for one in sorted(places))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )


def _shared(out: Path) -> None:
    """Write what all pages share: letters, colours, styles, script, licences, pictures."""
    own, brand = (
        assets.path("site", name).read_text(encoding="utf-8") for name in ("site.css", "brand.css")
    )
    _write(
        out,
        {
            plan.LOOKS: page.looks(),
            plan.SITE_STYLE: own,
            plan.STORY_STYLE: page.styles() + brand,
            plan.STORY_SCRIPT: page.script(),
            plan.ICON: drawn_icon(),
            plan.FONT_LICENCE: inline.font_licence(),
        },
    )
    if (licence := assets.licence()) is not None:
        shutil.copyfile(licence, out / plan.OWN_LICENCE)
    (out / "docs" / "img").mkdir(parents=True, exist_ok=True)
    for image in images():
        shutil.copyfile(image, out / "docs" / "img" / image.name)


def _write(out: Path, files: Mapping[str, str]) -> None:
    for place, content in files.items():
        target = out / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8", newline="\n")


def _files(out: Path) -> list[Path]:
    return [path for path in out.rglob("*") if path.is_file()]
