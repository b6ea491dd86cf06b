"""What is allowed in a scenario but probably not meant: warnings, one sentence each.

Whether an event changes anything is found by running the scenario without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import chain, pairwise
from typing import Any

import numpy as np
from msgspec.structs import replace

from iffsim.bake import revise, run
from iffsim.base.errors import Fault
from iffsim.base.units import clock
from iffsim.fair import COMPANY, bets, company
from iffsim.pictures.picture import Picture
from iffsim.recording import Recording
from iffsim.scenario import Scenario
from iffsim.scenario.doctrines import BUILT_IN
from iffsim.scenario.events import NewDoctrine
from iffsim.scenario.recorded import sky
from iffsim.scenario.rules_network import asked_in, reported
from iffsim.scenario.types import Picture as Written

LONGEST = 220
"""Characters that fit into two lines of a caption."""
LONG_S = 2e7
"""Aircraft x seconds that are run in a second or two."""
MOST_EVENTS = 60
"""Of more events, only so many are tried."""


def warnings(scenario: Scenario, name: str) -> list[Fault]:
    """Return what is probably not meant in a scenario; `name` is its file's.

    One that would take long to run is not run, so that only its captions are looked at.
    """
    found = [*_captions(scenario), *_unshown(scenario), *_useless(scenario)]
    if _aircraft(scenario) * scenario.duration_s <= LONG_S:
        recording = run(scenario)
        found += [*_unseen(recording), *_outside(recording), *_unfair(recording)]
    return [Fault(f"{name}: {where}", what) for where, what in found]


def _aircraft(scenario: Scenario) -> int:
    generated = sum(row.count for row in scenario.background)
    recorded = sum(len(sky(row.content, row.file)) for row in scenario.recorded)
    return len(scenario.flights) + generated + recorded


def _unseen(recording: Recording) -> Iterator[tuple[str, str]]:
    """Yield the events without which every picture would be the same."""
    scenario = recording.scenario
    for index, event in enumerate(scenario.events[:MOST_EVENTS]):
        without = revise(recording, _without(scenario, index), event.at_s)
        pairs = zip(recording.pictures, without.pictures, strict=True)
        if all(_same(one, other) for one, other in pairs):
            what = f"{event.__struct_config__.tag} at {event.at} changes nothing in any picture"
            yield f"events[{index}]", what


def _without(scenario: Scenario, index: int) -> Scenario:
    events = scenario.events
    return replace(scenario, events=(*events[:index], *events[index + 1 :]))


def _same(one: Picture, other: Picture) -> bool:
    """Return whether two pictures get the same reports and give the same names all the time."""
    mine, theirs = one.reports, other.reports
    pairs: list[tuple[Any, Any]] = [
        (one.names, other.names), (mine, theirs), (mine.runs, theirs.runs)
    ]  # fmt: skip
    return all(
        np.array_equal(getattr(a, field.name), getattr(b, field.name))
        for a, b in pairs
        for field in fields(a)
        if field.name != "runs"
    )


def _outside(recording: Recording) -> Iterator[tuple[str, str]]:
    """Yield the written flights that are never in the area; who carries a site need not be."""
    scenario, inside = recording.scenario, recording.survey.in_area
    ever = np.zeros(inside.rows, bool)
    ever[inside.row[inside.value]] = True
    carriers = {site.carrier for site in scenario.sites}
    ends = recording.world.traffic.end_s
    for index, flight in enumerate(scenario.flights):
        if ends[index] <= 0.0:
            yield f"flights[{index}] ({flight.id})", "its route ends before the scenario begins"
        elif not ever[index] and flight.id not in carriers:
            yield f"flights[{index}] ({flight.id})", f"it never enters {scenario.area.name}"


def _useless(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield what a picture accepts, but nobody asks in for it, or none of its doctrines names."""
    for index, picture in enumerate(scenario.pictures):
        asked, named = _asked(scenario, picture), _named(scenario, picture)
        for word in picture.accepts:
            where = f"pictures[{index}] ({picture.id})"
            if word not in asked:
                yield where, f'accepts "{word}", but no site that it hears asks in it'
            elif f"{word}_reply" not in named:
                yield where, f'accepts "{word}", but its doctrine names no {word}_reply'


def _asked(scenario: Scenario, picture: Written) -> set[str]:
    """Return the credentials in which the sites ask that a picture hears."""
    every = [site.id for site in scenario.sites]
    over = [reported(link, every) for link in scenario.links if link.id in picture.links]
    heard = {*picture.own, *chain.from_iterable(over)}
    return {word for site in scenario.sites if site.id in heard for word in asked_in(site)}


def _named(scenario: Scenario, picture: Written) -> set[str]:
    """Return the evidence that any doctrine which a picture ever has names."""
    later = [event for event in scenario.events if isinstance(event, NewDoctrine)]
    names = [picture.doctrine, *(one.doctrine for one in later if one.picture == picture.id)]
    tables = [scenario.doctrines.get(name) or BUILT_IN[name] for name in names]
    return {word for table in tables for row in table.rules for word in (*row.all, *row.any)}


def _unfair(recording: Recording) -> Iterator[tuple[str, str]]:
    """Yield the bets whose answer stands out by its evidence, with the first time of it."""
    scenario = recording.scenario
    for bet in bets(recording):
        others = company(recording, bet)
        if others.min() >= COMPANY:
            continue
        when = clock(bet.open_s + int((others < COMPANY).argmax()))
        few = int(others[others < COMPANY][0])
        what = f'picture "{bet.picture}" does not hold {bet.question.aircraft} at {when}'
        if few >= 0:
            what = (
                f'in picture "{bet.picture}" only {few} other tracks have the evidence of '
                f"{bet.question.aircraft} at {when}"
            )
        where = f"questions[{scenario.questions.index(bet.question)}] ({bet.question.id})"
        yield where, f"{what}; a fair bet hides it among {COMPANY} or more all the time"


def _captions(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield the captions that do not fit into two lines, or are gone before they are read."""
    chapters = scenario.chapters
    ends = [*(chapter.at_s for chapter in chapters[1:]), scenario.duration_s][: len(chapters)]
    for index, (chapter, end) in enumerate(zip(chapters, ends, strict=True)):
        starts = [caption.at_s for caption in chapter.captions] + [end]
        for number, (caption, (start, stop)) in enumerate(
            zip(chapter.captions, pairwise(starts), strict=True)
        ):
            where = f"chapters[{index}].captions[{number}] ({chapter.title})"
            if caption.tag == "article" and caption.claim is None:
                yield where, "is the article's, but names no claim; give its number, C1 to C17"
            elif caption.tag == "article" and not caption.paragraphs:
                yield (
                    where,
                    "is the article's, but names no paragraph of it; give paragraphs = [...]",
                )
            longest = max(len(caption.text), len(caption.text_tr))
            if longest > LONGEST:
                yield where, f"has {longest} characters; two lines hold about {LONGEST}"
            elif (needed := caption.read_s) > stop - start:
                yield where, f"is shown for {stop - start:g} s; reading it takes {needed:.0f} s"


def _unshown(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield the pictures that no chapter shows, or none that says anything; if there are such
    chapters at all."""
    shown = {name for chapter in scenario.chapters for name in chapter.pictures}
    told = {name for chapter in scenario.chapters if chapter.captions for name in chapter.pictures}
    for index, picture in enumerate(scenario.pictures):
        where = f"pictures[{index}] ({picture.id})"
        if scenario.chapters and picture.id not in shown:
            yield where, "no chapter shows this picture"
        elif told and picture.id not in told:
            yield where, "no caption is shown beside this picture"
