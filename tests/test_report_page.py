"""The report in a real Chromium: it opens without a complaint or a request, and prints cleanly."""

from __future__ import annotations

import base64
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import needs
import numpy as np
import pypdfium2
import pytest
from browser import Browser
from classroom import TINY, session

from iffsim.bake import run
from iffsim.report import media
from iffsim.report.compute.case import of_recording, of_session
from iffsim.report.deliver import Wanted, write
from iffsim.report.html.sheets import write as write_sheets
from iffsim.scenario import loads

A4 = (595, 842)
"""Width and height, points."""

pytestmark = needs.browser


@dataclass(frozen=True)
class Paper:
    """A printed page: its text, what share of it is not white, its size."""

    text: str
    inked: float
    size: tuple[int, int]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where a Turkish report with frames and clip, and a run sheet are."""
    place = tmp_path_factory.mktemp("report")
    case = of_session(session())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(media, "CLIP_FPS", 2.0)  # as long as ever, but soon made
        write(case, place / "report.html", Wanted("tr"), lambda _: nullcontext(None))
    many = of_recording(run(loads(crowded(), "many")))
    write(many, place / "many.html", Wanted(frames=False, clip=False), lambda _: nullcontext(None))
    write_sheets(case.recording, place / "sheet.html", "tr")
    return place


def crowded() -> str:
    """Return the small scenario with thirteen pictures of long names and a dozen events at once."""
    picture = """
[[pictures]]
id = "more-{n}"
title = "One more picture, whose name is longer than anybody needs, number {n}"
own = ["battery"]
accepts = ["national"]
doctrine = "national"
"""
    event = '[[events]]\nat = "00:10:{n:02d}"\ndo = "site_silent"\nsite = "south"\n'
    more = [picture.format(n=n) for n in range(11)] + [event.format(n=n) for n in range(12)]
    return TINY + "".join(more)


NAMES = ("report", "many", "sheet", "sheet-handout", "sheet-answers")


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_without_a_complaint_or_a_request(
    name: str, folder: Path, chromium: Browser
) -> None:
    chromium.resize(1000, 800)
    url = (folder / f"{name}.html").as_uri()
    chromium.open(url)
    chromium.run("document.fonts.ready.then(() => 1)")
    assert chromium.complaints() == []
    assert [at for at in chromium.requests() if not at.startswith("data:")] == [url]
    assert chromium.run("[...document.fonts].every(font => font.status === 'loaded')")
    assert chromium.run("[...document.images].every(image => image.naturalWidth > 0)")
    assert chromium.run("document.scripts.length") == 0


def test_the_clip_plays(folder: Path, chromium: Browser) -> None:
    pytest.importorskip("av", reason=needs.VIDEO)
    chromium.open((folder / "report.html").as_uri())
    chromium.wait("document.querySelector('video').readyState > 0")
    assert chromium.run("document.querySelector('video').duration") == pytest.approx(15.0, abs=0.2)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_over_the_edge(name: str, width: int, folder: Path, chromium: Browser) -> None:
    chromium.resize(width, 800)
    chromium.open((folder / f"{name}.html").as_uri())
    assert chromium.run("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["report", "many"])
def test_labels_of_curves_do_not_lie_on_each_other(
    name: str, folder: Path, chromium: Browser
) -> None:
    chromium.resize(1000, 800)
    chromium.open((folder / f"{name}.html").as_uri())
    chromium.run("document.fonts.ready.then(() => 1)")
    touching = chromium.run("""
      [...document.querySelectorAll('figure > svg')].flatMap(svg => {
        const boxes = [...svg.querySelectorAll('text')].map(t => [t.getBoundingClientRect(), t]);
        const frame = svg.getBoundingClientRect();
        const out = boxes.filter(([b]) => b.right > frame.right + 1 || b.left < frame.left - 1);
        const pairs = boxes.flatMap(([a, s], i) => boxes.slice(i + 1).filter(([b]) =>
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3).map(([, t]) => [s, t]));
        return [...out.map(([, t]) => t.textContent),
                ...pairs.map(([s, t]) => s.textContent + ' on ' + t.textContent)];
      })""")
    assert touching == []


@pytest.mark.parametrize("name", NAMES)
def test_it_prints_on_a4_without_an_empty_page(name: str, folder: Path, chromium: Browser) -> None:
    papers = printed(folder / f"{name}.html", chromium)
    upright = name != "sheet"
    assert all(paper.size == (A4 if upright else A4[::-1]) for paper in papers)
    assert all(len(paper.text.split()) > 5 and paper.inked > 0.003 for paper in papers)


def test_turkish_letters_reach_the_paper(folder: Path, chromium: Browser) -> None:
    papers = printed(folder / "report.html", chromium)
    text = " ".join(paper.text for paper in papers)
    assert "Ağ koptu: ışık söndü" in text
    assert "Zaman içinde iğne" in text
    assert set("çğıİöşüÇŞ") <= set(text)
    assert len(papers) >= 5


def printed(path: Path, chromium: Browser) -> list[Paper]:
    """Return the pages that printing gives."""
    chromium.open(path.as_uri())
    chromium.run("document.fonts.ready.then(() => 1)")
    found = chromium.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
    pdf = pypdfium2.PdfDocument(base64.b64decode(found["data"]))
    return [_paper(page) for page in pdf]


def _paper(page: pypdfium2.PdfPage) -> Paper:
    grey = np.asarray(page.render(scale=0.5, grayscale=True).to_numpy())
    width, height = page.get_size()
    return Paper(
        page.get_textpage().get_text_range(),
        float((grey < 128).mean()),
        (round(width), round(height)),
    )
