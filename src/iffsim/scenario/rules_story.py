"""What must hold of events, chapters and captions."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from iffsim.base.units import clock
from iffsim.scenario import places, rules_moves
from iffsim.scenario.draft import Draft
from iffsim.scenario.events import (
    AnyEvent,
    LinkDown,
    LinkUp,
    MoveSite,
    NewDoctrine,
    Reroute,
    SiteActive,
    SiteSilent,
    SwapReplies,
    UnswapReplies,
)
from iffsim.scenario.near import shown, unknown
from iffsim.scenario.rules_network import a_doctrine, reported
from iffsim.scenario.shape import Found, Place
from iffsim.scenario.telling import Caption, Chapter

MAX_DURATION_S = 86_400.0


def duration(draft: Draft) -> Iterator[Found]:
    """Yield a fault if the scenario lasts too short or too long."""
    lasts = draft.duration_s
    if lasts is None and draft.complete("duration"):
        yield ("duration",), "is no time at all; expected from 1s to 24h"
    elif lasts is not None and (lasts % 1 or lasts > MAX_DURATION_S):
        yield ("duration",), f"is {lasts:g}s; expected whole seconds, from 1s to 24h"


def events(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with events."""
    for index, event in draft.events.items():
        here: Place = ("events", index)
        yield from in_time(event.at, event.at_s, draft, here)
        yield from _event(event, draft, here)
    yield from rules_moves.many_moves(draft)


def in_time(text: str, at_s: float, draft: Draft, here: Place) -> Iterator[Found]:
    """Yield a fault if a table's `at` is after the scenario's end."""
    if draft.duration_s is not None and at_s > draft.duration_s:
        end = clock(draft.duration_s)
        yield (*here, "at"), f"is {shown(text)}, which is after the scenario's end ({end})"


def _event(event: AnyEvent, draft: Draft, here: Place) -> Iterator[Found]:
    if isinstance(event, SiteSilent | SiteActive):
        yield from draft.refer("sites", event.site, "site", (*here, "site"))
    elif isinstance(event, LinkDown | LinkUp):
        yield from draft.refer("links", event.link, "link", (*here, "link"))
        if event.site is not None:
            yield from _site_of_link(event, event.site, draft, here)
    elif isinstance(event, MoveSite):
        yield from rules_moves.move_site(event, draft, here)
    elif isinstance(event, NewDoctrine):
        yield from draft.refer("pictures", event.picture, "picture", (*here, "picture"))
        yield from a_doctrine(event.doctrine, draft, (*here, "doctrine"))
    elif isinstance(event, SwapReplies | UnswapReplies):
        for number, name in enumerate(event.flights):
            yield from a_flight(name, draft, (*here, "flights", number))
        if event.flights[0] == event.flights[1]:
            yield (*here, "flights"), f'"{event.flights[0]}" twice; expected two flights'
    else:
        yield from a_flight(event.flight, draft, (*here, "flight"))
    if isinstance(event, Reroute):
        yield from rules_moves.reroute(event, here)


def _site_of_link(
    event: LinkDown | LinkUp, site: str, draft: Draft, here: Place
) -> Iterator[Found]:
    yield from draft.refer("sites", site, "site", (*here, "site"))
    links = [link for link in draft.links.values() if link.id == event.link]
    if links and site in draft.ids["sites"] and not reported(links[0], [site]):
        yield (*here, "site"), f'"{site}" does not report over link "{event.link}"'


def a_flight(name: str, draft: Draft, here: Place) -> Iterator[Found]:
    """Yield a fault if no flight, written or generated, is called `name`."""
    if name not in draft.ids["flights"] and not draft.generated(name):
        yield here, unknown("flight", name, draft.ids["flights"])


def chapters(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with chapters and their captions."""
    if draft.follow is not None:
        yield from a_flight(draft.follow, draft, ("follow",))
    following = dict(itertools.pairwise([*draft.chapters, -1]))
    for index, chapter in draft.chapters.items():
        here: Place = ("chapters", index)
        after = draft.chapters.get(following[index])
        yield from in_time(chapter.at, chapter.at_s, draft, here)
        if after is not None and after.at_s <= chapter.at_s:
            what = f"is {shown(after.at)}, which is not after the chapter before it ({chapter.at})"
            yield ("chapters", following[index], "at"), what
        for number, name in enumerate(chapter.pictures):
            yield from draft.refer("pictures", name, "picture", (*here, "pictures", number))
        if chapter.challenge is not None:
            name = chapter.challenge.picture
            yield from draft.refer("pictures", name, "picture", (*here, "challenge", "picture"))
        yield from _focus(chapter, draft, here)
        yield from _captions(chapter, after, draft, here)


def board(draft: Draft) -> Iterator[Found]:
    """Yield what is wrong with the board: times after the end, flights and pictures that there are
    not."""
    for number, row in enumerate(draft.board.rows if draft.board else ()):
        here: Place = ("board", "rows", number)
        if row.struck is not None and row.struck_s is not None:
            for _, late in in_time(row.struck, row.struck_s, draft, here):
                yield (*here, "struck"), late
        if row.flight is not None:
            yield from a_flight(row.flight, draft, (*here, "flight"))
        if (row.picture is None) != (row.named_by is None):
            given = "picture" if row.named_by is None else "named_by"
            yield (*here, given), "stands alone; expected picture and named_by, or neither"
        for key, name in (("picture", row.picture), ("named_by", row.named_by)):
            if name is not None:
                yield from draft.refer("pictures", name, "picture", (*here, key))


def _focus(chapter: Chapter, draft: Draft, here: Place) -> Iterator[Found]:
    focus = chapter.focus
    ids = [name for section in ("flights", "sites", "zones") for name in draft.ids[section]]
    if focus is None or focus in ids or draft.generated(focus) or places.find(focus):
        return
    what = unknown("flight, site, zone or place", focus, ids)
    yield (*here, "focus"), what


def _marked(name: str, draft: Draft, here: Place) -> Iterator[Found]:
    ids = [one for section in ("flights", "sites", "zones") for one in draft.ids[section]]
    if name not in ids and not draft.generated(name):
        yield here, unknown("flight, site or zone", name, ids)


def _captions(
    chapter: Chapter, after: Chapter | None, draft: Draft, here: Place
) -> Iterator[Found]:
    before_s = chapter.at_s
    for number, caption in enumerate(chapter.captions):
        place: Place = (*here, "captions", number)
        yield from in_time(caption.at, caption.at_s, draft, place)
        if caption.at_s < before_s:
            before = "the caption before it" if number else "its chapter"
            yield (
                (*place, "at"),
                f"is {shown(caption.at)}, which is before {before}; expected them in order",
            )
        elif after is not None and caption.at_s >= after.at_s:
            yield (
                (*place, "at"),
                f"is {shown(caption.at)}, which is in the next chapter ({after.at})",
            )
        before_s = max(before_s, caption.at_s)
        for which, name in enumerate(caption.marks):
            yield from _marked(name, draft, (*place, "marks", which))
        yield from _sourced(caption, place)


def _sourced(caption: Caption, place: Place) -> Iterator[Found]:
    if caption.tag == "record" and not caption.source.strip():
        yield place, "a caption tagged record has no source; expected one"
