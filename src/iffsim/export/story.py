"""The story for a page, as `iffsim.story` has it: chapters, captions, bets, pace, what is shut."""

from __future__ import annotations

from typing import Any

from iffsim.export.challenge import challenge
from iffsim.export.pack import Packed
from iffsim.recording import Recording
from iffsim.scenario import telling as written
from iffsim.scene.caption import chapters
from iffsim.story import shut, telling
from iffsim.story.telling import Chapter, Look, Marked


def story(recording: Recording) -> Packed:
    """Return what to tell and to show, in time order; aircraft are indices."""
    told = telling.story(recording)
    lines = [line for one in chapters(recording) for line in one.captions]
    marks = dict(zip(lines, told.marks, strict=True))
    events = sorted(recording.scenario.events, key=lambda event: event.at_s)
    pairs = zip(chapters(recording), told.chapters, strict=True)
    return {
        "home": _camera(told.home),
        "order": list(told.order),
        "chapters": [_chapter(recording, one, shown, marks) for one, shown in pairs],
        "given": [{"at_s": event.at_s} for event in events],
        "bets": _bets(recording, told),
        "paces": [list(pace) for pace in told.paces],
        "follow": told.follow,
        "dusk_s": telling.DUSK_S,
        "board": _board(recording),
        "played": challenge(recording),
        "closed": {
            "coming": {"why": shut.COMING, "shut": _names(shut.BEFORE)},
            "betting": {"why": shut.OPEN, "shut": _names(shut.BETTING)},
        },
    }


def _names(things: frozenset[Any]) -> list[str]:
    return sorted(thing.value for thing in things)


def _board(recording: Recording) -> Packed | None:
    """Return the board beside the map, if the scenario has one."""
    found = recording.scenario.board
    if found is None:
        return None
    rows = [
        {
            "text": row.text, "text_tr": row.text_tr, "struck_s": row.struck_s, "how": row.how,
            "aircraft": None if row.flight is None else recording.aircraft(row.flight),
            "picture": row.picture, "named_by": row.named_by,
        }
        for row in found.rows
    ]  # fmt: skip
    return {"title": found.title, "title_tr": found.title_tr, "rows": rows}


def _bets(recording: Recording, told: telling.Story) -> list[Packed]:
    """Return the questions that are answered on the map, with their words."""
    ids, found = recording.world.fleet.ids, []
    for bet in told.bets:
        asked = next(
            one for one in recording.scenario.questions
            if one.at_s == bet.open_s and one.answer == ids[bet.aircraft]
        )  # fmt: skip
        found.append({
            "aircraft": bet.aircraft, "open_s": bet.open_s, "reveal_s": bet.reveal_s,
            "told_s": bet.told_s, "close_s": bet.close_s, "seen_s": bet.seen_s,
            "picture": bet.picture,
            "text": asked.text, "text_tr": asked.text_tr,
        })  # fmt: skip
    return found


def _chapter(
    recording: Recording, chapter: written.Chapter, shown: Chapter,
    marks: dict[written.Caption, Marked],
) -> Packed:  # fmt: skip
    captions = sorted(chapter.captions, key=lambda caption: caption.at_s)
    goal = shown.challenge
    return {
        "at_s": shown.start_s,
        "title": shown.title,
        "title_tr": shown.title_tr,
        "pictures": list(shown.pictures),
        "camera": None if shown.look is None else _camera(shown.look),
        "coverage_m": shown.coverage_m,
        "aircraft": shown.aircraft,
        "view": "" if shown.view is None else shown.view.value,
        "lever": shown.lever,
        "sandbox": shown.sandbox,
        "challenge": None if goal is None else {
            "picture": goal.picture, "needle": goal.needle, "moves": goal.moves,
        },
        "captions": [_caption(recording, caption, marks[caption]) for caption in captions],
    }  # fmt: skip


def _caption(recording: Recording, caption: written.Caption, marked: Marked) -> Packed:
    spots = [telling.place(recording, name, caption.at_s) for name in marked.places]
    return {
        "at_s": caption.at_s,
        "text": caption.text,
        "text_tr": caption.text_tr,
        "tag": caption.tag,
        "claim": caption.claim or "",
        "source": caption.source,
        "source_tr": caption.source_tr,
        "aircraft": list(marked.aircraft),
        "spots": [[round(float(v), 2) for v in spot] for spot in spots if spot is not None],
    }


def _camera(look: Look) -> list[float]:
    """Return (east km, north km, width km)."""
    return [round(float(v), 2) for v in look]
