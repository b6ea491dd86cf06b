"""The page about a scenario: what it is, what to notice, what to try, whose word it rests on.

The window, `iffsim info` and the gallery show the same page.
"""

from __future__ import annotations

from collections.abc import Iterator

from iffsim.earth.catalogue import Actor, actors
from iffsim.earth.claims import article
from iffsim.scenario import Scenario
from iffsim.scenario.types import Caption

HEADINGS = {
    "what": ("What it is", "Nedir"),
    "how": ("How it works", "Nasıl işler"),
    "notice": ("Things to notice", "Dikkat edin"),
    "tries": ("Things to try", "Deneyin"),
    "origin": ("Where it comes from", "Kaynağı"),
}
"""Of what `[info]` says, field by field."""
LESSON, OBJECTIVES = ("Lesson", "Ders"), ("Objectives", "Hedefler")
ARTICLE_SAYS = ("What the article claims", "Makalenin savları")
ACTORS, RECORD = (
    ("Whom the article names", "Makalenin andıkları"),
    ("On the public record", "Açık kayıt"),
)
MIND, TAGS = ("Mind", "Uyarı"), ("Tags", "Etiketler")
CAUTION = (
    "Illustrative only: no range, speed or behaviour here is real.",
    "Yalnızca gösterim amaçlıdır: buradaki hiçbir menzil, hız ya da davranış gerçek değildir.",
)


def page(scenario: Scenario, turkish: bool = False) -> tuple[tuple[str, str], ...]:
    """Return (heading, text) of the page about a scenario, what is missing left out.

    The first is the title with the summary. A text may have several lines.
    """
    return tuple((heading, text) for heading, text in _parts(scenario, turkish) if text)


def claims_of(scenario: Scenario) -> list[str]:
    """Return the claims of the article that its captions cite, in order: ["C2", "C10"]."""
    cited = {line.claim for line in _captions(scenario) if line.claim}
    return sorted(cited, key=lambda claim: int(claim[1:]))


def named(scenario: Scenario) -> list[Actor]:
    """Return the actors of the catalogue that its captions name when they cite their claims."""
    said: dict[str, str] = {}
    for chapter in scenario.chapters:
        for line in chapter.captions:
            if line.claim and line.tag == "article":
                said[line.claim] = f"{said.get(line.claim, '')} {chapter.title} {line.text}"
    return [
        actor
        for actor in actors().values()
        if any(actor.name in said.get(claim, "") for claim in actor.claims)
    ]


def _captions(scenario: Scenario) -> list[Caption]:
    return [line for chapter in scenario.chapters for line in chapter.captions]


def _parts(scenario: Scenario, turkish: bool) -> Iterator[tuple[str, str]]:
    yield _said(scenario, "title", turkish), _said(scenario, "summary", turkish)
    yield LESSON[turkish], _said(scenario, "lesson", turkish)
    for name, headings in HEADINGS.items() if scenario.info is not None else ():
        yield headings[turkish], _said(scenario.info, name, turkish)
    aims = scenario.objectives_tr if turkish and scenario.objectives_tr else scenario.objectives
    yield OBJECTIVES[turkish], "\n".join(f"- {aim}" for aim in aims)
    claims = [f"{name}: {article().claims[name].said(turkish)}" for name in claims_of(scenario)]
    yield f"{ARTICLE_SAYS[turkish]} ({article().author})", "\n".join(claims)
    whom = [_actor(actor, turkish) for actor in named(scenario)]
    yield ACTORS[turkish], "\n".join(whom)
    sources = dict.fromkeys(line.source for line in _captions(scenario) if line.tag == "record")
    yield RECORD[turkish], "\n".join(sources)
    yield MIND[turkish], CAUTION[turkish]
    yield TAGS[turkish], " ".join(scenario.tags)


def _actor(actor: Actor, turkish: bool) -> str:
    name, note = (actor.name_tr, actor.note_tr) if turkish else (actor.name, actor.note)
    return f"{name} ({', '.join(actor.claims)}): {note}"


def _said(of: object, name: str, turkish: bool) -> str:
    """Return a text on one line, in Turkish where there is."""
    twin = getattr(of, f"{name}_tr") if turkish else ""
    return " ".join(str(twin or getattr(of, name)).split())
