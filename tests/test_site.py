"""`iffsim site`: every link leads somewhere, nothing is asked of a network, the same twice, and a
folder that is somebody else's stays theirs."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser import Browser

from iffsim import site
from iffsim.base import assets
from iffsim.base.errors import BadInput
from iffsim.cli import main
from iffsim.scenario import load, loads
from iffsim.site import assembly, documents, plan, stories
from iffsim.site.plan import Entry, Site

HERE = Path(__file__).resolve().parent
TINY = (HERE / "data" / "tiny.toml").read_text(encoding="utf-8")
TITLE = """</script><img src=x onerror=alert(1)>' \\ \\u003c "quoted" {{head}}"""
NASTY = re.sub(r"^title = .*$", lambda _: f"title = {json.dumps(TITLE)}", TINY, count=1, flags=re.M)


class Reader(HTMLParser):
    """What a page points at, and what can be pointed at in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        plain = tag == "script" and dict(attrs).get("type") != "application/json"
        if tag == "style" or (plain and "src" not in dict(attrs)):
            self.inline.append(tag)
        self.inline += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.links.append(value)
            elif name == "id":
                self.ids.add(str(value))


@pytest.fixture(scope="module", autouse=True)
def _small() -> Iterator[None]:
    """Make images of a ninth of the size: to choose their colours takes half of a site's time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories, "SIZE", (400, 210))
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "public"
    site.build({"nasty": loads(NASTY, "nasty"), "ladder": load("ladder")}, out)
    return out


def test_every_link_leads_to_a_file_of_the_site_and_to_a_place_in_it(made: Path) -> None:
    pages = {path: Reader(path.read_text(encoding="utf-8")) for path in made.rglob("*.html")}
    assert len(pages) > 15
    for path, page in pages.items():
        for address in page.links:
            where, _, part = address.partition("#")
            if re.match("(https?|data):", where):
                assert "docs" in path.parts or where.startswith("data:image/svg+xml;"), address
                continue
            target = (path.parent / where).resolve() if where else path
            assert target.is_file(), f"{path.name}: {address}"
            assert target.is_relative_to(made)
            if part and target.suffix == ".html" and "=" not in part:
                assert part in pages[target].ids, f"{path.name}: {address}"


def test_code_and_letters_are_there_once(made: Path) -> None:
    sizes = {p.relative_to(made).as_posix(): p.stat().st_size for p in made.rglob("*")}
    assert sizes["scenarios/ladder.html"] < 10_000
    text = {p: p.read_text(encoding="utf-8") for p in made.rglob("*.*") if p.suffix in
            (".html", ".css", ".js")}  # fmt: skip
    assert [p.name for p, one in text.items() if "@font-face" in one] == ["looks.css"]
    assert [p.name for p, one in text.items() if "function keepUp" in one] == ["story.js"]


def test_no_page_has_a_script_or_a_style_of_its_own_but_the_lost_one(made: Path) -> None:
    for path in made.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "default-src 'none'" in html.unescape(text)
        assert text.count('"og:title"') == (path.name != "404.html"), path.name
        assert Reader(text).inline == (["style"] if path.name == "404.html" else []), path.name


@pytest.mark.parametrize("width", [390, 1280])
def test_a_browser_opens_it_from_disk_without_a_word(
    made: Path, chromium: Browser, width: int
) -> None:
    chromium.resize(width, 800)
    places = ["index.html", "tr/claims.html", "404.html", "docs/real-traffic.html",
              "scenarios/nasty.html", "scenarios/ladder.html#t=480&lang=tr"]  # fmt: skip
    for place in places:
        story = place.startswith("scenarios/")
        loaded = "document.fonts.status === 'loaded' && document.readyState === 'complete'"
        chromium.open(f"{made.as_uri()}/{place}", f"{loaded} && {'window.iffsim' if story else 1}")
        assert chromium.complaints() == [], place
        assert all(r.startswith((made.as_uri(), "data:")) for r in chromium.requests()), place
        assert chromium.run("document.documentElement.scrollWidth <= innerWidth"), place
        if "nasty" in place:
            assert TITLE in chromium.run("document.getElementById('title').textContent")
    assert chromium.run("document.documentElement.lang") == "tr"
    assert chromium.run("iffsim.state.time") == 480
    assert chromium.run("getComputedStyle(document.querySelector('.brand b')).fontFamily").count(
        "Plex Condensed"
    )


def test_both_languages_tell_title_summary_and_lesson(made: Path) -> None:
    scenario = load("ladder")
    for page, texts in {
        "index.html": (scenario.title, scenario.summary, scenario.lesson),
        "tr/index.html": (scenario.title_tr, scenario.summary_tr, scenario.lesson_tr),
    }.items():
        text = (made / page).read_text(encoding="utf-8").replace("&#x27;", "'")
        assert all(" ".join(one.split()) in text for one in texts)


def test_the_same_is_written_twice(tmp_path: Path) -> None:
    for name in ("a", "b"):
        site.build({"tiny": loads(TINY, "tiny")}, tmp_path / name)
    files = [sorted(p for p in (tmp_path / n).rglob("*") if p.is_file()) for n in ("a", "b")]
    assert [p.read_bytes() for p in files[0]] == [p.read_bytes() for p in files[1]]
    stays, stale = tmp_path / "a" / "CNAME", tmp_path / "a" / "docs" / "old.html"
    stays.write_text("example.org")
    stale.write_text("of a site that was longer")
    mark = tmp_path / "a" / assembly.MARK
    listed = json.loads(mark.read_text())
    outside = tmp_path / "outside.txt"
    outside.write_text("not the site's")
    mark.write_text(json.dumps({"files": [*listed["files"], "docs/old.html", "../outside.txt"]}))
    site.build({"tiny": loads(TINY, "tiny")}, tmp_path / "a")
    assert stays.is_file()
    assert outside.is_file()
    assert not stale.exists()


def test_a_folder_of_somebody_elses_is_refused_unless_forced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(TINY, encoding="utf-8")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("years of work")
    argv = ["site", str(own), "--only", "--out", str(theirs)]
    assert main(argv) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert [p.name for p in theirs.iterdir()] == ["thesis.txt"]
    assert main([*argv, "--force"]) == 0
    assert (theirs / "thesis.txt").read_text() == "years of work"
    assert (theirs / "scenarios" / "mine.html").is_file()


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--only"], "--only"),
        (["ladder", "--only", "--base-url", "ftp://x"], "--base-url"),
        (["ladder", "--only", "--base-url", 'https://x/"><script>'], "--base-url"),
        (["nowhere.toml", "--only"], "nowhere.toml"),
    ],
)
def test_bad_input_is_one_sentence(
    argv: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["site", *argv, "--out", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_nothing_is_left_where_it_cannot_be_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Site) -> dict[str, str]:
        raise BadInput([])

    monkeypatch.setattr(assembly, "pages", fails)
    with pytest.raises(BadInput):
        site.build({"tiny": loads(TINY, "tiny")}, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def placed() -> dict[str, str]:
    entries = [Entry("ladder", load("ladder"), 480.0)]
    return assembly.pages(Site(entries, "https://example.org/iffsim/"))


def test_with_an_address_pages_say_where_they_are(placed: dict[str, str]) -> None:
    text = placed["tr/claims.html"]
    assert '<link rel="canonical" href="https://example.org/iffsim/tr/claims.html"/>' in text
    assert 'hreflang="en" href="https://example.org/iffsim/claims.html"' in text
    home = placed["index.html"]
    assert 'property="og:image" content="https://example.org/iffsim/images/ladder.en.png"' in home
    assert "<loc>https://example.org/iffsim/scenarios/ladder.html</loc>" in placed["sitemap.xml"]
    assert placed["sitemap.xml"].count("<loc>") == len(placed) + 1 - 2  # a story; lost, itself
    assert 'href="https://example.org/iffsim/tr/"' in placed["404.html"]


def test_without_one_there_is_no_sitemap_and_no_canonical_address(made: Path) -> None:
    assert not (made / "sitemap.xml").exists()
    assert "canonical" not in (made / "index.html").read_text(encoding="utf-8")


def test_where_the_documentation_was_left_out_the_site_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(assets, "documents", lambda: None)
    pages = assembly.pages(Site([Entry("ladder", load("ladder"), 480.0)]))
    assert "without its documentation" in pages[plan.DOCUMENTS]
    assert "without the table of claims" in pages["claims.html"]
    assert [place for place in pages if place.startswith("docs/")] == [plan.DOCUMENTS]


def test_every_text_of_the_claims_is_there_in_turkish(made: Path) -> None:
    text = (made / "tr" / "claims.html").read_text(encoding="utf-8")
    assert '<span lang="en">' not in text
    assert text.count("<tr>") == 18


def test_markdown_leads_to_pages_and_nowhere_else() -> None:
    titles = {"model.md": "The model"}
    shown = documents.rendered(
        "# A `b`!\n\n[docs/model.md](model.md#needle) [x](../src/a.py) [w](https://e.org)\n\n"
        "| a | b |\n|--:|---|\n| 1 | 2 |\n\n    code\n",
        titles,
    )
    assert '<h1 id="a-b">' in shown
    assert '<a href="model.html#needle">The model</a>' in shown
    assert "<span>x</span>" in shown
    assert '<a href="https://e.org">w</a>' in shown
    assert "style=" not in shown
    assert '<td class="number">1</td>' in shown
    assert '<pre tabindex="0">' in shown
