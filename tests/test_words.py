"""The table of words: every id is there, in every language, and is said somewhere."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import msgspec
import pytest

from iffsim.base import assets
from iffsim.classroom.palette import BY_ID
from iffsim.classroom.record import Kind
from iffsim.doctrine import OTHERWISE
from iffsim.earth import catalogue
from iffsim.report.compute.measures import MEASURES
from iffsim.report.compute.timeline import KINDS
from iffsim.scenario import load
from iffsim.scenario.doctrines import BUILT_IN
from iffsim.scenario.teaching import ORDERS
from iffsim.scenario.twins import twins
from iffsim.scenario.words import AllegianceName, EvidenceName, IdentityName, ReplyName
from iffsim.scene.symbology import TAGS
from iffsim.words.say import ENGLISH, TURKISH, Forms, Words, languages, messages

SOURCE = Path(__file__).resolve().parent.parent / "src" / "iffsim"


def phrases(id_: str, language: str) -> tuple[str, ...]:
    """Return a message's forms in one language."""
    phrase = messages()[id_][language]
    return (phrase.one, phrase.other) if isinstance(phrase, Forms) else (phrase,)


def test_the_table_read_by_topics_is_what_its_files_say():
    whole: dict[str, object] = {}
    for file in assets.path("words").glob("*.toml"):
        if file.name != "languages.toml":
            topics = tomllib.loads(file.read_text(encoding="utf-8"))
            for topic, rows in topics.items():
                whole |= {f"{topic}.{name}": said for name, said in rows.items()}
    assert msgspec.to_builtins(messages()) == whole


def test_a_message_takes_the_same_parts_in_every_language():
    def parts(id_: str, language: str) -> set[str]:
        said = [list(Formatter().parse(text)) for text in phrases(id_, language)]
        return {name for one in said for _, name, _, _ in one if name is not None}

    first, *others = languages()
    wrong = {id_ for id_ in messages() for code in others if parts(id_, code) != parts(id_, first)}
    assert wrong == set()


def test_numbers_and_shares_are_written_as_each_language_does():
    assert ENGLISH.number(12345.6, 1) == "12,345.6"
    assert TURKISH.number(12345.6, 1) == "12.345,6"
    assert (ENGLISH.percent(0.231), TURKISH.percent(0.231)) == ("23 %", "%23")
    assert (ENGLISH.percent(0.2314, 1), TURKISH.percent(0.2314, 1)) == ("23.1 %", "%23,1")


def test_turkish_capitals_keep_their_dots():
    assert TURKISH.upper("Ilık iğne") == "ILIK İĞNE"
    assert ENGLISH.upper("link") == "LINK"
    assert TURKISH.capital("izlenmiyor") == "İzlenmiyor"


def test_names_of_keys_are_those_on_the_keys():
    assert ENGLISH.keys("Alt arrows") == "Alt arrows"
    assert TURKISH.keys("Click   Tab") == "Tıklama   Tab"
    assert TURKISH.keys("G   arrows Enter") == "G   oklar Enter"


def test_a_scenarios_own_words_come_in_both_languages():
    say = Words("tr", {"A battery": "Bir batarya"}).written
    assert say("Local bubble", "Yerel kabarcık") == "Yerel kabarcık"
    assert say("A battery") == "Bir batarya"
    assert say("A word of my own") == "A word of my own"
    assert ENGLISH.written("Local bubble", "Yerel kabarcık") == "Local bubble"


SPEAKS = ("view", "report", "site", "scene", "export", "classroom/palette.py", "scenario/about.py")
"""What is drawn or printed for people in two languages."""
FAMILIES = {
    "allegiance": get_args(AllegianceName), "credential": (*get_args(ReplyName), "nothing"),
    "identity": (*get_args(IdentityName), "not_held"), "category": get_args(catalogue.Category),
    "tag": TAGS, "measure": [n for one in MEASURES for n in (one.key, f"{one.key}_means")],
    "lane": KINDS, "moment": KINDS, "inject": BY_ID, "done": BY_ID,
    "record": ({*get_args(Kind)} - {"inject"}) | {"who", "team"},
    "order": ("truth_hidden", "truth_shown", "jump_chapter", *(
        name.replace(".", "_") for name in ORDERS
        if name != "truth" and not name.startswith("inject.")
    )),
    "source": TAGS, "evidence": get_args(EvidenceName),
    "about": ("what", "how", "notice", "tries", "origin"),
}  # fmt: skip
"""Ids that are put together in code: a topic and what may follow it."""
WORDED = re.compile(
    r"[^\W\d_]{2,}[,;:]? +[^\W\d_]{2,}|^[A-ZÇĞİÖŞÜ][a-zà-ž]{3,}|\w[çğışöü]|[çğışöü]\w"
)
"""Reads as words: two of them, a capital, a Turkish letter."""
NO_WORDS = re.compile(
    r"((Alt|Ctrl|Shift|Enter|Tab|Esc|Home|End|PgUp|PgDn|Del|Backspace|[A-Z0-9+−←→↑↓?] *)\s*)+"
    r"|Escape|Delete|Left|Right|Up|Down|PageUp|PageDown|Plus|Minus"
    r"|offset points|axes fraction|IBM Plex.*|DejaVu Sans|Plex (Condensed|Mono)|SIAP .*|UTC"
    r'|.*"Plex Condensed", sans-serif|\((prefers-|pointer:).*|caption tag-|[.#]\w+ \w+|Arrow'
    r"|Glyph .*|Date|.*-src data:|fade up|pointed out|Feature|Point|<.*|\"use strict.*"
    r"|Content-Type|Bearer",
    re.DOTALL,
)
"""What only looks like words: names of keys, of faces, of drawing options."""


def speaking() -> list[Path]:
    """Return the modules that say things to people."""
    found = [SOURCE / name for name in SPEAKS]
    return [file for place in found for file in (sorted(place.rglob("*.py")) or [place])]


def no_text(node: ast.AST) -> ast.AST | None:
    """Return what of a node holds texts for nobody's eyes: docstrings, types, exports, faults."""
    match node:
        case ast.Raise() | ast.Assert() | ast.Expr(value=ast.Constant()):
            return node
        case ast.Call(func=ast.Name(id="bad" | "Fault")):
            return node
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return node
        case ast.AnnAssign(annotation=kind) | ast.arg(annotation=kind):
            return kind
    return None


def texts(file: Path) -> Iterator[ast.Constant]:
    """Yield the texts of a module that people could read."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    silent = [found for node in ast.walk(tree) if (found := no_text(node)) is not None]
    passed = {id(one) for node in silent for one in ast.walk(node)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    yield from (one for one in constants if isinstance(one.value, str) and id(one) not in passed)


def worded(text: str) -> bool:
    """Return whether a text reads as words, and not as names of keys or of drawing options."""
    caps = {str(messages()[id_]["en"]).lower() for id_ in messages() if id_.startswith("cap.")}
    plain = " ".join(word for word in text.split() if word.lower() not in caps)
    return bool(WORDED.search(plain)) and not NO_WORDS.fullmatch(plain)


def test_no_phrase_stands_in_the_code():
    found = [
        f"{file.name}:{text.lineno}: {text.value}"
        for file in speaking()
        for text in texts(file)
        if worded(str(text.value))
    ]
    assert found == []


def test_no_phrase_stands_in_the_page():
    found = [
        f"{file.name}: {text}"
        for file in [
            *assets.path("story").rglob("*.js"),
            assets.path("story", "story.html"),
            assets.path("class", "class.js"),
            assets.path("class", "class.html"),
        ]
        for text in literals(file.read_text(encoding="utf-8"))
        if worded(text)
    ]
    assert found == []


def literals(script: str) -> list[str]:
    """Return what stands in quotes in a script, without what is put into it, and what stands
    between the tags of a page."""
    if script.startswith("<!doctype"):
        return re.findall(r">([^<>{}]+)<", re.sub(r"(?s)<title>.*?</title>", "", script))
    code = re.sub(r"(?m)^\s*(//|/?\*).*$|\s// .*$", "", script)
    quoted = re.findall(r'"((?:[^"\\\n]|\\.)*)"', code)
    return quoted + [re.sub(r"\$\{[^}]*\}", "", one) for one in re.findall(r"`([^`]*)`", code)]


def said() -> tuple[set[str], set[str]]:
    """Return every text of the code, and the topics of ids that are put together there."""
    plain, made = set[str](), set[str]()
    for file in sorted({*SOURCE.rglob("*.py")} - {*(SOURCE / "cli").glob("*.py")}):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                made |= set(re.findall(r"^([a-z]+)\.$", str(node.values[0].value)))
    pages = *assets.path("story").rglob("*.js"), *assets.path("class").glob("class.*")
    for file in pages:
        script = file.read_text(encoding="utf-8")
        plain |= set(re.findall(r'"([^"\n]*)"', script))
        made |= set(re.findall(r"`([a-z]+)\.\$", script))
    return plain, made & {id_.partition(".")[0] for id_ in messages()}


def test_every_id_that_is_said_is_in_the_table():
    plain, made = said()
    topics = {id_.partition(".")[0] for id_ in messages()}
    ids = {text for text in plain if re.fullmatch(r"[a-z]+\.[a-z]\w*", text)}
    ids = {text for text in ids if text.partition(".")[0] in topics}
    ids = {text for text in ids if text[-3:] not in FILES}
    assert ids - messages().keys() == set()
    assert made - {"cap"} == FAMILIES.keys()
    family = {f"{topic}.{name}" for topic, names in FAMILIES.items() for name in names}
    assert family - messages().keys() == set()


def test_every_message_is_said_somewhere():
    plain, _ = said()
    family = {f"{topic}.{name}" for topic, names in FAMILIES.items() for name in names}
    rules = {id_ for id_ in messages() if id_.startswith("rule.")}
    caps = {f"cap.{word.lower()}" for text in plain for word in re.findall(r"[A-Za-z]{4,}", text)}
    assert messages().keys() - plain - family - caps - rules == set()


def test_rules_of_built_in_doctrines_have_their_words():
    built = {rule.name for doctrine in BUILT_IN.values() for rule in doctrine.rules}
    tables = [t for name in assets.scenario_names() for t in load(name).doctrines.values()]
    rules = {ENGLISH(id_) for id_ in messages() if id_.startswith("rule.")}
    assert built | {OTHERWISE.name} <= rules
    assert rules <= built | {OTHERWISE.name} | {rule.name for t in tables for rule in t.rules}


@pytest.mark.parametrize("name", assets.scenario_names())
def test_every_name_that_a_shipped_scenario_writes_is_there_in_turkish(name: str):
    found = load(name)
    rows = (found.area, *found.sites, *found.zones, *found.links, *found.flights)
    wanted = {row.name for row in rows} | {one.title for one in found.pictures}
    wanted |= {one.subtitle for one in found.pictures}
    wanted |= {rule.name for table in found.doctrines.values() for rule in table.rules}
    wanted |= {line.source for chapter in found.chapters for line in chapter.captions}
    assert wanted - twins(found).keys() - PROPER == set()
    said = [one for one in twins(found) if one not in PROPER]
    assert {one for one in said if twins(found)[one] == one} <= PROPER


PROPER = {
    "", "Türkiye", "Ankara", "Akkuyu", "İncirlik", "İstanbul", "Erzincan",
    "Radar", "Radar, Ankara", "Radar, Marmara",
}  # fmt: skip


def test_one_phrase_is_rendered_one_way():
    found: dict[str, set[tuple[str, ...]]] = {}
    for id_ in messages():
        for phrase in phrases(id_, "en"):
            found.setdefault(phrase, set()).add(phrases(id_, "tr"))
    several = {phrase: others for phrase, others in found.items() if len(others) > 1}
    assert several.keys() == SEVERAL.keys(), several


STRAY = re.compile(
    r"simülasyon|enjeksiyon|saman yığın|havaalan|kodda |hali\b|haliyle|konu[kğ]|kendi savaş",
    re.IGNORECASE,
)
"""Turkish words for what has another word everywhere else: see assets/words/common.toml."""


def test_one_thing_has_one_word_in_turkish():
    files = (*assets.path("words").glob("*.toml"), assets.path("article.toml"))
    written = [phrase for id_ in messages() for phrase in phrases(id_, "tr")]
    for name in assets.scenario_names():
        text = assets.scenario_path(name).read_text(encoding="utf-8")
        written += re.findall(r'_tr = (?:\[\n?)?\s*"(.*)"', text)
    written += re.findall(r'\btr = "(.*)"', files[-1].read_text(encoding="utf-8"))
    assert [phrase for phrase in written if STRAY.search(phrase)] == []


def test_nothing_is_left_in_english():
    same = {id_ for id_ in messages() if phrases(id_, "en") == phrases(id_, "tr")}
    assert same <= SAME


SEVERAL: dict[str, str] = {
    "intruder": "whose an aircraft is takes an adjective, whom something happens to a noun",
}
"""English phrases with more than one rendering, and why."""
SAME = {
    "frame.elapsed", "tag.model", "happened.number", "runsheet.facts", "help.language",
}  # fmt: skip
"""What reads alike in both languages."""
FILES = (".js", "css")
