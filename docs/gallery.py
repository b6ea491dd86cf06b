"""Make docs/gallery.md and its pictures: ``PYTHONPATH=src python docs/gallery.py``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

import iffsim
from iffsim import Scenario, record
from iffsim.base import assets
from iffsim.base.units import clock
from iffsim.scenario import about
from iffsim.site.instants import INSTANTS, instant
from iffsim.words.say import ENGLISH

HERE = Path(__file__).resolve().parent
SHOWN, DRAWN = (960, 540), (1280, 720)
MOST_BYTES, COLOURS = 150_000, (128, 64, 32)
HEAD = """# The scenarios

Each with its lesson, which a test holds it to for twenty skies of background traffic.
Play one with `iffsim play NAME`. To write your own, see [scenarios.md](scenarios.md).
This page is made by `PYTHONPATH=src python docs/gallery.py`.

Illustrative, not operational: ranges, speeds and places of sites are round or invented.
"""


def entry(name: str) -> str:
    """Write the picture of one scenario and return its part of the page."""
    scenario = iffsim.load(name)
    time_s = instant(name, scenario)
    at = INSTANTS.get(name, clock(time_s))
    picture = HERE / "img" / f"{name}.png"
    record.still(iffsim.run(scenario), time_s, DRAWN, picture)
    with Image.open(picture) as drawn:
        small = drawn.convert("RGB").resize(SHOWN, Image.Resampling.LANCZOS)
    save(small, picture)
    claims = about.claims_of(scenario)
    cites = f" Claims {', '.join(claims)}." if claims else ""
    return f"""
## {scenario.title} (`{name}`)

![{scenario.title} at {at}](img/{name}.png)

{scenario.summary}

**Lesson.** {scenario.lesson}{cites}

<details><summary>About it: how it works, what to notice, what to try</summary>

{info(scenario)}

</details>
"""


def save(shown: Image.Image, path: Path) -> None:
    """Write a picture in as many colours as keep its file small."""
    palette = record.palette_of([np.asarray(shown)])
    shown.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)
    for colours in COLOURS:
        if path.stat().st_size <= MOST_BYTES:
            return
        fewer = shown.quantize(colours, Image.Quantize.MAXCOVERAGE, 3, dither=Image.Dither.NONE)
        fewer.save(path, optimize=True)


def info(scenario: Scenario) -> str:
    """Return the page that `iffsim info` shows, but for its title and lesson and what all share."""
    rest = [part for part in about.page(scenario)[2:] if part[1] != ENGLISH("about.caution")]
    return "\n\n".join(f"**{heading}.**{listed(text)}" for heading, text in rest)


def listed(text: str) -> str:
    """Return a text as it is, or several lines as a list."""
    lines = [line.removeprefix("- ") for line in text.split("\n")]
    return f" {lines[0]}" if len(lines) == 1 else "\n\n" + "\n".join(f"- {one}" for one in lines)


def main() -> None:
    """Write the page and all its pictures."""
    (HERE / "img").mkdir(exist_ok=True)
    rest = [name for name in assets.scenario_names() if name not in INSTANTS]
    page = HEAD + "".join(entry(name) for name in [*INSTANTS, *rest])
    (HERE / "gallery.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
