"""A scenario's page in a site: the page to take away, with code and letters shared by all."""

from __future__ import annotations

import html
from pathlib import Path

import numpy as np
from PIL import Image

from iffsim import record
from iffsim.export import page
from iffsim.recording import Recording
from iffsim.site import plan
from iffsim.site.frame import Page, icon, social
from iffsim.site.plan import Entry, Site
from iffsim.words.say import ENGLISH, languages

SIZE = (1200, 630)
"""Of an image, pixels: what social previews ask for."""
COLOURS = 128


def write(site: Site, entry: Entry, recording: Recording, out: Path) -> None:
    """Write a scenario's page, its data and its images into the site's folder `out`.

    Raises `BadInput` when the scenario has too many aircraft for a page.
    """
    pictures = {place: out / place for place in map(entry.image, languages())}
    for place in (entry.page, *pictures):
        (out / place).parent.mkdir(parents=True, exist_ok=True)
    # A file of data is a script, because a page from disk may read nothing else. It fills the
    # element that holds the data of a page to take away.
    text = page.packed(recording).replace("\\", "\\\\").replace("'", "\\'")
    script = f"document.getElementById(\"data\").textContent = '{text}';\n"
    (out / entry.data).write_text(script, encoding="utf-8", newline="\n")
    (out / entry.page).write_text(_page(site, entry, recording), encoding="utf-8", newline="\n")
    for code in languages():
        _still(entry, recording, code, out)


def _page(site: Site, entry: Entry, recording: Recording) -> str:
    scenario = entry.scenario
    about = Page(
        entry.page, ENGLISH, scenario.title, plan.summary(scenario, ENGLISH), entry.image(),
        twins=False,
    )  # fmt: skip
    styles = [
        f'<link rel="stylesheet" href="{html.escape(plan.link(entry.page, place))}">'
        for place in (plan.LOOKS, plan.STORY_STYLE)
    ]
    scripts = [
        f'<script src="{html.escape(plan.link(entry.page, place))}"></script>'
        for place in (entry.data, plan.STORY_SCRIPT)
    ]
    home = html.escape(plan.link(entry.page, plan.HOME))
    return page.around(
        recording,
        policy=plan.STORY_POLICY,
        head="\n".join([*styles, icon(plan.link(entry.page, plan.ICON)), *social(site, about)]),
        brand=f'<a href="{home}"><b>iffsim</b></a>',
        tail="\n".join(['<script type="application/json" id="data"></script>', *scripts]),
    )


def _still(entry: Entry, recording: Recording, language: str, out: Path) -> None:
    """Write the image in a language, in few colours: a site has one for each scenario."""
    clip = record.Clip(
        entry.pictured_s, entry.pictured_s + 1.0, 1.0, 1.0, SIZE, record.Seen(language=language)
    )
    frame = np.asarray(next(record.frames(recording, clip)))
    shown = Image.fromarray(frame).quantize(COLOURS, Image.Quantize.MAXCOVERAGE, 3)
    shown.save(out / entry.image(language), "PNG")
