"""The page about a scenario: what it is, what to notice, what to try, whose word it rests on.

The window, `iffsim info` and the gallery show the same page.
"""

from __future__ import annotations

from collections.abc import Iterator

from iffsim.earth.catalogue import Actor, actors
from iffsim.earth.claims import article
from iffsim.scenario import Scenario
from iffsim.scenario.telling import Caption
from iffsim.words.say import ENGLISH, Words

_INFO = ("what", "how", "notice", "tries", "origin")
"""What `[info]` says, field by field; each has a heading of its name."""


def page(scenario: Scenario, say: Words = ENGLISH) -> tuple[tuple[str, str], ...]:
    """Return (heading, text) of the page about a scenario, what is missing left out.

    The first is the title with the summary. A text may have several lines.
    """
    return tuple((heading, text) for heading, text in _parts(scenario, say) if text)


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


def _parts(scenario: Scenario, say: Words) -> Iterator[tuple[str, str]]:
    turkish = say.language == "tr"
    yield _said(scenario, "title", say), _said(scenario, "summary", say)
    yield say("about.lesson"), _said(scenario, "lesson", say)
    for name in _INFO if scenario.info is not None else ():
        yield say(f"about.{name}"), _said(scenario.info, name, say)
    aims = scenario.objectives_tr if turkish and scenario.objectives_tr else scenario.objectives
    yield say("about.objectives"), "\n".join(f"- {aim}" for aim in aims)
    claims = [f"{name}: {article().claims[name].said(turkish)}" for name in claims_of(scenario)]
    yield say("about.claims", author=article().author), "\n".join(claims)
    yield say("about.whom"), "\n".join(_actor(actor, turkish) for actor in named(scenario))
    records = [line for line in _captions(scenario) if line.tag == "record"]
    sources = dict.fromkeys(say.written(line.source, line.source_tr) for line in records)
    yield say("about.record"), "\n".join(sources)
    yield say("about.mind"), say("about.caution")
    yield say("about.tags"), " ".join(scenario.tags)


def _actor(actor: Actor, turkish: bool) -> str:
    name, note = (actor.name_tr, actor.note_tr) if turkish else (actor.name, actor.note)
    return f"{name} ({', '.join(actor.claims)}): {note}"


def _said(of: object, name: str, say: Words) -> str:
    """Return a text on one line, in Turkish where there is."""
    return " ".join(say.written(getattr(of, name), getattr(of, f"{name}_tr")).split())
