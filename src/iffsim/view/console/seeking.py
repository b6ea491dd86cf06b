"""Where to go in time: the next event, or what a typed line says."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from iffsim.doctrine import NOT_HELD
from iffsim.pictures.events import EventKind
from iffsim.recording import Recording
from iffsim.view.drawing.theme import look
from iffsim.view.model.state import Show
from iffsim.words.say import ENGLISH, Words


def event(
    recording: Recording, pictures: tuple[str, ...], time_s: float, count: int,
    aircraft: int | None = None, say: Words = ENGLISH,
) -> tuple[float, str] | None:  # fmt: skip
    """Return when the next event is (or the previous, if `count` is negative), and what it is.

    Events are what happens to tracks of the pictures shown, and what the scenario lets happen; of
    one aircraft, only what happens to its tracks.
    """
    events = recording.events
    shown = [recording.picture_ids.index(picture) for picture in pictures]
    mine = np.isin(events.picture, shown) & (events.tick > 0)
    if aircraft is not None:
        mine &= events.aircraft == aircraft
    given = [] if aircraft is not None else [one.at_s for one in recording.scenario.events]
    times = np.unique(np.concatenate([events.tick[mine].astype(float), np.array(given, float)]))
    later = times[times > time_s + 1e-6] if count > 0 else times[times < time_s - 1e-6][::-1]
    if not len(later):
        return None
    found = float(later[0])
    rows = np.flatnonzero(mine & (events.tick == int(found)))
    if not len(rows):
        return found, say("said.scenario_does")
    return found, _words(recording, rows.tolist(), say)


def _words(recording: Recording, rows: list[int], say: Words) -> str:
    """Say in a few words what happened to the first of some tracks, and how many more there are."""
    events, row = recording.events, rows[0]
    picture = recording.picture_ids[int(events.picture[row])]
    number = int(recording.numbers(picture)[events.aircraft[row]])
    after = int(events.after[row])
    lost = events.kind[row] == EventKind.DROPPED or after == NOT_HELD
    what = say("said.dropped") if lost else say.upper(say(look(after).word))
    more = f" (+{len(rows) - 1})" if len(rows) > 1 else ""
    return f"TK {number:04d}: {what}{more}"


def place(text: str, show: Show, bookmarks: Mapping[str, float]) -> float | None:
    """Return the time that a line means, s: a bookmark's name, "c3", "12:30", "1:02:30", "750";
    a chapter by the beginning of its title. None if it means nothing."""
    said = text.strip().casefold()
    if not said:
        return None
    for name, at_s in bookmarks.items():
        if name.casefold() == said:
            return at_s
    if found := re.fullmatch(r"[c#]\s*(\d{1,3})", said):
        number = int(found[1])
        return show.chapters[number - 1].start_s if 0 < number <= len(show.chapters) else None
    if re.fullmatch(r"\d{1,5}(:\d{1,2}){0,2}", said):
        parts = [int(part) for part in said.split(":")]
        time_s = float(sum(part * 60**n for n, part in enumerate(reversed(parts))))
        return time_s if time_s <= show.duration_s else None
    begun = [mark for name, mark in bookmarks.items() if name.casefold().startswith(said)]
    begun += [c.start_s for c in show.chapters if _begins(said, c.title, c.title_tr)]
    return begun[0] if begun else None


def _begins(said: str, *titles: str) -> bool:
    return any(title.casefold().startswith(said) for title in titles)
