"""Make docs/gallery.md and its pictures: ``PYTHONPATH=src python docs/gallery.py``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

import iffsim
from iffsim import assets, record
from iffsim.units import clock, parse_time

HERE = Path(__file__).resolve().parent
SHOWN, DRAWN = (960, 540), (1280, 720)
INSTANTS = {
    "local-bubble": "00:13:00",
    "ladder": "00:08:00",
    "incirlik": "00:06:00",
    "needle": "00:06:00",
    "four-bubbles": "00:09:40",
    "from-whom": "00:15:40",
    "road-not-taken": "00:10:30",
    "low-observable": "00:10:30",
    "border-november-2015": "00:06:30",
    "own-force-paradox": "00:06:00",
    "link-lost": "00:08:00",
    "linked-and-wrong": "00:08:00",
    "silent-friend": "00:05:30",
    "supplier-without-codes": "00:09:00",
    "mountains": "00:10:00",
    "real-day": "12:20:00",
    "sandbox": "00:03:00",
    "stress": "00:03:00",
}
"""When each is pictured, in the order of the page; a scenario not named here comes last."""
HEAD = """# The scenarios

Each with its lesson, which a test holds it to for twenty skies of background traffic.
Play one with `iffsim play NAME`. To write your own, see [scenarios.md](scenarios.md).
This page is made by `PYTHONPATH=src python docs/gallery.py`.

Illustrative, not operational: ranges, speeds and places of sites are round or invented.
"""


def entry(name: str) -> str:
    """Write the picture of one scenario and return its part of the page."""
    scenario = iffsim.load(name)
    at = INSTANTS.get(name, clock(scenario.duration_s / 2))
    picture = HERE / "img" / f"{name}.png"
    record.still(iffsim.run(scenario), parse_time(at), DRAWN, picture)
    with Image.open(picture) as drawn:
        small = drawn.convert("RGB").resize(SHOWN, Image.Resampling.LANCZOS)
    palette = record.palette_of([np.asarray(small)])
    small.quantize(palette=palette, dither=Image.Dither.NONE).save(picture, optimize=True)
    captions = [caption for chapter in scenario.chapters for caption in chapter.captions]
    claims = sorted({c.claim for c in captions if c.claim}, key=lambda claim: int(claim[1:]))
    cites = f" Claims {', '.join(claims)}." if claims else ""
    return f"""
## {scenario.title} (`{name}`)

![{scenario.title} at {at}](img/{name}.png)

{scenario.summary}

**Lesson.** {scenario.lesson}{cites}
"""


def main() -> None:
    """Write the page and all its pictures."""
    (HERE / "img").mkdir(exist_ok=True)
    rest = [name for name in assets.scenario_names() if name not in INSTANTS]
    page = HEAD + "".join(entry(name) for name in [*INSTANTS, *rest])
    (HERE / "gallery.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
